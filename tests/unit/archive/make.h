/* Archives made by hand, and a listing of what comes out of one: what the tests of this room
 * share. */
#ifndef MS_TESTS_ARCHIVE_MAKE_H
#define MS_TESTS_ARCHIVE_MAKE_H

#include "support.h"

#include "archive/archive.h"
#include "archive/inflate.h"
#include "archive/writer.h"

#define OK(call) assert_int_equal((call), MS_OK)

static inline ms_buffer fresh(void) {
    ms_buffer out;
    ms_buffer_init(&out, ms_sys_real(), 0);
    return out;
}

static inline ms_status to_buffer(void *state, ms_slice bytes) {
    return ms_buffer_append_slice(state, bytes);
}

static inline void put_bytes(ms_buffer *out, const void *bytes, size_t len) {
    OK(ms_buffer_append(out, bytes, len));
}

static inline void put_number(ms_buffer *out, uint64_t value, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) OK(ms_buffer_append_byte(out, (char)(value >> (8 * i))));
}

/* Packs name, text pairs up to a NULL with our own writer. */
static inline void pack(ms_buffer *out, ms_archive_kind_out kind, ...) {
    ms_ctx ctx;
    ms_error error;
    ms_archive_writer *writer;
    va_list args;
    ms_ctx_init(&ctx, ms_sys_real());
    OK(ms_archive_writer_new(&ctx, kind, to_buffer, out, &writer, &error));
    va_start(args, kind);
    for (const char *name; (name = va_arg(args, const char *));) {
        OK(ms_archive_writer_add(writer, ms_slice_str(name),
                                 ms_slice_str(va_arg(args, const char *)), -1, &error));
    }
    va_end(args);
    OK(ms_archive_writer_finish(writer, &error));
    ms_archive_writer_free(writer);
}

/* --- a stored zip, with every field to be lied in --------------------------------------- */

typedef struct made_member {
    const char *name;
    ms_slice data;
    uint16_t flags;
    uint16_t method;
    bool has_descriptor;    /* sizes and checksum follow the data */
    bool is_unmarked;       /* the descriptor has no mark */
    bool is_wide;           /* ZIP64 fields in both headers */
    uint32_t crc_change;    /* added to the checksum in both headers */
    const char *local_name; /* another name there */
    uint32_t local_change;  /* added to the size there */
    uint64_t claimed_size;  /* unpacked, when not 0 */
    size_t start_at;        /* 1 + the number of the member whose data this one shares, or 0 */
    ms_slice extra;         /* more extra fields in the directory */
    uint16_t host;          /* that it was made on, and its mode */
    uint32_t mode;
} made_member;

typedef struct made_zip {
    const made_member *members;
    size_t count;
    const char *prefix; /* in front of it all; offsets do not count it */
    const char *comment;
    bool is_wide;     /* ZIP64 end record */
    int count_change; /* added to the number of members in the end record */
} made_zip;

static inline void put_made_header(ms_buffer *out, const made_member *m, bool is_directory,
                                   uint64_t start) {
    const char *name = !is_directory && m->local_name ? m->local_name : m->name;
    bool is_open = m->has_descriptor && !is_directory;
    uint32_t crc = ms_inflate_crc32(0, m->data) + m->crc_change;
    uint64_t packed = m->data.len, size = m->claimed_size ? m->claimed_size : packed;
    if (!is_directory) size += m->local_change;
    if (is_open) crc = 0, packed = 0, size = 0;
    size_t extra = m->is_wide ? 20 : 0;
    put_bytes(out, is_directory ? "PK\1\2" : "PK\3\4", 4);
    if (is_directory) put_number(out, (uint64_t)m->host << 8 | 45, 2);
    put_number(out, 45, 2);
    put_number(out, (uint64_t)m->flags | (m->has_descriptor ? 8 : 0), 2);
    put_number(out, m->method, 2);
    put_number(out, 0x21 << 16, 4);
    put_number(out, crc, 4);
    put_number(out, m->is_wide ? UINT32_MAX : packed, 4);
    put_number(out, m->is_wide ? UINT32_MAX : size, 4);
    put_number(out, strlen(name), 2);
    put_number(out, extra + (is_directory ? m->extra.len : 0), 2);
    if (is_directory) {
        put_number(out, 0, 6);
        put_number(out, (uint64_t)m->mode << 16, 4);
        put_number(out, start, 4);
    }
    put_bytes(out, name, strlen(name));
    if (m->is_wide) {
        put_number(out, 1, 2);
        put_number(out, 16, 2);
        put_number(out, size, 8);
        put_number(out, packed, 8);
    }
    if (is_directory) put_bytes(out, m->extra.ptr, m->extra.len);
}

static inline void make_zip(ms_buffer *out, const made_zip *zip) {
    uint64_t starts[64];
    assert_true(zip->count <= 64);
    const char *prefix = zip->prefix ? zip->prefix : "",
               *comment = zip->comment ? zip->comment : "";
    put_bytes(out, prefix, strlen(prefix));
    size_t base = out->len;
    for (size_t i = 0; i < zip->count; i++) {
        const made_member *m = &zip->members[i];
        starts[i] = m->start_at ? starts[m->start_at - 1] : out->len - base;
        if (m->start_at) continue;
        put_made_header(out, m, false, 0);
        put_bytes(out, m->data.ptr, m->data.len);
        if (!m->has_descriptor) continue;
        if (!m->is_unmarked) put_bytes(out, "PK\7\10", 4);
        put_number(out, ms_inflate_crc32(0, m->data), 4);
        put_number(out, m->data.len, m->is_wide ? 8 : 4);
        put_number(out, m->data.len, m->is_wide ? 8 : 4);
    }
    uint64_t start = out->len - base;
    for (size_t i = 0; i < zip->count; i++) {
        put_made_header(out, &zip->members[i], true, starts[i]);
    }
    uint64_t size = out->len - base - start, count = zip->count + (uint64_t)zip->count_change;
    if (zip->is_wide) {
        uint64_t end = out->len - base;
        put_bytes(out, "PK\6\6", 4);
        put_number(out, 44, 8);
        put_number(out, 45 << 16 | 45, 4);
        put_number(out, 0, 8);
        put_number(out, count, 8);
        put_number(out, count, 8);
        put_number(out, size, 8);
        put_number(out, start, 8);
        put_bytes(out, "PK\6\7", 4);
        put_number(out, 0, 4);
        put_number(out, end, 8);
        put_number(out, 1, 4);
    }
    put_bytes(out, "PK\5\6", 4);
    put_number(out, 0, 4);
    put_number(out, zip->is_wide ? UINT16_MAX : count, 2);
    put_number(out, zip->is_wide ? UINT16_MAX : count, 2);
    put_number(out, zip->is_wide ? UINT32_MAX : size, 4);
    put_number(out, zip->is_wide ? UINT32_MAX : start, 4);
    put_number(out, strlen(comment), 2);
    put_bytes(out, comment, strlen(comment));
}

/* --- what comes out --------------------------------------------------------------------- */

/* Everything as lines: "path = contents", "path ! code", "path - reason". Contents beyond 40
 * bytes are "N bytes". Fills out; the status is that of opening, and of memory. */
static inline ms_status list_archive(ms_ctx *ctx, ms_archive *archive, ms_buffer *out) {
    ms_status status = MS_OK;
    for (int calls = 0; calls < 10000 && status == MS_OK; calls++) {
        ms_member member;
        ms_error error = {0};
        ms_ctx_start(ctx);
        ms_status next = ms_archive_next(archive, &member, &error);
        if (next == MS_END) return MS_OK;
        if (next == MS_E_MEMORY) return next;
        status = ms_buffer_append_slice(out, member.path);
        if (status != MS_OK) return status;
        if (next != MS_OK) {
            assert_int_equal(error.code, next);
            assert_true(error.message[0] != 0);
            status = ms_buffer_printf(out, " ! %s\n", ms_status_name(next));
        } else if (member.is_skip) {
            status = ms_buffer_printf(out, " - %s\n", member.skip_reason);
        } else if (member.bytes.len > 40) {
            status = ms_buffer_printf(out, " = %zu bytes\n", member.bytes.len);
        } else {
            status = ms_buffer_printf(out, " = %.*s\n", (int)member.bytes.len,
                                      member.bytes.ptr ? member.bytes.ptr : "");
        }
    }
    return status;
}

static inline ms_status list_bytes(ms_ctx *ctx, ms_slice bytes,
                                   const ms_archive_options *options, ms_buffer *out) {
    ms_archive *archive;
    ms_error error = {0};
    ms_status status =
        ms_archive_open_bytes(ctx, bytes, MS_SLICE("input"), options, &archive, &error);
    if (status != MS_OK) {
        assert_int_equal(error.code, status);
        assert_true(error.message[0] != 0);
        return status;
    }
    status = list_archive(ctx, archive, out);
    ms_archive_close(archive);
    return status;
}

static inline void check_listing(ms_slice bytes, const char *expected, const char *file,
                                 int line) {
    ms_ctx ctx;
    ms_buffer out;
    ms_converters *converters;
    ms_error error;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_buffer_init(&out, ctx.sys, 0);
    OK(ms_converters_new(&ctx, &converters, &error));
    ms_archive_options options = {.converters = converters};
    ms_status status = list_bytes(&ctx, bytes, &options, &out);
    if (status != MS_OK) OK(ms_buffer_printf(&out, "%s", ms_status_name(status)));
    check_slice(ms_buffer_slice(&out), expected, file, line);
    ms_converters_free(converters);
    ms_buffer_free(&out);
}
#define assert_lists(buffer, expected) \
    check_listing(ms_buffer_slice(buffer), (expected), __FILE__, __LINE__)

#define MADE(...) \
    .members = (const made_member[]){__VA_ARGS__}, \
    .count = sizeof((const made_member[]){__VA_ARGS__}) / sizeof(made_member)

static inline void check_made(const made_zip *zip, const char *expected, const char *file,
                              int line) {
    ms_buffer bytes;
    ms_buffer_init(&bytes, ms_sys_real(), 0);
    make_zip(&bytes, zip);
    check_listing(ms_buffer_slice(&bytes), expected, file, line);
    ms_buffer_free(&bytes);
}
#define assert_zip_lists(zip, expected) check_made((zip), (expected), __FILE__, __LINE__)

#endif
