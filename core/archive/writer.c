/* See writer.h. Packing streams, and the same bytes come out everywhere that has the same zlib
 * or zstd. Nothing of this machine or of the hour gets in. */
#include "archive/writer.h"

#include <stdio.h>

#include "archive/inflate.h"
#include "archive/names.h"
#include "archive/packer.h"
#include "archive/tar.h"
#include "archive/zip_time.h"
#include "base/size.h"
#include "text/utf8.h"

enum { EPOCH_1980 = 315532800 };

static const uint64_t tar_number_most = 077777777777; /* eleven octal digits */

struct ms_archive_writer {
    ms_ctx *ctx;
    ms_archive_kind_out kind;
    ms_archive_sink sink;
    void *state;
    ms_packer *packer; /* NULL for a plain tar */
    uint64_t written;  /* bytes given to the sink */
    uint64_t members;
    ms_names names;      /* of the members so far */
    ms_buffer head;      /* scratch: one header */
    ms_buffer packed;    /* scratch: one member's data, for zip */
    ms_buffer directory; /* zip */
    ms_status failed;    /* a writer that has failed writes no more */
};

static ms_status put(ms_archive_writer *writer, ms_slice bytes) {
    if (bytes.len == 0) return MS_OK;
    writer->written += bytes.len;
    return writer->sink(writer->state, bytes);
}

static ms_status put_from_packer(void *state, ms_slice bytes) {
    return put(state, bytes);
}

static ms_status keep_from_packer(void *state, ms_slice bytes) {
    return ms_buffer_append_slice(state, bytes);
}

/* --- names ------------------------------------------------------------------------------ */

static bool is_safe_name(ms_slice name) {
    if (name.len == 0 || name.ptr[0] == '/' || name.ptr[name.len - 1] == '/') return false;
    if (memchr(name.ptr, 0, name.len) || !ms_utf8_is_valid(name)) return false;
    for (size_t at = 0; at < name.len;) {
        const char *slash = memchr(name.ptr + at, '/', name.len - at);
        size_t end = slash ? (size_t)(slash - name.ptr) : name.len;
        ms_slice part = ms_slice_sub(name, at, end);
        if (part.len == 0 || ms_slice_equal(part, MS_SLICE("..")) ||
            ms_slice_equal(part, MS_SLICE("."))) {
            return false;
        }
        at = end + 1;
    }
    return true;
}

static ms_status check_name(ms_archive_writer *writer, ms_slice name, ms_error *error) {
    if (!is_safe_name(name)) {
        return ms_error_set(
            error, MS_E_USAGE, 0,
            "a member's name must be relative, in UTF-8, of parts that are not empty, \".\" or \"..\"");
    }
    if (name.len > UINT16_MAX) {
        return ms_error_set(error, MS_E_USAGE, 0, "a member's name may have 65535 bytes");
    }
    uint64_t copy = 1;
    ms_buffer_reset(&writer->head);
    ms_status status = ms_buffer_append_slice(&writer->head, name);
    if (status == MS_OK) status = ms_names_make_unique(&writer->names, &writer->head, 0, &copy);
    if (status == MS_OK && copy > 1) {
        return ms_error_set(error, MS_E_USAGE, 0, "two members called \"%.*s\"",
                            (int)ms_size_min(name.len, 120), name.ptr);
    }
    return status;
}

/* --- zip -------------------------------------------------------------------------------- */

static ms_status put_number(ms_buffer *out, uint64_t value, size_t bytes) {
    char little[8];
    for (size_t i = 0; i < bytes; i++) little[i] = (char)(value >> (8 * i));
    return ms_buffer_append(out, little, bytes);
}

typedef struct zip_field {
    uint64_t value;
    size_t bytes;
} zip_field;

static ms_status put_fields(ms_buffer *out, const zip_field *fields, size_t count) {
    ms_status status = MS_OK;
    for (size_t i = 0; i < count && status == MS_OK; i++) {
        status = put_number(out, fields[i].value, fields[i].bytes);
    }
    return status;
}
#define PUT_FIELDS(out, ...) \
    put_fields(out, (const zip_field[]){__VA_ARGS__}, \
               sizeof((const zip_field[]){__VA_ARGS__}) / sizeof(zip_field))

enum { FLAG_UTF8 = 1 << 11, WIDE = 45, NARROW = 20, NO_MORE_THAN = 0xFFFFFFFF - 1 };

static uint32_t narrow(uint64_t value, bool is_wide) {
    return is_wide ? UINT32_MAX : (uint32_t)value;
}

/* Local header or entry of the directory; they share their middle. start is where the local
 * header is. */
static ms_status put_zip_header(ms_archive_writer *writer, ms_buffer *out, bool is_directory,
                                ms_slice name, ms_slice bytes, bool is_stored, int64_t mtime_s,
                                uint64_t start) {
    uint16_t time, date;
    uint64_t packed = is_stored ? bytes.len : writer->packed.len;
    bool is_wide = bytes.len > NO_MORE_THAN || packed > NO_MORE_THAN ||
                   (is_directory && start > NO_MORE_THAN);
    size_t extra = !is_wide ? 0 : is_directory ? 28 : 20;
    ms_zip_time_to_dos(mtime_s, &time, &date);
    uint16_t needs = is_wide ? WIDE : NARROW;
    ms_status status = ms_buffer_append(out, is_directory ? "PK\1\2" : "PK\3\4", 4);
    /* Made on Unix, so that the mode below counts. */
    if (status == MS_OK && is_directory) status = put_number(out, 3 << 8 | needs, 2);
    if (status == MS_OK) {
        status =
            PUT_FIELDS(out, {needs, 2}, {FLAG_UTF8, 2}, {is_stored ? 0 : 8, 2}, {time, 2},
                       {date, 2}, {ms_inflate_crc32(0, bytes), 4}, {narrow(packed, is_wide), 4},
                       {narrow(bytes.len, is_wide), 4}, {name.len, 2}, {extra, 2});
    }
    if (status == MS_OK && is_directory) {
        const uint64_t mode = UINT64_C(0100644) << 16;
        status =
            PUT_FIELDS(out, {0, 2}, {0, 2}, {0, 2}, {mode, 4}, {narrow(start, is_wide), 4});
    }
    if (status == MS_OK) status = ms_buffer_append_slice(out, name);
    if (status == MS_OK && is_wide) {
        status = PUT_FIELDS(out, {1, 2}, {extra - 4, 2}, {bytes.len, 8}, {packed, 8});
    }
    if (status == MS_OK && is_wide && is_directory) status = put_number(out, start, 8);
    return status;
}

static ms_status add_to_zip(ms_archive_writer *writer, ms_slice name, ms_slice bytes,
                            int64_t mtime_s) {
    uint64_t start = writer->written;
    ms_buffer_reset(&writer->packed);
    ms_status status = ms_packer_begin(writer->packer, keep_from_packer, &writer->packed);
    if (status == MS_OK) status = ms_packer_add(writer->packer, bytes, true);
    if (status != MS_OK) return status;
    bool is_stored = writer->packed.len >= bytes.len;
    ms_buffer_reset(&writer->head);
    status =
        put_zip_header(writer, &writer->head, false, name, bytes, is_stored, mtime_s, start);
    if (status == MS_OK) {
        status = put_zip_header(writer, &writer->directory, true, name, bytes, is_stored,
                                mtime_s, start);
    }
    if (status == MS_OK) status = put(writer, ms_buffer_slice(&writer->head));
    return status == MS_OK ? put(writer, is_stored ? bytes : ms_buffer_slice(&writer->packed))
                           : status;
}

static ms_status finish_zip(ms_archive_writer *writer) {
    uint64_t start = writer->written, size = writer->directory.len, count = writer->members;
    bool is_wide = start > NO_MORE_THAN || size > NO_MORE_THAN || count > UINT16_MAX - 1;
    ms_status status = put(writer, ms_buffer_slice(&writer->directory));
    if (status != MS_OK) return status;
    ms_buffer *head = &writer->head;
    ms_buffer_reset(head);
    if (is_wide) {
        uint64_t end64 = writer->written;
        status = ms_buffer_append(head, "PK\6\6", 4);
        if (status == MS_OK) {
            status = PUT_FIELDS(head, {44, 8}, {3 << 8 | WIDE, 2}, {WIDE, 2}, {0, 4}, {0, 4},
                                {count, 8}, {count, 8}, {size, 8}, {start, 8});
        }
        if (status == MS_OK) status = ms_buffer_append(head, "PK\6\7", 4);
        if (status == MS_OK) status = PUT_FIELDS(head, {0, 4}, {end64, 8}, {1, 4});
    }
    if (status == MS_OK) status = ms_buffer_append(head, "PK\5\6", 4);
    uint64_t few = is_wide ? UINT16_MAX : count;
    if (status == MS_OK) {
        status = PUT_FIELDS(head, {0, 2}, {0, 2}, {few, 2}, {few, 2},
                            {narrow(size, is_wide), 4}, {narrow(start, is_wide), 4}, {0, 2});
    }
    return status == MS_OK ? put(writer, ms_buffer_slice(head)) : status;
}

/* --- tar -------------------------------------------------------------------------------- */

static ms_status put_tar(ms_archive_writer *writer, ms_slice bytes) {
    return writer->packer ? ms_packer_add(writer->packer, bytes, false) : put(writer, bytes);
}

static void put_octal(char *field, size_t width, uint64_t value) {
    field[width - 1] = 0;
    for (size_t i = width - 1; i-- > 0; value /= 8) field[i] = (char)('0' + value % 8);
}

static ms_status put_tar_header(ms_archive_writer *writer, ms_slice name, uint64_t size,
                                int64_t mtime_s, char type) {
    static const char magic[] = {'u', 's', 't', 'a', 'r', 0, '0', '0'};
    char block[MS_TAR_BLOCK] = {0};
    name = ms_slice_sub(name, 0, 100);
    if (name.len) memcpy(block, name.ptr, name.len);
    put_octal(block + 100, 8, 0644);
    put_octal(block + 108, 8, 0);
    put_octal(block + 116, 8, 0);
    put_octal(block + 124, 12, size);
    put_octal(block + 136, 12, mtime_s > 0 ? (uint64_t)mtime_s : 0);
    block[156] = type;
    memcpy(block + 257, magic, sizeof magic);
    memset(block + 148, ' ', 8);
    uint64_t sum = 0;
    for (size_t i = 0; i < sizeof block; i++) sum += (unsigned char)block[i];
    put_octal(block + 148, 7, sum);
    return put_tar(writer, ms_slice_of(block, sizeof block));
}

static ms_status put_padding(ms_archive_writer *writer, uint64_t size) {
    static const char zeros[MS_TAR_BLOCK];
    return put_tar(writer,
                   ms_slice_of(zeros, (MS_TAR_BLOCK - size % MS_TAR_BLOCK) % MS_TAR_BLOCK));
}

/* A pax record counts its own length, digits and all. */
static ms_status put_record(ms_buffer *out, const char *key, ms_slice value) {
    size_t rest = strlen(key) + value.len + 3, digits = 1;
    for (size_t most = 10; rest + digits >= most; most *= 10) digits++;
    ms_status status = ms_buffer_printf(out, "%zu %s=", rest + digits, key);
    if (status == MS_OK) status = ms_buffer_append_slice(out, value);
    return status == MS_OK ? ms_buffer_append_byte(out, '\n') : status;
}

static bool is_short_ascii(ms_slice name) {
    for (size_t i = 0; i < name.len; i++) {
        if ((unsigned char)name.ptr[i] >= 0x80) return false;
    }
    return name.len <= 100;
}

static ms_status put_pax(ms_archive_writer *writer, ms_slice name, uint64_t size,
                         int64_t mtime_s) {
    ms_buffer *records = &writer->packed;
    char number[24];
    ms_status status = MS_OK;
    ms_buffer_reset(records);
    if (!is_short_ascii(name)) status = put_record(records, "path", name);
    if (status == MS_OK && size > tar_number_most) {
        int len = snprintf(number, sizeof number, "%llu", (unsigned long long)size);
        status = put_record(records, "size", ms_slice_of(number, (size_t)len));
    }
    if (status != MS_OK || records->len == 0) return status;
    status = put_tar_header(writer, MS_SLICE("PaxHeaders/member"), records->len, mtime_s, 'x');
    if (status == MS_OK) status = put_tar(writer, ms_buffer_slice(records));
    return status == MS_OK ? put_padding(writer, records->len) : status;
}

static ms_status add_to_tar(ms_archive_writer *writer, ms_slice name, ms_slice bytes,
                            int64_t mtime_s) {
    ms_status status = put_pax(writer, name, bytes.len, mtime_s);
    uint64_t size = bytes.len > tar_number_most ? 0 : bytes.len;
    if (status == MS_OK) status = put_tar_header(writer, name, size, mtime_s, '0');
    if (status == MS_OK) status = put_tar(writer, bytes);
    return status == MS_OK ? put_padding(writer, bytes.len) : status;
}

static ms_status finish_tar(ms_archive_writer *writer) {
    static const char zeros[2 * MS_TAR_BLOCK];
    ms_status status = put_tar(writer, ms_slice_of(zeros, sizeof zeros));
    if (status != MS_OK || !writer->packer) return status;
    return ms_packer_add(writer->packer, (ms_slice){0}, true);
}

/* --- the writer ------------------------------------------------------------------------- */

ms_status ms_archive_writer_new(ms_ctx *ctx, ms_archive_kind_out kind, ms_archive_sink sink,
                                void *state, ms_archive_writer **out, ms_error *error) {
    *out = NULL;
    ms_archive_writer *writer = ms_sys_alloc(ctx->sys, sizeof *writer);
    if (!writer) {
        return ms_error_set(error, MS_E_MEMORY, 0, "not enough memory to write an archive");
    }
    writer->ctx = ctx;
    writer->kind = kind;
    writer->sink = sink;
    writer->state = state;
    ms_names_reset(&writer->names, ctx, NULL);
    ms_buffer_init(&writer->head, ctx->sys, 0);
    ms_buffer_init(&writer->packed, ctx->sys, 0);
    ms_buffer_init(&writer->directory, ctx->sys, 0);
    ms_status status = MS_OK;
    if (kind != MS_WRITE_TAR) {
        ms_packer_wrap wrap = kind == MS_WRITE_ZIP       ? MS_PACK_RAW
                              : kind == MS_WRITE_TAR_ZST ? MS_PACK_ZSTD
                                                         : MS_PACK_GZIP;
        writer->packer = ms_packer_new(ctx->sys, wrap);
        if (!writer->packer) status = MS_E_MEMORY;
    }
    if (status == MS_OK && kind != MS_WRITE_ZIP && kind != MS_WRITE_TAR) {
        status = ms_packer_begin(writer->packer, put_from_packer, writer);
    }
    if (status != MS_OK) {
        ms_archive_writer_free(writer);
        return ms_error_set(error, status, 0,
                            status == MS_E_UNSUPPORTED
                                ? "the libarchive that is installed cannot write zstd"
                                : "not enough memory to write an archive");
    }
    *out = writer;
    return MS_OK;
}

static ms_status refuse_failed(const ms_archive_writer *writer, ms_error *error) {
    return ms_error_set(error, writer->failed, 0, "the archive could not be written further");
}

static ms_status keep_failure(ms_archive_writer *writer, ms_status status, ms_error *error) {
    writer->failed = status;
    if (status == MS_OK) return MS_OK;
    if (writer->ctx->tripped == status) return ms_ctx_explain(writer->ctx, status, error);
    return refuse_failed(writer, error);
}

ms_status ms_archive_writer_add(ms_archive_writer *writer, ms_slice name, ms_slice bytes,
                                int64_t mtime_s, ms_error *error) {
    if (writer->failed != MS_OK) return refuse_failed(writer, error);
    if (writer->kind == MS_WRITE_GZ && writer->members > 0) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "a .gz holds one member only: write a .tar.gz");
    }
    ms_status status = check_name(writer, name, error);
    if (status == MS_E_USAGE) return status;
    if (mtime_s < 0) mtime_s = EPOCH_1980;
    if (status == MS_OK) status = ms_tick(writer->ctx, bytes.len + name.len);
    if (status == MS_OK) {
        switch (writer->kind) {
        case MS_WRITE_ZIP: status = add_to_zip(writer, name, bytes, mtime_s); break;
        case MS_WRITE_GZ: status = ms_packer_add(writer->packer, bytes, false); break;
        default: status = add_to_tar(writer, name, bytes, mtime_s); break;
        }
    }
    writer->members++;
    return keep_failure(writer, status, error);
}

ms_status ms_archive_writer_finish(ms_archive_writer *writer, ms_error *error) {
    if (writer->failed != MS_OK) return refuse_failed(writer, error);
    ms_status status;
    switch (writer->kind) {
    case MS_WRITE_ZIP: status = finish_zip(writer); break;
    case MS_WRITE_GZ: status = ms_packer_add(writer->packer, (ms_slice){0}, true); break;
    default: status = finish_tar(writer); break;
    }
    status = keep_failure(writer, status, error);
    if (status == MS_OK) writer->failed = MS_E_USAGE; /* nothing may follow the end */
    return status;
}

void ms_archive_writer_free(ms_archive_writer *writer) {
    if (!writer) return;
    ms_packer_free(writer->packer);
    ms_names_free(&writer->names);
    ms_buffer_free(&writer->head);
    ms_buffer_free(&writer->packed);
    ms_buffer_free(&writer->directory);
    ms_sys_free(writer->ctx->sys, writer, sizeof *writer);
}
