/* Rows in order of their keys, in memory and spilled: held against qsort over everything. */
#include "run/sort.h"
#include "support.h"

enum { ROWS = 3000 };

typedef struct sample {
    char key[24], row[48];
    unsigned number;
} sample;

static unsigned next_random(unsigned *state) {
    *state = *state * 1103515245u + 12345u;
    return *state >> 16;
}

static int by_key(const void *left, const void *right) {
    const sample *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static void put_u32(ms_buffer *out, size_t value) {
    char bytes[4];
    for (int i = 0; i < 4; i++) bytes[i] = (char)(value >> (8 * i));
    assert_int_equal(ms_buffer_append(out, bytes, 4), MS_OK);
}

static void make(sample *samples, ms_append *rows, ms_append *keys) {
    unsigned random = 7;
    ms_error error;
    ms_buffer key;
    ms_buffer_init(&key, ms_sys_real(), 0);
    assert_int_equal(ms_append_open_nameless(rows, ms_sys_real(), &error), MS_OK);
    assert_int_equal(ms_append_open_nameless(keys, ms_sys_real(), &error), MS_OK);
    for (unsigned i = 0; i < ROWS; i++) {
        sample *s = &samples[i];
        s->number = i;
        snprintf(s->key, sizeof s->key, "%.*s%u", (int)(next_random(&random) % 9), "aaaaaaaa", next_random(&random) % 50);
        snprintf(s->row, sizeof s->row, "{\"row\":%u}\n", i);
        ms_buffer_reset(&key);
        put_u32(&key, strlen(s->key));
        assert_int_equal(ms_buffer_append(&key, s->key, strlen(s->key)), MS_OK);
        put_u32(&key, strlen(s->row));
        assert_int_equal(ms_append_add(rows, ms_slice_str(s->row), &error), MS_OK);
        assert_int_equal(ms_append_add(keys, ms_buffer_slice(&key), &error), MS_OK);
    }
    ms_buffer_free(&key);
}

typedef struct heard {
    const sample *expected;
    size_t count;
} heard;

static ms_status take(void *state, ms_slice key, ms_slice row, ms_error *error) {
    heard *h = state;
    (void)error;
    assert_true(h->count < ROWS);
    const sample *s = &h->expected[h->count++];
    assert_true(ms_slice_equal(key, ms_slice_str(s->key)));
    assert_true(ms_slice_equal(row, ms_slice_str(s->row)));
    return MS_OK;
}

static void rows_are_in_order_whatever_fits_into_memory(void **state) {
    (void)state;
    /* All at once; some runs; more runs than are merged at once, so that there are passes. */
    static const size_t budgets[] = {0, 60000, 1000};
    for (size_t i = 0; i < 3; i++) {
        ms_append rows, keys;
        ms_error error = {0};
        sample *samples = test_calloc(ROWS, sizeof *samples);
        make(samples, &rows, &keys);
        qsort(samples, ROWS, sizeof *samples, by_key);
        heard h = {.expected = samples};
        assert_int_equal(ms_sort_rows(ms_sys_real(), &rows, &keys, budgets[i], take, &h, &error), MS_OK);
        assert_int_equal(h.count, ROWS);
        ms_append_close(&rows);
        ms_append_close(&keys);
        test_free(samples);
    }
}

static void keys_that_do_not_fit_are_an_error(void **state) {
    (void)state;
    ms_append rows, keys;
    ms_error error = {0};
    heard h = {0};
    assert_int_equal(ms_append_open_nameless(&rows, ms_sys_real(), &error), MS_OK);
    assert_int_equal(ms_append_open_nameless(&keys, ms_sys_real(), &error), MS_OK);
    assert_int_equal(ms_append_add(&rows, MS_SLICE("ab\n"), &error), MS_OK);
    assert_int_equal(ms_append_add(&keys, MS_SLICE("\1\0\0\0k\xff\0\0\0"), &error), MS_OK);
    assert_int_equal(ms_sort_rows(ms_sys_real(), &rows, &keys, 0, take, &h, &error), MS_E_MALFORMED);
    assert_int_equal(h.count, 0);
    ms_append_close(&rows);
    ms_append_close(&keys);
    assert_true(ms_sort_fits(MS_SLICE("ab\n"), MS_SLICE("\1\0\0\0k\3\0\0\0")));
    assert_false(ms_sort_fits(MS_SLICE("ab\n"), MS_SLICE("\1\0\0\0k\2\0\0\0")));
    assert_false(ms_sort_fits(MS_SLICE("ab\n"), MS_SLICE("\1\0\0\0k\3\0\0")));
}

static void without_memory_it_fails_and_leaks_nothing(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_append rows, keys;
        ms_error error = {0};
        sample *samples = test_calloc(ROWS, sizeof *samples);
        make(samples, &rows, &keys);
        qsort(samples, ROWS, sizeof *samples, by_key);
        heard h = {.expected = samples};
        ms_status status = ms_append_flush(&rows, &error);
        if (status == MS_OK) status = ms_append_flush(&keys, &error);
        const ms_sys *sys = failing_sys_init(&failing, n);
        if (status == MS_OK) status = ms_sort_rows(sys, &rows, &keys, 60000, take, &h, &error);
        assert_int_equal(failing.live_bytes, 0);
        ms_append_close(&rows);
        ms_append_close(&keys);
        test_free(samples);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_in_order_whatever_fits_into_memory),
        cmocka_unit_test(keys_that_do_not_fit_are_an_error),
        cmocka_unit_test(without_memory_it_fails_and_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
