/* Timed text (SubRip, WebVTT, SBV, or cues that somebody else has cut out of a text) to turns:
 * what one speaker says in a row, put together from pieces of the document that keep their
 * time.
 *
 * One idea: nothing is copied. A turn is a list of segments, each a part of the document, or a
 * few bytes instead of one (an entity's character) or between two (a blank). Damaged files are
 * read as far as anybody could, and every repair is noted. */
#ifndef MS_PARSE_CUES_H
#define MS_PARSE_CUES_H

#include "base/buffer.h"
#include "base/ctx.h"

typedef enum ms_cue_kind {
    MS_CUE_SRT,
    MS_CUE_VTT,
    MS_CUE_SBV,
    MS_CUE_ASS,  /* cues are given; their words have {overrides} and \N */
    MS_CUE_OTHER /* cues are given */
} ms_cue_kind;

enum { MS_CUE_NOBODY = UINT32_MAX };

typedef struct ms_cue_segment {
    size_t from, to; /* bytes of the document that it stands for; SIZE_MAX twice: of nothing */
    size_t at, len;  /* its bytes: in the document, or in the extra bytes */
    bool is_extra;
    int64_t time_ms; /* when it is said, or -1 */
} ms_cue_segment;

typedef struct ms_cue_turn {
    uint32_t speaker;        /* index, or MS_CUE_NOBODY */
    int64_t time_ms, end_ms; /* or -1 */
    size_t first, count;     /* its segments */
    size_t bytes;            /* of all of them */
} ms_cue_turn;

typedef struct ms_cue_speaker {
    size_t at, len; /* its name, in the extra bytes */
    uint32_t turns, questions;
    size_t bytes; /* that it says */
} ms_cue_speaker;

typedef enum ms_cue_repair {
    MS_CUE_NO_BLANK_LINE,
    MS_CUE_BLANK_LINE_WITHIN,
    MS_CUE_BLANK_LINE_BEFORE,
    MS_CUE_NO_TIMING,
    MS_CUE_BAD_TIMING,
    MS_CUE_NO_NUMBER,
    MS_CUE_BACKWARD,
    MS_CUE_RESTART,
    MS_CUE_ORDER,
    MS_CUE_ROLLING,
    MS_CUE_REPAIRS
} ms_cue_repair;

typedef struct ms_cue_note {
    ms_cue_repair repair;
    size_t line; /* from 1; of ROLLING how many lines were read once */
} ms_cue_note;

typedef struct ms_cues ms_cues;
ms_status ms_cues_new(ms_ctx *ctx, ms_cues **out) MS_CHECKED;
void ms_cues_free(ms_cues *cues); /* NULL is fine */

/* Begins another text (borrowed until its results have been taken), keeping the memory. */
void ms_cues_begin(ms_cues *cues, ms_slice text, ms_cue_kind kind);

/* Cuts the text of kind SRT, VTT or SBV into cues. MS_OK, the meter's limits, MS_E_MEMORY,
 * MS_E_LIMIT_MEMORY. */
ms_status ms_cues_read(ms_cues *cues) MS_CHECKED;

/* Adds a cue, and lines of words to the last one: bytes [from, to). Times may be -1, the
 * speaker empty. */
ms_status ms_cues_add(ms_cues *cues, int64_t time_ms, int64_t end_ms,
                      ms_slice speaker) MS_CHECKED;
ms_status ms_cues_add_line(ms_cues *cues, size_t from, size_t to) MS_CHECKED;

/* Makes turns of the cues. As ms_cues_read. */
ms_status ms_cues_join(ms_cues *cues) MS_CHECKED;

/* What there is, valid until the next begin or free. Repairs of one kind are noted 20 times. */
size_t ms_cues_count(const ms_cues *cues);
const ms_cue_turn *ms_cues_turns(const ms_cues *cues, size_t *count);
const ms_cue_segment *ms_cues_segments(const ms_cues *cues, size_t *count);
const ms_cue_speaker *ms_cues_speakers(const ms_cues *cues, size_t *count);
const ms_cue_note *ms_cues_notes(const ms_cues *cues, size_t *count);
ms_slice ms_cues_extra(const ms_cues *cues);

/* A repair in words: its short name and what was done. */
const char *ms_cue_repair_name(ms_cue_repair repair);
const char *ms_cue_repair_text(ms_cue_repair repair);

#endif
