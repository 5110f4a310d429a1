/* Any pattern on any text: the literal planner finds what PCRE2 alone finds. The first byte
 * chooses options, the pattern ends at a NUL, the rest is the text. */
#include <stdlib.h>

#include "regex/regex.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compare(ms_ctx *ctx, ms_regex *planned, ms_regex *plain, ms_slice text) {
    for (size_t at = 0, matches = 0; at <= text.len && matches < 100; matches++) {
        ms_match found, wanted;
        ms_error error;
        ms_status status = ms_regex_search(planned, ctx, text, at, &found, &error);
        ms_status expected = ms_regex_search(plain, ctx, text, at, &wanted, &error);
        /* What the planner leaves out needs no steps: only one of them may reach a limit. */
        if (ms_status_is_limit(status) || ms_status_is_limit(expected)) return;
        if (status != expected) abort();
        if (status != MS_OK) return;
        if (memcmp(found.spans, wanted.spans, wanted.groups * 2 * sizeof *wanted.spans) != 0) abort();
        at = ms_regex_advance(text, &wanted);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 3) return 0;
    ms_slice all = ms_slice_of((const char *)data + 1, size - 1);
    const char *nul = memchr(all.ptr, 0, all.len);
    if (!nul) return 0;
    ms_slice pattern = ms_slice_sub(all, 0, (size_t)(nul - all.ptr));
    ms_slice text = ms_slice_sub(all, pattern.len + 1, all.len);
    if (!ms_utf8_is_valid(text)) return 0;
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.time_ns = 1000000000;
    ms_regex_options options = {.caseless = data[0] & 1, .multiline = data[0] & 2, .dotall = data[0] & 4,
                                .extended = data[0] & 8, .ucp = data[0] & 16, .no_jit = true};
    ms_regex *planned = NULL, *plain = NULL;
    ms_error error;
    ms_status status = ms_regex_new(&ctx, pattern, &options, &planned, &error);
    options.no_planner = true;
    if (ms_regex_new(&ctx, pattern, &options, &plain, &error) != status) abort();
    if (status == MS_OK) compare(&ctx, planned, plain, text);
    ms_regex_free(planned);
    ms_regex_free(plain);
    return 0;
}
