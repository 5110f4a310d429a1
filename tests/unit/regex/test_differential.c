/* Whatever the planner and the sets do, the matches are those of PCRE2 alone: a few hundred
 * patterns, each over random and real-looking Chinese and English texts. */
#include "support.h"

#include "base/ctx.h"
#include "base/buffer.h"
#include "regex/regex.h"
#include "regex/set.h"

static const char *const patterns[] = {
    "书记", "(书记|局长|主任)", "[一-龥]{2,4}(书记|局长|主任)", "([张王李])[一-龥]{1,2}(书记|局长)",
    "\\d+年", "[0-9]{4}年(\\d{1,2}月)?", "[0-9０-９]+(\\.[0-9]+)?(万|亿)?元", "约?\\d+(万|亿)",
    "[一二三四五六七八九十百千万亿零〇两]+[年月日]", "第[一二三四五六七八九十]+届", "(去年|今年|明年)?\\d月",
    "(?<=第)[一二三]届", "(?<!第)[一二三]届", "局长(?=[，。])", "局长(?!说)", "\\b\\d+%", "\\d+(?:\\.\\d+)?%",
    "a*", "(a|ab)(c|bcd)(d*)", "x?局长", "(?:x|局)?长", "^局长", "局长$", "(?:^|。)局长", "\\A局", "局\\z",
    "colou?r", "(colour|color)s?", "[a-z]+ing\\b", "\\w+ed\\b", "the [a-z]+", "(Mr|Mrs)\\. [A-Z][a-z]+",
    "[A-Z][a-z]+ \\d{1,2}, \\d{4}", "\\$\\d+(,\\d{3})*", "foo|bar|baz", "(foo)(bar)?", "fo{2}", "(ab){2,3}",
    "(ab){2}c", "[ab]{3}c", "a+b+c", "(a+|b+)*c", "aa", "aba", "a.a", "a.*?b", "[^a]b", "(?>a+)b", "a++b",
    "(一|二|三|四)是", "[一二三四]是[^。]*。", "。", "[，。]", "\\s+", "", "(?=局)", "\\b", "局?", "(局|)长",
    "(?:局|长)+", "局长{2}", "\\x{5c40}长", "\\.", "\\d{4}-\\d{2}-\\d{2}", "(\\d+)\\s*(万|亿|千)?\\s*(元|美元)",
    "[0-9a局]{0,5}长", "[0-9]*年", "(?:[0-9]+,)*[0-9]+年", ".{0,3}局长", ".局长", "\\S{1,3}局长", "(?:a局|b)长",
    "\\d{1,3}(?:万|亿)?(?:元|块)", "[^，。]{1,6}博览会", "第[^，。]{1,3}届[^，。]{1,9}会", "\\D\\d\\D", "[\\d局]长",
    "[]a]b", "[a-c-]b", "\\Q局长\\E", "(?i)abc", "(?#局)长", "局(?#长)?长", "a(?#|)b(?#)+c",
    "(?:局(?=长))长", "局\\b", "\\B局", "(局)\\1", "(?|局|长)",
    "a{,2}b", "a{1,", "[局-长]", "(?<t>局长)|(?<u>书记)", "((局|书)(长|记))", "(局长|局)(长|官)?", "\\R", "\\h+a",
    "(?<m>[局书一])长?\\k<m>", "(?<m>a|b|局)\\k<m>+长?", "(?i:abc|k|s)+局", "(?:(?i:foo) )?(?i:bar)[局长]", "[a-z]*(?i:sk)长",
    "(?<![0-9])[0-9]{2}", "(?<![0-9a-z])(?:[0-9]|foo|bar)+", "\\b(?:foo|bar|ab)", "\\b(?:foo|局)", "(?<=[局第])长?", "(?<=[局第]).",
    "(?<![局第])(?:长|一)|是", "(?<=[局书])长|a", "(?:(?<![0-9])[0-9]|a)b?", "(?<![^0-9])[0-9]", "(?<!局)长", "(?<=[a-c])[b-d]+",
    "a(?=b|c)", "(?:a(?= |b)|foo)c?", "(?:a )?(?=the)", "(?=[ab])[a-z]", "(?i:abc|foo)d?", "\\w+局", "\\s?局\\s*长", "[\\w局]+长",
    "(?:负|-)?(?:[0-9]+|[一二三百千]+)(?:万|亿)?(?:年|元|届)?", "(?:第)?[一二三]+(?:[一二三]|a)*届", "(?<!a)?b", "(?:a|b)?(?:ab|foo)?c",
    "(?:局长|书记|主任|张|王|李)[一二三]?(?:说|是)?(?:局长|书记|[a-z]|[0-9])(?:年|月|日|a|b|c)", "(?:[a-z][0-9]|[0-9][a-z]|局[a-z])(?:长|[0-9])",
    "(?:局长|书记|主任|市长|省长|县长|部长|院长|校长|所长)", "(?:abc|abd|bcd)+", "(?:一|二)(?:三|四)(?:五|六)(?:七|八)(?:九|十)",
};
enum { PATTERNS = sizeof patterns / sizeof patterns[0] };

static const char *const words[] = {
    "局长", "书记", "主任", "张", "王", "李", "第", "一", "二", "三", "届", "年", "月", "日", "万", "亿", "元", "2024",
    "K", "ſ", "1", "20", "3", "，", "。", "说", "是", "去年", "今年", "博览会", "a", "b", "c", "ab", "abc", "d", " ", "\n", "the ",
    "colour", "color", "foo", "bar", "ing", "Mr. ", "Smith", "May 3, 2021", "$1,000", "%", ".", "５", "局", "长", "é",
    "😀", "K", "x", "博", "零", "〇", "2021-03-04", "]", "-", "{", ",", "一是", "百", "千",
};
enum { WORDS = sizeof words / sizeof words[0] };

static uint32_t next_random(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* A text of about len bytes; few distinct words make overlaps and repetitions likely. */
static ms_slice random_text(ms_buffer *out, uint32_t *seed, size_t len) {
    ms_buffer_reset(out);
    uint32_t variety = 2 + next_random(seed) % WORDS, shift = next_random(seed) % WORDS;
    while (out->len < len) {
        const char *word = words[(next_random(seed) % variety + shift) % WORDS];
        assert_int_equal(ms_buffer_append(out, word, strlen(word)), MS_OK);
    }
    return ms_buffer_slice(out);
}

static ms_regex *compile(ms_ctx *ctx, const char *pattern, ms_regex_options options) {
    ms_regex *regex;
    ms_error error;
    ms_status status = ms_regex_new(ctx, ms_slice_str(pattern), &options, &regex, &error);
    if (status != MS_OK) return NULL;
    return regex;
}

static void compare(ms_ctx *ctx, ms_regex *a, ms_regex *b, const char *pattern, ms_slice text) {
    for (size_t at = 0;;) {
        ms_match x, y;
        ms_error error;
        ms_status status = ms_regex_search(a, ctx, text, at, &x, &error);
        ms_status plain = ms_regex_search(b, ctx, text, at, &y, &error);
        bool is_same = status == plain &&
                       (status != MS_OK || memcmp(x.spans, y.spans, y.groups * 16) == 0);
        if (!is_same) {
            print_error("pattern %s (%s) differs from %zu in \"%.*s\"\n", pattern,
                        ms_regex_plan(a),
                        at, (int)text.len, text.ptr);
            fail();
        }
        if (status != MS_OK) return;
        at = ms_regex_advance(text, &y);
    }
}

static void planned_matches_are_those_of_pcre2_alone(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.time_ns = UINT64_MAX / 2;
    ms_buffer buffer;
    ms_buffer_init(&buffer, ctx.sys, 0);
    uint32_t seed = 1;
    size_t planned = 0;
    for (size_t i = 0; i < PATTERNS * 4; i++) {
        ms_regex_options options =
            {.caseless = i / PATTERNS == 1, .multiline = i / PATTERNS == 2,
                                    .extended = i / PATTERNS == 3, .ucp = i / PATTERNS == 2};
        const char *pattern = patterns[i % PATTERNS];
        ms_regex *a = compile(&ctx, pattern, options);
        options.no_planner = true;
        options.no_jit = i % 2;
        ms_regex *b = compile(&ctx, pattern, options);
        assert_int_equal(a != NULL, b != NULL);
        if (!a) continue;
        planned += strcmp(ms_regex_plan(a), "none") != 0;
        for (size_t n = 0; n < 60; n++) {
            compare(&ctx, a, b, pattern, random_text(&buffer, &seed, n < 50 ? n * 2 : n * 40));
        }
        ms_regex_free(a);
        ms_regex_free(b);
    }
    assert_true(planned > 100);
    ms_buffer_free(&buffer);
}

/* --- sets against a naive model ----------------------------------------------------------- */

typedef struct model_hit {
    size_t pattern, from, to;
} model_hit;

typedef struct model {
    model_hit *items;
    size_t count, capacity;
} model;

static void add(model *m, size_t pattern, size_t from, size_t to) {
    if (m->count == m->capacity) {
        m->capacity = m->capacity ? m->capacity * 2 : 64;
        m->items = realloc(m->items, m->capacity * sizeof *m->items);
        assert_non_null(m->items);
    }
    m->items[m->count++] = (model_hit){pattern, from, to};
}

static int by_order(const void *x, const void *y) {
    const model_hit *a = x, *b = y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    if (a->to != b->to) return a->to > b->to ? -1 : 1;
    return a->pattern < b->pattern ? -1 : a->pattern > b->pattern;
}

static void add_regex(model *m, ms_ctx *ctx, ms_regex *regex, size_t pattern, ms_slice text) {
    ms_match match;
    ms_error error;
    for (size_t at = 0; ms_regex_search(regex, ctx, text, at, &match, &error) == MS_OK;) {
        add(m, pattern, (size_t)match.spans[0], (size_t)match.spans[1]);
        at = ms_regex_advance(text, &match);
    }
}

static void add_literals(model *m, const char *const *literals, const size_t *numbers,
                         size_t count,
                         ms_slice text, bool longest) {
    for (size_t at = 0; at < text.len;) {
        size_t best = 0;
        ms_slice rest = ms_slice_sub(text, at, text.len);
        for (size_t i = 0; i < count; i++) {
            ms_slice literal = ms_slice_str(literals[i]);
            if (!ms_slice_starts(rest, literal)) continue;
            if (!longest) add(m, numbers[i], at, at + literal.len);
            if (literal.len > best) best = literal.len;
        }
        for (size_t i = 0; i < count && longest && best > 0; i++) {
            ms_slice literal = ms_slice_str(literals[i]);
            if (literal.len == best && ms_slice_starts(rest, literal)) {
                add(m, numbers[i], at, at + best);
            }
        }
        at += longest && best > 0 ? best : 1;
    }
}

static void check_scan(ms_set *set, ms_ctx *ctx, model *m, ms_slice text, bool longest) {
    ms_error error;
    ms_hit hit;
    size_t count = 0;
    if (m->count > 0) qsort(m->items, m->count, sizeof *m->items, by_order);
    assert_int_equal(ms_set_begin(set, ctx, text, longest, &error), MS_OK);
    ms_status status;
    while ((status = ms_set_next(set, &hit, &error)) == MS_OK) {
        assert_true(count < m->count);
        assert_int_equal(hit.pattern, m->items[count].pattern);
        assert_int_equal(hit.from, m->items[count].from);
        assert_int_equal(hit.to, m->items[count].to);
        assert_int_equal(hit.match.spans[0], hit.from);
        assert_int_equal(hit.match.spans[1], hit.to);
        count++;
    }
    assert_int_equal(status, MS_END);
    assert_int_equal(count, m->count);
    m->count = 0;
}

static void a_set_gives_what_each_pattern_gives_alone(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.time_ns = UINT64_MAX / 2;
    ms_buffer buffer;
    ms_buffer_init(&buffer, ctx.sys, 0);
    uint32_t seed = 7;
    model m = {0};
    for (size_t round = 0; round < 60; round++) {
        ms_set *set;
        ms_error error;
        ms_regex *alone[20] = {0};
        const char *literals[20];
        size_t numbers[20], count = 0, literal_count = 0;
        assert_int_equal(ms_set_new(&ctx, &set), MS_OK);
        for (size_t i = 0; i < 20; i++) {
            ms_regex_options options = {.no_planner = true};
            const char *pattern = patterns[next_random(&seed) % PATTERNS];
            ms_regex *regex = i % 4 ? compile(&ctx, pattern, options) : NULL;
            if (regex) {
                alone[count] = regex;
                assert_int_equal(ms_set_add_pattern(set, ms_slice_str(pattern), NULL, &error),
                                 MS_OK);
            } else {
                literals[literal_count] = words[next_random(&seed) % WORDS];
                numbers[literal_count] = count;
                assert_int_equal(ms_set_add_literal(set, ms_slice_str(literals[literal_count])),
                                 MS_OK);
                literal_count++;
            }
            count++;
        }
        assert_int_equal(ms_set_build(set, &error), MS_OK);
        for (size_t n = 0; n < 24; n++) {
            size_t len = n < 20 ? n * 10 : n == 23 ? 70000 : 3000;
            ms_slice text = random_text(&buffer, &seed, len);
            for (size_t i = 0; i < count; i++) {
                if (alone[i]) add_regex(&m, &ctx, alone[i], i, text);
            }
            add_literals(&m, literals, numbers, literal_count, text, n % 2);
            check_scan(set, &ctx, &m, text, n % 2);
        }
        for (size_t i = 0; i < count; i++) ms_regex_free(alone[i]);
        ms_set_free(set);
    }
    free(m.items);
    ms_buffer_free(&buffer);
}

/* A run of a plan's alphabet over several blocks must not let a hit be handed out too early. */
static void a_match_that_spans_blocks_keeps_the_order(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.time_ns = UINT64_MAX / 2;
    ms_error error;
    ms_set *set;
    assert_int_equal(ms_set_new(&ctx, &set), MS_OK);
    assert_int_equal(ms_set_add_pattern(set, MS_SLICE("[0-9]+年"), NULL, &error), MS_OK);
    assert_int_equal(ms_set_add_literal(set, MS_SLICE("77")), MS_OK);
    assert_int_equal(ms_set_build(set, &error), MS_OK);
    static char text[200003];
    memset(text, '1', sizeof text);
    memcpy(text + 100000, "77", 2);
    memcpy(text + sizeof text - 3, "年", 3);
    ms_hit hit;
    assert_int_equal(ms_set_begin(set, &ctx, (ms_slice){text, sizeof text}, false, &error),
                     MS_OK);
    assert_int_equal(ms_set_next(set, &hit, &error), MS_OK);
    assert_int_equal(hit.pattern, 0);
    assert_int_equal(hit.to, sizeof text);
    assert_int_equal(ms_set_next(set, &hit, &error), MS_OK);
    assert_int_equal(hit.from, 100000);
    assert_int_equal(ms_set_next(set, &hit, &error), MS_END);
    ms_set_free(set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planned_matches_are_those_of_pcre2_alone),
        cmocka_unit_test(a_set_gives_what_each_pattern_gives_alone),
        cmocka_unit_test(a_match_that_spans_blocks_keeps_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
