/* Any bytes as a document: detected, decoded to valid UTF-8, cut into lines, sentences and
 * turns. */
#include <stdlib.h>

#include "interview/dialogue.h"
#include "text/encoding.h"
#include "text/lines.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ms_ctx ctx;
static ms_converters *converters;
static ms_dialogue *dialogue;

static void set_up(void) {
    ms_error error;
    ms_ctx_init(&ctx, ms_sys_real());
    if (ms_converters_new(&ctx, &converters, &error) != MS_OK) abort();
    if (ms_dialogue_new(&ctx, &dialogue) != MS_OK) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!dialogue) set_up();
    ms_ctx_start(&ctx);
    ms_slice bytes = ms_slice_of((const char *)data, size);
    ms_encoding_guess guess;
    ms_encoding_detect(converters, bytes, &guess);
    ms_buffer text;
    ms_buffer_init(&text, ctx.sys, 0);
    ms_error error;
    const char *name = strcmp(guess.name, "binary") == 0 ? "GB18030" : guess.name;
    bytes = ms_slice_sub(bytes, guess.bom, bytes.len);
    if (ms_encoding_decode(converters, &ctx, name, bytes, &text, NULL, NULL, &error) == MS_OK) {
        ms_slice decoded = ms_buffer_slice(&text);
        if (!ms_utf8_is_valid(decoded)) abort();
        ms_span span;
        for (size_t at = 0; ms_lines_next(decoded, &at, &span);) {
            if (span.to > decoded.len || span.from > span.to) abort();
        }
        for (size_t at = 0; ms_sentences_next(decoded, &at, &span);) {
            if (span.to > decoded.len || span.from >= span.to) abort();
        }
        int confidence;
        if (ms_dialogue_read(dialogue, decoded, &confidence) == MS_OK) {
            size_t count;
            const ms_turn *turns = ms_dialogue_turns(dialogue, &count);
            for (size_t i = 0; i < count; i++) {
                if (turns[i].body.from > turns[i].body.to || turns[i].body.to > decoded.len) abort();
            }
        }
    }
    ms_buffer_free(&text);
    return 0;
}
