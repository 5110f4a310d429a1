/* See packer.h. */
#include "archive/packer.h"

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include "base/size.h"

enum { OUT_SIZE = 32 * 1024, HEADER = 16 };

struct ms_packer {
    const ms_sys *sys;
    z_stream stream;
    bool is_open;
    struct archive *zstd; /* NULL when none is open */
    ms_status failed;     /* of put, which libarchive cannot carry */
    ms_packer_wrap wrap;
    ms_status (*put)(void *state, ms_slice bytes);
    void *state;
    char out[OUT_SIZE];
};

/* zlib frees without a size, so the size is kept in front. */
static voidpf take(voidpf opaque, uInt items, uInt size) {
    size_t bytes;
    if (!ms_size_mul(items, size, &bytes) || !ms_size_add(bytes, HEADER, &bytes)) return NULL;
    char *block = ms_sys_alloc(opaque, bytes);
    if (!block) return NULL;
    memcpy(block, &bytes, sizeof bytes);
    return block + HEADER;
}

static void give_back(voidpf opaque, voidpf address) {
    if (!address) return;
    char *block = (char *)address - HEADER;
    size_t bytes;
    memcpy(&bytes, block, sizeof bytes);
    ms_sys_free(opaque, block, bytes);
}

ms_packer *ms_packer_new(const ms_sys *sys, ms_packer_wrap wrap) {
    ms_packer *packer = ms_sys_alloc(sys, sizeof *packer);
    if (!packer) return NULL;
    packer->sys = sys;
    packer->wrap = wrap;
    return packer;
}

static void close_zstd(ms_packer *packer) {
    packer->put = NULL; /* freeing it would end the stream, and that is wanted by nobody now */
    if (packer->zstd) archive_write_free(packer->zstd);
    packer->zstd = NULL;
}

void ms_packer_free(ms_packer *packer) {
    if (!packer) return;
    close_zstd(packer);
    if (packer->is_open) deflateEnd(&packer->stream);
    ms_sys_free(packer->sys, packer, sizeof *packer);
}

/* --- zstd ------------------------------------------------------------------------------- */

static la_ssize_t on_write(struct archive *archive, void *state, const void *bytes, size_t size) {
    ms_packer *packer = state;
    (void)archive;
    if (!packer->put) return (la_ssize_t)size;
    packer->failed = packer->put(packer->state, ms_slice_of(bytes, size));
    return packer->failed == MS_OK ? (la_ssize_t)size : -1;
}

static ms_status begin_zstd(ms_packer *packer) {
    struct archive_entry *entry = archive_entry_new();
    struct archive *archive = archive_write_new();
    packer->zstd = archive;
    packer->failed = MS_OK;
    ms_status status = archive && entry ? MS_OK : MS_E_MEMORY;
    /* Not ARCHIVE_OK: it would run a program for it. */
    if (status == MS_OK && (archive_write_add_filter_zstd(archive) != ARCHIVE_OK ||
                            archive_write_set_format_raw(archive) != ARCHIVE_OK)) {
        status = MS_E_UNSUPPORTED;
    }
    if (status == MS_OK) {
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_write_set_bytes_per_block(archive, 0);
        bool is_ready = archive_write_open(archive, packer, NULL, on_write, NULL) == ARCHIVE_OK &&
                        archive_write_header(archive, entry) == ARCHIVE_OK;
        if (!is_ready) status = MS_E_MEMORY;
    }
    archive_entry_free(entry);
    return status;
}

static ms_status add_to_zstd(ms_packer *packer, ms_slice bytes, bool is_last) {
    bool is_well = true;
    while (bytes.len > 0 && is_well) {
        la_ssize_t took = archive_write_data(packer->zstd, bytes.ptr, bytes.len);
        is_well = took > 0;
        if (is_well) bytes = ms_slice_sub(bytes, (size_t)took, bytes.len);
    }
    if (is_well && is_last) is_well = archive_write_close(packer->zstd) == ARCHIVE_OK;
    if (is_well) return MS_OK;
    return packer->failed != MS_OK ? packer->failed : MS_E_MEMORY;
}

/* --- both ------------------------------------------------------------------------------- */

ms_status ms_packer_begin(ms_packer *packer, ms_status (*put)(void *state, ms_slice bytes),
                          void *state) {
    enum { LEVEL = 6, WINDOW = 15, GZIP = 16, MEMORY = 8 };
    if (packer->wrap == MS_PACK_ZSTD) close_zstd(packer);
    packer->put = put;
    packer->state = state;
    if (packer->wrap == MS_PACK_ZSTD) return begin_zstd(packer);
    if (packer->is_open) return deflateReset(&packer->stream) == Z_OK ? MS_OK : MS_E_INTERNAL;
    packer->stream = (z_stream){
        .zalloc = take, .zfree = give_back, .opaque = (voidpf)(uintptr_t)packer->sys};
    int bits = packer->wrap == MS_PACK_GZIP ? WINDOW + GZIP : -WINDOW;
    if (deflateInit2(&packer->stream, LEVEL, Z_DEFLATED, bits, MEMORY, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        return MS_E_MEMORY;
    }
    packer->is_open = true;
    return MS_OK;
}

ms_status ms_packer_add(ms_packer *packer, ms_slice bytes, bool is_last) {
    z_stream *stream = &packer->stream;
    if (packer->wrap == MS_PACK_ZSTD) return add_to_zstd(packer, bytes, is_last);
    for (;;) {
        unsigned step = (unsigned)ms_size_min(bytes.len, 1u << 30);
        bool is_end = is_last && step == bytes.len;
        stream->next_in = (z_const Bytef *)(uintptr_t)bytes.ptr;
        stream->avail_in = step;
        do {
            stream->next_out = (Bytef *)packer->out;
            stream->avail_out = OUT_SIZE;
            if (deflate(stream, is_end ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR) {
                return MS_E_INTERNAL;
            }
            ms_status status = packer->put(
                packer->state, ms_slice_of(packer->out, OUT_SIZE - stream->avail_out));
            if (status != MS_OK) return status;
        } while (stream->avail_out == 0);
        bytes = ms_slice_sub(bytes, step, bytes.len);
        if (bytes.len == 0) return MS_OK;
    }
}
