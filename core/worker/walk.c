/* See walk.h. */
#include "worker/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/size.h"

/* An archive may go on behind damage, but not for ever: errors without a document between them end it. */
enum { MOST_ERRORS = 1000 };

static ms_slice base_name(ms_slice path) {
    const char *slash = path.len ? memrchr(path.ptr, '/', path.len) : NULL;
    return slash ? ms_slice_sub(path, (size_t)(slash - path.ptr) + 1, path.len) : path;
}

/* --- opening ------------------------------------------------------------------------------ */

static bool is_lines(void *state, ms_slice name, ms_slice head) {
    return ms_rows_are(state, name, head);
}

typedef struct package_call {
    ms_slice name, bytes;
    bool is_package;
} package_call;

static int ask_formats(lua_State *L) {
    package_call *call = lua_touserdata(L, 1);
    call->is_package = ms_worker_reads(L, "package", call->name, call->bytes);
    return 0;
}

bool ms_walk_is_package(void *state, ms_slice name, ms_slice bytes) {
    ms_error error = {0};
    package_call call = {.name = base_name(name), .bytes = bytes};
    if (ms_sniff_is_package(call.name, call.bytes)) return true;
    return ms_worker_call(state, ask_formats, &call, &error) == MS_OK && call.is_package;
}

static ms_status open_archive(ms_worker *worker, const ms_unit *unit, int fd, ms_archive **out, ms_error *error) {
    ms_archive_options options = {.converters = worker->converters, .password = worker->password.data, .is_document = ms_walk_is_package,
                                  .is_wanted = ms_sniff_is_text, .is_lines = is_lines, .state = worker};
    ms_ctx_start(&worker->archive_ctx);
    return ms_archive_open_fd(&worker->archive_ctx, fd, base_name(unit->path), &options, out, error);
}

static void drop_kept(ms_worker *worker) {
    ms_kept_archive *kept = &worker->kept;
    if (!kept->archive) return;
    ms_archive_close(kept->archive);
    worker->sys->close(worker->sys->state, kept->fd);
    kept->archive = NULL;
}

/* The zip that a part is of: the one that is open, when it is the same file. */
static ms_status open_kept(ms_worker *worker, const ms_unit *unit, int fd, ms_archive **out, ms_error *error) {
    struct stat about = {0};
    ms_kept_archive *kept = &worker->kept;
    (void)!fstat(fd, &about);
    ms_kept_archive wanted = {.device = about.st_dev, .file = about.st_ino, .size = (uint64_t)about.st_size,
                              .changed_ns = about.st_mtim.tv_sec * INT64_C(1000000000) + about.st_mtim.tv_nsec};
    bool is_same = kept->archive && kept->device == wanted.device && kept->file == wanted.file &&
                   kept->size == wanted.size && kept->changed_ns == wanted.changed_ns;
    if (!is_same) {
        drop_kept(worker);
        wanted.fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
        if (wanted.fd < 0) return ms_error_system(error, errno, "the input cannot be kept open");
        ms_status status = open_archive(worker, unit, wanted.fd, &wanted.archive, error);
        if (status != MS_OK) {
            worker->sys->close(worker->sys->state, wanted.fd);
            return status;
        }
        *kept = wanted;
    }
    *out = kept->archive;
    ms_ctx_start(&worker->archive_ctx);
    return ms_archive_range(*out, unit->part.from, unit->part.to, error);
}

ms_status ms_walk_open(ms_walk *walk, ms_worker *worker, const ms_unit *unit, int fd, ms_error *error) {
    ms_status status;
    *walk = (ms_walk){.worker = worker, .unit = unit, .is_kept = unit->part.kind == MS_PART_MEMBERS};
    ms_buffer *const buffers[] = {&walk->batch_bytes, &walk->beside, &walk->rows.text,
                                  &walk->rows.row_id, &walk->rows.row_path, &walk->rows.date, &walk->rows.file};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++) ms_buffer_init(buffers[i], worker->sys, 0);
    if (unit->part.kind == MS_PART_BATCH) status = ms_batch_read(walk, fd, error);
    else if (walk->is_kept) status = open_kept(worker, unit, fd, &walk->archive, error);
    else status = open_archive(worker, unit, fd, &walk->archive, error);
    if (status != MS_OK) ms_walk_close(walk);
    return status;
}

void ms_walk_close(ms_walk *walk) {
    if (!walk->is_kept) ms_archive_close(walk->archive);
    walk->archive = NULL;
    ms_named_close(walk);
    ms_rows_free(&walk->rows);
    ms_buffer_free(&walk->beside);
    ms_buffer_free(&walk->batch_bytes);
}

/* --- items -------------------------------------------------------------------------------- */

static void fill_error(ms_walk *walk, const ms_member *member, const char *stage, ms_item *item) {
    *item = (ms_item){.kind = MS_ITEM_ERROR, .path = member->path, .id = member->id, .stage = stage,
                      .code = walk->error.code, .reason = ms_slice_str(walk->error.message)};
}

static void begin_rows(ms_walk *walk, const ms_member *member) {
    ms_rows *rows = &walk->rows;
    const ms_part *part = &walk->unit->part;
    bool is_part = part->kind == MS_PART_LINES;
    rows->is_active = true;
    rows->is_stream = member->is_lines;
    rows->rest = member->bytes;
    rows->line = is_part ? part->line : 1;
    rows->end = is_part ? part->to : UINT64_MAX;
    rows->path = member->path;
    rows->id = member->id;
}

/* MS_END: the member gives its rows one by one. */
static ms_status take_member(ms_walk *walk, const ms_member *member, ms_item *item) {
    bool is_plain = member->path.len == 0;
    ms_slice name = is_plain ? base_name(walk->unit->path) : base_name(member->name);
    if (member->is_lines || (!member->is_skip && !is_plain && ms_rows_are(walk->worker, name, member->bytes))) {
        begin_rows(walk, member);
        return MS_END;
    }
    *item = (ms_item){.kind = member->is_skip ? MS_ITEM_SKIP : MS_ITEM_DOCUMENT, .path = member->path,
                      .id = member->id, .name = name, .bytes = member->bytes,
                      .reason = ms_slice_str(member->is_skip && member->skip_reason ? member->skip_reason : "")};
    if (member->is_skip) return MS_OK;
    item->beside = walk->unit->beside;
    if (is_plain) return MS_OK;
    ms_buffer_reset(&walk->beside);
    item->beside = (ms_slice){0};
    ms_error ignored;
    if (ms_archive_beside(walk->archive, MS_SLICE(".meta.json"), &walk->beside, &ignored) == MS_OK) {
        item->beside = ms_buffer_slice(&walk->beside);
    }
    return MS_OK;
}

static ms_status start_rows(ms_walk *walk) {
    const ms_part *part = &walk->unit->part;
    if (part->kind != MS_PART_LINES) return MS_OK;
    return ms_archive_lines_from(walk->archive, part->from, &walk->error);
}

static ms_status next_of_archive(ms_walk *walk, ms_item *item) {
    for (;;) {
        ms_member member = {0};
        ms_ctx_start(&walk->worker->archive_ctx);
        if (walk->named) {
            ms_status status = ms_named_next(walk, item);
            if (status != MS_END) return status;
        }
        if (walk->rows.is_active) {
            ms_status status = ms_rows_next(walk, item);
            if (status != MS_END) return status;
            walk->rows.is_active = false;
        }
        if (walk->errors > MOST_ERRORS) return MS_END;
        ms_status status = ms_archive_next(walk->archive, &member, &walk->error);
        if (status == MS_END) return status;
        if (status == MS_OK) {
            walk->errors = 0;
            status = take_member(walk, &member, item);
            if (status == MS_OK) return status;
            status = start_rows(walk);
            if (status == MS_OK) continue;
            walk->rows.is_active = false;
        }
        walk->errors++;
        fill_error(walk, &member, "archive", item);
        return MS_OK;
    }
}

ms_status ms_walk_next(ms_walk *walk, ms_item *item) {
    return walk->archive ? next_of_archive(walk, item) : ms_batch_next(walk, item);
}

/* --- one of them -------------------------------------------------------------------------- */

/* Splits "MEMBER!/12" or "12": a row of JSON Lines. False when it does not end in a number. */
static bool split_row(ms_slice path, ms_slice *member, uint64_t *line) {
    size_t at = path.len;
    uint64_t number = 0, unit = 1;
    while (at > 0 && path.ptr[at - 1] >= '0' && path.ptr[at - 1] <= '9' && unit < UINT64_C(1000000000000000)) {
        number += (uint64_t)(path.ptr[--at] - '0') * unit;
        unit *= 10;
    }
    if (at == path.len) return false;
    if (at >= 2 && path.ptr[at - 1] == '/' && path.ptr[at - 2] == '!') *member = ms_slice_sub(path, 0, at - 2);
    else if (at == 0) *member = (ms_slice){0};
    else return false;
    *line = number;
    return true;
}

/* The row of that number in what the archive gives next or as that member. */
static bool find_row(ms_walk *walk, ms_slice path, uint64_t line, ms_item *item) {
    ms_member member = {0};
    ms_error ignored;
    ms_status status = path.len ? ms_archive_find(walk->archive, path, &member, &ignored)
                                : ms_archive_next(walk->archive, &member, &ignored);
    if (status != MS_OK || member.is_skip) return false;
    if (!member.is_lines && !ms_rows_are(walk->worker, base_name(member.name), member.bytes)) return false;
    begin_rows(walk, &member);
    while (walk->rows.line <= line && ms_rows_next(walk, item) == MS_OK) {
        if (walk->rows.line == line + 1) return true;
    }
    return false;
}

void ms_walk_find(ms_walk *walk, ms_slice path, ms_item *item) {
    ms_member member = {0};
    ms_slice rows = {0};
    uint64_t line = 0;
    /* First, as an archive that is a stream can be walked only once. */
    if (split_row(path, &rows, &line) && find_row(walk, rows, line, item)) return;
    walk->rows.is_active = false;
    ms_status status = ms_archive_find(walk->archive, path, &member, &walk->error);
    if (status == MS_OK && take_member(walk, &member, item) == MS_OK) return;
    if (status == MS_OK) {
        ms_error_set(&walk->error, MS_E_USAGE, 0, "each row of this file is a document: add !/ and its line");
    }
    fill_error(walk, &(ms_member){.path = path}, "archive", item);
}
