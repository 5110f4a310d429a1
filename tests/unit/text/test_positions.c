/* Positions: every byte of a text, both ways, against counting from the beginning. */
#include "support.h"

#include "text/positions.h"
#include "text/utf8.h"

static ms_ctx ctx;
static ms_positions *positions;

static int set_up(void **state) {
    (void)state;
    ms_ctx_init(&ctx, ms_sys_real());
    return ms_positions_new(&ctx, (ms_slice){0}, &positions) == MS_OK ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    ms_positions_free(positions);
    return 0;
}

/* Walks the text once and compares all look-ups at every byte. */
static void check_all(ms_slice text) {
    assert_int_equal(ms_positions_rebuild(positions, text), MS_OK);
    size_t code_point = 0, utf16 = 0;
    ms_line_column place = {1, 1};
    for (size_t at = 0;;) {
        ms_line_column got = ms_positions_line_column(positions, at);
        assert_int_equal(got.line, place.line);
        assert_int_equal(got.column, place.column);
        assert_int_equal(ms_positions_code_point(positions, at), code_point);
        assert_int_equal(ms_positions_utf16(positions, at), utf16);
        assert_int_equal(ms_positions_byte_of_code_point(positions, code_point), at);
        assert_int_equal(ms_positions_byte_of_utf16(positions, utf16), at);
        bool is_line_end = at < text.len && (text.ptr[at] == '\n' || text.ptr[at] == '\r');
        bool is_second = is_line_end && at > 0 && text.ptr[at] == '\n' &&
                         text.ptr[at - 1] == '\r';
        if (!is_second) {
            assert_int_equal(ms_positions_byte_of_line_column(positions, place), at);
        }
        if (at == text.len) break;
        size_t next = at;
        uint32_t c = ms_utf8_next(text, &next);
        for (size_t inside = at + 1; inside < next; inside++) {
            assert_int_equal(ms_positions_code_point(positions, inside), code_point);
            assert_int_equal(ms_positions_line_column(positions, inside).column, place.column);
        }
        code_point++;
        utf16 += c > 0xFFFF ? 2 : 1;
        bool ends = c == '\n' || (c == '\r' && (next >= text.len || text.ptr[next] != '\n'));
        place = ends ? (ms_line_column){place.line + 1, 1}
                     : (ms_line_column){place.line, place.column + 1};
        at = next;
    }
    assert_int_equal(ms_positions_line_count(positions), place.line);
    assert_int_equal(ms_positions_code_point(positions, SIZE_MAX), code_point);
    assert_int_equal(ms_positions_byte_of_code_point(positions, SIZE_MAX), text.len);
    assert_int_equal(ms_positions_byte_of_utf16(positions, SIZE_MAX), text.len);
    ms_line_column beyond = {place.line + 1, 1};
    assert_int_equal(ms_positions_byte_of_line_column(positions, beyond), text.len);
}

static void small_texts_agree_with_counting(void **state) {
    (void)state;
    static const char *const texts[] = {
        "", "a", "\n", "\r", "\r\n", "\n\n", "a\nb", "湿地\r\na😀b\r\rc", "😀", "é\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        check_all(ms_slice_str(texts[i]));
    }
    check_all(MS_SLICE("a\0b\n\0"));
}

static void large_texts_agree_with_counting_across_samples(void **state) {
    (void)state;
    static const char *const pieces[] = {"a",  "湿",   "😀",  "é",
                                         "\n", "\r\n", "\r", "words and more words "};
    static char bytes[6000];
    uint32_t seed = 5;
    for (size_t kinds = 1; kinds <= 8; kinds++) {
        size_t len = 0;
        while (len < sizeof bytes - 32) {
            seed = seed * 1664525u + 1013904223u;
            const char *piece = pieces[(seed >> 8) % kinds];
            memcpy(bytes + len, piece, strlen(piece));
            len += strlen(piece);
        }
        check_all(ms_slice_of(bytes, len));
        size_t whole = len - len % 1024; /* as long as its samples, or nearly */
        check_all(ms_slice_of(bytes, ms_utf8_valid_prefix(ms_slice_of(bytes, whole))));
    }
}

static void the_next_text_takes_no_new_memory(void **state) {
    (void)state;
    failing_sys failing;
    ms_ctx own;
    ms_ctx_init(&own, failing_sys_init(&failing, 0));
    ms_positions *index;
    static char bytes[5000];
    memset(bytes, '\n', sizeof bytes);
    assert_int_equal(ms_positions_new(&own, ms_slice_of(bytes, sizeof bytes), &index), MS_OK);
    assert_true(ms_positions_size(index) == failing.live_bytes);
    size_t calls = failing.calls;
    for (size_t len = 0; len <= sizeof bytes; len += 100) {
        assert_int_equal(ms_positions_rebuild(index, ms_slice_of(bytes, len)), MS_OK);
    }
    assert_int_equal(failing.calls, calls);
    ms_positions_free(index);
    assert_int_equal(failing.live_bytes, 0);
}

static void the_index_survives_a_failed_allocation(void **state) {
    (void)state;
    static char bytes[5000];
    memset(bytes, '\n', sizeof bytes);
    for (size_t n = 2;; n++) {
        failing_sys failing;
        ms_ctx own;
        ms_ctx_init(&own, failing_sys_init(&failing, n));
        ms_positions *index = NULL;
        ms_status status = ms_positions_new(&own, MS_SLICE("a\nb"), &index);
        if (status == MS_OK) {
            status = ms_positions_rebuild(index, ms_slice_of(bytes, sizeof bytes));
        }
        if (index) {
            assert_int_equal(ms_positions_rebuild(index, MS_SLICE("湿\nb")), MS_OK);
            assert_int_equal(ms_positions_line_column(index, 5).column, 2);
        }
        ms_positions_free(index);
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
        cmocka_unit_test(small_texts_agree_with_counting),
        cmocka_unit_test(large_texts_agree_with_counting_across_samples),
        cmocka_unit_test(the_next_text_takes_no_new_memory),
        cmocka_unit_test(the_index_survives_a_failed_allocation),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
