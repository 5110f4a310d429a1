/* The shards of a run become its result. Their segments stand in the order of the inputs, so that taking the
 * smallest again and again gives the rows as one run would have given them. What is missing, foreign or damaged is
 * said by name, and then nothing is made. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/digest.h"
#include "run/cursor.h"
#include "run/run.h"

enum { PATH_ROOM = 4096, PIECE = 256 * 1024, SMALL_MAX = 64 * 1024 * 1024 };

static const char *const file_names[MS_SHARD_PARTS + 1] = {"rows", "keys", "rejects", "manifest", "segments"};

typedef struct source {
    const char *folder;
    ms_shard_done done;
    ms_append files[MS_SHARD_PARTS + 1]; /* only read */
    uint64_t at;                         /* of the next segment */
    ms_segment next;
    uint64_t begins[MS_SHARD_PARTS];     /* where it begins in each part */
    bool is_over;
} source;

typedef struct merging {
    ms_run *run;
    const ms_sys *sys;
    source *sources;
    size_t count;
    ms_buffer piece; /* being copied */
} merging;

/* --- reading small files ------------------------------------------------------------------ */

static ms_status read_small(const ms_sys *sys, const char *folder, const char *name, ms_buffer *out, ms_error *error) {
    char path[PATH_ROOM];
    ms_buffer_reset(out);
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (len < 0 || (size_t)len >= sizeof path) return ms_error_set(error, MS_E_USAGE, 0, "the path of a shard is too long");
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    if (fd < 0) return ms_error_system(error, errno, "'%.180s' cannot be read", path);
    ssize_t got = 1;
    while (got > 0 && out->len < SMALL_MAX && ms_buffer_reserve(out, PIECE) == MS_OK) {
        got = sys->read(sys->state, fd, out->data + out->len, PIECE);
        if (got > 0) out->len += (size_t)got;
    }
    sys->close(sys->state, fd);
    return got == 0 ? MS_OK : ms_error_set(error, MS_E_IO, 0, "'%.180s' cannot be read", path);
}

/* --- taking over how the shards were made ------------------------------------------------- */

typedef struct setting {
    ms_engine *engine;
    const char *when, *key, *value;
} setting;

static ms_status take_setting_field(void *state, const char *key, ms_slice value) {
    setting *one = state;
    const char **to = strcmp(key, "when") == 0 ? &one->when : strcmp(key, "key") == 0 ? &one->key : &one->value;
    *to = ms_engine_copy(one->engine, value);
    return *to ? MS_OK : MS_E_MEMORY;
}

/* What the documents were read with is done with; and a grant is not taken from a file. */
static bool is_needed(const setting *one) {
    bool is_load = strcmp(one->when, "load") == 0 && strcmp(one->key, "allow") != 0;
    return is_load || strcmp(one->key, "to") == 0 || strcmp(one->key, "gather-only") == 0 || strncmp(one->key, "option.", 7) == 0;
}

static ms_status take_settings(ms_engine *engine, ms_slice text, const char **script, ms_error *error) {
    ms_buffer scratch;
    ms_buffer_init(&scratch, engine->sys, 0);
    ms_cursor cursor = {.text = text};
    ms_status status = MS_OK;
    while (status == MS_OK && text.len - cursor.at > 1) {
        setting one = {.engine = engine, .when = "", .key = "", .value = ""};
        if (ms_cursor_object(&cursor, &scratch, take_setting_field, &one) != MS_OK) {
            status = ms_error_set(error, MS_E_MALFORMED, 0, "the settings of the shards cannot be read");
        } else if (strcmp(one.when, "script") == 0) {
            *script = one.value;
        } else if (is_needed(&one) && (strcmp(one.key, "to") != 0 || !engine->to)) {
            status = ms_engine_set(engine, one.key, one.value, error);
        }
    }
    ms_buffer_free(&scratch);
    if (status != MS_OK || *script) return status;
    return ms_error_set(error, MS_E_MALFORMED, 0, "the settings of the shards name no script");
}

ms_status ms_engine_load_shards(ms_engine *engine, const char *const *folders, size_t count, ms_error *error) {
    const char *script = NULL, **copies = ms_arena_alloc(&engine->arena, (count + 1) * sizeof *copies);
    ms_buffer text;
    if (!copies) return ms_engine_no_memory(error);
    if (count == 0) return ms_error_set(error, MS_E_NOT_FOUND, 0, "there are no shards to merge");
    for (size_t i = 0; i < count; i++) {
        copies[i] = ms_engine_copy(engine, ms_slice_str(folders[i]));
        if (!copies[i]) return ms_engine_no_memory(error);
    }
    ms_buffer_init(&text, engine->sys, SMALL_MAX + 2 * PIECE);
    ms_status status = read_small(engine->sys, copies[0], "settings", &text, error);
    if (status == MS_OK) status = take_settings(engine, ms_buffer_slice(&text), &script, error);
    ms_buffer_free(&text);
    if (status != MS_OK) return status;
    engine->shard_folders = copies;
    engine->shard_count = count;
    return ms_engine_load(engine, script, error);
}

/* --- opening and checking ----------------------------------------------------------------- */

static ms_status open_files(merging *m, source *from, ms_error *error) {
    for (size_t i = 0; i <= MS_SHARD_PARTS; i++) {
        char path[PATH_ROOM];
        int len = snprintf(path, sizeof path, "%s/%s", from->folder, file_names[i]);
        if (len < 0 || (size_t)len >= sizeof path) return ms_error_set(error, MS_E_USAGE, 0, "the path of a shard is too long");
        ms_append *file = &from->files[i];
        *file = (ms_append){.sys = m->sys, .path = from->folder, .length = from->done.sizes[i]};
        ms_buffer_init(&file->pending, m->sys, 0);
        file->fd = m->sys->open(m->sys->state, path, O_RDONLY, 0);
        if (file->fd < 0) return ms_error_system(error, errno, "'%.180s' cannot be read", path);
        uint64_t digest;
        ms_status status = ms_shard_digest(file, file->length, &digest, error);
        if (status != MS_OK) return status;
        if (digest != from->done.digests[i]) {
            return ms_error_set(error, MS_E_STALE, 0, "'%.150s' is not as its shard left it; run that shard again with --restart",
                                path);
        }
    }
    return MS_OK;
}

/* Which line is the first to differ? */
static ms_status check_job(const merging *m, const source *from, ms_slice first, ms_slice now, ms_error *error) {
    if (ms_slice_equal(first, now)) return MS_OK;
    size_t at = 0, begin = 0;
    while (at < first.len && at < now.len && first.ptr[at] == now.ptr[at]) {
        if (first.ptr[at++] == '\n') begin = at;
    }
    ms_slice line = ms_slice_sub(first, begin, first.len);
    const char *tab = line.len ? memchr(line.ptr, '\t', line.len) : NULL;
    int len = tab ? (int)(tab - line.ptr) : 0;
    return ms_error_set(error, MS_E_STALE, 0, "'%.120s' and '%.120s' are no shards of the same run: %.*s is different",
                        m->sources[0].folder, from->folder, len, len ? line.ptr : "");
}

/* The numbers from 1 to N, each once. */
static ms_status check_numbers(const merging *m, ms_error *error) {
    const source *first = &m->sources[0];
    uint64_t of = first->done.of, missing = 0, count = 0;
    for (size_t i = 0; i < m->count; i++) {
        if (m->sources[i].done.of == of) continue;
        return ms_error_set(error, MS_E_STALE, 0, "'%.180s' is one of %" PRIu64 " shards, not of %" PRIu64,
                            m->sources[i].folder, m->sources[i].done.of, of);
    }
    for (uint64_t number = 1; number <= of && of <= MS_SHARDS_MOST; number++) {
        size_t seen = 0;
        for (size_t i = 0; i < m->count; i++) seen += m->sources[i].done.shard == number && m->sources[i].done.of == of;
        if (seen == 0 && count++ == 0) missing = number;
        if (seen > 1) {
            return ms_error_set(error, MS_E_USAGE, 0, "shard %" PRIu64 " of %" PRIu64 " was given twice", number, of);
        }
    }
    if (count == 0) return MS_OK;
    return ms_error_set(error, MS_E_STALE, 0, "shard %" PRIu64 " of %" PRIu64 " is missing%s", missing, of,
                        count > 1 ? ", and others" : "");
}

static ms_status read_done(const merging *m, source *from, ms_buffer *text, ms_error *error) {
    ms_error why = {0};
    ms_status status = read_small(m->sys, from->folder, "done", text, &why);
    if (status == MS_E_NOT_FOUND) {
        return ms_error_set(error, MS_E_STALE, 0, "'%.180s' is not done yet: run its command again", from->folder);
    }
    if (status != MS_OK) return ms_error_set(error, status, 0, "%s", why.message);
    if (ms_shard_read_done(m->sys, ms_buffer_slice(text), &from->done) == MS_OK) return MS_OK;
    return ms_error_set(error, MS_E_MALFORMED, 0, "'%.180s/done' cannot be read", from->folder);
}

static ms_status open_sources(merging *m, ms_buffer *first_job, ms_buffer *job, ms_error *error) {
    ms_status status = MS_OK;
    for (size_t i = 0; i < m->count && status == MS_OK; i++) {
        status = read_done(m, &m->sources[i], job, error);
    }
    if (status == MS_OK) status = check_numbers(m, error);
    if (status == MS_OK) status = read_small(m->sys, m->sources[0].folder, "job", first_job, error);
    if (status != MS_OK) return status;
    ms_slice common = ms_shard_common(ms_buffer_slice(first_job)), sources = ms_slice_str(m->run->engine->sources);
    for (size_t i = 0; i < m->count && status == MS_OK; i++) {
        source *from = &m->sources[i];
        status = read_small(m->sys, from->folder, "job", job, error);
        if (status == MS_OK) status = check_job(m, from, common, ms_shard_common(ms_buffer_slice(job)), error);
        if (status == MS_OK) status = open_files(m, from, error);
    }
    if (status != MS_OK || !sources.len || memmem(common.ptr, common.len, sources.ptr, sources.len)) return status;
    return ms_error_set(error, MS_E_STALE, 0, "the script or a plugin has changed since the shards were made");
}

/* --- copying ------------------------------------------------------------------------------ */

static ms_status read_segment(source *from, ms_error *error) {
    const ms_append *file = &from->files[MS_SHARD_PARTS];
    for (size_t i = 0; i < MS_SHARD_PARTS; i++) from->begins[i] = from->at ? from->next.ends[i] : 0;
    from->is_over = file->length - from->at < sizeof from->next;
    if (from->is_over) return MS_OK;
    ms_status status = ms_append_read(file, from->at, (char *)&from->next, sizeof from->next, error);
    from->at += sizeof from->next;
    for (size_t i = 0; i < MS_SHARD_PARTS && status == MS_OK; i++) {
        bool is_good = from->begins[i] <= from->next.ends[i] && from->next.ends[i] <= from->files[i].length;
        if (!is_good) status = ms_error_set(error, MS_E_MALFORMED, 0, "the segments in '%.150s' are damaged", from->folder);
    }
    return status;
}

static int compare(const ms_segment *a, const ms_segment *b) {
    const uint64_t left[3] = {a->input, a->part, a->outcome}, right[3] = {b->input, b->part, b->outcome};
    for (size_t i = 0; i < 3; i++) {
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    }
    return 0;
}

/* A piece of a part ends where a line does, unless it holds sort keys, which nobody cuts. */
static ms_status copy_part(merging *m, source *from, size_t part, ms_error *error) {
    uint64_t at = from->begins[part], end = from->next.ends[part];
    ms_status status = MS_OK;
    ms_buffer_reset(&m->piece);
    while (at < end && status == MS_OK) {
        size_t some = end - at < PIECE ? (size_t)(end - at) : PIECE;
        if (ms_buffer_reserve(&m->piece, some) != MS_OK) return ms_engine_no_memory(error);
        status = ms_append_read(&from->files[part], at, m->piece.data + m->piece.len, some, error);
        if (status != MS_OK) return status;
        m->piece.len += some;
        at += some;
        const char *last = at < end ? memrchr(m->piece.data, '\n', m->piece.len) : NULL;
        size_t whole = last ? (size_t)(last - m->piece.data) + 1 : at < end ? 0 : m->piece.len;
        status = ms_result_merge(&m->run->result, part, ms_slice_of(m->piece.data, whole), error);
        m->piece.len -= whole;
        memmove(m->piece.data, m->piece.data + whole, m->piece.len);
    }
    return status;
}

static ms_status copy_all(merging *m, ms_error *error) {
    ms_status status = MS_OK;
    for (size_t i = 0; i < m->count && status == MS_OK; i++) status = read_segment(&m->sources[i], error);
    while (status == MS_OK) {
        source *least = NULL;
        for (size_t i = 0; i < m->count; i++) {
            source *from = &m->sources[i];
            if (!from->is_over && (!least || compare(&from->next, &least->next) < 0)) least = from;
        }
        if (!least) return MS_OK;
        for (size_t i = 0; i < MS_SHARD_PARTS && status == MS_OK; i++) status = copy_part(m, least, i, error);
        if (status == MS_OK) status = read_segment(least, error);
        if (m->run->engine->is_interrupted && status == MS_OK) {
            status = ms_error_set(error, MS_E_INTERRUPTED, 0, "interrupted; the shards are as they were");
        }
    }
    return status;
}

static void add_totals(merging *m) {
    ms_run *run = m->run;
    for (size_t i = 0; i < m->count; i++) {
        const ms_shard_done *done = &m->sources[i].done;
        run->totals.documents += done->documents;
        run->totals.rows += done->rows;
        run->totals.rejects += done->rejects;
        run->totals.skips += done->skips;
        run->totals.bytes += done->bytes;
    }
    run->at.documents = run->totals.documents;
    run->at.rows = run->totals.rows;
    run->at.rejects = run->totals.rejects;
    run->at.skips = run->totals.skips;
    run->at.bytes = run->totals.bytes;
    run->is_at_boundary = true;
}

ms_status ms_merge_shards(ms_run *run, ms_error *error) {
    const ms_engine *engine = run->engine;
    merging m = {.run = run, .sys = run->sys, .count = engine->shard_count};
    ms_buffer first_job, job;
    m.sources = ms_sys_array(run->sys, m.count, sizeof *m.sources);
    if (!m.sources) return ms_engine_no_memory(error);
    ms_buffer_init(&m.piece, run->sys, 0);
    ms_buffer_init(&first_job, run->sys, SMALL_MAX + 2 * PIECE);
    ms_buffer_init(&job, run->sys, SMALL_MAX + 2 * PIECE);
    for (size_t i = 0; i < m.count; i++) {
        m.sources[i].folder = engine->shard_folders[i];
        for (size_t j = 0; j <= MS_SHARD_PARTS; j++) m.sources[i].files[j].fd = -1;
    }
    ms_status status = open_sources(&m, &first_job, &job, error);
    if (status == MS_OK) status = copy_all(&m, error);
    if (status == MS_OK) add_totals(&m);
    for (size_t i = 0; i < m.count; i++) {
        for (size_t j = 0; j <= MS_SHARD_PARTS; j++) ms_append_close(&m.sources[i].files[j]);
    }
    ms_buffer_free(&job);
    ms_buffer_free(&first_job);
    ms_buffer_free(&m.piece);
    ms_sys_free(run->sys, m.sources, m.count * sizeof *m.sources);
    return status;
}
