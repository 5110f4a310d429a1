/* See hmm.h. Each state can follow two others only, so one bit says which of them was better; the
 * bits of the four states share a byte, which the way back then turns into the state. */
#include "text/hmm.h"

/* The two states before each one. On a tie the second wins. */
static const uint8_t before[MS_HMM_STATES][2] = {
    [MS_HMM_BEGIN] = {MS_HMM_END, MS_HMM_SINGLE},
    [MS_HMM_END] = {MS_HMM_BEGIN, MS_HMM_MIDDLE},
    [MS_HMM_MIDDLE] = {MS_HMM_BEGIN, MS_HMM_MIDDLE},
    [MS_HMM_SINGLE] = {MS_HMM_END, MS_HMM_SINGLE},
};

void ms_hmm_tag(const ms_dictionary *dictionary, const uint16_t *codes, size_t count,
                uint8_t *states) {
    const double *moves = dictionary->moves;
    const double *emission = dictionary->emissions + (size_t)codes[0] * MS_HMM_STATES;
    double score[MS_HMM_STATES], next[MS_HMM_STATES];
    for (size_t y = 0; y < MS_HMM_STATES; y++) score[y] = dictionary->starts[y] + emission[y];
    states[0] = 0;
    for (size_t i = 1; i < count; i++) {
        emission = dictionary->emissions + (size_t)codes[i] * MS_HMM_STATES;
        unsigned bits = 0;
        for (size_t y = 0; y < MS_HMM_STATES; y++) {
            size_t one = before[y][0], two = before[y][1];
            double first = score[one] + moves[one * MS_HMM_STATES + y] + emission[y];
            double second = score[two] + moves[two * MS_HMM_STATES + y] + emission[y];
            bool is_second = second >= first;
            next[y] = is_second ? second : first;
            bits |= (unsigned)is_second << y;
        }
        for (size_t y = 0; y < MS_HMM_STATES; y++) score[y] = next[y];
        states[i] = (uint8_t)bits;
    }
    uint8_t state = score[MS_HMM_SINGLE] >= score[MS_HMM_END] ? MS_HMM_SINGLE : MS_HMM_END;
    for (size_t i = count; i-- > 0;) {
        unsigned bits = states[i];
        states[i] = state;
        state = before[state][bits >> state & 1];
    }
}
