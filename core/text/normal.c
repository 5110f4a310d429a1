/* See normal.h. utf8proc knows Unicode; the quick scan in front of it knows that most text needs nothing. */
#include "text/normal.h"

#include <utf8proc.h>

#include "text/utf8.h"

/* Below U+0300 nothing combines and (but for NFKx, decomposing and case) nothing changes; CJK ideographs
 * U+3400..U+9FFF, kana without voicing marks and CJK punctuation stay what they are in every form. */
static bool is_inert(uint32_t c, ms_normal_form form) {
    bool is_han = c >= 0x3400 && c <= 0x9FFF;
    if (is_han) return true;
    bool is_punctuation = (c >= 0x3001 && c <= 0x3029) || (c >= 0x2010 && c <= 0x2022);
    bool is_compatible = c == 0x2011 || c == 0x2017 || (c >= 0x2024 && c <= 0x2026);
    if (is_punctuation && !is_compatible) return true;
    switch (form) {
    case MS_NFC: return c < 0x300;
    case MS_NFD: return c < 0xC0;
    case MS_NFKC:
    case MS_NFKD: return c < 0xA0;
    case MS_CASEFOLD:
    case MS_LOWER: return c < 'A' || (c > 'Z' && c < 0x80);
    case MS_UPPER: return c < 'a' || (c > 'z' && c < 0x80);
    case MS_HALFWIDTH: return c < 0x3000 || (c > 0x3000 && c < 0xFF01);
    }
    return false;
}

bool ms_normal_is_done(ms_slice text, ms_normal_form form) {
    for (size_t at = 0; at < text.len;) {
        if (!is_inert(ms_utf8_next(text, &at), form)) return false;
    }
    return true;
}

static ms_status append_character(ms_buffer *out, uint32_t c) {
    char bytes[4];
    return ms_buffer_append(out, bytes, ms_utf8_put(bytes, c));
}

static uint32_t halfwidth(uint32_t c) {
    if (c == 0x3000) return ' ';
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static ms_status append_mapped(ms_buffer *out, ms_slice text, ms_normal_form form) {
    for (size_t at = 0; at < text.len;) {
        uint32_t c = ms_utf8_next(text, &at);
        if (form == MS_HALFWIDTH) c = halfwidth(c);
        else if (form == MS_LOWER) c = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
        else c = (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
        ms_status status = append_character(out, c);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

static utf8proc_option_t options_of(ms_normal_form form) {
    unsigned options = UTF8PROC_STABLE;
    if (form == MS_NFC) options |= UTF8PROC_COMPOSE;
    if (form == MS_NFD) options |= UTF8PROC_DECOMPOSE;
    if (form == MS_NFKC) options |= UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
    if (form == MS_NFKD) options |= UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT;
    if (form == MS_CASEFOLD) options |= UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE;
    return (utf8proc_option_t)options;
}

/* Decomposes into 32-bit units in a buffer of ours, then composes in place and writes UTF-8. */
static ms_status append_form(ms_ctx *ctx, ms_buffer *out, ms_slice text, utf8proc_option_t options) {
    utf8proc_ssize_t units = utf8proc_decompose((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, NULL, 0, options);
    if (units < 0) return MS_E_ENCODING;
    /* One unit more than needed: reencode terminates. */
    size_t bytes = ((size_t)units + 1) * sizeof(utf8proc_int32_t);
    utf8proc_int32_t *scratch = ms_sys_resize(ctx->sys, NULL, 0, bytes);
    if (!scratch) return MS_E_MEMORY;
    utf8proc_decompose((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, scratch, units, options);
    utf8proc_ssize_t length = utf8proc_reencode(scratch, units, options);
    ms_status status = length < 0 ? MS_E_ENCODING : ms_buffer_append(out, scratch, (size_t)length);
    ms_sys_free(ctx->sys, scratch, bytes);
    return status;
}

ms_status ms_normal_append(ms_ctx *ctx, ms_slice text, ms_normal_form form, ms_buffer *out) {
    ms_status status = ms_tick(ctx, text.len);
    if (status != MS_OK) return status;
    if (ms_normal_is_done(text, form)) return ms_buffer_append_slice(out, text);
    if (form == MS_LOWER || form == MS_UPPER || form == MS_HALFWIDTH) return append_mapped(out, text, form);
    return append_form(ctx, out, text, options_of(form));
}
