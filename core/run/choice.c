/* Which documents are wanted, when not all are: a sample, or those that were rejected before. Their locators' digests
 * are written in order to a file that every worker maps (worker/given.c). */
#include <stdlib.h>

#include "base/digest.h"
#include "run/cursor.h"
#include "run/run.h"

static int by_value(const void *left, const void *right) {
    uint64_t a, b;
    memcpy(&a, left, sizeof a);
    memcpy(&b, right, sizeof b);
    return (a > b) - (a < b);
}

/* Sorts digests and makes the file of them. */
static ms_status make_file(ms_engine *engine, ms_buffer *digests, bool is_retry, ms_error *error) {
    ms_append file = {.fd = -1};
    size_t count = digests->len / sizeof(uint64_t);
    if (count) qsort(digests->data, count, sizeof(uint64_t), by_value);
    ms_status status = ms_append_open_nameless(&file, engine->sys, error);
    if (status == MS_OK) status = ms_append_add(&file, ms_buffer_slice(digests), error);
    if (status == MS_OK) status = ms_append_flush(&file, error);
    engine->chosen_fd = file.fd;
    engine->chosen_digest = ms_digest(ms_buffer_slice(digests));
    engine->is_retry = is_retry;
    if (status == MS_OK) file.fd = -1; /* the engine's now */
    ms_append_close(&file);
    if (status != MS_OK) engine->chosen_fd = -1;
    return status;
}

/* --- a sample ----------------------------------------------------------------------------- */

/* The documents with the smallest digests are as good as drawn by lot, and the same each time. The greatest of them
 * is on top of a heap. */
static void sift_down(uint64_t *heap, size_t count) {
    for (size_t at = 0;;) {
        size_t greatest = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < count; child++) {
            if (heap[child] > heap[greatest]) greatest = child;
        }
        if (greatest == at) return;
        uint64_t moved = heap[at];
        heap[at] = heap[greatest];
        heap[greatest] = moved;
        at = greatest;
    }
}

static void sift_up(uint64_t *heap, size_t at) {
    while (at > 0 && heap[(at - 1) / 2] < heap[at]) {
        uint64_t moved = heap[at];
        heap[at] = heap[(at - 1) / 2];
        heap[(at - 1) / 2] = moved;
        at = (at - 1) / 2;
    }
}

ms_status ms_choice_add(ms_run *run, ms_slice locator, ms_error *error) {
    uint64_t digest = ms_digest(locator);
    size_t count = run->choice.len / sizeof digest;
    if (count < run->engine->sample) {
        if (ms_buffer_append(&run->choice, &digest, sizeof digest) != MS_OK) return ms_engine_no_memory(error);
        sift_up((uint64_t *)(void *)run->choice.data, count);
        return MS_OK;
    }
    uint64_t *heap = (uint64_t *)(void *)run->choice.data;
    if (digest >= heap[0]) return MS_OK;
    heap[0] = digest;
    sift_down(heap, count);
    return MS_OK;
}

ms_status ms_choice_finish(ms_run *run, ms_error *error) {
    return make_file(run->engine, &run->choice, false, error);
}

/* --- what was rejected -------------------------------------------------------------------- */

typedef struct reading {
    ms_engine *engine;
    ms_buffer digests, unit;
    bool is_whole; /* the unit could not be opened: all that is in it is wanted */
} reading;

static ms_status take_field(void *state, const char *key, ms_slice value) {
    reading *r = state;
    if (strcmp(key, "stage") == 0) {
        r->is_whole = ms_slice_equal(value, MS_SLICE("open")) || ms_slice_equal(value, MS_SLICE("worker"));
    }
    if (strcmp(key, "unit") != 0) return MS_OK;
    ms_buffer_reset(&r->unit);
    return ms_buffer_append_slice(&r->unit, value);
}

static ms_status add_digest(reading *r) {
    uint64_t digest = ms_digest(ms_buffer_slice(&r->unit));
    return ms_buffer_append(&r->digests, &digest, sizeof digest);
}

static ms_status add_reject(reading *r, ms_slice line, ms_buffer *scratch) {
    ms_cursor cursor = {.text = line};
    ms_buffer_reset(&r->unit);
    r->is_whole = false;
    ms_status status = ms_cursor_object(&cursor, scratch, take_field, r);
    if (status == MS_OK && r->unit.len == 0) status = MS_E_MALFORMED;
    if (status == MS_OK) status = add_digest(r);
    if (status != MS_OK || !r->is_whole) return status;
    status = ms_buffer_append(&r->unit, "!/", 2);
    return status == MS_OK ? add_digest(r) : status;
}

static ms_status add_line(void *state, ms_slice line, uint64_t number, ms_error *error) {
    reading *r = state;
    ms_buffer scratch;
    ms_buffer_init(&scratch, r->engine->sys, 0);
    ms_status status = add_reject(r, line, &scratch);
    ms_buffer_free(&scratch);
    if (status == MS_OK) return MS_OK;
    return ms_error_set(error, MS_E_USAGE, 0, "--only-rejects takes the rejects of an earlier run (OUT.rejects.jsonl); line %llu "
                                              "of '%.120s' is none", (unsigned long long)number, r->engine->only_rejects);
}

ms_status ms_choice_read(ms_engine *engine, ms_error *error) {
    reading r = {.engine = engine};
    ms_buffer_init(&r.digests, engine->sys, 0);
    ms_buffer_init(&r.unit, engine->sys, 0);
    ms_status status = ms_lines_read(engine->sys, engine->only_rejects, add_line, &r, error);
    if (status == MS_OK) status = make_file(engine, &r.digests, true, error);
    ms_buffer_free(&r.digests);
    ms_buffer_free(&r.unit);
    return status;
}
