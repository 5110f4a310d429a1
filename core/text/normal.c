/* See normal.h. utf8proc knows Unicode; the scan in front of it knows that most text needs
 * nothing. The one idea: characters that are inert in a form neither change nor join what
 * stands before them, so that a text is copied up to the last inert character before a change,
 * and only what lies between goes to utf8proc. */
#include "text/normal.h"

#include <utf8proc.h>

#include "text/utf8.h"

/* Letters that are composed already, or have no case: kana but for voicing marks, Hangul,
 * Cyrillic. */
static bool is_composed_letter(uint32_t c) {
    bool is_kana = (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FE);
    return is_kana || (c >= 0xAC00 && c <= 0xD7A3);
}

static bool is_cyrillic(uint32_t c) {
    return (c >= 0x400 && c <= 0x482) || (c >= 0x48A && c <= 0x52F);
}

/* Below U+0300 nothing combines; CJK ideographs U+3400..U+9FFF and CJK punctuation stay what
 * they are in every form. */
static bool is_inert(uint32_t c, ms_normal_form form) {
    bool is_han = c >= 0x3400 && c <= 0x9FFF;
    if (is_han) return true;
    bool is_punctuation = (c >= 0x3001 && c <= 0x3029) || (c >= 0x2010 && c <= 0x2022);
    bool is_compatible = c == 0x2011 || c == 0x2017 || (c >= 0x2024 && c <= 0x2026);
    if (is_punctuation && !is_compatible) return true;
    switch (form) {
    case MS_NFC: return c < 0x300 || is_composed_letter(c) || is_cyrillic(c);
    case MS_NFD: return c < 0xC0;
    case MS_NFKC: return c < 0xA0 || is_composed_letter(c) || is_cyrillic(c);
    case MS_NFKD: return c < 0xA0;
    case MS_CASEFOLD:
    case MS_LOWER: return c < 'A' || (c > 'Z' && c < 0x80) || is_composed_letter(c);
    case MS_UPPER: return c < 'a' || (c > 'z' && c < 0x80) || is_composed_letter(c);
    case MS_HALFWIDTH: return c < 0x3000 || (c > 0x3000 && c < 0xFF01);
    }
    return false;
}

static bool is_ascii_word(const char *at) {
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return (word & UINT64_C(0x8080808080808080)) == 0;
}

/* Where the inert characters from `at` end; *last is where the last of them begins (`at` when
 * there is none). */
static size_t inert_end(ms_slice text, size_t at, ms_normal_form form, size_t *last) {
    bool is_ascii_inert = form != MS_CASEFOLD && form != MS_LOWER && form != MS_UPPER;
    *last = at;
    while (at < text.len) {
        if (is_ascii_inert && text.len - at >= 8 && is_ascii_word(text.ptr + at)) {
            *last = at + 7;
            at += 8;
            continue;
        }
        size_t next = at;
        if (!is_inert(ms_utf8_next(text, &next), form)) break;
        *last = at;
        at = next;
    }
    return at;
}

bool ms_normal_is_done(ms_slice text, ms_normal_form form) {
    size_t last;
    return inert_end(text, 0, form, &last) == text.len;
}

static uint32_t map_one(uint32_t c, ms_normal_form form) {
    if (form == MS_LOWER) return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
    if (form == MS_UPPER) return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
    if (c == 0x3000) return ' ';
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static ms_status append_mapped(ms_buffer *out, ms_slice text, ms_normal_form form) {
    for (size_t at = 0; at < text.len;) {
        size_t last;
        size_t end = inert_end(text, at, form, &last);
        ms_status status = ms_buffer_append_slice(out, ms_slice_sub(text, at, end));
        if (status != MS_OK) return status;
        at = end;
        if (at == text.len) break;
        char bytes[4];
        uint32_t c = map_one(ms_utf8_next(text, &at), form);
        status = ms_buffer_append(out, bytes, ms_utf8_put(bytes, c));
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

typedef struct workplace {
    ms_buffer units; /* 32-bit code points of a chunk */
    ms_buffer marks; /* a long run of marks while it is put in order */
} workplace;

/* How many units the chunk decomposes into; they are written as far as there is room. */
static ms_status decompose(ms_slice chunk, utf8proc_option_t options, utf8proc_int32_t *units,
                           size_t room, size_t *count) {
    int boundary = UTF8PROC_BOUNDCLASS_START;
    *count = 0;
    for (size_t at = 0; at < chunk.len;) {
        size_t left = room > *count ? room - *count : 0;
        utf8proc_int32_t c = (utf8proc_int32_t)ms_utf8_next(chunk, &at);
        utf8proc_ssize_t more = utf8proc_decompose_char(
            c, left ? units + *count : NULL, (utf8proc_ssize_t)left, options, &boundary);
        if (more < 0) return MS_E_ENCODING;
        *count += (size_t)more;
    }
    return MS_OK;
}

static size_t class_of(utf8proc_int32_t c) {
    return (unsigned char)utf8proc_get_property(c)->combining_class;
}

/* Puts a run of marks in the order of their classes, those of one class as they are. */
static ms_status order_run(utf8proc_int32_t *run, size_t count, ms_buffer *copies) {
    size_t places[257] = {0};
    ms_buffer_reset(copies);
    ms_status status = ms_buffer_append(copies, run, count * sizeof *run);
    if (status != MS_OK) return status;
    const utf8proc_int32_t *copy = (const utf8proc_int32_t *)(const void *)copies->data;
    for (size_t i = 0; i < count; i++) places[class_of(copy[i]) + 1]++;
    for (size_t i = 1; i < 257; i++) places[i] += places[i - 1];
    for (size_t i = 0; i < count; i++) run[places[class_of(copy[i])]++] = copy[i];
    return MS_OK;
}

/* Canonical order. utf8proc's own takes quadratic time over a long run of marks. */
static ms_status order_marks(utf8proc_int32_t *units, size_t count, ms_buffer *copies) {
    ms_status status = MS_OK;
    for (size_t at = 0; at < count && status == MS_OK;) {
        size_t end = at, class, last = 0;
        bool is_ordered = true;
        for (; end < count && (class = class_of(units[end])) != 0; end++) {
            is_ordered = is_ordered && class >= last;
            last = class;
        }
        if (!is_ordered) status = order_run(units + at, end - at, copies);
        at = end + 1;
    }
    return status;
}

/* Decomposes and orders, then composes in place and appends the UTF-8. */
static ms_status append_chunk(workplace *work, ms_slice chunk, utf8proc_option_t options,
                              ms_buffer *out) {
    size_t count, room = chunk.len + 16;
    for (;;) {
        /* One unit more than needed: reencode terminates. */
        ms_status status =
            ms_buffer_reserve(&work->units, (room + 1) * sizeof(utf8proc_int32_t));
        if (status != MS_OK) return status;
        utf8proc_int32_t *units = (utf8proc_int32_t *)(void *)work->units.data;
        status = decompose(chunk, options, units, room, &count);
        if (status == MS_OK && count > room) {
            room = count;
            continue;
        }
        if (status == MS_OK) status = order_marks(units, count, &work->marks);
        if (status != MS_OK) return status;
        utf8proc_ssize_t length = utf8proc_reencode(units, (utf8proc_ssize_t)count, options);
        return length < 0 ? MS_E_ENCODING : ms_buffer_append(out, units, (size_t)length);
    }
}

static ms_status append_form(workplace *work, ms_slice text, ms_normal_form form,
                             ms_buffer *out) {
    utf8proc_option_t options = options_of(form);
    ms_status status = MS_OK;
    for (size_t at = 0; at < text.len && status == MS_OK;) {
        size_t from;
        size_t end = inert_end(text, at, form, &from);
        if (end == text.len) return ms_buffer_append_slice(out, ms_slice_sub(text, at, end));
        status = ms_buffer_append_slice(out, ms_slice_sub(text, at, from));
        size_t next = end;
        while (next < text.len && !is_inert(ms_utf8_next(text, &next), form)) end = next;
        if (status == MS_OK) {
            status = append_chunk(work, ms_slice_sub(text, from, end), options, out);
        }
        at = end;
    }
    return status;
}

ms_status ms_normal_append(ms_ctx *ctx, ms_slice text, ms_normal_form form, ms_buffer *out) {
    ms_status status = ms_tick(ctx, text.len);
    if (status != MS_OK) return status;
    if (form == MS_LOWER || form == MS_UPPER || form == MS_HALFWIDTH) {
        return append_mapped(out, text, form);
    }
    workplace work;
    ms_buffer_init(&work.units, ctx->sys, 0);
    ms_buffer_init(&work.marks, ctx->sys, 0);
    status = append_form(&work, text, form, out);
    ms_buffer_free(&work.units);
    ms_buffer_free(&work.marks);
    return status;
}
