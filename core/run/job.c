/* What the worker is told before it gets documents: the first job loads, the second starts
 * (docs/internals.md has their keys); and tools, which are a first job alone. */
#include "base/size.h"
#include "run/engine.h"

static ms_status put_pair(ms_process *process, const char *key, const char *value) {
    ms_status status = ms_frame_put_str(&process->out, ms_slice_str(key));
    return status == MS_OK ? ms_frame_put_str(&process->out, ms_slice_str(value)) : status;
}

/* The pairs in the order in which they were set; the list has the latest first. */
static ms_status put_pairs(ms_process *process, const ms_pair *list) {
    ms_status status = MS_OK;
    for (const ms_pair *end = NULL; end != list && status == MS_OK;) {
        const ms_pair *pair = list;
        while (pair->next != end) pair = pair->next;
        status = put_pair(process, pair->key, pair->value);
        end = pair;
    }
    return status;
}

ms_status ms_job_put_empty(ms_process *process, ms_frame_kind kind) {
    size_t mark;
    ms_status status = ms_frame_begin(&process->out, kind, &mark);
    return status == MS_OK ? ms_frame_end(&process->out, mark) : status;
}

static ms_status begin_job(ms_process *process, size_t *mark) {
    ms_buffer_reset(&process->out);
    return ms_frame_begin(&process->out, MS_FRAME_JOB, mark);
}

/* Puts the first job into process->out: kind is "script" or "tool". */
static ms_status put_load(ms_engine *engine, ms_process *process, const char *kind, const char *name,
                          const char *const *arguments, size_t count) {
    size_t mark;
    ms_status status = begin_job(process, &mark);
    if (status == MS_OK) status = put_pair(process, kind, name);
    if (status == MS_OK) status = put_pair(process, "data", engine->data);
    for (size_t i = 0; i < count && status == MS_OK; i++) {
        status = put_pair(process, "arg", arguments[i]);
    }
    if (status == MS_OK) status = put_pairs(process, engine->load_pairs);
    return status == MS_OK ? ms_frame_end(&process->out, mark) : status;
}

ms_status ms_job_failure(ms_frame *frame, ms_error *error) {
    ms_slice stage, code, message;
    if (ms_frame_take_str(frame, &stage) != MS_OK || ms_frame_take_str(frame, &code) != MS_OK ||
        ms_frame_take_str(frame, &message) != MS_OK) {
        return ms_engine_malformed(error);
    }
    enum { LONGEST = 400 };
    char name[32] = "";
    if (code.len > 0 && code.len < sizeof name) memcpy(name, code.ptr, code.len);
    ms_status status = ms_status_parse(name);
    if (status == MS_OK || status == MS_END) status = MS_E_INTERNAL;
    /* The script refused a value: that is the user's, whichever way it did so. */
    bool is_value = status == MS_E_SCRIPT && ms_slice_equal(stage, MS_SLICE("options"));
    if (is_value) status = MS_E_USAGE;
    return ms_error_set(error, status, 0, "%.*s", (int)ms_size_min(message.len, LONGEST),
                        message.len ? message.ptr : "");
}

/* A worker that is killed before it has done anything may have been unlucky. */
enum { ATTEMPTS = 3 };

/* Sends the job in process->out, whose making ended with status, and takes the answer. MS_END when
 * the worker has died; *error says so. */
static ms_status exchange(ms_engine *engine, ms_process *process, ms_status status, ms_frame *answer,
                          ms_error *error) {
    if (status != MS_OK) return ms_error_set(error, status, 0, "the settings are too large");
    status = ms_process_send(process, -1, error);
    if (status == MS_OK || status == MS_E_IO)
        status = ms_process_receive(engine, process, answer, error);
    if (status == MS_END) {
        int signal = ms_process_bury(process);
        ms_error_set(error, MS_E_INTERNAL, 0, "%.100s ended (signal %d) before it took the script",
                     engine->worker, signal);
        return MS_END;
    }
    if (status != MS_OK) return status;
    if (answer->kind == MS_FRAME_FAIL) return ms_job_failure(answer, error);
    return answer->kind == MS_FRAME_READY ? MS_OK : ms_engine_malformed(error);
}

ms_status ms_job_load(ms_engine *engine, ms_process *process, ms_error *error) {
    ms_frame answer;
    ms_status status = MS_END;
    for (int i = 0; i < ATTEMPTS && status == MS_END; i++) {
        status = ms_process_start(engine, process, error);
        if (status != MS_OK) return status;
        status = put_load(engine, process, "script", engine->script, NULL, 0);
        status = exchange(engine, process, status, &answer, error);
    }
    if (status == MS_END) status = MS_E_INTERNAL;
    /* A worker that takes the place of another tells nothing new. */
    if (status != MS_OK || engine->is_loaded) return status;
    return ms_ready_read(engine, &answer, error);
}

/* Puts the second job behind what is in process->out. */
static ms_status put_start(ms_engine *engine, ms_process *process, const ms_job_start_options *options) {
    size_t mark;
    process->is_careful = options->is_careful;
    ms_status status = ms_frame_begin(&process->out, MS_FRAME_JOB, &mark);
    if (status == MS_OK) status = put_pair(process, "encode", options->encode);
    if (status == MS_OK) status = put_pair(process, "to", options->to);
    if (status == MS_OK && engine->is_profiling) status = put_pair(process, "profile", "1");
    if (status == MS_OK && options->pass) status = put_pair(process, "pass", options->pass);
    if (status == MS_OK && engine->output) status = put_pair(process, "output", engine->output);
    if (status == MS_OK && options->is_careful) status = put_pair(process, "careful", "1");
    if (status == MS_OK) status = put_pairs(process, engine->start_pairs);
    return status == MS_OK ? ms_frame_end(&process->out, mark) : status;
}

static ms_status give(ms_process *process, const char *what, int fd, ms_error *error) {
    size_t mark;
    if (fd < 0) return MS_OK;
    ms_buffer_reset(&process->out);
    ms_status status = ms_frame_begin(&process->out, MS_FRAME_GIVEN, &mark);
    if (status == MS_OK) status = ms_frame_put_str(&process->out, ms_slice_str(what));
    if (status == MS_OK) status = ms_frame_end(&process->out, mark);
    if (status != MS_OK) return ms_engine_no_memory(error);
    status = ms_process_send(process, fd, error);
    return status == MS_E_IO ? MS_OK : status; /* it has died: nothing will come */
}

/* Between the jobs: what earlier passes have found out. */
static ms_status give_all(const ms_engine *engine, ms_process *process, ms_error *error) {
    ms_status status = give(process, engine->is_retry ? "retry" : "sample", engine->chosen_fd, error);
    if (status == MS_OK) status = give(process, "counts", engine->counts_fd, error);
    ms_buffer_reset(&process->out);
    return status;
}

ms_status ms_job_send(ms_engine *engine, ms_process *process, const ms_job_start_options *options,
                      ms_error *error) {
    ms_status status = put_load(engine, process, "script", engine->script, NULL, 0);
    if (status != MS_OK) return ms_error_set(error, status, 0, "the settings are too large");
    status = ms_process_send(process, -1, error);
    if (status == MS_OK) status = give_all(engine, process, error);
    if (status == MS_OK && put_start(engine, process, options) != MS_OK) return ms_engine_no_memory(error);
    if (status == MS_OK) status = ms_process_send(process, -1, error);
    return status == MS_E_IO ? MS_OK : status; /* it has died: nothing will come */
}

ms_status ms_job_start(ms_engine *engine, ms_process *process, const ms_job_start_options *options,
                       ms_buffer *columns, ms_error *error) {
    ms_frame answer = {0};
    ms_status status = MS_END;
    for (int i = 0; i < ATTEMPTS && status == MS_END; i++) {
        status = process->pid ? MS_OK : ms_job_load(engine, process, error);
        if (status != MS_OK) return status;
        status = give_all(engine, process, error);
        if (status == MS_OK) status = put_start(engine, process, options);
        status = exchange(engine, process, status, &answer, error);
    }
    if (status == MS_END) status = MS_E_INTERNAL;
    while (status == MS_OK && columns && answer.rest.len > 0) {
        ms_slice key, value;
        if (ms_frame_take_str(&answer, &key) != MS_OK ||
            ms_frame_take_str(&answer, &value) != MS_OK) {
            return ms_engine_malformed(error);
        }
        if (ms_slice_equal(key, MS_SLICE("sources"))) {
            engine->sources = ms_engine_copy(engine, value);
            if (!engine->sources) return ms_engine_no_memory(error);
        }
        if (!ms_slice_equal(key, MS_SLICE("columns"))) continue;
        ms_buffer_reset(columns);
        status = ms_buffer_append_slice(columns, value);
        if (status != MS_OK) return ms_engine_no_memory(error);
    }
    return status;
}

/* --- tools -------------------------------------------------------------------------------- */

static ms_status take_tool_frame(ms_frame *frame, const ms_listener *listener,
                                 ms_error *error) {
    ms_slice bytes;
    if (frame->kind == MS_FRAME_FAIL) return ms_job_failure(frame, error);
    if (frame->kind != MS_FRAME_OUTPUT) return MS_OK;
    if (ms_frame_take_str(frame, &bytes) != MS_OK) return ms_engine_malformed(error);
    return listener->bytes ? listener->bytes(listener->state, bytes) : MS_OK;
}

/* The report goes on behind the first failure: what is told of that is the result. */
static ms_status take_report(ms_engine *engine, ms_process *process, const ms_listener *listener, ms_error *error) {
    ms_status result = MS_OK;
    for (;;) {
        ms_frame frame;
        ms_error later = {0};
        ms_status status = ms_process_receive(engine, process, &frame, &later);
        bool is_over = status != MS_OK || frame.kind == MS_FRAME_DONE;
        if (status == MS_OK) status = take_tool_frame(&frame, listener, &later);
        if (status == MS_END) {
            status = ms_error_set(&later, MS_E_INTERNAL, 0, "the worker died of signal %d",
                                  ms_process_bury(process));
        }
        if (result == MS_OK && status != MS_OK) {
            result = status;
            if (error) *error = later;
        }
        if (is_over) return result;
    }
}

ms_status ms_engine_tool(ms_engine *engine, const char *tool, const char *const *arguments,
                         size_t count, const ms_listener *listener, ms_error *error) {
    ms_process *process = &engine->first_worker;
    if (engine->script)
        return ms_error_set(error, MS_E_USAGE, 0, "this engine has a script already");
    ms_status status = ms_process_start(engine, process, error);
    if (status != MS_OK) return status;
    status = put_load(engine, process, "tool", tool, arguments, count);
    if (status == MS_OK) status = ms_job_put_empty(process, MS_FRAME_END);
    if (status != MS_OK) {
        ms_error_set(error, status, 0, "the arguments are too large");
    } else {
        status = ms_process_send(process, -1, error);
    }
    if (status == MS_OK) status = take_report(engine, process, listener, error);
    ms_process_stop(process);
    return status;
}
