/* What the worker gives up before it reads anything untrusted. Here is the place for Landlock
 * and seccomp: they go at the end of ms_wall_limit, once scripts, plugins and converters are
 * loaded. Failures are not errors: each measure stands for itself, and some systems refuse
 * some. */
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "worker/worker.h"

static void limit(__rlimit_resource_t resource, rlim_t value) {
    struct rlimit both = {value, value};
    (void)!setrlimit(resource, &both);
}

/* Standard input and output are the command's; stderr stays for what scripts print. */
static void drop_streams(void) {
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0) return;
    (void)!dup2(nothing, 0);
    (void)!dup2(nothing, 1);
    if (nothing > 2) close(nothing);
}

void ms_wall_enter(int socket) {
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CORE, 0);
    drop_streams();
    if (socket > 3) close_range(3, (unsigned)socket - 1, 0);
    if (socket >= 3) close_range((unsigned)socket + 1, ~0U, 0);
}

void ms_wall_limit(const ms_limits *limits) {
    limit(RLIMIT_NPROC, 0);
#ifndef __SANITIZE_ADDRESS__
    /* Far above what the limits let anyone use: a backstop for what they do not count. */
    limit(RLIMIT_AS, limits->memory * 2 + limits->document * 8 + limits->output * 4 + limits->member +
                         ((rlim_t)2 << 30));
#else
    (void)limits;
#endif
}
