/* Words that no dictionary has: each character of a run is the begin, middle or end of a word, or
 * one of its own, and the most probable way through (Viterbi) says where words end. The model and
 * its arithmetic are jieba's, step by step, so that its answers are too. */
#ifndef MS_TEXT_HMM_H
#define MS_TEXT_HMM_H

#include "text/dictionary.h"

/* Fills states[0..count) with MS_HMM_ states for the characters with these codes; count > 0.
 * Needs no other memory. */
void ms_hmm_tag(const ms_dictionary *dictionary, const uint16_t *codes, size_t count,
                uint8_t *states);

#endif
