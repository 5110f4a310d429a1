/* What unit tests share: cmocka, and a system whose Nth allocation fails.
 *
 *   for (size_t n = 1;; n++) {
 *       failing_sys failing;
 *       const ms_sys *sys = failing_sys_init(&failing, n);
 *       ms_status status = operation(sys);            // frees whatever it holds
 *       assert_int_equal(failing.live_bytes, 0);      // nothing leaks, whatever failed
 *       if (!failing.has_failed) { assert_int_equal(status, MS_OK); break; }
 *       assert_int_equal(status, MS_E_MEMORY);
 *   }
 */
#ifndef MS_TESTS_SUPPORT_H
#define MS_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/slice.h"
#include "base/sys.h"

typedef struct failing_sys {
    ms_sys sys;        /* the real one, but for resize */
    size_t fail_at;    /* the allocation that is refused, from 1; 0 refuses none */
    bool is_sticky;    /* every later one is refused too */
    size_t calls;      /* allocations asked for */
    bool has_failed;
    size_t live_bytes; /* allocated and not freed; by the sizes that callers give */
} failing_sys;

static inline void *failing_sys_resize(void *state, void *ptr, size_t old_size,
                                       size_t new_size) {
    failing_sys *failing = state;
    if (new_size > old_size || !ptr) {
        failing->calls++;
        bool is_it = failing->fail_at && (failing->calls == failing->fail_at ||
                                          (failing->is_sticky &&
                                           failing->calls > failing->fail_at));
        if (is_it) {
            failing->has_failed = true;
            return NULL;
        }
    }
    const ms_sys *real = ms_sys_real();
    void *result = real->resize(real->state, ptr, old_size, new_size);
    if (result || new_size == 0) failing->live_bytes += new_size - (ptr ? old_size : 0);
    return result;
}

static inline const ms_sys *failing_sys_init(failing_sys *failing, size_t fail_at) {
    *failing = (failing_sys){.sys = *ms_sys_real(), .fail_at = fail_at};
    failing->sys.state = failing;
    failing->sys.resize = failing_sys_resize;
    return &failing->sys;
}

static inline int64_t own_time_ns(void *state) {
    (void)state;
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* The real system with a clock that counts the time of this process alone, so that no test
 * fails because the machine is busy with others. */
static inline const ms_sys *own_time_sys(ms_sys *sys) {
    *sys = *ms_sys_real();
    sys->monotonic_ns = own_time_ns;
    return sys;
}

/* Fails the test, showing both, unless they are the same bytes. */
static inline void check_slice(ms_slice got, const char *expected, const char *file, int line) {
    if (ms_slice_equal(got, ms_slice_str(expected))) return;
    print_error("expected \"%s\"\n     got \"%.*s\"\n", expected, (int)got.len,
                got.ptr ? got.ptr : "");
    _fail(file, line);
}
#define assert_slice_equal(got, expected) check_slice((got), (expected), __FILE__, __LINE__)

#endif
