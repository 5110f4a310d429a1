/* See frame.h. */
#include "base/frame.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { RECEIVE_CHUNK = 256 * 1024 };

static void store_u32(char *to, uint32_t value) {
    for (int i = 0; i < 4; i++) to[i] = (char)(value >> (8 * i));
}

static uint32_t load_u32(const char *from) {
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) value |= (uint32_t)(unsigned char)from[i] << (8 * i);
    return value;
}

ms_status ms_frame_begin(ms_buffer *out, ms_frame_kind kind, size_t *mark) {
    char header[MS_FRAME_HEADER] = {0, 0, 0, 0, (char)kind};
    *mark = out->len;
    return ms_buffer_append(out, header, sizeof header);
}

ms_status ms_frame_put_u64(ms_buffer *out, uint64_t value) {
    char bytes[8];
    store_u32(bytes, (uint32_t)value);
    store_u32(bytes + 4, (uint32_t)(value >> 32));
    return ms_buffer_append(out, bytes, sizeof bytes);
}

ms_status ms_frame_put_str(ms_buffer *out, ms_slice value) {
    if (value.len > MS_FRAME_MAX) return MS_E_LIMIT_OUTPUT;
    char bytes[4];
    store_u32(bytes, (uint32_t)value.len);
    ms_status status = ms_buffer_append(out, bytes, sizeof bytes);
    return status == MS_OK ? ms_buffer_append_slice(out, value) : status;
}

bool ms_part_has(const ms_part *part, uint64_t outcome) {
    return part->shares == 0 || outcome / MS_SHARE_BLOCK % part->shares == part->share;
}

ms_status ms_frame_put_spent(ms_buffer *out, const ms_spent *spent) {
    ms_status status = MS_OK;
    for (size_t i = 0; i < MS_STAGES && status == MS_OK; i++) status = ms_frame_put_u64(out, spent->ns[i]);
    if (status == MS_OK) status = ms_frame_put_u64(out, spent->slowest_ns);
    return status == MS_OK ? ms_frame_put_str(out, spent->slowest) : status;
}

ms_status ms_frame_put_part(ms_buffer *out, const ms_part *part) {
    const uint64_t fields[] = {part->kind, part->from,   part->to,    part->line,  part->skip,
                               part->most, part->number, part->share, part->shares};
    ms_status status = MS_OK;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0] && status == MS_OK; i++) {
        status = ms_frame_put_u64(out, fields[i]);
    }
    return status;
}

ms_status ms_frame_end(ms_buffer *out, size_t mark) {
    size_t payload = out->len - mark - MS_FRAME_HEADER;
    if (payload > MS_FRAME_MAX) return MS_E_LIMIT_OUTPUT;
    store_u32(out->data + mark, (uint32_t)payload);
    return MS_OK;
}

ms_status ms_frame_take_u64(ms_frame *frame, uint64_t *value) {
    if (frame->rest.len < 8) return MS_E_MALFORMED;
    *value = load_u32(frame->rest.ptr) | (uint64_t)load_u32(frame->rest.ptr + 4) << 32;
    frame->rest = ms_slice_sub(frame->rest, 8, frame->rest.len);
    return MS_OK;
}

ms_status ms_frame_take_str(ms_frame *frame, ms_slice *value) {
    if (frame->rest.len < 4) return MS_E_MALFORMED;
    size_t len = load_u32(frame->rest.ptr);
    if (len > frame->rest.len - 4) return MS_E_MALFORMED;
    *value = ms_slice_sub(frame->rest, 4, 4 + len);
    frame->rest = ms_slice_sub(frame->rest, 4 + len, frame->rest.len);
    return MS_OK;
}

ms_status ms_frame_take_spent(ms_frame *frame, ms_spent *spent) {
    ms_status status = MS_OK;
    for (size_t i = 0; i < MS_STAGES && status == MS_OK; i++) status = ms_frame_take_u64(frame, &spent->ns[i]);
    if (status == MS_OK) status = ms_frame_take_u64(frame, &spent->slowest_ns);
    return status == MS_OK ? ms_frame_take_str(frame, &spent->slowest) : status;
}

ms_status ms_frame_take_part(ms_frame *frame, ms_part *part) {
    uint64_t *const fields[] = {&part->kind, &part->from,   &part->to,    &part->line,  &part->skip,
                                &part->most, &part->number, &part->share, &part->shares};
    ms_status status = MS_OK;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0] && status == MS_OK; i++) {
        status = ms_frame_take_u64(frame, fields[i]);
    }
    return status;
}

ms_status ms_frame_parse(ms_slice *bytes, ms_frame *frame) {
    if (bytes->len < MS_FRAME_HEADER) return MS_END;
    size_t payload = load_u32(bytes->ptr);
    if (payload > MS_FRAME_MAX) return MS_E_MALFORMED;
    if (bytes->len - MS_FRAME_HEADER < payload) return MS_END;
    frame->kind = (ms_frame_kind)(unsigned char)bytes->ptr[4];
    frame->rest = ms_slice_sub(*bytes, MS_FRAME_HEADER, MS_FRAME_HEADER + payload);
    *bytes = ms_slice_sub(*bytes, MS_FRAME_HEADER + payload, bytes->len);
    return MS_OK;
}

/* One sendmsg, with fd attached when it is not -1. */
static ssize_t send_once(int socket, ms_slice bytes, int fd) {
    struct iovec part = {.iov_base = (void *)(uintptr_t)bytes.ptr, .iov_len = bytes.len};
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (fd >= 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = sizeof control.bytes;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &fd, sizeof fd);
    }
    ssize_t sent;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent;
}

ms_status ms_frame_send(int socket, ms_slice frames, int fd, ms_error *error) {
    while (frames.len > 0) {
        ssize_t sent = send_once(socket, frames, fd);
        if (sent < 0) return ms_error_system(error, errno, "sending to the other process");
        fd = -1;
        frames = ms_slice_sub(frames, (size_t)sent, frames.len);
    }
    return MS_OK;
}

/* The first descriptor that came along, or -1. There is room for two in what the kernel aligns:
 * others are closed, so that the other end cannot fill our table of them. */
static int take_descriptor(struct msghdr *message) {
    struct cmsghdr *header = CMSG_FIRSTHDR(message);
    if (!header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) {
        return -1;
    }
    int first = -1;
    size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof first;
    for (size_t i = 0; i < count; i++) {
        int fd;
        memcpy(&fd, CMSG_DATA(header) + i * sizeof fd, sizeof fd);
        if (i == 0) first = fd;
        else close(fd);
    }
    return first;
}

ms_status ms_frame_receive(int socket, ms_buffer *in, int *fd, ms_error *error) {
    *fd = -1;
    ms_status status = ms_buffer_reserve(in, RECEIVE_CHUNK);
    if (status != MS_OK) {
        return ms_error_set(error, status, 0, "no memory for a message of the other process");
    }
    struct iovec part = {.iov_base = in->data + in->len, .iov_len = in->capacity - in->len};
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t got;
    do {
        got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    if (got < 0) return ms_error_system(error, errno, "reading from the other process");
    *fd = take_descriptor(&message);
    if (got == 0) return MS_END;
    in->len += (size_t)got;
    return MS_OK;
}
