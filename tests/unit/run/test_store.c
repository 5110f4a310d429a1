/* A run's store on a disk whose power is cut, that fills up, or that fails: whatever happens, the same
 * work begun again gives the same bytes, and goes on from the last commit. MS_POWER_CUTS sets how many cuts
 * are tried. */
#include <stdlib.h>

#include "power.h"
#include "run/store.h"

enum { DOCUMENTS = 14, COMMIT_EVERY = 3 };

static const char job[] = "the script\ta.lua\n--date\t2024\n";

/* What a document adds; its length differs, so that commits fall anywhere within sectors. */
static ms_slice row_of(unsigned i, char out[1024]) {
    int len = snprintf(out, 1024, "{\"row\":%u,\"text\":\"", i);
    for (unsigned j = 0; j < (i * 97) % 600; j++) out[len++] = (char)('a' + (i + j) % 26);
    len += snprintf(out + len, 8, "\"}\n");
    return ms_slice_of(out, (size_t)len);
}

static ms_status add_document(ms_store *store, unsigned i, ms_error *error) {
    char text[1024];
    ms_slice row = row_of(i, text);
    uint64_t digest = i;
    ms_status status = ms_store_add(store, MS_STORE_ROWS, row, error);
    if (status == MS_OK) status = ms_store_add(store, MS_STORE_KEYS, ms_slice_sub(row, 0, 9), error);
    if (status == MS_OK) status = ms_store_add(store, MS_STORE_MANIFEST, ms_slice_sub(row, 1, 8), error);
    if (status == MS_OK) status = ms_store_add(store, MS_STORE_INPUTS, ms_slice_of((char *)&digest, 8), error);
    if (status == MS_OK && i % 4 == 1) status = ms_store_add(store, MS_STORE_REJECTS, MS_SLICE("{no}\n"), error);
    return status;
}

/* Copies what lies in a part. */
static ms_status copy_part(ms_store *store, ms_store_part part, ms_append *to, ms_error *error) {
    static char bytes[FILE_MOST];
    ms_append *from = ms_store_file(store, part);
    ms_status status = ms_append_flush(from, error);
    if (status == MS_OK) status = ms_append_read(from, 0, bytes, (size_t)from->length, error);
    return status == MS_OK ? ms_append_add(to, ms_slice_of(bytes, (size_t)from->length), error) : status;
}

static ms_status make_result(ms_store *store, ms_error *error) {
    ms_append *result;
    ms_status status = ms_store_begin_result(store, &result, error);
    if (status == MS_OK) status = copy_part(store, MS_STORE_KEYS, result, error);
    return status == MS_OK ? copy_part(store, MS_STORE_ROWS, result, error) : status;
}

typedef struct work {
    bool has_result;        /* the result is made of the rows, and not they themselves */
    bool is_shard;          /* it is marked as done and stays */
    uint64_t committed;     /* documents that a commit has returned for */
    uint64_t begun_with;    /* documents that were there */
    bool is_published;
} work;

/* The whole work, or what is missing of it. */
static ms_status do_work(disk *d, work *w, ms_error *error) {
    ms_store *store = NULL;
    ms_store_options options = {.output = "out", .job = {job, sizeof job - 1}};
    w->begun_with = UINT64_MAX;
    ms_status status = ms_store_open(&d->sys, &options, &store, error);
    if (status != MS_OK) return status;
    ms_checkpoint at = {0};
    if (ms_store_resumed(store)) at = *ms_store_resumed(store);
    w->begun_with = at.documents;
    while (status == MS_OK && at.documents < DOCUMENTS) {
        status = add_document(store, (unsigned)at.documents, error);
        at.rejects += at.documents % 4 == 1;
        at.documents++;
        if (status != MS_OK || at.documents % COMMIT_EVERY) continue;
        status = ms_store_commit(store, &at, error);
        if (status == MS_OK) w->committed = at.documents;
    }
    d->is_ending = true;
    if (status == MS_OK && w->has_result && !at.is_complete) status = make_result(store, error);
    if (status != MS_OK) {
        ms_store_close(store);
        return status;
    }
    if (w->is_shard) {
        if (!ms_store_is_done(store)) status = ms_store_commit(store, &at, error);
        if (status == MS_OK && !ms_store_is_done(store)) status = ms_store_mark_done(store, MS_SLICE("{settings}\n"), MS_SLICE("{done}\n"), error);
        ms_store_close(store);
    } else {
        status = ms_store_publish(store, &at, error);
    }
    w->is_published = status == MS_OK;
    return status;
}

/* What an undisturbed run gives. */
typedef struct expected {
    char result[FILE_MOST], manifest[FILE_MOST], rejects[1024];
    size_t result_len, manifest_len, rejects_len;
} expected;

static void append(char *to, size_t *len, ms_slice bytes) {
    memcpy(to + *len, bytes.ptr, bytes.len);
    *len += bytes.len;
}

static void expect(expected *e, bool has_result) {
    char text[1024];
    memset(e, 0, sizeof *e);
    for (unsigned i = 0; has_result && i < DOCUMENTS; i++) {
        append(e->result, &e->result_len, ms_slice_sub(row_of(i, text), 0, 9));
    }
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        ms_slice row = row_of(i, text);
        append(e->result, &e->result_len, row);
        append(e->manifest, &e->manifest_len, ms_slice_sub(row, 1, 8));
        if (i % 4 == 1) append(e->rejects, &e->rejects_len, MS_SLICE("{no}\n"));
    }
}

static bool is_as(disk *d, const char *name, const char *bytes, size_t len) {
    const disk_file *file = disk_look(d, name);
    return file && file->now_size == len && memcmp(file->now, bytes, len) == 0;
}

static bool is_whole(disk *d, const expected *e) {
    bool is_marked = disk_look(d, "out.run/done");
    if (is_marked) {
        return is_as(d, "out.run/done", "{done}\n", 7) && is_as(d, "out.run/settings", "{settings}\n", 11) &&
               is_as(d, "out.run/rows", e->result, e->result_len) &&
               is_as(d, "out.run/manifest", e->manifest, e->manifest_len) &&
               is_as(d, "out.run/rejects", e->rejects, e->rejects_len);
    }
    return is_as(d, "out", e->result, e->result_len) &&
           is_as(d, "out.manifest.jsonl", e->manifest, e->manifest_len) &&
           is_as(d, "out.rejects.jsonl", e->rejects, e->rejects_len);
}

/* Cuts the power again and again until the work is done. Returns what broke a promise, or NULL. */
static const char *live_through(disk *d, work *w, const expected *e, long *cuts) {
    ms_error error = {0};
    for (bool was_whole = false;;) {
        d->cut_at = 1 + (long)(disk_random(d) % 90);
        uint64_t committed = w->committed;
        ms_status status = do_work(d, w, &error);
        if (!d->is_dead && status != MS_OK) return "the work failed without a cut";
        if (w->begun_with < committed && !was_whole) return "what was committed has gone";
        bool was_dead = d->is_dead, was_published = w->is_published;
        if (was_published && !is_whole(d, e)) return "what was published is not whole";
        disk_cut(d);
        ++*cuts;
        const disk_file *out = disk_look(d, "out");
        was_whole = is_whole(d, e); /* then the folder may have gone already */
        if (out && !is_as(d, "out", e->result, e->result_len)) return "a result appeared that is not whole";
        if (disk_look(d, "out.run/done") && !was_whole) return "a shard that is marked as done is not whole";
        if (was_published && !is_whole(d, e)) return "what was published did not outlive a cut";
        if (was_published || !was_dead) return NULL;
    }
}

/* Many lives. Returns what broke, or NULL when nothing did in so many cuts. */
static const char *campaign(long most, const char *ignored, bool is_late, uint64_t seed) {
    static expected results[2];
    for (int i = 0; i < 2; i++) expect(&results[i], i);
    const char *broken = NULL;
    disk *d = test_calloc(1, sizeof *d);
    for (long cuts = 0; cuts < most && !broken; seed++) {
        bool has_result = seed % 3 == 1;
        work w = {.has_result = has_result, .is_shard = seed % 3 == 2};
        disk_init(d, seed * 77);
        d->ignored = ignored;
        d->is_late = is_late;
        broken = live_through(d, &w, &results[has_result], &cuts);
        test_free(d->files);
    }
    test_free(d);
    return broken;
}

static void power_may_go_at_any_time(void **state) {
    (void)state;
    const char *given = getenv("MS_POWER_CUTS");
    long cuts = given ? strtol(given, NULL, 10) : 5000;
    const char *broken = campaign(cuts, NULL, false, 1);
    if (broken) fail_msg("%s", broken);
    print_message("%ld power cuts\n", cuts);
}

static void each_sync_is_needed(void **state) {
    (void)state;
    static const struct { const char *name; bool is_late; } syncs[] = {
        {"rows", false},     {"keys", false},    {"manifest", false}, {"rejects", false}, {"inputs", false},
        {"journal", false},  {"journal", true},  {"job", false},      {"result", true},   {"out.run", false},
        {"out.run", true},   {".", false},       {".", true},      {"settings", true},
        {"done.new", true}};
    for (size_t i = 0; i < sizeof syncs / sizeof syncs[0]; i++) {
        const char *broken = campaign(20000, syncs[i].name, syncs[i].is_late, 1);
        if (!broken) fail_msg("without the sync of %s (%s) nothing breaks", syncs[i].name,
                              syncs[i].is_late ? "at the end" : "before the end");
    }
}

/* Each call that changes something fails once, or from then on: a clear failure, and the same bytes when the
 * cause has gone. */
static void a_disk_that_fails_or_is_full_costs_nothing(void **state) {
    (void)state;
    static expected e;
    static const int failures[] = {ENOSPC, EIO};
    disk *d = test_calloc(1, sizeof *d);
    for (int variant = 0; variant < 12; variant++) {
        bool has_result = variant < 8 && (variant & 1), is_shard = variant >= 8;
        expect(&e, has_result);
        for (long at = 1, was_reached = 1; was_reached; at++) {
            work w = {.has_result = has_result, .is_shard = is_shard};
            ms_error error = {0};
            disk_init(d, (uint64_t)at);
            d->cut_at = at;
            d->fail_errno = failures[variant >> 1 & 1];
            d->fails_for_good = variant >> 2 & 1;
            ms_status status = do_work(d, &w, &error);
            was_reached = d->calls >= at;
            if (status != MS_OK) assert_true(error.code != MS_OK && error.message[0]);
            d->cut_at = 0;
            d->is_ending = false;
            /* Freed names that stay are no harm, a failed deed that is told as done would be. */
            if (status != MS_OK) assert_int_equal(do_work(d, &w, &error), MS_OK);
            assert_true(is_whole(d, &e));
            test_free(d->files);
        }
    }
    test_free(d);
}

static void another_job_is_refused_and_says_what_is_different(void **state) {
    (void)state;
    disk *d = test_calloc(1, sizeof *d);
    ms_store *store = NULL;
    ms_error error = {0};
    ms_checkpoint at = {.documents = 1};
    disk_init(d, 1);
    ms_store_options options = {.output = "out", .job = {job, sizeof job - 1}};
    assert_int_equal(ms_store_open(&d->sys, &options, &store, &error), MS_OK);
    assert_int_equal(add_document(store, 0, &error), MS_OK);
    assert_int_equal(ms_store_commit(store, &at, &error), MS_OK);
    ms_store_close(store);
    options.job = MS_SLICE("the script\ta.lua\n--date\t2025\n");
    assert_int_equal(ms_store_open(&d->sys, &options, &store, &error), MS_E_STALE);
    assert_non_null(strstr(error.message, "different: --date"));
    options.is_restart = true;
    assert_int_equal(ms_store_open(&d->sys, &options, &store, &error), MS_OK);
    assert_null(ms_store_resumed(store));
    ms_store_discard(store);
    assert_null(disk_find(d->folders[0].now, "out.run"));
    test_free(d->files);
    test_free(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(power_may_go_at_any_time),
        cmocka_unit_test(each_sync_is_needed),
        cmocka_unit_test(a_disk_that_fails_or_is_full_costs_nothing),
        cmocka_unit_test(another_job_is_refused_and_says_what_is_different),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
