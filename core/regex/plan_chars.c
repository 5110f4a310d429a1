/* See plan_chars.h. It must never lose a character: what does not fit makes the set larger. */
#include "regex/plan_chars.h"

#include <string.h>

/* Widens the range that is closest to from..to, so that it holds that too. */
static void widen(ms_plan_chars *chars, uint32_t from, uint32_t to) {
    size_t best = 0;
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < chars->count; i++) {
        const uint32_t *range = chars->ranges[i];
        uint32_t gap = from > range[1] ? from - range[1] : range[0] > to ? range[0] - to : 0;
        if (gap < least) {
            least = gap;
            best = i;
        }
    }
    uint32_t *range = chars->ranges[best];
    if (from < range[0]) range[0] = from;
    if (to > range[1]) range[1] = to;
}

void ms_plan_chars_add(ms_plan_chars *chars, uint32_t from, uint32_t to) {
    for (uint32_t c = from; c <= to && c < 128; c++) {
        chars->ascii[c >> 6] |= UINT64_C(1) << (c & 63);
    }
    if (to < 128) return;
    if (from < 128) from = 128;
    for (size_t i = 0; i < chars->count; i++) {
        if (chars->ranges[i][0] <= from && to <= chars->ranges[i][1]) return;
    }
    if (chars->count == MS_PLAN_RANGES) {
        widen(chars, from, to);
        return;
    }
    chars->ranges[chars->count][0] = from;
    chars->ranges[chars->count++][1] = to;
}

void ms_plan_chars_add_all(ms_plan_chars *chars, const ms_plan_chars *more) {
    if (more->any) chars->any = true;
    if (chars->any) return;
    chars->ascii[0] |= more->ascii[0];
    chars->ascii[1] |= more->ascii[1];
    for (size_t i = 0; i < more->count; i++) {
        ms_plan_chars_add(chars, more->ranges[i][0], more->ranges[i][1]);
    }
}

bool ms_plan_chars_has(const ms_plan_chars *chars, uint32_t c) {
    if (c < 128) return chars->ascii[c >> 6] >> (c & 63) & 1;
    for (size_t i = 0; i < chars->count; i++) {
        if (c >= chars->ranges[i][0] && c <= chars->ranges[i][1]) return true;
    }
    return false;
}

bool ms_plan_chars_same(const ms_plan_chars *a, const ms_plan_chars *b) {
    return a->any == b->any && a->ascii[0] == b->ascii[0] && a->ascii[1] == b->ascii[1] &&
           a->count == b->count &&
           memcmp(a->ranges, b->ranges, a->count * sizeof a->ranges[0]) == 0;
}
