/* See names.h. */
#include "archive/names.h"

#include <stdio.h>

#include "base/size.h"
#include "text/escape.h"
#include "text/utf8.h"

/* Enough names to judge an encoding by. */
enum { LEGACY_MOST = 32 * 1024, FIRST_SLOTS = 64 };

/* Of a slot's item; the bits above count further members of that name. */
enum { ITEM_BITS = 40 };

void ms_names_reset(ms_names *names, ms_ctx *ctx, ms_converters *converters) {
    names->ctx = ctx;
    names->converters = converters;
    names->seed =
        (uint64_t)ctx->sys->monotonic_ns(ctx->sys->state) * UINT64_C(0x9E3779B97F4A7C15);
    if (names->count) memset(names->slots, 0, names->capacity * sizeof *names->slots);
    names->count = 0;
    if (!names->legacy.sys) ms_buffer_init(&names->legacy, ctx->sys, 0);
    ms_buffer_reset(&names->legacy);
    names->guessed = 0;
}

void ms_names_free(ms_names *names) {
    if (!names->ctx) return;
    ms_sys_free(names->ctx->sys, names->slots, names->capacity * sizeof *names->slots);
    ms_buffer_free(&names->legacy);
    *names = (ms_names){0};
}

/* --- to UTF-8 --------------------------------------------------------------------------- */

ms_status ms_names_foresee(ms_names *names, ms_slice raw) {
    if (!names->converters || names->legacy.len > LEGACY_MOST || ms_utf8_is_valid(raw)) {
        return MS_OK;
    }
    ms_status status = ms_buffer_append_slice(&names->legacy, raw);
    return status == MS_OK ? ms_buffer_append_byte(&names->legacy, '\n') : status;
}

static ms_slice without_dot_slash(ms_slice name) {
    while (name.len > 2 && name.ptr[0] == '.' && name.ptr[1] == '/') {
        name = ms_slice_sub(name, 2, name.len);
        while (name.len > 1 && name.ptr[0] == '/') name = ms_slice_sub(name, 1, name.len);
    }
    return name;
}

/* A few short names are too little for statistics: the same bytes are Chinese in GB2312 and Korean in EUC-KR, and each
 * looks plausible. Korean writes with lead bytes B0 to C8, Chinese with B0 to F7; for what both allow, Chinese is
 * by far the more frequent among old zips, so that it takes many names without any other lead byte to say Korean. */
static bool is_likely_chinese(ms_slice names, const ms_encoding_guess *guess) {
    enum { ENOUGH = 24 };
    if (strcmp(guess->name, "EUC-KR") != 0 && strcmp(guess->name, "EUC-JP") != 0) return false;
    size_t pairs = 0;
    for (size_t i = 0; i < names.len; i++) {
        unsigned char lead = (unsigned char)names.ptr[i];
        if (lead < 0x80) continue;
        unsigned char trail = i + 1 < names.len ? (unsigned char)names.ptr[i + 1] : 0;
        bool is_kana = lead == 0xA4 || lead == 0xA5;
        if (is_kana || trail < 0xA1 || lead < 0xA1 || lead > 0xF7) return false;
        if (lead >= 0xC9) return true;
        pairs++;
        i++;
    }
    return pairs < ENOUGH;
}

/* Decides for all names that are known so far. Zip's own old encoding is what is left when no language shows
 * itself, or when the one that does cannot be right, as it has no character for some of the bytes. */
static ms_status guess_legacy(ms_names *names, ms_buffer *scratch) {
    ms_slice all = ms_buffer_slice(&names->legacy);
    ms_encoding_guess *guess = &names->guess;
    size_t replaced = 0;
    ms_encoding_detect(names->converters, all, guess);
    names->guessed = names->legacy.len;
    if (is_likely_chinese(all, guess)) {
        memcpy(guess->name, "GB18030", sizeof "GB18030");
        guess->confidence = 0.5;
    }
    bool is_unsure = guess->confidence < 0.3;
    if (!is_unsure) {
        ms_status status = ms_encoding_decode(names->converters, names->ctx, guess->name, all, scratch,
                                              &replaced, NULL, NULL);
        ms_buffer_reset(scratch);
        if (status == MS_E_MEMORY) return status;
        is_unsure = status != MS_OK || replaced > 0;
    }
    if (is_unsure) memcpy(guess->name, "IBM437", sizeof "IBM437");
    return MS_OK;
}

/* MS_E_ENCODING: it is in none that we know. */
static ms_status decode_legacy(ms_names *names, ms_slice raw, ms_buffer *out) {
    if (!names->converters) return MS_E_ENCODING;
    if (names->legacy.len == 0) {
        ms_status status = ms_names_foresee(names, raw);
        if (status != MS_OK) return status;
    }
    if (names->guessed != names->legacy.len) {
        ms_status status = guess_legacy(names, out);
        if (status != MS_OK) return status;
    }
    size_t replaced = 0;
    ms_status status = ms_encoding_decode(names->converters, names->ctx, names->guess.name, raw, out,
                                          &replaced, NULL, NULL);
    if (status == MS_OK && replaced == 0) return MS_OK;
    ms_buffer_reset(out);
    return status == MS_E_MEMORY ? status : MS_E_ENCODING;
}

ms_status ms_names_decode(ms_names *names, ms_slice raw, ms_buffer *out) {
    ms_buffer_reset(out);
    raw = without_dot_slash(raw);
    if (ms_utf8_is_valid(raw)) return ms_buffer_append_slice(out, raw);
    ms_status status = decode_legacy(names, raw, out);
    return status == MS_E_ENCODING ? ms_escape_path(out, raw) : status;
}

/* --- unique ----------------------------------------------------------------------------- */

static uint64_t mix(uint64_t a, uint64_t b) {
    __extension__ unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash_name(const ms_names *names, ms_slice name) {
    const uint64_t key = UINT64_C(0xA0761D6478BD642F);
    uint64_t hash = names->seed ^ name.len, word;
    for (; name.len >= 8; name = ms_slice_sub(name, 8, name.len)) {
        memcpy(&word, name.ptr, 8);
        hash = mix(hash ^ word, key ^ names->seed);
    }
    word = 0;
    if (name.len) memcpy(&word, name.ptr, name.len);
    hash = mix(mix(hash ^ word, key ^ names->seed), key);
    return hash ? hash : 1;
}

static ms_names_slot *slot_for(const ms_names *names, uint64_t hash) {
    size_t mask = names->capacity - 1;
    size_t at = (size_t)hash & mask;
    while (names->slots[at].hash != 0 && names->slots[at].hash != hash) at = (at + 1) & mask;
    return &names->slots[at];
}

static ms_status grow(ms_names *names) {
    const ms_sys *sys = names->ctx->sys;
    ms_names bigger = {.capacity = names->capacity ? names->capacity * 2 : FIRST_SLOTS};
    bigger.slots = ms_sys_array(sys, bigger.capacity, sizeof *bigger.slots);
    if (!bigger.slots) return MS_E_MEMORY;
    for (size_t i = 0; i < names->capacity; i++) {
        if (names->slots[i].hash) *slot_for(&bigger, names->slots[i].hash) = names->slots[i];
    }
    ms_sys_free(sys, names->slots, names->capacity * sizeof *names->slots);
    names->slots = bigger.slots;
    names->capacity = bigger.capacity;
    return MS_OK;
}

ms_status ms_names_make_unique(ms_names *names, ms_buffer *name, uint64_t item,
                               uint64_t *copy) {
    ms_status status = MS_OK;
    if (names->count >= names->capacity / 2) status = grow(names);
    size_t plain = name->len;
    ms_names_slot *first = NULL; /* of the name without a number */
    uint64_t number = 1;
    while (status == MS_OK) {
        uint64_t hash = hash_name(names, ms_buffer_slice(name));
        ms_names_slot *slot = slot_for(names, hash);
        if (slot->hash == 0) {
            *slot = (ms_names_slot){hash, item};
            names->count++;
            if (copy) *copy = number;
            return MS_OK;
        }
        if (!first) first = slot;
        number = (first->item >> ITEM_BITS) + 2;
        first->item += UINT64_C(1) << ITEM_BITS;
        name->len = plain;
        status = ms_buffer_printf(name, "@%llu", (unsigned long long)number);
        if (status == MS_OK) status = ms_tick(names->ctx, name->len);
    }
    return status;
}

bool ms_names_find(const ms_names *names, ms_slice name, uint64_t *item) {
    if (names->count == 0) return false;
    const ms_names_slot *slot = slot_for(names, hash_name(names, name));
    *item = slot->item & ((UINT64_C(1) << ITEM_BITS) - 1);
    return slot->hash != 0;
}

/* --- no documents ----------------------------------------------------------------------- */

/* As a folder's walk leaves them out; "." and ".." are none. */
static bool is_hidden(ms_slice part) {
    return ms_slice_starts(part, MS_SLICE(".")) && !ms_slice_equal(part, MS_SLICE(".")) &&
           !ms_slice_equal(part, MS_SLICE(".."));
}

const char *ms_names_skip_reason(ms_slice name) {
    static const char litter[] = "a file of the operating system";
    if (name.len == 0 || name.ptr[name.len - 1] == '/') return "a folder";
    ms_slice rest = name;
    for (;;) {
        const char *slash = memchr(rest.ptr, '/', rest.len);
        if (!slash) break;
        size_t len = (size_t)(slash - rest.ptr);
        ms_slice part = ms_slice_sub(rest, 0, len);
        if (ms_slice_equal(part, MS_SLICE("__MACOSX"))) return litter;
        if (is_hidden(part)) return "in a hidden folder";
        rest = ms_slice_sub(rest, len + 1, rest.len);
    }
    bool is_litter = ms_slice_starts(rest, MS_SLICE("._")) ||
                     ms_slice_equal(rest, MS_SLICE(".DS_Store")) ||
                     ms_slice_equal(rest, MS_SLICE("Thumbs.db")) ||
                     ms_slice_equal(rest, MS_SLICE("desktop.ini"));
    if (is_litter) return litter;
    return is_hidden(rest) ? "a hidden file" : NULL;
}
