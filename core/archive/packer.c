/* See packer.h. */
#include "archive/packer.h"

#include <zlib.h>

#include "base/size.h"

enum { OUT_SIZE = 32 * 1024, HEADER = 16 };

struct ms_packer {
    const ms_sys *sys;
    z_stream stream;
    bool is_open;
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

void ms_packer_free(ms_packer *packer) {
    if (!packer) return;
    if (packer->is_open) deflateEnd(&packer->stream);
    ms_sys_free(packer->sys, packer, sizeof *packer);
}

ms_status ms_packer_begin(ms_packer *packer, ms_status (*put)(void *state, ms_slice bytes),
                          void *state) {
    enum { LEVEL = 6, WINDOW = 15, GZIP = 16, MEMORY = 8 };
    packer->put = put;
    packer->state = state;
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
