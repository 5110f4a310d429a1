/* Reads a pattern for the planner. Conservative: what it does not understand, it refuses.
 * Private to this room. */
#ifndef MS_REGEX_PLAN_PARSE_H
#define MS_REGEX_PLAN_PARSE_H

#include "regex/plan_part.h"
#include "regex/regex.h"

typedef struct ms_plan_parsed {
    ms_plan_part whole;
    /* of the assertions that the whole begins with: */
    bool is_at_word;       /* \b */
    ms_plan_chars refused; /* (?<![...]): not behind these; never more than in the pattern */
    ms_plan_list behind;   /* (?<=[...]): behind one of these, which are of one length */
} ms_plan_parsed;

/* False when there is something that it does not understand, or no memory (m->no_memory). What
 * is parsed lives as long as the arena. */
bool ms_plan_parse(ms_plan_maker *m, ms_slice pattern, const ms_regex_options *options,
                   ms_plan_parsed *out);

#endif
