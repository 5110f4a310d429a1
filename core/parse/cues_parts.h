/* What the files of the reader of timed text share: cues.c (memory, names, notes), cues_read.c
 * (lines to cues), cues_words.c (lines to pieces) and cues_turns.c (pieces to turns). */
#ifndef MS_PARSE_CUES_PARTS_H
#define MS_PARSE_CUES_PARTS_H

#include "parse/cues.h"

/* A growable array of items of one size. */
typedef struct ms_cue_list {
    void *items;
    size_t size, count, capacity;
} ms_cue_list;

typedef struct ms_cue {
    int64_t time_ms, end_ms; /* or -1 */
    size_t first, count;     /* its lines */
    uint32_t name;           /* index, or MS_CUE_NOBODY */
} ms_cue;

typedef struct ms_cue_line {
    size_t from, to;         /* bytes of the document */
    size_t first, count;     /* its pieces */
    size_t words, words_len; /* without markup, trimmed: in the extra bytes or the document */
    size_t lead;             /* blanks before them */
    bool is_extra;           /* where the words are */
    bool is_voice,
        is_again; /* a voice was named before it in its cue; the same as the line before */
} ms_cue_line;

/* A part of a line's words: a segment, and who says it. */
typedef struct ms_cue_piece {
    ms_cue_segment segment;
    uint32_t name;
} ms_cue_piece;

/* A name that somebody has, in the extra bytes. */
typedef struct ms_cue_name {
    size_t at, len;
    uint32_t labels;  /* lines that begin with it and a colon */
    uint32_t speaker; /* its index among the speakers, or MS_CUE_NOBODY */
    bool is_label;    /* such lines are its */
} ms_cue_name;

struct ms_cues {
    ms_ctx *ctx;
    ms_slice text; /* borrowed */
    ms_cue_kind kind;
    ms_buffer extra; /* names, and bytes that stand in no document */
    ms_cue_list cues, lines, pieces, names,
        slots; /* slots: uint32_t hash table of names, 0 empty */
    ms_cue_list turns, segments, speakers, notes;
    size_t repairs[MS_CUE_REPAIRS];
    size_t held;      /* bytes of the lists */
    bool is_over;     /* a list was refused more than the limit of memory */
};

/* Room for one more, zeroed; NULL without memory, or beyond its limit: ms_cues_refused says which. */
void *ms_cues_push(ms_cues *cues, ms_cue_list *list);
ms_status ms_cues_refused(const ms_cues *cues);
/* The index of a name, known or new. */
ms_status ms_cues_intern(ms_cues *cues, ms_slice name, uint32_t *index) MS_CHECKED;
ms_status ms_cues_note(ms_cues *cues, ms_cue_repair repair, size_t line) MS_CHECKED;

static inline ms_cue *ms_cues_cue(const ms_cues *cues, size_t i) {
    return (ms_cue *)cues->cues.items + i;
}
static inline ms_cue_line *ms_cues_line(const ms_cues *cues, size_t i) {
    return (ms_cue_line *)cues->lines.items + i;
}
static inline ms_cue_piece *ms_cues_piece(const ms_cues *cues, size_t i) {
    return (ms_cue_piece *)cues->pieces.items + i;
}
static inline ms_cue_name *ms_cues_name(const ms_cues *cues, size_t i) {
    return (ms_cue_name *)cues->names.items + i;
}
/* The bytes of a line's words. */
static inline ms_slice ms_cues_words(const ms_cues *cues, const ms_cue_line *line) {
    ms_slice whole = line->is_extra ? ms_buffer_slice(&cues->extra) : cues->text;
    return ms_slice_sub(whole, line->words, line->words + line->words_len);
}

static inline bool ms_cue_is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool ms_cue_is_digit(char c) {
    return c >= '0' && c <= '9';
}
static inline bool ms_cue_is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
/* Without blanks at its ends. */
ms_slice ms_cue_trim(ms_slice s);

/* A time at the beginning of s: [h:]mm:ss with a fraction behind a point, comma or colon. The
 * bytes it takes, 0 when there is none. */
size_t ms_cue_time(ms_slice s, int64_t *time_ms);

/* The pieces and words of every line. */
ms_status ms_cues_cut(ms_cues *cues) MS_CHECKED;

#endif
