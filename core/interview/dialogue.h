/* Plain dialogue: finds which line beginnings are speaker labels, deciding over the whole
 * document, and cuts it into turns. One pass over the bytes, a second over the candidates. */
#ifndef MS_INTERVIEW_DIALOGUE_H
#define MS_INTERVIEW_DIALOGUE_H

#include "base/ctx.h"
#include "text/lines.h"

typedef struct ms_turn {
    uint32_t speaker;  /* index into speakers, or MS_NO_SPEAKER */
    ms_span label;     /* the label's bytes in the text (name only), empty when there is none */
    ms_span body;      /* from the first byte of speech to the end of the last paragraph */
    int64_t time_ms;   /* start, or -1 */
    int64_t end_ms;    /* end, or -1 */
} ms_turn;

typedef struct ms_speaker {
    ms_span name;      /* its first label */
    uint32_t turns;    /* how many turns */
    uint32_t questions; /* how many end in a question mark or a question word */
    uint64_t bytes;    /* of speech */
} ms_speaker;

enum { MS_NO_SPEAKER = UINT32_MAX };

typedef struct ms_dialogue ms_dialogue; /* reused from document to document */
ms_status ms_dialogue_new(ms_ctx *ctx, ms_dialogue **out) MS_CHECKED;
void ms_dialogue_free(ms_dialogue *dialogue);
/* Reads text (valid UTF-8, borrowed). confidence 0..100: is this a dialogue at all? */
ms_status ms_dialogue_read(ms_dialogue *dialogue, ms_slice text, int *confidence) MS_CHECKED;
const ms_turn *ms_dialogue_turns(const ms_dialogue *dialogue, size_t *count);
const ms_speaker *ms_dialogue_speakers(const ms_dialogue *dialogue, size_t *count);
/* What stands before the first turn (title, date, front matter). */
ms_span ms_dialogue_front(const ms_dialogue *dialogue);

#endif
