/* See shard.h. Never knows how the rows of other shards look: they meet in merge.c. */
#include "run/shard.h"

#include <inttypes.h>

#include "base/digest.h"
#include "base/hex.h"
#include "base/size.h"
#include "out/json.h"
#include "run/cursor.h"
#include "run/run.h"

static const ms_store_part parts[MS_SHARD_PARTS] = {MS_STORE_ROWS, MS_STORE_KEYS, MS_STORE_REJECTS,
                                                    MS_STORE_MANIFEST};
static const char *const part_names[MS_SHARD_PARTS + 1] = {"rows", "keys", "rejects", "manifest", "segments"};

/* --- which -------------------------------------------------------------------------------- */

static bool take_number(const char **text, uint64_t *number) {
    const char *from = *text;
    *number = 0;
    while (**text >= '0' && **text <= '9' && *number <= MS_SHARDS_MOST) {
        *number = *number * 10 + (uint64_t)(*(*text)++ - '0');
    }
    return *text > from && *number > 0 && *number <= MS_SHARDS_MOST;
}

ms_status ms_shard_parse(const char *text, uint64_t *shard, uint64_t *of, ms_error *error) {
    const char *at = text;
    bool is_good = take_number(&at, shard) && *at++ == '/' && take_number(&at, of) && !*at && *shard <= *of;
    if (is_good) return MS_OK;
    return ms_error_set(error, MS_E_USAGE, 0,
                        "--shard takes I/N, the part I of N from 1 to N (and %d at most), not \"%.40s\"", MS_SHARDS_MOST,
                        text);
}

ms_slice ms_shard_common(ms_slice job) {
    if (job.len && job.ptr[job.len - 1] == '\n') job.len--;
    const char *end = job.len ? memrchr(job.ptr, '\n', job.len) : NULL;
    return ms_slice_sub(job, 0, end ? (size_t)(end - job.ptr) + 1 : 0);
}

/* --- segments ----------------------------------------------------------------------------- */

static bool is_sharded(const ms_run *run) {
    return run->engine->shards > 0 && run->result.store;
}

ms_status ms_shard_close(ms_run *run, ms_error *error) {
    ms_segment *segment = &run->segment;
    if (!is_sharded(run) || !run->has_segment) return MS_OK;
    uint64_t before = 0, after = 0;
    for (size_t i = 0; i < MS_SHARD_PARTS; i++) {
        before += segment->ends[i];
        segment->ends[i] = ms_store_file(run->result.store, parts[i])->length;
        after += segment->ends[i];
    }
    run->has_segment = false;
    if (before == after) return MS_OK;
    return ms_store_add(run->result.store, MS_STORE_SEGMENTS, ms_slice_of((const char *)segment, sizeof *segment), error);
}

ms_status ms_shard_at(ms_run *run, const ms_task *task, ms_error *error) {
    if (!is_sharded(run)) return MS_OK;
    uint64_t outcome = task->outcome + (task->part.kind == MS_PART_BATCH ? task->first : 0);
    ms_segment *segment = &run->segment;
    bool is_same = run->has_segment && segment->input == task->input && segment->part == task->part.number &&
                   segment->outcome / MS_SHARE_BLOCK == outcome / MS_SHARE_BLOCK;
    if (is_same) return MS_OK;
    ms_status status = ms_shard_close(run, error);
    if (status != MS_OK) return status;
    *segment = (ms_segment){.input = task->input, .part = task->part.number, .outcome = outcome};
    for (size_t i = 0; i < MS_SHARD_PARTS; i++) {
        segment->ends[i] = ms_store_file(run->result.store, parts[i])->length;
    }
    run->has_segment = true;
    return MS_OK;
}

/* --- the end ------------------------------------------------------------------------------ */

ms_status ms_shard_digest(const ms_append *file, uint64_t size, uint64_t *digest, ms_error *error) {
    enum { PIECE = 1024 * 1024 };
    char *bytes = ms_sys_alloc(file->sys, PIECE);
    if (!bytes) return ms_engine_no_memory(error);
    ms_status status = MS_OK;
    *digest = size;
    for (uint64_t at = 0; at < size && status == MS_OK; at += PIECE) {
        size_t some = size - at < PIECE ? (size_t)(size - at) : PIECE;
        status = ms_append_read(file, at, bytes, some, error);
        const uint64_t both[2] = {*digest, ms_digest(ms_slice_of(bytes, some))};
        *digest = ms_digest(ms_slice_of((const char *)both, sizeof both));
    }
    ms_sys_free(file->sys, bytes, PIECE);
    return status;
}

static ms_status put_setting(ms_buffer *out, const char *when, const char *key, const char *value) {
    ms_status status = ms_buffer_printf(out, "{\"when\":\"%s\",\"key\":", when);
    if (status == MS_OK) status = ms_json_put_string(out, ms_slice_str(key));
    if (status == MS_OK) status = ms_buffer_append_slice(out, MS_SLICE(",\"value\":"));
    if (status == MS_OK) status = ms_json_put_string(out, ms_slice_str(value));
    return status == MS_OK ? ms_buffer_append_slice(out, MS_SLICE("}\n")) : status;
}

/* In the order in which they were set; the list has the latest first. */
static ms_status put_settings(ms_buffer *out, const char *when, const ms_pair *list) {
    ms_status status = MS_OK;
    for (const ms_pair *end = NULL; end != list && status == MS_OK;) {
        const ms_pair *pair = list;
        while (pair->next != end) pair = pair->next;
        status = put_setting(out, when, pair->key, pair->value);
        end = pair;
    }
    return status;
}

ms_status ms_shard_put_settings(const ms_engine *engine, const char *to, ms_buffer *out) {
    ms_status status = put_setting(out, "script", "script", engine->script);
    if (status == MS_OK) status = put_settings(out, "load", engine->load_pairs);
    if (status == MS_OK) status = put_settings(out, "start", engine->start_pairs);
    if (status == MS_OK && engine->is_gather_only) status = put_setting(out, "start", "gather-only", "1");
    return status == MS_OK ? put_setting(out, "start", "to", to) : status;
}

static ms_status put_done(const ms_shard_done *done, ms_buffer *out) {
    const struct { const char *key; uint64_t value; } counts[] = {
        {"of", done->of}, {"documents", done->documents}, {"rows", done->rows}, {"rejects", done->rejects},
        {"skips", done->skips}, {"bytes", done->bytes}};
    ms_status status = ms_buffer_printf(out, "{\"shard\":%" PRIu64, done->shard);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0] && status == MS_OK; i++) {
        status = ms_buffer_printf(out, ",\"%s\":%" PRIu64, counts[i].key, counts[i].value);
    }
    if (status == MS_OK) status = ms_buffer_printf(out, ",\"job\":\"%016" PRIx64 "\"", done->job);
    for (size_t i = 0; i <= MS_SHARD_PARTS && status == MS_OK; i++) {
        status = ms_buffer_printf(out, ",\"%s_size\":%" PRIu64 ",\"%s_digest\":\"%016" PRIx64 "\"", part_names[i],
                                  done->sizes[i], part_names[i], done->digests[i]);
    }
    return status == MS_OK ? ms_buffer_append_slice(out, MS_SLICE("}\n")) : status;
}

ms_status ms_shard_publish(ms_run *run, ms_error *error) {
    const ms_engine *engine = run->engine;
    ms_store *store = run->result.store;
    ms_shard_done done = {.shard = engine->shard, .of = engine->shards, .documents = run->totals.documents,
                          .rows = run->totals.rows, .rejects = run->totals.rejects, .skips = run->totals.skips,
                          .bytes = run->totals.bytes, .job = run->common_job};
    ms_status status = MS_OK;
    for (size_t i = 0; i <= MS_SHARD_PARTS && status == MS_OK; i++) {
        const ms_append *part = ms_store_file(store, i < MS_SHARD_PARTS ? parts[i] : MS_STORE_SEGMENTS);
        done.sizes[i] = part->length;
        status = ms_shard_digest(part, part->length, &done.digests[i], error);
    }
    ms_buffer settings, text;
    ms_buffer_init(&settings, run->sys, 0);
    ms_buffer_init(&text, run->sys, 0);
    if (status == MS_OK && (ms_shard_put_settings(engine, run->result.to, &settings) != MS_OK || put_done(&done, &text) != MS_OK)) {
        status = ms_engine_no_memory(error);
    }
    if (status == MS_OK) status = ms_store_mark_done(store, ms_buffer_slice(&settings), ms_buffer_slice(&text), error);
    ms_buffer_free(&settings);
    ms_buffer_free(&text);
    return status;
}

/* --- reading it again --------------------------------------------------------------------- */

static bool read_number(ms_slice text, unsigned base, uint64_t *number) {
    *number = 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = ms_hex_value(text.ptr[i]);
        if (digit < 0 || (unsigned)digit >= base || *number > (UINT64_MAX - (unsigned)digit) / base) return false;
        *number = *number * base + (unsigned)digit;
    }
    return text.len > 0;
}

/* "rows_size" is the size of part 0, and so on. */
static uint64_t *find_part_field(ms_shard_done *done, const char *key, unsigned *base) {
    for (size_t i = 0; i <= MS_SHARD_PARTS; i++) {
        size_t len = strlen(part_names[i]);
        if (strncmp(key, part_names[i], len) != 0) continue;
        if (strcmp(key + len, "_size") == 0) return &done->sizes[i];
        *base = 16;
        if (strcmp(key + len, "_digest") == 0) return &done->digests[i];
    }
    return NULL;
}

static ms_status set_done_field(void *state, const char *key, ms_slice value) {
    ms_shard_done *done = state;
    unsigned base = strcmp(key, "job") == 0 ? 16 : 10;
    const struct { const char *key; uint64_t *to; } counts[] = {
        {"shard", &done->shard}, {"of", &done->of}, {"documents", &done->documents}, {"rows", &done->rows},
        {"rejects", &done->rejects}, {"skips", &done->skips}, {"bytes", &done->bytes}, {"job", &done->job}};
    uint64_t *to = NULL;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        if (strcmp(key, counts[i].key) == 0) to = counts[i].to;
    }
    if (!to) to = find_part_field(done, key, &base);
    if (!to) return MS_OK;
    return read_number(value, base, to) ? MS_OK : MS_E_MALFORMED;
}

ms_status ms_shard_read_done(const ms_sys *sys, ms_slice text, ms_shard_done *done) {
    ms_buffer scratch;
    ms_buffer_init(&scratch, sys, 0);
    ms_cursor cursor = {.text = text};
    *done = (ms_shard_done){0};
    ms_status status = ms_cursor_object(&cursor, &scratch, set_done_field, done);
    ms_buffer_free(&scratch);
    if (status != MS_OK) return status;
    return done->shard > 0 && done->shard <= done->of ? MS_OK : MS_E_MALFORMED;
}
