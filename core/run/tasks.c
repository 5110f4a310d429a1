/* What is to be done, in the order of the inputs: a list from which tasks are given out as workers have
 * room, and taken over at its head. An input that can be divided is planned by a worker first; its parts
 * come before the plan in the list, so the order stays. Nothing of an input is looked into here. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/digest.h"
#include "run/run.h"

enum { BESIDE_MAX = 64 * 1024, ENDS = 64 * 1024, WAITING_MOST = 128, PLAN_BYTES = 1024 * 1024 };

/* --- the list ----------------------------------------------------------------------------- */

ms_task *ms_tasks_insert(ms_run *run, ms_task *before, size_t input, const ms_part *part) {
    ms_task *task = run->spare;
    if (task) run->spare = task->after;
    else task = ms_sys_alloc(run->sys, sizeof *task);
    if (!task) return NULL;
    ms_buffer frames = task->frames;
    if (!frames.sys) ms_buffer_init(&frames, run->sys, 0);
    ms_buffer_reset(&frames);
    *task = (ms_task){.number = ++run->last_number, .input = input, .part = *part, .batch = -1,
                      .outcome = part->skip, .frames = frames};
    task->after = before;
    task->before = before ? before->before : run->tail;
    *(task->before ? &task->before->after : &run->head) = task;
    *(before ? &before->before : &run->tail) = task;
    run->waiting++;
    return task;
}

void ms_tasks_set_state(ms_run *run, ms_task *task, ms_task_state state) {
    run->waiting -= task->state == MS_TASK_WAITING;
    run->waiting += state == MS_TASK_WAITING;
    task->state = state;
}

static void release_source(ms_run *run, ms_task *task) {
    ms_open_input *source = task->source;
    task->source = NULL;
    if (!source || --source->references > 0) return;
    if (source->fd >= 0) run->sys->close(run->sys->state, source->fd);
    ms_buffer_free(&source->beside);
    ms_sys_free(run->sys, source, sizeof *source);
}

void ms_tasks_remove(ms_run *run, ms_task *task) {
    enum { FRAMES_KEPT = 1024 * 1024 };
    *(task->before ? &task->before->after : &run->head) = task->after;
    *(task->after ? &task->after->before : &run->tail) = task->before;
    ms_tasks_set_state(run, task, MS_TASK_DONE);
    release_source(run, task);
    if (task->batch >= 0) close(task->batch);
    if (task->frames.capacity > FRAMES_KEPT) ms_buffer_free(&task->frames);
    task->after = run->spare;
    run->spare = task;
}

void ms_tasks_free(ms_run *run) {
    while (run->head) ms_tasks_remove(run, run->head);
    while (run->spare) {
        ms_task *task = run->spare;
        run->spare = task->after;
        ms_buffer_free(&task->frames);
        ms_sys_free(run->sys, task, sizeof *task);
    }
}

bool ms_tasks_can_repeat(const ms_task *task) {
    return task->batch >= 0 || (task->source && task->source->is_regular);
}

/* --- shards ------------------------------------------------------------------------------- */

bool ms_tasks_falls_here(const ms_run *run, size_t input, uint64_t part) {
    uint64_t shards = run->engine->shards;
    return shards < 2 || (input + part) % shards == run->engine->shard - 1;
}

void ms_tasks_share(const ms_run *run, size_t input, ms_part *part) {
    uint64_t shards = run->engine->shards;
    if (shards < 2) return;
    part->shares = shards;
    part->share = (run->engine->shard - 1 + shards - input % shards) % shards;
}

/* --- filling ------------------------------------------------------------------------------ */

ms_status ms_tasks_fill(ms_run *run, ms_error *error) {
    const ms_inputs *inputs = &run->engine->inputs;
    while (!run->is_enough && run->waiting < WAITING_MOST && run->next_input < inputs->count) {
        ms_part part = {.kind = MS_PART_ALL, .most = UINT64_MAX};
        ms_task *task = ms_tasks_insert(run, NULL, run->next_input, &part);
        if (!task) return ms_engine_no_memory(error);
        task->is_new = true;
        run->next_input++;
    }
    return MS_OK;
}

/* --- opening ------------------------------------------------------------------------------ */

/* Corrections that lie beside a file; none when they cannot be read or are too large. */
static void read_beside(const ms_run *run, const ms_input *input, ms_buffer *out) {
    const ms_sys *sys = run->sys;
    char path[MS_DOCUMENT_ROOM];
    if (!input->has_beside) return;
    int len = snprintf(path, sizeof path, "%s.meta.json", input->path);
    if (len < 0 || (size_t)len >= sizeof path) return;
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    if (fd < 0) return;
    ssize_t got = 1;
    while (got > 0 && out->len <= BESIDE_MAX && ms_buffer_reserve(out, BESIDE_MAX) == MS_OK) {
        got = sys->read(sys->state, fd, out->data + out->len, BESIDE_MAX);
        if (got > 0) out->len += (size_t)got;
    }
    sys->close(sys->state, fd);
    if (got != 0 || out->len > BESIDE_MAX) ms_buffer_reset(out);
}

static uint64_t digest_at(const ms_sys *sys, int fd, char *bytes, uint64_t offset) {
    ssize_t got = sys->pread(sys->state, fd, bytes, ENDS, (int64_t)offset);
    return got > 0 ? ms_digest(ms_slice_of(bytes, (size_t)got)) : 0;
}

/* --verify: of all bytes. */
static uint64_t digest_all(const ms_sys *sys, int fd, uint64_t size) {
    uint64_t digest = 0;
    ms_append file = {.sys = sys, .fd = fd, .path = "an input"};
    ms_error ignored;
    return ms_shard_digest(&file, size, &digest, &ignored) == MS_OK ? digest : 0;
}

uint64_t ms_tasks_digest(const ms_run *run, int fd, const struct stat *about) {
    const ms_sys *sys = run->sys;
    uint64_t state[5] = {(uint64_t)about->st_size, (uint64_t)about->st_mtim.tv_sec,
                         (uint64_t)about->st_mtim.tv_nsec};
    if (!S_ISREG(about->st_mode)) return 0;
    if (run->engine->is_verifying) return digest_all(sys, fd, (uint64_t)about->st_size);
    char *bytes = about->st_size > PLAN_BYTES ? ms_sys_alloc(sys, ENDS) : NULL;
    if (bytes) {
        state[3] = digest_at(sys, fd, bytes, 0);
        state[4] = digest_at(sys, fd, bytes, (uint64_t)about->st_size - ENDS);
        ms_sys_free(sys, bytes, ENDS);
    }
    return ms_digest(ms_slice_of((const char *)state, sizeof state));
}

int ms_tasks_open_file(const ms_sys *sys, const char *path) {
    /* A pipe without a writer must not hold the run up. */
    int fd = sys->open(sys->state, path, O_RDONLY | O_NONBLOCK, 0);
    int flags = fd >= 0 ? fcntl(fd, F_GETFL) : -1;
    if (flags >= 0 && (flags & O_NONBLOCK)) (void)!fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
    return fd;
}

/* Opens the path: -1 and errno, or the descriptor; *skip says why it is left out nevertheless. */
static int open_path(const ms_run *run, const ms_input *input, struct stat *about, const char **skip) {
    const ms_sys *sys = run->sys;
    *skip = input->skip;
    if (input->skip) return -1;
    int fd = strcmp(input->path, "-") == 0
                 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                 : ms_tasks_open_file(sys, input->path);
    if (fd < 0) return fd;
    if (fstat(fd, about) != 0) memset(about, 0, sizeof *about);
    if (run->output.st_ino && about->st_ino == run->output.st_ino && about->st_dev == run->output.st_dev) {
        *skip = "the result of an earlier run, which this one replaces";
    }
    return fd;
}

ms_status ms_tasks_answer(ms_run *run, ms_task *task, ms_frame_kind kind, const char *stage,
                          const char *code, const char *text, ms_error *error) {
    ms_slice locator = ms_slice_str(run->engine->inputs.items[task->input].path);
    size_t mark;
    ms_buffer *out = &task->frames;
    ms_status status = ms_frame_begin(out, kind, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(out, task->number);
    if (status == MS_OK) status = ms_frame_put_u64(out, task->outcome);
    if (status == MS_OK) status = ms_frame_put_str(out, locator);
    if (status == MS_OK && stage) status = ms_frame_put_str(out, ms_slice_str(stage));
    if (status == MS_OK && code) status = ms_frame_put_str(out, ms_slice_str(code));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(text));
    if (status == MS_OK) status = ms_frame_end(out, mark);
    run->pending += out->len;
    ms_tasks_set_state(run, task, MS_TASK_DONE);
    return status == MS_OK ? MS_OK : ms_engine_no_memory(error);
}

/* It belongs to another shard: there is nothing of it to take over. */
static ms_status leave_to_others(ms_run *run, ms_task *task) {
    ms_tasks_set_state(run, task, MS_TASK_DONE);
    return MS_OK;
}

static ms_status open_source(ms_run *run, ms_task *task, ms_error *error) {
    const ms_input *input = &run->engine->inputs.items[task->input];
    struct stat about = {0};
    const char *skip;
    ms_open_input *source = ms_sys_alloc(run->sys, sizeof *source);
    if (!source) return ms_engine_no_memory(error);
    *source = (ms_open_input){.references = 1};
    ms_buffer_init(&source->beside, run->sys, 0);
    source->fd = open_path(run, input, &about, &skip);
    int failure = errno;
    task->source = source;
    bool is_ours = ms_tasks_falls_here(run, task->input, 0);
    if ((skip || source->fd < 0) && !is_ours) return leave_to_others(run, task);
    if (skip) return ms_tasks_answer(run, task, MS_FRAME_SKIP, NULL, NULL, skip, error);
    if (source->fd < 0) {
        ms_error why;
        ms_error_system(&why, failure, "'%.180s' cannot be opened", input->path);
        return ms_tasks_answer(run, task, MS_FRAME_REJECT, "open", ms_status_name(why.code), why.message, error);
    }
    source->is_regular = S_ISREG(about.st_mode) && about.st_size > 0;
    source->size = source->is_regular ? (uint64_t)about.st_size : 0;
    source->digest = ms_tasks_digest(run, source->fd, &about);
    read_beside(run, input, &source->beside);
    task->size = source->size;
    return MS_OK;
}

/* Once more, after ms_tasks_close. */
static ms_status open_again(ms_run *run, ms_task *task, ms_error *error) {
    const ms_input *input = &run->engine->inputs.items[task->input];
    struct stat about;
    const char *skip;
    if (task->batch >= 0 || task->source->fd >= 0 || !task->source->is_regular) return MS_OK;
    task->source->fd = open_path(run, input, &about, &skip);
    if (task->source->fd >= 0) return MS_OK;
    return ms_error_system(error, errno, "'%.180s' has gone while it was read", input->path);
}

void ms_tasks_close(ms_run *run, ms_task *task) {
    ms_open_input *source = task->source;
    if (!source || source->fd < 0 || source->references > 1 || !source->is_regular) return;
    run->sys->close(run->sys->state, source->fd);
    source->fd = -1;
}

ms_status ms_tasks_open(ms_run *run, ms_task *task, ms_error *error) {
    if (task->source) return open_again(run, task, error);
    ms_status status = open_source(run, task, error);
    if (status != MS_OK || task->state == MS_TASK_DONE || !task->is_new || !task->source) return status;
    task->is_new = false;
    if (run->engine->has_member) return MS_OK;
    bool is_rows = run->engine->is_rows && strcmp(run->engine->inputs.items[task->input].path, "-") == 0;
    if (task->source->size >= PLAN_BYTES && !is_rows) {
        task->carried = task->part.skip;
        task->part.kind = MS_PART_PLAN;
        task->part.skip = 0;
    } else if (!task->source->is_regular || is_rows) {
        ms_tasks_share(run, task->input, &task->part);
        if (run->engine->jobs > 1 || is_rows) task->part.kind = MS_PART_FEED;
        task->first = task->part.skip;
    } else if (!ms_tasks_falls_here(run, task->input, 0)) {
        return leave_to_others(run, task);
    }
    return MS_OK;
}
