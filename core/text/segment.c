/* See segment.h. The best way is found from the end of a run to its beginning; as no word is
 * longer than MS_DICTIONARY_DEEPEST characters, a ring of that many scores is all that must be
 * kept, and of each character only how long its best word is. The sums are made in jieba's order,
 * because a tie that rounding breaks must break the same way. */
#include "text/segment.h"

#include <math.h>

#include "text/hmm.h"
#include "text/utf8.h"

enum { RING = MS_DICTIONARY_DEEPEST + 1 };

/* One run while it is cut: characters are counted from its beginning. */
typedef struct run {
    ms_segmenter *segmenter;
    ms_slice text;
    size_t at;        /* byte at which the next word begins */
    uint16_t *codes;
    uint8_t *steps;
    size_t count;     /* characters */
    ms_buffer *words; /* to append to */
} run;

void ms_segmenter_init(ms_segmenter *segmenter, const ms_sys *sys, const ms_dictionary *dictionary) {
    *segmenter = (ms_segmenter){.dictionary = dictionary, .has_hmm = true};
    ms_buffer_init(&segmenter->codes, sys, 0);
    ms_buffer_init(&segmenter->steps, sys, 0);
}

void ms_segmenter_free(ms_segmenter *segmenter) {
    ms_buffer_free(&segmenter->codes);
    ms_buffer_free(&segmenter->steps);
}

static bool is_ascii_alnum(uint32_t c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

bool ms_segment_is_block(uint32_t c) {
    if (c >= 0x80) return ms_segment_is_han(c);
    return is_ascii_alnum(c) || c == '+' || c == '#' || c == '&' || c == '.' || c == '_' ||
           c == '%' || c == '-';
}

static size_t length_at(ms_slice text, size_t at) {
    unsigned char lead = (unsigned char)text.ptr[at];
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static ms_status append(run *r, size_t to) {
    ms_span word = {r->at, to};
    r->at = to;
    return ms_buffer_append(r->words, &word, sizeof word);
}

/* The next `characters` as one word. */
static ms_status take(run *r, size_t characters) {
    size_t to = r->at;
    while (characters-- > 0) to += length_at(r->text, to);
    return append(r, to);
}

/* --- the best way ------------------------------------------------------------------------- */

static void find_best(run *r) {
    const ms_dictionary *dictionary = r->segmenter->dictionary;
    const uint64_t *units = dictionary->units;
    const double *weights = dictionary->weights;
    uint32_t root = ms_dictionary_base(units[0]);
    double ring[RING];
    ring[r->count % RING] = 0;
    for (size_t k = r->count; k-- > 0;) {
        double best = -INFINITY;
        size_t step = 0;
        uint32_t node = 0, base = root;
        for (size_t i = k; i < r->count; i++) {
            uint32_t child = base + r->codes[i];
            uint64_t unit = units[child];
            if (ms_dictionary_parent(unit) != node) break;
            uint32_t weight = ms_dictionary_weight(unit);
            if (weight > 0) {
                double score = weights[weight] + ring[(i + 1) % RING];
                if (score >= best) {
                    best = score;
                    step = i + 1 - k;
                }
            }
            node = child;
            base = ms_dictionary_base(unit);
        }
        if (step == 0) {
            best = weights[0] + ring[(k + 1) % RING];
            step = 1;
        }
        ring[k % RING] = best;
        r->steps[k] = (uint8_t)step;
    }
}

/* Whether the characters [from, to) are a word of the dictionary. */
static bool is_known(const run *r, size_t from, size_t to) {
    const uint64_t *units = r->segmenter->dictionary->units;
    uint32_t node = 0;
    for (size_t i = from; i < to; i++) {
        uint32_t child = ms_dictionary_base(units[node]) + r->codes[i];
        if (ms_dictionary_parent(units[child]) != node) return false;
        node = child;
    }
    return ms_dictionary_weight(units[node]) > 0;
}

/* --- single characters -------------------------------------------------------------------- */

static ms_status take_tagged(run *r, size_t from, size_t to) {
    ms_hmm_tag(r->segmenter->dictionary, r->codes + from, to - from, r->steps + from);
    size_t begin = from;
    ms_status status = MS_OK;
    for (size_t i = from; i < to && status == MS_OK; i++) {
        if (r->steps[i] != MS_HMM_END && r->steps[i] != MS_HMM_SINGLE) continue;
        status = take(r, i + 1 - begin);
        begin = i + 1;
    }
    return status;
}

/* ASCII in a run: numbers and words ([a-zA-Z0-9]+(\.[0-9]+)?%?), and what is between them. */
static ms_status take_ascii(run *r, size_t end) {
    ms_status status = MS_OK;
    const char *text = r->text.ptr;
    while (r->at < end && status == MS_OK) {
        size_t to = r->at;
        while (to < end && is_ascii_alnum((unsigned char)text[to])) to++;
        if (to == r->at) {
            while (to < end && !is_ascii_alnum((unsigned char)text[to])) to++;
        } else {
            size_t digits = to + 1;
            while (digits < end && text[digits] >= '0' && text[digits] <= '9') digits++;
            if (to < end && text[to] == '.' && digits > to + 1) to = digits;
            if (to < end && text[to] == '%') to++;
        }
        status = append(r, to);
    }
    return status;
}

/* What the dictionary left in single characters: [from, to) of them. */
static ms_status take_unknown(run *r, size_t from, size_t to) {
    if (to - from == 1) return take(r, 1);
    ms_status status = MS_OK;
    if (is_known(r, from, to)) {
        for (; from < to && status == MS_OK; from++) status = take(r, 1);
        return status;
    }
    while (from < to && status == MS_OK) {
        size_t i = from, at = r->at;
        bool is_ascii = (unsigned char)r->text.ptr[at] < 0x80;
        while (i < to && is_ascii == ((unsigned char)r->text.ptr[at] < 0x80)) {
            at += length_at(r->text, at);
            i++;
        }
        status = is_ascii ? take_ascii(r, at) : take_tagged(r, from, i);
        from = i;
    }
    return status;
}

/* Without the model: letters and digits that follow each other are one. */
static ms_status take_letters(run *r, size_t *at) {
    size_t to = r->at;
    while (*at < r->count && r->steps[*at] == 1 && is_ascii_alnum((unsigned char)r->text.ptr[to])) {
        to++;
        ++*at;
    }
    return append(r, to);
}

static ms_status take_words(run *r) {
    ms_status status = MS_OK;
    for (size_t i = 0; i < r->count && status == MS_OK;) {
        size_t step = r->steps[i];
        if (step > 1) {
            status = take(r, step);
            i += step;
        } else if (r->segmenter->has_hmm) {
            size_t from = i;
            while (i < r->count && r->steps[i] == 1) i++;
            status = take_unknown(r, from, i);
        } else if (is_ascii_alnum((unsigned char)r->text.ptr[r->at])) {
            status = take_letters(r, &i);
        } else {
            status = take(r, 1);
            i++;
        }
    }
    return status;
}

/* --- runs --------------------------------------------------------------------------------- */

/* Room for one more character, whose code is given. */
static inline ms_status push_code(ms_segmenter *segmenter, uint16_t code) {
    ms_buffer *codes = &segmenter->codes;
    if (codes->capacity - codes->len < sizeof code) {
        ms_status status = ms_buffer_reserve(codes, codes->capacity + 64);
        if (status != MS_OK) return status;
    }
    memcpy(codes->data + codes->len, &code, sizeof code);
    codes->len += sizeof code;
    return MS_OK;
}

static ms_status cut(ms_segmenter *segmenter, ms_slice text, size_t from, ms_buffer *words) {
    size_t count = segmenter->codes.len / sizeof(uint16_t);
    ms_buffer_reset(&segmenter->steps);
    ms_status status = ms_buffer_reserve(&segmenter->steps, count);
    if (status != MS_OK || count == 0) return status;
    run r = {segmenter, text, from, (uint16_t *)(void *)segmenter->codes.data,
             (uint8_t *)segmenter->steps.data, count, words};
    find_best(&r);
    return take_words(&r);
}

ms_status ms_segment_run(ms_segmenter *segmenter, ms_slice text, size_t from, size_t to,
                         ms_buffer *words) {
    const uint16_t *table = segmenter->is_folding ? segmenter->dictionary->folded
                                                  : segmenter->dictionary->exact;
    ms_status status = MS_OK;
    while (from < to && status == MS_OK) {
        size_t at = from;
        ms_buffer_reset(&segmenter->codes);
        while (at < to && status == MS_OK &&
               segmenter->codes.len < MS_SEGMENT_RUN * sizeof(uint16_t)) {
            uint32_t c = ms_utf8_next(text, &at);
            status = push_code(segmenter, c < MS_DICTIONARY_CODES ? table[c] : 0);
        }
        if (status == MS_OK) status = cut(segmenter, text, from, words);
        from = at;
    }
    return status;
}

/* Outside of runs each character is a token, but for CR LF. */
static ms_status take_between(ms_slice text, size_t from, size_t *at, ms_buffer *words) {
    if (text.ptr[from] == '\r' && *at < text.len && text.ptr[*at] == '\n') ++*at;
    ms_span word = {from, *at};
    return ms_buffer_append(words, &word, sizeof word);
}

ms_status ms_segment_jieba(ms_segmenter *segmenter, ms_slice text, size_t *at, size_t least,
                           ms_buffer *words) {
    size_t begin = *at;
    ms_status status = MS_OK;
    while (*at < text.len && *at - begin < least && status == MS_OK) {
        size_t from = *at, next = from;
        do {
            *at = next;
        } while (next < text.len && ms_segment_is_block(ms_utf8_next(text, &next)));
        if (*at > from) {
            status = ms_segment_run(segmenter, text, from, *at, words);
        } else {
            *at = next;
            status = take_between(text, from, at, words);
        }
    }
    return status;
}
