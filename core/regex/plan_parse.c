/* See plan_parse.h. It follows PCRE2's syntax as far as patterns of extractors go, and gives up
 * on the rest: backreferences, conditions, verbs, options in the middle. It must never take a
 * pattern for another one. */
#include "regex/plan_parse.h"

#include "base/hex.h"
#include "text/utf8.h"

enum { MOST_DEPTH = 40 }; /* of parentheses */

typedef struct parser {
    ms_plan_maker *m;
    ms_plan_parsed *out;
    const ms_regex_options *options;
    ms_slice pattern;
    size_t at;
    unsigned depth;        /* of parentheses */
    bool has_item;         /* something else than an assertion has been seen */
    bool has_branches;     /* the whole is an alternation */
} parser;

static void parse_alternation(parser *p, ms_plan_part *out);

static void give_up(parser *p) {
    p->m->failed = true;
}

static char peek(const parser *p) {
    return p->at < p->pattern.len ? p->pattern.ptr[p->at] : '\0';
}

static bool at_end(const parser *p) {
    return p->m->failed || p->at >= p->pattern.len;
}

static bool take(parser *p, const char *word) {
    size_t len = strlen(word);
    if (p->pattern.len - p->at < len) return false;
    if (memcmp(p->pattern.ptr + p->at, word, len) != 0) return false;
    p->at += len;
    return true;
}

/* --- parsing ------------------------------------------------------------------------------ */

/* Behind the next `end`; false when there is none. */
static bool skip_behind(parser *p, char end) {
    while (!at_end(p) && peek(p) != end) p->at++;
    if (at_end(p)) return false;
    p->at++;
    return true;
}

/* What PCRE2 does not see, not even between an item and its quantifier: comments, and in an
 * extended pattern blanks. */
static void skip_ignored(parser *p) {
    while (!at_end(p) && !p->m->failed) {
        char c = peek(p);
        bool is_extended = p->options->extended;
        ms_slice rest = ms_slice_sub(p->pattern, p->at, p->pattern.len);
        if (ms_slice_starts(rest, MS_SLICE("(?#"))) {
            if (!skip_behind(p, ')')) give_up(p);
        } else if (is_extended && c == '#') {
            skip_behind(p, '\n');
        } else if (is_extended && (c == ' ' || (c >= '\t' && c <= '\r'))) {
            p->at++;
        } else {
            return;
        }
    }
}

static uint32_t take_char(parser *p) {
    uint32_t c = ms_utf8_next(p->pattern, &p->at);
    /* Unicode's white space, which an extended pattern may ignore. */
    if (p->options->extended && (c == 0x85 || c == 0x200E || c == 0x200F || c == 0x2028 ||
                                 c == 0x2029)) {
        give_up(p);
    }
    return c;
}

static uint32_t take_hex(parser *p) {
    bool has_braces = take(p, "{");
    uint32_t value = 0;
    size_t digits = 0;
    for (; !at_end(p) && digits < (has_braces ? 6 : 2); digits++) {
        int digit = ms_hex_value(peek(p));
        if (digit < 0) break;
        value = value * 16 + (uint32_t)digit;
        p->at++;
    }
    if (digits == 0 || (has_braces && !take(p, "}")) || value > 0x10FFFF) give_up(p);
    return value;
}

/* What an escape stands for, the backslash taken: a character, digits, what is in words,
 * blanks, a wider class, what a group has matched, or nothing. */
typedef enum escape {
    ESCAPE_CHAR, ESCAPE_DIGITS, ESCAPE_WORD, ESCAPE_BLANK, ESCAPE_WIDE, ESCAPE_AGAIN,
    ESCAPE_NOTHING
} escape;

static escape take_escape(parser *p, bool in_class, uint32_t *c) {
    if (at_end(p)) {
        give_up(p);
        return ESCAPE_NOTHING;
    }
    uint32_t e = *c = take_char(p);
    bool is_word = (e >= 'a' && e <= 'z') || (e >= 'A' && e <= 'Z') || (e >= '0' && e <= '9');
    if (!is_word) return ESCAPE_CHAR;
    switch (e) {
    case 't': *c = '\t'; return ESCAPE_CHAR;
    case 'n': *c = '\n'; return ESCAPE_CHAR;
    case 'r': *c = '\r'; return ESCAPE_CHAR;
    case 'f': *c = '\f'; return ESCAPE_CHAR;
    case 'x': *c = take_hex(p); return ESCAPE_CHAR;
    case 'd': return p->options->ucp ? ESCAPE_WIDE : ESCAPE_DIGITS;
    case 'w': return p->options->ucp ? ESCAPE_WIDE : ESCAPE_WORD;
    case 's': return p->options->ucp ? ESCAPE_WIDE : ESCAPE_BLANK;
    case 'D': case 'W': case 'S': case 'h': case 'H': case 'v': case 'V':
        return ESCAPE_WIDE;
    case 'R':
        if (!in_class) return ESCAPE_WIDE;
        break;
    case 'b': case 'B': case 'A': case 'Z': case 'z':
        if (!in_class) return ESCAPE_NOTHING;
        break;
    case 'k':
        if (!in_class && take(p, "<") && skip_behind(p, '>')) return ESCAPE_AGAIN;
        break;
    case 'p': case 'P':
        if (take(p, "{")) {
            while (!at_end(p) && peek(p) != '}') p->at++;
        }
        if (!at_end(p)) p->at++;
        return ESCAPE_WIDE;
    default: break;
    }
    give_up(p);
    return ESCAPE_NOTHING;
}

/* The characters of \d, \w and \s. */
static void add_escape(ms_plan_chars *chars, escape kind) {
    if (kind == ESCAPE_BLANK) {
        ms_plan_chars_add(chars, '\t', '\r');
        ms_plan_chars_add(chars, ' ', ' ');
        return;
    }
    ms_plan_chars_add(chars, '0', '9');
    if (kind == ESCAPE_DIGITS) return;
    ms_plan_chars_add(chars, 'A', 'Z');
    ms_plan_chars_add(chars, 'a', 'z');
    ms_plan_chars_add(chars, '_', '_');
}

static void parse_escape(parser *p, ms_plan_part *out) {
    uint32_t c = 0;
    ms_plan_chars chars = {0};
    escape kind = take_escape(p, false, &c);
    switch (kind) {
    case ESCAPE_CHAR: ms_plan_part_char(p->m, out, c); break;
    case ESCAPE_DIGITS: case ESCAPE_WORD: case ESCAPE_BLANK:
        add_escape(&chars, kind);
        ms_plan_part_class(p->m, out, &chars, false);
        break;
    case ESCAPE_WIDE: ms_plan_part_unknown(out, 1, 4); break;
    case ESCAPE_AGAIN: ms_plan_part_unknown(out, 0, MS_PLAN_UNBOUNDED); break;
    case ESCAPE_NOTHING:
        ms_plan_part_empty(out);
        if (c == 'b' && p->depth == 0 && !p->has_item) p->out->is_at_word = true;
        return;
    }
    if (p->depth == 0) p->has_item = true;
}

/* One member of a class: a character in *c, or added to chars (false). */
static bool parse_member(parser *p, ms_plan_chars *chars, bool *is_unsure, uint32_t *c) {
    if (peek(p) == '[') {
        char next = p->at + 1 < p->pattern.len ? p->pattern.ptr[p->at + 1] : '\0';
        if (next == ':' || next == '.' || next == '=') {
            give_up(p);
            return false;
        }
    }
    if (!take(p, "\\")) {
        *c = take_char(p);
        return true;
    }
    escape kind = take_escape(p, true, c);
    if (kind == ESCAPE_CHAR) return true;
    if (kind == ESCAPE_WIDE || kind == ESCAPE_NOTHING) *is_unsure = true;
    else add_escape(chars, kind);
    return false;
}

static void parse_class(parser *p, ms_plan_part *out) {
    ms_plan_chars chars = {0};
    bool is_unsure = take(p, "^"), is_first = true;
    for (; !at_end(p) && (is_first || peek(p) != ']'); is_first = false) {
        uint32_t from = 0, to = 0;
        if (!parse_member(p, &chars, &is_unsure, &from)) continue;
        to = from;
        ms_slice rest = ms_slice_sub(p->pattern, p->at, p->pattern.len);
        if (rest.len >= 2 && rest.ptr[0] == '-' && rest.ptr[1] != ']') {
            p->at++;
            if (!parse_member(p, &chars, &is_unsure, &to)) give_up(p);
        }
        if (to < from) give_up(p);
        if (!p->m->failed) ms_plan_chars_add(&chars, from, to);
    }
    if (!take(p, "]")) give_up(p);
    if (!p->m->failed) ms_plan_part_class(p->m, out, &chars, is_unsure);
}

/* After "(?<=" or "(?<!" that the whole begins with: keeps what it says if it is one class. */
static void note_behind(parser *p, bool is_refusal) {
    size_t from = p->at;
    ms_plan_part class = {0};
    if (take(p, "[")) parse_class(p, &class);
    bool is_whole = !p->m->failed && class.min > 0 && peek(p) == ')' && !class.chars.any;
    p->at = from;
    if (!is_whole) return;
    if (is_refusal) {
        /* Ranges that do not fit would be widened, and refuse too much. */
        bool has_room = class.chars.count + p->out->refused.count < MS_PLAN_RANGES;
        if (has_room) ms_plan_chars_add_all(&p->out->refused, &class.chars);
    } else if (class.is_exact && class.min == class.max) {
        p->out->behind = class.exact;
    }
}

/* After "(": a group, or an assertion, which is as good as nothing. */
static void parse_group(parser *p, ms_plan_part *out) {
    bool is_assertion = false, is_ahead = false, was_caseless = p->m->is_caseless;
    if (peek(p) == '*') {
        give_up(p);
    } else if (take(p, "?")) {
        bool is_refusal = take(p, "<!"), is_behind = is_refusal || take(p, "<=");
        is_ahead = !is_behind && take(p, "=");
        if (is_behind || is_ahead || take(p, "!")) {
            is_assertion = true;
            if (is_behind && p->depth == 0 && !p->has_item) note_behind(p, is_refusal);
        } else if (take(p, "P<") || take(p, "<")) {
            if (!skip_behind(p, '>')) give_up(p);
        } else if (take(p, "'")) {
            if (!skip_behind(p, '\'')) give_up(p);
        } else if (take(p, "i:")) {
            p->m->is_caseless = true;
        } else if (!take(p, ":") && !take(p, ">")) {
            give_up(p);
        }
    }
    if (++p->depth > MOST_DEPTH) give_up(p);
    if (!p->m->failed) parse_alternation(p, out);
    p->depth--;
    p->m->is_caseless = was_caseless;
    if (!take(p, ")")) give_up(p);
    if (!is_assertion) {
        if (p->depth == 0) p->has_item = true;
        return;
    }
    ms_plan_part_assertion(p->m, out, is_ahead && !p->m->failed);
    /* An assertion that may be left out says nothing. */
    if (peek(p) != '\0' && strchr("*+?{", peek(p))) give_up(p);
}

static bool take_number(parser *p, size_t *value) {
    size_t digits = 0;
    for (*value = 0; !at_end(p) && peek(p) >= '0' && peek(p) <= '9'; digits++) {
        *value = *value * 10 + (size_t)(peek(p) - '0');
        if (*value > 65535) give_up(p);
        p->at++;
    }
    return digits > 0;
}

/* A quantifier, if there is one: from..to times. */
static bool take_quantifier(parser *p, size_t *from, size_t *to) {
    *from = 0;
    *to = MS_PLAN_UNBOUNDED;
    if (take(p, "?")) {
        *to = 1;
    } else if (take(p, "+")) {
        *from = 1;
    } else if (take(p, "{")) {
        if (!take_number(p, from)) give_up(p);
        if (!take(p, ",")) {
            *to = *from;
        } else if (peek(p) != '}' && !take_number(p, to)) {
            give_up(p);
        }
        if (!take(p, "}") || *to < *from) give_up(p);
    } else if (!take(p, "*")) {
        return false;
    }
    if (!take(p, "?")) (void)take(p, "+");
    return true;
}

/* One item with its quantifiers; false at the end of a sequence. */
static bool parse_item(parser *p, ms_plan_part *out) {
    ms_plan_part_empty(out);
    skip_ignored(p);
    if (at_end(p) || peek(p) == '|' || peek(p) == ')') return false;
    char c = peek(p);
    if (p->depth == 0 && c != '(' && c != '\\') p->has_item = true;
    if (take(p, "(")) parse_group(p, out);
    else if (take(p, "\\")) parse_escape(p, out);
    else if (take(p, "[")) parse_class(p, out);
    else if (take(p, "^") || take(p, "$")) ms_plan_part_empty(out);
    else if (take(p, ".")) ms_plan_part_unknown(out, 1, 4);
    else if (strchr("*+?{}]", c)) give_up(p);
    else ms_plan_part_char(p->m, out, take_char(p));
    size_t from, to;
    skip_ignored(p);
    if (!p->m->failed && take_quantifier(p, &from, &to) && !p->m->failed) {
        ms_plan_part_repeat(p->m, out, from, to);
        skip_ignored(p);
        if (strchr("*+?{", peek(p)) && peek(p) != '\0') give_up(p);
    }
    return !p->m->failed;
}

static void parse_sequence(parser *p, ms_plan_part *out) {
    bool was_inside = p->m->is_inside;
    ms_plan_sequence s;
    ms_plan_part item;
    ms_plan_sequence_init(p->m, &s);
    while (parse_item(p, &item)) ms_plan_sequence_append(p->m, &s, &item);
    ms_plan_sequence_end(&s, out);
    p->m->is_inside = was_inside;
}

static void parse_alternation(parser *p, ms_plan_part *out) {
    parse_sequence(p, out);
    while (!p->m->failed && take(p, "|")) {
        if (p->depth == 0) p->has_branches = true;
        ms_plan_part branch;
        parse_sequence(p, &branch);
        if (!p->m->failed) ms_plan_part_join(p->m, out, &branch);
    }
}

bool ms_plan_parse(ms_plan_maker *m, ms_slice pattern, const ms_regex_options *options,
                   ms_plan_parsed *out) {
    if (!pattern.ptr) pattern = MS_SLICE("");
    *out = (ms_plan_parsed){0};
    m->is_caseless = options->caseless;
    parser p = {.m = m, .out = out, .options = options, .pattern = pattern};
    parse_alternation(&p, &out->whole);
    if (p.has_branches) { /* what one of them begins with says nothing of the others */
        out->is_at_word = false;
        out->refused = (ms_plan_chars){0};
        out->behind = (ms_plan_list){NULL, 0};
    }
    return !m->failed && p.at == pattern.len;
}
