/* Runs of words: what small texts that can be counted by hand say again, time and memory that grow with
 * the text, and nothing kept when there is no memory. */
#include "support.h"

#include "text/runs.h"

/* Words are letters, a capital one is written so; a blank is nothing, a bar a gap, a slash a new text. */
static ms_status build(ms_runs *runs, const ms_sys *sys, const char *texts) {
    ms_runs_init(runs, sys);
    ms_status status = MS_OK;
    uint32_t text = 0;
    size_t at = 0;
    for (size_t i = 0; status == MS_OK && texts[i]; i++) {
        char c = texts[i];
        if (c == '|' || c == '/') status = ms_runs_part(runs);
        if (c == '/') text++;
        if (c == '|' || c == '/' || c == ' ') continue;
        ms_run_token token = {.from = at, .to = at + 1, .text = text, .is_capital = c >= 'A' && c <= 'Z',
                              .word = (uint32_t)((c | 0x20) - 'a')};
        status = ms_runs_add(runs, token, false, true);
        at += 2;
    }
    return status == MS_OK ? ms_runs_count(runs) : status;
}

/* The run of these words, or NULL. */
static const ms_run *find(const ms_runs *runs, const char *words) {
    size_t count;
    const ms_run *all = ms_runs_all(runs, &count);
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < all[i].size && words[k] &&
               ms_runs_tokens(runs)[all[i].first + k].word == (uint32_t)(words[k] - 'a')) {
            k++;
        }
        if (k == all[i].size && !words[k]) return &all[i];
    }
    return NULL;
}

static void test_counts(void **state) {
    (void)state;
    ms_runs runs;
    assert_int_equal(build(&runs, ms_sys_real(), "ab c|ab/ba|ab c/d"), MS_OK);
    const ms_run *ab = find(&runs, "ab"), *abc = find(&runs, "abc"), *a = find(&runs, "a");
    assert_non_null(ab);
    assert_int_equal(ab->count, 3);
    assert_int_equal(ab->texts, 2);
    assert_int_equal(ab->within, 2); /* of abc */
    assert_int_equal(abc->count, 2);
    assert_int_equal(abc->within, 0);
    assert_int_equal(a->count, 4);
    assert_int_equal(a->within, 3); /* of ab */
    assert_true(ms_runs_stands(ab) && ms_runs_stands(a));
    /* ba is said once; d is not even looked at. */
    assert_false(ms_runs_stands(find(&runs, "ba")));
    assert_null(find(&runs, "d"));
    /* Places, in order. */
    const ms_run_place *places = ms_runs_places(&runs);
    size_t n = 0, last = 0;
    for (uint32_t at = ab->head; at != MS_RUNS_NONE; at = places[at].next) {
        assert_true(n == 0 || places[at].token > last);
        last = places[at].token;
        n++;
    }
    assert_int_equal(n, 3);
    assert_true(ms_runs_size(&runs) > 0);
    ms_runs_free(&runs);
    assert_int_equal(ms_runs_size(&runs), 0);
}

static void test_names(void **state) {
    (void)state;
    ms_runs runs;
    /* A name of several words needs no second time; one word does; a gap ends it. */
    assert_int_equal(build(&runs, ms_sys_real(), "xKLy|P|QR"), MS_OK);
    assert_true(ms_runs_stands(find(&runs, "kl")) && find(&runs, "kl")->is_name);
    assert_false(ms_runs_stands(find(&runs, "k")));
    assert_null(find(&runs, "pq"));
    assert_null(find(&runs, "xk"));
    ms_runs_free(&runs);
}

static void test_limits(void **state) {
    (void)state;
    ms_runs runs;
    assert_int_equal(build(&runs, ms_sys_real(), ""), MS_OK);
    ms_runs_free(&runs);
    /* No run is longer than the longest, and what is behind the last word that is looked at counts nothing. */
    assert_int_equal(build(&runs, ms_sys_real(), "abcdef|abcdef"), MS_OK);
    assert_non_null(find(&runs, "abcd"));
    assert_null(find(&runs, "abcde"));
    ms_runs_free(&runs);
    size_t many = (size_t)MS_RUNS_WORDS + 1000;
    char *text = calloc(many + 1, 1);
    for (size_t i = 0; i < many; i++) text[i] = (char)('a' + i * i % 23);
    assert_int_equal(build(&runs, ms_sys_real(), text), MS_OK);
    assert_true(runs.tokens.len / sizeof(ms_run_token) <= MS_RUNS_WORDS);
    assert_true(ms_runs_size(&runs) < (size_t)128 << 20);
    ms_runs_free(&runs);
    free(text);
}

static void test_no_memory(void **state) {
    (void)state;
    char text[2000];
    for (size_t i = 0; i < sizeof text - 1; i++) text[i] = (char)(i % 9 == 8 ? '|' : 'a' + i * i % 19);
    text[sizeof text - 1] = '\0';
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_runs runs;
        ms_status status = build(&runs, failing_sys_init(&failing, n), text);
        ms_runs_free(&runs);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
