/* The public functions but for the run itself (loop.c): settings, loading, tools. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "run/engine.h"

enum { ARENA_MAX = 1 << 30, PATIENCE_MS = 60 * 1000 };

const char *ms_engine_copy(ms_engine *engine, ms_slice text) {
    return ms_arena_copy(&engine->arena, text).ptr;
}

static ms_status no_memory(ms_error *error) {
    return ms_error_set(error, MS_E_MEMORY, 0, "no memory for the run");
}

ms_status ms_engine_new(const char *worker, const char *data, ms_engine **out, ms_error *error) {
    const ms_sys *sys = ms_sys_real();
    *out = NULL;
    ms_engine *engine = ms_sys_alloc(sys, sizeof *engine);
    if (!engine) return no_memory(error);
    engine->sys = sys;
    engine->socket = -1;
    engine->patience_ms = PATIENCE_MS;
    ms_arena_init(&engine->arena, sys, ARENA_MAX);
    ms_buffer_init(&engine->in, sys, 2 * (size_t)MS_FRAME_MAX);
    ms_buffer_init(&engine->out, sys, 2 * (size_t)MS_FRAME_MAX);
    engine->inputs = (ms_inputs){.arena = &engine->arena, .sys = sys};
    ms_status status = ms_process_find(engine, worker, data, error);
    if (status != MS_OK) {
        ms_engine_free(engine);
        return status;
    }
    *out = engine;
    return MS_OK;
}

void ms_engine_free(ms_engine *engine) {
    if (!engine) return;
    ms_process_stop(engine, NULL);
    ms_inputs_free(&engine->inputs);
    ms_buffer_free(&engine->in);
    ms_buffer_free(&engine->out);
    ms_arena_free(&engine->arena);
    ms_sys_free(engine->sys, engine, sizeof *engine);
}

/* --- settings -------------------------------------------------------------------------------------- */

static ms_status add_pair(ms_engine *engine, ms_pair **list, const char *key, const char *value, ms_error *error) {
    ms_pair *pair = ms_arena_alloc(&engine->arena, sizeof *pair);
    if (!pair) return no_memory(error);
    *pair = (ms_pair){.key = ms_engine_copy(engine, ms_slice_str(key)), .value = ms_engine_copy(engine, ms_slice_str(value)), .next = *list};
    if (!pair->key || !pair->value) return no_memory(error);
    *list = pair;
    return MS_OK;
}

/* Takes an earlier pair of that key out. */
static void drop_pair(ms_pair **list, const char *key) {
    while (*list) {
        if (strcmp((*list)->key, key) == 0) *list = (*list)->next;
        else list = &(*list)->next;
    }
}

static ms_status read_count(const char *key, const char *value, uint64_t *to, ms_error *error) {
    uint64_t number = 0;
    const char *digit = value;
    for (; *digit >= '0' && *digit <= '9' && number < UINT64_MAX / 100; digit++) number = number * 10 + (uint64_t)(*digit - '0');
    if (digit == value || *digit) return ms_error_set(error, MS_E_USAGE, 0, "--%s takes a whole number, not \"%.40s\"", key, value);
    *to = number;
    return MS_OK;
}

static bool is_one_of(const char *key, const char *const *list) {
    for (size_t i = 0; list[i]; i++) {
        if (strcmp(key, list[i]) == 0) return true;
    }
    return false;
}

ms_status ms_engine_set(ms_engine *engine, const char *key, const char *value, ms_error *error) {
    static const char *const adding[] = {"speaker", "role", NULL};
    static const char *const replacing[] = {"date", "dates", "format", "encoding", "member", NULL};
    if (strcmp(key, "first") == 0) return read_count(key, value, &engine->first, error);
    if (strcmp(key, "max-rejects") == 0) return read_count(key, value, &engine->max_rejects, error);
    if (strncmp(key, "limit.", 6) == 0) {
        ms_limits limits = ms_limits_default();
        ms_status status = ms_limits_set(&limits, key + 6, value, error);
        if (status != MS_OK) return status;
        /* The worker stops a script at its limit by itself; only one that is stuck needs more patience than that. */
        if (strcmp(key, "limit.time") == 0) engine->patience_ms = PATIENCE_MS + (int64_t)(limits.time_ns / 1000000) * 3;
        return add_pair(engine, &engine->load_pairs, key, value, error);
    }
    if (strcmp(key, "plugins") == 0) return add_pair(engine, &engine->load_pairs, key, value, error);
    if (strcmp(key, "to") == 0) {
        engine->to = ms_engine_copy(engine, ms_slice_str(value));
        return engine->to ? MS_OK : no_memory(error);
    }
    bool is_option = strncmp(key, "option.", 7) == 0;
    if (!is_option && !is_one_of(key, adding) && !is_one_of(key, replacing)) {
        return ms_error_set(error, MS_E_USAGE, 0, "there is nothing called \"%.60s\" to set", key);
    }
    if (is_option || is_one_of(key, replacing)) drop_pair(&engine->start_pairs, key);
    return add_pair(engine, &engine->start_pairs, key, value, error);
}

ms_status ms_engine_add_input(ms_engine *engine, const char *input, ms_error *error) {
    return ms_inputs_add(&engine->inputs, input, error);
}

size_t ms_engine_input_count(const ms_engine *engine) {
    return engine->inputs.count;
}

const char *ms_engine_input(const ms_engine *engine, size_t index) {
    return index < engine->inputs.count ? engine->inputs.items[index].path : NULL;
}

const ms_description *ms_engine_description(const ms_engine *engine) {
    return engine->is_loaded ? &engine->description : NULL;
}

const char *ms_engine_data(const ms_engine *engine) {
    return engine->data;
}

void ms_engine_interrupt(ms_engine *engine) {
    engine->is_interrupted = 1;
}

/* --- jobs --------------------------------------------------------------------------------------------- */

static ms_status put_pair(ms_engine *engine, const char *key, const char *value) {
    ms_status status = ms_frame_put_str(&engine->out, ms_slice_str(key));
    return status == MS_OK ? ms_frame_put_str(&engine->out, ms_slice_str(value)) : status;
}

/* The pairs in the order in which they were set. */
static ms_status put_pairs(ms_engine *engine, const ms_pair *pair) {
    if (!pair) return MS_OK;
    ms_status status = put_pairs(engine, pair->next);
    return status == MS_OK ? put_pair(engine, pair->key, pair->value) : status;
}

/* Ends the job's frame, sends it and takes the answer. */
static ms_status exchange_job(ms_engine *engine, size_t mark, ms_status status, ms_error *error) {
    if (status == MS_OK) status = ms_frame_end(&engine->out, mark);
    if (status != MS_OK) return ms_error_set(error, status, 0, "the job is too large");
    status = ms_process_send(engine, -1, error);
    if (status != MS_OK) return status;
    ms_frame frame;
    status = ms_process_receive(engine, &frame, error);
    if (status == MS_END) {
        int signal = 0;
        ms_process_stop(engine, &signal);
        return ms_error_set(error, MS_E_INTERNAL, 0, "the worker ended (signal %d) while it loaded the script", signal);
    }
    if (status != MS_OK) return status;
    if (frame.kind == MS_FRAME_READY) return ms_ready_read(engine, &frame, error);
    if (frame.kind == MS_FRAME_FAIL) return ms_engine_failure(&frame, error);
    return ms_error_set(error, MS_E_INTERNAL, 0, "the worker answered a job with a frame of kind %d", (int)frame.kind);
}

ms_status ms_engine_failure(ms_frame *frame, ms_error *error) {
    ms_slice stage, code, message;
    ms_status status = ms_frame_take_str(frame, &stage);
    if (status == MS_OK) status = ms_frame_take_str(frame, &code);
    if (status == MS_OK) status = ms_frame_take_str(frame, &message);
    if (status != MS_OK) return ms_error_set(error, MS_E_INTERNAL, 0, "the worker failed without saying why");
    char name[32] = "";
    if (code.len < sizeof name) memcpy(name, code.ptr, code.len);
    status = ms_status_parse(name);
    /* A script that does not load, and one that fails at the end, are the script's fault whatever the cause. */
    if (status == MS_OK || status == MS_END) status = MS_E_INTERNAL;
    return ms_error_set(error, status, 0, "%.*s", (int)(message.len < 230 ? message.len : 230), message.len ? message.ptr : "");
}

/* Starts the worker and sends it the first job: the script or tool. */
static ms_status send_load(ms_engine *engine, const char *kind, const char *name, const char *const *arguments, size_t count, size_t *mark) {
    ms_buffer_reset(&engine->out);
    ms_status status = ms_frame_begin(&engine->out, MS_FRAME_JOB, mark);
    if (status == MS_OK) status = put_pair(engine, kind, name);
    if (status == MS_OK) status = put_pair(engine, "data", engine->data);
    for (size_t i = 0; i < count && status == MS_OK; i++) status = put_pair(engine, "arg", arguments[i]);
    return status == MS_OK ? put_pairs(engine, engine->load_pairs) : status;
}

ms_status ms_engine_start_worker(ms_engine *engine, ms_error *error) {
    ms_status status = ms_process_start(engine, error);
    if (status != MS_OK) return status;
    size_t mark = 0;
    status = send_load(engine, "script", engine->script, NULL, 0, &mark);
    return exchange_job(engine, mark, status, error);
}

ms_status ms_engine_load(ms_engine *engine, const char *script, ms_error *error) {
    if (engine->is_loaded) return ms_error_set(error, MS_E_USAGE, 0, "an engine loads one script");
    engine->script = ms_engine_copy(engine, ms_slice_str(script));
    if (!engine->script) return no_memory(error);
    engine->description = (ms_description){"", "", "jsonl", "jsonl,csv,tsv", "", NULL, 0};
    ms_status status = ms_engine_start_worker(engine, error);
    engine->is_loaded = status == MS_OK;
    return status;
}

ms_status ms_engine_start(ms_engine *engine, const char *encode, const char *to, ms_error *error) {
    size_t mark;
    ms_buffer_reset(&engine->out);
    ms_status status = ms_frame_begin(&engine->out, MS_FRAME_JOB, &mark);
    if (status == MS_OK) status = put_pair(engine, "encode", encode);
    if (status == MS_OK) status = put_pair(engine, "to", to);
    if (status == MS_OK) status = put_pairs(engine, engine->start_pairs);
    return exchange_job(engine, mark, status, error);
}

/* --- tools ---------------------------------------------------------------------------------------------- */

static ms_status take_tool_frame(ms_frame *frame, const ms_listener *listener, ms_error *error) {
    ms_slice bytes;
    if (frame->kind == MS_FRAME_FAIL) return ms_engine_failure(frame, error);
    if (frame->kind != MS_FRAME_OUTPUT) return MS_OK;
    if (ms_frame_take_str(frame, &bytes) != MS_OK) return ms_error_set(error, MS_E_INTERNAL, 0, "the worker sent an output that is cut off");
    return listener->bytes ? listener->bytes(listener->state, bytes) : MS_OK;
}

ms_status ms_engine_tool(ms_engine *engine, const char *tool, const char *const *arguments, size_t count, const ms_listener *listener,
                         ms_error *error) {
    size_t mark = 0;
    ms_status status = ms_process_start(engine, error);
    if (status != MS_OK) return status;
    status = send_load(engine, "tool", tool, arguments, count, &mark);
    if (status == MS_OK) status = ms_frame_end(&engine->out, mark);
    if (status == MS_OK) status = ms_frame_begin(&engine->out, MS_FRAME_END, &mark);
    if (status == MS_OK) status = ms_frame_end(&engine->out, mark);
    if (status != MS_OK) return ms_error_set(error, status, 0, "the job is too large");
    status = ms_process_send(engine, -1, error);
    ms_status result = MS_OK;
    while (status == MS_OK) {
        ms_frame frame;
        status = ms_process_receive(engine, &frame, error);
        if (status != MS_OK || frame.kind == MS_FRAME_DONE) break;
        /* What a failed test says comes first; the rest of the report still comes. */
        ms_status told = take_tool_frame(&frame, listener, error);
        if (result == MS_OK) result = told;
    }
    ms_process_stop(engine, NULL);
    if (result != MS_OK || status == MS_OK) return result;
    return status == MS_END ? ms_error_set(error, MS_E_INTERNAL, 0, "the worker ended while it was at work") : status;
}
