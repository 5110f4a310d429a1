/* One document: sniffed, decoded into a buffer that all documents share, handed to Lua, and
 * its rows sent when it is done. All its rows or none. */
#include <stdio.h>

#include "base/digest.h"
#include "worker/worker.h"

enum { CUT_EVERY = 16 * 1024 * 1024 };

/* --- rows --------------------------------------------------------------------------------- */

static ms_status put_u32(ms_buffer *out, size_t value) {
    if (value > UINT32_MAX) return MS_E_LIMIT_OUTPUT;
    unsigned char bytes[4];
    for (int i = 0; i < 4; i++) bytes[i] = (unsigned char)(value >> (8 * i));
    return ms_buffer_append(out, bytes, sizeof bytes);
}

static void raise_limit(lua_State *L, ms_status status, uint64_t seen) {
    ms_ctx *ctx = ms_state_of(L)->ctx;
    ms_error error = {0};
    ms_limits_hit(&ctx->limits, status, seen, 0, &error);
    ctx->tripped = status;
    ctx->next_check = 0;
    ms_raise(L, &error);
}

static void check_memory(lua_State *L, ms_status status) {
    if (status == MS_OK) return;
    ms_error error = {0};
    ms_error_set(&error, status, 0, "no memory for the rows of this document");
    ms_raise(L, &error);
}

/* Appends the key of the row at 1, and how long the row is. */
static void add_key(lua_State *L, ms_worker *worker, size_t row_len) {
    size_t mark = worker->keys.len;
    check_memory(L, put_u32(&worker->keys, 0));
    ms_row_sort_key(L, 1, lua_upvalueindex(2), &worker->keys);
    size_t end = worker->keys.len, key_len = end - mark - 4;
    worker->keys.len = mark;
    check_memory(L, put_u32(&worker->keys, key_len));
    worker->keys.len = end;
    check_memory(L, put_u32(&worker->keys, row_len));
}

static void add_cut(lua_State *L, ms_worker *worker) {
    size_t last = 0;
    if (worker->cuts.len > 0) {
        ms_worker_cut before;
        memcpy(&before, worker->cuts.data + worker->cuts.len - sizeof before, sizeof before);
        last = before.rows;
    }
    if (worker->done.rows - last < CUT_EVERY) return;
    check_memory(L, ms_buffer_append(&worker->cuts, &worker->done, sizeof worker->done));
}

int ms_worker_emit(lua_State *L) {
    ms_worker *worker = ms_state_of(L)->worker;
    const ms_limits *limits = &worker->ctx.limits;
    int count = lua_gettop(L);
    bool is_table = count == 1 && lua_type(L, 1) == LUA_TTABLE;
    if (!is_table && worker->has_order) {
        luaL_argerror(L, 1, "rows of a script with an order are tables: emit { column = value }");
    }
    if (worker->done.count >= limits->rows) raise_limit(L, MS_E_LIMIT_ROWS, worker->done.count + 1);
    /* A row before this may have failed halfway, and the script may have caught that. */
    size_t before = worker->rows.len = worker->done.rows;
    worker->keys.len = worker->done.keys;
    int columns = lua_upvalueindex(1);
    if (is_table) ms_row_encode(L, 1, columns, worker->encoding, &worker->rows);
    else ms_row_encode_values(L, 1, count, columns, worker->encoding, &worker->rows);
    if (worker->rows.len > limits->output) raise_limit(L, MS_E_LIMIT_OUTPUT, worker->rows.len);
    if (worker->has_order) add_key(L, worker, worker->rows.len - before);
    worker->done = (ms_worker_cut){worker->rows.len, worker->keys.len, worker->done.count + 1};
    add_cut(L, worker);
    return 0;
}

/* A row is the number, its key what was counted: sorted by keys they can be added up. */
static void add_count(lua_State *L, ms_worker *worker, ms_slice key, lua_Integer number) {
    char text[24];
    int len = snprintf(text, sizeof text, "%lld\n", (long long)number);
    check_memory(L, put_u32(&worker->keys, key.len));
    check_memory(L, ms_buffer_append_slice(&worker->keys, key));
    check_memory(L, put_u32(&worker->keys, (size_t)len));
    check_memory(L, ms_buffer_append(&worker->rows, text, (size_t)len));
    worker->done = (ms_worker_cut){worker->rows.len, worker->keys.len, worker->done.count + 1};
    add_cut(L, worker);
}

int ms_worker_emit_counts(lua_State *L) {
    ms_worker *worker = ms_state_of(L)->worker;
    const ms_limits *limits = &worker->ctx.limits;
    luaL_checktype(L, 1, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        ms_slice key;
        key.ptr = lua_tolstring(L, -2, &key.len);
        if (worker->done.count >= limits->rows) raise_limit(L, MS_E_LIMIT_ROWS, worker->done.count + 1);
        add_count(L, worker, key, lua_tointeger(L, -1));
        if (worker->keys.len > limits->output) raise_limit(L, MS_E_LIMIT_OUTPUT, worker->keys.len);
    }
    return 0;
}

static ms_status put_part(ms_buffer *out, const ms_buffer *whole, size_t from, size_t to) {
    return ms_frame_put_str(out, ms_slice_sub(ms_buffer_slice(whole), from, to));
}

static ms_status send_rows(ms_worker *worker, ms_worker_cut from, ms_worker_cut to) {
    size_t mark;
    ms_status status = ms_frame_begin(&worker->out, MS_FRAME_ROWS, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->unit);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, to.count - from.count);
    if (status == MS_OK) status = put_part(&worker->out, &worker->keys, from.keys, to.keys);
    if (status == MS_OK) status = put_part(&worker->out, &worker->rows, from.rows, to.rows);
    return status == MS_OK ? ms_worker_end_frame(worker, mark) : status;
}

static ms_status send_all_rows(ms_worker *worker) {
    ms_worker_cut from = {0};
    for (size_t at = 0; at < worker->cuts.len; at += sizeof from) {
        ms_worker_cut to;
        memcpy(&to, worker->cuts.data + at, sizeof to);
        ms_status status = send_rows(worker, from, to);
        if (status != MS_OK) return status;
        from = to;
    }
    return worker->done.count > from.count ? send_rows(worker, from, worker->done) : MS_OK;
}

/* --- understanding ------------------------------------------------------------------------ */

typedef struct document_call {
    ms_worker *worker;
    ms_slice path;   /* of the unit */
    ms_slice name;   /* file name */
    ms_slice bytes;  /* as they came */
    ms_slice beside; /* corrections, or empty */
    bool is_raw;     /* no text: a format gets the bytes */
    ms_owner *owner; /* of the Text, once it is pushed */
    const char *stage; /* while C works; NULL while Lua does */
} document_call;

static void push_slice(lua_State *L, ms_slice s) {
    lua_pushlstring(L, s.len ? s.ptr : "", s.len);
}

static void set_text(lua_State *L, const char *key, ms_slice value) {
    push_slice(L, value);
    lua_setfield(L, -2, key);
}

/* What markup says of itself is better than statistics, but not than bytes that are UTF-8. */
static void take_declared(ms_slice declared, ms_encoding_guess *guess) {
    char name[24];
    if (!declared.len || !ms_encoding_canonical(declared, name)) return;
    if (strncmp(name, "UTF-", 4) == 0) return; /* they would have been seen to be that */
    memcpy(guess->name, name, sizeof name);
    guess->confidence = 1;
    guess->reason = "declared in the document";
}

/* Chooses the encoding: the user's, that of the file beside, what the document says, or what
 * the bytes look like. meta is on top. */
static void choose_encoding(lua_State *L, document_call *call, ms_encoding_guess *guess) {
    ms_worker_push_run(L, "encoding");
    lua_pushvalue(L, -2);
    lua_call(L, 1, 1);
    ms_encoding_detect(call->worker->converters, call->bytes, guess);
    size_t len = 0;
    const char *wanted = lua_tolstring(L, -1, &len);
    ms_error error = {0};
    if (wanted) {
        char name[24];
        if (!ms_encoding_canonical(ms_slice_of(wanted, len), name)) {
            ms_error_set(&error, MS_E_ENCODING, 0, "there is no encoding called \"%.40s\"", wanted);
            ms_raise(L, &error);
        }
        bool is_same = strcmp(name, guess->name) == 0;
        *guess = (ms_encoding_guess){.confidence = 1, .reason = "given by the user",
                                     .bom = is_same ? guess->bom : 0};
        memcpy(guess->name, name, sizeof name);
    } else if (strcmp(guess->name, "binary") == 0) {
        call->is_raw = ms_worker_reads(L, "bytes", call->name, call->bytes);
        if (call->is_raw) return lua_pop(L, 1);
        ms_error_set(&error, MS_E_ENCODING, 0,
                     "this does not look like text in any encoding; if it is, say which with --encoding");
        ms_raise(L, &error);
    } else if (guess->bom == 0 && strcmp(guess->name, "UTF-8") != 0) {
        take_declared(ms_sniff_declared_encoding(call->bytes), guess);
    }
    lua_pop(L, 1);
}

static void push_encoding(lua_State *L, const ms_encoding_guess *guess, size_t replaced) {
    lua_createtable(L, 0, 4);
    lua_pushstring(L, guess->name);
    lua_setfield(L, -2, "name");
    lua_pushnumber(L, guess->confidence);
    lua_setfield(L, -2, "confidence");
    lua_pushstring(L, guess->reason ? guess->reason : "");
    lua_setfield(L, -2, "reason");
    ms_push_size(L, replaced);
    lua_setfield(L, -2, "replaced");
}

/* Decodes into the shared buffer and pushes the origin's encoding; nil for what is no text.
 * meta is on top. */
static void decode(lua_State *L, document_call *call) {
    ms_worker *worker = call->worker;
    ms_encoding_guess guess = {0};
    choose_encoding(L, call, &guess);
    if (call->is_raw) return push_encoding(L, &guess, 0);
    size_t replaced = 0;
    ms_error error = {0};
    ms_buffer_reset(&worker->text);
    ms_status status = ms_encoding_decode(
        worker->converters, &worker->ctx, guess.name,
        ms_slice_sub(call->bytes, guess.bom, call->bytes.len), &worker->text, &replaced, NULL, &error);
    if (status != MS_OK) ms_raise(L, &error);
    push_encoding(L, &guess, replaced);
}

static int understand(lua_State *L) {
    document_call *call = lua_touserdata(L, 1);
    ms_worker *worker = call->worker;
    call->stage = "decode";
    ms_worker_push_run(L, "read_beside");
    if (call->beside.len) push_slice(L, call->beside);
    else lua_pushnil(L);
    lua_call(L, 1, 1);
    int meta = lua_gettop(L);
    if (call->is_raw) push_encoding(L, &(ms_encoding_guess){.name = "binary", .confidence = 1}, 0);
    else decode(L, call);
    int encoding = lua_gettop(L);
    ms_worker_push_run(L, "document");
    ms_slice text = call->is_raw ? call->bytes : ms_buffer_slice(&worker->text);
    call->owner = ms_text_push_document(L, text, ms_buffer_slice(&worker->label));
    call->owner->is_binary = call->is_raw;
    lua_createtable(L, 0, 7);
    set_text(L, "id", ms_buffer_slice(&worker->id));
    set_text(L, "source", ms_buffer_slice(&worker->label));
    set_text(L, "path", call->path);
    set_text(L, "name", call->name);
    lua_pushboolean(L, call->is_raw);
    lua_setfield(L, -2, "is_raw");
    lua_pushvalue(L, encoding);
    lua_setfield(L, -2, "encoding");
    lua_pushvalue(L, meta);
    lua_setfield(L, -2, "meta");
    ms_worker_push_emit(L);
    call->stage = NULL;
    ms_state_enter(worker->state, MS_STAGE_SCRIPT);
    lua_call(L, 3, 0);
    return 0;
}

static int retire(lua_State *L) {
    ms_text_retire(L, lua_touserdata(L, 1));
    return 0;
}

/* Slices of this document are stale from now on, and after a memory limit the garbage goes at
 * once. */
static void leave(ms_worker *worker, document_call *call) {
    lua_State *L = worker->state->lua;
    bool is_full = worker->ctx.tripped == MS_E_LIMIT_MEMORY;
    ms_ctx_start(&worker->ctx);
    if (call->owner) {
        lua_pushcfunction(L, retire);
        lua_pushlightuserdata(L, call->owner);
        is_full = lua_pcall(L, 1, 0, 0) != LUA_OK || is_full;
        lua_settop(L, 0);
    }
    if (is_full) lua_gc(L, LUA_GCCOLLECT);
}

/* Now is the end of a document that began at since. */
static ms_status note_slowest(ms_worker *worker, int64_t since) {
    uint64_t took = (uint64_t)(ms_state_enter(worker->state, MS_STAGE_READ) - since);
    if (took <= worker->slowest_ns) return MS_OK;
    worker->slowest_ns = took;
    ms_buffer_reset(&worker->slowest);
    return ms_buffer_append_slice(&worker->slowest, ms_buffer_slice(&worker->label));
}

static ms_status announce(ms_worker *worker, ms_slice bytes) {
    size_t mark;
    ms_status status = ms_frame_begin(&worker->out, MS_FRAME_DOCUMENT, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->unit);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->outcome);
    if (status == MS_OK) status = ms_frame_put_str(&worker->out, ms_buffer_slice(&worker->id));
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, bytes.len);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->is_listing ? 0 : ms_digest(bytes));
    if (status == MS_OK) status = ms_frame_put_str(&worker->out, ms_buffer_slice(&worker->label));
    return status == MS_OK ? ms_worker_end_frame(worker, mark) : status;
}

ms_status ms_worker_document(ms_worker *worker, ms_slice path, ms_slice name, ms_slice bytes,
                             ms_slice beside) {
    const char *reason;
    ms_error error = {0};
    ms_sniff_kind kind = ms_sniff(name, bytes, &reason);
    if (kind == MS_SNIFF_SKIP) return ms_worker_skip(worker, reason);
    ms_status status = announce(worker, bytes);
    if (status != MS_OK || worker->is_listing) return status;
    if (kind == MS_SNIFF_UNSUPPORTED) {
        ms_error_set(&error, MS_E_UNSUPPORTED, 0, "this is %s", reason);
        return ms_worker_reject(worker, "decode", &error);
    }
    ms_buffer_reset(&worker->rows);
    ms_buffer_reset(&worker->keys);
    ms_buffer_reset(&worker->cuts);
    worker->done = (ms_worker_cut){0};
    document_call call = {
        .worker = worker, .path = path, .name = name, .bytes = bytes, .beside = beside,
        .is_raw = kind == MS_SNIFF_PACKAGE};
    int64_t since = ms_state_enter(worker->state, MS_STAGE_DECODE);
    status = ms_worker_call(worker, understand, &call, &error);
    const char *stage = call.stage ? call.stage : NULL;
    if (status != MS_OK && !stage) stage = ms_worker_stage(worker->state->lua);
    leave(worker, &call);
    ms_status noted = note_slowest(worker, since);
    if (noted != MS_OK) return noted;
    return status == MS_OK ? send_all_rows(worker) : ms_worker_reject(worker, stage, &error);
}
