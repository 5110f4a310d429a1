/* Jobs: the first loads script and plugins and says what they declare, the second gives the
 * values of the script's options, known only then. Whatever Lua does here runs protected; the
 * job as a whole fails when it raises. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "bind/files.h"
#include "regex/regex.h"
#include "bind/sandbox.h"
#include "worker/worker.h"

/* Keys that may come several times; each becomes an array. */
static const char *const repeated[] = {"plugins", "words", "allow", "arg", "speaker", "role", "column"};

/* --- calling Lua -------------------------------------------------------------------------- */

void ms_worker_push_run(lua_State *L, const char *name) {
    ms_sandbox_push_library(L);
    lua_getfield(L, -1, "require");
    lua_pushliteral(L, "moonscribe.run");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, name);
    lua_insert(L, -3);
    lua_pop(L, 2);
}

static int push_stage(lua_State *L) {
    ms_worker_push_run(L, "stage");
    return 1;
}

const char *ms_worker_stage(lua_State *L) {
    static const char *const known[] = {"load",   "options", "format", "script", "gather",
                                        "finish", "writer",  "plugins", "test"};
    lua_pushcfunction(L, push_stage);
    const char *stage = "script";
    if (lua_pcall(L, 0, 1, 0) == LUA_OK && lua_type(L, -1) == LUA_TSTRING) {
        const char *found = lua_tostring(L, -1);
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
            if (strcmp(found, known[i]) == 0) stage = known[i];
        }
    }
    lua_pop(L, 1);
    return stage;
}

bool ms_worker_reads(lua_State *L, const char *input, ms_slice name, ms_slice bytes) {
    enum { HEAD_BYTES = 8192 };
    ms_worker_push_run(L, "reads");
    lua_pushstring(L, input);
    lua_pushlstring(L, name.len ? name.ptr : "", name.len);
    ms_text_push_copy(L, ms_slice_sub(bytes, 0, HEAD_BYTES));
    lua_call(L, 3, 1);
    bool is_read = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return is_read;
}

/* An error object may be anything; only strings are shown. */
static void take_error(lua_State *L, ms_error *error) {
    ms_status status = ms_caught_status(L, -1);
    const char *message = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
    bool is_bare = !message || !strstr(message, "--limit-");
    /* Lua's own words where a limit was passed (there was no memory left for ours) say no more than that. */
    if (status == MS_E_LIMIT_MEMORY && is_bare) {
        const ms_limits *limits = &ms_state_of(L)->ctx->limits;
        ms_limits_hit(limits, status, limits->memory, 0, error);
        return;
    }
    if ((status == MS_E_LIMIT_TIME || status == MS_E_LIMIT_FUEL) && is_bare) {
        ms_ctx_explain(ms_state_of(L)->ctx, status, error);
        return;
    }
    ms_error_set(error, status, 0, "%s",
                 message ? message : "an error was raised whose value is not a text");
}

ms_status ms_worker_call(ms_worker *worker, lua_CFunction function, void *argument, ms_error *error) {
    lua_State *L = worker->state->lua;
    int top = lua_gettop(L);
    lua_pushcfunction(L, function);
    lua_pushlightuserdata(L, argument);
    ms_ctx_start(&worker->ctx);
    ms_status status = ms_deadline_start(worker->state, error);
    if (status == MS_OK && lua_pcall(L, 1, 0, 0) != LUA_OK) {
        take_error(L, error);
        status = error->code;
    }
    ms_deadline_stop(worker->state);
    lua_settop(L, top);
    return status;
}

/* Loading is not work on a document: a narrow limit for that must not end it. */
static ms_status call_patiently(ms_worker *worker, lua_CFunction function, void *argument, ms_error *error) {
    const uint64_t patience_ns = 10 * UINT64_C(1000000000);
    uint64_t *time_ns = &worker->ctx.limits.time_ns, limit_ns = *time_ns;
    if (*time_ns < patience_ns) *time_ns = patience_ns;
    ms_status status = ms_worker_call(worker, function, argument, error);
    *time_ns = limit_ns;
    return status;
}

/* --- reading a job ------------------------------------------------------------------------ */

typedef struct job_call {
    ms_worker *worker;
    ms_slice fields; /* keys and values as they came */
    bool is_tool;
    ms_status sent; /* of what was sent */
} job_call;

static ms_status next_pair(ms_frame *frame, ms_slice *key, ms_slice *value) {
    ms_status status = ms_frame_take_str(frame, key);
    return status == MS_OK ? ms_frame_take_str(frame, value) : status;
}

static bool find_value(ms_slice fields, const char *name, ms_slice *value) {
    ms_frame frame = {.rest = fields};
    ms_slice key;
    while (next_pair(&frame, &key, value) == MS_OK) {
        if (ms_slice_equal(key, ms_slice_str(name))) return true;
    }
    return false;
}

static void push_slice(lua_State *L, ms_slice s) {
    lua_pushlstring(L, s.len ? s.ptr : "", s.len);
}

/* Pushes the job as a table: key -> text, repeated keys -> arrays, option.NAME ->
 * options.NAME. */
static void push_job(lua_State *L, ms_slice fields) {
    lua_newtable(L);
    int job = lua_gettop(L);
    lua_newtable(L);
    lua_setfield(L, job, "options");
    for (size_t i = 0; i < sizeof repeated / sizeof repeated[0]; i++) {
        lua_newtable(L);
        lua_setfield(L, job, repeated[i]);
    }
    ms_frame frame = {.rest = fields};
    ms_slice key, value;
    while (next_pair(&frame, &key, &value) == MS_OK) {
        bool is_option = ms_slice_starts(key, MS_SLICE("option."));
        push_slice(L, key);
        int found = lua_getfield(L, job, is_option ? "options" : lua_tostring(L, -1));
        if (is_option) {
            push_slice(L, ms_slice_sub(key, 7, key.len));
            push_slice(L, value);
            lua_settable(L, -3);
        } else if (found == LUA_TTABLE && !ms_slice_equal(key, MS_SLICE("options"))) {
            push_slice(L, value);
            lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
        } else {
            push_slice(L, value);
            lua_setfield(L, job, lua_tostring(L, -3));
        }
        lua_settop(L, job);
    }
}

/* The user's data folder, by the XDG rules. */
static void set_user_folder(lua_State *L) {
    const char *data = getenv("XDG_DATA_HOME");
    const char *home = getenv("HOME");
    if (data && data[0] == '/') lua_pushstring(L, data);
    else if (home && home[0] == '/') lua_pushfstring(L, "%s/.local/share", home);
    else return;
    lua_setfield(L, -2, "user");
}

/* --- the first job ------------------------------------------------------------------------ */

static ms_status set_limits(ms_worker *worker, ms_slice fields, ms_error *error) {
    ms_frame frame = {.rest = fields};
    ms_slice key, value;
    while (next_pair(&frame, &key, &value) == MS_OK) {
        if (!ms_slice_starts(key, MS_SLICE("limit."))) continue;
        char name[32], text[64];
        ms_slice limit = ms_slice_sub(key, 6, key.len);
        if (limit.len >= sizeof name || value.len >= sizeof text) {
            return ms_error_set(error, MS_E_USAGE, 0, "a limit's name or value is too long");
        }
        memcpy(name, limit.ptr, limit.len);
        name[limit.len] = '\0';
        memcpy(text, value.ptr, value.len);
        text[value.len] = '\0';
        ms_status status = ms_limits_set(&worker->ctx.limits, name, text, error);
        if (status != MS_OK) return status;
    }
    if (frame.rest.len == 0) return MS_OK;
    return ms_error_set(error, MS_E_MALFORMED, 0, "the job is not well-formed");
}

/* Sends the table on top, name -> text, as READY. */
static ms_status send_ready(lua_State *L, ms_worker *worker) {
    size_t mark;
    ms_status status = ms_frame_begin(&worker->out, MS_FRAME_READY, &mark);
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        ms_slice key, value;
        key.ptr = lua_tolstring(L, -2, &key.len);
        value.ptr = luaL_checklstring(L, -1, &value.len);
        if (status == MS_OK) status = ms_frame_put_str(&worker->out, key);
        if (status == MS_OK) status = ms_frame_put_str(&worker->out, value);
        lua_pop(L, 1);
    }
    if (status == MS_OK) status = ms_worker_end_frame(worker, mark);
    return status == MS_OK ? ms_worker_flush(worker) : status;
}

static int load(lua_State *L) {
    job_call *call = lua_touserdata(L, 1);
    ms_worker_push_run(L, call->is_tool ? "tool" : "load");
    push_job(L, call->fields);
    set_user_folder(L);
    if (call->is_tool) {
        lua_newtable(L);
        call->sent = send_ready(L, call->worker);
        lua_pop(L, 1);
        lua_pushcfunction(L, ms_worker_put);
        lua_call(L, 2, 0);
    } else {
        lua_call(L, 1, 1);
        char wall[80];
        ms_wall_describe(&call->worker->wall, wall, sizeof wall);
        lua_pushstring(L, wall);
        lua_setfield(L, -2, "wall");
        char versions[96];
        snprintf(versions, sizeof versions, "%s, PCRE2 %s", LUA_RELEASE, ms_regex_version());
        lua_pushstring(L, versions);
        lua_setfield(L, -2, "versions");
        call->sent = send_ready(L, call->worker);
    }
    return 0;
}

/* Beside scripts and plugins; a data folder without it is told only whoever asks for words. */
static ms_status open_dictionary(ms_worker *worker, ms_slice fields, ms_error *error) {
    ms_slice folder;
    char path[4096];
    if (!find_value(fields, "data", &folder) || folder.len + sizeof "/zh.dict" > sizeof path) {
        return MS_OK;
    }
    memcpy(path, folder.ptr, folder.len);
    memcpy(path + folder.len, "/zh.dict", sizeof "/zh.dict");
    ms_status status = ms_state_open_dictionary(worker->state, path, error);
    return status == MS_E_NOT_FOUND ? MS_OK : status;
}

/* Opens the folders that scripts may read, which the wall then leaves open. */
static ms_status open_folders(ms_worker *worker, ms_slice fields, ms_error *error) {
    ms_frame frame = {.rest = fields};
    ms_slice key, value, kind = MS_SLICE("read:");
    while (next_pair(&frame, &key, &value) == MS_OK) {
        if (!ms_slice_equal(key, MS_SLICE("allow"))) continue;
        char path[4096];
        if (!ms_slice_starts(value, kind) || value.len - kind.len >= sizeof path) continue;
        memcpy(path, value.ptr + kind.len, value.len - kind.len);
        path[value.len - kind.len] = '\0';
        ms_status status = ms_wall_allow(&worker->wall, path, error);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

static ms_status load_job(ms_worker *worker, job_call *call, ms_error *error) {
    ms_status status = set_limits(worker, call->fields, error);
    if (status != MS_OK) return status;
    worker->archive_ctx.limits = worker->ctx.limits;
    worker->archive_ctx.limits.time_ns = 3600 * UINT64_C(1000000000);
    worker->archive_ctx.limits.fuel = UINT64_MAX / 2;
    ms_wall_limit(&worker->ctx.limits);
    ms_archive_prepare();
    status = ms_converters_new(&worker->archive_ctx, &worker->converters, error);
    if (status == MS_OK) status = open_folders(worker, call->fields, error);
    ms_wall_close(&worker->wall, MS_WALL_LOADING);
    if (status == MS_OK) status = ms_state_new(&worker->ctx, &worker->state, error);
    if (status != MS_OK) return status;
    worker->state->worker = worker;
    for (size_t i = 0; i < worker->wall.folder_count && status == MS_OK; i++) {
        status = ms_files_grant(worker->state, worker->wall.folders[i], error);
    }
    if (status != MS_OK) return status;
    status = open_dictionary(worker, call->fields, error);
    if (status != MS_OK) return status;
    /* What is loaded stays: looking for garbage meanwhile is in vain. */
    lua_gc(worker->state->lua, LUA_GCSTOP);
    status = call_patiently(worker, load, call, error);
    lua_gc(worker->state->lua, LUA_GCRESTART);
    /* Most of what is alive stays alive, and a document leaves little: a cycle when there is four times as much. */
    lua_gc(worker->state->lua, LUA_GCINC, 400, 0, 0);
    return status;
}

/* --- the second job ----------------------------------------------------------------------- */

/* The registry keeps columns and emit here. */
static const char emit_key, columns_key;

void ms_worker_push_emit(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &emit_key);
}

void ms_worker_push_columns(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &columns_key);
}

static int start(lua_State *L) {
    job_call *call = lua_touserdata(L, 1);
    ms_worker_push_run(L, "start");
    push_job(L, call->fields);
    lua_call(L, 1, 3);
    call->worker->has_order = !lua_isnil(L, -2);
    lua_newtable(L);
    lua_insert(L, -2);
    lua_setfield(L, -2, "columns");
    push_slice(L, ms_buffer_slice(&call->worker->state->sources));
    lua_setfield(L, -2, "sources");
    call->sent = send_ready(L, call->worker);
    lua_pop(L, 1);
    lua_pushvalue(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &columns_key);
    ms_row_push_plan(L, -2);
    lua_replace(L, -3);
    lua_pushcclosure(L, call->worker->is_gathering ? ms_worker_emit_counts : ms_worker_emit, 2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &emit_key);
    return 0;
}

/* The first line of the file at path. It is read here, so that the password itself is in no job, no journal
 * and no list of processes. */
static ms_status read_password(ms_worker *worker, ms_slice path, ms_error *error) {
    enum { PATH_MOST = 4096, MOST = 1024 };
    char name[PATH_MOST], word[MOST];
    const ms_sys *sys = worker->sys;
    if (path.len >= PATH_MOST) return ms_error_set(error, MS_E_USAGE, 0, "--password-file: the path is too long");
    memcpy(name, path.ptr, path.len);
    name[path.len] = 0;
    int fd = sys->open(sys->state, name, O_RDONLY | O_CLOEXEC | O_NOCTTY, 0);
    ssize_t got = fd >= 0 ? sys->read(sys->state, fd, word, MOST) : -1;
    if (got < 0) ms_error_system(error, errno, "--password-file cannot be read");
    if (fd >= 0) sys->close(sys->state, fd);
    if (got < 0) return error->code;
    size_t len = 0;
    while (len < (size_t)got && word[len] != '\n' && word[len] != '\r' && word[len] != 0) len++;
    if (len == 0 || len == MOST) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "--password-file: its first line must be the password, of at most %d bytes", MOST - 1);
    }
    ms_status status = ms_buffer_append(&worker->password, word, len);
    if (status == MS_OK) status = ms_buffer_append_byte(&worker->password, 0);
    return status == MS_OK ? MS_OK : ms_error_set(error, status, 0, "no memory for the job");
}

static ms_status start_job(ms_worker *worker, job_call *call, ms_error *error) {
    ms_slice value = {0};
    if (find_value(call->fields, "encode", &value)) {
        worker->encoding = ms_slice_equal(value, MS_SLICE("csv"))   ? MS_ROWS_CSV
                           : ms_slice_equal(value, MS_SLICE("tsv")) ? MS_ROWS_TSV
                                                                    : MS_ROWS_JSON;
    }
    worker->is_careful = find_value(call->fields, "careful", &value);
    worker->is_profiling = find_value(call->fields, "profile", &value);
    bool has_pass = find_value(call->fields, "pass", &value);
    worker->is_listing = has_pass && ms_slice_equal(value, MS_SLICE("list"));
    worker->is_gathering = has_pass && ms_slice_equal(value, MS_SLICE("gather"));
    ms_status status = MS_OK;
    if (find_value(call->fields, "to", &value)) status = ms_buffer_append_slice(&worker->to, value);
    worker->is_rows = find_value(call->fields, "rows", &value);
    const struct { const char *key; ms_buffer *to; } fields[] = {
        {"text-field", &worker->text_field}, {"id-field", &worker->id_field}, {"date-field", &worker->date_field}};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0] && status == MS_OK; i++) {
        if (find_value(call->fields, fields[i].key, &value)) status = ms_buffer_append_slice(fields[i].to, value);
    }
    if (status == MS_OK && find_value(call->fields, "password-file", &value)) {
        status = read_password(worker, value, error);
        if (status != MS_OK) return status;
    }
    worker->has_member = find_value(call->fields, "member", &value) && value.len > 0;
    if (worker->has_member && status == MS_OK) {
        status = ms_buffer_append_slice(&worker->member, value);
    }
    if (status != MS_OK) return ms_error_set(error, status, 0, "no memory for the job");
    status = call_patiently(worker, start, call, error);
    ms_wall_close(&worker->wall, MS_WALL_SEALED);
    return status;
}

ms_status ms_worker_job(ms_worker *worker, ms_frame *frame) {
    ms_slice tool;
    job_call call = {.worker = worker, .fields = frame->rest,
                     .is_tool = find_value(frame->rest, "tool", &tool)};
    ms_error error = {0};
    bool is_first = worker->state == NULL;
    ms_status status = is_first ? load_job(worker, &call, &error) : start_job(worker, &call, &error);
    if (call.sent != MS_OK) return call.sent;
    if (status != MS_OK) {
        const char *stage = worker->state ? ms_worker_stage(worker->state->lua) : "load";
        return ms_worker_fail(worker, stage, &error);
    }
    worker->is_started = !is_first;
    return MS_OK;
}
