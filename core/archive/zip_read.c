/* The data of a zip's members: agreement of directory and local header, bounds, inflating,
 * checksum. */
#include "archive/bytes.h"
#include "archive/zip.h"
#include "base/size.h"

enum {
    LOCAL_SIZE = 30,
    FLAG_ENCRYPTED = 1 << 0,
    FLAG_DESCRIPTOR = 1 << 3,
    FLAG_MASKED = 1 << 13,
    STORED = 0,
    DEFLATED = 8,
    BZIP2 = 12,
    LZMA = 14,
    ZSTD = 93,
    XZ = 95,
    PPMD = 98,
    AES = 99,
    DEFLATE_MOST = 1032, /* bytes that one byte of deflate can become */
};

static ms_status contradicts(const ms_zip_entry *entry, const char *what, ms_error *error) {
    return ms_error_set(error, MS_E_AMBIGUOUS, entry->start,
                        "%s: programs differ in what they make of that, so it is refused",
                        what);
}

static bool is_encrypted(const ms_zip_entry *entry) {
    return entry->flags & FLAG_ENCRYPTED || entry->method == AES;
}

static ms_status check_method(const ms_zip *zip, const ms_zip_entry *entry, ms_error *error) {
    if (entry->flags & FLAG_MASKED) {
        return ms_error_set(error, MS_E_ENCRYPTED, entry->start,
                            "its directory is encrypted, which is not read: unpack it and use the result");
    }
    bool has_password = zip->password && zip->password[0];
    if (is_encrypted(entry) && !has_password) {
        return ms_error_set(error, MS_E_ENCRYPTED, entry->start,
                            "encrypted: give its password with --password-file");
    }
    switch (entry->method) {
    case STORED:
    case DEFLATED:
    case BZIP2:
    case LZMA:
    case ZSTD:
    case XZ:
    case PPMD:
    case AES: return MS_OK;
    default: break;
    }
    return ms_error_set(
        error, MS_E_UNSUPPORTED, entry->start,
        "packed by method %u, which is not read: pack the zip anew with deflate",
        entry->method);
}

/* How many bytes the member may take, up to the next one; 0 when another begins at the same
 * place. */
static uint64_t room_for(const ms_zip *zip, uint64_t start) {
    size_t low = 0, high = zip->count; /* the first start that is greater */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zip->starts[middle] > start) high = middle;
        else low = middle + 1;
    }
    if (low >= 2 && zip->starts[low - 2] == start) return 0;
    uint64_t end = low < zip->count ? zip->starts[low] : zip->directory_start;
    if (end > zip->directory_start) end = zip->directory_start;
    return start < end ? end - start : 0;
}

/* The numbers of the local header, its ZIP64 field applied. */
static bool same_sizes(const ms_zip_entry *entry, const char *head, ms_slice extra) {
    uint32_t crc = ms_bytes_u32(head + 14);
    uint64_t packed = ms_bytes_u32(head + 18), size = ms_bytes_u32(head + 22);
    while (extra.len >= 4) {
        size_t len = ms_bytes_u16(extra.ptr + 2);
        if (len > extra.len - 4) break;
        const char *field = extra.ptr + 4;
        if (ms_bytes_u16(extra.ptr) == 1) {
            size_t at = 0;
            if (size == 0xFFFFFFFF && len >= at + 8) size = ms_bytes_u64(field + at), at += 8;
            if (packed == 0xFFFFFFFF && len >= at + 8) packed = ms_bytes_u64(field + at);
        }
        extra = ms_slice_sub(extra, 4 + len, extra.len);
    }
    /* With a descriptor they may be left open here, each of them. */
    bool is_open = ms_bytes_u16(head + 6) & FLAG_DESCRIPTOR;
    return (crc == entry->crc || (is_open && crc == 0)) &&
           (packed == entry->packed || (is_open && (packed == 0 || packed == 0xFFFFFFFF))) &&
           (size == entry->size || (is_open && (size == 0 || size == 0xFFFFFFFF)));
}

static ms_status check_local(const ms_zip_entry *entry, const char *head, ms_slice extra,
                             ms_error *error) {
    const uint16_t flags = FLAG_ENCRYPTED | FLAG_DESCRIPTOR;
    ms_slice name = ms_slice_of(head + LOCAL_SIZE, ms_bytes_u16(head + 26));
    if (!ms_slice_equal(name, entry->own_name)) {
        return contradicts(entry, "directory and local header give the member different names",
                           error);
    }
    if (ms_bytes_u16(head + 8) != entry->method ||
        (ms_bytes_u16(head + 6) & flags) != (entry->flags & flags)) {
        return contradicts(
            entry, "directory and local header differ in how the member is packed", error);
    }
    if (same_sizes(entry, head, extra)) return MS_OK;
    return contradicts(
        entry, "directory and local header differ in the member's size or checksum", error);
}

/* A descriptor that has its mark must agree. Without the mark nothing tells it from what
 * follows. */
static ms_status check_descriptor(const ms_zip_entry *entry, ms_slice after, ms_error *error) {
    if (!(entry->flags & FLAG_DESCRIPTOR) || after.len < 16 ||
        memcmp(after.ptr, "PK\7\10", 4) != 0) {
        return MS_OK;
    }
    const char *at = after.ptr + 4;
    bool is_narrow = ms_bytes_u32(at + 4) == (uint32_t)entry->packed &&
                     ms_bytes_u32(at + 8) == (uint32_t)entry->size;
    bool is_wide = after.len >= 24 && ms_bytes_u64(at + 4) == entry->packed &&
                   ms_bytes_u64(at + 12) == entry->size;
    if (ms_bytes_u32(at) == entry->crc && (is_narrow || is_wide)) return MS_OK;
    return contradicts(
        entry, "directory and data descriptor differ in the member's size or checksum", error);
}

/* Where a member lies in the source's window. */
typedef struct zip_place {
    ms_slice head;   /* its local header with name and extra fields */
    ms_slice packed; /* its data, which follow */
} zip_place;

/* Shows the packed data, in the source's window, after everything around them has been
 * checked. */
static ms_status locate(ms_zip *zip, const ms_zip_entry *entry, zip_place *place,
                        ms_error *error) {
    enum { DESCRIPTOR_MOST = 24 };
    uint64_t room = room_for(zip, entry->start);
    if (entry->start >= zip->directory_start) {
        return ms_error_set(error, MS_E_MALFORMED, entry->start,
                            "the member does not lie in front of the directory");
    }
    uint64_t known = LOCAL_SIZE + entry->own_name.len;
    if (room < known || entry->packed > room - known) {
        return contradicts(entry, "the member overlaps another or the directory", error);
    }
    uint64_t want = known + entry->packed + 256; /* likely enough for the extra fields too */
    if (want > room) want = room;
    if (want > SIZE_MAX / 4) {
        return ms_limits_hit(&zip->meter->ctx->limits, MS_E_LIMIT_MEMBER, want, entry->start,
                             error);
    }
    ms_slice have;
    ms_source_seek(zip->source, entry->start);
    ms_status status = ms_source_peek(zip->source, (size_t)want, &have, error);
    if (status != MS_OK) return status;
    if (have.len < want) {
        return ms_error_set(error, MS_E_TRUNCATED, entry->start,
                            "the file has become shorter while it was read");
    }
    if (memcmp(have.ptr, "PK\3\4", 4) != 0) {
        return ms_error_set(error, MS_E_MALFORMED, entry->start,
                            "there is no member where the directory says");
    }
    size_t extra = ms_bytes_u16(have.ptr + 28),
           head = LOCAL_SIZE + (size_t)ms_bytes_u16(have.ptr + 26) + extra;
    if (head > room || entry->packed > room - head) {
        return contradicts(entry, "the member overlaps another or the directory", error);
    }
    want = head + entry->packed + DESCRIPTOR_MOST;
    if (want > room) want = room;
    status = ms_source_peek(zip->source, (size_t)want, &have, error);
    if (status != MS_OK) return status;
    if (have.len < want) {
        return ms_error_set(error, MS_E_TRUNCATED, entry->start,
                            "the file has become shorter while it was read");
    }
    status = check_local(entry, have.ptr, ms_slice_sub(have, head - extra, head), error);
    if (status != MS_OK) return status;
    size_t end = head + (size_t)entry->packed;
    place->head = ms_slice_sub(have, 0, head);
    place->packed = ms_slice_sub(have, head, end);
    return check_descriptor(entry, ms_slice_sub(have, end, (size_t)want), error);
}

static ms_status inflate_into(ms_zip *zip, const ms_zip_entry *entry, ms_slice packed,
                              ms_buffer *into, ms_error *error) {
    if (entry->size / DEFLATE_MOST > entry->packed) {
        return contradicts(
            entry, "the member's data cannot be of the size that the directory says", error);
    }
    if (!zip->inflater) zip->inflater = ms_inflate_new(zip->meter->ctx->sys);
    ms_status status =
        zip->inflater ? ms_buffer_reserve(into, (size_t)entry->size) : MS_E_MEMORY;
    if (status != MS_OK) {
        return ms_error_set(error, status, entry->start, "not enough memory for the member");
    }
    status = ms_inflate_whole(zip->inflater, packed, into->data, (size_t)entry->size);
    if (status == MS_E_AMBIGUOUS) {
        return contradicts(
            entry, "the member's data are not of the size that the directory says", error);
    }
    if (status != MS_OK) {
        return ms_error_set(error, status, entry->start,
                            "the member's data are damaged: they cannot be inflated");
    }
    into->len = (size_t)entry->size;
    return MS_OK;
}

/* The methods that libarchive has as streams. What they make has been counted when this
 * returns. */
static ms_status unpack_foreign(ms_zip *zip, const ms_zip_entry *entry, ms_slice packed,
                                ms_buffer *into, ms_error *error) {
    ms_kind kind = entry->method == BZIP2  ? MS_KIND_BZIP2
                   : entry->method == ZSTD ? MS_KIND_ZSTD
                                           : MS_KIND_XZ;
    if (!zip->foreign) zip->foreign = ms_foreign_new(zip->meter->ctx->sys);
    if (!zip->foreign) {
        return ms_error_set(error, MS_E_MEMORY, entry->start,
                            "not enough memory for the member");
    }
    ms_source_open_bytes(&zip->packed, zip->meter, packed);
    ms_slice all;
    ms_status status =
        ms_foreign_open_stream(zip->foreign, kind, &zip->packed, &zip->unpacked, error);
    if (status == MS_OK) {
        status = ms_source_peek(&zip->unpacked, (size_t)entry->size + 1, &all, error);
    }
    if (status != MS_OK) return status;
    if (all.len != entry->size) {
        return contradicts(
            entry, "the member's data are not of the size that the directory says", error);
    }
    status = ms_buffer_append_slice(into, all);
    if (status != MS_OK) {
        return ms_error_set(error, status, entry->start, "not enough memory for the member");
    }
    return MS_OK;
}

/* The member with its local header, as a zip of its own: what libarchive is given to decrypt it, or to undo a
 * method that it has in zips only. Its directory says what ours has said. */
static ms_status set_alone(ms_zip *zip, const ms_zip_entry *entry, const zip_place *place) {
    enum { OFFSET_AT = 42, PACKED_AT = 20, END_SIZE = 22 };
    ms_buffer *out = &zip->alone;
    size_t directory_size = entry->next_at - entry->at;
    ms_slice head = ms_slice_sub(zip->directory, entry->at, entry->next_at);
    static const char end_record[END_SIZE] = "PK\5\6\0\0\0\0\1\0\1";
    ms_buffer_reset(out);
    ms_status status = ms_buffer_append_slice(out, place->head);
    if (status == MS_OK) status = ms_buffer_append_slice(out, place->packed);
    size_t at = out->len;
    if (status == MS_OK) status = ms_buffer_append_slice(out, head);
    if (status == MS_OK) status = ms_buffer_append(out, end_record, END_SIZE);
    if (status != MS_OK) return status;
    char *entry_at = out->data + at, *end = out->data + out->len - END_SIZE;
    ms_bytes_put_u32(entry_at + PACKED_AT, (uint32_t)entry->packed);
    ms_bytes_put_u32(entry_at + PACKED_AT + 4, (uint32_t)entry->size);
    ms_bytes_put_u32(entry_at + OFFSET_AT, 0);
    ms_bytes_put_u32(end + 12, (uint32_t)directory_size);
    ms_bytes_put_u32(end + 16, (uint32_t)at);
    return MS_OK;
}

static ms_status unpack_alone(ms_zip *zip, const ms_zip_entry *entry, const zip_place *place,
                              ms_buffer *into, ms_error *error) {
    if (entry->packed >= UINT32_MAX || entry->size >= UINT32_MAX) {
        return ms_error_set(error, MS_E_UNSUPPORTED, entry->start,
                            "packed in a rare way and larger than 4 GB: unpack it and use the result");
    }
    if (!zip->foreign) zip->foreign = ms_foreign_new(zip->meter->ctx->sys);
    ms_status status = zip->foreign ? set_alone(zip, entry, place) : MS_E_MEMORY;
    if (status != MS_OK) {
        return ms_error_set(error, status, entry->start, "not enough memory for the member");
    }
    ms_source_open_bytes(&zip->packed, zip->meter, ms_buffer_slice(&zip->alone));
    status = ms_foreign_read_zip(zip->foreign, &zip->packed, zip->password, into, error);
    if (status != MS_OK || into->len == entry->size) return status;
    return contradicts(
        entry, "the member's data are not of the size that the directory says", error);
}

static ms_status unpack_stored(ms_zip *zip, const ms_zip_entry *entry, ms_slice packed,
                               ms_buffer *into, ms_slice *bytes, ms_error *error) {
    if (entry->packed != entry->size) {
        return contradicts(entry, "the member is stored, but its two sizes differ", error);
    }
    *bytes = packed;
    if (zip->source->is_memory) return MS_OK;
    ms_status status = ms_buffer_append_slice(into, packed);
    if (status != MS_OK) {
        return ms_error_set(error, status, entry->start, "not enough memory for the member");
    }
    *bytes = ms_buffer_slice(into);
    return MS_OK;
}

static ms_status unpack(ms_zip *zip, const ms_zip_entry *entry, const zip_place *place,
                        ms_buffer *into, ms_slice *bytes, ms_error *error) {
    ms_status status;
    if (is_encrypted(entry) || entry->method == LZMA || entry->method == PPMD) {
        status = unpack_alone(zip, entry, place, into, error);
        *bytes = ms_buffer_slice(into);
        return status;
    }
    if (entry->method == STORED) {
        status = unpack_stored(zip, entry, place->packed, into, bytes, error);
    } else if (entry->method == DEFLATED) {
        status = inflate_into(zip, entry, place->packed, into, error);
        *bytes = ms_buffer_slice(into);
    } else {
        status = unpack_foreign(zip, entry, place->packed, into, error);
        *bytes = ms_buffer_slice(into);
        return status;
    }
    return status == MS_OK ? ms_meter_unpacked(zip->meter, entry->size, error) : status;
}

ms_status ms_zip_read(ms_zip *zip, const ms_zip_entry *entry, ms_buffer *into, ms_slice *bytes,
                      ms_error *error) {
    ms_meter *meter = zip->meter;
    ms_buffer_reset(into);
    ms_status status = check_method(zip, entry, error);
    if (status != MS_OK) return status;
    if (entry->size > meter->ctx->limits.member || entry->size > SIZE_MAX / 4) {
        return ms_limits_hit(&meter->ctx->limits, MS_E_LIMIT_MEMBER, entry->size, entry->start,
                             error);
    }
    if (zip->is_outermost) {
        meter->in += entry->packed;
        ms_meter_chain(meter, entry->packed);
    }
    status = ms_meter_may_unpack(meter, entry->size, error);
    zip_place place = {0};
    if (status == MS_OK) status = locate(zip, entry, &place, error);
    if (status == MS_OK) status = unpack(zip, entry, &place, into, bytes, error);
    if (status != MS_OK) return status;
    bool has_own_code = entry->method == AES && entry->crc == 0; /* which libarchive has compared */
    if (has_own_code || ms_inflate_crc32(0, *bytes) == entry->crc) return MS_OK;
    return ms_error_set(
        error, MS_E_CHECKSUM, entry->start,
        "the member's data do not match their checksum: they have been damaged");
}
