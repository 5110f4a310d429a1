/* Lists of literals that the planner puts together, in an arena. Where they become too many,
 * prefixes stand for them. Private to this room. */
#ifndef MS_REGEX_PLAN_LIST_H
#define MS_REGEX_PLAN_LIST_H

#include "base/arena.h"

typedef struct ms_plan_list {
    ms_slice *items; /* in the arena; never changed once made */
    size_t count;
} ms_plan_list;

typedef enum ms_plan_fit {
    MS_PLAN_FITS,
    MS_PLAN_TOO_MANY, /* or too long */
    MS_PLAN_NO_MEMORY
} ms_plan_fit;

/* One after the other. */
ms_plan_fit ms_plan_list_join(ms_arena *arena, ms_plan_list a, ms_plan_list b, size_t most,
                              ms_plan_list *out);
/* Each of a followed by each of b. */
ms_plan_fit ms_plan_list_cross(ms_arena *arena, ms_plan_list a, ms_plan_list b, size_t most,
                               size_t most_length, ms_plan_list *out);
/* Each literal once and at most `length` bytes of it, whole characters, but at least one. */
ms_plan_fit ms_plan_list_shorten(ms_arena *arena, ms_plan_list list, size_t length,
                                 ms_plan_list *out);
/* As long prefixes as make them no more than `most`; MS_PLAN_TOO_MANY when even single
 * characters are more. */
ms_plan_fit ms_plan_list_squeeze(ms_arena *arena, ms_plan_list list, size_t most,
                                 ms_plan_list *out);
/* Whether one of them is empty. */
bool ms_plan_list_has_empty(ms_plan_list list);
/* A guess how often one of them begins at a given byte of Chinese or English text; something
 * above `most` where it is more than that. */
double ms_plan_list_frequency(ms_plan_list list, double most);

#endif
