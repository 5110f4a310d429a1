/* Word boundaries are those of Unicode's own test file, and the pieces of any text are the text. */
#include "support.h"

#include "text/utf8.h"
#include "text/word_break.h"

#define TEST_FILE "/usr/share/unicode/auxiliary/WordBreakTest.txt"

typedef struct example {
    char text[256];
    size_t len;
    bool is_boundary[257]; /* before each byte */
} example;

/* "÷ 0061 × 0027 ÷ # ..."; false for a line without an example. */
static bool read_example(const char *line, example *out) {
    *out = (example){0};
    while (*line && *line != '#') {
        if (strncmp(line, "÷", 2) == 0) {
            out->is_boundary[out->len] = true;
            line += 2;
        } else if (strncmp(line, "×", 2) == 0) {
            line += 2;
        } else if (*line == ' ' || *line == '\t' || *line == '\n') {
            line++;
        } else {
            char *end;
            unsigned long c = strtoul(line, &end, 16);
            assert_ptr_not_equal(end, line);
            out->len += ms_utf8_put(out->text + out->len, (uint32_t)c);
            line = end;
        }
    }
    return out->len > 0;
}

static void boundaries_are_those_of_unicode(void **state) {
    (void)state;
    FILE *file = fopen(TEST_FILE, "r");
    if (!file) {
        print_message("SKIPPED: there is no " TEST_FILE "; install unicode-data\n");
        skip();
    }
    char line[4096];
    size_t count = 0;
    example e;
    while (fgets(line, sizeof line, file)) {
        if (!read_example(line, &e)) continue;
        ms_slice text = ms_slice_of(e.text, e.len);
        ms_span piece;
        size_t before = 0;
        for (size_t at = 0; ms_word_break_next(text, &at, &piece); before = at) {
            assert_int_equal(piece.from, before);
            for (size_t i = before + 1; i <= at; i++) {
                if (e.is_boundary[i] != (i == at)) fail_msg("at byte %zu of: %s", i, line);
            }
        }
        assert_int_equal(before, text.len);
        count++;
    }
    fclose(file);
    assert_true(count > 1800);
}

/* What a look ahead might scan again and again. */
static void long_runs_take_no_longer(void **state) {
    (void)state;
    static const char *const hard[] = {"'", "a'", "\u0308", "a\u0308'\u0308", "1,", "🇦", "\u200D"};
    ms_sys own;
    const ms_sys *clock = own_time_sys(&own);
    for (size_t h = 0; h < sizeof hard / sizeof hard[0]; h++) {
        int64_t spent[2];
        for (size_t size = 0; size < 2; size++) {
            ms_buffer text;
            ms_buffer_init(&text, ms_sys_real(), 0);
            assert_int_equal(ms_buffer_append(&text, "a'", 2), MS_OK);
            while (text.len < (size == 0 ? 100000U : 400000U)) {
                assert_int_equal(ms_buffer_append(&text, hard[h], strlen(hard[h])), MS_OK);
            }
            int64_t begin = clock->monotonic_ns(clock->state);
            ms_span piece;
            size_t at = 0;
            while (ms_word_break_next(ms_buffer_slice(&text), &at, &piece)) {}
            assert_int_equal(at, text.len);
            spent[size] = clock->monotonic_ns(clock->state) - begin;
            ms_buffer_free(&text);
        }
        assert_true(spent[1] < spent[0] * 10 + 20000000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boundaries_are_those_of_unicode),
        cmocka_unit_test(long_runs_take_no_longer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
