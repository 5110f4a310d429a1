/* See zip_recover.h. */
#include "archive/zip_recover.h"

#include "archive/bytes.h"
#include "base/size.h"

enum { LOCAL_SIZE = 30, ENTRY_SIZE = 46, FLAG_DESCRIPTOR = 1 << 3, PIECE = 256 * 1024 };

/* What a local header says, or the descriptor behind the data. */
typedef struct member {
    char head[LOCAL_SIZE];
    uint32_t crc;
    uint64_t packed, size;
    size_t head_size; /* with name and extra fields */
    uint64_t whole;   /* up to the next header */
} member;

/* Sizes that stand in the ZIP64 field. */
static void apply_zip64(member *found, ms_slice extra) {
    while (extra.len >= 4) {
        size_t len = ms_bytes_u16(extra.ptr + 2), at = 0;
        if (len > extra.len - 4) return;
        const char *field = extra.ptr + 4;
        if (ms_bytes_u16(extra.ptr) == 1) {
            if (found->size == 0xFFFFFFFF && len >= 8) found->size = ms_bytes_u64(field), at = 8;
            if (found->packed == 0xFFFFFFFF && len >= at + 8) found->packed = ms_bytes_u64(field + at);
            return;
        }
        extra = ms_slice_sub(extra, 4 + len, extra.len);
    }
}

/* Looks for the descriptor whose size is that of the data before it. *is_there false: there is none. */
static ms_status find_descriptor(ms_source *source, member *found, bool *is_there, ms_error *error) {
    enum { NARROW = 16, WIDE = 24 };
    const ms_limits *limits = &source->meter->ctx->limits;
    size_t from = found->head_size, want = PIECE;
    ms_slice have;
    *is_there = false;
    for (;;) {
        ms_status status = ms_source_peek(source, want, &have, error);
        if (status == MS_OK) status = ms_tick(source->meter->ctx, have.len - from);
        if (status != MS_OK) return status;
        const char *at = NULL;
        while (from < have.len && (at = memmem(have.ptr + from, have.len - from, "PK\7\10", 4))) {
            size_t start = (size_t)(at - have.ptr), data = start - found->head_size;
            ms_slice rest = ms_slice_sub(have, start, have.len);
            if (rest.len < WIDE && have.len >= want) break; /* not all of it is in the window yet */
            bool is_wide = rest.len >= WIDE && ms_bytes_u64(at + 8) == data;
            bool is_narrow = rest.len >= NARROW && ms_bytes_u32(at + 8) == data;
            if (is_narrow || is_wide) {
                found->crc = ms_bytes_u32(at + 4);
                found->packed = data;
                found->size = is_wide ? ms_bytes_u64(at + 16) : ms_bytes_u32(at + 12);
                found->whole = start + (is_wide ? WIDE : NARROW);
                *is_there = true;
                return MS_OK;
            }
            from = start + 4;
        }
        if (have.len < want || want > limits->member || want > SIZE_MAX / 4) return MS_OK;
        from = at ? (size_t)(at - have.ptr) : have.len - 3;
        want = have.len * 2;
    }
}

/* The member that begins here; *is_there false where none does, or it is not whole. */
static ms_status look(ms_source *source, member *found, bool *is_there, ms_error *error) {
    ms_slice have;
    *is_there = false;
    ms_status status = ms_source_peek(source, LOCAL_SIZE, &have, error);
    if (status != MS_OK) return status;
    if (have.len < LOCAL_SIZE || memcmp(have.ptr, "PK\3\4", 4) != 0) return MS_OK;
    memcpy(found->head, have.ptr, LOCAL_SIZE);
    found->crc = ms_bytes_u32(found->head + 14);
    found->packed = ms_bytes_u32(found->head + 18);
    found->size = ms_bytes_u32(found->head + 22);
    size_t name = ms_bytes_u16(found->head + 26), extra = ms_bytes_u16(found->head + 28);
    found->head_size = LOCAL_SIZE + name + extra;
    status = ms_source_peek(source, found->head_size, &have, error);
    if (status != MS_OK || have.len < found->head_size) return status;
    apply_zip64(found, ms_slice_sub(have, LOCAL_SIZE + name, found->head_size));
    if (ms_bytes_u16(found->head + 6) & FLAG_DESCRIPTOR) {
        return find_descriptor(source, found, is_there, error);
    }
    uint64_t left = source->size - ms_source_at(source) - found->head_size;
    *is_there = found->packed <= left;
    found->whole = found->packed + found->head_size;
    return MS_OK;
}

static ms_status append(ms_source *source, const member *found, ms_buffer *out, ms_error *error) {
    char entry[ENTRY_SIZE] = "PK\1\2\24";
    ms_slice have;
    ms_status status = ms_source_peek(source, found->head_size, &have, error);
    if (status != MS_OK) return status;
    memcpy(entry + 6, found->head + 4, 26); /* both have the same fields up to the two lengths */
    ms_bytes_put_u32(entry + 16, found->crc);
    ms_bytes_put_u32(entry + 20, (uint32_t)found->packed);
    ms_bytes_put_u32(entry + 24, (uint32_t)found->size);
    ms_bytes_put_u32(entry + 42, (uint32_t)ms_source_at(source));
    status = ms_buffer_append(out, entry, sizeof entry);
    if (status == MS_OK) {
        status = ms_buffer_append_slice(out, ms_slice_sub(have, LOCAL_SIZE, found->head_size));
    }
    return status == MS_OK ? MS_OK
                           : ms_error_set(error, status, 0, "not enough memory for the zip's directory");
}

ms_status ms_zip_recover(ms_source *source, ms_buffer *directory, uint64_t *end, size_t *count,
                         ms_error *error) {
    char mark[4] = {0};
    *end = 0;
    *count = 0;
    if (source->size < LOCAL_SIZE) return MS_OK;
    ms_status status = ms_source_read_at(source, 0, mark, sizeof mark, error);
    bool is_marked = memcmp(mark, "PK\7\10", 4) == 0 || memcmp(mark, "PK00", 4) == 0;
    ms_source_seek(source, is_marked ? sizeof mark : 0);
    while (status == MS_OK) {
        member found;
        bool is_there = false;
        status = look(source, &found, &is_there, error);
        if (status != MS_OK || !is_there) return status;
        bool is_large = found.packed >= UINT32_MAX || found.size >= UINT32_MAX ||
                        ms_source_at(source) >= UINT32_MAX;
        if (is_large) return MS_OK;
        status = append(source, &found, directory, error);
        if (status == MS_OK) status = ms_source_skip(source, found.whole, error);
        *end = ms_source_at(source);
        *count += 1;
    }
    return status;
}
