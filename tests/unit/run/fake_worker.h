/* A worker of a few lines, which does what the files that it is handed say: a line is one deed.
 *
 *   doc ID        begins a document            row TEXT     a row {"v":"TEXT"}, keyed by TEXT
 *   reject        the document failed          skip         is no transcript
 *   die           is killed here               nonsense     sends what is no frame
 *   huge          sends a frame of 4 GiB's length   stranger  answers a unit that it was not
 * given orphan        sends rows without a document     fail    gives up the whole job badkeys
 * sends keys that do not fit its rows die-once PATH is killed unless PATH exists, and makes it
 *
 * Like the real one it sends in batches, unless it is told to be careful. A test's executable
 * is its own fake worker: main calls fake_worker_main when it has the socket as its only
 * argument. */
#ifndef MS_TESTS_FAKE_WORKER_H
#define MS_TESTS_FAKE_WORKER_H

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "base/frame.h"
#include "support.h"

typedef struct fake_worker {
    ms_buffer out;
    bool is_careful, has_order;
    int jobs; /* that have come */
    uint64_t outcome; /* of the unit: how many have begun */
    uint64_t skip;    /* so many of them are not told */
    bool in_document;
} fake_worker;

static void fake_check(ms_status status) {
    if (status != MS_OK) _exit(9);
}

static void fake_flush(fake_worker *fake) {
    fake_check(ms_frame_send(3, ms_buffer_slice(&fake->out), -1, NULL));
    ms_buffer_reset(&fake->out);
}

/* A frame: a letter a field, n for a number and s for a string. */
static void fake_put(fake_worker *fake, ms_frame_kind kind, const char *fields, ...) {
    size_t mark;
    va_list args;
    va_start(args, fields);
    fake_check(ms_frame_begin(&fake->out, kind, &mark));
    for (; *fields; fields++) {
        if (*fields == 'n') fake_check(ms_frame_put_u64(&fake->out, va_arg(args, uint64_t)));
        else fake_check(ms_frame_put_str(&fake->out, va_arg(args, ms_slice)));
    }
    va_end(args);
    fake_check(ms_frame_end(&fake->out, mark));
    if (fake->is_careful) fake_flush(fake);
}

static void fake_done(fake_worker *fake, uint64_t unit) {
    const uint64_t ns = 1;
    fake_put(fake, MS_FRAME_UNIT_DONE, "nnnnnnns", unit, fake->outcome, ns, ns, ns, ns, ns, MS_SLICE("slow.txt"));
}

static ms_slice fake_field(ms_frame *frame) {
    ms_slice value;
    fake_check(ms_frame_take_str(frame, &value));
    return value;
}

static void fake_job(fake_worker *fake, ms_frame *frame) {
    ms_slice order = {0}, writer = MS_SLICE("jsonl");
    while (frame->rest.len) {
        ms_slice key = fake_field(frame), value = fake_field(frame);
        if (ms_slice_equal(key, MS_SLICE("careful"))) fake->is_careful = true;
        if (!ms_slice_equal(key, MS_SLICE("script"))) continue;
        if (ms_slice_equal(value, MS_SLICE("dead"))) raise(SIGKILL);
        if (ms_slice_equal(value, MS_SLICE("mute"))) _exit(0);
        if (ms_slice_equal(value, MS_SLICE("wrong"))) {
            fake_put(fake, MS_FRAME_READY, "ss", MS_SLICE("columns"), MS_SLICE("[1"));
            fake_flush(fake);
            return;
        }
        if (ms_slice_equal(value, MS_SLICE("ordered"))) order = MS_SLICE("[\"v\"]");
    }
    if (++fake->jobs == 1) {
        fake->has_order = order.len > 0;
        fake_put(
            fake, MS_FRAME_READY, "ssssssssss", MS_SLICE("name"), MS_SLICE("fake"),
            MS_SLICE("writer"), writer, MS_SLICE("order"), order, MS_SLICE("options"),
            MS_SLICE(
                "[{\"name\":\"unit\",\"type\":\"enum\",\"help\":\"a \\\"unit\\\" \\u4f60\","
                "\"choices\":[\"turn\",\"point\"],\"default\":\"turn\",\"new\":3}]"),
            MS_SLICE("formats"),
            MS_SLICE("[{\"name\":\"jsonl\",\"suffixes\":[\"jsonl\",\"ndjson\"]},"
                     "{\"name\":\"csv\",\"suffixes\":[\"csv\"]},"
                     "{\"about\":\"for people\",\"name\":\"md\",\"suffixes\":[\"md\"]}]"));
    } else {
        fake_put(fake, MS_FRAME_READY, "ss", MS_SLICE("columns"),
                 MS_SLICE("[\"v\",\"a \\\"b\\\",c\"]"));
    }
    fake_flush(fake);
}

static void fake_row(fake_worker *fake, uint64_t unit, ms_slice text, bool has_bad_keys) {
    ms_buffer row, keys;
    ms_buffer_init(&row, ms_sys_real(), 0);
    ms_buffer_init(&keys, ms_sys_real(), 0);
    fake_check(ms_buffer_printf(&row, "{\"v\":\"%.*s\"}\n", (int)text.len, text.ptr));
    if (fake->has_order || has_bad_keys) {
        uint32_t key = (uint32_t)text.len, len = (uint32_t)row.len + has_bad_keys;
        fake_check(ms_buffer_append(&keys, &key, 4));
        fake_check(ms_buffer_append(&keys, text.ptr, text.len));
        fake_check(ms_buffer_append(&keys, &len, 4));
    }
    fake_put(fake, MS_FRAME_ROWS, "nnss", unit, UINT64_C(1), ms_buffer_slice(&keys),
             ms_buffer_slice(&row));
    ms_buffer_free(&row);
    ms_buffer_free(&keys);
}

static void fake_die_once(ms_slice path) {
    char name[256];
    snprintf(name, sizeof name, "%.*s", (int)path.len, path.ptr);
    if (access(name, F_OK) == 0) return;
    close(open(name, O_CREAT | O_WRONLY, 0600));
    raise(SIGKILL);
}

/* Does the line begin an outcome? */
static bool fake_begins(fake_worker *fake, ms_slice verb) {
    bool is_document = ms_slice_equal(verb, MS_SLICE("doc"));
    bool is_reject = ms_slice_equal(verb, MS_SLICE("reject")) && !fake->in_document;
    if (is_document) fake->in_document = true;
    else if (is_reject || ms_slice_equal(verb, MS_SLICE("skip"))) fake->in_document = false;
    else return false;
    return true;
}

static void fake_do(fake_worker *fake, uint64_t unit, ms_slice line) {
    const char *space = memchr(line.ptr, ' ', line.len);
    size_t len = space ? (size_t)(space - line.ptr) : line.len;
    ms_slice verb = ms_slice_sub(line, 0, len), rest = ms_slice_sub(line, len + 1, line.len);
    static const char huge[] = {-1, -1, -1, -1, 40};
    if (fake_begins(fake, verb)) fake->outcome++;
    if (fake->outcome > 0 && fake->outcome <= fake->skip) return;
    uint64_t outcome = fake->outcome - 1;
    if (ms_slice_equal(verb, MS_SLICE("doc"))) {
        fake_put(fake, MS_FRAME_DOCUMENT, "nnsnns", unit, outcome, rest, UINT64_C(7), UINT64_C(0xD1), rest);
    }
    if (ms_slice_equal(verb, MS_SLICE("row"))) fake_row(fake, unit, rest, false);
    if (ms_slice_equal(verb, MS_SLICE("badkeys"))) fake_row(fake, unit, rest, true);
    if (ms_slice_equal(verb, MS_SLICE("reject"))) {
        fake_put(fake, MS_FRAME_REJECT, "nnssss", unit, outcome, MS_SLICE("p\x1b"), MS_SLICE("script"),
                 MS_SLICE("limit_time"), MS_SLICE("too \"slow\""));
    }
    if (ms_slice_equal(verb, MS_SLICE("skip"))) {
        fake_put(fake, MS_FRAME_SKIP, "nnss", unit, outcome, MS_SLICE("p"), MS_SLICE("an image"));
    }
    if (ms_slice_equal(verb, MS_SLICE("die"))) raise(SIGKILL);
    if (ms_slice_equal(verb, MS_SLICE("die-once"))) fake_die_once(rest);
    if (ms_slice_equal(verb, MS_SLICE("huge")))
        fake_check(ms_buffer_append(&fake->out, huge, 5));
    if (ms_slice_equal(verb, MS_SLICE("nonsense")))
        fake_put(fake, (ms_frame_kind)99, "n", unit);
    if (ms_slice_equal(verb, MS_SLICE("stranger"))) {
        fake_done(fake, unit + 1);
    }
    if (ms_slice_equal(verb, MS_SLICE("fail"))) {
        fake_put(fake, MS_FRAME_FAIL, "sss", MS_SLICE("script"), MS_SLICE("script"),
                 MS_SLICE("no"));
    }
}

static void fake_unit(fake_worker *fake, ms_frame *frame, int fd) {
    char deeds[4096];
    uint64_t unit;
    ms_part part;
    fake_check(ms_frame_take_u64(frame, &unit));
    fake_check(ms_frame_take_part(frame, &part));
    fake->outcome = 0;
    fake->skip = part.skip;
    fake->in_document = false;
    ssize_t size = pread(fd, deeds, sizeof deeds, 0);
    close(fd);
    for (ms_slice rest = ms_slice_of(deeds, size > 0 ? (size_t)size : 0); rest.len > 0;) {
        const char *end = memchr(rest.ptr, '\n', rest.len);
        size_t len = end ? (size_t)(end - rest.ptr) : rest.len;
        fake_do(fake, unit, ms_slice_sub(rest, 0, len));
        rest = ms_slice_sub(rest, len + 1, rest.len);
    }
    fake_done(fake, unit);
}

/* Gives the rows back as they are, a few bytes at a time. */
static void fake_finish(fake_worker *fake, int fd) {
    char piece[5];
    for (ssize_t got; (got = read(fd, piece, sizeof piece)) > 0;) {
        fake_put(fake, MS_FRAME_OUTPUT, "s", ms_slice_of(piece, (size_t)got));
    }
    close(fd);
}

static int fake_worker_main(void) {
    fake_worker fake = {0};
    ms_buffer in;
    ms_buffer_init(&fake.out, ms_sys_real(), 0);
    ms_buffer_init(&in, ms_sys_real(), 0);
    for (int fds[64], count = 0;;) {
        struct pollfd more = {.fd = 3, .events = POLLIN};
        if (poll(&more, 1, 0) == 0) fake_flush(&fake);
        int fd;
        if (ms_frame_receive(3, &in, &fd, NULL) != MS_OK) _exit(0);
        if (fd >= 0) fds[count++] = fd;
        ms_slice rest = ms_buffer_slice(&in);
        for (ms_frame frame; ms_frame_parse(&rest, &frame) == MS_OK;) {
            bool has_fd = frame.kind == MS_FRAME_UNIT || frame.kind == MS_FRAME_FINISH;
            int own = has_fd ? fds[0] : -1;
            if (has_fd) memmove(fds, fds + 1, (size_t)--count * sizeof *fds);
            if (frame.kind == MS_FRAME_JOB) fake_job(&fake, &frame);
            if (frame.kind == MS_FRAME_UNIT) fake_unit(&fake, &frame, own);
            if (frame.kind == MS_FRAME_FINISH) fake_finish(&fake, own);
            if (frame.kind == MS_FRAME_END) fake_put(&fake, MS_FRAME_DONE, "");
        }
        if (rest.len) memmove(in.data, rest.ptr, rest.len);
        in.len = rest.len;
    }
}

#endif
