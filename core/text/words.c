/* See words.h. */
#include "text/words.h"

#include <utf8proc.h>

#include "text/utf8.h"
#include "text/word_break.h"

typedef enum word_class { NOT_WORD, LETTER, ALONE, JOINER } word_class;

static bool is_ascii_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_';
}

bool ms_words_is_han(uint32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007;
}

static word_class class_of(uint32_t c) {
    if (c < 0x80) {
        if (is_ascii_word((char)c)) return LETTER;
        return c == '\'' || c == '-' || c == '.' || c == ',' ? JOINER : NOT_WORD;
    }
    if (ms_words_is_han(c)) return ALONE;
    if (c == 0x2019) return JOINER;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    bool is_letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
    return is_letter ? LETTER : NOT_WORD;
}

/* Apostrophes, hyphens and the point or comma of a number stay inside when a letter or digit
 * follows. */
static bool joins(ms_slice text, size_t before, uint32_t joiner, size_t after) {
    if (after >= text.len) return false;
    uint32_t next = ms_utf8_next(text, &after);
    if (joiner == '.' || joiner == ',') {
        char last = text.ptr[before - 1];
        return last >= '0' && last <= '9' && next >= '0' && next <= '9';
    }
    return class_of(next) == LETTER;
}

bool ms_words_next(ms_slice text, size_t *at, ms_span *word) {
    size_t next = *at;
    size_t from = next;
    word_class kind = NOT_WORD;
    while (next < text.len && kind != LETTER && kind != ALONE) {
        from = next;
        kind = class_of(ms_utf8_next(text, &next));
    }
    *at = next;
    if (kind != LETTER && kind != ALONE) return false;
    *word = (ms_span){from, next};
    while (kind == LETTER && next < text.len) {
        while (next < text.len && is_ascii_word(text.ptr[next])) *at = word->to = ++next;
        if (next == text.len) break;
        from = next;
        uint32_t c = ms_utf8_next(text, &next);
        word_class here = class_of(c);
        if (here != LETTER && !(here == JOINER && joins(text, from, c, next))) break;
        *at = word->to = next;
    }
    return true;
}

bool ms_words_next_unicode(ms_slice text, size_t *at, ms_span *word) {
    while (ms_word_break_next(text, at, word)) {
        for (size_t next = word->from; next < word->to;) {
            word_class kind = class_of(ms_utf8_next(text, &next));
            if (kind == LETTER || kind == ALONE) return true;
        }
    }
    return false;
}

bool ms_words_is_edge(ms_slice text, size_t at) {
    if (at == 0 || at >= text.len) return true;
    size_t next = at;
    if (class_of(ms_utf8_next(text, &next)) != LETTER) return true;
    size_t before = at - 1;
    while (before > 0 && ((unsigned char)text.ptr[before] & 0xC0) == 0x80) before--;
    return class_of(ms_utf8_next(text, &before)) != LETTER;
}

/* The same for a text without the user's words. */
static ms_status cut_plain(ms_segmenter *segmenter, ms_slice text, size_t *at, size_t least,
                           ms_buffer *words) {
    size_t begin = *at;
    ms_span word;
    ms_status status = MS_OK;
    while (status == MS_OK && *at - begin < least && ms_words_next(text, at, &word)) {
        size_t next = word.from;
        if (!ms_words_is_han(ms_utf8_next(text, &next))) {
            status = ms_buffer_append(words, &word, sizeof word);
            continue;
        }
        do {
            *at = next;
        } while (next < text.len && ms_words_is_han(ms_utf8_next(text, &next)));
        status = ms_segment_run(segmenter, text, word.from, *at, words);
    }
    return status;
}

ms_status ms_words_cut(ms_segmenter *segmenter, const ms_user_words *user, ms_slice text,
                       ms_words_place *place, size_t least, ms_buffer *words) {
    if (user && !place->has_looked) {
        place->has_user = ms_user_words_find(user, text, place->at, &place->user);
        place->has_looked = true;
    }
    size_t end = place->has_user ? place->user.from : text.len;
    ms_slice before = {text.ptr, end};
    ms_status status = cut_plain(segmenter, before, &place->at, least, words);
    if (status != MS_OK || place->at < end || !place->has_user) return status;
    place->at = place->user.to;
    place->has_looked = false;
    return ms_buffer_append(words, &place->user, sizeof place->user);
}
