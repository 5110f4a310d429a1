/* Frames: what is written is read back, whatever the pieces it arrives in; a hostile other end
 * is refused. */
#include "support.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/frame.h"

static void write_rows(ms_buffer *out, ms_slice rows) {
    size_t mark;
    assert_int_equal(ms_frame_begin(out, MS_FRAME_ROWS, &mark), MS_OK);
    assert_int_equal(ms_frame_put_u64(out, UINT64_MAX - 5), MS_OK);
    assert_int_equal(ms_frame_put_u64(out, 0), MS_OK);
    assert_int_equal(ms_frame_put_str(out, (ms_slice){0}), MS_OK);
    assert_int_equal(ms_frame_put_str(out, rows), MS_OK);
    assert_int_equal(ms_frame_end(out, mark), MS_OK);
}

static void check_rows(ms_frame frame, ms_slice rows) {
    uint64_t unit, count;
    ms_slice keys, got;
    assert_int_equal(frame.kind, MS_FRAME_ROWS);
    assert_int_equal(ms_frame_take_u64(&frame, &unit), MS_OK);
    assert_true(unit == UINT64_MAX - 5);
    assert_int_equal(ms_frame_take_u64(&frame, &count), MS_OK);
    assert_int_equal(count, 0);
    assert_int_equal(ms_frame_take_str(&frame, &keys), MS_OK);
    assert_int_equal(keys.len, 0);
    assert_int_equal(ms_frame_take_str(&frame, &got), MS_OK);
    assert_true(ms_slice_equal(got, rows));
    assert_int_equal(frame.rest.len, 0);
    assert_int_equal(ms_frame_take_str(&frame, &got), MS_E_MALFORMED);
    assert_int_equal(ms_frame_take_u64(&frame, &unit), MS_E_MALFORMED);
}

static void frames_read_back_and_wait_for_their_last_byte(void **state) {
    (void)state;
    ms_buffer out;
    ms_buffer_init(&out, ms_sys_real(), 0);
    write_rows(&out, MS_SLICE("{\"a\":1}\n\0x"));
    size_t first = out.len;
    write_rows(&out, MS_SLICE("second"));
    ms_frame frame;
    for (size_t have = 0; have < first; have++) {
        ms_slice some = ms_slice_of(out.data, have);
        assert_int_equal(ms_frame_parse(&some, &frame), MS_END);
        assert_int_equal(some.len, have);
    }
    ms_slice bytes = ms_buffer_slice(&out);
    assert_int_equal(ms_frame_parse(&bytes, &frame), MS_OK);
    check_rows(frame, MS_SLICE("{\"a\":1}\n\0x"));
    assert_int_equal(ms_frame_parse(&bytes, &frame), MS_OK);
    check_rows(frame, MS_SLICE("second"));
    assert_int_equal(ms_frame_parse(&bytes, &frame), MS_END);
    ms_buffer_free(&out);
}

static void lengths_that_lie_are_refused(void **state) {
    (void)state;
    ms_frame frame;
    ms_slice bytes = MS_SLICE("\xFF\xFF\xFF\xFF\x01");
    assert_int_equal(ms_frame_parse(&bytes, &frame), MS_E_MALFORMED);
    bytes = MS_SLICE("\x01\x00\x00\x04\x01"); /* one more than MS_FRAME_MAX */
    assert_int_equal(ms_frame_parse(&bytes, &frame), MS_E_MALFORMED);
    ms_slice field;
    frame = (ms_frame){MS_FRAME_JOB, MS_SLICE("\x05\x00\x00\x00" "abcd")};
    assert_int_equal(ms_frame_take_str(&frame, &field), MS_E_MALFORMED);
    frame = (ms_frame){MS_FRAME_JOB, MS_SLICE("\xFF\xFF\xFF\xFF" "abcd")};
    assert_int_equal(ms_frame_take_str(&frame, &field), MS_E_MALFORMED);
    frame = (ms_frame){MS_FRAME_JOB, MS_SLICE("\x01\x00\x00")};
    assert_int_equal(ms_frame_take_str(&frame, &field), MS_E_MALFORMED);
}

static void a_descriptor_travels_with_its_frame(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    ms_buffer out, in;
    ms_buffer_init(&out, ms_sys_real(), 0);
    ms_buffer_init(&in, ms_sys_real(), 0);
    write_rows(&out, MS_SLICE("with a descriptor"));
    ms_error error;
    assert_int_equal(ms_frame_send(ends[0], ms_buffer_slice(&out), pipes[1], &error), MS_OK);
    int fd;
    assert_int_equal(ms_frame_receive(ends[1], &in, &fd, &error), MS_OK);
    assert_true(fd >= 0 && fd != pipes[1]);
    assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
    assert_int_equal(write(fd, "!", 1), 1);
    char byte;
    assert_int_equal(read(pipes[0], &byte, 1), 1);
    ms_slice bytes = ms_buffer_slice(&in);
    ms_frame frame;
    assert_int_equal(ms_frame_parse(&bytes, &frame), MS_OK);
    check_rows(frame, MS_SLICE("with a descriptor"));
    assert_int_equal(ms_frame_send(ends[0], MS_SLICE("x"), -1, &error), MS_OK);
    close(fd);
    assert_int_equal(ms_frame_receive(ends[1], &in, &fd, &error), MS_OK);
    assert_int_equal(fd, -1);
    close(ends[0]);
    assert_int_equal(ms_frame_receive(ends[1], &in, &fd, &error), MS_END);
    assert_int_equal(ms_frame_send(ends[1], MS_SLICE("x"), -1, &error), MS_E_IO);
    close(ends[1]);
    close(pipes[0]);
    close(pipes[1]);
    ms_buffer_free(&out);
    ms_buffer_free(&in);
}

static size_t open_descriptors(void) {
    size_t count = 0;
    for (int fd = 0; fd < 256; fd++) count += fcntl(fd, F_GETFD) != -1;
    return count;
}

static void descriptors_that_nobody_asked_for_are_closed(void **state) {
    (void)state;
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    ms_buffer in;
    ms_buffer_init(&in, ms_sys_real(), 0);
    int many[4] = {0, 1, 2, 0}, fd;
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof many)];
    } control = {0};
    for (size_t count = 1; count <= 4; count++) {
        struct iovec part = {.iov_base = (char[]){'x'}, .iov_len = 1};
        struct msghdr message = {.msg_iov = &part,
                                 .msg_iovlen = 1,
                                 .msg_control = control.bytes,
                                 .msg_controllen = CMSG_SPACE(count * sizeof many[0])};
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(count * sizeof many[0]);
        memcpy(CMSG_DATA(header), many, count * sizeof many[0]);
        size_t before = open_descriptors();
        ms_error error;
        assert_int_equal(sendmsg(ends[0], &message, 0), 1);
        assert_int_equal(ms_frame_receive(ends[1], &in, &fd, &error), MS_OK);
        assert_true(fd >= 0);
        close(fd);
        assert_int_equal(open_descriptors(), before);
    }
    close(ends[0]);
    close(ends[1]);
    ms_buffer_free(&in);
}

static ms_status build_and_receive(const ms_sys *sys, int ends[2]) {
    ms_buffer out, in;
    ms_error error;
    size_t mark;
    int fd;
    ms_buffer_init(&out, sys, 0);
    ms_buffer_init(&in, sys, 0);
    ms_status status = ms_frame_begin(&out, MS_FRAME_ROWS, &mark);
    for (int i = 0; i < 50 && status == MS_OK; i++) {
        status = ms_frame_put_str(&out, MS_SLICE("words enough to make the buffer grow"));
        if (status == MS_OK) status = ms_frame_put_u64(&out, 7);
    }
    if (status == MS_OK) status = ms_frame_end(&out, mark);
    if (status == MS_OK) status = ms_frame_send(ends[0], ms_buffer_slice(&out), 0, &error);
    if (status == MS_OK) {
        status = ms_frame_receive(ends[1], &in, &fd, &error);
        if (fd >= 0) close(fd);
    }
    ms_buffer_free(&out);
    ms_buffer_free(&in);
    return status;
}

static void failed_allocations_leave_nothing_behind(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        int ends[2];
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
        failing_sys failing;
        ms_status status = build_and_receive(failing_sys_init(&failing, n), ends);
        close(ends[0]);
        close(ends[1]);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            assert_true(n > 2);
            return;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_read_back_and_wait_for_their_last_byte),
        cmocka_unit_test(lengths_that_lie_are_refused),
        cmocka_unit_test(a_descriptor_travels_with_its_frame),
        cmocka_unit_test(descriptors_that_nobody_asked_for_are_closed),
        cmocka_unit_test(failed_allocations_leave_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
