/* See regex.h. Joins the engine (PCRE2) and the plan. It must never give another match than
 * PCRE2 alone. */
#include "regex/regex.h"

#include "base/size.h"
#include "regex/engine.h"
#include "regex/literals.h"
#include "regex/planned.h"

/* Literals closer together than this share one call of PCRE2. */
enum { NEAR = 64 };

struct ms_regex {
    const ms_sys *sys;     /* where its memory comes from */
    ms_engine *engine;     /* owned */
    ms_plan *plan;         /* owned; NULL when there is none */
    ms_literals *literals; /* of the plan, when it is worth using for a single search; owned */
};

static ms_status make_plan(ms_regex *regex, ms_slice pattern, const ms_regex_options *options) {
    if (options->no_planner || ms_engine_is_anchored(regex->engine)) return MS_OK;
    ms_status status = ms_plan_new(regex->sys, pattern, options, &regex->plan);
    if (status != MS_OK || !regex->plan || !ms_plan_is_worthwhile(regex->plan)) return status;
    status = ms_literals_new(regex->sys, &regex->literals);
    for (size_t i = 0; i < regex->plan->count && status == MS_OK; i++) {
        uint32_t id;
        status = ms_literals_add(regex->literals, regex->plan->literals[i], &id);
    }
    return status == MS_OK ? ms_literals_build(regex->literals, false) : status;
}

ms_status ms_regex_new(ms_ctx *ctx, ms_slice pattern, const ms_regex_options *options,
                       ms_regex **out, ms_error *error) {
    static const ms_regex_options none = {0};
    if (!options) options = &none;
    *out = NULL;
    ms_regex *regex = ms_sys_alloc(ctx->sys, sizeof *regex);
    if (!regex) return ms_error_set(error, MS_E_MEMORY, 0, "no memory for a pattern");
    regex->sys = ctx->sys;
    ms_status status = ms_engine_new(ctx, pattern, options, &regex->engine, error);
    if (status == MS_OK) {
        status = make_plan(regex, pattern, options);
        if (status != MS_OK) ms_error_set(error, status, 0, "no memory to plan a pattern");
    }
    if (status != MS_OK) {
        ms_regex_free(regex);
        return status;
    }
    *out = regex;
    return MS_OK;
}

void ms_regex_free(ms_regex *regex) {
    if (!regex) return;
    ms_literals_free(regex->literals);
    ms_plan_free(regex->sys, regex->plan);
    ms_engine_free(regex->engine);
    ms_sys_free(regex->sys, regex, sizeof *regex);
}

static bool stop_at_first(void *arg, size_t at, uint32_t id) {
    (void)id;
    *(size_t *)arg = at;
    return false;
}

static bool keep_last(void *arg, size_t at, uint32_t id) {
    (void)id;
    *(size_t *)arg = at;
    return true;
}

/* From literal to literal: starts that no literal speaks for cannot match. */
static ms_status search_planned(ms_regex *regex, ms_ctx *ctx, ms_slice subject, size_t from,
                                ms_match *match, ms_error *error) {
    const ms_plan *plan = regex->plan;
    size_t look = from; /* literals before this have been dealt with */
    for (;;) {
        size_t at = 0, least;
        if (!ms_size_add(from, plan->lo, &least) || least > subject.len) return MS_END;
        look = ms_size_max(look, least);
        bool is_none = ms_literals_scan(regex->literals, subject, look, subject.len,
                                        stop_at_first, &at);
        ms_status status = ms_tick(ctx, (is_none ? subject.len : at) - look);
        if (status != MS_OK) return ms_ctx_explain(ctx, status, error);
        if (is_none) return MS_END;
        size_t start = ms_plan_first_start(plan, subject, at, from);
        if (start + plan->lo <= at) {
            size_t nearby = at;
            (void)ms_literals_scan(regex->literals, subject, at + 1, at + NEAR, keep_last,
                                   &nearby);
            at = nearby;
            status = ms_engine_search(regex->engine, ctx, subject, start, at - plan->lo, match,
                                      error);
            if (status != MS_END) return status;
        }
        look = at + 1;
        from = ms_size_max(from, at - plan->lo + 1);
        while (from < subject.len && ((unsigned char)subject.ptr[from] & 0xC0) == 0x80) from++;
    }
}

ms_status ms_regex_search(ms_regex *regex, ms_ctx *ctx, ms_slice subject, size_t from,
                          ms_match *match, ms_error *error) {
    if (from > subject.len) return MS_END;
    if (regex->literals) return search_planned(regex, ctx, subject, from, match, error);
    return ms_engine_search(regex->engine, ctx, subject, from, subject.len, match, error);
}

ms_status ms_regex_search_starts(ms_regex *regex, ms_ctx *ctx, ms_slice subject, size_t from,
                                 size_t last, ms_match *match, ms_error *error) {
    return ms_engine_search(regex->engine, ctx, subject, from, last, match, error);
}

bool ms_regex_is_anchored(const ms_regex *regex) {
    return ms_engine_is_anchored(regex->engine);
}

const ms_plan *ms_regex_get_plan(const ms_regex *regex) {
    return regex->plan;
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
    return ms_engine_size(regex->engine) + sizeof *regex +
           (regex->plan ? regex->plan->size : 0) +
           (regex->literals ? ms_literals_size(regex->literals) : 0);
}

const char *ms_regex_plan(const ms_regex *regex) {
    return regex->literals ? regex->plan->text : "none";
}
