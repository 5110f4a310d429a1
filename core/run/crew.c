/* The workers of a run: who does what, and what they say. Sending never blocks, because no worker gets
 * more than fits into its socket; the worker whose task is the head is always listened to, the others
 * only while there is room for what comes before its turn. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/run.h"

enum {
    POLL_STEP_MS = 200,
    INPUT_BYTES = 1024 * 1024, /* that a worker may have waiting */
    DONE_MOST = 1024,          /* tasks that are not taken over yet */
    STARTS_AT = 4,             /* small tasks that wait for each worker before another is started */
    LARGE = 128 * 1024,
    EARLY_DEATHS = 3
};

static const size_t POINTER = sizeof(void *);

/* --- starting ----------------------------------------------------------------------------- */

ms_status ms_crew_start(ms_run *run, ms_process *process, ms_error *error) {
    process->task_from = process->task_count = process->frame_bytes = process->answers = 0;
    process->input_bytes = 0;
    ms_status status = ms_process_start(run->engine, process, error);
    if (status == MS_OK) status = ms_job_send(run->engine, process, &run->job, error);
    process->answers = 2;
    return status;
}

static ms_status add_process(ms_run *run, ms_process **added, ms_error *error) {
    if (run->crew_count == run->crew_capacity) {
        size_t capacity = run->crew_capacity ? run->crew_capacity * 2 : 8;
        void *grown = ms_sys_resize(run->sys, run->crew, run->crew_capacity * POINTER, capacity * POINTER);
        if (!grown) return ms_engine_no_memory(error);
        run->crew = grown;
        run->crew_capacity = capacity;
    }
    bool is_first = run->crew_count == 0;
    ms_process *process = is_first ? &run->engine->first_worker : ms_sys_alloc(run->sys, sizeof *process);
    if (!process) return ms_engine_no_memory(error);
    if (!is_first) ms_process_init(process, run->sys);
    run->crew[run->crew_count++] = process;
    *added = process;
    return is_first ? MS_OK : ms_crew_start(run, process, error);
}

void ms_crew_free(ms_run *run) {
    for (size_t i = 0; i < run->crew_count; i++) {
        if (run->crew[i] == &run->engine->first_worker) continue;
        ms_process_free(run->crew[i]);
        ms_sys_free(run->sys, run->crew[i], sizeof *run->crew[i]);
    }
    ms_sys_free(run->sys, run->crew, run->crew_capacity * POINTER);
    run->crew = NULL;
    run->crew_count = run->crew_capacity = 0;
}

/* --- giving out --------------------------------------------------------------------------- */

ms_status ms_crew_put_unit(ms_run *run, ms_process *process, const ms_task *task, const ms_part *part,
                           ms_error *error) {
    const ms_input *input = &run->engine->inputs.items[task->input];
    ms_buffer *out = &process->out;
    size_t mark;
    ms_buffer_reset(out);
    ms_status status = ms_frame_begin(out, MS_FRAME_UNIT, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(out, task->number);
    if (status == MS_OK) status = ms_frame_put_part(out, part);
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(input->path));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(input->id));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_buffer_slice(&task->source->beside));
    if (status == MS_OK) status = ms_frame_end(out, mark);
    if (status == MS_OK) return MS_OK;
    return ms_error_set(error, status, 0, "'%.180s' cannot be handed to the worker", input->path);
}

static ms_status give(ms_run *run, ms_process *process, ms_task *task, ms_error *error) {
    ms_part part = task->part;
    if (part.kind == MS_PART_FEED) {
        part.skip = task->first;
        part.to = 2 * run->engine->jobs + 2;
    }
    ms_status status = ms_crew_put_unit(run, process, task, &part, error);
    if (status != MS_OK) return status;
    task->frame_bytes = process->out.len;
    process->frame_bytes += task->frame_bytes;
    process->input_bytes += task->size;
    process->tasks[(process->task_from + process->task_count++) % MS_WINDOW] = task;
    process->heard_ns = run->sys->monotonic_ns(run->sys->state);
    ms_tasks_set_state(run, task, MS_TASK_SENT);
    status = ms_process_send(process, task->batch >= 0 ? task->batch : task->source->fd, error);
    ms_tasks_close(run, task);
    return status == MS_E_IO ? MS_OK : status; /* it has died: its frames will end */
}

static bool has_room(const ms_process *process) {
    return process->socket >= 0 && !process->is_feeder && process->task_count < MS_WINDOW &&
           process->frame_bytes < MS_WINDOW_BYTES &&
           (process->task_count < 2 || process->input_bytes < INPUT_BYTES);
}

/* The worker with the least to do. */
static ms_process *find_idle(const ms_run *run) {
    ms_process *best = NULL;
    for (size_t i = 0; i < run->crew_count; i++) {
        ms_process *process = run->crew[i];
        if (!has_room(process)) continue;
        bool is_better = !best || process->task_count < best->task_count ||
                         (process->task_count == best->task_count && process->input_bytes < best->input_bytes);
        if (is_better) best = process;
    }
    return best;
}

static size_t count_workers(const ms_run *run) {
    return run->crew_count - (run->feeder != NULL);
}

/* Another worker, when there is enough for one. */
static ms_status grow(ms_run *run, const ms_task *task, ms_process **best, ms_error *error) {
    size_t workers = count_workers(run);
    if (workers >= run->engine->jobs && workers > 0) return MS_OK;
    bool is_busy = !*best || (*best)->task_count > 0;
    bool is_worth_it = run->waiting > STARTS_AT * workers || task->size >= LARGE || task->batch >= 0;
    if (workers > 0 && (!is_busy || !is_worth_it)) return MS_OK;
    return add_process(run, best, error);
}

static ms_status give_to_feeder(ms_run *run, ms_task *task, ms_error *error) {
    ms_status status = MS_OK;
    if (run->feeder && run->feeder->task_count > 0) return MS_OK; /* one stream after the other */
    ms_process *feeder = run->feeder;
    if (!feeder) {
        /* The first is the engine's: that one understands. */
        ms_process *first = NULL;
        if (run->crew_count == 0) status = add_process(run, &first, error);
        if (status == MS_OK) status = add_process(run, &feeder, error);
        if (status != MS_OK || !feeder) return status;
        feeder->is_feeder = true;
        run->feeder = feeder;
    }
    return give(run, feeder, task, error);
}

static size_t count_ahead(const ms_run *run) {
    size_t sent = 0;
    for (size_t i = 0; i < run->crew_count; i++) sent += run->crew[i]->task_count;
    return sent;
}

ms_status ms_crew_dispatch(ms_run *run, ms_error *error) {
    size_t ahead = count_ahead(run), done = 0;
    for (ms_task *task = run->head; task && run->waiting > 0 && !run->is_enough; task = task->after) {
        bool is_head = task == run->head;
        done += task->state == MS_TASK_DONE;
        if (task->state != MS_TASK_WAITING || task->is_careful) continue;
        if (!is_head && (run->pending >= MS_PENDING_BYTES || done >= DONE_MOST)) break;
        ms_status status = ms_tasks_open(run, task, error);
        if (status != MS_OK) return status;
        if (task->state == MS_TASK_DONE) continue;
        if (task->part.kind == MS_PART_FEED) {
            status = give_to_feeder(run, task, error);
            if (status != MS_OK) return status;
            continue;
        }
        ms_process *best = find_idle(run);
        status = grow(run, task, &best, error);
        if (status != MS_OK) return status;
        if (!best) break;
        status = give(run, best, task, error);
        if (status != MS_OK) return status;
        if (++ahead > MS_WINDOW * (run->crew_count + 1)) break;
    }
    return MS_OK;
}

/* --- what they say ------------------------------------------------------------------------ */

static ms_task *first_of(const ms_process *process) {
    return process->task_count ? process->tasks[process->task_from] : NULL;
}

static void forget_first(ms_process *process) {
    ms_task *task = first_of(process);
    process->frame_bytes -= task->frame_bytes;
    process->input_bytes -= task->size;
    process->task_from = (process->task_from + 1) % MS_WINDOW;
    process->task_count--;
}

/* A part of what is planned, before the plan itself in the list. */
static ms_status take_part(ms_run *run, ms_task *plan, ms_frame *frame, ms_error *error) {
    ms_part part;
    bool is_good = plan->part.kind == MS_PART_PLAN && ms_frame_take_part(frame, &part) == MS_OK &&
                   part.kind != MS_PART_PLAN && part.kind != MS_PART_BATCH && part.kind <= MS_PART_FEED;
    if (!is_good) {
        run->is_garbled = true;
        return MS_OK;
    }
    if (part.kind == MS_PART_FEED && run->engine->jobs == 1) part.kind = MS_PART_ALL;
    bool is_whole = part.kind == MS_PART_ALL || part.kind == MS_PART_FEED;
    plan->has_died = false;
    if (plan->is_to_drop) {
        plan->is_to_drop = false;
        run->is_garbled = part.from != plan->part.from;
        return MS_OK;
    }
    plan->has_given = true;
    plan->part.from = part.from;
    plan->part.line = part.line;
    plan->part.number = part.number;
    if (part.kind == MS_PART_MEMBERS) plan->source->last = part.to;
    if (!is_whole && !ms_tasks_falls_here(run, plan->input, part.number)) return MS_OK;
    part.skip = plan->carried;
    part.most = UINT64_MAX;
    if (is_whole) ms_tasks_share(run, plan->input, &part);
    ms_task *task = ms_tasks_insert(run, plan, plan->input, &part);
    if (!task) return ms_engine_no_memory(error);
    plan->carried = 0;
    task->source = plan->source;
    task->source->references++;
    task->first = part.kind == MS_PART_FEED ? part.skip : 0;
    task->size = is_whole ? plan->source->size : LARGE;
    return MS_OK;
}

/* Nothing that a worker has made may be changed by it while another reads it. */
static bool is_sealed(int fd) {
    const int wanted = F_SEAL_WRITE | F_SEAL_SHRINK;
    int seals = fd >= 0 ? fcntl(fd, F_GET_SEALS) : -1;
    return seals >= 0 && (seals & wanted) == wanted;
}

static ms_status take_batch(ms_run *run, ms_process *process, ms_task *feed, ms_frame *frame, ms_error *error) {
    uint64_t first = 0, count = 0;
    int fd = ms_process_take_fd(process);
    bool is_good = feed->part.kind == MS_PART_FEED && ms_frame_take_u64(frame, &first) == MS_OK &&
                   ms_frame_take_u64(frame, &count) == MS_OK && first >= feed->first && is_sealed(fd);
    ms_part part = {.kind = MS_PART_BATCH, .most = UINT64_MAX, .number = feed->part.number};
    ms_task *task = is_good ? ms_tasks_insert(run, feed, feed->input, &part) : NULL;
    if (!task && fd >= 0) close(fd);
    if (!is_good) {
        run->is_garbled = true;
        return MS_OK;
    }
    if (!task) return ms_engine_no_memory(error);
    task->source = feed->source;
    task->source->references++;
    task->batch = fd;
    task->first = first;
    task->size = UINT64_C(4) * LARGE;
    feed->first = first + count;
    feed->has_died = false;
    return MS_OK;
}

/* A row of standard input names a file, which only we can open. */
static ms_status open_named(ms_run *run, ms_process *process, const ms_task *feed, ms_frame *frame, ms_error *error) {
    ms_slice path;
    char name[MS_DOCUMENT_ROOM];
    ms_error why = {0};
    struct stat about;
    bool is_good = run->engine->is_rows && feed->part.kind == MS_PART_FEED && ms_frame_take_str(frame, &path) == MS_OK;
    if (!is_good) {
        run->is_garbled = true;
        return MS_OK;
    }
    int fd = -1;
    if (path.len == 0 || path.len >= sizeof name) {
        ms_error_set(&why, MS_E_USAGE, 0, "the path of this row is too long");
    } else {
        memcpy(name, path.ptr, path.len);
        name[path.len] = '\0';
        fd = ms_tasks_open_file(run->sys, name);
        if (fd < 0) ms_error_system(&why, errno, "'%.180s' cannot be opened", name);
        if (fd >= 0 && fstat(fd, &about) == 0 && S_ISDIR(about.st_mode)) {
            ms_error_set(&why, MS_E_USAGE, 0, "'%.180s' is a folder; rows name files, and folders are inputs of their own", name);
            run->sys->close(run->sys->state, fd);
            fd = -1;
        }
    }
    size_t mark;
    ms_buffer_reset(&process->out);
    ms_status status = ms_frame_begin(&process->out, MS_FRAME_FILE, &mark);
    const char *code = fd >= 0 ? "" : ms_status_name(why.code);
    if (status == MS_OK) status = ms_frame_put_str(&process->out, ms_slice_str(code));
    if (status == MS_OK) status = ms_frame_put_str(&process->out, ms_slice_str(why.message));
    if (status == MS_OK) status = ms_frame_end(&process->out, mark);
    status = status == MS_OK ? ms_process_send(process, fd, error) : ms_engine_no_memory(error);
    if (fd >= 0) run->sys->close(run->sys->state, fd);
    return status == MS_E_IO ? MS_OK : status; /* it has died: its frames will end */
}

/* A batch is done with: the feeder may go on. */
static void ask_for_more(ms_run *run) {
    if (!run->feeder || run->feeder->task_count == 0) return;
    ms_buffer_reset(&run->feeder->out);
    if (ms_job_put_empty(run->feeder, MS_FRAME_MORE) != MS_OK) return;
    ms_error ignored; /* it has died: its frames will end */
    (void)!ms_process_send(run->feeder, -1, &ignored);
}

static ms_status finish_task(ms_run *run, ms_process *process, ms_task *task, ms_frame *frame, ms_error *error) {
    uint64_t outcomes;
    ms_spent spent;
    if (ms_frame_take_u64(frame, &outcomes) != MS_OK || ms_frame_take_spent(frame, &spent) != MS_OK) {
        run->is_garbled = true;
        return MS_OK;
    }
    ms_report_add(run->engine, &spent);
    forget_first(process);
    ms_tasks_set_state(run, task, MS_TASK_DONE);
    if (task->part.kind == MS_PART_BATCH) ask_for_more(run);
    if (task->part.kind == MS_PART_PLAN) task->source->is_planned = true;
    /* What these have given stands before them. */
    if (task->part.kind == MS_PART_PLAN || task->part.kind == MS_PART_FEED) ms_tasks_remove(run, task);
    return ms_outcomes_advance(run, error);
}

static ms_status keep_frame(ms_run *run, ms_task *task, const ms_frame *frame, ms_error *error) {
    size_t size = MS_FRAME_HEADER + frame->rest.len;
    run->pending += size;
    ms_status status = ms_buffer_append(&task->frames, frame->rest.ptr - MS_FRAME_HEADER, size);
    return status == MS_OK ? MS_OK : ms_engine_no_memory(error);
}

static ms_status take_frame(ms_run *run, ms_process *process, ms_frame *frame, ms_error *error) {
    ms_frame whole = *frame;
    uint64_t unit;
    ms_task *task = first_of(process);
    if (frame->kind == MS_FRAME_FAIL) return ms_job_failure(frame, error);
    if (frame->kind == MS_FRAME_READY && process->answers > 0) {
        process->answers--;
        return MS_OK;
    }
    if (process->answers > 0 || !task || ms_frame_take_u64(frame, &unit) != MS_OK || unit != task->number) {
        run->is_garbled = true;
        return MS_OK;
    }
    switch (frame->kind) {
    case MS_FRAME_UNIT_DONE: return finish_task(run, process, task, frame, error);
    case MS_FRAME_PART: return take_part(run, task, frame, error);
    case MS_FRAME_BATCH: return take_batch(run, process, task, frame, error);
    case MS_FRAME_COSTS: run->is_garbled = ms_report_costs(run->engine, frame) != MS_OK; return MS_OK;
    case MS_FRAME_OPEN: return open_named(run, process, task, frame, error);
    default:
        return task == run->head ? ms_outcomes_take(run, task, frame, error)
                                 : keep_frame(run, task, &whole, error);
    }
}

/* --- those that die ----------------------------------------------------------------------- */

/* The task waits again: nobody knows which one the worker died of, so each is for one alone. */
static ms_status return_task(ms_run *run, ms_task *task, ms_error *error) {
    bool is_plan = task->part.kind == MS_PART_PLAN, is_feed = task->part.kind == MS_PART_FEED;
    bool is_source = is_feed || (is_plan && task->has_given);
    if (is_source && (task->has_died || !ms_tasks_can_repeat(task))) {
        return ms_tasks_answer(run, task, MS_FRAME_REJECT, "worker", ms_status_name(MS_E_INTERNAL),
                               "the worker that read this died; what lies behind was not read", error);
    }
    ms_tasks_set_state(run, task, MS_TASK_WAITING);
    if (is_source) {
        /* From where it was on; a plan begins with the last part that it has given. */
        task->has_died = true;
        task->is_to_drop = is_plan;
        return MS_OK;
    }
    if (is_plan && !task->has_died) {
        task->has_died = true; /* once may be chance, and how an input is divided should not be */
        return MS_OK;
    }
    if (is_plan) {
        task->part = (ms_part){.kind = MS_PART_ALL, .skip = task->carried, .most = UINT64_MAX};
        ms_tasks_share(run, task->input, &task->part);
        task->outcome = task->carried;
    }
    task->is_careful = true;
    if (task == run->head) {
        task->to_drop = task->passed;
    } else {
        run->pending -= task->frames.len;
        ms_buffer_reset(&task->frames);
    }
    task->passed = 0;
    return MS_OK;
}

static ms_status replace(ms_run *run, ms_process *process, bool is_dead, ms_error *error) {
    bool was_starting = process->answers > 0, is_garbled = run->is_garbled;
    int signal = is_dead && !is_garbled ? ms_process_bury(process) : 0;
    ms_process_stop(process);
    run->is_garbled = false;
    size_t count = process->task_count;
    bool is_early = was_starting || count == 0;
    if (is_early && (is_garbled || ++process->early_deaths > EARLY_DEATHS)) {
        return ms_error_set(error, MS_E_INTERNAL, 0, "a worker %s (signal %d) without work",
                            is_garbled ? "sent nonsense" : "died", signal);
    }
    ms_task *tasks[MS_WINDOW];
    for (size_t i = 0; i < count; i++) tasks[i] = process->tasks[(process->task_from + i) % MS_WINDOW];
    process->task_count = 0;
    for (size_t i = 0; i < count; i++) {
        ms_status status = is_early ? MS_OK : return_task(run, tasks[i], error);
        if (is_early) ms_tasks_set_state(run, tasks[i], MS_TASK_WAITING);
        if (status != MS_OK) return status;
    }
    return ms_crew_start(run, process, error);
}

/* --- listening ---------------------------------------------------------------------------- */

static ms_status hear(ms_run *run, ms_process *process, ms_error *error) {
    ms_status status = ms_process_read(run->engine, process, error);
    bool is_dead = status == MS_END;
    if (status != MS_OK && !is_dead) return status;
    for (ms_frame frame; !is_dead && !run->is_garbled && !run->is_enough;) {
        status = ms_process_frame(process, &frame);
        if (status == MS_END) return MS_OK;
        if (status != MS_OK) run->is_garbled = true;
        else status = take_frame(run, process, &frame, error);
        if (status != MS_OK && !run->is_garbled) return status;
    }
    if (run->is_enough && !is_dead) return MS_OK;
    return replace(run, process, is_dead, error);
}

/* With no room for what comes before its turn, only the head's worker is heard, if there is one. */
static bool is_to_be_heard(const ms_run *run, const ms_process *process) {
    if (process->socket < 0) return false;
    if (run->pending < MS_PENDING_BYTES || !run->head || run->head->state != MS_TASK_SENT) return true;
    for (size_t i = 0; i < process->task_count; i++) {
        if (process->tasks[(process->task_from + i) % MS_WINDOW] == run->head) return true;
    }
    return false;
}

ms_status ms_crew_listen(ms_run *run, ms_error *error) {
    enum { MOST = 512 };
    struct pollfd ready[MOST];
    size_t count = run->crew_count < MOST ? run->crew_count : MOST;
    int64_t now = run->sys->monotonic_ns(run->sys->state);
    for (size_t i = 0; i < count; i++) {
        bool is_heard = is_to_be_heard(run, run->crew[i]);
        ready[i] = (struct pollfd){.fd = is_heard ? run->crew[i]->socket : -1, .events = POLLIN};
        if (!is_heard || run->crew[i]->task_count == 0) run->crew[i]->heard_ns = now;
    }
    int found = poll(ready, (nfds_t)count, POLL_STEP_MS);
    if (found < 0 && errno != EINTR) return ms_error_system(error, errno, "waiting for the workers");
    now = run->sys->monotonic_ns(run->sys->state);
    for (size_t i = 0; i < count; i++) {
        ms_process *process = run->crew[i];
        ms_status status = MS_OK;
        if (found > 0 && ready[i].revents) status = hear(run, process, error);
        else if (!process->is_feeder && (now - process->heard_ns) / 1000000 > run->engine->patience_ms) {
            status = replace(run, process, false, error);
        }
        if (status != MS_OK) return status;
        if (run->is_enough) return MS_OK;
    }
    return MS_OK;
}
