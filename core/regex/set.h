/* Sets: many patterns, or thousands of literals, over a text in one pass. */
#ifndef MS_REGEX_SET_H
#define MS_REGEX_SET_H

#include "regex/regex.h"

typedef struct ms_set ms_set; /* immutable once built, apart from its matching scratch */

typedef struct ms_hit {
    size_t pattern; /* index from 0, in order of adding */
    size_t from;    /* byte offset, inclusive */
    size_t to;      /* exclusive */
    ms_match match; /* groups; for a literal only the whole. Valid until the next hit */
} ms_hit;

ms_status ms_set_new(ms_ctx *ctx, ms_set **out) MS_CHECKED;
void ms_set_free(ms_set *set);
/* Patterns and literals may be mixed. The regex options apply to that pattern. */
ms_status ms_set_add_pattern(ms_set *set, ms_slice pattern, const ms_regex_options *options,
                             ms_error *error) MS_CHECKED;
ms_status ms_set_add_literal(ms_set *set, ms_slice literal) MS_CHECKED;
/* Plans; no more can be added afterwards. */
ms_status ms_set_build(ms_set *set, ms_error *error) MS_CHECKED;

/* A scan gives, for each pattern, all its non-overlapping matches as searching it alone would
 * (literals: leftmost-longest among the literals of the set when `longest`, else every
 * occurrence), merged in order of (from, longer first, pattern index). Overlaps between
 * patterns are kept: the caller has a policy. */
ms_status ms_set_begin(ms_set *set, ms_ctx *ctx, ms_slice subject, bool longest,
                       ms_error *error)
    MS_CHECKED;
/* MS_OK with *hit filled, MS_END, or a limit. */
ms_status ms_set_next(ms_set *set, ms_hit *hit, ms_error *error) MS_CHECKED;

/* The regex of a pattern, for its group names; NULL for a literal. Valid as long as the set. */
const ms_regex *ms_set_regex(const ms_set *set, size_t pattern);
/* Bytes of memory that it holds, for accounting. */
size_t ms_set_size(const ms_set *set);

#endif
