/* UTF-8: exactly the well-formed sequences of Unicode 15, table 3-7, and nothing else. */
#include "support.h"

#include "text/utf8.h"

static ms_slice text(const char *s) {
    return ms_slice_str(s);
}

/* A slow model: the definition, one code point at a time. */
static size_t model_valid_prefix(ms_slice s) {
    size_t at = 0;
    while (at < s.len) {
        unsigned char c = (unsigned char)s.ptr[at];
        size_t length = c < 0x80                ? 1
                        : c >= 0xC2 && c < 0xE0 ? 2
                        : c >= 0xE0 && c < 0xF0 ? 3
                        : c >= 0xF0 && c < 0xF5 ? 4
                                                : 0;
        if (length == 0 || at + length > s.len) return at;
        uint32_t point = length == 1 ? c : c & (0xFFu >> (length + 1));
        for (size_t i = 1; i < length; i++) {
            unsigned char next = (unsigned char)s.ptr[at + i];
            if ((next & 0xC0) != 0x80) return at;
            point = point << 6 | (next & 0x3F);
        }
        static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
        if (point < least[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
            return at;
        }
        at += length;
    }
    return at;
}

static void valid_prefix_agrees_with_the_definition_on_random_bytes(void **state) {
    (void)state;
    static const char pieces[][5] = {"a",
                                     "\xC3\xA9",
                                     "\xE6\xB9\xBF",
                                     "\xF0\x9F\x98\x80",
                                     "\xC0\x80",
                                     "\xED\xA0\x80",
                                     "\xE6\xB9",
                                     "\xFF",
                                     "\xF4\x90\x80\x80",
                                     "\x80",
                                     "\xE0\x80\x80"};
    uint32_t seed = 1;
    char bytes[256];
    for (int round = 0; round < 20000; round++) {
        size_t len = 0;
        while (len < 200) {
            seed = seed * 1664525u + 1013904223u;
            size_t good = seed >> 28 ? 4 : 11; /* mostly valid, so that runs get long */
            const char *piece = pieces[(seed >> 8) % good];
            size_t n = strlen(piece);
            memcpy(bytes + len, piece, n);
            len += n;
        }
        /* Short ones are validated byte by byte, long ones by vectors. */
        for (size_t brief = 0; brief < 32; brief++) {
            ms_slice s = ms_slice_of(bytes, brief);
            assert_int_equal(ms_utf8_valid_prefix(s), model_valid_prefix(s));
        }
        for (size_t cut = 0; cut < 4; cut++) {
            ms_slice s = ms_slice_of(bytes + cut, len - 2 * cut);
            assert_int_equal(ms_utf8_valid_prefix(s), model_valid_prefix(s));
        }
    }
}

static void every_code_point_is_written_and_read_back(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char bytes[4];
        size_t at = 0;
        ms_slice s = ms_slice_of(bytes, ms_utf8_put(bytes, c));
        assert_true(ms_utf8_is_valid(s));
        assert_int_equal(ms_utf8_next(s, &at), c);
        assert_int_equal(at, s.len);
    }
}

static void repair_replaces_each_maximal_part_once(void **state) {
    (void)state;
    static const struct {
        const char *bad, *good;
        size_t first, count;
    } cases[] = {
        {"a\x80z", "a\xEF\xBF\xBDz", 1, 1},
        {"\xE6\xB9", "\xEF\xBF\xBD", 0, 1},
        {"\xE0\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 0, 3},
        {"\xF0\x9F\x98z", "\xEF\xBF\xBDz", 0, 1},
        {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 0, 3},
        {"ok", "ok", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ms_buffer out;
        ms_buffer_init(&out, ms_sys_real(), 0);
        size_t first = 0, count = 99;
        assert_int_equal(ms_utf8_repair(&out, text(cases[i].bad), &first, &count), MS_OK);
        assert_true(ms_slice_equal(ms_buffer_slice(&out), text(cases[i].good)));
        assert_int_equal(count, cases[i].count);
        if (count) assert_int_equal(first, cases[i].first);
        ms_buffer_free(&out);
    }
}

static void counts_are_of_characters_and_of_utf16_units(void **state) {
    (void)state;
    assert_int_equal(ms_utf8_count(text("湿地a😀")), 4);
    assert_int_equal(ms_utf8_count_utf16(text("湿地a😀")), 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_prefix_agrees_with_the_definition_on_random_bytes),
        cmocka_unit_test(every_code_point_is_written_and_read_back),
        cmocka_unit_test(repair_replaces_each_maximal_part_once),
        cmocka_unit_test(counts_are_of_characters_and_of_utf16_units),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
