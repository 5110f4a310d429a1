/* The wall from within: a child closes it around itself and tries what a stranger's code would try
 * if it had got hold of the process. Each attempt is a bare system call, so that no library can
 * be the one that refuses. */
#include "support.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker/wall.h"

/* What the attempts are made on; all of it was there before the wall. */
static char kept[] = "/tmp/ms-wall-XXXXXX"; /* a file that can be read and written */
static pid_t parent;
static int own; /* an open descriptor of it */

enum { SUCCEEDED = 0, REFUSED = 1, UNWALLED = 2 };

typedef bool attempt(void); /* whether it has succeeded */

/* Runs it in a child behind the wall. */
static int behind_wall(ms_wall_step step, attempt *try) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        ms_limits limits = ms_limits_default();
        ms_wall wall = {0};
        /* The streams of the test stay open: not ms_wall_enter as a whole. */
        ms_wall_enter(-1);
        ms_wall_limit(&limits);
        ms_wall_close(&wall, MS_WALL_LOADING);
        if (step == MS_WALL_SEALED) ms_wall_close(&wall, MS_WALL_SEALED);
        if (!wall.has_seccomp) _exit(UNWALLED);
        _exit(try() ? SUCCEEDED : REFUSED);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static bool open_read(void) { return syscall(SYS_openat, AT_FDCWD, kept, O_RDONLY, 0) >= 0; }
static bool open_folder(void) { return syscall(SYS_openat, AT_FDCWD, "/tmp", O_RDONLY | O_DIRECTORY, 0) >= 0; }
static bool open_write(void) { return syscall(SYS_openat, AT_FDCWD, kept, O_WRONLY, 0) >= 0; }
static bool open_both(void) { return syscall(SYS_openat, AT_FDCWD, kept, O_RDWR, 0) >= 0; }
static bool open_truncate(void) { return syscall(SYS_openat, AT_FDCWD, kept, O_RDONLY | O_TRUNC, 0) >= 0; }
static bool open_new(void) { return syscall(SYS_openat, AT_FDCWD, "/tmp/ms-wall-new", O_RDONLY | O_CREAT, 0600) >= 0; }
static bool open_hidden(void) { return syscall(SYS_openat, AT_FDCWD, "/tmp", O_RDWR | O_TMPFILE, 0600) >= 0; }
static bool open_two(void) {
    uint64_t how[3] = {O_RDONLY, 0, 0};
    return syscall(437, AT_FDCWD, kept, how, sizeof how) >= 0; /* openat2 */
}
static bool remove_file(void) { return syscall(SYS_unlinkat, AT_FDCWD, kept, 0) == 0; }
static bool rename_file(void) { return syscall(SYS_renameat2, AT_FDCWD, kept, AT_FDCWD, "/tmp/ms-wall-x", 0) == 0; }
static bool make_folder(void) { return syscall(SYS_mkdirat, AT_FDCWD, "/tmp/ms-wall-d", 0700) == 0; }
static bool make_link(void) { return syscall(SYS_symlinkat, kept, AT_FDCWD, "/tmp/ms-wall-l") == 0; }
static bool truncate_open(void) { return syscall(SYS_ftruncate, own, 0L) == 0; }
static bool change_mode(void) { return syscall(SYS_fchmod, own, 0777) == 0; }
static bool make_socket(void) { return syscall(SYS_socket, AF_INET, SOCK_STREAM, 0) >= 0; }
static bool make_unix_socket(void) { return syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0) >= 0; }
static bool make_pair(void) {
    int ends[2];
    return syscall(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, ends) == 0;
}
static bool run_program(void) {
    char *const arguments[] = {NULL};
    syscall(SYS_execve, "/bin/true", arguments, arguments);
    return false; /* /bin/true would have exited with 0 */
}
static bool make_process(void) {
    long pid = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (pid == 0) _exit(0);
    return pid > 0;
}
static bool make_process_three(void) {
    uint64_t how[8] = {0};
    long pid = syscall(435, how, sizeof how); /* clone3 */
    if (pid == 0) _exit(0);
    return pid > 0;
}
static bool kill_parent(void) { return syscall(SYS_kill, parent, 0) == 0; }
static bool kill_thread(void) { return syscall(SYS_tgkill, parent, parent, 0) == 0; }
static bool trace_parent(void) { return syscall(SYS_ptrace, PTRACE_SEIZE, parent, 0, 0) == 0; }
static bool read_parent(void) {
    char to[1];
    struct { void *base; size_t len; } here = {to, 1}, there = {kept, 1};
    return syscall(SYS_process_vm_readv, parent, &here, 1L, &there, 1L, 0L) == 1;
}
static bool map_code(void) { return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, own, 0) != MAP_FAILED; }
static bool turn_to_code(void) {
    void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, own, 0);
    return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}
static bool change_namespace(void) { return syscall(SYS_unshare, CLONE_NEWUSER) == 0; }
static bool make_ring(void) {
    char parameters[256] = {0};
    return syscall(425, 1, parameters) >= 0; /* io_uring_setup */
}
static bool raise_limit(void) {
    uint64_t both[2] = {1 << 20, 1 << 20};
    return syscall(SYS_prlimit64, 0, 7 /* RLIMIT_NOFILE */, both, NULL) == 0;
}

/* What a worker at its work does. */
static bool anonymous_code(void) {
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}
static bool read_open(void) {
    char byte;
    return pread(own, &byte, 1, 0) == 1;
}
static bool ask_size(void) { return lseek(own, 0, SEEK_END) == 4; }
static bool memory_file(void) { return memfd_create("x", MFD_CLOEXEC) >= 0; }
static bool reading_the_clock(void) {
    struct timespec now;
    return syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now) == 0;
}

#define ATTEMPT(name) {#name, name}

typedef struct named {
    const char *name;
    attempt *try;
} named;

static const named always_refused[] = {
    ATTEMPT(open_write), ATTEMPT(open_both), ATTEMPT(open_truncate), ATTEMPT(open_new), ATTEMPT(open_hidden),
    ATTEMPT(open_two), ATTEMPT(remove_file), ATTEMPT(rename_file), ATTEMPT(make_folder), ATTEMPT(make_link),
    ATTEMPT(truncate_open), ATTEMPT(change_mode), ATTEMPT(make_socket), ATTEMPT(make_unix_socket),
    ATTEMPT(make_pair), ATTEMPT(run_program), ATTEMPT(make_process), ATTEMPT(make_process_three),
    ATTEMPT(kill_parent), ATTEMPT(kill_thread), ATTEMPT(trace_parent), ATTEMPT(read_parent), ATTEMPT(map_code),
    ATTEMPT(turn_to_code), ATTEMPT(change_namespace), ATTEMPT(make_ring), ATTEMPT(raise_limit)};
static const named while_loading[] = {ATTEMPT(open_read), ATTEMPT(open_folder)};
static const named always_allowed[] = {ATTEMPT(anonymous_code), ATTEMPT(read_open), ATTEMPT(ask_size),
                                       ATTEMPT(memory_file), ATTEMPT(reading_the_clock)};

#define EACH(list, i) size_t i = 0; i < sizeof(list) / sizeof(list)[0]; i++

static void check(ms_wall_step step, const named *what, int expected) {
    int got = behind_wall(step, what->try);
    if (got != expected) fail_msg("%s at step %d: %d, not %d", what->name, step, got, expected);
}

static void what_is_refused(void **state) {
    (void)state;
    if (behind_wall(MS_WALL_LOADING, reading_the_clock) == UNWALLED) {
        print_message("SKIPPED: this system refuses seccomp filters\n");
        skip();
    }
    for (EACH(always_refused, i)) {
        check(MS_WALL_LOADING, &always_refused[i], REFUSED);
        check(MS_WALL_SEALED, &always_refused[i], REFUSED);
    }
#ifdef __SANITIZE_ADDRESS__
    print_message("SKIPPED: with sanitizers files can be read to the end\n");
#else
    for (EACH(while_loading, i)) check(MS_WALL_SEALED, &while_loading[i], REFUSED);
#endif
}

static void what_is_allowed(void **state) {
    (void)state;
    for (EACH(while_loading, i)) {
        if (behind_wall(MS_WALL_LOADING, while_loading[i].try) != UNWALLED) {
            check(MS_WALL_LOADING, &while_loading[i], SUCCEEDED);
        }
    }
    for (EACH(always_allowed, i)) {
        int got = behind_wall(MS_WALL_SEALED, always_allowed[i].try);
        if (got == REFUSED) fail_msg("%s is refused", always_allowed[i].name);
    }
}

/* Landlock alone, as where seccomp is refused: files are still out of reach. */
static bool landlock_stands_alone(void) {
    const ms_wall wall = {.folder_count = 0};
    bool is_read = ms_landlock_close(&wall, MS_WALL_LOADING) > 0 && open_read() && !open_write() && !open_new();
    return is_read && ms_landlock_close(&wall, MS_WALL_SEALED) > 0 && !open_read() && !remove_file();
}

static void landlock_alone(void **state) {
    (void)state;
    if (ms_landlock_version() == 0) {
        print_message("SKIPPED: this kernel has no Landlock\n");
        skip();
    }
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        ms_wall_enter(-1);
        _exit(landlock_stands_alone() ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static int make_kept(void **state) {
    (void)state;
    parent = getpid();
    own = mkstemp(kept);
    return own >= 0 && write(own, "kept", 4) == 4 ? 0 : -1;
}

static int remove_kept(void **state) {
    (void)state;
    struct { const char *path; } others[] = {{"/tmp/ms-wall-new"}, {"/tmp/ms-wall-x"}, {"/tmp/ms-wall-l"}};
    for (EACH(others, i)) (void)!unlink(others[i].path);
    (void)!rmdir("/tmp/ms-wall-d");
    return unlink(kept);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_refused), cmocka_unit_test(what_is_allowed),
                                       cmocka_unit_test(landlock_alone)};
    return cmocka_run_group_tests(tests, make_kept, remove_kept);
}
