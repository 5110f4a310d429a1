/* See plan_list.h. A prefix may stand for a literal, since it is found wherever that is; never
 * the other way round. */
#include "regex/plan_list.h"

#include "base/size.h"
#include "text/utf8.h"

static ms_plan_fit make(ms_arena *arena, size_t count, ms_plan_list *out) {
    out->items = ms_arena_alloc(arena, (count + 1) * sizeof *out->items);
    out->count = count;
    return out->items ? MS_PLAN_FITS : MS_PLAN_NO_MEMORY;
}

ms_plan_fit ms_plan_list_join(ms_arena *arena, ms_plan_list a, ms_plan_list b, size_t most,
                              ms_plan_list *out) {
    if (a.count + b.count > most) return MS_PLAN_TOO_MANY;
    ms_plan_list joined;
    ms_plan_fit fit = make(arena, a.count + b.count, &joined);
    if (fit != MS_PLAN_FITS) return fit;
    if (a.count) memcpy(joined.items, a.items, a.count * sizeof *a.items);
    if (b.count) memcpy(joined.items + a.count, b.items, b.count * sizeof *b.items);
    *out = joined;
    return MS_PLAN_FITS;
}

ms_plan_fit ms_plan_list_cross(ms_arena *arena, ms_plan_list a, ms_plan_list b, size_t most,
                               size_t most_length, ms_plan_list *out) {
    if (a.count * b.count > most) return MS_PLAN_TOO_MANY;
    ms_plan_list crossed;
    ms_plan_fit fit = make(arena, a.count * b.count, &crossed);
    if (fit != MS_PLAN_FITS) return fit;
    for (size_t i = 0; i < a.count; i++) {
        for (size_t k = 0; k < b.count; k++) {
            size_t len = a.items[i].len + b.items[k].len;
            if (len > most_length) return MS_PLAN_TOO_MANY;
            char *bytes = ms_arena_alloc(arena, len + 1);
            if (!bytes) return MS_PLAN_NO_MEMORY;
            if (a.items[i].len) memcpy(bytes, a.items[i].ptr, a.items[i].len);
            if (b.items[k].len) memcpy(bytes + a.items[i].len, b.items[k].ptr, b.items[k].len);
            crossed.items[i * b.count + k] = (ms_slice){bytes, len};
        }
    }
    *out = crossed;
    return MS_PLAN_FITS;
}

static ms_slice prefix_of(ms_slice s, size_t length) {
    if (s.len <= length) return s;
    size_t len = length;
    while (len > 0 && ((unsigned char)s.ptr[len] & 0xC0) == 0x80) len--;
    if (len == 0) ms_utf8_next(s, &len);
    return ms_slice_sub(s, 0, len);
}

ms_plan_fit ms_plan_list_shorten(ms_arena *arena, ms_plan_list list, size_t length,
                                 ms_plan_list *out) {
    ms_plan_list shorter;
    ms_plan_fit fit = make(arena, list.count, &shorter);
    if (fit != MS_PLAN_FITS) return fit;
    shorter.count = 0;
    for (size_t i = 0; i < list.count; i++) {
        ms_slice item = prefix_of(list.items[i], length);
        bool is_known = false;
        for (size_t k = 0; k < shorter.count && !is_known; k++) {
            ms_slice other = shorter.items[k];
            if (other.len != item.len || (item.len && other.ptr[0] != item.ptr[0])) continue;
            is_known = ms_slice_equal(other, item);
        }
        if (!is_known) shorter.items[shorter.count++] = item;
    }
    *out = shorter;
    return MS_PLAN_FITS;
}

ms_plan_fit ms_plan_list_squeeze(ms_arena *arena, ms_plan_list list, size_t most,
                                 ms_plan_list *out) {
    static const size_t lengths[] = {8, 6, 4, 3, 1};
    *out = list;
    for (size_t i = 0; out->count > most; i++) {
        if (i == sizeof lengths / sizeof lengths[0]) return MS_PLAN_TOO_MANY;
        ms_plan_fit fit = ms_plan_list_shorten(arena, *out, lengths[i], out);
        if (fit != MS_PLAN_FITS) return fit;
    }
    return MS_PLAN_FITS;
}

bool ms_plan_list_has_empty(ms_plan_list list) {
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].len == 0) return true;
    }
    return false;
}

/* --- frequencies -------------------------------------------------------------------------- */

/* Beginnings of the commonest English words, and what is common inside of words. */
static bool is_common_english(ms_slice s) {
    static const char common[] =
        "the and ing ion her his our for you tha ent are was hav wit thi "
        "in  to  of  on  at  is  it  he  we  my  a   as  be  or ";
    char three[4] = {0};
    if (s.len < 2 || !strchr("taihofybwmeTAIHOFYBWME", s.ptr[0])) return false;
    for (size_t i = 0; i < 3; i++) {
        char c = i < s.len ? s.ptr[i] : ' ';
        three[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    for (size_t i = 0; i + 3 < sizeof common; i += 4) {
        if (memcmp(common + i, three, 3) == 0) return true;
    }
    return false;
}

static bool is_common_chinese(uint32_t c) {
    static const uint16_t common[] = { /* 的一是了我不在人们有来这个上大为中到说国年和 */
        0x7684, 0x4E00, 0x662F, 0x4E86, 0x6211, 0x4E0D, 0x5728, 0x4EBA, 0x4EEC, 0x6709, 0x6765,
        0x8FD9, 0x4E2A, 0x4E0A, 0x5927, 0x4E3A, 0x4E2D, 0x5230, 0x8BF4, 0x56FD, 0x5E74, 0x548C,
    };
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        if (common[i] == c) return true;
    }
    return false;
}

static double literal_frequency(ms_slice s) {
    double frequency = 1;
    for (size_t at = 0; at < s.len;) {
        if (at == 3 && is_common_english(s)) frequency = 0.005;
        uint32_t c = ms_utf8_next(s, &at);
        if (c >= 0x80) {
            bool is_common = is_common_chinese(c);
            bool is_sign = c < 0x3040 || (c >= 0xFF00 && c < 0xFF10);
            frequency *= is_sign ? 0.01 : is_common ? 0.005 : c >= 0xFF10 ? 0.0003 : 0.0008;
        } else if (c == ' ') {
            frequency *= 0.15;
        } else if (c >= 'a' && c <= 'z') {
            frequency *= strchr("etaoinsr", (int)c) ? 0.07 : 0.03;
        } else {
            frequency *= c >= '0' && c <= '9' ? 0.003 : 0.006;
        }
    }
    return s.len <= 3 && is_common_english(s) ? 0.005 : frequency;
}

double ms_plan_list_frequency(ms_plan_list list, double most) {
    double frequency = 0;
    for (size_t i = 0; i < list.count && frequency <= most; i++) {
        frequency += literal_frequency(list.items[i]);
    }
    return frequency;
}
