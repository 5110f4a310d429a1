/* Runs of Chinese cut into words: of all ways to cut, the one whose words are the most frequent
 * (jieba's accurate mode); what that leaves in single characters goes to the model of hmm.h. */
#ifndef MS_TEXT_SEGMENT_H
#define MS_TEXT_SEGMENT_H

#include "base/buffer.h"
#include "text/dictionary.h"
#include "text/lines.h"

typedef struct ms_segmenter {
    const ms_dictionary *dictionary; /* not owned; checked */
    bool is_folding; /* look traditional characters up as simplified ones */
    bool has_hmm;    /* look for words that the dictionary lacks */
    ms_buffer codes; /* of the run's characters */
    ms_buffer steps; /* characters of the best word from each one on; then its state */
} ms_segmenter;

/* Allocates nothing yet. max limits each of its two buffers, 0 for none. */
void ms_segmenter_init(ms_segmenter *segmenter, const ms_sys *sys, const ms_dictionary *dictionary);
void ms_segmenter_free(ms_segmenter *segmenter);

/* Han characters as jieba knows them, and those that it joins with them. */
static inline bool ms_segment_is_han(uint32_t c) {
    return c >= 0x4E00 && c <= 0x9FD5;
}
bool ms_segment_is_block(uint32_t c);

/* Appends the words (ms_span) of the bytes [from, to) of valid text, which together are these
 * bytes. A run of more than MS_SEGMENT_RUN characters is cut in pieces of that many first. */
enum { MS_SEGMENT_RUN = 1 << 18 };
ms_status ms_segment_run(ms_segmenter *segmenter, ms_slice text, size_t from, size_t to,
                         ms_buffer *words) MS_CHECKED;

/* All of jieba's tokens, blanks and punctuation among them, of a part of the text that begins at
 * *at and is at least `least` bytes long, or ends with the text. */
ms_status ms_segment_jieba(ms_segmenter *segmenter, ms_slice text, size_t *at, size_t least,
                           ms_buffer *words) MS_CHECKED;

#endif
