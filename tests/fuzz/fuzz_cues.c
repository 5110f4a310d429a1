/* Any text as captions of any kind, read and joined, in bounded time; its segments lie within it. */
#include "parse/cues.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_cues *cues;
    if (ms_cues_new(&ctx, &cues) != MS_OK) return 0;
    ms_slice text = ms_slice_of((const char *)data + 1, size - 1);
    ms_cues_begin(cues, text, (ms_cue_kind)(data[0] % 3));
    if (ms_cues_read(cues) == MS_OK && ms_cues_join(cues) == MS_OK) {
        size_t count;
        const ms_cue_segment *segments = ms_cues_segments(cues, &count);
        for (size_t i = 0; i < count; i++) {
            size_t whole = segments[i].is_extra ? ms_cues_extra(cues).len : text.len;
            if (segments[i].at > whole || segments[i].len > whole - segments[i].at) __builtin_trap();
            if (segments[i].from != SIZE_MAX && (segments[i].from > segments[i].to || segments[i].to > text.len)) __builtin_trap();
        }
    }
    ms_cues_free(cues);
    return 0;
}
