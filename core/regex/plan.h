/* The literal planner: what every match of a pattern must contain, and how far before it a
 * match may begin. Private to this room.
 *
 *   pattern  [0-9]{1,4}(年|年代)       start ........ literal
 *   plan     one of {年, 年代}          |<- lo..hi bytes ->|   before it only [0-9]
 *
 * Whoever finds the literal at p needs to try only the starts in [p - hi, p - lo] from which
 * everything up to p is in `before`. The parser is conservative: what it does not understand
 * has no plan. */
#ifndef MS_REGEX_PLAN_H
#define MS_REGEX_PLAN_H

#include "regex/regex.h"

enum { MS_PLAN_RANGES = 48 };
#define MS_PLAN_UNBOUNDED SIZE_MAX

/* A set of characters, or of anything. */
typedef struct ms_plan_chars {
    bool any;
    uint64_t ascii[2];
    uint32_t ranges[MS_PLAN_RANGES][2]; /* beyond ASCII, inclusive; in no order */
    size_t count;
} ms_plan_chars;

typedef struct ms_plan {
    ms_slice *literals;   /* one of these is in every match */
    size_t count;
    size_t lo, hi;        /* from a match's start to the literal; hi may be UNBOUNDED unless before.any */
    ms_plan_chars before; /* what may stand between */
    double frequency;     /* guess: occurrences a byte */
    size_t size;          /* bytes of this block */
    char text[96];        /* for explain */
} ms_plan;

/* MS_OK with *out NULL when there is no plan; MS_E_MEMORY. */
ms_status ms_plan_new(const ms_sys *sys, ms_slice pattern, const ms_regex_options *options,
                      ms_plan **out) MS_CHECKED;
void ms_plan_free(const ms_sys *sys, ms_plan *plan);

bool ms_plan_same_chars(const ms_plan_chars *a, const ms_plan_chars *b);

/* Whether looking for the literals first is likely to pay for a single search. */
bool ms_plan_is_worthwhile(const ms_plan *plan);

/* The first start, not before floor (a character boundary), of a match whose literal is at
 * `at`. Greater than at - lo when there can be none. */
size_t ms_plan_first_start(const ms_plan *plan, ms_slice subject, size_t at, size_t floor);

#endif
