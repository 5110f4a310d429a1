/* What sets need of a regex besides regex.h: its plan, and a search for a range of starts.
 * Private to this room. */
#ifndef MS_REGEX_PLANNED_H
#define MS_REGEX_PLANNED_H

#include "regex/plan.h"

/* The plan, or NULL when there is none or the pattern is anchored. */
const ms_plan *ms_regex_get_plan(const ms_regex *regex);

/* Whether it is tried at one start only. */
bool ms_regex_is_anchored(const ms_regex *regex);

/* As ms_regex_search by PCRE2 alone, for matches that start in [from, last]. */
ms_status ms_regex_search_starts(ms_regex *regex, ms_ctx *ctx, ms_slice subject, size_t from,
                                 size_t last, ms_match *match, ms_error *error) MS_CHECKED;

#endif
