/* The pool under Lua: blocks keep their bytes through every change of size, freed ones are used
 * again, and refused memory leaves everything as it was. */
#include "support.h"

#include "bind/pool.h"

static void blocks_keep_their_bytes_through_every_change_of_size(void **state) {
    (void)state;
    failing_sys failing;
    ms_pool pool;
    ms_pool_init(&pool, failing_sys_init(&failing, 0));
    unsigned char *block = NULL;
    size_t size = 0;
    uint32_t seed = 3;
    for (int round = 0; round < 5000; round++) {
        seed = seed * 1664525u + 1013904223u;
        size_t next = 1 + (seed >> 16) % 700;
        unsigned char *grown = ms_pool_resize(&pool, block, size, next);
        assert_non_null(grown);
        for (size_t i = 0; i < size && i < next; i++) assert_int_equal(grown[i], (unsigned char)(i * 7));
        for (size_t i = 0; i < next; i++) grown[i] = (unsigned char)(i * 7);
        block = grown;
        size = next;
    }
    assert_null(ms_pool_resize(&pool, block, size, 0));
    ms_pool_free(&pool);
    assert_int_equal(failing.live_bytes, 0);
}

static void freed_blocks_are_used_again(void **state) {
    (void)state;
    failing_sys failing;
    ms_pool pool;
    ms_pool_init(&pool, failing_sys_init(&failing, 0));
    void *kept = ms_pool_resize(&pool, NULL, 0, 40);
    size_t held = failing.live_bytes;
    for (int i = 0; i < 100000; i++) {
        void *block = ms_pool_resize(&pool, NULL, 0, 40);
        assert_non_null(block);
        assert_ptr_not_equal(block, kept);
        ms_pool_resize(&pool, block, 40, 0);
    }
    assert_int_equal(failing.live_bytes, held);
    ms_pool_free(&pool);
}

static void refused_memory_leaves_the_block_as_it_was(void **state) {
    (void)state;
    failing_sys failing;
    ms_pool pool;
    ms_pool_init(&pool, failing_sys_init(&failing, 0));
    unsigned char *block = ms_pool_resize(&pool, NULL, 0, 20);
    assert_non_null(block);
    memset(block, 9, 20);
    failing.fail_at = failing.calls + 1;
    failing.is_sticky = true;
    assert_null(ms_pool_resize(&pool, block, 20, 5000));
    for (int i = 0; i < 20; i++) assert_int_equal(block[i], 9);
    ms_pool_resize(&pool, block, 20, 0);
    ms_pool_free(&pool);
    assert_int_equal(failing.live_bytes, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_keep_their_bytes_through_every_change_of_size),
        cmocka_unit_test(freed_blocks_are_used_again),
        cmocka_unit_test(refused_memory_leaves_the_block_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
