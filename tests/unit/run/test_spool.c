/* Rows kept until the end: they come back as they came, or in the order of their keys. */
#include <errno.h>
#include <unistd.h>

#include "run/spool.h"
#include "support.h"

/* The keys of a ROWS frame for rows of these lengths. */
typedef struct keyed {
    ms_buffer rows, keys;
} keyed;

static ms_status add(keyed *to, const char *key, const char *row) {
    uint32_t key_len = (uint32_t)strlen(key), row_len = (uint32_t)strlen(row);
    ms_status status = ms_buffer_append(&to->keys, &key_len, 4);
    if (status == MS_OK) status = ms_buffer_append(&to->keys, key, key_len);
    if (status == MS_OK) status = ms_buffer_append(&to->keys, &row_len, 4);
    return status == MS_OK ? ms_buffer_append(&to->rows, row, row_len) : status;
}

static void check(ms_spool *spool, const char *expected) {
    int fd;
    char text[256] = "";
    assert_int_equal(ms_spool_finish(spool, &fd, NULL), MS_OK);
    assert_true(read(fd, text, sizeof text - 1) >= 0);
    assert_string_equal(text, expected);
}

static void rows_without_keys_stay_as_they_came(void **state) {
    (void)state;
    ms_spool *spool;
    assert_int_equal(ms_spool_new(ms_sys_real(), &spool, NULL), MS_OK);
    assert_int_equal(ms_spool_add(spool, MS_SLICE("b\n"), (ms_slice){0}, NULL), MS_OK);
    assert_int_equal(ms_spool_add(spool, MS_SLICE("a\nc\n"), (ms_slice){0}, NULL), MS_OK);
    check(spool, "b\na\nc\n");
    ms_spool_free(spool);
}

static void keys_are_compared_as_bytes_and_ties_keep_their_order(void **state) {
    (void)state;
    ms_spool *spool;
    keyed first = {0}, second = {0};
    ms_buffer_init(&first.rows, ms_sys_real(), 0);
    ms_buffer_init(&first.keys, ms_sys_real(), 0);
    ms_buffer_init(&second.rows, ms_sys_real(), 0);
    ms_buffer_init(&second.keys, ms_sys_real(), 0);
    assert_int_equal(add(&first, "\xFF", "last\n"), MS_OK);
    assert_int_equal(add(&first, "k", "k1\n"), MS_OK);
    assert_int_equal(add(&first, "", "first\n"), MS_OK);
    assert_int_equal(add(&second, "k", "k2\n"), MS_OK);
    assert_int_equal(add(&second, "ka", ""), MS_OK);
    assert_int_equal(add(&second, "k", "k3\n"), MS_OK);
    assert_int_equal(ms_spool_new(ms_sys_real(), &spool, NULL), MS_OK);
    assert_int_equal(ms_spool_add(spool, ms_buffer_slice(&first.rows),
                                  ms_buffer_slice(&first.keys), NULL), MS_OK);
    assert_int_equal(ms_spool_add(spool, ms_buffer_slice(&second.rows),
                                  ms_buffer_slice(&second.keys), NULL), MS_OK);
    check(spool, "first\nk1\nk2\nk3\nlast\n");
    ms_spool_free(spool);
    ms_buffer_free(&first.rows);
    ms_buffer_free(&first.keys);
    ms_buffer_free(&second.rows);
    ms_buffer_free(&second.keys);
}

static void keys_that_do_not_fit_add_nothing(void **state) {
    (void)state;
    ms_spool *spool;
    keyed good = {0};
    ms_buffer_init(&good.rows, ms_sys_real(), 0);
    ms_buffer_init(&good.keys, ms_sys_real(), 0);
    assert_int_equal(add(&good, "key", "row\n"), MS_OK);
    assert_int_equal(ms_spool_new(ms_sys_real(), &spool, NULL), MS_OK);
    ms_slice rows = ms_buffer_slice(&good.rows), keys = ms_buffer_slice(&good.keys);
    for (size_t len = 1; len < keys.len; len++) {
        assert_int_equal(ms_spool_add(spool, rows, ms_slice_sub(keys, 0, len), NULL),
                         MS_E_MALFORMED);
    }
    assert_int_equal(ms_spool_add(spool, ms_slice_sub(rows, 0, 3), keys, NULL), MS_E_MALFORMED);
    assert_int_equal(ms_spool_add(spool, MS_SLICE("row\nmore\n"), keys, NULL), MS_E_MALFORMED);
    assert_int_equal(ms_spool_add(spool, rows, keys, NULL), MS_OK);
    check(spool, "row\n");
    ms_spool_free(spool);
    ms_buffer_free(&good.rows);
    ms_buffer_free(&good.keys);
}

static ms_status use(const ms_sys *sys, ms_slice rows, ms_slice keys) {
    ms_spool *spool;
    int fd;
    ms_status status = ms_spool_new(sys, &spool, NULL);
    for (int i = 0; i < 3 && status == MS_OK; i++)
        status = ms_spool_add(spool, rows, keys, NULL);
    if (status == MS_OK) status = ms_spool_finish(spool, &fd, NULL);
    ms_spool_free(spool);
    return status;
}

static void refused_memory_is_an_error_and_leaks_nothing(void **state) {
    (void)state;
    keyed some = {0};
    ms_buffer_init(&some.rows, ms_sys_real(), 0);
    ms_buffer_init(&some.keys, ms_sys_real(), 0);
    for (int i = 0; i < 100; i++)
        assert_int_equal(add(&some, "a key of some bytes", "row\n"), MS_OK);
    for (size_t n = 1;; n++) {
        failing_sys failing;
        const ms_sys *sys = failing_sys_init(&failing, n);
        ms_status status = use(sys, ms_buffer_slice(&some.rows), ms_buffer_slice(&some.keys));
        assert_int_equal(failing.live_bytes, 0);
        assert_int_equal(status, failing.has_failed ? MS_E_MEMORY : MS_OK);
        if (!failing.has_failed) break;
    }
    ms_buffer_free(&some.rows);
    ms_buffer_free(&some.keys);
}

static ssize_t full_disk(void *state, int fd, const void *from, size_t size) {
    (void)state, (void)fd, (void)from, (void)size;
    errno = ENOSPC;
    return -1;
}

static void a_full_disk_is_said(void **state) {
    (void)state;
    ms_sys sys = *ms_sys_real();
    ms_spool *spool;
    ms_error error;
    sys.write = full_disk;
    assert_int_equal(ms_spool_new(&sys, &spool, &error), MS_OK);
    assert_int_equal(ms_spool_add(spool, MS_SLICE("a\n"), (ms_slice){0}, &error), MS_E_IO);
    assert_non_null(strstr(error.message, "No space left"));
    ms_spool_free(spool);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_without_keys_stay_as_they_came),
        cmocka_unit_test(keys_are_compared_as_bytes_and_ties_keep_their_order),
        cmocka_unit_test(keys_that_do_not_fit_add_nothing),
        cmocka_unit_test(refused_memory_is_an_error_and_leaks_nothing),
        cmocka_unit_test(a_full_disk_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
