/* A worker for one task alone. It sends every frame at once, so that when it dies it is known where; then
 * the document that it was at is a reject, and another one goes on behind it. */
#include "run/run.h"

/* A fresh worker that knows the job. */
static ms_status start(ms_run *run, ms_process *process, ms_error *error) {
    ms_job_start_options job = run->job;
    job.is_careful = true;
    ms_process_init(process, run->sys);
    ms_status status = ms_job_load(run->engine, process, error);
    return status == MS_OK ? ms_job_start(run->engine, process, &job, NULL, error) : status;
}

static ms_status give(ms_run *run, ms_process *process, ms_task *task, uint64_t most, ms_error *error) {
    ms_part part = task->part;
    part.skip = task->outcome;
    part.most = most;
    ms_status status = ms_tasks_open(run, task, error);
    if (status == MS_OK) status = ms_crew_put_unit(run, process, task, &part, error);
    if (status == MS_OK) status = ms_process_send(process, task->batch >= 0 ? task->batch : task->source->fd, error);
    ms_tasks_close(run, task);
    return status == MS_E_IO ? MS_OK : status;
}

/* MS_OK: a frame of the task; MS_END: it is done. */
static ms_status next_frame(ms_run *run, ms_process *process, const ms_task *task, ms_frame *frame,
                            bool *is_dead, ms_error *error) {
    uint64_t unit;
    do {
        ms_status status = ms_process_receive(run->engine, process, frame, error);
        *is_dead = status == MS_END || status == MS_E_LIMIT_TIME;
        if (status != MS_OK) return status;
        if (frame->kind == MS_FRAME_FAIL) return ms_job_failure(frame, error);
        bool is_good = ms_frame_take_u64(frame, &unit) == MS_OK && unit == task->number;
        if (is_good && frame->kind == MS_FRAME_COSTS) is_good = ms_report_costs(run->engine, frame) == MS_OK;
        if (!is_good) {
            run->is_garbled = true;
            return MS_OK;
        }
    } while (frame->kind == MS_FRAME_COSTS);
    return frame->kind == MS_FRAME_UNIT_DONE ? MS_END : MS_OK;
}

/* Words for what became of it. */
static void explain(const ms_run *run, ms_process *process, ms_status why, ms_error *reason) {
    const char *what = run->document[0] ? run->document : "opening it";
    if (why == MS_E_LIMIT_TIME) {
        ms_error_set(reason, why, 0, "the worker did not come to an end and was killed, at %.120s", what);
    } else if (run->is_garbled) {
        ms_error_set(reason, MS_E_INTERNAL, 0, "the worker sent nonsense, at %.120s", what);
    } else {
        ms_error_set(reason, MS_E_INTERNAL, 0, "the worker died (signal %d), at %.120s",
                     ms_process_bury(process), what);
    }
}

/* One worker, as far as it comes. *is_over: there is nothing more to do. */
static ms_status do_some(ms_run *run, ms_task *task, bool *is_over, ms_error *error) {
    ms_process process;
    ms_frame frame;
    bool is_dead = false;
    ms_status status = start(run, &process, error);
    if (status == MS_OK) status = give(run, &process, task, UINT64_MAX, error);
    while (status == MS_OK && !run->is_garbled && !run->is_enough) {
        status = next_frame(run, &process, task, &frame, &is_dead, error);
        if (status == MS_OK && !run->is_garbled) status = ms_outcomes_take(run, task, &frame, error);
    }
    *is_over = true;
    if (status == MS_END && !is_dead) status = MS_OK;
    if (is_dead || run->is_garbled) {
        ms_error reason = {0};
        explain(run, &process, status, &reason);
        /* Where reading itself fails there is no going on. */
        *is_over = !run->document[0] || !ms_tasks_can_repeat(task);
        run->is_garbled = false;
        status = ms_outcomes_reject(run, task, "worker", &reason, error);
        task->outcome++;
        task->passed = task->to_drop = 0;
        run->document[0] = '\0';
    }
    ms_process_free(&process);
    return status;
}

ms_status ms_lone_do(ms_run *run, ms_task *task, ms_error *error) {
    bool is_over = false;
    ms_status status = MS_OK;
    run->is_lone = true;
    while (status == MS_OK && !is_over && !run->is_enough) status = do_some(run, task, &is_over, error);
    run->is_lone = false;
    return status;
}

ms_status ms_lone_retry(ms_run *run, ms_task *task, ms_reject *reject, ms_error *error) {
    ms_process process;
    ms_frame frame;
    bool is_dead = false;
    /* The frame that it came in may move. */
    ms_buffer kept;
    ms_buffer_init(&kept, run->sys, 0);
    ms_slice *const fields[] = {&reject->locator, &reject->stage, &reject->code, &reject->message};
    ms_status status = MS_OK;
    for (size_t i = 0; i < 4 && status == MS_OK; i++) status = ms_buffer_append_slice(&kept, *fields[i]);
    if (status != MS_OK) {
        ms_buffer_free(&kept);
        return ms_engine_no_memory(error);
    }
    for (size_t i = 0, at = 0; i < 4; i++) {
        *fields[i] = ms_slice_of(kept.data + at, fields[i]->len);
        at += fields[i]->len;
    }
    run->is_lone = true;
    uint64_t passed = task->passed;
    status = start(run, &process, error);
    if (status == MS_OK) status = give(run, &process, task, 1, error);
    /* That the document begins is known; what is dropped first is that. */
    task->to_drop = passed;
    task->passed = 0;
    while (status == MS_OK && !run->is_garbled && !run->is_enough) {
        status = next_frame(run, &process, task, &frame, &is_dead, error);
        if (status == MS_OK && !run->is_garbled) status = ms_outcomes_take(run, task, &frame, error);
    }
    if (status == MS_END && !is_dead) status = MS_OK;
    bool has_failed = is_dead || run->is_garbled;
    run->is_garbled = false;
    if (has_failed) status = ms_outcomes_tell(run, reject, error);
    run->is_lone = false;
    ms_process_free(&process);
    ms_buffer_free(&kept);
    return status;
}
