/* Sets of characters as the planner knows them: never less than what is in them, sometimes
 * more. Private to this room. */
#ifndef MS_REGEX_PLAN_CHARS_H
#define MS_REGEX_PLAN_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MS_PLAN_RANGES = 48 };

/* A set of characters, or of anything. */
typedef struct ms_plan_chars {
    bool any;
    uint64_t ascii[2];
    uint32_t ranges[MS_PLAN_RANGES][2]; /* beyond ASCII, inclusive; in no order */
    size_t count;
} ms_plan_chars;

/* Adds characters from..to, and others between them and what is there when the ranges are more
 * than fit. */
void ms_plan_chars_add(ms_plan_chars *chars, uint32_t from, uint32_t to);
void ms_plan_chars_add_all(ms_plan_chars *chars, const ms_plan_chars *more);
bool ms_plan_chars_has(const ms_plan_chars *chars, uint32_t c);
bool ms_plan_chars_same(const ms_plan_chars *a, const ms_plan_chars *b);

#endif
