/* Patterns: PCRE2 with JIT behind a literal planner, in bounded time and memory. */
#ifndef MS_REGEX_REGEX_H
#define MS_REGEX_REGEX_H

#include "base/ctx.h"
#include "base/slice.h"

typedef struct ms_regex ms_regex;

typedef struct ms_regex_options {
    bool caseless, multiline, dotall, extended; /* i m s x */
    bool ucp;    /* \d \w \b by Unicode properties (slower; only on request) */
    bool no_jit; /* the interpreter, for tests */
    bool no_planner; /* PCRE2 alone, for tests and benches */
} ms_regex_options;

enum { MS_REGEX_UNSET = -1 };

/* A match: spans[2*i], spans[2*i+1] are the byte offsets of group i (0: the whole), or
 * UNSET. */
typedef struct ms_match {
    const int64_t *spans; /* valid until the regex's next search */
    size_t groups;        /* how many, the whole included */
} ms_match;

/* Of PCRE2: "10.42". Constant. */
const char *ms_regex_version(void);

/* Compiles. MS_E_PATTERN says where in the pattern and why; MS_E_LIMIT_PATTERN when it is too
 * long. */
ms_status ms_regex_new(ms_ctx *ctx, ms_slice pattern, const ms_regex_options *options,
                       ms_regex **out, ms_error *error) MS_CHECKED;
void ms_regex_free(ms_regex *regex);

/* The first match at or after from (a character boundary). subject must be valid UTF-8.
 * MS_OK, MS_END when there is none, or a limit. */
ms_status ms_regex_search(ms_regex *regex, ms_ctx *ctx, ms_slice subject, size_t from,
                          ms_match *match, ms_error *error) MS_CHECKED;

/* Where the search after this match goes on: its end, or one character further when it was
 * empty. */
size_t ms_regex_advance(ms_slice subject, const ms_match *match);

size_t ms_regex_groups(const ms_regex *regex); /* the whole included */
/* The number of a named group, or 0. */
size_t ms_regex_group_number(const ms_regex *regex, ms_slice name);
/* The name of group number, or an empty slice; valid as long as the regex. */
ms_slice ms_regex_group_name(const ms_regex *regex, size_t number);
/* Bytes of memory that it holds, for accounting. */
size_t ms_regex_size(const ms_regex *regex);
/* For explain: "literal '局长', 24 bytes back" or "none"; valid as long as the regex. */
const char *ms_regex_plan(const ms_regex *regex);

#endif
