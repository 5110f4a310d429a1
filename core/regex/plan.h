/* The literal planner: what every match of a pattern must contain, and how far before it a
 * match may begin. Private to this room.
 *
 *   pattern  [0-9]{1,4}(年|年代)       start ........ literal
 *   plan     one of {年, 年代}          |<- lo..hi bytes ->|   before it only [0-9]
 *
 * Whoever finds the literal at p needs to try only the starts in [p - hi, p - lo] from which
 * everything up to p is in `before`. Where every match begins with one of the literals (lo and
 * hi are 0), `refused` are characters that no match begins behind. A lookbehind that a pattern
 * begins with may be the best literal: then a match begins `ahead` bytes behind its start. The
 * parser is conservative: what it does not understand has no plan. */
#ifndef MS_REGEX_PLAN_H
#define MS_REGEX_PLAN_H

#include "regex/plan_part.h"
#include "regex/regex.h"

typedef struct ms_plan {
    ms_slice *literals;   /* one of these is in every match */
    size_t count;
    size_t lo, hi;        /* from a match's start to the literal; hi may be UNBOUNDED unless
                             before.any */
    ms_plan_chars before; /* what may stand between */
    ms_plan_chars refused; /* what may not stand before a match; only where hi is 0 */
    bool has_refused;     /* it is not empty */
    size_t ahead;         /* from the literal to the match's start; lo and hi are 0 then */
    double frequency;     /* guess: occurrences a byte */
    size_t size;          /* bytes of this block */
    char text[96];        /* for explain */
} ms_plan;

/* MS_OK with *out NULL when there is no plan; MS_E_MEMORY. */
ms_status ms_plan_new(const ms_sys *sys, ms_slice pattern, const ms_regex_options *options,
                      ms_plan **out) MS_CHECKED;
void ms_plan_free(const ms_sys *sys, ms_plan *plan);

/* Whether two patterns with these plans may match at the same places. */
bool ms_plan_same(const ms_plan *a, const ms_plan *b);

/* Whether the character before the start `at` lets no match begin there. */
bool ms_plan_is_refused(const ms_plan *plan, ms_slice subject, size_t at);

/* Whether looking for the literals first is likely to pay for a single search. */
bool ms_plan_is_worthwhile(const ms_plan *plan);

/* The first start, not before floor (a character boundary), of a match whose literal is at
 * `at`. Greater than at - lo when there can be none. */
size_t ms_plan_first_start(const ms_plan *plan, ms_slice subject, size_t at, size_t floor);

#endif
