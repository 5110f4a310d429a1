/* See regex.h. Joins the engine (PCRE2) and the plan. It must never give another match than PCRE2 alone. */
#include "regex/regex.h"

#include "regex/engine.h"

struct ms_regex {
    const ms_sys *sys;  /* where its memory comes from */
    ms_engine *engine;  /* owned */
};

ms_status ms_regex_new(ms_ctx *ctx, ms_slice pattern, const ms_regex_options *options, ms_regex **out,
                       ms_error *error) {
    static const ms_regex_options none = {0};
    *out = NULL;
    ms_regex *regex = ms_sys_alloc(ctx->sys, sizeof *regex);
    if (!regex) return ms_error_set(error, MS_E_MEMORY, 0, "no memory for a pattern");
    regex->sys = ctx->sys;
    ms_status status =
        ms_engine_new(ctx, pattern, options ? options : &none, &regex->engine, error);
    if (status != MS_OK) {
        ms_regex_free(regex);
        return status;
    }
    *out = regex;
    return MS_OK;
}

void ms_regex_free(ms_regex *regex) {
    if (!regex) return;
    ms_engine_free(regex->engine);
    ms_sys_free(regex->sys, regex, sizeof *regex);
}

ms_status ms_regex_search(ms_regex *regex, ms_ctx *ctx, ms_slice subject, size_t from,
                          ms_match *match, ms_error *error) {
    if (from > subject.len) return MS_END;
    return ms_engine_search(regex->engine, ctx, subject, from, subject.len, match, error);
}

size_t ms_regex_advance(ms_slice subject, const ms_match *match) {
    size_t to = (size_t)match->spans[1];
    if (match->spans[0] != match->spans[1]) return to;
    do {
        to++;
    } while (to < subject.len && ((unsigned char)subject.ptr[to] & 0xC0) == 0x80);
    return to;
}

size_t ms_regex_groups(const ms_regex *regex) {
    return ms_engine_groups(regex->engine);
}

size_t ms_regex_group_number(const ms_regex *regex, ms_slice name) {
    return ms_engine_group_number(regex->engine, name);
}

ms_slice ms_regex_group_name(const ms_regex *regex, size_t number) {
    return ms_engine_group_name(regex->engine, number);
}

size_t ms_regex_size(const ms_regex *regex) {
    return ms_engine_size(regex->engine);
}

const char *ms_regex_plan(const ms_regex *regex) {
    (void)regex;
    return "none";
}
