/* See inflate.h. */
#include "archive/inflate.h"

#include <zlib.h>
#ifdef MS_HAVE_LIBDEFLATE
#include <libdeflate.h>
#endif

#include "base/size.h"

struct ms_inflater {
    const ms_sys *sys;
#ifdef MS_HAVE_LIBDEFLATE
    struct libdeflate_decompressor *fast;
#else
    z_stream stream;
    bool is_open;
#endif
};

#ifdef MS_HAVE_LIBDEFLATE

ms_inflater *ms_inflate_new(const ms_sys *sys) {
    ms_inflater *inflater = ms_sys_alloc(sys, sizeof *inflater);
    if (!inflater) return NULL;
    inflater->sys = sys;
    inflater->fast = libdeflate_alloc_decompressor();
    if (inflater->fast) return inflater;
    ms_inflate_free(inflater);
    return NULL;
}

void ms_inflate_free(ms_inflater *inflater) {
    if (!inflater) return;
    if (inflater->fast) libdeflate_free_decompressor(inflater->fast);
    ms_sys_free(inflater->sys, inflater, sizeof *inflater);
}

ms_status ms_inflate_whole(ms_inflater *inflater, ms_slice packed, char *to, size_t size) {
    size_t made = 0;
    char nothing;
    enum libdeflate_result result =
        libdeflate_deflate_decompress(inflater->fast, packed.ptr ? packed.ptr : "", packed.len,
                                      to ? to : &nothing, size, &made);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) return MS_E_AMBIGUOUS;
    if (result != LIBDEFLATE_SUCCESS) return MS_E_MALFORMED;
    return made == size ? MS_OK : MS_E_AMBIGUOUS;
}

uint32_t ms_inflate_crc32(uint32_t crc, ms_slice bytes) {
    return bytes.len ? libdeflate_crc32(crc, bytes.ptr, bytes.len) : crc;
}

#else

ms_inflater *ms_inflate_new(const ms_sys *sys) {
    ms_inflater *inflater = ms_sys_alloc(sys, sizeof *inflater);
    if (inflater) inflater->sys = sys;
    return inflater;
}

void ms_inflate_free(ms_inflater *inflater) {
    if (!inflater) return;
    if (inflater->is_open) inflateEnd(&inflater->stream);
    ms_sys_free(inflater->sys, inflater, sizeof *inflater);
}

static unsigned at_most_1g(size_t size) {
    return (unsigned)ms_size_min(size, 1u << 30);
}

ms_status ms_inflate_whole(ms_inflater *inflater, ms_slice packed, char *to, size_t size) {
    z_stream *stream = &inflater->stream;
    if (!inflater->is_open && inflateInit2(stream, -15) != Z_OK) return MS_E_MEMORY;
    inflater->is_open = true;
    if (inflateReset(stream) != Z_OK) return MS_E_INTERNAL;
    size_t used = 0, made = 0;
    char spare; /* a byte too many shows that there is more */
    int result = Z_OK;
    while (result == Z_OK) {
        unsigned in = at_most_1g(packed.len - used), out = at_most_1g(size - made);
        bool is_over = out == 0;
        stream->next_in = (Bytef *)(uintptr_t)packed.ptr + used;
        stream->avail_in = in;
        stream->next_out = is_over ? (Bytef *)&spare : (Bytef *)to + made;
        stream->avail_out = is_over ? 1 : out;
        result = inflate(stream, Z_NO_FLUSH);
        used += in - stream->avail_in;
        if (is_over && stream->avail_out == 0) return MS_E_AMBIGUOUS;
        if (!is_over) made += out - stream->avail_out;
    }
    if (result == Z_MEM_ERROR) return MS_E_MEMORY;
    if (result != Z_STREAM_END) return MS_E_MALFORMED;
    return made == size ? MS_OK : MS_E_AMBIGUOUS;
}

uint32_t ms_inflate_crc32(uint32_t crc, ms_slice bytes) {
    while (bytes.len > 0) {
        unsigned step = at_most_1g(bytes.len);
        crc = (uint32_t)crc32(crc, (const Bytef *)bytes.ptr, step);
        bytes = ms_slice_sub(bytes, step, bytes.len);
    }
    return crc;
}

#endif
