/* See pattern.h. Backtracking by recursion, which the pattern bounds: a repetition tries its
 * lengths in a loop, and only what comes after it is a call. Never let a loop over the text or
 * over the pattern go round without spending. */
#include "bind/pattern.h"

#include <string.h>

enum { DEEPEST = 200 };

static void spend(ms_pattern *m, size_t cost) {
    if (ms_tick(m->ctx, cost) != MS_OK) ms_raise_trip(m->L);
}

void ms_pattern_init(ms_pattern *pattern, lua_State *L, ms_slice text, ms_slice source) {
    pattern->L = L;
    pattern->ctx = ms_state_of(L)->ctx;
    pattern->text = text.ptr;
    pattern->text_end = text.ptr + text.len;
    pattern->end = source.ptr + source.len;
    pattern->depth = DEEPEST;
    pattern->level = 0;
}

/* --- one character ------------------------------------------------------------------------ */

static bool is_between(unsigned char c, unsigned char from, unsigned char to) {
    return (unsigned char)(c - from) <= to - from;
}

static bool is_letter(unsigned char c) {
    return is_between(c | 0x20, 'a', 'z');
}

static bool is_digit(unsigned char c) {
    return is_between(c, '0', '9');
}

/* Whether c belongs to the class that the letter names, as in the C locale; an upper-case
 * letter names the rest. */
static bool is_in_class(unsigned char c, unsigned char letter) {
    bool is_in;
    switch (letter | 0x20) {
    case 'a': is_in = is_letter(c); break;
    case 'c': is_in = c < 0x20 || c == 0x7F; break;
    case 'd': is_in = is_digit(c); break;
    case 'g': is_in = is_between(c, '!', '~'); break;
    case 'l': is_in = is_between(c, 'a', 'z'); break;
    case 'p': is_in = is_between(c, '!', '~') && !is_letter(c) && !is_digit(c); break;
    case 's': is_in = c == ' ' || is_between(c, '\t', '\r'); break;
    case 'u': is_in = is_between(c, 'A', 'Z'); break;
    case 'w': is_in = is_letter(c) || is_digit(c); break;
    case 'x': is_in = is_digit(c) || is_between(c | 0x20, 'a', 'f'); break;
    case 'z': is_in = c == 0; break; /* of old; Lua still knows it */
    default: return letter == c;
    }
    return is_in != ((letter & 0x20) == 0);
}

/* What follows the single-character item at `at`. */
static const char *skip_item(ms_pattern *m, const char *at) {
    const char *p = at + 1;
    if (*at == '%') {
        if (p == m->end) luaL_error(m->L, "malformed pattern (ends with '%%')");
        return p + 1;
    }
    if (*at != '[') return p;
    if (p < m->end && *p == '^') p++;
    do { /* the first one stands for itself, also when it is a bracket */
        if (p == m->end) luaL_error(m->L, "malformed pattern (missing ']')");
        if (*p++ == '%' && p < m->end) p++;
    } while (p == m->end || *p != ']');
    spend(m, (size_t)(p - at));
    return p + 1;
}

/* Whether c is in the set at `at`, whose closing bracket is at `close`. */
static bool is_in_set(ms_pattern *m, unsigned char c, const char *at, const char *close) {
    bool is_listed = true;
    spend(m, (size_t)(close - at));
    const char *p = at + 1;
    if (*p == '^') {
        is_listed = false;
        p++;
    }
    for (; p < close; p++) {
        if (*p == '%') {
            p++;
            if (is_in_class(c, (unsigned char)*p)) return is_listed;
        } else if (p[1] == '-' && p + 2 < close) {
            if ((unsigned char)p[0] <= c && c <= (unsigned char)p[2]) return is_listed;
            p += 2;
        } else if ((unsigned char)*p == c) {
            return is_listed;
        }
    }
    return !is_listed;
}

/* Whether the item in [at, next) takes the character at s. */
static bool takes(ms_pattern *m, const char *s, const char *at, const char *next) {
    if (s >= m->text_end) return false;
    unsigned char c = (unsigned char)*s;
    switch (*at) {
    case '.': return true;
    case '%': return is_in_class(c, (unsigned char)at[1]);
    case '[': return is_in_set(m, c, at, next - 1);
    default: return (unsigned char)*at == c;
    }
}

/* --- items of more than one character ----------------------------------------------------- */

/* %bxy, with p at x. */
static const char *match_balanced(ms_pattern *m, const char *s, const char *p) {
    if (m->end - p < 2) luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    if (s == m->text_end || *s != p[0]) return NULL;
    size_t open = 1;
    const char *from = s;
    while (++s < m->text_end) {
        if (*s == p[1]) {
            if (--open == 0) break;
        } else if (*s == p[0]) {
            open++;
        }
    }
    spend(m, (size_t)(s - from));
    return s < m->text_end ? s + 1 : NULL;
}

/* %f[set], with *p at the bracket, which is moved behind the set. */
static bool is_frontier(ms_pattern *m, const char *s, const char **p) {
    if (*p == m->end || **p != '[') luaL_error(m->L, "missing '[' after '%%f' in pattern");
    const char *set = *p, *close = skip_item(m, set) - 1;
    unsigned char before = s == m->text ? 0 : (unsigned char)s[-1];
    unsigned char here = s < m->text_end ? (unsigned char)*s : 0;
    *p = close + 1;
    return !is_in_set(m, before, set, close) && is_in_set(m, here, set, close);
}

/* %1 to %9: the same words again. */
static const char *match_again(ms_pattern *m, const char *s, unsigned char digit) {
    int index = digit - '1';
    if (index < 0 || index >= m->level || m->captures[index].len == MS_CAPTURE_OPEN) {
        luaL_error(m->L, "invalid capture index %%%d", index + 1);
    }
    const ms_capture *capture = &m->captures[index];
    if (capture->len == MS_CAPTURE_POSITION || m->text_end - s < capture->len) return NULL;
    spend(m, (size_t)capture->len);
    return memcmp(capture->from, s, (size_t)capture->len) == 0 ? s + capture->len : NULL;
}

/* --- captures ----------------------------------------------------------------------------- */

static const char *open_capture(ms_pattern *m, const char *s, const char *p, ptrdiff_t kind) {
    if (m->level >= MS_PATTERN_CAPTURES) luaL_error(m->L, "too many captures");
    m->captures[m->level++] = (ms_capture){s, kind};
    const char *found = ms_pattern_match(m, s, p);
    if (!found) m->level--;
    return found;
}

static const char *close_capture(ms_pattern *m, const char *s, const char *p) {
    int index = m->level - 1;
    while (index >= 0 && m->captures[index].len != MS_CAPTURE_OPEN) index--;
    if (index < 0) luaL_error(m->L, "invalid pattern capture");
    m->captures[index].len = s - m->captures[index].from;
    const char *found = ms_pattern_match(m, s, p);
    if (!found) m->captures[index].len = MS_CAPTURE_OPEN;
    return found;
}

/* --- repetitions -------------------------------------------------------------------------- */

/* Where a run of the item [at, next) that begins at s ends. */
static const char *skip_run(ms_pattern *m, const char *s, const char *at, const char *next) {
    const char *from = s;
    if (*at == '.') return m->text_end;
    if (*at == '%') {
        while (s < m->text_end && is_in_class((unsigned char)*s, (unsigned char)at[1])) s++;
    } else {
        while (takes(m, s, at, next)) s++;
    }
    spend(m, (size_t)(s - from));
    return s;
}

/* As many of the item [at, next) as there are, then fewer, until the rest (behind the sign at
 * next) matches. */
static const char *match_most(ms_pattern *m, const char *s, const char *at, const char *next) {
    for (const char *last = skip_run(m, s, at, next);; last--) {
        const char *found = ms_pattern_match(m, last, next + 1);
        if (found || last == s) return found;
    }
}

/* As few as it takes. */
static const char *match_fewest(ms_pattern *m, const char *s, const char *at, const char *next) {
    for (;; s++) {
        const char *found = ms_pattern_match(m, s, next + 1);
        if (found || !takes(m, s, at, next)) return found;
    }
}

/* --- the whole ---------------------------------------------------------------------------- */

typedef enum step { GO_ON, IS_DONE } step;

/* A single-character item with what may stand behind it. Either moves *s and *p on, or gives the
 * answer. */
static step match_item(ms_pattern *m, const char **s, const char **p, const char **answer) {
    const char *at = *p, *next = skip_item(m, at);
    char sign = next < m->end ? *next : '\0';
    *answer = NULL;
    switch (sign) {
    case '*': *answer = match_most(m, *s, at, next); return IS_DONE;
    case '-': *answer = match_fewest(m, *s, at, next); return IS_DONE;
    case '+':
        if (takes(m, *s, at, next)) *answer = match_most(m, *s + 1, at, next);
        return IS_DONE;
    case '?':
        if (takes(m, *s, at, next)) {
            *answer = ms_pattern_match(m, *s + 1, next + 1);
            if (*answer) return IS_DONE;
        }
        *p = next + 1;
        return GO_ON;
    default:
        if (!takes(m, *s, at, next)) return IS_DONE;
        ++*s;
        *p = next;
        return GO_ON;
    }
}

/* The items that begin with a percent sign and are more than a class. */
static step match_escape(ms_pattern *m, const char **s, const char **p, const char **answer) {
    const char *at = *p;
    unsigned char kind = at + 1 < m->end ? (unsigned char)at[1] : 0;
    *answer = NULL;
    if (kind == 'f') {
        *p = at + 2;
        return is_frontier(m, *s, p) ? GO_ON : IS_DONE;
    }
    if (kind != 'b' && !is_digit(kind)) return match_item(m, s, p, answer);
    const char *after = kind == 'b' ? match_balanced(m, *s, at + 2) : match_again(m, *s, kind);
    if (!after) return IS_DONE;
    *s = after;
    *p = at + (kind == 'b' ? 4 : 2);
    return GO_ON;
}

static const char *match_here(ms_pattern *m, const char *s, const char *p) {
    while (p < m->end) {
        const char *answer;
        step next;
        spend(m, 1);
        if (*p == '(') {
            bool is_position = p + 1 < m->end && p[1] == ')';
            return is_position ? open_capture(m, s, p + 2, MS_CAPTURE_POSITION)
                               : open_capture(m, s, p + 1, MS_CAPTURE_OPEN);
        }
        if (*p == ')') return close_capture(m, s, p + 1);
        if (*p == '$' && p + 1 == m->end) return s == m->text_end ? s : NULL;
        next = *p == '%' ? match_escape(m, &s, &p, &answer) : match_item(m, &s, &p, &answer);
        if (next == IS_DONE) return answer;
    }
    return s;
}

const char *ms_pattern_seek(ms_pattern *m, const char *from, const char *at) {
    bool is_captured = at + 1 < m->end && *at == '(' && at[1] != ')';
    const char *p = is_captured ? at + 1 : at;
    if (p == m->end || strchr("()", *p) || (*p == '$' && p + 1 == m->end)) return from;
    bool is_escape = *p == '%' && p + 1 < m->end;
    if (is_escape && (is_digit((unsigned char)p[1]) || p[1] == 'b' || p[1] == 'f')) return from;
    const char *next = skip_item(m, p), *s = from;
    if (next < m->end && *next && strchr("*-?", *next)) return from;
    while (s < m->text_end && !takes(m, s, p, next)) s++;
    spend(m, (size_t)(s - from));
    return s;
}

const char *ms_pattern_match(ms_pattern *pattern, const char *from, const char *at) {
    if (pattern->depth == 0) luaL_error(pattern->L, "pattern too complex");
    pattern->depth--;
    const char *found = match_here(pattern, from, at);
    pattern->depth++;
    return found;
}
