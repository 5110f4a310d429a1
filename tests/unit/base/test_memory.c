/* Buffers and arenas: contents survive failures, memory is kept for the next document, caps
 * hold. */
#include "support.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/size.h"

static void a_buffer_grows_and_keeps_its_memory_when_reset(void **state) {
    (void)state;
    failing_sys failing;
    ms_buffer buffer;
    ms_buffer_init(&buffer, failing_sys_init(&failing, 0), 0);
    assert_int_equal(failing.calls, 0);
    for (int i = 0; i < 10000; i++) {
        assert_int_equal(ms_buffer_append(&buffer, "0123456789", 10), MS_OK);
    }
    assert_int_equal(buffer.len, 100000);
    assert_memory_equal(buffer.data + 99990, "0123456789", 10);
    size_t calls = failing.calls;
    ms_buffer_reset(&buffer);
    assert_int_equal(ms_buffer_append(&buffer, "x", 1), MS_OK);
    assert_int_equal(failing.calls, calls);
    assert_slice_equal(ms_buffer_slice(&buffer), "x");
    ms_buffer_free(&buffer);
    assert_int_equal(failing.live_bytes, 0);
}

static void a_buffer_keeps_its_contents_when_it_cannot_grow(void **state) {
    (void)state;
    failing_sys failing;
    ms_buffer buffer;
    ms_buffer_init(&buffer, failing_sys_init(&failing, 2), 0);
    assert_int_equal(ms_buffer_append(&buffer, "kept", 4), MS_OK);
    assert_int_equal(ms_buffer_reserve(&buffer, 1000), MS_E_MEMORY);
    assert_slice_equal(ms_buffer_slice(&buffer), "kept");
    ms_buffer_free(&buffer);
    assert_int_equal(failing.live_bytes, 0);
}

static void a_buffer_stops_at_its_cap_and_never_wraps(void **state) {
    (void)state;
    ms_buffer buffer;
    ms_buffer_init(&buffer, ms_sys_real(), 1000);
    assert_int_equal(ms_buffer_reserve(&buffer, 1000), MS_OK);
    assert_true(buffer.capacity <= 1000);
    assert_int_equal(ms_buffer_append(&buffer, "x", 1), MS_OK);
    assert_int_equal(ms_buffer_reserve(&buffer, 1000), MS_E_LIMIT_MEMORY);
    assert_int_equal(ms_buffer_reserve(&buffer, SIZE_MAX), MS_E_LIMIT_MEMORY);
    assert_int_equal(buffer.len, 1);
    ms_buffer_free(&buffer);
}

static void formatted_text_is_appended_whole(void **state) {
    (void)state;
    ms_buffer buffer;
    ms_buffer_init(&buffer, ms_sys_real(), 0);
    assert_int_equal(ms_buffer_printf(&buffer, "%s=%d;", "a", 1), MS_OK);
    assert_int_equal(ms_buffer_printf(&buffer, "%0300d", 7), MS_OK);
    assert_int_equal(buffer.len, 304);
    assert_memory_equal(buffer.data, "a=1;000", 7);
    assert_int_equal(buffer.data[303], '7');
    ms_buffer_free(&buffer);
}

static void an_arena_gives_aligned_memory_that_does_not_overlap(void **state) {
    (void)state;
    failing_sys failing;
    ms_arena arena;
    ms_arena_init(&arena, failing_sys_init(&failing, 0), 0);
    unsigned char *given[300];
    for (size_t i = 0; i < 300; i++) {
        size_t size = i * 7 % 1000;
        given[i] = ms_arena_alloc(&arena, size);
        assert_non_null(given[i]);
        assert_int_equal((uintptr_t)given[i] % _Alignof(max_align_t), 0);
        memset(given[i], (int)(i % 251), size);
    }
    unsigned char *large = ms_arena_alloc(&arena, 1 << 20);
    memset(large, 255, 1 << 20);
    for (size_t i = 0; i < 300; i++) {
        size_t size = i * 7 % 1000;
        for (size_t at = 0; at < size; at++) assert_int_equal(given[i][at], i % 251);
    }
    size_t calls = failing.calls;
    ms_arena_reset(&arena);
    for (size_t i = 0; i < 300; i++) assert_non_null(ms_arena_alloc(&arena, i * 7 % 1000));
    assert_non_null(ms_arena_alloc(&arena, 1 << 20));
    assert_int_equal(failing.calls, calls);
    ms_arena_free(&arena);
    assert_int_equal(failing.live_bytes, 0);
}

static void an_arena_refuses_what_is_beyond_its_cap(void **state) {
    (void)state;
    failing_sys failing;
    ms_arena arena;
    ms_arena_init(&arena, failing_sys_init(&failing, 0), 256 * 1024);
    assert_null(ms_arena_alloc(&arena, 300 * 1024));
    assert_null(ms_arena_alloc(&arena, SIZE_MAX));
    assert_null(ms_arena_alloc(&arena, SIZE_MAX - 100));
    assert_null(ms_arena_copy(&arena, ms_slice_of("x", SIZE_MAX)).ptr);
    size_t got = 0;
    while (got < 1000 && ms_arena_alloc(&arena, 10000)) got++;
    assert_in_range(got, 18, 26);
    assert_true(arena.held <= arena.max);
    ms_arena_free(&arena);
    assert_int_equal(failing.live_bytes, 0);
}

static void an_arena_keeps_what_it_gave_when_a_block_is_refused(void **state) {
    (void)state;
    failing_sys failing;
    ms_arena arena;
    ms_arena_init(&arena, failing_sys_init(&failing, 2), 0);
    ms_slice kept = ms_arena_copy(&arena, MS_SLICE("kept"));
    assert_null(ms_arena_alloc(&arena, 1 << 20));
    assert_slice_equal(kept, "kept");
    char *next = ms_arena_alloc(&arena, 1 << 20);
    assert_non_null(next);
    memset(next, 'x', 1 << 20);
    assert_slice_equal(kept, "kept");
    ms_arena_free(&arena);
    assert_int_equal(failing.live_bytes, 0);
}

static void a_copy_is_terminated(void **state) {
    (void)state;
    ms_arena arena;
    ms_arena_init(&arena, ms_sys_real(), 0);
    ms_slice copy = ms_arena_copy(&arena, ms_slice_of("abcdef", 3));
    assert_string_equal(copy.ptr, "abc");
    ms_slice empty = ms_arena_copy(&arena, (ms_slice){0});
    assert_non_null(empty.ptr);
    assert_string_equal(empty.ptr, "");
    ms_arena_free(&arena);
}

static void sizes_that_do_not_fit_are_refused(void **state) {
    (void)state;
    size_t out;
    assert_true(ms_size_add(SIZE_MAX - 1, 1, &out) && out == SIZE_MAX);
    assert_false(ms_size_add(SIZE_MAX, 1, &out));
    assert_true(ms_size_mul(SIZE_MAX / 2, 2, &out));
    assert_false(ms_size_mul(SIZE_MAX / 2, 3, &out));
    assert_null(ms_sys_array(ms_sys_real(), SIZE_MAX / 4, 8));
}

static void slices_clamp_and_compare_as_bytes(void **state) {
    (void)state;
    ms_slice s = MS_SLICE("abc");
    assert_slice_equal(ms_slice_sub(s, 1, 99), "bc");
    assert_int_equal(ms_slice_sub(s, 3, 1).len, 0);
    assert_int_equal(ms_slice_sub((ms_slice){0}, 0, 5).len, 0);
    assert_true(ms_slice_equal((ms_slice){0}, MS_SLICE("")));
    assert_true(ms_slice_compare(MS_SLICE("a"), MS_SLICE("ab")) < 0);
    assert_true(ms_slice_compare(MS_SLICE("\xC3"), MS_SLICE("z")) > 0);
    assert_true(ms_slice_compare(MS_SLICE("a\0b"), MS_SLICE("a\0c")) < 0);
    assert_true(ms_slice_ends(s, MS_SLICE("bc")) && ms_slice_ends(s, (ms_slice){0}) &&
                !ms_slice_ends(s, MS_SLICE("xabc")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_grows_and_keeps_its_memory_when_reset),
        cmocka_unit_test(a_buffer_keeps_its_contents_when_it_cannot_grow),
        cmocka_unit_test(a_buffer_stops_at_its_cap_and_never_wraps),
        cmocka_unit_test(formatted_text_is_appended_whole),
        cmocka_unit_test(an_arena_gives_aligned_memory_that_does_not_overlap),
        cmocka_unit_test(an_arena_refuses_what_is_beyond_its_cap),
        cmocka_unit_test(an_arena_keeps_what_it_gave_when_a_block_is_refused),
        cmocka_unit_test(a_copy_is_terminated),
        cmocka_unit_test(sizes_that_do_not_fit_are_refused),
        cmocka_unit_test(slices_clamp_and_compare_as_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
