/* Lua's own patterns, as its manual describes them, with one difference: every step spends fuel,
 * so that a pattern which tries everything ("a-a-a-a-b") ends with a limit and not with the night. */
#ifndef MS_BIND_PATTERN_H
#define MS_BIND_PATTERN_H

#include "bind/bind.h"

enum { MS_PATTERN_CAPTURES = 32 };

/* Where a capture lies; len may be one of the two below. */
typedef struct ms_capture {
    const char *from;
    ptrdiff_t len;
} ms_capture;

enum { MS_CAPTURE_OPEN = -1, MS_CAPTURE_POSITION = -2 };

/* One pattern and its subject, while they are matched. Both must stay alive and end in a NUL. */
typedef struct ms_pattern {
    lua_State *L;
    ms_ctx *ctx;
    const char *text, *text_end;
    const char *end; /* of the pattern */
    int depth;       /* of the recursion that is left */
    int level;       /* captures, whole or open */
    ms_capture captures[MS_PATTERN_CAPTURES];
} ms_pattern;

void ms_pattern_init(ms_pattern *pattern, lua_State *L, ms_slice text, ms_slice source);
/* Matches the pattern from `at` on against the text at `from`: where the match ends, or NULL.
 * Raises when the pattern is malformed, and on a limit. */
const char *ms_pattern_match(ms_pattern *pattern, const char *from, const char *at);
/* The first place from `from` on where a match may begin, judged by the pattern's first item alone. */
const char *ms_pattern_seek(ms_pattern *pattern, const char *from, const char *at);

#endif
