/* See wall.h. Never treat a refusal as an error: containers and old kernels refuse some of this,
 * and the other measures stand. */
#include "worker/wall.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

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
    /* Times in archives are not read by where this machine stands, and no file tells of it. */
    (void)setenv("TZ", "UTC0", 1);
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

ms_status ms_wall_allow(ms_wall *wall, const char *path, ms_error *error) {
    const size_t most = sizeof wall->folders / sizeof wall->folders[0];
    if (ms_landlock_version() == 0) {
        return ms_error_set(error, MS_E_UNSUPPORTED, 0,
                            "--allow: this system has no Landlock, so that nothing could hold a script to %.80s", path);
    }
    if (wall->folder_count == most) {
        return ms_error_set(error, MS_E_USAGE, 0, "--allow: no more than %zu folders", most);
    }
    int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return ms_error_system(error, errno, "--allow: %.150s", path);
    wall->folders[wall->folder_count++] = fd;
    return MS_OK;
}

void ms_wall_close(ms_wall *wall, ms_wall_step step) {
#ifdef __SANITIZE_ADDRESS__
    /* The sanitizers read the program's file to name the place of an error. */
    if (step == MS_WALL_SEALED) return;
#endif
    /* Landlock first: the filter forbids it. */
    wall->landlock = ms_landlock_close(wall, step);
    wall->has_seccomp = ms_seccomp_close(wall, step);
}

void ms_wall_describe(const ms_wall *wall, char *text, size_t size) {
    const char *calls = wall->has_seccomp ? "system calls filtered" : "system calls not filtered (no seccomp here)";
    if (wall->landlock) snprintf(text, size, "landlock %d, %s", wall->landlock, calls);
    else snprintf(text, size, "no landlock here, %s", calls);
}
