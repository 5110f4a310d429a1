/* Sentences of Chinese, English and mixed text. One pass: at every mark that can end a
 * sentence, decide from the characters around it; then take closing quotes and brackets along.
 * A wrong cut harms a citation more than a long sentence does, so that in doubt nothing is
 * cut. */
#include <ctype.h>

#include "base/size.h"
#include "text/lines.h"

static bool is_at(ms_slice s, size_t at, const char *literal) {
    size_t len = strlen(literal);
    return s.len - at >= len && memcmp(s.ptr + at, literal, len) == 0;
}

/* Bytes of a mark that always ends a sentence: 。！？ … ! ? and their kin; 0 for none. */
static size_t strong_mark(ms_slice s, size_t at) {
    char c = s.ptr[at];
    if (c == '!' || c == '?') return 1;
    if (c != '\xE3' && c != '\xEF' && c != '\xE2') return 0;
    static const char *const marks[] = {"。", "！", "？", "｡", "‼", "⁇", "⁈", "⁉"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (is_at(s, at, marks[i])) return 3;
    }
    return 0;
}

/* Bytes of a closing quote or bracket, which stays with the sentence before it. An ASCII quote
 * closes here, because it follows a mark. */
static size_t closer(ms_slice s, size_t at) {
    char c = s.ptr[at];
    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == '}') return 1;
    if ((unsigned char)c < 0x80) return 0;
    static const char *const marks[] = {"”",  "’",  "」", "』", "）", "】",
                                        "》", "〉", "］", "＂", "»",  "〞"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (is_at(s, at, marks[i])) return strlen(marks[i]);
    }
    return 0;
}

/* Bytes of an ellipsis (… or three dots and more) at `at`; 0 for none. */
static size_t ellipsis(ms_slice s, size_t at) {
    size_t length = 0;
    while (at + length < s.len && is_at(s, at + length, "…")) length += 3;
    if (length) return length;
    while (at + length < s.len && s.ptr[at + length] == '.') length++;
    return length >= 3 ? length : 0;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static size_t skip_blanks(ms_slice s, size_t at) {
    while (at < s.len && is_blank(s.ptr[at])) at++;
    return at;
}

static bool is_line_end(ms_slice s, size_t at) {
    return at >= s.len || s.ptr[at] == '\n' || s.ptr[at] == '\r';
}

/* Does what follows an ellipsis or a dot look like the beginning of a sentence? */
static bool begins_sentence(ms_slice s, size_t at) {
    at = skip_blanks(s, at);
    if (is_line_end(s, at)) return true;
    unsigned char c = (unsigned char)s.ptr[at];
    while (at < s.len && (c == '"' || c == '\'' || c == '(' || c == '[' || c == '*' ||
                          is_at(s, at, "“") || is_at(s, at, "‘"))) {
        at += c < 0x80 ? 1 : 3;
        if (at >= s.len) return true;
        c = (unsigned char)s.ptr[at];
    }
    return isupper(c) || isdigit(c) || c >= 0x80 || c == '-' || c == '$';
}

/* The word that ends right before the dot at `at`. */
static ms_slice word_before(ms_slice s, size_t at) {
    size_t from = at;
    while (from > 0 && (isalnum((unsigned char)s.ptr[from - 1]) || s.ptr[from - 1] == '.')) {
        from--;
    }
    return ms_slice_sub(s, from, at);
}

/* Abbreviations that a name or a number follows; lower case, without their last dot. */
static bool is_abbreviation(ms_slice word) {
    static const char *const known[] = {
        "mr",  "mrs", "ms",   "dr",   "prof", "sr",     "jr",  "st",  "rev",  "gen",   "col",
        "lt",  "sgt", "capt", "cmdr", "gov",  "sen",    "rep", "hon", "pres", "vs",    "e.g",
        "i.e", "cf",  "no",   "nos",  "vol",  "pp",     "fig", "eq",  "sec",  "ch",    "art",
        "ed",  "eds", "jan",  "feb",  "mar",  "apr",    "jun", "jul", "aug",  "sep",   "sept",
        "oct", "nov", "dec",  "mt",   "ft",   "approx", "est", "mme", "mlle", "messrs"};
    char lower[8];
    if (word.len == 0 || word.len >= sizeof lower) return false;
    for (size_t i = 0; i < word.len; i++) lower[i] = (char)tolower((unsigned char)word.ptr[i]);
    lower[word.len] = '\0';
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(lower, known[i]) == 0) return true;
    }
    return false;
}

/* A single capital ("J.") or letters with dots between ("U.S."). */
static bool is_initial(ms_slice word) {
    if (word.len == 1) return isupper((unsigned char)word.ptr[0]) != 0;
    for (size_t i = 0; i < word.len; i++) {
        if (i % 2 == 0 ? !isalpha((unsigned char)word.ptr[i]) : word.ptr[i] != '.') {
            return false;
        }
    }
    return word.len % 2 == 1 && word.len >= 3;
}

/* A short number where a sentence begins ("1. ") belongs to what follows. */
static bool is_list_number(ms_slice s, ms_slice word) {
    if (word.len == 0 || word.len > 2 || !isdigit((unsigned char)word.ptr[0])) return false;
    size_t from = (size_t)(word.ptr - s.ptr);
    while (from > 0 && is_blank(s.ptr[from - 1])) from--;
    if (from == 0) return true;
    char last = s.ptr[from - 1];
    return last == '\n' || last == '\r' || last == '.' || last == '!' || last == '?' ||
           (from >= 3 && strong_mark(s, from - 3));
}

/* Does the single dot at `at` end a sentence? */
static bool dot_ends(ms_slice s, size_t at) {
    size_t next = at + 1;
    while (next < s.len && closer(s, next) && !is_blank(s.ptr[next])) next += closer(s, next);
    if (is_line_end(s, next)) return true;
    bool follows_han = at > 0 && ((unsigned char)s.ptr[at - 1] >= 0x80);
    if (!is_blank(s.ptr[next])) {
        /* No blank: only between Chinese characters ("很好.谢谢"). */
        return follows_han && (unsigned char)s.ptr[next] >= 0x80;
    }
    if (follows_han) return true;
    ms_slice word = word_before(s, at);
    if (is_abbreviation(word)) {
        /* "No." is an answer unless a number follows. */
        size_t after = skip_blanks(s, next);
        bool is_no = word.len == 2 && tolower((unsigned char)word.ptr[0]) == 'n' &&
                     tolower((unsigned char)word.ptr[1]) == 'o';
        return is_no && after < s.len && !isdigit((unsigned char)s.ptr[after]) &&
               begins_sentence(s, next);
    }
    if (is_initial(word)) {
        /* "in the U.S. He ..." ends, "J. R. Smith" and "U.S. Senate" do not: only a
         * pronoun-like start tells. */
        if (word.len == 1) return word.ptr[0] == 'I' && begins_sentence(s, next);
        size_t after = skip_blanks(s, next);
        static const char *const starts[] = {"The ", "He ",  "She ", "It ", "We ",   "They ",
                                             "I ",   "But ", "And ", "In ", "This ", "That "};
        for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
            if (is_at(s, after, starts[i])) return true;
        }
        return false;
    }
    if (is_list_number(s, word)) return false;
    return begins_sentence(s, next);
}

/* Bytes of a full-width dot that ends a sentence: one after a Chinese character, not one in a
 * number or a name. */
static size_t wide_dot(ms_slice s, size_t at) {
    if (!is_at(s, at, "．") || at < 3) return 0;
    unsigned char lead = (unsigned char)s.ptr[at - 3];
    return lead >= 0xE3 && lead <= 0xE9 ? 3 : 0;
}

/* The end of the sentence mark at `at`, with what follows of the same kind; 0 when it ends
 * nothing. */
static size_t mark_end(ms_slice s, size_t at) {
    size_t length = ellipsis(s, at);
    if (length > 0) {
        size_t end = at + length;
        if (end < s.len && strong_mark(s, end)) return mark_end(s, end);
        size_t behind = end;
        while (behind < s.len && closer(s, behind)) behind += closer(s, behind);
        bool is_chinese = s.ptr[at] != '.';
        if (is_chinese) return is_line_end(s, behind) || behind > end ? end : 0;
        return begins_sentence(s, behind) &&
                       (behind >= s.len || is_blank(s.ptr[behind]) || is_line_end(s, behind))
                   ? end
                   : 0;
    }
    length = strong_mark(s, at);
    if (length == 0) length = wide_dot(s, at);
    if (length == 0) {
        if (s.ptr[at] != '.' || !dot_ends(s, at)) return 0;
        length = 1;
    }
    size_t end = at + length;
    while (end < s.len &&
           (length = strong_mark(s, end) ? strong_mark(s, end) : ellipsis(s, end)) > 0) {
        end += length;
    }
    return end;
}

/* Lower case right behind "?!" and a closing quote goes on: “Really?” she asked. */
static bool goes_on(ms_slice s, size_t end, size_t behind) {
    size_t next = skip_blanks(s, behind);
    return behind > end && next > behind && next < s.len && islower((unsigned char)s.ptr[next]);
}

/* The end of the sentence whose mark stands at `at`, closing quotes included; 0 when it goes
 * on, and *next says from where. */
static size_t cut_at(ms_slice s, size_t at, size_t *next) {
    size_t end = mark_end(s, at);
    if (end == 0) {
        /* Not dot by dot: each would look at all the dots behind it. */
        *next = at + ms_size_max(ellipsis(s, at), 1);
        return 0;
    }
    size_t behind = end;
    while (behind < s.len && closer(s, behind)) behind += closer(s, behind);
    *next = behind;
    return goes_on(s, end, behind) ? 0 : behind;
}

/* Bytes that a mark or a line ending begins with; all others are passed over. */
static const bool is_stop[256] = {['\n'] = true, ['\r'] = true, ['.'] = true,  ['!'] = true,
                                  ['?'] = true,  [0xE2] = true, [0xE3] = true, [0xEF] = true};

static size_t sentence_end(ms_slice s, size_t at) {
    for (;;) {
        while (at < s.len && !is_stop[(unsigned char)s.ptr[at]]) at++;
        if (at >= s.len || s.ptr[at] == '\n' || s.ptr[at] == '\r') return at;
        size_t next;
        size_t end = cut_at(s, at, &next);
        if (end > 0) return end;
        at = next;
    }
}

/* A mark that is decided by itself, wherever one comes from: not a dot among dots, nor an
 * ellipsis. Of a run of marks it is the last, because all of them end where it ends. */
static bool stands_alone(ms_slice s, size_t at) {
    size_t mark = strong_mark(s, at), end = at + mark;
    if (mark) return end >= s.len || (!strong_mark(s, end) && !ellipsis(s, end));
    if (s.ptr[at] != '.') return false;
    return (at == 0 || s.ptr[at - 1] != '.') && (at + 1 >= s.len || s.ptr[at + 1] != '.');
}

size_t ms_sentences_start(ms_slice text, size_t at) {
    if (at > text.len) at = text.len;
    size_t next;
    for (size_t from = at; from > 0; from--) {
        if (text.ptr[from - 1] == '\n' || text.ptr[from - 1] == '\r') return from;
        if (!stands_alone(text, from - 1)) continue;
        size_t end = cut_at(text, from - 1, &next);
        if (end > 0 && end <= at) return end;
    }
    return 0;
}

bool ms_sentences_next(ms_slice text, size_t *at, ms_span *sentence) {
    while (*at < text.len) {
        size_t from = *at;
        if (text.ptr[from] == '\n' || text.ptr[from] == '\r') {
            *at = from + 1;
            continue;
        }
        size_t to = sentence_end(text, from);
        *at = to;
        *sentence = ms_lines_trim(text, (ms_span){from, to});
        if (sentence->from < sentence->to) return true;
    }
    return false;
}
