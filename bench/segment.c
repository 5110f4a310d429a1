/* segment DICTIONARY FILE hmm|nohmm|default [OUT]: cuts a text into words, five times; the best
 * time in seconds on standard output. OUT gets the tokens of jieba's mode, each followed by a byte
 * 1, to be held against jieba's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/words.h"

static char *read_text(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) return NULL;
    long size = ftell(file);
    rewind(file);
    char *text = malloc((size_t)size + 1);
    *len = text ? fread(text, 1, (size_t)size, file) : 0;
    fclose(file);
    return text;
}

static void put(FILE *out, const char *text, const ms_buffer *words) {
    for (size_t i = 0; out && i < words->len; i += sizeof(ms_span)) {
        ms_span word;
        memcpy(&word, words->data + i, sizeof word);
        fwrite(text + word.from, 1, word.to - word.from, out);
        fputc(1, out);
    }
}

/* Seconds; below 0 when it failed. */
static double cut(ms_segmenter *segmenter, ms_slice text, bool is_jieba, FILE *out) {
    const ms_sys *sys = ms_sys_real();
    ms_buffer words;
    ms_buffer_init(&words, sys, 0);
    int64_t begin = sys->monotonic_ns(sys->state);
    ms_status status = MS_OK;
    for (ms_words_place place = {0}; status == MS_OK && place.at < text.len;) {
        ms_buffer_reset(&words);
        status = is_jieba ? ms_segment_jieba(segmenter, text, &place.at, 4096, &words)
                          : ms_words_cut(segmenter, NULL, text, &place, 4096, &words);
        put(out, text.ptr, &words);
    }
    ms_buffer_free(&words);
    double seconds = (double)(sys->monotonic_ns(sys->state) - begin) / 1e9;
    return status == MS_OK ? seconds : -1;
}

int main(int argc, char **argv) {
    ms_dictionary *dictionary;
    ms_error error;
    size_t len = 0;
    char *bytes = argc > 3 ? read_text(argv[2], &len) : NULL;
    if (!bytes || ms_dictionary_open(ms_sys_real(), argv[1], &dictionary, &error) != MS_OK ||
        ms_dictionary_check(dictionary, &error) != MS_OK) {
        fprintf(stderr, "segment: needs a dictionary, a text and a mode\n");
        return 1;
    }
    ms_segmenter segmenter;
    ms_segmenter_init(&segmenter, ms_sys_real(), dictionary);
    segmenter.has_hmm = strcmp(argv[3], "nohmm") != 0;
    segmenter.is_folding = strcmp(argv[3], "default") == 0;
    double best = 1e9;
    for (int i = 0; i < 5; i++) {
        double seconds = cut(&segmenter, ms_slice_of(bytes, len), !segmenter.is_folding, NULL);
        if (seconds < 0) return 1;
        best = seconds < best ? seconds : best;
    }
    printf("%.6f\n", best);
    FILE *out = argc > 4 ? fopen(argv[4], "wb") : NULL;
    if (out) {
        cut(&segmenter, ms_slice_of(bytes, len), !segmenter.is_folding, out);
        return fclose(out) != 0;
    }
    return 0;
}
