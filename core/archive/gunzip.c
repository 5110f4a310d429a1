/* See gunzip.h. isa-l where it was found, else zlib. The header is read here, from the
 * source's window, so that neither library ever holds half a header; both see one member's
 * data at a time. */
#include "archive/gunzip.h"

#include "archive/bytes.h"
#include "archive/inflate.h"
#include "base/size.h"
#ifdef MS_HAVE_ISAL
#include <isa-l/igzip_lib.h>
#else
#include <zlib.h>
#endif

/* Names and comments in headers beyond this are nobody's. */
enum { HEADER_MOST = 128 * 1024 };

struct ms_gunzip {
    const ms_sys *sys;
    ms_source *from;   /* packed */
    bool is_in_member; /* a header has been read, its data have not ended */
    bool is_later;     /* a first member has been read */
#ifdef MS_HAVE_ISAL
    struct inflate_state state;
#else
    z_stream state;
    bool is_open;
    uint32_t crc;
    uint32_t size;
#endif
};

ms_gunzip *ms_gunzip_new(const ms_sys *sys) {
    ms_gunzip *gunzip = ms_sys_alloc(sys, sizeof *gunzip);
    if (gunzip) gunzip->sys = sys;
    return gunzip;
}

static ms_status cut_off(const ms_gunzip *gunzip, ms_error *error) {
    return ms_error_set(
        error, MS_E_TRUNCATED, ms_source_at(gunzip->from),
        "the gzip data end too early: the file has been cut off; copy or download it again");
}

static ms_status damaged(const ms_gunzip *gunzip, ms_error *error) {
    return ms_error_set(error, MS_E_MALFORMED, ms_source_at(gunzip->from),
                        "the gzip data are damaged: they cannot be inflated further");
}

/* --- the data of one member ------------------------------------------------------------- */

#ifdef MS_HAVE_ISAL

void ms_gunzip_free(ms_gunzip *gunzip) {
    if (gunzip) ms_sys_free(gunzip->sys, gunzip, sizeof *gunzip);
}

static ms_status begin_data(ms_gunzip *gunzip) {
    isal_inflate_init(&gunzip->state);
    gunzip->state.crc_flag = ISAL_GZIP_NO_HDR_VER; /* it reads and compares the trailer too */
    return MS_OK;
}

/* Inflates once; *used and *made say how far it came, *is_over that the member and its trailer
 * have ended. */
static ms_status inflate_some(ms_gunzip *gunzip, ms_slice packed, char *to, size_t size,
                              size_t *used, size_t *made, bool *is_over, ms_error *error) {
    struct inflate_state *state = &gunzip->state;
    uint32_t in = (uint32_t)ms_size_min(packed.len, 1u << 30),
             out = (uint32_t)ms_size_min(size, 1u << 30);
    state->next_in = (uint8_t *)(uintptr_t)packed.ptr;
    state->avail_in = in;
    state->next_out = (uint8_t *)to;
    state->avail_out = out;
    int result = isal_inflate(state);
    *used = in - state->avail_in;
    *made = out - state->avail_out;
    *is_over = state->block_state == ISAL_BLOCK_FINISH;
    if (result == ISAL_INCORRECT_CHECKSUM) {
        return ms_error_set(
            error, MS_E_CHECKSUM, ms_source_at(gunzip->from) + *used,
            "the gzip data do not match their checksum: they have been damaged");
    }
    return result == ISAL_DECOMP_OK ? MS_OK : damaged(gunzip, error);
}

#else

void ms_gunzip_free(ms_gunzip *gunzip) {
    if (!gunzip) return;
    if (gunzip->is_open) inflateEnd(&gunzip->state);
    ms_sys_free(gunzip->sys, gunzip, sizeof *gunzip);
}

static ms_status begin_data(ms_gunzip *gunzip) {
    gunzip->crc = gunzip->size = 0;
    if (!gunzip->is_open && inflateInit2(&gunzip->state, -15) != Z_OK) return MS_E_MEMORY;
    gunzip->is_open = true;
    return inflateReset(&gunzip->state) == Z_OK ? MS_OK : MS_E_INTERNAL;
}

/* Reads the trailer, which begins in the window at `used`. */
static ms_status check_trailer(ms_gunzip *gunzip, size_t *used, ms_error *error) {
    ms_slice have;
    ms_status status = ms_source_peek(gunzip->from, *used + 8, &have, error);
    if (status != MS_OK) return status;
    if (have.len < *used + 8) return cut_off(gunzip, error);
    const char *trailer = have.ptr + *used;
    *used += 8;
    if (ms_bytes_u32(trailer) == gunzip->crc && ms_bytes_u32(trailer + 4) == gunzip->size) {
        return MS_OK;
    }
    return ms_error_set(error, MS_E_CHECKSUM, ms_source_at(gunzip->from) + *used,
                        "the gzip data do not match their checksum: they have been damaged");
}

static ms_status inflate_some(ms_gunzip *gunzip, ms_slice packed, char *to, size_t size,
                              size_t *used, size_t *made, bool *is_over, ms_error *error) {
    z_stream *state = &gunzip->state;
    unsigned in = (unsigned)ms_size_min(packed.len, 1u << 30),
             out = (unsigned)ms_size_min(size, 1u << 30);
    state->next_in = (Bytef *)(uintptr_t)packed.ptr;
    state->avail_in = in;
    state->next_out = (Bytef *)to;
    state->avail_out = out;
    int result = inflate(state, Z_NO_FLUSH);
    *used = in - state->avail_in;
    *made = out - state->avail_out;
    gunzip->crc = ms_inflate_crc32(gunzip->crc, ms_slice_of(to, *made));
    gunzip->size += (uint32_t)*made;
    *is_over = result == Z_STREAM_END;
    if (*is_over) return check_trailer(gunzip, used, error);
    return result == Z_OK || result == Z_BUF_ERROR ? MS_OK : damaged(gunzip, error);
}

#endif

/* --- members ---------------------------------------------------------------------------- */

/* The length of the header in have; 0 when more must be seen. MS_E_MALFORMED: it is none. */
static ms_status header_length(ms_slice have, size_t *length) {
    enum { FHCRC = 2, FEXTRA = 4, FNAME = 8, FCOMMENT = 16, RESERVED = 0xE0 };
    *length = 0;
    if (!have.ptr) return MS_OK;
    if (!ms_slice_starts(MS_SLICE("\x1F\x8B\x08"), ms_slice_sub(have, 0, 3))) {
        return MS_E_MALFORMED;
    }
    if (have.len < 10) return MS_OK;
    unsigned flags = (unsigned char)have.ptr[3];
    if (flags & RESERVED) return MS_E_MALFORMED;
    size_t at = 10;
    if (flags & FEXTRA) {
        if (have.len < at + 2) return MS_OK;
        at += 2 + (size_t)ms_bytes_u16(have.ptr + at);
    }
    for (unsigned flag = FNAME; flag <= FCOMMENT; flag *= 2) {
        if (!(flags & flag)) continue;
        const char *end = at < have.len ? memchr(have.ptr + at, 0, have.len - at) : NULL;
        if (!end) return MS_OK;
        at = (size_t)(end - have.ptr) + 1;
    }
    if (flags & FHCRC) at += 2;
    if (at <= have.len) *length = at;
    return MS_OK;
}

/* Padding of zeros behind the last member is usual on tapes; anything else there is an
 * error. */
static ms_status skip_padding(ms_gunzip *gunzip, bool *is_end, ms_error *error) {
    for (;;) {
        ms_slice have;
        ms_status status = ms_source_peek(gunzip->from, 1, &have, error);
        if (status != MS_OK) return status;
        size_t zeros = 0;
        while (zeros < have.len && have.ptr[zeros] == 0) zeros++;
        *is_end = have.len == 0;
        if (zeros == 0) return MS_OK;
        status = ms_source_skip(gunzip->from, zeros, error);
        if (status != MS_OK) return status;
    }
}

/* Begins the next member; MS_END behind the last. */
static ms_status begin_member(ms_gunzip *gunzip, ms_error *error) {
    bool is_end = false;
    ms_status status = gunzip->is_later ? skip_padding(gunzip, &is_end, error) : MS_OK;
    if (status != MS_OK || is_end) return status == MS_OK ? MS_END : status;
    size_t length = 0;
    for (size_t want = 10; length == 0; want *= 2) {
        ms_slice have;
        status = ms_source_peek(gunzip->from, want, &have, error);
        if (status != MS_OK) return status;
        bool is_all = have.len < want;
        if (header_length(have, &length) != MS_OK || want > HEADER_MOST) {
            return ms_error_set(error, MS_E_MALFORMED, ms_source_at(gunzip->from),
                                gunzip->is_later
                                    ? "something that is no gzip data follows the gzip data"
                                    : "the gzip header is damaged");
        }
        if (length == 0 && is_all) return cut_off(gunzip, error);
    }
    gunzip->is_in_member = gunzip->is_later = true;
    status = ms_source_skip(gunzip->from, length, error);
    if (status == MS_OK) status = begin_data(gunzip);
    return status == MS_E_MEMORY
               ? ms_error_set(error, status, 0, "not enough memory to inflate")
               : status;
}

static ms_status step(ms_gunzip *gunzip, char *to, size_t size, size_t *got, ms_error *error) {
    ms_slice packed;
    ms_status status = ms_source_peek(gunzip->from, 1, &packed, error);
    if (status != MS_OK) return status;
    bool is_at_end = packed.len == 0, is_over;
    size_t used;
    status = inflate_some(gunzip, packed, to, size, &used, got, &is_over, error);
    if (status != MS_OK) return status;
    status = ms_source_skip(gunzip->from, used, error);
    if (status != MS_OK) return status;
    gunzip->is_in_member = !is_over;
    if (is_over || *got > 0) return MS_OK;
    if (is_at_end) return cut_off(gunzip, error);
    return used > 0 ? MS_OK : damaged(gunzip, error);
}

static ms_status fill(void *self, char *to, size_t size, size_t *got, ms_error *error) {
    ms_gunzip *gunzip = self;
    *got = 0;
    while (*got == 0) {
        ms_status status = gunzip->is_in_member ? MS_OK : begin_member(gunzip, error);
        if (status != MS_OK) return status == MS_END ? MS_OK : status;
        status = step(gunzip, to, size, got, error);
        if (status != MS_OK) return status;
        status =
            ms_tick(gunzip->from->meter->ctx, 64); /* a stream may be of empty members only */
        if (status != MS_OK) return ms_ctx_explain(gunzip->from->meter->ctx, status, error);
    }
    return ms_meter_unpacked(gunzip->from->meter, *got, error);
}

void ms_gunzip_open(ms_gunzip *gunzip, ms_source *from, ms_source *out) {
    gunzip->from = from;
    gunzip->is_in_member = gunzip->is_later = false;
    ms_source_open_fill(out, from->meter, fill, gunzip);
}
