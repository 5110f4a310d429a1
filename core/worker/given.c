/* What the command has found out before this pass and hands to each worker as a file: which documents are wanted,
 * and what the script has counted. It is mapped, so all workers share it; the command has made it, so it is
 * well-formed, but no length in it is trusted.
 *
 *   sample, retry   u64 digests in order, of the locators that are wanted. A sample chooses documents; of a retry
 *                   everything else is left out too, and what ends in "!/" stands for all that is below it.
 *   counts          core/bind/counts.c */
#include <errno.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "bind/counts.h"
#include "worker/worker.h"

static ms_status map_whole(const ms_sys *sys, int fd, ms_slice *out, ms_error *error) {
    struct stat about;
    if (fd < 0 || fstat(fd, &about) != 0) return ms_error_set(error, MS_E_MALFORMED, 0, "what was given did not come along");
    *out = (ms_slice){.len = (size_t)about.st_size};
    if (out->len == 0) return MS_OK;
    out->ptr = sys->map(sys->state, fd, out->len);
    return out->ptr ? MS_OK : ms_error_system(error, errno, "what was given cannot be read");
}

static int use_counts(lua_State *L) {
    const ms_worker *worker = lua_touserdata(L, 1);
    ms_counts_use(L, worker->counts);
    return 0;
}

ms_status ms_worker_given(ms_worker *worker, ms_frame *frame, int fd) {
    ms_slice what = {0};
    ms_error error = {0};
    ms_status status = ms_frame_take_str(frame, &what);
    bool is_counts = ms_slice_equal(what, MS_SLICE("counts")), is_retry = ms_slice_equal(what, MS_SLICE("retry"));
    if (status != MS_OK || !worker->state || worker->is_started) {
        status = ms_error_set(&error, MS_E_MALFORMED, 0, "something was given at the wrong time");
    } else {
        status = map_whole(worker->sys, fd, is_counts ? &worker->counts : &worker->chosen, &error);
    }
    if (fd >= 0) worker->sys->close(worker->sys->state, fd);
    worker->is_choosing = worker->is_choosing || !is_counts;
    worker->is_retry = worker->is_retry || is_retry;
    if (status == MS_OK && is_counts) status = ms_worker_call(worker, use_counts, worker, &error);
    return status == MS_OK ? MS_OK : ms_worker_fail(worker, "load", &error);
}

static bool has_digest(ms_slice sorted, ms_slice of) {
    uint64_t wanted = ms_digest(of), found = 0;
    size_t from = 0, to = sorted.len / sizeof found;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        memcpy(&found, sorted.ptr + middle * sizeof found, sizeof found);
        if (found == wanted) return true;
        if (found < wanted) from = middle + 1;
        else to = middle;
    }
    return false;
}

bool ms_worker_wants(const ms_worker *worker, bool is_document) {
    if (!worker->is_choosing || (!worker->is_retry && !is_document)) return true;
    ms_slice label = ms_buffer_slice(&worker->label);
    if (has_digest(worker->chosen, label)) return true;
    for (size_t at = 0; worker->is_retry && at + 2 <= label.len; at++) {
        bool is_level = label.ptr[at] == '!' && label.ptr[at + 1] == '/';
        if (is_level && has_digest(worker->chosen, ms_slice_sub(label, 0, at + 2))) return true;
    }
    return false;
}
