/* Vectors of texts, centrality, cohesion and choosing: what they say of small texts that can be worked out by hand, in time and
 * memory that grow with the texts, and nothing kept when there is no memory. */
#include "support.h"

#include <math.h>

#include "base/buffer.h"
#include "text/cohesion.h"
#include "text/rank.h"

/* Texts are words with blanks between; a bar ends a text. */
static ms_status build(ms_vectors *vectors, const ms_sys *sys, const char *texts) {
    ms_vectors_init(vectors, sys);
    ms_status status = MS_OK;
    for (const char *at = texts; status == MS_OK && *at;) {
        size_t len = strcspn(at, " |");
        uint32_t term;
        bool is_new;
        if (len) status = ms_vectors_intern(vectors, ms_slice_of(at, len), &term, &is_new);
        if (len && status == MS_OK) status = ms_vectors_add(vectors, term);
        at += len;
        if (status == MS_OK && *at == '|') status = ms_vectors_end(vectors);
        if (*at) at++;
    }
    return status == MS_OK ? ms_vectors_finish(vectors) : status;
}

static void test_weights(void **state) {
    (void)state;
    ms_vectors v;
    assert_int_equal(build(&v, ms_sys_real(), "a b a||b c|d|"), MS_OK);
    assert_int_equal(ms_vectors_count(&v), 4);
    size_t count;
    const ms_vector_entry *entries = ms_vectors_of(&v, 0, &count);
    assert_int_equal(count, 2);
    assert_true(ms_slice_equal(ms_vectors_name(&v, entries[0].term), MS_SLICE("a")));
    double a = (1 + log(2)) * log(1 + 4), b = log(1 + 4 / 2.0);
    assert_true(fabs((double)entries[0].weight - a / sqrt(a * a + b * b)) < 1e-5);
    assert_true(fabs((double)v.masses[0] - sqrt(a * a + b * b)) < 1e-5);
    ms_vectors_of(&v, 1, &count);
    assert_int_equal(count, 0);
    assert_int_equal(v.terms[entries[0].term].count, 2);
    assert_int_equal(v.terms[entries[1].term].texts, 2);
    assert_true(ms_vectors_size(&v) > 0);
    ms_vectors_free(&v);
    assert_int_equal(ms_vectors_size(&v), 0);
}

static void test_nothing(void **state) {
    (void)state;
    ms_vectors v;
    double out[1] = {7};
    assert_int_equal(build(&v, ms_sys_real(), ""), MS_OK);
    assert_int_equal(ms_rank_centrality(&v, out), MS_OK);
    assert_int_equal(ms_cohesion(&v, 3, out), MS_OK);
    ms_picker p;
    assert_int_equal(ms_picker_init(&p, &v, out, 0), MS_OK);
    size_t text;
    double gain;
    uint64_t steps = 0;
    assert_false(ms_picker_next(&p, &text, &gain, &steps));
    ms_picker_free(&p);
    ms_vectors_free(&v);
    assert_true(out[0] == 7);
}

static void test_centrality(void **state) {
    (void)state;
    ms_vectors v;
    double out[5];
    /* c is what the others share; the fourth shares nothing, the fifth says nothing. */
    assert_int_equal(build(&v, ms_sys_real(), "a c|b c|c|z||"), MS_OK);
    assert_int_equal(ms_rank_centrality(&v, out), MS_OK);
    assert_true(fabs(out[0] - out[1]) < 1e-9);
    assert_true(out[2] > out[0] && out[0] > 0.15);
    assert_true(out[3] == 0 && out[4] == 0);
    assert_true(fabs(out[0] + out[1] + out[2] - 3) < 1e-3);
    ms_vectors_free(&v);
}

static void test_cohesion_slides(void **state) {
    (void)state;
    ms_vectors v;
    double slid[7], alone[1];
    assert_int_equal(build(&v, ms_sys_real(), "a b|a c|b|a b c|x y|x|y x|a|"), MS_OK);
    assert_int_equal(ms_cohesion(&v, 2, slid), MS_OK);
    assert_true(slid[3] < 1e-9);
    for (size_t i = 0; i < 7; i++) assert_true(slid[i] >= 0 && slid[i] <= 1);
    ms_vectors_free(&v);
    /* Two texts, one on each side: their cosine. */
    assert_int_equal(build(&v, ms_sys_real(), "a b|b c|"), MS_OK);
    assert_int_equal(ms_cohesion(&v, 100, alone), MS_OK);
    double rare = log(3), common = log(2);
    assert_true(fabs(alone[0] - common * common / (rare * rare + common * common)) < 1e-5);
    ms_vectors_free(&v);
}

static void test_picker_is_greedy(void **state) {
    (void)state;
    /* Whatever is taken, next() is what looking at all of them gives. */
    ms_vectors v;
    ms_buffer texts;
    ms_buffer_init(&texts, ms_sys_real(), 0);
    uint32_t random = 1;
    enum { TEXTS = 60 };
    double scores[TEXTS];
    for (size_t i = 0; i < TEXTS; i++) {
        for (int n = 0; n < 5; n++) {
            random = random * 1103515245u + 12345u;
            assert_int_equal(ms_buffer_printf(&texts, "w%u ", random >> 16 & 31), MS_OK);
        }
        assert_int_equal(ms_buffer_append_byte(&texts, '|'), MS_OK);
        scores[i] = (double)(random >> 24) - 20;
    }
    assert_int_equal(ms_buffer_append_byte(&texts, 0), MS_OK);
    assert_int_equal(build(&v, ms_sys_real(), texts.data), MS_OK);
    ms_picker p;
    assert_int_equal(ms_picker_init(&p, &v, scores, 0.5F), MS_OK);
    bool is_given[TEXTS] = {0};
    size_t text;
    double gain;
    uint64_t steps = 0;
    while (ms_picker_next(&p, &text, &gain, &steps)) {
        assert_true(scores[text] > 0 && !is_given[text]);
        is_given[text] = true;
        for (size_t i = 0; i < TEXTS; i++) {
            size_t count;
            const ms_vector_entry *entries = ms_vectors_of(&v, i, &count);
            double left = 0;
            for (size_t e = 0; e < count; e++) {
                left += (double)entries[e].weight * (double)entries[e].weight *
                        (double)p.left[entries[e].term];
            }
            assert_true(is_given[i] || scores[i] <= 0 || scores[i] * left <= gain + 1e-4);
        }
        ms_picker_take(&p, text);
    }
    for (size_t i = 0; i < TEXTS; i++) assert_true(is_given[i] == (scores[i] > 0));
    ms_picker_free(&p);
    ms_vectors_free(&v);
    ms_buffer_free(&texts);
}

/* The same text a hundred thousand times: what a choice costs must not grow with their number. */
static void test_all_the_same(void **state) {
    (void)state;
    enum { TEXTS = 100000, TAKEN = 1000 };
    ms_vectors v;
    ms_vectors_init(&v, ms_sys_real());
    double *scores = calloc(TEXTS, sizeof *scores);
    uint32_t term;
    bool is_new;
    for (size_t i = 0; i < TEXTS; i++) {
        scores[i] = 1;
        assert_int_equal(ms_vectors_intern(&v, MS_SLICE("same"), &term, &is_new), MS_OK);
        assert_int_equal(ms_vectors_add(&v, term), MS_OK);
        assert_int_equal(ms_vectors_end(&v), MS_OK);
    }
    assert_int_equal(ms_vectors_finish(&v), MS_OK);
    assert_int_equal(v.term_count, 1);
    assert_true(ms_vectors_size(&v) < (size_t)TEXTS * 64);
    ms_picker p;
    assert_int_equal(ms_picker_init(&p, &v, scores, 0.5F), MS_OK);
    size_t text;
    double gain;
    uint64_t steps = 0;
    for (int i = 0; i < TAKEN; i++) {
        assert_true(ms_picker_next(&p, &text, &gain, &steps));
        ms_picker_take(&p, text);
    }
    assert_true(steps < (uint64_t)TAKEN * 3000);
    ms_picker_free(&p);
    ms_vectors_free(&v);
    free(scores);
}

static ms_status all_of_it(const ms_sys *sys) {
    ms_vectors v;
    ms_picker p = {0};
    double numbers[4];
    ms_status status = build(&v, sys, "a b|b c|c d e f g|a|");
    if (status == MS_OK) status = ms_rank_centrality(&v, numbers);
    if (status == MS_OK) status = ms_picker_init(&p, &v, numbers, 0.5F);
    if (status == MS_OK) status = ms_cohesion(&v, 2, numbers);
    ms_picker_free(&p);
    ms_vectors_free(&v);
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        const ms_sys *sys = failing_sys_init(&failing, n);
        ms_status status = all_of_it(sys);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            assert_true(n > 8);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights),    cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_centrality), cmocka_unit_test(test_cohesion_slides),
        cmocka_unit_test(test_picker_is_greedy), cmocka_unit_test(test_all_the_same),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
