/* The worker's life: found, started on a socket, spoken to, ended. Never trust a frame of it: it has read
 * strangers' bytes. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/engine.h"

enum { PATH_ROOM = 4096, SOCKET_BUFFER = 1024 * 1024, POLL_STEP_MS = 200 };

/* --- finding it ---------------------------------------------------------------------------------- */

/* The folder of the running program; false when the system does not tell. */
static bool own_folder(char folder[PATH_ROOM]) {
    ssize_t len = readlink("/proc/self/exe", folder, PATH_ROOM - 1);
    if (len <= 0) return false;
    folder[len] = '\0';
    char *slash = strrchr(folder, '/');
    if (!slash) return false;
    *slash = '\0';
    return true;
}

/* The first of the candidates that can be accessed, copied; NULL when none can. */
static const char *first_usable(ms_engine *engine, const char *folder, const char *const *below, const char *installed, int mode) {
    char path[PATH_ROOM + 64];
    for (size_t i = 0; below[i]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, below[i]);
        if (access(path, mode) == 0) return ms_engine_copy(engine, ms_slice_str(path));
    }
    return access(installed, mode) == 0 ? installed : NULL;
}

ms_status ms_process_find(ms_engine *engine, const char *worker, const char *data, ms_error *error) {
    static const char *const workers[] = {"moonscribe-worker", "../libexec/moonscribe/moonscribe-worker", NULL};
    static const char *const folders[] = {"share/moonscribe", "../share/moonscribe", NULL};
    char folder[PATH_ROOM] = ".";
    if (!own_folder(folder)) folder[0] = '\0';
    engine->worker = worker ? ms_engine_copy(engine, ms_slice_str(worker))
                            : first_usable(engine, folder, workers, MS_LIBEXEC_DIR "/moonscribe-worker", X_OK);
    engine->data = data ? ms_engine_copy(engine, ms_slice_str(data)) : first_usable(engine, folder, folders, MS_DATA_DIR, R_OK | X_OK);
    if (!engine->worker || access(engine->worker, X_OK) != 0) {
        return ms_error_set(error, MS_E_NOT_FOUND, 0, "moonscribe-worker is neither in %.80s nor in %s: build or install it", folder, MS_LIBEXEC_DIR);
    }
    if (!engine->data) {
        return ms_error_set(error, MS_E_NOT_FOUND, 0, "the data folder share/moonscribe is neither beside %.80s nor in %s", folder, MS_DATA_DIR);
    }
    return MS_OK;
}

/* --- starting and ending -------------------------------------------------------------------------- */

/* In the child: everything but the standard streams and the socket is closed by exec, because it was opened so. */
static _Noreturn void become_worker(const char *path, int socket) {
    char number[16];
    snprintf(number, sizeof number, "%d", socket);
    char *const arguments[] = {(char *)(uintptr_t)path, number, NULL};
    if (fcntl(socket, F_SETFD, 0) == 0) execv(path, arguments);
    _exit(127);
}

ms_status ms_process_start(ms_engine *engine, ms_error *error) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return ms_error_system(error, errno, "making a socket to the worker");
    int size = SOCKET_BUFFER;
    setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    pid_t pid = fork();
    if (pid == 0) become_worker(engine->worker, ends[1]);
    int why = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return ms_error_system(error, why, "starting the worker");
    }
    engine->pid = pid;
    engine->socket = ends[0];
    ms_buffer_reset(&engine->in);
    engine->in_from = 0;
    return MS_OK;
}

void ms_process_stop(ms_engine *engine, int *signal) {
    if (signal) *signal = 0;
    if (engine->socket >= 0) close(engine->socket);
    engine->socket = -1;
    if (engine->pid <= 0) return;
    /* It ends by itself when its socket closes; one that does not is stuck. */
    int status = 0;
    pid_t gone = 0;
    for (int tries = 0; tries < 50 && gone == 0; tries++) {
        gone = waitpid(engine->pid, &status, WNOHANG);
        if (gone == 0) poll(NULL, 0, tries < 20 ? 1 : 20);
    }
    if (gone == 0) {
        kill(engine->pid, SIGKILL);
        while (waitpid(engine->pid, &status, 0) < 0 && errno == EINTR) {
        }
    }
    if (signal && WIFSIGNALED(status)) *signal = WTERMSIG(status);
    engine->pid = 0;
}

/* --- speaking with it ------------------------------------------------------------------------------- */

ms_status ms_process_send(ms_engine *engine, int fd, ms_error *error) {
    ms_status status = ms_frame_send(engine->socket, ms_buffer_slice(&engine->out), fd, error);
    ms_buffer_reset(&engine->out);
    return status;
}

/* Waits until the socket can be read. */
static ms_status wait_for_worker(ms_engine *engine, ms_error *error) {
    int64_t waited_ms = 0;
    for (;;) {
        if (engine->is_interrupted) return ms_error_set(error, MS_E_INTERRUPTED, 0, "interrupted; run the same command again");
        struct pollfd ready = {.fd = engine->socket, .events = POLLIN};
        int count = poll(&ready, 1, POLL_STEP_MS);
        if (count > 0) return MS_OK;
        if (count < 0 && errno != EINTR) return ms_error_system(error, errno, "waiting for the worker");
        waited_ms += POLL_STEP_MS;
        if (waited_ms >= engine->patience_ms) {
            kill(engine->pid, SIGKILL);
            return ms_error_set(error, MS_E_LIMIT_TIME, 0, "the worker did not answer for %lld s and was ended", (long long)(engine->patience_ms / 1000));
        }
    }
}

ms_status ms_process_receive(ms_engine *engine, ms_frame *frame, ms_error *error) {
    for (;;) {
        ms_slice bytes = ms_slice_sub(ms_buffer_slice(&engine->in), engine->in_from, engine->in.len);
        ms_status status = ms_frame_parse(&bytes, frame);
        if (status == MS_OK) {
            engine->in_from = engine->in.len - bytes.len;
            return MS_OK;
        }
        if (status != MS_END) return ms_error_set(error, MS_E_INTERNAL, 0, "the worker sent something that is no frame");
        if (engine->in_from > 0) {
            memmove(engine->in.data, engine->in.data + engine->in_from, engine->in.len - engine->in_from);
            engine->in.len -= engine->in_from;
            engine->in_from = 0;
        }
        status = wait_for_worker(engine, error);
        if (status != MS_OK) return status;
        int fd;
        status = ms_frame_receive(engine->socket, &engine->in, &fd, error);
        /* A worker has no descriptor to send. */
        if (fd >= 0) close(fd);
        if (status == MS_E_IO) return MS_END; /* reset by a worker that died */
        if (status != MS_OK) return status;
    }
}
