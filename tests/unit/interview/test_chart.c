/* The chart: what rules make of runs of tokens, which of two stays, and what happens when memory
 * ends or a meaning starts another parse. */
#include "support.h"

#include "interview/chart.h"

enum { MONTH = 1, DAY, THE, TO, DATE, RANGE };

/* "Month the? Day" and "Day Month" are dates, "Date to Date" is a range. */
static ms_status add_rules(ms_chart *chart) {
    static const struct {
        uint32_t rule, symbol, elements[3];
        bool has_value[3];
        size_t count;
    } rules[] = {
        {2, DATE, {DAY, MONTH}, {true, true}, 2},
        {1, DATE, {MONTH, THE, DAY}, {true, false, true}, 3},
        {1, DATE, {MONTH, DAY}, {true, true}, 2},
        {3, DATE, {MONTH, DAY}, {true, true}, 2},
        {4, RANGE, {DATE, TO, DATE}, {true, false, true}, 3},
    };
    ms_status status = MS_OK;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0] && status == MS_OK; i++) {
        status = ms_chart_add(chart, rules[i].rule, rules[i].symbol, rules[i].elements,
                              rules[i].has_value, rules[i].count);
    }
    return status;
}

/* A date is month * 100 + day; the 31st is refused. Rule 3 would make 9999. */
static bool meaning(void *arg, uint32_t rule, const uint32_t *values, size_t count,
                    uint32_t *value) {
    (void)arg;
    if (count != 2) return false;
    switch (rule) {
    case 1: *value = values[0] * 100 + values[1]; break;
    case 2: *value = values[1] * 100 + values[0]; break;
    case 3: *value = 9999; break;
    default: *value = values[0] * 10000 + values[1]; break;
    }
    return *value % 100 != 31;
}

typedef struct token {
    uint32_t symbol, value;
} token;

static ms_status parse(ms_chart *chart, const token *tokens, size_t count, size_t hyphen) {
    uint64_t steps = 0;
    ms_status status = ms_chart_begin(chart, count);
    for (size_t i = count; i-- > 0 && status == MS_OK;) {
        status = ms_chart_put(chart, i, tokens[i].symbol, tokens[i].value);
        if (status == MS_OK) status = ms_chart_fill(chart, i, i == hyphen, meaning, NULL, &steps);
    }
    return status;
}

/* The value of the longest item of the symbol at a token; 0 for none. */
static uint32_t longest(const ms_chart *chart, size_t at, uint32_t symbol) {
    size_t count;
    const ms_chart_item *items = ms_chart_items(chart, at, &count);
    const ms_chart_item *best = NULL;
    for (size_t i = 0; i < count; i++) {
        if (items[i].symbol == symbol && (!best || items[i].end > best->end)) best = &items[i];
    }
    return best ? best->value : 0;
}

static void rules_build_on_each_other(void **state) {
    (void)state;
    ms_chart *chart;
    assert_int_equal(ms_chart_new(ms_sys_real(), &chart), MS_OK);
    assert_int_equal(add_rules(chart), MS_OK);
    token run[] = {{MONTH, 3}, {THE, 0}, {DAY, 5}, {TO, 0}, {DAY, 6}, {MONTH, 4}};
    assert_int_equal(parse(chart, run, 6, SIZE_MAX), MS_OK);
    assert_int_equal(longest(chart, 0, DATE), 305);
    assert_int_equal(longest(chart, 4, DATE), 406);
    assert_int_equal(longest(chart, 0, RANGE), 3050406);
    assert_int_equal(longest(chart, 2, DATE), 0);

    /* The rule with the lower number was first, whenever it was added. */
    assert_int_equal(parse(chart, (token[]){{MONTH, 3}, {DAY, 5}}, 2, SIZE_MAX), MS_OK);
    assert_int_equal(longest(chart, 0, DATE), 305);
    /* Refused by the first rule's meaning, made by the next. */
    assert_int_equal(parse(chart, (token[]){{MONTH, 3}, {DAY, 31}}, 2, SIZE_MAX), MS_OK);
    assert_int_equal(longest(chart, 0, DATE), 9999);
    /* Read through. */
    assert_int_equal(parse(chart, (token[]){{MONTH, 3}, {TO, 0}, {DAY, 5}}, 3, 1), MS_OK);
    assert_int_equal(longest(chart, 0, DATE), 305);
    assert_int_equal(parse(chart, NULL, 0, SIZE_MAX), MS_OK);
    assert_int_equal(ms_chart_begin(chart, MS_CHART_TOKENS + 1), MS_E_USAGE);
    ms_chart_free(chart);
}

static bool start_another(void *arg, uint32_t rule, const uint32_t *values, size_t count,
                          uint32_t *value) {
    (void)rule;
    (void)values;
    (void)count;
    *value = 1;
    return ms_chart_begin(arg, 1) == MS_OK;
}

static void a_parse_within_a_parse_ends_it(void **state) {
    (void)state;
    ms_chart *chart;
    uint64_t steps = 0;
    assert_int_equal(ms_chart_new(ms_sys_real(), &chart), MS_OK);
    assert_int_equal(add_rules(chart), MS_OK);
    assert_int_equal(ms_chart_begin(chart, 2), MS_OK);
    assert_int_equal(ms_chart_put(chart, 1, DAY, 1), MS_OK);
    assert_int_equal(ms_chart_fill(chart, 1, false, start_another, chart, &steps), MS_OK);
    assert_int_equal(ms_chart_put(chart, 0, MONTH, 1), MS_OK);
    assert_int_equal(ms_chart_fill(chart, 0, false, start_another, chart, &steps), MS_E_USAGE);
    ms_chart_free(chart);
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    static const token run[] = {{MONTH, 3}, {DAY, 5}, {TO, 0}, {DAY, 6}, {MONTH, 4}};
    for (size_t n = 1;; n++) {
        failing_sys failing;
        const ms_sys *sys = failing_sys_init(&failing, n);
        ms_chart *chart;
        ms_status status = ms_chart_new(sys, &chart);
        if (status == MS_OK) {
            status = add_rules(chart);
            if (status == MS_OK) status = parse(chart, run, 5, SIZE_MAX);
            ms_chart_free(chart);
        }
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
        cmocka_unit_test(rules_build_on_each_other),
        cmocka_unit_test(a_parse_within_a_parse_ends_it),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
