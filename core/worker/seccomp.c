/* The filter of system calls. The one idea: a list of what the worker needs, and all else is
 * refused; what is not on the list when a kernel learns it is refused too. Calls that could do
 * more than is needed are let through for some arguments only. Written as the kernel's own small
 * programs (classic BPF), which is a page, and saves a library.
 *
 * Never let through a call that takes a path once the wall is sealed, one that makes a process,
 * a socket or a mapping of a file that can be run, or one that reaches another process. */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "worker/wall.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

#ifndef ARCHITECTURE

int ms_seccomp_close(const ms_wall *wall, ms_wall_step step) {
    (void)wall;
    (void)step;
    return 0;
}

#else

/* What a worker at its work needs. */
static const int working[] = {
    /* its descriptors */
    SYS_read, SYS_pread64, SYS_readv, SYS_preadv, SYS_write, SYS_pwrite64, SYS_writev, SYS_lseek,
    SYS_close, SYS_fstat, SYS_recvmsg, SYS_recvfrom, SYS_sendmsg, SYS_sendto, SYS_ppoll, SYS_fcntl,
    SYS_fadvise64,
    /* memory; what can be run is looked at below */
    SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk, SYS_memfd_create,
    /* time, signals, the end */
    SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday, SYS_nanosleep, SYS_clock_nanosleep,
    SYS_timer_create, SYS_timer_settime, SYS_timer_gettime, SYS_timer_delete, SYS_rt_sigaction,
    SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_restart_syscall, SYS_exit, SYS_exit_group,
    /* the C library's housekeeping */
    SYS_futex, SYS_getpid, SYS_gettid, SYS_getrandom, SYS_sched_yield, SYS_getrusage, SYS_set_robust_list,
#ifdef SYS_rseq
    SYS_rseq,
#endif
#ifdef SYS_poll
    SYS_poll,
#endif
};

/* And while scripts and plugins are loaded: files, to read, and what closes the wall further. */
static const int loading[] = {
    SYS_getdents64, SYS_readlinkat, SYS_faccessat, SYS_newfstatat, SYS_statx, SYS_getcwd,
    SYS_prctl,      SYS_seccomp,    444,           445,            446,
#ifdef SYS_faccessat2
    SYS_faccessat2,
#endif
#ifdef SYS_access
    SYS_access, SYS_stat, SYS_lstat, SYS_readlink,
#endif
};

enum { MOST = 256 };

typedef struct program {
    struct sock_filter code[MOST];
    unsigned short len;
} program;

static void add(program *p, unsigned code, uint32_t k, unsigned on_true, unsigned on_false) {
    if (p->len == MOST) return;
    p->code[p->len++] = (struct sock_filter){(uint16_t)code, (uint8_t)on_true, (uint8_t)on_false, k};
}

static void answer(program *p, uint32_t what) {
    add(p, BPF_RET | BPF_K, what, 0, 0);
}

static void load_number(program *p) {
    add(p, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
}

/* The lower half of an argument; all that are looked at are int in the kernel. */
static void load_argument(program *p, unsigned index) {
    size_t at = offsetof(struct seccomp_data, args) + index * sizeof(uint64_t);
    if (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__) at += sizeof(uint32_t);
    add(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)at, 0, 0);
}

static void allow(program *p, const int *calls, size_t count) {
    for (size_t i = 0; i < count; i++) {
        add(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i], 0, 1);
        answer(p, SECCOMP_RET_ALLOW);
    }
}

/* Allows a call when argument & mask is value. */
static void allow_if(program *p, int call, unsigned argument, uint32_t mask, uint32_t value) {
    add(p, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 5);
    load_argument(p, argument);
    add(p, BPF_ALU | BPF_AND | BPF_K, mask, 0, 0);
    add(p, BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    answer(p, SECCOMP_RET_ALLOW);
    load_number(p);
}

/* Another architecture's numbers mean other calls, and so do those of x32. */
static void check_architecture(program *p) {
    add(p, BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch), 0, 0);
    add(p, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    answer(p, SECCOMP_RET_KILL_PROCESS);
    load_number(p);
}

static void write_program(program *p, const ms_wall *wall, ms_wall_step step) {
    enum { ANY_WRITE = O_ACCMODE | O_CREAT | O_TRUNC | (__O_TMPFILE & ~O_DIRECTORY) };
    check_architecture(p);
    allow(p, working, sizeof working / sizeof working[0]);
    /* Compiled patterns run from anonymous memory; nothing of a file becomes code. */
    allow_if(p, SYS_mmap, 2, PROT_EXEC, 0);
    allow_if(p, SYS_mmap, 3, MAP_ANONYMOUS, MAP_ANONYMOUS);
    allow_if(p, SYS_mprotect, 2, PROT_EXEC, 0);
    /* Only itself: abort() does that. */
    allow_if(p, SYS_tgkill, 0, UINT32_MAX, (uint32_t)getpid());
    /* Where folders are allowed, Landlock says which, and that they are only read. */
    static const int folders[] = {SYS_openat2, SYS_getdents64};
    if (wall->folder_count > 0 && wall->landlock > 0) allow(p, folders, sizeof folders / sizeof folders[0]);
    if (step == MS_WALL_LOADING) {
        allow(p, loading, sizeof loading / sizeof loading[0]);
        allow_if(p, SYS_openat, 2, ANY_WRITE, O_RDONLY);
#ifdef SYS_open
        allow_if(p, SYS_open, 1, ANY_WRITE, O_RDONLY);
#endif
    } else {
        /* fstat is made of it; a path can be asked about, never opened. */
        allow_if(p, SYS_newfstatat, 3, UINT32_MAX, AT_EMPTY_PATH);
    }
    answer(p, SECCOMP_RET_ERRNO | EPERM);
}

int ms_seccomp_close(const ms_wall *wall, ms_wall_step step) {
    program p = {.len = 0};
    write_program(&p, wall, step);
    struct sock_fprog whole = {.len = p.len, .filter = p.code};
    return p.len < MOST && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole) == 0;
}

#endif
