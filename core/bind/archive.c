/* ms.archive and ms.zip_writer: archives in memory, read and written. Thin: one archive a
 * userdata, with a meter of its own that is settled with the script's after each call. Never
 * calls Lua while the archive or the writer runs, and never opens a path. */
#include "archive/archive.h"

#include "archive/writer.h"
#include "base/size.h"
#include "bind/bind.h"

#define TYPE_ARCHIVE "moonscribe.archive"
#define TYPE_WRITER "moonscribe.archive.writer"

typedef struct archive_box {
    ms_archive *archive;       /* NULL once it is closed */
    ms_converters *converters; /* for names */
    ms_ctx ctx;                /* the script's limits, with members that fit its memory */
    uint64_t settled;          /* of ctx.fuel_used: what the script has paid */
    uint64_t walk;             /* the iteration that is going on */
} archive_box;

/* --- reading: the life of an archive ---------------------------------------------------- */

static int release_archive(lua_State *L) {
    archive_box *box = lua_touserdata(L, 1);
    ms_archive_close(box->archive);
    box->archive = NULL;
    ms_converters_free(box->converters);
    box->converters = NULL;
    return 0;
}

/* The bytes of the archive at arg, which a retired document takes away; raises then. */
static ms_slice input_of(lua_State *L, int arg) {
    lua_getiuservalue(L, arg, 1);
    ms_slice bytes = ms_text_check(L, -1);
    lua_pop(L, 1);
    return bytes;
}

static archive_box *check_archive(lua_State *L, int arg) {
    archive_box *box = ms_type_check(L, arg, TYPE_ARCHIVE);
    if (!box->archive) luaL_error(L, "this archive has been closed");
    input_of(L, arg);
    return box;
}

static void settle(lua_State *L, archive_box *box) {
    uint64_t used = box->ctx.fuel_used - box->settled;
    box->settled = box->ctx.fuel_used;
    ms_spend(L, used);
}

static bool must_raise(const archive_box *box, ms_status status) {
    return status == MS_E_MEMORY || box->ctx.tripped != MS_OK;
}

static ms_status open_archive(lua_State *L, archive_box *box, int arg, ms_error *error) {
    ms_archive_options options = {.converters = box->converters};
    lua_getiuservalue(L, arg, 2);
    ms_slice name = ms_slice_str(lua_tostring(L, -1));
    lua_pop(L, 1);
    ms_archive_close(box->archive);
    box->archive = NULL;
    return ms_archive_open_bytes(&box->ctx, input_of(L, arg), name, &options, &box->archive,
                                 error);
}

static const char *check_name_option(lua_State *L, int options) {
    if (lua_isnoneornil(L, options)) return "";
    luaL_checktype(L, options, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, options)) {
        lua_pop(L, 1);
        const char *key = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        if (strcmp(key, "name") != 0) {
            luaL_error(L, "unknown option '%s' of ms.archive: there is 'name'", key);
        }
    }
    lua_getfield(L, options, "name");
    return luaL_optstring(L, -1, "");
}

/** ms.archive(bytes, {name=}) -> Archive | nil, message, code
 *  Opens bytes (a string or text) as an archive: zip, tar, gzip, 7z and the other kinds that
 *  the command reads, nested ones too. Bytes that are no archive are one member with an empty
 *  path. `name` is the file's name, for kinds that only the suffix tells.
 *  @example
 *  local w = ms.zip_writer("zip")
 *  w:add("2024/a.txt", "hello")
 *  local a = ms.archive(w:finish())
 *  a:kind() --> zip
 *  a:read("2024/a.txt") --> hello
 *  a:read("b.txt") --> nil, there is no member "b.txt", not_found
 */
static int new_archive(lua_State *L) {
    ms_text_check(L, 1);
    lua_settop(L, 2);
    const char *name = check_name_option(L, 2);
    ms_ctx *ctx = ms_state_of(L)->ctx;
    archive_box *box = ms_type_push(L, TYPE_ARCHIVE, sizeof *box, 2);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    lua_pushstring(L, name);
    lua_setiuservalue(L, -2, 2);
    box->ctx = *ctx;
    box->settled = ctx->fuel_used;
    uint64_t most = ctx->limits.memory / 4;
    if (box->ctx.limits.member > most) box->ctx.limits.member = most;
    ms_error error;
    /* Without converters names that are not UTF-8 are escaped. */
    if (ms_converters_new(&box->ctx, &box->converters, &error) != MS_OK) box->converters = NULL;
    ms_status status = open_archive(L, box, lua_gettop(L), &error);
    settle(L, box);
    if (status == MS_OK) return 1;
    return must_raise(box, status) ? ms_raise(L, &error) : ms_push_failure(L, &error);
}

/** archive:close()
 *  Frees what the archive holds; closing twice is harmless. `local a <close> =
 *  ms.archive(bytes)` does it too.
 */
static int archive_close(lua_State *L) {
    ms_type_check(L, 1, TYPE_ARCHIVE);
    return release_archive(L);
}

/** archive:kind() -> string
 *  What it is: "zip", "tar", "tar.gz", "gzip", "7z" ..., or "plain" for bytes that are no
 *  archive.
 *  @example
 *  ms.archive("just text"):kind() --> plain
 */
static int archive_kind(lua_State *L) {
    lua_pushstring(L, ms_archive_kind(check_archive(L, 1)->archive));
    return 1;
}

/* --- reading: members ------------------------------------------------------------------- */

static void set_string(lua_State *L, const char *key, ms_slice value) {
    lua_pushlstring(L, value.ptr ? value.ptr : "", value.len);
    lua_setfield(L, -2, key);
}

static void push_member(lua_State *L, const ms_member *member, const ms_error *error) {
    lua_createtable(L, 0, 6);
    set_string(L, "name", member->name);
    set_string(L, "path", member->path);
    if (member->mtime_s >= 0) {
        lua_pushinteger(L, member->mtime_s);
        lua_setfield(L, -2, "mtime");
    }
    lua_pushboolean(L, member->is_skip);
    lua_setfield(L, -2, "is_skip");
    if (member->is_skip) set_string(L, "reason", ms_slice_str(member->skip_reason));
    if (error) {
        set_string(L, "message", ms_slice_str(error->message));
        set_string(L, "code", ms_slice_str(ms_status_name(error->code)));
    } else if (!member->is_skip) {
        ms_push_size(L, member->bytes.len);
        lua_setfield(L, -2, "size");
        ms_text_push_copy(L, member->bytes);
        lua_setfield(L, -2, "bytes");
    }
}

/* Upvalues: the archive, the number of this walk, whether it has ended. */
static int next_member(lua_State *L) {
    if (lua_toboolean(L, lua_upvalueindex(3))) return 0;
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    archive_box *box = check_archive(L, 1);
    if (box->walk != (uint64_t)lua_tointeger(L, lua_upvalueindex(2))) {
        return luaL_error(
            L,
            "the archive has been read otherwise meanwhile: walk it alone, or open it twice");
    }
    ms_member member;
    ms_error error;
    ms_status status = ms_archive_next(box->archive, &member, &error);
    settle(L, box);
    if (status == MS_END) {
        lua_pushboolean(L, 1);
        lua_replace(L, lua_upvalueindex(3));
        return 0;
    }
    if (status != MS_OK && must_raise(box, status)) return ms_raise(L, &error);
    push_member(L, &member, status == MS_OK ? NULL : &error);
    return 1;
}

/** archive:members() -> iterator of members
 *  All members from the first on, those of nested archives in their places. A member is a
 *  table: `name`, `path` (as in locators), `size`, `bytes` (a text, binary or not), `mtime`
 *  (seconds since 1970, where it is known), `is_skip` with `reason` for what is no document (a
 *  folder, a link). A damaged member has `message` and `code` and no `bytes`; the next ones
 *  come all the same.
 *  @example
 *  local w = ms.zip_writer("tar.gz")
 *  w:add("a.txt", "one")
 *  w:add("b.txt", "two")
 *  local seen = {}
 *  for m in ms.archive(w:finish()):members() do seen[#seen + 1] = m.path .. "=" .. m.bytes end
 *  table.concat(seen, " ") --> a.txt=one b.txt=two
 */
static int archive_members(lua_State *L) {
    archive_box *box = check_archive(L, 1);
    lua_settop(L, 1);
    ms_error error;
    if (box->walk++ > 0) {
        ms_status status = open_archive(L, box, 1, &error);
        settle(L, box);
        if (status != MS_OK) return ms_raise(L, &error);
    }
    lua_pushinteger(L, (lua_Integer)box->walk);
    lua_pushboolean(L, 0);
    lua_pushcclosure(L, next_member, 3);
    return 1;
}

/** archive:read(path) -> Text | nil, message, code
 *  The bytes of the member with this path (as `members` gives it); a walk that is going on
 *  ends. Errors: "not_found", and those of a damaged member, such as "checksum".
 */
static int archive_read(lua_State *L) {
    archive_box *box = check_archive(L, 1);
    ms_slice path = ms_text_check(L, 2);
    box->walk++;
    ms_member member;
    ms_error error;
    ms_status status = ms_archive_find(box->archive, path, &member, &error);
    settle(L, box);
    if (status != MS_OK) {
        return must_raise(box, status) ? ms_raise(L, &error) : ms_push_failure(L, &error);
    }
    ms_text_push_copy(L, member.bytes);
    return 1;
}

/* --- writing ---------------------------------------------------------------------------- */

typedef struct writer_box {
    ms_archive_writer *writer; /* NULL once it is finished */
    ms_buffer out;             /* written and not yet handed on */
    int64_t accounted;         /* of out's memory */
    bool is_open;              /* out has been set up */
} writer_box;

static int release_writer(lua_State *L) {
    writer_box *box = lua_touserdata(L, 1);
    ms_archive_writer_free(box->writer);
    box->writer = NULL;
    if (box->is_open) ms_buffer_free(&box->out);
    box->is_open = false;
    int64_t accounted = box->accounted;
    box->accounted = 0;
    ms_state_account(L, -accounted);
    return 0;
}

static ms_status keep(void *state, ms_slice bytes) {
    return ms_buffer_append_slice(state, bytes);
}

static writer_box *check_writer(lua_State *L) {
    writer_box *box = ms_type_check(L, 1, TYPE_WRITER);
    if (!box->writer) luaL_error(L, "this archive is finished");
    return box;
}

/* Hands on what has been written, if somebody takes it. */
static void hand_on(lua_State *L, writer_box *box) {
    int64_t held = (int64_t)box->out.capacity;
    if (held > box->accounted) {
        int64_t more = held - box->accounted;
        box->accounted = held;
        ms_state_account(L, more);
    }
    if (lua_getiuservalue(L, 1, 1) == LUA_TNIL || box->out.len == 0) {
        lua_pop(L, 1);
        return;
    }
    lua_pushlstring(L, box->out.data, box->out.len);
    ms_buffer_reset(&box->out);
    lua_call(L, 1, 0);
}

/** ms.zip_writer(kind, put) -> Writer
 *  Writes an archive: `kind` is "zip", "gz" (of one member), "tar", "tar.gz" or "tar.zst". With `put`, a
 *  function, it is called with strings as they come; without, `finish` gives the whole. The
 *  same members give the same bytes always.
 *  @example
 *  local w = ms.zip_writer("gz")
 *  w:add("a.txt", "hello")
 *  ms.archive(w:finish()):read("") --> hello
 */
static int new_writer(lua_State *L) {
    static const char *const kinds[] = {"zip", "gz", "tar", "tar.gz", "tar.zst", NULL};
    static const ms_archive_kind_out values[] = {MS_WRITE_ZIP, MS_WRITE_GZ, MS_WRITE_TAR,
                                                 MS_WRITE_TAR_GZ, MS_WRITE_TAR_ZST};
    ms_archive_kind_out kind = values[luaL_checkoption(L, 1, "zip", kinds)];
    if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    ms_ctx *ctx = ms_state_of(L)->ctx;
    writer_box *box = ms_type_push(L, TYPE_WRITER, sizeof *box, 1);
    lua_pushvalue(L, 2);
    lua_setiuservalue(L, -2, 1);
    ms_buffer_init(&box->out, ctx->sys, ms_size_min((size_t)ctx->limits.memory, SIZE_MAX / 2));
    box->is_open = true;
    ms_error error;
    ms_status status = ms_archive_writer_new(ctx, kind, keep, &box->out, &box->writer, &error);
    return status == MS_OK ? 1 : ms_raise(L, &error);
}

static int64_t check_mtime(lua_State *L, int options) {
    if (lua_isnoneornil(L, options)) return -1;
    luaL_checktype(L, options, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, options)) {
        lua_pop(L, 1);
        const char *key = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        if (strcmp(key, "mtime") != 0) {
            luaL_error(L, "unknown option '%s' of writer:add: there is 'mtime'", key);
        }
    }
    lua_getfield(L, options, "mtime");
    lua_Integer mtime = luaL_optinteger(L, -1, -1);
    luaL_argcheck(L, mtime >= -1, options, "mtime is in seconds since 1970");
    lua_pop(L, 1);
    return mtime;
}

/** writer:add(name, bytes, {mtime=})
 *  Adds a member. `name` is relative, with "/" between folders; `mtime` is in seconds since
 *  1970 (1980-01-01 without it). Raises for a name that is absolute, has ".." in it or has
 *  been given before.
 */
static int writer_add(lua_State *L) {
    writer_box *box = check_writer(L);
    ms_slice name = ms_text_check(L, 2), bytes = ms_text_check(L, 3);
    int64_t mtime = check_mtime(L, 4);
    ms_error error;
    ms_status status = ms_archive_writer_add(box->writer, name, bytes, mtime, &error);
    if (status != MS_OK) return ms_raise(L, &error);
    hand_on(L, box);
    return 0;
}

/** writer:finish() -> string
 *  Writes the end. Gives the whole archive as a string, or nothing when `put` has got it.
 */
static int writer_finish(lua_State *L) {
    writer_box *box = check_writer(L);
    ms_error error;
    ms_status status = ms_archive_writer_finish(box->writer, &error);
    if (status != MS_OK) return ms_raise(L, &error);
    hand_on(L, box);
    bool is_whole = lua_getiuservalue(L, 1, 1) == LUA_TNIL;
    if (is_whole) lua_pushlstring(L, box->out.data, box->out.len);
    release_writer(L);
    return is_whole;
}

void ms_bind_archive(lua_State *L) {
    static const luaL_Reg archive_methods[] = {{"members", archive_members},
                                               {"read", archive_read},
                                               {"kind", archive_kind},
                                               {"close", archive_close},
                                               {NULL, NULL}};
    static const luaL_Reg writer_methods[] = {
        {"add", writer_add}, {"finish", writer_finish}, {NULL, NULL}};
    static const luaL_Reg none[] = {{NULL, NULL}};
    static const luaL_Reg functions[] = {
        {"archive", new_archive}, {"zip_writer", new_writer}, {NULL, NULL}};
    ms_type_new(L, TYPE_ARCHIVE, archive_methods, release_archive, none);
    ms_type_new(L, TYPE_WRITER, writer_methods, release_writer, none);
    luaL_setfuncs(L, functions, 0);
}
