/* Lines, paragraphs, sentences and words: nothing is lost, nothing given twice, whatever the
 * bytes. */
#include "support.h"

#include <time.h>

#include "text/lines.h"
#include "text/utf8.h"
#include "text/words.h"

static void expect_lines(ms_slice text, const char *joined) {
    char got[256];
    size_t len = 0, at = 0;
    ms_span line;
    while (ms_lines_next(text, &at, &line)) {
        memcpy(got + len, text.ptr + line.from, line.to - line.from);
        len += line.to - line.from;
        got[len++] = '|';
    }
    assert_false(ms_lines_next(text, &at, &line));
    assert_slice_equal(ms_slice_of(got, len), joined);
}

static void lines_end_at_lf_crlf_and_cr(void **state) {
    (void)state;
    expect_lines((ms_slice){0}, "");
    expect_lines(MS_SLICE("\n"), "|");
    expect_lines(MS_SLICE("\n\n"), "||");
    expect_lines(MS_SLICE("a"), "a|");
    expect_lines(MS_SLICE("a\n"), "a|");
    expect_lines(MS_SLICE("a\r\nb\rc\nd"), "a|b|c|d|");
    expect_lines(MS_SLICE("a\r\r\nb\n\rc"), "a||b||c|");
    expect_lines(MS_SLICE("a\r"), "a|");
}

/* Every place of an ending around the windows that are searched. */
static void long_lines_end_where_they_end(void **state) {
    (void)state;
    static char bytes[5000];
    static const char *const endings[] = {"\n", "\r", "\r\n"};
    for (size_t kind = 0; kind < 3; kind++) {
        for (size_t length = 0; length < 1600; length++) {
            size_t ending = strlen(endings[kind]);
            memset(bytes, 'x', sizeof bytes);
            memcpy(bytes + length, endings[kind], ending);
            bytes[length + ending + 300] = '\n';
            ms_slice text = ms_slice_of(bytes, sizeof bytes);
            size_t at = 0;
            ms_span line;
            assert_true(ms_lines_next(text, &at, &line));
            assert_int_equal(line.to, length);
            assert_true(ms_lines_next(text, &at, &line));
            assert_int_equal(line.from, length + ending);
            assert_int_equal(line.to, length + ending + 300);
        }
    }
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* A quadratic search takes minutes here, even with sanitizers a linear one much less than a
 * second. */
static void no_kind_of_ending_makes_lines_slow(void **state) {
    (void)state;
    enum { SIZE = 8 << 20 };
    char *bytes = malloc(SIZE);
    for (int kind = 0; kind < 3; kind++) {
        memset(bytes, 'x', SIZE);
        for (size_t i = 10; i < SIZE; i += 10) bytes[i] = kind == 0 ? '\n' : '\r';
        if (kind == 2) bytes[SIZE - 1] = '\n';
        double start = seconds();
        size_t at = 0, count = 0;
        ms_span span;
        while (ms_lines_next(ms_slice_of(bytes, SIZE), &at, &span)) count++;
        assert_in_range(count, SIZE / 10, SIZE / 10 + 1);
        at = 0;
        while (ms_paragraphs_next(ms_slice_of(bytes, SIZE), &at, true, &span)) count--;
        assert_true(count <= 1);
        assert_true(seconds() - start < 10);
    }
    free(bytes);
}

static void paragraphs_are_runs_of_lines_that_are_not_blank(void **state) {
    (void)state;
    ms_slice text = MS_SLICE(" \n\xE3\x80\x80" "one\r\ntwo \t\r\n\xC2\xA0\r\n\r\nthree");
    size_t at = 0;
    ms_span span;
    assert_true(ms_paragraphs_next(text, &at, false, &span));
    assert_slice_equal(ms_slice_sub(text, span.from, span.to), "one\r\ntwo");
    assert_true(ms_paragraphs_next(text, &at, false, &span));
    assert_slice_equal(ms_slice_sub(text, span.from, span.to), "three");
    assert_false(ms_paragraphs_next(text, &at, false, &span));
    assert_false(ms_paragraphs_next(text, &at, false, &span));
}

static void check_sentences(const char *source, const char *joined) {
    ms_slice text = ms_slice_str(source);
    char got[512];
    size_t len = 0, at = 0;
    ms_span span;
    while (ms_sentences_next(text, &at, &span)) {
        if (len) got[len++] = '|';
        memcpy(got + len, text.ptr + span.from, span.to - span.from);
        len += span.to - span.from;
    }
    assert_slice_equal(ms_slice_of(got, len), joined);
}

static void sentences_end_where_a_reader_would_end_them(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"今天很好。明天呢？后天！", "今天很好。|明天呢？|后天！"},
        {"他问：“你来吗？”我说：“来。”", "他问：“你来吗？”|我说：“来。”"},
        {"（完。）【注：见上。】好。", "（完。）|【注：见上。】|好。"},
        {"一共150.03亿元。涨了3.5%，对吧？", "一共150.03亿元。|涨了3.5%，对吧？"},
        {"真的？！不会吧！！！", "真的？！|不会吧！！！"},
        {"一；二；三。", "一；二；三。"},
        {"我想……算了。走吧……", "我想……算了。|走吧……"},
        {"好．他走了．", "好．|他走了．"},
        {"价格是３．５元。好。", "价格是３．５元。|好。"},
        {"Mr. and Mrs. Hale paid $3.5 million. They left.",
         "Mr. and Mrs. Hale paid $3.5 million.|They left."},
        {"J. R. Smith met Dr. W. Chen at 3 p.m. They talked.",
         "J. R. Smith met Dr. W. Chen at 3 p.m.|They talked."},
        {"See e.g. Fig. 3 and i.e. this. OK.", "See e.g. Fig. 3 and i.e. this.|OK."},
        {"He moved to the U.S. in 1990. He stayed.",
         "He moved to the U.S. in 1990.|He stayed."},
        {"He moved to the U.S. He stayed.", "He moved to the U.S.|He stayed."},
        {"Well... I don't know... maybe. Yes.", "Well...|I don't know... maybe.|Yes."},
        {"\"Why?\" he asked. \"Because!\"", "\"Why?\" he asked.|\"Because!\""},
        {"What?! No way!! Yes.", "What?!|No way!!|Yes."},
        {"(It was late.) We left.", "(It was late.)|We left."},
        {"Version 2.0.1 is out. Get it at example.org now.",
         "Version 2.0.1 is out.|Get it at example.org now."},
        {"No. 5 is best. No. I disagree.", "No. 5 is best.|No.|I disagree."},
        {"1. First item. 2. Second item.", "1. First item.|2. Second item."},
        {"我用Python 3.11。It works. 好的", "我用Python 3.11。|It works.|好的"},
        {"no end\r\nnext line\rlast", "no end|next line|last"},
        {"。。。", "。。。"},
        {"   ", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_sentences(cases[i][0], cases[i][1]);
    }
}

static uint32_t seed = 1;

static uint32_t pick(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* A text of pieces that matter to sentences and words; valid UTF-8. */
static ms_slice random_text(char *bytes, size_t room) {
    static const char *const pieces[] = {"a",  "B",   "3",  " ",   ".",   ".",  "。", "？",
                                         "！", "!",   "…",  "”",   "“",   "\"", ")",  "湿",
                                         "Mr", "U.S", "\n", "\r",  "-",   "'",  "’",  ",",
                                         "é",  "😀",   "．", "...", "3.5", "　"};
    size_t len = 0;
    for (uint32_t count = pick(40); count > 0; count--) {
        const char *piece = pieces[pick(sizeof pieces / sizeof pieces[0])];
        size_t n = strlen(piece);
        if (len + n > room) break;
        memcpy(bytes + len, piece, n);
        len += n;
    }
    return ms_slice_of(bytes, len);
}

static bool is_blank_or_ending(ms_slice text, size_t from, size_t to) {
    while (from < to) {
        uint32_t c = ms_utf8_next(text, &from);
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t' && c != 0x3000) return false;
    }
    return true;
}

static void sentences_cover_everything_but_blanks(void **state) {
    (void)state;
    for (int round = 0; round < 30000; round++) {
        char bytes[256];
        ms_slice text = random_text(bytes, sizeof bytes);
        size_t at = 0, covered = 0;
        ms_span span;
        while (ms_sentences_next(text, &at, &span)) {
            assert_true(span.from >= covered && span.from < span.to && span.to <= at &&
                        at <= text.len);
            assert_true(is_blank_or_ending(text, covered, span.from));
            assert_true(ms_utf8_is_valid(ms_slice_sub(text, span.from, span.to)));
            covered = span.to;
        }
        assert_true(is_blank_or_ending(text, covered, text.len));
    }
}

/* The sentence that holds a byte is the same, whether all before it was read or only what is
 * near. */
static void sentences_do_not_depend_on_where_reading_begins(void **state) {
    (void)state;
    for (int round = 0; round < 30000; round++) {
        char bytes[256];
        ms_slice text = random_text(bytes, sizeof bytes);
        size_t wanted = pick((uint32_t)text.len + 1);
        size_t start = ms_sentences_start(text, wanted), at = 0;
        assert_true(start <= wanted);
        ms_span all = {0}, near = {0};
        bool has_all, has_near;
        while ((has_all = ms_sentences_next(text, &at, &all)) && all.to <= wanted) {}
        at = start;
        while ((has_near = ms_sentences_next(text, &at, &near)) && near.to <= wanted) {}
        assert_int_equal(has_all, has_near);
        if (has_all) {
            assert_int_equal(all.from, near.from);
            assert_int_equal(all.to, near.to);
        }
    }
}

static void words_are_found_between_everything_else(void **state) {
    (void)state;
    ms_slice text = ms_slice_str("Don’t re-do it: 1,300.5米 in 'Ürümqi'--ok? 한국어 слово");
    static const char *const expected[] = {"Don’t", "re-do",  "it", "1,300.5", "米",
                                           "in",    "Ürümqi", "ok", "한국어",  "слово"};
    size_t at = 0, count = 0;
    ms_span word;
    while (ms_words_next(text, &at, &word)) {
        assert_true(count < sizeof expected / sizeof expected[0]);
        assert_slice_equal(ms_slice_sub(text, word.from, word.to), expected[count++]);
    }
    assert_int_equal(count, sizeof expected / sizeof expected[0]);
    for (int round = 0; round < 10000; round++) {
        char bytes[256];
        text = random_text(bytes, sizeof bytes);
        size_t before = 0;
        for (at = 0; ms_words_next(text, &at, &word); before = word.to) {
            assert_true(word.from >= before && word.from < word.to && word.to <= text.len);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_at_lf_crlf_and_cr),
        cmocka_unit_test(long_lines_end_where_they_end),
        cmocka_unit_test(no_kind_of_ending_makes_lines_slow),
        cmocka_unit_test(paragraphs_are_runs_of_lines_that_are_not_blank),
        cmocka_unit_test(sentences_end_where_a_reader_would_end_them),
        cmocka_unit_test(sentences_cover_everything_but_blanks),
        cmocka_unit_test(sentences_do_not_depend_on_where_reading_begins),
        cmocka_unit_test(words_are_found_between_everything_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
