/* Units: each item in one is understood, or told as what it is; or the unit is divided, or fed to other
 * workers. What cannot be read is a reject or a skip, and the rest goes on. */
#include <sys/stat.h>

#include "base/size.h"
#include "interview/locator.h"
#include "worker/walk.h"

/* Parts are made of about so many bytes, and so many members at most. */
enum { PART_BYTES = 256 * 1024, PART_MEMBERS = 64, NESTED_BYTES = 16 * 1024 * 1024 };

static ms_slice base_name(ms_slice path) {
    const char *slash = path.len ? memrchr(path.ptr, '/', path.len) : NULL;
    return slash ? ms_slice_sub(path, (size_t)(slash - path.ptr) + 1, path.len) : path;
}

/* --- what is told ------------------------------------------------------------------------- */

static ms_status begin_outcome(ms_worker *worker, ms_frame_kind kind, size_t *mark) {
    ms_status status = ms_frame_begin(&worker->out, kind, mark);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->unit);
    return status == MS_OK ? ms_frame_put_u64(&worker->out, worker->outcome) : status;
}

ms_status ms_worker_reject(ms_worker *worker, const char *stage, const ms_error *error) {
    size_t mark;
    ms_buffer *out = &worker->out;
    ms_status status = begin_outcome(worker, MS_FRAME_REJECT, &mark);
    if (status == MS_OK) status = ms_frame_put_str(out, ms_buffer_slice(&worker->label));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(stage));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(ms_status_name(error->code)));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(error->message));
    return status == MS_OK ? ms_worker_end_frame(worker, mark) : status;
}

ms_status ms_worker_skip(ms_worker *worker, const char *reason) {
    size_t mark;
    ms_buffer *out = &worker->out;
    ms_status status = begin_outcome(worker, MS_FRAME_SKIP, &mark);
    if (status == MS_OK) status = ms_frame_put_str(out, ms_buffer_slice(&worker->label));
    if (status == MS_OK) status = ms_frame_put_str(out, ms_slice_str(reason));
    return status == MS_OK ? ms_worker_end_frame(worker, mark) : status;
}

/* Sets label and id for an item (of an empty path: the unit itself). */
static ms_status name_item(ms_worker *worker, const ms_unit *unit, const ms_item *item) {
    ms_buffer_reset(&worker->label);
    ms_buffer_reset(&worker->id);
    ms_status status = ms_locator_escape(&worker->label, item->origin.len ? item->origin : unit->path);
    if (status == MS_OK && item->path.len) {
        status = ms_buffer_append(&worker->label, "!/", 2);
        if (status == MS_OK) status = ms_buffer_append_slice(&worker->label, item->path);
    }
    /* Rows of standard input keep the ids that they came with. */
    ms_slice prefix = unit->id;
    if (worker->is_rows && item->id.len) prefix.len = 0;
    if (status == MS_OK) status = ms_buffer_append_slice(&worker->id, prefix);
    if (status == MS_OK && prefix.len && item->id.len) {
        status = ms_buffer_append_byte(&worker->id, '/');
    }
    if (status == MS_OK) status = ms_buffer_append_slice(&worker->id, item->id);
    if (status == MS_OK && worker->id.len == 0) {
        status = ms_buffer_append_slice(&worker->id, base_name(unit->path));
    }
    return status;
}

/* --- walking ------------------------------------------------------------------------------ */

static ms_status take_item(ms_worker *worker, const ms_unit *unit, const ms_item *item) {
    ms_status status = name_item(worker, unit, item);
    if (status != MS_OK || !ms_worker_wants(worker, item->kind == MS_ITEM_DOCUMENT)) return status;
    if (item->kind == MS_ITEM_DOCUMENT) {
        ms_slice path = item->origin.len ? item->origin : unit->path;
        return ms_worker_document(worker, path, item->name, item->bytes, item->beside);
    }
    ms_error error = {0};
    int shown = (int)ms_size_min(item->reason.len, sizeof error.message);
    ms_error_set(&error, item->code, 0, "%.*s", shown, item->reason.len ? item->reason.ptr : "");
    if (item->kind == MS_ITEM_SKIP) return ms_worker_skip(worker, error.message);
    return ms_worker_reject(worker, item->stage, &error);
}

static ms_status take_all(ms_worker *worker, const ms_unit *unit, ms_walk *walk) {
    const ms_part *part = &unit->part;
    for (worker->outcome = 0;; worker->outcome++) {
        ms_item item;
        if (worker->outcome >= part->skip && worker->outcome - part->skip >= part->most) return MS_OK;
        ms_state_enter(worker->state, MS_STAGE_READ);
        ms_status status = ms_walk_next(walk, &item);
        if (status == MS_END) return MS_OK;
        bool is_wanted = worker->outcome >= part->skip && ms_part_has(part, worker->outcome);
        if (status == MS_OK && is_wanted) status = take_item(worker, unit, &item);
        if (status != MS_OK) return status;
    }
}

/* What cannot be opened is one outcome. */
static ms_status refuse_unit(ms_worker *worker, const ms_unit *unit, const ms_error *error) {
    worker->outcome = 0;
    ms_status status = name_item(worker, unit, &(ms_item){0});
    bool is_wanted = unit->part.skip == 0 && ms_part_has(&unit->part, 0);
    if (status == MS_OK && is_wanted && ms_worker_wants(worker, false)) status = ms_worker_reject(worker, "open", error);
    worker->outcome = 1;
    return status;
}

static ms_status take_unit(ms_worker *worker, const ms_unit *unit, int fd) {
    ms_walk walk;
    ms_error error = {0};
    ms_status status = ms_walk_open(&walk, worker, unit, fd, &error);
    if (status != MS_OK) return refuse_unit(worker, unit, &error);
    if (worker->has_member) {
        ms_item item;
        ms_walk_find(&walk, ms_buffer_slice(&worker->member), &item);
        status = take_item(worker, unit, &item);
        worker->outcome = 1;
    } else {
        status = take_all(worker, unit, &walk);
    }
    ms_walk_close(&walk);
    return status;
}

/* --- dividing ----------------------------------------------------------------------------- */

static ms_status put_part(ms_worker *worker, ms_part *part) {
    size_t mark;
    part->most = UINT64_MAX;
    ms_status status = ms_frame_begin(&worker->out, MS_FRAME_PART, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->unit);
    if (status == MS_OK) status = ms_frame_put_part(&worker->out, part);
    return status == MS_OK ? ms_worker_end_frame(worker, mark) : status;
}

static ms_status plan_members(ms_worker *worker, const ms_unit *unit, uint64_t count, uint64_t size) {
    uint64_t average = size / count + 1, step = PART_BYTES / average;
    step = step < 1 ? 1 : step > PART_MEMBERS ? PART_MEMBERS : step;
    ms_part part = {.kind = MS_PART_MEMBERS, .number = unit->part.number};
    ms_status status = MS_OK;
    for (uint64_t at = unit->part.from; at < count && status == MS_OK; at += step) {
        part.from = at;
        part.to = at + step < count ? at + step : count;
        status = put_part(worker, &part);
        part.number++;
    }
    return status;
}

/* Reads all lines once, to number them: cheap beside what is done with them. */
static ms_status plan_lines(ms_worker *worker, const ms_unit *unit, ms_archive *archive, ms_error *error) {
    ms_part part = {.kind = MS_PART_LINES, .from = unit->part.from, .to = unit->part.from,
                    .line = unit->part.line ? unit->part.line : 1, .number = unit->part.number};
    uint64_t line = part.line;
    ms_status status = ms_archive_lines_from(archive, part.from, error);
    while (status == MS_OK) {
        ms_slice text;
        uint64_t offset;
        status = ms_archive_line(archive, &text, &offset, error);
        if (status != MS_OK) break;
        if (offset - part.from >= PART_BYTES) {
            part.to = offset;
            status = put_part(worker, &part);
            part.from = offset;
            part.line = line;
            part.number++;
            ms_ctx_start(&worker->archive_ctx);
        }
        line++;
    }
    /* Damage is told by whoever reads the last part. */
    if (status != MS_END && status != MS_E_LIMIT_DOCUMENT) return status;
    part.to = UINT64_MAX;
    return put_part(worker, &part);
}

/* How large the input is; 0 for a stream. */
static uint64_t size_of(int fd) {
    struct stat about;
    return fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 ? (uint64_t)about.st_size : 0;
}

static ms_status plan_opened(ms_worker *worker, const ms_unit *unit, ms_archive *archive, int fd) {
    uint64_t count = ms_archive_count(archive), size = size_of(fd);
    ms_part part = {.kind = ms_archive_is_container(archive) ? MS_PART_FEED : MS_PART_ALL};
    /* Few and large ones are archives themselves: one reads them, for all. */
    if (count > 0 && size / count < NESTED_BYTES) return plan_members(worker, unit, count, size);
    if (part.kind == MS_PART_FEED || size == 0) return put_part(worker, &part);
    ms_member member = {0};
    ms_error error = {0};
    bool is_lines = ms_archive_next(archive, &member, &error) == MS_OK && member.is_lines;
    if (is_lines && plan_lines(worker, unit, archive, &error) == MS_OK) return MS_OK;
    return put_part(worker, &part);
}

static bool plan_asks_for_lines(void *state, ms_slice name, ms_slice head) {
    return ms_rows_are(state, name, head);
}

/* It only wants to know what is in it, so nothing is read whole. */
static bool plan_wants_nothing(void *state, ms_slice name, ms_slice head) {
    (void)state;
    (void)name;
    (void)head;
    return false;
}

static ms_status plan_unit(ms_worker *worker, const ms_unit *unit, int fd) {
    ms_archive_options options = {.converters = worker->converters, .password = worker->password.data, .is_document = ms_walk_is_package,
                                  .is_wanted = plan_wants_nothing, .is_lines = plan_asks_for_lines,
                                  .state = worker};
    ms_archive *archive = NULL;
    ms_error error = {0};
    ms_ctx_start(&worker->archive_ctx);
    ms_status status = ms_archive_open_fd(&worker->archive_ctx, fd, base_name(unit->path), &options, &archive,
                                          &error);
    if (status != MS_OK) return put_part(worker, &(ms_part){.kind = MS_PART_ALL});
    status = plan_opened(worker, unit, archive, fd);
    ms_archive_close(archive);
    return status;
}

/* --- a unit ------------------------------------------------------------------------------- */

static ms_status report_done(ms_worker *worker) {
    size_t mark;
    ms_status status = ms_frame_begin(&worker->out, MS_FRAME_UNIT_DONE, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->unit);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->outcome);
    ms_state_enter(worker->state, MS_STAGE_READ);
    ms_spent spent = {.slowest_ns = worker->slowest_ns, .slowest = ms_buffer_slice(&worker->slowest)};
    memcpy(spent.ns, worker->state->spent.ns, sizeof spent.ns);
    if (status == MS_OK) status = ms_frame_put_spent(&worker->out, &spent);
    return status == MS_OK ? ms_worker_end_frame(worker, mark) : status;
}

/* take(name, nanoseconds, calls) */
static int take_cost(lua_State *L) {
    ms_worker *worker = ms_state_of(L)->worker;
    size_t len;
    const char *name = luaL_checklstring(L, 1, &len);
    ms_status status = ms_frame_put_str(&worker->out, ms_slice_of(name, len));
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, (uint64_t)luaL_checkinteger(L, 2));
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, (uint64_t)luaL_checkinteger(L, 3));
    return status == MS_OK ? 0 : luaL_error(L, "no memory");
}

static int tell_costs(lua_State *L) {
    ms_worker_push_run(L, "tell_profile");
    lua_pushcfunction(L, take_cost);
    lua_call(L, 1, 0);
    return 0;
}

static ms_status report_costs(ms_worker *worker) {
    size_t mark;
    ms_error error;
    ms_status status = ms_frame_begin(&worker->out, MS_FRAME_COSTS, &mark);
    if (status == MS_OK) status = ms_frame_put_u64(&worker->out, worker->unit);
    if (status == MS_OK) status = ms_worker_call(worker, tell_costs, NULL, &error);
    return status == MS_OK ? ms_worker_end_frame(worker, mark) : status;
}

static void begin_spending(ms_worker *worker) {
    memset(&worker->state->spent, 0, sizeof worker->state->spent);
    ms_state_enter(worker->state, MS_STAGE_READ);
    ms_buffer_reset(&worker->slowest);
    worker->slowest_ns = 0;
}

ms_status ms_worker_unit(ms_worker *worker, ms_frame *frame, int fd) {
    ms_unit unit = {0};
    ms_status status = ms_frame_take_u64(frame, &worker->unit);
    if (status == MS_OK) status = ms_frame_take_part(frame, &unit.part);
    if (status == MS_OK) status = ms_frame_take_str(frame, &unit.path);
    if (status == MS_OK) status = ms_frame_take_str(frame, &unit.id);
    if (status == MS_OK) status = ms_frame_take_str(frame, &unit.beside);
    if (status == MS_OK && fd < 0) status = MS_E_MALFORMED;
    worker->outcome = 0;
    begin_spending(worker);
    if (status == MS_OK) {
        status = unit.part.kind == MS_PART_PLAN   ? plan_unit(worker, &unit, fd)
                 : unit.part.kind == MS_PART_FEED ? ms_batch_feed(worker, &unit, fd)
                                                  : take_unit(worker, &unit, fd);
    }
    if (fd >= 0) worker->sys->close(worker->sys->state, fd);
    if (status == MS_OK && worker->is_profiling) status = report_costs(worker);
    return status == MS_OK ? report_done(worker) : status;
}
