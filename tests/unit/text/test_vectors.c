/* Vectors of texts, centrality, cohesion, choosing and dividing: what they say of small
 * texts that can be worked out by hand, in time and memory that grow with the texts, and
 * nothing kept when there is no memory. */
#include "support.h"

#include <math.h>

#include "base/buffer.h"
#include "text/cohesion.h"
#include "text/divide.h"
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

/* The same text a hundred thousand times: what a choice costs must not grow with their
 * number. */
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

/* The cost of dividing by the definition, each run on its own. */
static double cost_of(const ms_vectors *v, const size_t *firsts, size_t count, double price) {
    double words = (double)v->term_count, sum = 0;
    size_t texts = ms_vectors_count(v);
    for (size_t r = 0; r < count; r++) {
        size_t from = v->starts[firsts[r]];
        size_t to = v->starts[r + 1 < count ? firsts[r + 1] : texts];
        double size = (double)(to - from);
        for (size_t e = from; e < to; e++) {
            double same = 0;
            for (size_t o = from; o < to; o++) same += v->entries[o].term == v->entries[e].term;
            sum += log((size + words) / (same + 1));
        }
        sum += price * log((double)v->entry_count + 2);
    }
    return sum;
}

/* Of all ways to divide eight texts, none is cheaper than the one that is found. */
static void test_divides_best(void **state) {
    (void)state;
    const char *const talks[] = {"a b|b a|a c|x y|y z|x z|x|z y|", "a|a|a|a|a|a|a|a|", "a|b|c|d|e|f|g|h|",
                                 "a b|||x y|x y||x|a|"};
    for (size_t t = 0; t < sizeof talks / sizeof talks[0]; t++) {
        for (size_t least = 1; least <= 9; least++) {
            ms_vectors v;
            assert_int_equal(build(&v, ms_sys_real(), talks[t]), MS_OK);
            size_t found[8], tried[8], count;
            uint64_t steps;
            assert_int_equal(ms_divide(&v, least, 0.4, found, &count, &steps), MS_OK);
            double best = INFINITY;
            for (unsigned ways = 0; ways < 128; ways++) {
                size_t runs = 0;
                bool is_allowed = true;
                tried[runs++] = 0;
                for (size_t i = 1; i < 8; i++) {
                    if (!(ways >> (i - 1) & 1)) continue;
                    is_allowed = is_allowed && i - tried[runs - 1] >= least;
                    tried[runs++] = i;
                }
                is_allowed = is_allowed && (runs == 1 || 8 - tried[runs - 1] >= least);
                if (is_allowed) best = fmin(best, cost_of(&v, tried, runs, 0.4));
            }
            assert_true(count >= 1 && found[0] == 0);
            assert_true(fabs(cost_of(&v, found, count, 0.4) - best) < 1e-6);
            ms_vectors_free(&v);
        }
    }
}

static void test_divide_is_bounded(void **state) {
    (void)state;
    enum { TEXTS = 60000 };
    ms_vectors v;
    ms_vectors_init(&v, ms_sys_real());
    for (size_t i = 0; i < TEXTS; i++) {
        for (unsigned n = 0; n < 8; n++) {
            char name[2] = {(char)('a' + (i * 7 + n * 5) % 26), (char)('a' + i / 6000)};
            uint32_t term;
            bool is_new;
            assert_int_equal(ms_vectors_intern(&v, ms_slice_of(name, 2), &term, &is_new), MS_OK);
            assert_int_equal(ms_vectors_add(&v, term), MS_OK);
        }
        assert_int_equal(ms_vectors_end(&v), MS_OK);
    }
    assert_int_equal(ms_vectors_finish(&v), MS_OK);
    size_t *firsts = calloc(TEXTS, sizeof *firsts), count;
    uint64_t steps;
    assert_int_equal(ms_divide(&v, 5, 3, firsts, &count, &steps), MS_OK);
    assert_int_equal(count, 10);
    for (size_t i = 0; i < count; i++) assert_int_equal(firsts[i], i * 6000);
    assert_true(steps < UINT64_C(80000000));
    free(firsts);
    ms_vectors_free(&v);
}

static ms_status all_of_it(const ms_sys *sys) {
    ms_vectors v;
    ms_picker p = {0};
    double numbers[4];
    ms_status status = build(&v, sys, "a b|b c|c d e f g|a|");
    if (status == MS_OK) status = ms_rank_centrality(&v, numbers);
    if (status == MS_OK) status = ms_picker_init(&p, &v, numbers, 0.5F);
    if (status == MS_OK) status = ms_cohesion(&v, 2, numbers);
    size_t firsts[4], count;
    uint64_t steps;
    if (status == MS_OK) status = ms_divide(&v, 1, 1, firsts, &count, &steps);
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
        cmocka_unit_test(test_divides_best), cmocka_unit_test(test_divide_is_bounded),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
