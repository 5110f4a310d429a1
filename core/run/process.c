/* The worker's life: found, started on a socket, spoken to, ended. Its one idea: nothing of it
 * is trusted, as it has read strangers' bytes; and nothing in it is needed once it has been
 * read, so it ends by being killed. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/engine.h"

extern char **environ;

enum { PATH_ROOM = 4096, SOCKET_BUFFER = 1024 * 1024, POLL_STEP_MS = 200 };

/* The worker's end of the socket, as a descriptor and as its argument. */
enum { WORKER_SOCKET = 3 };
static const char worker_socket[] = "3";

/* --- finding it --------------------------------------------------------------------------- */

/* The folder of the running program; "" when the system does not tell. */
static void find_own_folder(char folder[PATH_ROOM]) {
    ssize_t len = readlink("/proc/self/exe", folder, PATH_ROOM - 1);
    folder[len > 0 ? len : 0] = '\0';
    char *slash = strrchr(folder, '/');
    folder[slash ? slash - folder : 0] = '\0';
}

/* The first of the places below folder that can be used, else installed; NULL when none can. */
static const char *find_usable(ms_engine *engine, const char *folder, const char *const *below,
                               const char *installed, int mode) {
    char path[PATH_ROOM + 64];
    for (size_t i = 0; below[i]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, below[i]);
        if (access(path, mode) == 0) return ms_engine_copy(engine, ms_slice_str(path));
    }
    return access(installed, mode) == 0 ? installed : NULL;
}

ms_status ms_process_find(ms_engine *engine, const char *worker, const char *data,
                          ms_error *error) {
    static const char *const workers[] = {
        "moonscribe-worker", "../libexec/moonscribe/moonscribe-worker", NULL};
    static const char *const folders[] = {"share/moonscribe", "../share/moonscribe", NULL};
    char folder[PATH_ROOM];
    find_own_folder(folder);
    engine->worker = worker ? ms_engine_copy(engine, ms_slice_str(worker))
                            : find_usable(engine, folder, workers,
                                          MS_LIBEXEC_DIR "/moonscribe-worker", X_OK);
    engine->data = data ? ms_engine_copy(engine, ms_slice_str(data))
                        : find_usable(engine, folder, folders, MS_DATA_DIR, R_OK | X_OK);
    if (!engine->worker || access(engine->worker, X_OK) != 0) {
        return ms_error_set(
            error, MS_E_NOT_FOUND, 0,
            "moonscribe-worker is neither in %.80s nor in %.80s: build or install it",
            worker ? worker : folder, MS_LIBEXEC_DIR);
    }
    if (!engine->data || access(engine->data, R_OK | X_OK) != 0) {
        return ms_error_set(
            error, MS_E_NOT_FOUND, 0,
            "the data folder is neither %.80s/share/moonscribe nor %.80s: install it",
            data ? data : folder, MS_DATA_DIR);
    }
    return MS_OK;
}

/* --- starting and ending ------------------------------------------------------------------ */

/* In a group of its own, so that an interrupt from the keyboard reaches the command alone,
 * which then ends it. */
static int spawn(const ms_engine *engine, ms_process *process, int socket) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals;
    char *const arguments[] = {(char *)(uintptr_t)engine->worker,
                               (char *)(uintptr_t)worker_socket, NULL};
    int failure = posix_spawn_file_actions_init(&actions);
    if (failure) return failure;
    failure = posix_spawnattr_init(&attributes);
    if (!failure) failure = posix_spawn_file_actions_adddup2(&actions, socket, WORKER_SOCKET);
    sigemptyset(&signals);
    if (!failure) failure = posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    if (!failure) failure = posix_spawnattr_setsigdefault(&attributes, &signals);
    if (!failure) {
        failure = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP |
                                                            POSIX_SPAWN_SETSIGMASK |
                                                            POSIX_SPAWN_SETSIGDEF);
    }
    if (!failure) {
        failure = posix_spawn(&process->pid, engine->worker, &actions, &attributes, arguments,
                              environ);
    }
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failure) process->pid = 0;
    return failure;
}

void ms_process_init(ms_process *process, const ms_sys *sys) {
    *process = (ms_process){.socket = -1};
    ms_buffer_init(&process->in, sys, 2 * (size_t)MS_FRAME_MAX);
    ms_buffer_init(&process->out, sys, 2 * (size_t)MS_FRAME_MAX);
}

void ms_process_free(ms_process *process) {
    ms_process_stop(process);
    ms_buffer_free(&process->in);
    ms_buffer_free(&process->out);
}

ms_status ms_process_start(ms_engine *engine, ms_process *process, ms_error *error) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return ms_error_system(error, errno, "making a socket to the worker");
    }
    int size = SOCKET_BUFFER;
    setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    int failure = spawn(engine, process, ends[1]);
    close(ends[1]);
    if (failure) {
        close(ends[0]);
        return ms_error_system(error, failure, "starting %.150s", engine->worker);
    }
    process->socket = ends[0];
    ms_buffer_reset(&process->in);
    process->in_from = 0;
    process->heard_ns = engine->sys->monotonic_ns(engine->sys->state);
    return MS_OK;
}

static void close_all(ms_process *process) {
    if (process->socket >= 0) close(process->socket);
    process->socket = -1;
    for (size_t i = 0; i < process->fd_count; i++) close(process->fds[i]);
    process->fd_count = 0;
}

void ms_process_stop(ms_process *process) {
    close_all(process);
    if (process->pid <= 0) return;
    kill(process->pid, SIGKILL);
    while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR) {
    }
    process->pid = 0;
}

int ms_process_bury(ms_process *process) {
    enum { TRIES = 100 };
    close_all(process);
    if (process->pid <= 0) return 0;
    int status = 0;
    pid_t gone = 0;
    for (int i = 0; i < TRIES && gone == 0; i++) {
        gone = waitpid(process->pid, &status, WNOHANG);
        if (gone == 0) poll(NULL, 0, 1);
    }
    if (gone == 0) ms_process_stop(process);
    process->pid = 0;
    return gone > 0 && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/* --- speaking with it --------------------------------------------------------------------- */

ms_status ms_process_send(ms_process *process, int fd, ms_error *error) {
    ms_status status = ms_frame_send(process->socket, ms_buffer_slice(&process->out), fd, error);
    ms_buffer_reset(&process->out);
    return status;
}

ms_status ms_process_frame(ms_process *process, ms_frame *frame) {
    ms_slice bytes = ms_slice_sub(ms_buffer_slice(&process->in), process->in_from, process->in.len);
    ms_status status = ms_frame_parse(&bytes, frame);
    if (status == MS_OK) process->in_from = process->in.len - bytes.len;
    return status;
}

/* Moves what has not been given as frames yet to the front. */
static void shift_received(ms_process *process) {
    ms_buffer *in = &process->in;
    if (process->in_from == 0) return;
    memmove(in->data, in->data + process->in_from, in->len - process->in_from);
    in->len -= process->in_from;
    process->in_from = 0;
}

ms_status ms_process_read(ms_engine *engine, ms_process *process, ms_error *error) {
    int fd;
    shift_received(process);
    ms_status status = ms_frame_receive(process->socket, &process->in, &fd, error);
    if (fd >= 0 && process->fd_count < MS_PROCESS_FDS) process->fds[process->fd_count++] = fd;
    else if (fd >= 0) close(fd);
    process->heard_ns = engine->sys->monotonic_ns(engine->sys->state);
    return status == MS_E_IO ? MS_END : status; /* reset: it died with our words unread */
}

int ms_process_take_fd(ms_process *process) {
    if (process->fd_count == 0) return -1;
    int fd = process->fds[0];
    process->fd_count--;
    memmove(process->fds, process->fds + 1, process->fd_count * sizeof process->fds[0]);
    return fd;
}

/* Waits until the socket can be read. */
static ms_status wait_for_worker(ms_engine *engine, ms_process *process, ms_error *error) {
    int64_t waited_ms = 0;
    for (;;) {
        if (engine->is_interrupted) {
            return ms_error_set(error, MS_E_INTERRUPTED, 0,
                                "interrupted; to have the result, run the same command again");
        }
        struct pollfd ready = {.fd = process->socket, .events = POLLIN};
        int count = poll(&ready, 1, POLL_STEP_MS);
        if (count > 0) return MS_OK;
        if (count < 0 && errno != EINTR) {
            return ms_error_system(error, errno, "waiting for the worker");
        }
        if (count == 0) waited_ms += POLL_STEP_MS;
        if (waited_ms < engine->patience_ms) continue;
        return ms_error_set(error, MS_E_LIMIT_TIME, 0, "the worker did not answer for %lld s",
                            (long long)(engine->patience_ms / 1000));
    }
}

ms_status ms_process_receive(ms_engine *engine, ms_process *process, ms_frame *frame, ms_error *error) {
    for (;;) {
        ms_status status = ms_process_frame(process, frame);
        if (status == MS_OK) return MS_OK;
        if (status != MS_END) return MS_END;
        status = wait_for_worker(engine, process, error);
        if (status == MS_OK) status = ms_process_read(engine, process, error);
        if (status != MS_OK) return status;
    }
}
