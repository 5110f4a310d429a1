/* The matcher of many literals: SIMD and scalar twin against a naive search, at every length of
 * text and place. */
#include "support.h"

#include "regex/literals.h"

typedef struct found {
    size_t at[4096];
    uint32_t id[4096];
    size_t count, stop_after;
} found;

static bool note(void *arg, size_t at, uint32_t id) {
    found *f = arg;
    assert_true(f->count == 0 || f->at[f->count - 1] <= at);
    if (f->count < 4096) {
        f->at[f->count] = at;
        f->id[f->count] = id;
    }
    f->count++;
    return f->count != f->stop_after;
}

static size_t naive_count(const ms_literals *literals, ms_slice text, size_t from, size_t to) {
    size_t count = 0;
    for (size_t at = from; at < to && at < text.len; at++) {
        for (uint32_t id = 0; id < ms_literals_count(literals); id++) {
            ms_slice rest = ms_slice_sub(text, at, text.len);
            count += ms_slice_starts(rest, ms_literals_get(literals, id));
        }
    }
    return count;
}

static ms_literals *build(const char *const *words, size_t count, bool no_simd) {
    ms_literals *literals;
    assert_int_equal(ms_literals_new(ms_sys_real(), &literals), MS_OK);
    for (size_t i = 0; i < count; i++) {
        uint32_t id;
        assert_int_equal(ms_literals_add(literals, ms_slice_str(words[i]), &id), MS_OK);
    }
    assert_int_equal(ms_literals_build(literals, no_simd), MS_OK);
    return literals;
}

static void check(const char *const *words, size_t count) {
    static const char *const bits[] =
        {"局长", "书记", "a", "ab", "abc", "中", "é", "abcdefgh", "\n", "王"};
    for (int no_simd = 0; no_simd < 2; no_simd++) {
        ms_literals *literals = build(words, count, no_simd);
        uint32_t seed = 5;
        for (size_t len = 0; len < 180; len++) {
            /* exactly sized, so that a read behind the end is seen */
            char *text = malloc(len + 1);
            size_t used = 0;
            while (used < len) {
                seed = seed * 1664525u + 1013904223u;
                const char *bit = bits[(seed >> 16) % 10];
                for (; *bit && used < len; bit++) text[used++] = *bit;
            }
            char *exact = realloc(text, len ? len : 1);
            ms_slice s = {exact, len};
            for (size_t from = 0; from <= len; from += 1 + len / 7) {
                found f = {0};
                assert_true(ms_literals_scan(literals, s, from, len, note, &f));
                assert_int_equal(f.count, naive_count(literals, s, from, len));
                found part = {0};
                assert_true(ms_literals_scan(literals, s, from, from + len / 3, note, &part));
                assert_int_equal(part.count, naive_count(literals, s, from, from + len / 3));
                for (size_t i = 0; i < f.count; i++) {
                    ms_slice literal = ms_literals_get(literals, f.id[i]);
                    assert_true(ms_slice_starts(ms_slice_sub(s, f.at[i], len), literal));
                }
            }
            free(exact);
        }
        ms_literals_free(literals);
    }
}

static void every_occurrence_is_found_by_simd_and_scalar_alike(void **state) {
    (void)state;
    check((const char *const[]){"局长"}, 1);
    check((const char *const[]){"a"}, 1);
    check((const char *const[]){"ab", "abc", "b", "abcdefgh", "局长", "书记"}, 6);
    check((const char *const[]){"中", "王", "é"}, 3);
    check((const char *const[]){"abcdefgh", "bcdefgha"}, 2);
    check((const char *const[]){"局长书记", "书记局长", "长书", "记书记"}, 4);
    check((const char *const[]){"\n"}, 1);
}

static void many_literals_are_each_found_at_home(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    ms_literals *literals;
    assert_int_equal(ms_literals_new(ms_sys_real(), &literals), MS_OK);
    char word[32];
    uint32_t id;
    for (unsigned i = 0; i < COUNT; i++) {
        snprintf(word, sizeof word, "w%u.", i * 7919u);
        assert_int_equal(ms_literals_add(literals, ms_slice_str(word), &id), MS_OK);
        assert_int_equal(id, i);
    }
    assert_int_equal(ms_literals_add(literals, ms_slice_str(word), &id), MS_OK);
    assert_int_equal(id, COUNT - 1); /* known already */
    assert_int_equal(ms_literals_build(literals, false), MS_OK);
    for (unsigned i = 0; i < COUNT; i += 37) {
        snprintf(word, sizeof word, "_w%u.", i * 7919u);
        found f = {0};
        assert_true(ms_literals_scan(literals, ms_slice_str(word), 0, strlen(word), note, &f));
        assert_int_equal(f.count, 1);
        assert_int_equal(f.id[0], i);
        assert_int_equal(f.at[0], 1);
    }
    ms_literals_free(literals);
}

static void a_scan_stops_when_told(void **state) {
    (void)state;
    ms_literals *literals = build((const char *const[]){"ab"}, 1, false);
    found f = {.stop_after = 2};
    assert_false(ms_literals_scan(literals, MS_SLICE("ababababab"), 0, 10, note, &f));
    assert_int_equal(f.count, 2);
    assert_int_equal(f.at[1], 2);
    uint32_t id;
    ms_literals_free(literals);
    literals = build(NULL, 0, false);
    assert_true(ms_literals_scan(literals, MS_SLICE("abc"), 0, 3, note, &f));
    assert_int_equal(ms_literals_add(literals, (ms_slice){0}, &id), MS_E_USAGE);
    ms_literals_free(literals);
}

static ms_status make(const ms_sys *sys) {
    ms_literals *literals;
    uint32_t id;
    ms_status status = ms_literals_new(sys, &literals);
    for (char c = 'a'; c <= 'z' && status == MS_OK; c++) {
        char word[4] = {c, 'x', c, 'y'};
        status = ms_literals_add(literals, ms_slice_of(word, (size_t)(c % 4) + 1), &id);
    }
    if (status == MS_OK) status = ms_literals_build(literals, false);
    ms_literals_free(literals);
    return status;
}

static void a_failed_allocation_is_an_error_and_leaks_nothing(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_status status = make(failing_sys_init(&failing, n));
        assert_int_equal(failing.live_bytes, 0);
        assert_int_equal(status, failing.has_failed ? MS_E_MEMORY : MS_OK);
        if (!failing.has_failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_occurrence_is_found_by_simd_and_scalar_alike),
        cmocka_unit_test(many_literals_are_each_found_at_home),
        cmocka_unit_test(a_scan_stops_when_told),
        cmocka_unit_test(a_failed_allocation_is_an_error_and_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
