/* See store.h. Never retries a failed sync: after one nobody knows what the disk holds. */
#include "run/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "base/digest.h"
#include "base/size.h"

enum { PATH_ROOM = 4096, LONG_ROOM = PATH_ROOM + MS_SUFFIX_ROOM + 16, TAIL = 4096, JOB_MAX = 64 * 1024 * 1024, RECORD_WORDS = 28 };

static const uint64_t MAGIC = UINT64_C(0x32656269726373);

static const char *const part_names[MS_STORE_PARTS] = {"rows",     "keys",   "rejects",
                                                       "manifest", "inputs", "segments"};

struct ms_store {
    const ms_sys *sys;
    char output[PATH_ROOM], folder[PATH_ROOM + MS_SUFFIX_ROOM];
    char paths[MS_STORE_PARTS][LONG_ROOM];
    char result_path[LONG_ROOM];
    ms_append parts[MS_STORE_PARTS], result, journal;
    ms_buffer scratch;
    uint64_t job_digest, sequence, committed; /* bytes of parts at the last commit */
    ms_checkpoint at;                         /* the last commit */
    bool has_commit, has_result, is_done, is_broken;
};

/* --- records ------------------------------------------------------------------------------ */

/* A record is RECORD_WORDS numbers: what it is, the state, lengths and last bytes of the parts, and a
 * digest of all of that. */
typedef struct record {
    uint64_t magic, job, sequence;
    ms_checkpoint at;
    uint64_t has_result;
    uint64_t lengths[MS_STORE_PARTS];
    uint64_t tail; /* digest of the rows' last bytes */
} record;

_Static_assert(sizeof(record) == (RECORD_WORDS - 1) * sizeof(uint64_t), "records have a fixed size");

static uint64_t digest_of(const record *entry) {
    return ms_digest(ms_slice_of((const char *)entry, sizeof *entry));
}

/* The last bytes of the rows up to length. */
static ms_status digest_tail(ms_store *store, uint64_t length, uint64_t *digest, ms_error *error) {
    char bytes[TAIL];
    size_t size = length < TAIL ? (size_t)length : TAIL;
    ms_status status = size ? ms_append_read(&store->parts[MS_STORE_ROWS], length - size, bytes, size, error) : MS_OK;
    *digest = ms_digest(ms_slice_of(bytes, size));
    return status;
}

/* Finds the last record that is whole; those behind damage are none. *end is where the next belongs. */
static ms_status read_journal(ms_store *store, record *last, uint64_t *end, ms_error *error) {
    const ms_sys *sys = store->sys;
    int fd = store->journal.fd;
    *end = 0;
    for (;;) {
        struct { record entry; uint64_t digest; } read;
        ssize_t got = sys->pread(sys->state, fd, &read, sizeof read, (int64_t)*end);
        if (got < 0) return ms_error_system(error, errno, "the journal in '%.180s' cannot be read", store->folder);
        bool is_good = got == (ssize_t)sizeof read && read.entry.magic == MAGIC &&
                       read.digest == digest_of(&read.entry) && read.entry.sequence == store->sequence + 1;
        if (!is_good) return MS_OK;
        *last = read.entry;
        store->sequence++;
        *end += sizeof read;
    }
}

/* --- the job ------------------------------------------------------------------------------ */

static ms_status sync_folder(const ms_sys *sys, const char *folder, ms_error *error) {
    int fd = sys->open(sys->state, folder, O_RDONLY | O_DIRECTORY, 0);
    /* Some file systems cannot sync a folder and say so: then there is nothing to wait for. */
    bool is_done = fd >= 0 && (sys->fsync(sys->state, fd) == 0 || errno == EINVAL);
    int failure = errno;
    if (fd >= 0) sys->close(sys->state, fd);
    return is_done ? MS_OK : ms_error_system(error, failure, "the folder '%.180s' cannot be synced", folder);
}

static ms_status sync_parent(ms_store *store, ms_error *error) {
    char folder[PATH_ROOM];
    const char *slash = strrchr(store->output, '/');
    size_t len = slash ? (size_t)(slash - store->output) + 1 : 0;
    memcpy(folder, store->output, len);
    folder[len] = '\0';
    return sync_folder(store->sys, len ? folder : ".", error);
}

static ms_status read_job(ms_store *store, const char *path, ms_error *error) {
    const ms_sys *sys = store->sys;
    ms_buffer *out = &store->scratch;
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    ms_buffer_reset(out);
    if (fd < 0) return ms_error_system(error, errno, "'%.180s' cannot be read", path);
    ssize_t got = 1;
    while (got > 0 && out->len < JOB_MAX && ms_buffer_reserve(out, TAIL) == MS_OK) {
        got = sys->read(sys->state, fd, out->data + out->len, TAIL);
        if (got > 0) out->len += (size_t)got;
    }
    sys->close(sys->state, fd);
    return got == 0 ? MS_OK : ms_error_set(error, MS_E_IO, 0, "'%.180s' cannot be read", path);
}

static ms_slice take_line(ms_slice *text) {
    const char *end = text->len ? memchr(text->ptr, '\n', text->len) : NULL;
    size_t len = end ? (size_t)(end - text->ptr) : text->len;
    ms_slice line = ms_slice_sub(*text, 0, len);
    *text = ms_slice_sub(*text, len + 1, text->len);
    return line;
}

/* Which key is the first to be different? */
static ms_status tell_difference(const ms_store *store, ms_slice now, ms_slice then, ms_error *error) {
    while (now.len || then.len) {
        ms_slice a = take_line(&now), b = take_line(&then);
        if (ms_slice_equal(a, b)) continue;
        ms_slice line = a.len ? a : b;
        const char *tab = line.len ? memchr(line.ptr, '\t', line.len) : NULL;
        int len = tab ? (int)(tab - line.ptr) : 0;
        return ms_error_set(error, MS_E_STALE, 0,
                            "an earlier run of this was stopped, and since then something is different: %.*s. Run it "
                            "as it was to go on, or add --restart to begin anew ('%.100s')",
                            len, line.ptr, store->folder);
    }
    return MS_OK;
}

/* A small file, on the disk when this returns; its name may not be. */
static ms_status write_file(ms_store *store, const char *path, ms_slice text, ms_error *error) {
    ms_append file;
    ms_status status = ms_append_open(&file, store->sys, path, 0, error);
    if (status != MS_OK) return status;
    status = ms_append_add(&file, text, error);
    if (status == MS_OK) status = ms_append_sync(&file, error);
    ms_append_close(&file);
    return status;
}

/* --- opening ------------------------------------------------------------------------------ */

static ms_status name_paths(ms_store *store, const char *output, const char *suffix, ms_error *error) {
    if (strlen(output) >= PATH_ROOM) {
        return ms_error_set(error, MS_E_USAGE, 0, "the path of the result is too long");
    }
    snprintf(store->output, sizeof store->output, "%s", output);
    snprintf(store->folder, sizeof store->folder, "%s%s", output, suffix ? suffix : ".run");
    for (size_t i = 0; i < MS_STORE_PARTS; i++) {
        snprintf(store->paths[i], sizeof store->paths[i], "%s/%s", store->folder, part_names[i]);
    }
    snprintf(store->result_path, sizeof store->result_path, "%s/result", store->folder);
    return MS_OK;
}

/* The folder and its journal, locked. */
static ms_status open_journal(ms_store *store, bool is_restart, ms_error *error) {
    const ms_sys *sys = store->sys;
    char path[LONG_ROOM];
    if (sys->mkdir(sys->state, store->folder, 0700) != 0 && errno != EEXIST) {
        return ms_error_system(error, errno, "'%.180s' cannot be made", store->folder);
    }
    snprintf(path, sizeof path, "%s/journal", store->folder);
    ms_append *journal = &store->journal;
    *journal = (ms_append){.sys = sys, .fd = -1, .path = store->folder};
    ms_buffer_init(&journal->pending, sys, 0);
    journal->fd = sys->open(sys->state, path, O_RDWR | O_CREAT | O_APPEND, 0666);
    if (journal->fd < 0) return ms_error_system(error, errno, "'%.180s' cannot be written", path);
    if (sys->lock(sys->state, journal->fd) != 0) {
        return ms_error_set(error, MS_E_LOCKED, 0, "another run is writing '%.180s'", store->output);
    }
    if (is_restart && sys->ftruncate(sys->state, journal->fd, 0) != 0) {
        return ms_error_system(error, errno, "'%.180s' cannot be written", path);
    }
    return MS_OK;
}

/* A shard that is done, unless it is made anew. */
static ms_status look_for_done(ms_store *store, bool is_restart, ms_error *error) {
    const ms_sys *sys = store->sys;
    char path[LONG_ROOM];
    snprintf(path, sizeof path, "%s/done", store->folder);
    if (is_restart && sys->unlink(sys->state, path) != 0 && errno != ENOENT) {
        return ms_error_system(error, errno, "'%.180s' cannot be removed", path);
    }
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    store->is_done = fd >= 0;
    if (fd >= 0) sys->close(sys->state, fd);
    return MS_OK;
}

static ms_status open_parts(ms_store *store, const record *last, ms_error *error) {
    ms_status status = MS_OK;
    for (size_t i = 0; i < MS_STORE_PARTS && status == MS_OK; i++) {
        status = ms_append_open(&store->parts[i], store->sys, store->paths[i], last->lengths[i], error);
        store->committed += last->lengths[i];
    }
    if (status == MS_OK) status = sync_folder(store->sys, store->folder, error);
    return status == MS_OK ? sync_parent(store, error) : status;
}

static ms_status resume(ms_store *store, const char *job_path, ms_slice job, const record *last, ms_error *error) {
    ms_status status = read_job(store, job_path, error);
    if (status == MS_OK) status = tell_difference(store, job, ms_buffer_slice(&store->scratch), error);
    if (status == MS_OK && last->job != store->job_digest) {
        status = ms_error_set(error, MS_E_STALE, 0, "the journal in '%.150s' belongs to another run; --restart begins anew",
                              store->folder);
    }
    if (status != MS_OK) return status;
    store->at = last->at;
    store->has_commit = true;
    if (last->at.is_complete) { /* only the names are missing */
        store->has_result = last->has_result;
        return MS_OK;
    }
    status = open_parts(store, last, error);
    uint64_t tail = 0;
    if (status == MS_OK) status = digest_tail(store, last->lengths[MS_STORE_ROWS], &tail, error);
    if (status != MS_OK || tail == last->tail) return status;
    return ms_error_set(error, MS_E_STALE, 0, "'%.150s' is not as the run left it; --restart begins anew",
                        store->paths[MS_STORE_ROWS]);
}

static ms_status begin(ms_store *store, const char *job_path, ms_slice job, ms_error *error) {
    const ms_sys *sys = store->sys;
    if (sys->ftruncate(sys->state, store->journal.fd, 0) != 0) {
        return ms_error_system(error, errno, "the journal in '%.180s' cannot be written", store->folder);
    }
    store->sequence = 0;
    ms_status status = write_file(store, job_path, job, error);
    return status == MS_OK ? open_parts(store, &(record){0}, error) : status;
}

static ms_status open_all(ms_store *store, const ms_store_options *options, ms_error *error) {
    char job_path[LONG_ROOM];
    record last = {0};
    uint64_t end = 0;
    ms_status status = name_paths(store, options->output, options->suffix, error);
    if (status == MS_OK) status = open_journal(store, options->is_restart, error);
    if (status == MS_OK) status = look_for_done(store, options->is_restart, error);
    if (status == MS_OK) status = read_journal(store, &last, &end, error);
    if (status != MS_OK) return status;
    snprintf(job_path, sizeof job_path, "%s/job", store->folder);
    store->job_digest = ms_digest(options->job);
    if (end == 0) return begin(store, job_path, options->job, error);
    /* What lies behind the last good record was never promised. */
    if (store->sys->ftruncate(store->sys->state, store->journal.fd, (int64_t)end) != 0) {
        return ms_error_system(error, errno, "the journal in '%.180s' cannot be written", store->folder);
    }
    return resume(store, job_path, options->job, &last, error);
}

ms_status ms_store_open(const ms_sys *sys, const ms_store_options *options, ms_store **out, ms_error *error) {
    *out = NULL;
    ms_store *store = ms_sys_alloc(sys, sizeof *store);
    if (!store) return ms_error_set(error, MS_E_MEMORY, 0, "no memory for the run");
    store->sys = sys;
    ms_buffer_init(&store->scratch, sys, JOB_MAX + 2 * TAIL);
    store->journal.fd = store->result.fd = -1;
    for (size_t i = 0; i < MS_STORE_PARTS; i++) store->parts[i].fd = -1;
    ms_status status = open_all(store, options, error);
    if (status == MS_OK) *out = store;
    else ms_store_close(store);
    return status;
}

void ms_store_close(ms_store *store) {
    if (!store) return;
    for (size_t i = 0; i < MS_STORE_PARTS; i++) ms_append_close(&store->parts[i]);
    ms_append_close(&store->result);
    ms_append_close(&store->journal);
    ms_buffer_free(&store->scratch);
    ms_sys_free(store->sys, store, sizeof *store);
}

/* The journal last: as long as it is there, what it speaks of may be needed. */
static void remove_folder(ms_store *store) {
    const ms_sys *sys = store->sys;
    char path[LONG_ROOM];
    for (size_t i = 0; i < MS_STORE_PARTS; i++) sys->unlink(sys->state, store->paths[i]);
    sys->unlink(sys->state, store->result_path);
    snprintf(path, sizeof path, "%s/job", store->folder);
    sys->unlink(sys->state, path);
    static const char *const more[] = {"settings", "report", "done.new", "done", "journal"};
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", store->folder, more[i]);
        sys->unlink(sys->state, path);
    }
    sys->rmdir(sys->state, store->folder);
}

void ms_store_discard(ms_store *store) {
    if (!store) return;
    remove_folder(store);
    ms_store_close(store);
}

const ms_checkpoint *ms_store_resumed(const ms_store *store) {
    return store->has_commit ? &store->at : NULL;
}

/* --- adding and committing ---------------------------------------------------------------- */

static ms_status fail(ms_store *store, ms_status status) {
    if (status != MS_OK) store->is_broken = true;
    return status;
}

static ms_status check_whole(const ms_store *store, ms_error *error) {
    if (!store->is_broken) return MS_OK;
    return ms_error_set(error, MS_E_IO, 0, "'%.180s' could not be written before", store->folder);
}

ms_status ms_store_add(ms_store *store, ms_store_part part, ms_slice bytes, ms_error *error) {
    ms_status status = check_whole(store, error);
    return status == MS_OK ? fail(store, ms_append_add(&store->parts[part], bytes, error)) : status;
}

ms_append *ms_store_file(ms_store *store, ms_store_part part) {
    return &store->parts[part];
}

uint64_t ms_store_uncommitted(const ms_store *store) {
    uint64_t all = 0;
    for (size_t i = 0; i < MS_STORE_PARTS; i++) all += store->parts[i].length;
    return all - store->committed;
}

static ms_status append_record(ms_store *store, const ms_checkpoint *at, ms_error *error) {
    struct { record entry; uint64_t digest; } next;
    memset(&next, 0, sizeof next);
    next.entry = (record){.magic = MAGIC, .job = store->job_digest, .sequence = store->sequence + 1, .at = *at,
                          .has_result = store->has_result};
    for (size_t i = 0; i < MS_STORE_PARTS; i++) next.entry.lengths[i] = store->parts[i].length;
    ms_status status = digest_tail(store, next.entry.lengths[MS_STORE_ROWS], &next.entry.tail, error);
    if (status != MS_OK) return status;
    next.digest = digest_of(&next.entry);
    if (!ms_sys_write_all(store->sys, store->journal.fd, &next, sizeof next) ||
        store->sys->fdatasync(store->sys->state, store->journal.fd) != 0) {
        return ms_error_system(error, errno, "the journal in '%.180s' cannot be written", store->folder);
    }
    store->sequence++;
    return MS_OK;
}

ms_status ms_store_commit(ms_store *store, const ms_checkpoint *at, ms_error *error) {
    ms_status status = check_whole(store, error);
    for (size_t i = 0; i < MS_STORE_PARTS && status == MS_OK; i++) {
        status = ms_append_sync(&store->parts[i], error);
    }
    if (status == MS_OK) status = append_record(store, at, error);
    if (status != MS_OK) return fail(store, status);
    store->committed += ms_store_uncommitted(store);
    store->at = *at;
    store->has_commit = true;
    return MS_OK;
}

/* --- a shard's end ------------------------------------------------------------------------ */

const char *ms_store_folder(const ms_store *store) {
    return store->folder;
}

bool ms_store_is_done(const ms_store *store) {
    return store->is_done;
}

ms_status ms_store_mark_done(ms_store *store, ms_slice settings, ms_slice text, ms_error *error) {
    const ms_sys *sys = store->sys;
    char path[LONG_ROOM], done[LONG_ROOM];
    ms_status status = check_whole(store, error);
    snprintf(path, sizeof path, "%s/settings", store->folder);
    if (status == MS_OK) status = write_file(store, path, settings, error);
    snprintf(path, sizeof path, "%s/done.new", store->folder);
    snprintf(done, sizeof done, "%s/done", store->folder);
    if (status == MS_OK) status = write_file(store, path, text, error);
    if (status == MS_OK) status = sync_folder(sys, store->folder, error);
    if (status != MS_OK) return status;
    bool is_made = sys->link(sys->state, path, done) == 0;
    /* Some file systems have no second names: then the lock alone keeps others away. */
    bool has_no_links = !is_made && (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS);
    if (has_no_links) is_made = sys->rename(sys->state, path, done) == 0;
    if (!is_made) {
        bool is_late = errno == EEXIST;
        status = ms_error_system(error, errno, "'%.180s' cannot be made", done);
        if (is_late) status = ms_error_set(error, MS_E_LOCKED, 0, "another run has done '%.180s'", store->folder);
    }
    sys->unlink(sys->state, path);
    if (status == MS_OK) status = sync_folder(sys, store->folder, error);
    store->is_done = status == MS_OK;
    return status;
}

/* --- the end ------------------------------------------------------------------------------ */

ms_status ms_store_begin_result(ms_store *store, ms_append **result, ms_error *error) {
    ms_append_close(&store->result);
    ms_status status = ms_append_open(&store->result, store->sys, store->result_path, 0, error);
    store->has_result = status == MS_OK;
    *result = &store->result;
    return status;
}

ms_append *ms_store_result(ms_store *store) {
    return store->has_result ? &store->result : &store->parts[MS_STORE_ROWS];
}

ms_status ms_store_put_report(ms_store *store, ms_slice text, ms_error *error) {
    char path[LONG_ROOM];
    snprintf(path, sizeof path, "%s/report", store->folder);
    ms_status status = check_whole(store, error);
    if (status == MS_OK) status = write_file(store, path, text, error);
    return status == MS_OK ? sync_folder(store->sys, store->folder, error) : status;
}

/* Gives a part its name beside the result; what has its name already is not there any more. */
static ms_status name_part(ms_store *store, const char *part, const char *suffix, ms_error *error) {
    const ms_sys *sys = store->sys;
    char path[LONG_ROOM];
    snprintf(path, sizeof path, "%s%s", store->output, suffix);
    if (sys->rename(sys->state, part, path) == 0 || errno == ENOENT) return MS_OK;
    return ms_error_system(error, errno, "the finished file cannot be given its name '%.150s'", path);
}

static ms_status give_names(ms_store *store, ms_error *error) {
    const ms_sys *sys = store->sys;
    char path[LONG_ROOM];
    ms_status status = MS_OK;
    snprintf(path, sizeof path, "%s.rejects.jsonl", store->output);
    if (store->at.rejects) status = name_part(store, store->paths[MS_STORE_REJECTS], ".rejects.jsonl", error);
    else sys->unlink(sys->state, path); /* of an earlier run */
    if (status == MS_OK) status = name_part(store, store->paths[MS_STORE_MANIFEST], ".manifest.jsonl", error);
    snprintf(path, sizeof path, "%s/report", store->folder);
    if (status == MS_OK) status = name_part(store, path, ".report.json", error);
    if (status != MS_OK) return status;
    const char *result = store->has_result ? store->result_path : store->paths[MS_STORE_ROWS];
    status = name_part(store, result, "", error);
    /* It has its name since an earlier time, unless somebody has taken it away since. */
    int fd = status == MS_OK ? sys->open(sys->state, store->output, O_RDONLY, 0) : -1;
    if (status == MS_OK && fd < 0) {
        return ms_error_set(error, MS_E_STALE, 0, "'%.150s' was finished and has gone; --restart makes it anew",
                            store->output);
    }
    if (fd >= 0) sys->close(sys->state, fd);
    return status == MS_OK ? sync_parent(store, error) : status;
}

ms_status ms_store_publish(ms_store *store, ms_checkpoint *at, ms_error *error) {
    ms_status status = check_whole(store, error);
    if (status == MS_OK && !store->at.is_complete) {
        at->is_complete = 1;
        if (store->has_result) status = ms_append_sync(&store->result, error);
        if (status == MS_OK && store->has_result) status = sync_folder(store->sys, store->folder, error);
        if (status == MS_OK) status = ms_store_commit(store, at, error);
    }
    if (status == MS_OK) status = give_names(store, error);
    if (status == MS_OK) remove_folder(store);
    ms_store_close(store);
    return status;
}
