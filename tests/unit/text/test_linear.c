/* Every primitive over text takes time in proportion to the text, whatever is in it. Four times
 * as much may take four times as long, not sixteen times; processor time is compared with
 * itself, never with a clock on the wall. */
#include "support.h"

#include "text/encoding.h"
#include "text/escape.h"
#include "text/lines.h"
#include "text/normal.h"
#include "text/positions.h"
#include "text/utf8.h"
#include "text/words.h"

enum { SMALL = 96 * 1024, TIMES = 4, FACTOR = 9, ATTEMPTS = 4 };

/* Each is repeated to a whole text of one kind. */
static const char *const hostile[] = {
    "a", "一", " ", "\xC2\xA0", "\xE3\x80\x80", "\t", "\n", "\r", "\r\n", " \n", ".", "。",
    "...", "……", "!", "？", "\"", "“", "”", "'", "(", ")", "（", "）", "[", "《", "》", ".\"",
    "。”", ".)", ". ", "1.", "1. ", "A.", "U.S.", "Mr. ", "e.g. ", ":", "：", "A:", "A: \n",
    "，", "-", "—", "%", "#", "!/", "0", "12:00 ", "\\", "\xCC\x81", "\xCC\x81\xCC\x96",
    "\xCC\x96\xCC\x81", "\xE1\x84\x80\xE1\x85\xA1", "\xEF\xBC\xA1", "\xEF\xB7\xBA",
    "\xF0\x9F\x98\x80", "\xCE\xA3", "\xE2\x80\x8D", "\xE2\x80\xA8", "\xEF\xBB\xBF",
    "\x01",
};
/* And what is no UTF-8. */
static const char *const broken[] = {"\xFF",         "\x80",      "\xE4\xB8", "\xF0\x9F\x98",
                                     "\xD6\xD0.", "\x81\x30", "a\xA1"};

enum { HOSTILE = sizeof hostile / sizeof *hostile, BROKEN = sizeof broken / sizeof *broken };

static ms_ctx ctx;
static ms_converters *converters;
static ms_positions *positions;
static ms_buffer out;

static void lines(ms_slice text) {
    ms_span span;
    for (size_t at = 0; ms_lines_next(text, &at, &span);) ms_lines_trim(text, span);
}

static void paragraphs(ms_slice text) {
    ms_span span;
    for (size_t at = 0; ms_paragraphs_next(text, &at, false, &span);) {}
    for (size_t at = 0; ms_paragraphs_next(text, &at, true, &span);) {}
}

static void sentences(ms_slice text) {
    ms_span span;
    for (size_t at = 0; ms_sentences_next(text, &at, &span);) {}
}

static void sentence_starts(ms_slice text) {
    for (size_t i = 0; i <= 16; i++) {
        assert_true(ms_sentences_start(text, text.len / 16 * i) <= text.len);
    }
}

static void words(ms_slice text) {
    ms_span span;
    for (size_t at = 0; ms_words_next(text, &at, &span);) {}
}

static void validate_and_repair(ms_slice text) {
    size_t first, count;
    assert_int_equal(ms_utf8_repair(&out, text, &first, &count), MS_OK);
    assert_true(ms_utf8_is_valid(ms_buffer_slice(&out)));
}

static void index_positions(ms_slice text) {
    if (!ms_utf8_is_valid(text)) return;
    assert_int_equal(ms_positions_rebuild(positions, text), MS_OK);
    for (size_t i = 0; i < text.len; i += 64) {
        ms_line_column place = ms_positions_line_column(positions, i);
        assert_true(ms_positions_byte_of_line_column(positions, place) <= i);
        size_t code_point = ms_positions_code_point(positions, i);
        assert_true(ms_positions_byte_of_code_point(positions, code_point) <= i);
    }
}

static void normal_forms(ms_slice text) {
    if (!ms_utf8_is_valid(text)) return;
    for (int form = MS_NFC; form <= MS_HALFWIDTH; form++) {
        ms_buffer_reset(&out);
        ms_ctx_start(&ctx);
        assert_int_equal(ms_normal_append(&ctx, text, (ms_normal_form)form, &out), MS_OK);
    }
}

static void escape(ms_slice text) {
    assert_int_equal(ms_escape_path(&out, text), MS_OK);
}

static void detect_and_decode(ms_slice text) {
    ms_error error;
    ms_encoding_guess guess;
    ms_ctx_start(&ctx);
    ms_encoding_detect(converters, text, &guess);
    const char *name = strcmp(guess.name, "binary") == 0 ? "GB18030" : guess.name;
    ms_status status =
        ms_encoding_decode(converters, &ctx, name, text, &out, NULL, NULL, &error);
    assert_int_equal(status, MS_OK);
}

static double seconds(void (*primitive)(ms_slice), ms_slice text) {
    ms_buffer_reset(&out);
    int64_t from = own_time_ns(NULL);
    primitive(text);
    return (double)(own_time_ns(NULL) - from) / 1e9;
}

/* The best of a few attempts counts, so that what else the machine does is left out. */
static bool is_linear(void (*primitive)(ms_slice), ms_slice part, ms_slice text) {
    double small = 1e9, large = 1e9;
    for (int i = 0; i < ATTEMPTS; i++) {
        double once = seconds(primitive, part);
        if (once < small) small = once;
        once = seconds(primitive, text);
        if (once < large) large = once;
        if (large < small * FACTOR + 0.002) return true;
    }
    print_error("%.6f s for %zu bytes, %.6f s for %zu\n", small, part.len, large, text.len);
    return false;
}

static void check(const char *what, void (*primitive)(ms_slice), const char *const *parts,
                  size_t count, const char *end) {
    static char text[SMALL * TIMES + 8];
    bool is_good = true;
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(parts[i]);
        size_t len = SMALL * TIMES - SMALL * TIMES % (size * TIMES);
        for (size_t at = 0; at < len; at++) text[at] = parts[i][at % size];
        memcpy(text + len, end, strlen(end));
        ms_slice whole = ms_slice_of(text, len + strlen(end));
        ms_slice part = ms_slice_sub(whole, len - len / TIMES, whole.len);
        if (is_linear(primitive, part, whole)) continue;
        print_error("%s: slow on much of \"", what);
        for (size_t at = 0; at < size; at++) {
            print_error("\\x%02X", (unsigned char)parts[i][at]);
        }
        print_error("\"\n");
        is_good = false;
    }
    assert_true(is_good);
}

static void time_grows_with_the_text_and_no_faster(void **state) {
    (void)state;
    static const struct {
        const char *name;
        void (*primitive)(ms_slice);
    } primitives[] = {
        {"lines", lines},
        {"paragraphs", paragraphs},
        {"sentences", sentences},
        {"sentence starts", sentence_starts},
        {"words", words},
        {"repair", validate_and_repair},
        {"positions", index_positions},
        {"normal forms", normal_forms},
        {"escape", escape},
        {"encodings", detect_and_decode},
    };
    ms_error error;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.time_ns = UINT64_MAX / 2;
    ms_buffer_init(&out, ctx.sys, 0);
    assert_int_equal(ms_converters_new(&ctx, &converters, &error), MS_OK);
    assert_int_equal(ms_positions_new(&ctx, MS_SLICE(""), &positions), MS_OK);
    for (size_t i = 0; i < sizeof primitives / sizeof *primitives; i++) {
        /* Alone, and before a letter that lets marks end nothing. */
        check(primitives[i].name, primitives[i].primitive, hostile, HOSTILE, "");
        check(primitives[i].name, primitives[i].primitive, hostile, HOSTILE, "a b");
    }
    check("repair", validate_and_repair, broken, BROKEN, "");
    check("escape", escape, broken, BROKEN, "");
    check("encodings", detect_and_decode, broken, BROKEN, "");
    ms_positions_free(positions);
    ms_converters_free(converters);
    ms_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_grows_with_the_text_and_no_faster),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
