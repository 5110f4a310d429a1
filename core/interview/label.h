/* Labels: what may stand before speech at the beginning of a line. This file reads one line;
 * dialogue.c decides over the whole document which labels are speakers. */
#ifndef MS_INTERVIEW_LABEL_H
#define MS_INTERVIEW_LABEL_H

#include "text/lines.h"

/* How a label is written. Layouts that are used for nothing but speakers are strong evidence.
 * */
typedef enum ms_layout {
    MS_LAYOUT_COLON = 1,   /* Name: */
    MS_LAYOUT_BOLD = 2,    /* **Name:** or **Name** */
    MS_LAYOUT_HEADING = 4, /* ### Name: */
    MS_LAYOUT_TIME = 8,    /* with a time before or after */
    MS_LAYOUT_OWN_LINE = 16, /* nothing else on the line */
    MS_LAYOUT_NO_COLON = 32, /* only its time, heading or bold tells */
    MS_LAYOUT_LIST = 64      /* - Name: */
} ms_layout;

typedef struct ms_label {
    size_t line;     /* byte where the line begins */
    ms_span name;    /* without markup, time, colon and blanks */
    size_t body;     /* byte where speech begins (the line's end when it has none) */
    size_t line_end; /* byte where the line ends */
    unsigned layout; /* ms_layout bits */
    int64_t time_ms; /* or -1 */
    int64_t end_ms;  /* or -1 */
} ms_label;

/* Reads the label that the line may begin with. */
bool ms_label_read(ms_slice text, ms_span line, ms_label *label);

/* Reads a time ([00:01:02], 1:02:03.5, \[00:31\], (0:32), 00:00:01 - 00:00:05) at *at and moves
 * behind it. */
bool ms_label_time(ms_slice text, size_t *at, size_t end, int64_t *time_ms, int64_t *end_ms);

/* A word that is written before a colon and is no speaker: Note, https, 例如, 注意, Title, ... */
bool ms_label_is_denied(ms_slice name);

/* Words of speech rather than a name: 我想说的, 因此我覺得有兩個. Only a label that keeps coming back may
 * have them. */
bool ms_label_is_sentence(ms_slice name);

/* The key of a fact about the document: 日期, Title. Where one stands among the first lines,
 * 采访者：张三 beside it is no turn either. */
bool ms_label_is_meta(ms_slice name);

/* What an editor marks between turns: Break, Music, 广告. */
bool ms_label_is_aside(ms_slice name);

/* The name as it is compared: a question's number is no part of it ("Q12" is "Q"). */
ms_span ms_label_key(ms_slice text, ms_span name);

/* Could a label that occurs only once be somebody's name? Short, capitalised or CJK, no digits.
 * */
bool ms_label_is_namelike(ms_slice name);

#endif
