/* Any valid text cut into words, in every mode, with words of the user's: places in order, inside
 * the text, whole characters; in jieba's mode nothing is left out. MS_DICTIONARY names zh.dict. */
#include <stdlib.h>

#include "text/utf8.h"
#include "text/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ms_dictionary *dictionary;
static ms_user_words user;

static void set_up(void) {
    ms_error error;
    const char *path = getenv("MS_DICTIONARY");
    if (!path) path = "../build/share/moonscribe/zh.dict";
    if (ms_dictionary_open(ms_sys_real(), path, &dictionary, &error) != MS_OK) abort();
    if (ms_dictionary_check(dictionary, &error) != MS_OK) abort();
    ms_user_words_init(&user, ms_sys_real(), dictionary);
    if (ms_user_words_add(&user, MS_SLICE("喀交会")) != MS_OK) abort();
    if (ms_user_words_add(&user, MS_SLICE("a b")) != MS_OK) abort();
}

static void check(ms_slice text, const ms_buffer *words, bool is_whole) {
    size_t at = 0;
    for (size_t i = 0; i < words->len; i += sizeof(ms_span)) {
        ms_span word;
        memcpy(&word, words->data + i, sizeof word);
        if (word.from < at || word.to <= word.from || word.to > text.len) abort();
        if (is_whole && word.from != at) abort();
        if (!ms_utf8_is_valid(ms_slice_sub(text, word.from, word.to))) abort();
        at = word.to;
    }
    if (is_whole && at != text.len) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!dictionary) set_up();
    ms_buffer text, words;
    ms_buffer_init(&text, ms_sys_real(), 0);
    ms_buffer_init(&words, ms_sys_real(), 0);
    if (ms_utf8_repair(&text, ms_slice_of((const char *)data, size), NULL, NULL) != MS_OK) abort();
    ms_slice valid = ms_buffer_slice(&text);
    ms_segmenter segmenter;
    ms_segmenter_init(&segmenter, ms_sys_real(), dictionary);
    for (int mode = 0; mode < 4; mode++) {
        segmenter.has_hmm = mode & 1;
        segmenter.is_folding = mode >= 2;
        ms_buffer_reset(&words);
        ms_words_place place = {0};
        for (size_t at = 0; at < valid.len; at = mode < 2 ? at : place.at) {
            ms_status status = mode < 2 ? ms_segment_jieba(&segmenter, valid, &at, 16, &words)
                                        : ms_words_cut(&segmenter, &user, valid, &place, 16, &words);
            if (status != MS_OK) abort();
        }
        check(valid, &words, mode < 2);
    }
    ms_segmenter_free(&segmenter);
    ms_buffer_free(&words);
    ms_buffer_free(&text);
    return 0;
}
