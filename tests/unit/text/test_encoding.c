/* Encodings: what is decoded, what is detected, and that nothing leaks when memory runs out. */
#include "support.h"

#include <iconv.h>

#include "text/encoding.h"
#include "text/normal.h"
#include "text/positions.h"
#include "text/segmap.h"

static ms_ctx ctx;
static ms_converters *converters;

static int set_up(void **state) {
    (void)state;
    ms_error error;
    ms_ctx_init(&ctx, ms_sys_real());
    return ms_converters_new(&ctx, &converters, &error) == MS_OK ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    ms_converters_free(converters);
    return 0;
}

static void expect(const char *encoding, const char *bytes, size_t len, const char *wanted) {
    ms_buffer out;
    ms_buffer_init(&out, ctx.sys, 0);
    ms_error error = {0};
    size_t replaced = 0;
    assert_int_equal(ms_encoding_decode(converters, &ctx, encoding, ms_slice_of(bytes, len),
                                        &out, &replaced, NULL, &error),
                     MS_OK);
    assert_true(ms_slice_equal(ms_buffer_slice(&out), ms_slice_str(wanted)));
    ms_buffer_free(&out);
}

#define EXPECT(encoding, bytes, wanted) expect(encoding, bytes, sizeof(bytes) - 1, wanted)

static void names_and_aliases_decode(void **state) {
    (void)state;
    EXPECT("gbk", "\xCA\xAA\xB5\xD8", "湿地");
    EXPECT("Big5", "\xC0\xE3\xA6\x61", "濕地");
    EXPECT("SJIS", "\x8E\xBF", "質");
    EXPECT("utf-16le", "a\0\x7F\x6E", "a湿");
    EXPECT("latin1", "caf\xE9 \x93", "café “");
    EXPECT("euc-kr", "\xC7\xD1", "한");
}

static void ill_formed_input_is_replaced_and_counted(void **state) {
    (void)state;
    EXPECT("GB18030", "a\xFF" "b", "a\xEF\xBF\xBD" "b");
    EXPECT("UTF-8", "a\xFF" "b", "a\xEF\xBF\xBD" "b");
    EXPECT("UTF-16LE", "a\0b", "a\xEF\xBF\xBD");
}

static void an_unknown_name_says_what_would_do(void **state) {
    (void)state;
    ms_buffer out;
    ms_buffer_init(&out, ctx.sys, 0);
    ms_error error = {0};
    assert_int_equal(ms_encoding_decode(converters, &ctx, "klingon", MS_SLICE("x"), &out, NULL,
                                        NULL, &error),
                     MS_E_ENCODING);
    assert_non_null(strstr(error.message, "klingon"));
    assert_non_null(strstr(error.message, "GB18030"));
    ms_buffer_free(&out);
}

static void a_document_beyond_the_limit_is_refused(void **state) {
    (void)state;
    ms_buffer out;
    ms_buffer_init(&out, ctx.sys, 0);
    ms_error error = {0};
    ms_ctx small = ctx;
    small.limits.document = 4;
    assert_int_equal(ms_encoding_decode(converters, &small, "UTF-8", MS_SLICE("12345"), &out,
                                        NULL, NULL, &error),
                     MS_E_LIMIT_DOCUMENT);
    assert_non_null(strstr(error.message, "--limit-document"));
    ms_buffer_free(&out);
}

static const char talk[] = "主持人：我们都知道，这个地方的人很多，大家来看看有什么变化，您能不能说一说。\n"
                           "受访者：好的，谢谢。我们这里以前没有路，现在有了，年轻人也都回来了，学校也开了。\n";
static const char talk_traditional[] = "主持人：我們都知道，這個地方的人很多，大家來看看有什麼變化，您能不能說一說。\n"
                                       "受訪者：好的，謝謝。我們這裡以前沒有路，現在有了，年輕人也都回來了，學校也開了。\n";

/* Encodes with the converters of the other direction, by asking the system's iconv. */
static size_t encode(const char *name, const char *utf8, char *to, size_t room) {
    iconv_t converter = iconv_open(name, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    char *in = (char *)(uintptr_t)utf8;
    size_t left = strlen(utf8), start = room;
    assert_true(iconv(converter, &in, &left, &to, &room) != (size_t)-1);
    iconv_close(converter);
    return start - room;
}

static void detection_names_the_encoding_and_its_confidence(void **state) {
    (void)state;
    static const struct {
        const char *iconv, *text, *wanted;
    } cases[] = {
        {"GB18030", talk, "GB18030"},
        {"BIG5", talk_traditional, "Big5"},
        {"UTF-16LE", talk, "UTF-16LE"},
        {"UTF-16BE", talk, "UTF-16BE"},
        {"UTF-8", talk, "UTF-8"},
        {"SHIFT_JIS",
         "司会：こんにちは、今日はよろしくお願いします。\n話者：はい、こちらこそよろしくお願いします。\n",
         "Shift_JIS"},
        {"EUC-JP",
         "司会：こんにちは、今日はよろしくお願いします。\n話者：はい、こちらこそよろしくお願いします。\n",
         "EUC-JP"},
        {"CP1252", "Interviewer: Où êtes-vous né ? Émile: À Genève, en été, près du café.\n",
         "windows-1252"},
        {"CP1251", "Ведущий: Где вы родились? Гость: Я родился в Казани, это было давно.\n",
         "windows-1251"},
        {"EUC-KR", "진행자: 안녕하세요, 오늘 나와 주셔서 감사합니다. 손님: 네, 안녕하세요.\n",
         "EUC-KR"},
        {"ISO-2022-KR", "안녕하세요", "ISO-2022-KR"},
        {"ISO-2022-JP", "こんにちは", "ISO-2022-JP"},
        /* Nothing but typographic quotes and dashes: no Korean has swallowed the letters behind
         * them. */
        {"CP1252", "Q: Don’t you remember? A: I don’t – it wasn’t “ours” then…\n",
         "windows-1252"},
        {"CP1252", "In München, das ist lange her. Wir gingen zu Fuß über die Brücke.\n",
         "windows-1252"},
        {"CP1250", "Później wyjechałem do Łodzi, żeby się uczyć.\n", "windows-1250"},
        {"ISO-8859-2", "Później wyjechałem do Łodzi, żeby się uczyć.\n", "ISO-8859-2"},
        {"KOI8-R", "Ведущий: Где вы родились? Гость: Я родился в Казани.\n", "KOI8-R"},
        {"SHIFT_JIS", "はい、そうです。", "Shift_JIS"},
        {"EUC-JP", "はい、そうです。", "EUC-JP"},
        {"GB18030", "好的，谢谢。", "GB18030"},
        {"UTF-16LE", "好的，谢谢您来。", "UTF-16LE"},
        {"UTF-16BE", "好的，谢谢您来。", "UTF-16BE"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char bytes[2048];
        size_t len = encode(cases[i].iconv, cases[i].text, bytes, sizeof bytes);
        ms_encoding_guess guess;
        ms_encoding_detect(converters, ms_slice_of(bytes, len), &guess);
        assert_string_equal(guess.name, cases[i].wanted);
        assert_true(guess.confidence > 0.3 && guess.confidence <= 1);
    }
}

static void few_characters_make_a_guess_less_sure(void **state) {
    (void)state;
    ms_encoding_guess brief, longer;
    char bytes[2048];
    ms_encoding_detect(converters, MS_SLICE("caf\xE9"), &brief);
    ms_encoding_detect(
        converters, ms_slice_of(bytes, encode("GB18030", talk, bytes, sizeof bytes)), &longer);
    assert_string_equal(brief.name, "windows-1252");
    assert_true(brief.confidence < 0.7 && longer.confidence > 0.9);
}

static void what_differs_is_looked_for_behind_a_long_plain_beginning(void **state) {
    (void)state;
    static char bytes[200000];
    memset(bytes, 'a', sizeof bytes);
    ms_slice line = MS_SLICE("\nInterviewer: d\xE9j\xE0 vu, n\xE9 \xE0 Gen\xE8ve\n");
    memcpy(bytes + 150000, line.ptr, line.len);
    ms_encoding_guess guess;
    ms_encoding_detect(converters, ms_slice_of(bytes, sizeof bytes), &guess);
    assert_string_equal(guess.name, "windows-1252");
}

static void names_of_two_encodings_are_none(void **state) {
    (void)state;
    char canonical[24];
    assert_false(ms_encoding_canonical(MS_SLICE("gbk gb2312"), canonical));
    assert_false(ms_encoding_canonical(MS_SLICE(""), canonical));
    assert_true(ms_encoding_canonical(MS_SLICE("Latin1"), canonical));
    assert_string_equal(canonical, "windows-1252");
}

static void marks_magic_and_noise(void **state) {
    (void)state;
    ms_encoding_guess guess;
    ms_encoding_detect(converters, MS_SLICE("\xEF\xBB\xBFhello"), &guess);
    assert_string_equal(guess.name, "UTF-8");
    assert_int_equal(guess.bom, 3);
    ms_encoding_detect(converters, MS_SLICE("\xFF\xFEh\0"), &guess);
    assert_string_equal(guess.name, "UTF-16LE");
    ms_encoding_detect(converters, MS_SLICE("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), &guess);
    assert_string_equal(guess.name, "binary");
    ms_encoding_detect(converters, MS_SLICE(""), &guess);
    assert_string_equal(guess.name, "UTF-8");
    char noise[4096];
    uint32_t seed = 7;
    for (size_t i = 0; i < sizeof noise; i++) {
        seed = seed * 1664525u + 1013904223u;
        noise[i] = (char)(seed >> 24);
    }
    ms_encoding_detect(converters, ms_slice_of(noise, sizeof noise), &guess);
    assert_string_equal(guess.name, "binary");
}

/* All primitives that allocate, once: whatever fails, an error comes back and nothing leaks. */
static ms_status use_everything(const ms_sys *sys) {
    ms_ctx own;
    ms_ctx_init(&own, sys);
    ms_error error;
    ms_converters *set = NULL;
    ms_positions *index = NULL;
    ms_segmap *map = NULL;
    ms_buffer out;
    ms_buffer_init(&out, sys, 0);
    ms_status status = ms_converters_new(&own, &set, &error);
    if (status == MS_OK) {
        status = ms_encoding_decode(set, &own, "GB18030", MS_SLICE("\xCA\xAA\xB5\xD8"), &out,
                                    NULL, NULL, &error);
    }
    if (status == MS_OK) status = ms_normal_append(&own, MS_SLICE("e\xCC\x81"), MS_NFC, &out);
    if (status == MS_OK) status = ms_positions_new(&own, ms_slice_str(talk), &index);
    if (status == MS_OK) status = ms_segmap_new(&own, &map);
    for (size_t i = 0; i < 40 && status == MS_OK; i++) {
        status = ms_segmap_add(map, (ms_segment){i * 2, i * 3, 2, 2, -1});
    }
    ms_segmap_free(map);
    ms_positions_free(index);
    ms_buffer_free(&out);
    ms_converters_free(set);
    return status;
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_status status = use_everything(failing_sys_init(&failing, n));
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

static void segment_maps_lead_both_ways(void **state) {
    (void)state;
    ms_segmap *map;
    assert_int_equal(ms_segmap_new(&ctx, &map), MS_OK);
    /* "ab" from 10, "&amp;" as "&" from 20, "cd" from 25 */
    assert_int_equal(ms_segmap_add(map, (ms_segment){0, 10, 2, 2, 1500}), MS_OK);
    assert_int_equal(ms_segmap_add(map, (ms_segment){2, 20, 1, 5, 2500}), MS_OK);
    assert_int_equal(ms_segmap_add(map, (ms_segment){3, 25, 2, 2, -1}), MS_OK);
    assert_int_equal(ms_segmap_add(map, (ms_segment){4, 40, 2, 2, -1}), MS_E_USAGE);
    assert_int_equal(ms_segmap_to_document(map, 1), 11);
    assert_int_equal(ms_segmap_to_document(map, 2), 20);
    assert_int_equal(ms_segmap_to_document(map, 4), 26);
    assert_int_equal(ms_segmap_to_document(map, 5), 27);
    assert_int_equal(ms_segmap_to_text(map, 22), 2);
    assert_int_equal(ms_segmap_to_text(map, 26), 4);
    assert_int_equal(ms_segmap_time_ms(map, 2), 2500);
    assert_int_equal(ms_segmap_time_ms(map, 4), -1);
    ms_segmap_free(map);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_aliases_decode),
        cmocka_unit_test(ill_formed_input_is_replaced_and_counted),
        cmocka_unit_test(an_unknown_name_says_what_would_do),
        cmocka_unit_test(a_document_beyond_the_limit_is_refused),
        cmocka_unit_test(detection_names_the_encoding_and_its_confidence),
        cmocka_unit_test(few_characters_make_a_guess_less_sure),
        cmocka_unit_test(what_differs_is_looked_for_behind_a_long_plain_beginning),
        cmocka_unit_test(names_of_two_encodings_are_none),
        cmocka_unit_test(marks_magic_and_noise),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(segment_maps_lead_both_ways),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
