/* See tar_sparse.h. */
#include "archive/tar_sparse.h"

enum { MAP_MOST = 1024 * 1024, BLOCK = 512 };

typedef struct piece {
    uint64_t offset, len;
} piece;

void ms_tar_sparse_init(ms_tar_sparse *sparse, const ms_sys *sys) {
    ms_buffer_init(&sparse->map, sys, MAP_MOST);
    ms_buffer_init(&sparse->whole, sys, 0);
}

void ms_tar_sparse_free(ms_tar_sparse *sparse) {
    ms_buffer_free(&sparse->map);
    ms_buffer_free(&sparse->whole);
}

void ms_tar_sparse_reset(ms_tar_sparse *sparse) {
    sparse->is_there = sparse->is_map_in_data = sparse->has_offset = false;
    sparse->size = 0;
    ms_buffer_reset(&sparse->map);
}

/* --- the map ---------------------------------------------------------------------------- */

ms_status ms_tar_sparse_add(ms_tar_sparse *sparse, uint64_t offset, uint64_t len) {
    piece last = {0}, added = {offset, len};
    uint64_t end;
    if (__builtin_add_overflow(offset, len, &end)) return MS_E_MALFORMED;
    if (sparse->map.len >= sizeof last) {
        memcpy(&last, sparse->map.data + sparse->map.len - sizeof last, sizeof last);
    }
    if (offset < last.offset + last.len) return MS_E_MALFORMED;
    return ms_buffer_append(&sparse->map, &added, sizeof added);
}

/* Takes the number that *text begins with off it, and the byte behind it. */
static bool take_number(ms_slice *text, char end, uint64_t *value) {
    size_t at = 0;
    *value = 0;
    while (at < text->len && text->ptr[at] >= '0' && text->ptr[at] <= '9') {
        if (__builtin_mul_overflow(*value, UINT64_C(10), value) ||
            __builtin_add_overflow(*value, (uint64_t)(text->ptr[at] - '0'), value)) {
            return false;
        }
        at++;
    }
    if (at == 0 || (at < text->len && text->ptr[at] != end)) return false;
    *text = ms_slice_sub(*text, at + (at < text->len), text->len);
    return true;
}

static ms_status take_map(ms_tar_sparse *sparse, ms_slice text) {
    while (text.len) {
        uint64_t offset, len;
        if (!take_number(&text, ',', &offset) || !take_number(&text, ',', &len)) {
            return MS_E_MALFORMED;
        }
        ms_status status = ms_tar_sparse_add(sparse, offset, len);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

ms_status ms_tar_sparse_record(ms_tar_sparse *sparse, ms_slice key, ms_slice value) {
    ms_slice what = ms_slice_sub(key, strlen("GNU.sparse."), key.len);
    uint64_t number = 0;
    sparse->is_there = true;
    if (ms_slice_equal(what, MS_SLICE("map"))) return take_map(sparse, value);
    if (ms_slice_equal(what, MS_SLICE("name"))) return MS_OK;
    if (!take_number(&value, 0, &number)) return MS_E_MALFORMED;
    if (ms_slice_equal(what, MS_SLICE("size")) || ms_slice_equal(what, MS_SLICE("realsize"))) {
        sparse->size = number;
    } else if (ms_slice_equal(what, MS_SLICE("major"))) {
        sparse->is_map_in_data = number == 1;
    } else if (ms_slice_equal(what, MS_SLICE("offset"))) {
        sparse->offset = number;
        sparse->has_offset = true;
    } else if (ms_slice_equal(what, MS_SLICE("numbytes"))) {
        if (!sparse->has_offset) return MS_E_MALFORMED;
        sparse->has_offset = false;
        return ms_tar_sparse_add(sparse, sparse->offset, number);
    }
    return MS_OK;
}

/* Takes pax 1.0's map off the data: numbers on lines, filled up to whole blocks. */
static ms_status take_map_in_data(ms_tar_sparse *sparse, ms_slice *stored) {
    uint64_t count, offset, len;
    ms_slice rest = *stored;
    if (!take_number(&rest, '\n', &count)) return MS_E_MALFORMED;
    for (; count > 0; count--) {
        if (!take_number(&rest, '\n', &offset) || !take_number(&rest, '\n', &len)) {
            return MS_E_MALFORMED;
        }
        ms_status status = ms_tar_sparse_add(sparse, offset, len);
        if (status != MS_OK) return status;
    }
    size_t used = (stored->len - rest.len + BLOCK - 1) / BLOCK * BLOCK;
    *stored = ms_slice_sub(*stored, used, stored->len);
    return MS_OK;
}

/* --- the file --------------------------------------------------------------------------- */

static ms_status fill(ms_tar_sparse *sparse, ms_slice stored) {
    char *to = sparse->whole.data;
    size_t size = (size_t)sparse->size, count = sparse->map.len / sizeof(piece), at = 0;
    for (size_t i = 0; i < count; i++) {
        piece one;
        memcpy(&one, sparse->map.data + i * sizeof one, sizeof one);
        if (one.offset + one.len > size || one.len > stored.len) return MS_E_MALFORMED;
        if (one.len == 0) continue; /* GNU ends a map so, to say the size */
        memset(to + at, 0, (size_t)one.offset - at);
        memcpy(to + one.offset, stored.ptr, (size_t)one.len);
        stored = ms_slice_sub(stored, (size_t)one.len, stored.len);
        at = (size_t)(one.offset + one.len);
    }
    if (at < size) memset(to + at, 0, size - at);
    return MS_OK;
}

ms_status ms_tar_sparse_expand(ms_tar_sparse *sparse, ms_meter *meter, ms_slice stored, uint64_t at,
                               ms_slice *bytes, ms_error *error) {
    const ms_limits *limits = &meter->ctx->limits;
    if (sparse->size > limits->member || sparse->size > SIZE_MAX / 4) {
        return ms_limits_hit(limits, MS_E_LIMIT_MEMBER, sparse->size, at, error);
    }
    ms_status status = ms_meter_unpacked(meter, sparse->size, error);
    if (status != MS_OK) return status;
    if (sparse->is_map_in_data) status = take_map_in_data(sparse, &stored);
    ms_buffer_reset(&sparse->whole);
    if (status == MS_OK) status = ms_buffer_reserve(&sparse->whole, (size_t)sparse->size);
    if (status == MS_OK && sparse->size > 0) status = fill(sparse, stored);
    sparse->whole.len = status == MS_OK ? (size_t)sparse->size : 0;
    *bytes = ms_buffer_slice(&sparse->whole);
    if (status == MS_OK) return MS_OK;
    return ms_error_set(error, status, at,
                        status == MS_E_MEMORY ? "not enough memory for the member"
                                              : "the map of a sparse file is damaged");
}
