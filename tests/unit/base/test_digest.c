/* Digests: one changed, added or missing byte shows, wherever it is; the value is the same for
 * ever, because manifests keep it. */
#include "support.h"

#include "base/digest.h"

static void every_changed_byte_shows(void **state) {
    (void)state;
    char bytes[70];
    for (size_t len = 0; len <= sizeof bytes; len++) {
        for (size_t i = 0; i < len; i++) bytes[i] = (char)('a' + i % 26);
        uint64_t digest = ms_digest(ms_slice_of(bytes, len));
        for (size_t i = 0; i < len; i++) {
            for (int bit = 0; bit < 8; bit++) {
                bytes[i] = (char)(bytes[i] ^ (1 << bit));
                assert_true(ms_digest(ms_slice_of(bytes, len)) != digest);
                bytes[i] = (char)(bytes[i] ^ (1 << bit));
            }
        }
        if (len > 0) assert_true(ms_digest(ms_slice_of(bytes, len - 1)) != digest);
    }
}

static void lengths_of_the_same_byte_differ(void **state) {
    (void)state;
    static const char zeros[64];
    for (size_t a = 0; a < sizeof zeros; a++) {
        for (size_t b = 0; b < a; b++) {
            assert_true(ms_digest(ms_slice_of(zeros, a)) != ms_digest(ms_slice_of(zeros, b)));
        }
    }
}

static void values_that_manifests_hold_do_not_change(void **state) {
    (void)state;
    assert_true(ms_digest(MS_SLICE("")) == UINT64_C(0x3344B83FE6ABD788));
    assert_true(ms_digest(MS_SLICE("interview")) == UINT64_C(0xE2019C104984122C));
    assert_true(ms_digest(MS_SLICE("Ann: When?\nBob: On 3 June 1987.\n")) == UINT64_C(0x6D68201038368CF9));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_changed_byte_shows),
        cmocka_unit_test(lengths_of_the_same_byte_differ),
        cmocka_unit_test(values_that_manifests_hold_do_not_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
