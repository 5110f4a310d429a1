/* See plan.h. A recursive parser that computes for each part of a pattern how long it can be,
 * which strings it is exactly (when they are few), and the best literals it needs. It must
 * never claim a literal that some match lacks; anything unfamiliar ends it without a plan.
 * Assertions count as the empty string. */
#include "regex/plan.h"

#include "base/arena.h"
#include "base/hex.h"
#include "base/size.h"
#include "text/utf8.h"

enum {
    MOST_LITERALS = 64,  /* in one list */
    MOST_LENGTH = 64,    /* bytes of a literal that is put together */
    MOST_DEPTH = 40,     /* of parentheses */
    MOST_BACK = 4096,    /* bytes before a literal; more counts as unbounded */
    CALL_COST = 80       /* of one call of PCRE2, in bytes scanned meanwhile */
};

typedef struct list {
    ms_slice *items; /* in the arena */
    size_t count;
} list;

/* Literals that a part needs, at lo..hi bytes from its start, behind characters of before. */
typedef struct need {
    bool is_set;
    list literals;
    size_t lo, hi;
    ms_plan_chars before;
    double frequency, cost;
} need;

typedef struct part {
    size_t min, max;     /* bytes; max may be MS_PLAN_UNBOUNDED */
    bool is_exact;       /* it is always one of `exact` */
    list exact;
    ms_plan_chars chars; /* whatever it is made of */
    need need;
} part;

typedef struct parser {
    ms_slice pattern;
    size_t at;
    const ms_regex_options *options;
    ms_arena *arena;
    unsigned depth;
    bool failed, no_memory;
} parser;

static void parse_alternation(parser *p, part *out);

static void give_up(parser *p) {
    p->failed = true;
}

static char peek(const parser *p) {
    return p->at < p->pattern.len ? p->pattern.ptr[p->at] : '\0';
}

static bool at_end(const parser *p) {
    return p->failed || p->at >= p->pattern.len;
}

static bool take(parser *p, const char *word) {
    size_t len = strlen(word);
    if (p->pattern.len - p->at < len) return false;
    if (memcmp(p->pattern.ptr + p->at, word, len) != 0) return false;
    p->at += len;
    return true;
}

static void *allocate(parser *p, size_t size) {
    void *memory = ms_arena_alloc(p->arena, size);
    if (!memory) p->failed = p->no_memory = true;
    return memory;
}

static size_t add_length(size_t a, size_t b) {
    size_t sum;
    return a == MS_PLAN_UNBOUNDED || b == MS_PLAN_UNBOUNDED || !ms_size_add(a, b, &sum) ||
                   sum > MOST_BACK
               ? MS_PLAN_UNBOUNDED
               : sum;
}

static size_t multiply_length(size_t a, size_t times) {
    size_t product;
    if (a == 0 || times == 0) return 0;
    return a == MS_PLAN_UNBOUNDED || times == MS_PLAN_UNBOUNDED ||
                   !ms_size_mul(a, times, &product) || product > MOST_BACK
               ? MS_PLAN_UNBOUNDED
               : product;
}

/* --- characters --------------------------------------------------------------------------- */

static void add_range(ms_plan_chars *chars, uint32_t from, uint32_t to) {
    for (uint32_t c = from; c <= to && c < 128; c++) {
        chars->ascii[c >> 6] |= UINT64_C(1) << (c & 63);
    }
    if (to < 128) return;
    if (from < 128) from = 128;
    for (size_t i = 0; i < chars->count; i++) {
        if (chars->ranges[i][0] <= from && to <= chars->ranges[i][1]) return;
    }
    if (chars->count == MS_PLAN_RANGES) {
        chars->any = true;
        return;
    }
    chars->ranges[chars->count][0] = from;
    chars->ranges[chars->count++][1] = to;
}

static void add_chars(ms_plan_chars *chars, const ms_plan_chars *more) {
    if (more->any) chars->any = true;
    if (chars->any) return;
    chars->ascii[0] |= more->ascii[0];
    chars->ascii[1] |= more->ascii[1];
    for (size_t i = 0; i < more->count; i++) add_range(chars, more->ranges[i][0], more->ranges[i][1]);
}

static bool has_char(const ms_plan_chars *chars, uint32_t c) {
    if (c < 128) return chars->ascii[c >> 6] >> (c & 63) & 1;
    for (size_t i = 0; i < chars->count; i++) {
        if (c >= chars->ranges[i][0] && c <= chars->ranges[i][1]) return true;
    }
    return false;
}

bool ms_plan_same_chars(const ms_plan_chars *a, const ms_plan_chars *b) {
    return a->any == b->any && a->ascii[0] == b->ascii[0] && a->ascii[1] == b->ascii[1] &&
           a->count == b->count &&
           memcmp(a->ranges, b->ranges, a->count * sizeof a->ranges[0]) == 0;
}

/* True for characters of which we are sure that they have no other case. */
static bool has_no_case(uint32_t c) {
    if (c < 128) return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    return (c >= 0x2010 && c <= 0x205E) || (c >= 0x3000 && c <= 0x9FFF) ||
           (c >= 0xFF01 && c <= 0xFF20);
}

/* A guess how often a literal begins at a given byte of Chinese or English text. */
static double literal_frequency(ms_slice s) {
    static const char common[] = "的一是了我不在人们有来这个上大为中到说国年和";
    double frequency = 1;
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        uint32_t c = ms_utf8_next(s, &at);
        if (c >= 0x80) {
            bool is_common = memmem(common, sizeof common - 1, s.ptr + from, at - from) != NULL;
            frequency *= c >= 0xFF00 || c < 0x3040 ? 0.01 : is_common ? 0.005 : 0.0008;
        } else if (c == ' ') {
            frequency *= 0.15;
        } else if (c >= 'a' && c <= 'z') {
            frequency *= strchr("etaoinsr", (int)c) ? 0.07 : 0.03;
        } else {
            frequency *= c >= '0' && c <= '9' ? 0.012 : 0.006;
        }
    }
    return frequency;
}

/* --- needs -------------------------------------------------------------------------------- */

/* Takes the literals as what the part needs if that is better than what it has. */
static void consider(need *best, list literals, size_t lo, size_t hi,
                     const ms_plan_chars *before) {
    if (literals.count == 0 || (hi == MS_PLAN_UNBOUNDED && before->any)) return;
    double frequency = 0;
    for (size_t i = 0; i < literals.count; i++) {
        if (literals.items[i].len == 0) return;
        frequency += literal_frequency(literals.items[i]);
    }
    double back = hi == MS_PLAN_UNBOUNDED ? 32 : 2 * (double)hi;
    double cost = frequency * (CALL_COST + back) + 0.001 * (double)literals.count;
    if (best->is_set && best->cost <= cost) return;
    *best = (need){true, literals, lo, hi, *before, frequency, cost};
}

static void join_lists(parser *p, list *a, list b) {
    if (a->count + b.count > MOST_LITERALS) {
        a->count = 0;
        return;
    }
    ms_slice *items = allocate(p, (a->count + b.count + 1) * sizeof *items);
    if (!items) return;
    if (a->items) memcpy(items, a->items, a->count * sizeof *items);
    if (b.items) memcpy(items + a->count, b.items, b.count * sizeof *items);
    *a = (list){items, a->count + b.count};
}

/* Each of a followed by each of b; false when that would be too many or too long. */
static bool cross_lists(parser *p, list a, list b, list *out) {
    if (a.count * b.count > MOST_LITERALS) return false;
    ms_slice *items = allocate(p, (a.count * b.count + 1) * sizeof *items);
    if (!items) return false;
    for (size_t i = 0; i < a.count; i++) {
        for (size_t k = 0; k < b.count; k++) {
            size_t len = a.items[i].len + b.items[k].len;
            if (len > MOST_LENGTH) return false;
            char *bytes = allocate(p, len + 1);
            if (!bytes) return false;
            if (a.items[i].len) memcpy(bytes, a.items[i].ptr, a.items[i].len);
            if (b.items[k].len) memcpy(bytes + a.items[i].len, b.items[k].ptr, b.items[k].len);
            items[i * b.count + k] = (ms_slice){bytes, len};
        }
    }
    *out = (list){items, a.count * b.count};
    return true;
}

static ms_slice empty_item = {"", 0};

static void make_empty(part *out) {
    *out = (part){.is_exact = true, .exact = {&empty_item, 1}};
}

static void make_unknown(part *out, size_t min, size_t max) {
    *out = (part){.min = min, .max = max, .chars = {.any = true}};
}

static void make_char(parser *p, part *out, uint32_t c) {
    if (p->options->caseless && !has_no_case(c)) {
        make_unknown(out, 1, 4);
        return;
    }
    ms_slice *item = allocate(p, sizeof *item);
    char *bytes = allocate(p, 4);
    if (!item || !bytes) return;
    *item = (ms_slice){bytes, ms_utf8_put(bytes, c)};
    *out = (part){.min = item->len, .max = item->len, .is_exact = true, .exact = {item, 1}};
    add_range(&out->chars, c, c);
}

/* Any one of the characters; exact when they are few. */
static void make_class(parser *p, part *out, const ms_plan_chars *chars, bool is_unsure) {
    if (is_unsure || chars->any) {
        make_unknown(out, 1, 4);
        return;
    }
    *out = (part){.min = SIZE_MAX, .chars = *chars};
    ms_slice *items = allocate(p, MOST_LITERALS * sizeof *items);
    if (!items) return;
    size_t count = 0;
    bool fits = true;
    for (size_t i = 0; i < chars->count + 1; i++) {
        uint32_t from = i ? chars->ranges[i - 1][0] : 0, to = i ? chars->ranges[i - 1][1] : 127;
        char bytes[4];
        if (i) {
            out->min = ms_size_min(out->min, ms_utf8_put(bytes, from));
            out->max = ms_size_max(out->max, ms_utf8_put(bytes, to));
        }
        for (uint32_t c = from; c <= to && fits; c++) {
            if (!has_char(chars, c)) continue;
            fits = count < MOST_LITERALS && (!p->options->caseless || has_no_case(c));
            char *copy = fits ? allocate(p, 4) : NULL;
            if (!copy) break;
            items[count++] = (ms_slice){copy, ms_utf8_put(copy, c)};
        }
    }
    if (chars->ascii[0] | chars->ascii[1]) out->min = 1, out->max = ms_size_max(out->max, 1);
    if (p->options->caseless && !fits) {
        make_unknown(out, 1, 4);
    } else if (fits) {
        out->is_exact = true;
        out->exact = (list){items, count};
    }
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
    while (!at_end(p) && !p->failed) {
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

/* What an escape stands for, the backslash taken: a character, digits, a wider class, or
 * nothing. */
typedef enum escape { ESCAPE_CHAR, ESCAPE_DIGITS, ESCAPE_WIDE, ESCAPE_NOTHING } escape;

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
    case 'D': case 'w': case 'W': case 's': case 'S': case 'h': case 'H': case 'v': case 'V':
        return ESCAPE_WIDE;
    case 'R':
        if (!in_class) return ESCAPE_WIDE;
        break;
    case 'b': case 'B': case 'A': case 'Z': case 'z':
        if (!in_class) return ESCAPE_NOTHING;
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

static void parse_escape(parser *p, part *out) {
    uint32_t c = 0;
    ms_plan_chars digits = {0};
    switch (take_escape(p, false, &c)) {
    case ESCAPE_CHAR: make_char(p, out, c); break;
    case ESCAPE_DIGITS:
        add_range(&digits, '0', '9');
        make_class(p, out, &digits, false);
        break;
    case ESCAPE_WIDE: make_unknown(out, 1, 4); break;
    case ESCAPE_NOTHING: make_empty(out); break;
    }
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
    switch (take_escape(p, true, c)) {
    case ESCAPE_CHAR: return true;
    case ESCAPE_DIGITS: add_range(chars, '0', '9'); return false;
    default: *is_unsure = true; return false;
    }
}

static void parse_class(parser *p, part *out) {
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
        if (!p->failed) add_range(&chars, from, to);
    }
    if (!take(p, "]")) give_up(p);
    if (!p->failed) make_class(p, out, &chars, is_unsure);
}

/* After "(": a group, or an assertion, which is as good as nothing. */
static void parse_group(parser *p, part *out) {
    bool is_assertion = false;
    if (peek(p) == '*') {
        give_up(p);
    } else if (take(p, "?")) {
        if (take(p, "=") || take(p, "!") || take(p, "<=") || take(p, "<!")) {
            is_assertion = true;
        } else if (take(p, "P<") || take(p, "<")) {
            if (!skip_behind(p, '>')) give_up(p);
        } else if (take(p, "'")) {
            if (!skip_behind(p, '\'')) give_up(p);
        } else if (!take(p, ":") && !take(p, ">")) {
            give_up(p);
        }
    }
    if (++p->depth > MOST_DEPTH) give_up(p);
    if (!p->failed) parse_alternation(p, out);
    p->depth--;
    if (!take(p, ")")) give_up(p);
    if (is_assertion) make_empty(out);
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

static void repeat(parser *p, part *item, size_t from, size_t to) {
    static const ms_plan_chars nothing = {0};
    if (item->is_exact && from <= 1) consider(&item->need, item->exact, 0, 0, &nothing);
    if (item->is_exact && from > 1) {
        list all = item->exact;
        for (size_t i = 1; i < from && i < 8; i++) {
            if (!cross_lists(p, all, item->exact, &all)) break;
        }
        consider(&item->need, all, 0, 0, &nothing);
        if (from == to && from < 8 && all.count == 1 && item->exact.count == 1 &&
            all.items[0].len == item->exact.items[0].len * from) {
            item->exact = all;
        } else {
            item->is_exact = false;
        }
    } else if (item->is_exact && to > 1) {
        item->is_exact = false;
    }
    if (item->is_exact && from == 0) {
        join_lists(p, &item->exact, (list){&empty_item, 1});
        if (item->exact.count == 0) item->is_exact = false;
    }
    if (from == 0 && to == 0) {
        make_empty(item);
        return;
    }
    item->min = multiply_length(item->min, from);
    if (item->min == MS_PLAN_UNBOUNDED) item->min = 0;
    item->max = multiply_length(item->max, to);
    if (from == 0) item->need.is_set = false;
}

/* One item with its quantifiers; false at the end of a sequence. */
static bool parse_item(parser *p, part *out) {
    make_empty(out);
    skip_ignored(p);
    if (at_end(p) || peek(p) == '|' || peek(p) == ')') return false;
    char c = peek(p);
    if (take(p, "(")) parse_group(p, out);
    else if (take(p, "[")) parse_class(p, out);
    else if (take(p, "\\")) parse_escape(p, out);
    else if (take(p, "^") || take(p, "$")) make_empty(out);
    else if (take(p, ".")) make_unknown(out, 1, 4);
    else if (strchr("*+?{}]", c)) give_up(p);
    else make_char(p, out, take_char(p));
    size_t from, to;
    skip_ignored(p);
    if (!p->failed && take_quantifier(p, &from, &to) && !p->failed) {
        repeat(p, out, from, to);
        skip_ignored(p);
        if (strchr("*+?{", peek(p)) && peek(p) != '\0') give_up(p);
    }
    return !p->failed;
}

/* A sequence as it grows: `run` is the tail of exact items, which began at run_lo..run_hi. */
typedef struct sequence {
    part whole;
    list run;
    size_t run_lo, run_hi;
    ms_plan_chars run_before;
    bool is_one_run;
} sequence;

static void append_item(parser *p, sequence *s, part *item) {
    part *whole = &s->whole;
    list joined;
    if (item->is_exact) {
        consider(&whole->need, item->exact, whole->min, whole->max, &whole->chars);
        if (!cross_lists(p, s->run, item->exact, &joined)) {
            s->is_one_run = false;
            joined = item->exact;
            s->run_lo = whole->min;
            s->run_hi = whole->max;
            s->run_before = whole->chars;
        }
        s->run = joined;
        consider(&whole->need, s->run, s->run_lo, s->run_hi, &s->run_before);
    } else if (item->need.is_set) {
        ms_plan_chars before = whole->chars;
        add_chars(&before, &item->need.before);
        consider(&whole->need, item->need.literals, whole->min + item->need.lo,
                 add_length(whole->max, item->need.hi), &before);
    }
    whole->min += item->min;
    whole->max = add_length(whole->max, item->max);
    add_chars(&whole->chars, &item->chars);
    if (!item->is_exact) {
        s->is_one_run = false;
        s->run = (list){&empty_item, 1};
        s->run_lo = whole->min;
        s->run_hi = whole->max;
        s->run_before = whole->chars;
    }
}

static void parse_sequence(parser *p, part *out) {
    sequence s = {.run = {&empty_item, 1}, .is_one_run = true};
    part item;
    while (parse_item(p, &item)) append_item(p, &s, &item);
    *out = s.whole;
    out->is_exact = s.is_one_run;
    out->exact = s.run;
}

/* Widens out to be one part or the other. */
static void join_branch(parser *p, part *out, const part *branch) {
    need *a = &out->need;
    const need *b = &branch->need;
    if (a->is_set && b->is_set) {
        list literals = a->literals;
        ms_plan_chars before = a->before;
        join_lists(p, &literals, b->literals);
        add_chars(&before, &b->before);
        size_t lo = ms_size_min(a->lo, b->lo), hi = ms_size_max(a->hi, b->hi);
        a->is_set = false;
        consider(a, literals, lo, hi, &before);
    } else {
        a->is_set = false;
    }
    if (out->is_exact && branch->is_exact) join_lists(p, &out->exact, branch->exact);
    if (!branch->is_exact || out->exact.count == 0) out->is_exact = false;
    out->min = ms_size_min(out->min, branch->min);
    out->max = ms_size_max(out->max, branch->max);
    add_chars(&out->chars, &branch->chars);
}

static void parse_alternation(parser *p, part *out) {
    parse_sequence(p, out);
    while (!p->failed && take(p, "|")) {
        part branch;
        parse_sequence(p, &branch);
        if (!p->failed) join_branch(p, out, &branch);
    }
}

/* --- the plan ----------------------------------------------------------------------------- */

static void explain(ms_plan *plan) {
    ms_error error; /* for its bounded formatting, which never cuts a character */
    char back[32] = "any distance back";
    if (plan->hi != MS_PLAN_UNBOUNDED) {
        ms_error_set(&error, MS_OK, 0, "%zu bytes back", plan->hi);
        memcpy(back, error.message, sizeof back - 1);
    }
    int shown = (int)ms_size_min(plan->literals[0].len, 40);
    while (shown > 0 && (size_t)shown < plan->literals[0].len &&
           ((unsigned char)plan->literals[0].ptr[shown] & 0xC0) == 0x80) {
        shown--;
    }
    if (plan->count == 1) {
        ms_error_set(&error, MS_OK, 0, "literal '%.*s', %s", shown, plan->literals[0].ptr,
                     back);
    } else {
        ms_error_set(&error, MS_OK, 0, "%zu literals '%.*s'..., %s", plan->count, shown,
                     plan->literals[0].ptr, back);
    }
    memcpy(plan->text, error.message, sizeof plan->text - 1);
}

static ms_plan *copy_plan(const ms_sys *sys, const need *from) {
    size_t count = from->literals.count, size = sizeof(ms_plan) + count * sizeof(ms_slice);
    for (size_t i = 0; i < count; i++) size += from->literals.items[i].len;
    ms_plan *plan = ms_sys_alloc(sys, size);
    if (!plan) return NULL;
    plan->literals = (ms_slice *)(void *)(plan + 1);
    plan->count = count;
    plan->lo = from->lo;
    plan->hi = from->hi;
    plan->before = from->before;
    plan->frequency = from->frequency;
    plan->size = size;
    char *bytes = (char *)(plan->literals + count);
    for (size_t i = 0; i < count; i++) {
        ms_slice item = from->literals.items[i];
        memcpy(bytes, item.ptr, item.len);
        plan->literals[i] = (ms_slice){bytes, item.len};
        bytes += item.len;
    }
    explain(plan);
    return plan;
}

ms_status ms_plan_new(const ms_sys *sys, ms_slice pattern, const ms_regex_options *options,
                      ms_plan **out) {
    *out = NULL;
    if (!pattern.ptr) pattern = MS_SLICE("");
    ms_arena arena;
    ms_arena_init(&arena, sys, 16U << 20);
    parser p = {.pattern = pattern, .options = options, .arena = &arena};
    part whole;
    parse_alternation(&p, &whole);
    if (p.at < pattern.len) give_up(&p);
    ms_status status = p.no_memory ? MS_E_MEMORY : MS_OK;
    if (!p.failed && whole.need.is_set && whole.need.lo <= MOST_BACK) {
        *out = copy_plan(sys, &whole.need);
        if (!*out) status = MS_E_MEMORY;
    }
    ms_arena_free(&arena);
    return status;
}

void ms_plan_free(const ms_sys *sys, ms_plan *plan) {
    if (plan) ms_sys_free(sys, plan, plan->size);
}

/* PCRE2 itself looks for the two bytes that every match begins with, and fast. */
static bool begins_alike(const ms_plan *plan) {
    if (plan->hi > 0) return false;
    for (size_t i = 0; i < plan->count; i++) {
        ms_slice s = plan->literals[i];
        if (s.len < 2 || memcmp(s.ptr, plan->literals[0].ptr, 2) != 0) return false;
    }
    return true;
}

bool ms_plan_is_worthwhile(const ms_plan *plan) {
    if (begins_alike(plan)) return false;
    double back = plan->hi == MS_PLAN_UNBOUNDED ? 32 : 2 * (double)plan->hi;
    return plan->frequency * (CALL_COST + back) < 1;
}

size_t ms_plan_first_start(const ms_plan *plan, ms_slice subject, size_t at, size_t floor) {
    if (plan->hi == 0) return at;
    if (plan->hi != MS_PLAN_UNBOUNDED && at > plan->hi) {
        floor = ms_size_max(floor, at - plan->hi);
    }
    if (plan->before.any) {
        while (floor < subject.len && ((unsigned char)subject.ptr[floor] & 0xC0) == 0x80) {
            floor++;
        }
        return floor;
    }
    while (at > floor) {
        size_t lead = at - 1;
        while (lead > floor && ((unsigned char)subject.ptr[lead] & 0xC0) == 0x80) lead--;
        size_t next = lead;
        if (((unsigned char)subject.ptr[lead] & 0xC0) == 0x80) break;
        if (!has_char(&plan->before, ms_utf8_next(subject, &next))) break;
        at = lead;
    }
    return at;
}
