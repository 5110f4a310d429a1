/* What the planner knows of a part of a pattern, and how that follows from what the part is put
 * together of. Private to this room.
 *
 *   (?:[0-9]+|十)年     min 4, max unbounded; begins with 0, 1, ..., 9 or 十年; needs 年 */
#ifndef MS_REGEX_PLAN_PART_H
#define MS_REGEX_PLAN_PART_H

#include "regex/plan_chars.h"
#include "regex/plan_list.h"

#define MS_PLAN_UNBOUNDED SIZE_MAX
enum { MS_PLAN_MOST_BACK = 4096 }; /* bytes before a literal; more counts as unbounded */

/* Literals that a part needs, at lo..hi bytes from its start, behind characters of before. */
typedef struct ms_plan_need {
    bool is_set;
    ms_plan_list literals;
    size_t lo, hi;         /* hi may be MS_PLAN_UNBOUNDED unless before.any */
    size_t ahead;          /* from the literal to the start, where it stands before that */
    ms_plan_chars before;
    double frequency;      /* guess: occurrences a byte */
    double cost;           /* of using it, to compare */
} ms_plan_need;

typedef struct ms_plan_part {
    size_t min, max;       /* bytes; max may be MS_PLAN_UNBOUNDED */
    bool is_exact;         /* it is always one of `exact` */
    ms_plan_list exact;
    bool has_heads;        /* where it matches, the text begins with one of `heads`, or it is */
    ms_plan_list heads;    /* ... one of `open` */
    ms_plan_list open;
    ms_plan_chars chars;   /* whatever it is made of */
    ms_plan_need need;
} ms_plan_part;

/* What all parts of a pattern are made with. */
typedef struct ms_plan_maker {
    ms_arena *arena;
    bool is_caseless;      /* here */
    bool is_inside;        /* what parts begin with is of no interest here */
    bool failed, no_memory;
} ms_plan_maker;

/* A sequence as it grows: `run` is the tail of exact items, which began at run_lo..run_hi. */
typedef struct ms_plan_sequence {
    ms_plan_part whole;
    ms_plan_list run;
    size_t run_lo, run_hi;
    ms_plan_chars run_before;
    bool is_one_run;
} ms_plan_sequence;

/* Takes the literals as what the part needs if that is better than what it has. */
void ms_plan_consider(ms_plan_need *best, ms_plan_list literals, size_t lo, size_t hi,
                      const ms_plan_chars *before);
/* a and b, or prefixes of them; empty when they are too many. */
ms_plan_list ms_plan_join_needed(ms_plan_maker *m, ms_plan_list a, ms_plan_list b);

void ms_plan_part_empty(ms_plan_part *out);
/* min..max bytes of anything. */
void ms_plan_part_unknown(ms_plan_part *out, size_t min, size_t max);
void ms_plan_part_char(ms_plan_maker *m, ms_plan_part *out, uint32_t c);
/* Any one of the characters; anything when `is_unsure`. */
void ms_plan_part_class(ms_plan_maker *m, ms_plan_part *out, const ms_plan_chars *chars,
                        bool is_unsure);
/* An assertion; of one that looks ahead, `out` has been what must follow. */
void ms_plan_part_assertion(ms_plan_maker *m, ms_plan_part *out, bool is_ahead);
/* The part from..to times. */
void ms_plan_part_repeat(ms_plan_maker *m, ms_plan_part *item, size_t from, size_t to);
/* Widens out to be one part or the other. */
void ms_plan_part_join(ms_plan_maker *m, ms_plan_part *out, const ms_plan_part *branch);

void ms_plan_sequence_init(const ms_plan_maker *m, ms_plan_sequence *s);
void ms_plan_sequence_append(ms_plan_maker *m, ms_plan_sequence *s, const ms_plan_part *item);
void ms_plan_sequence_end(const ms_plan_sequence *s, ms_plan_part *out);

#endif
