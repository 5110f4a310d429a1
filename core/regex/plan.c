/* See plan.h. Chooses among the literals that plan_parse finds. It must never use one that some
 * match lacks. */
#include "regex/plan.h"

#include "base/size.h"
#include "regex/plan_parse.h"
#include "text/utf8.h"

enum { CALL_COST = 80 }; /* of one call of PCRE2, in bytes scanned meanwhile */

static void explain(ms_plan *plan) {
    ms_error error; /* for its bounded formatting, which never cuts a character */
    char back[32] = "any distance back";
    if (plan->hi != MS_PLAN_UNBOUNDED) {
        ms_error_set(&error, MS_OK, 0, "%zu bytes back", plan->hi);
        memcpy(back, error.message, sizeof back - 1);
    }
    int shown = (int)ms_size_min(plan->literals[0].len, 40);
    while (shown > 0 && (size_t)shown < plan->literals[0].len &&
           ((unsigned char)plan->literals[0].ptr[shown] & 0xC0) == 0x80) {
        shown--;
    }
    if (plan->count == 1) {
        ms_error_set(&error, MS_OK, 0, "literal '%.*s', %s", shown, plan->literals[0].ptr,
                     back);
    } else {
        ms_error_set(&error, MS_OK, 0, "%zu literals '%.*s'..., %s", plan->count, shown,
                     plan->literals[0].ptr, back);
    }
    memcpy(plan->text, error.message, sizeof plan->text - 1);
}

static ms_plan *copy_plan(const ms_sys *sys, const ms_plan_need *from) {
    size_t count = from->literals.count, size = sizeof(ms_plan) + count * sizeof(ms_slice);
    for (size_t i = 0; i < count; i++) size += from->literals.items[i].len;
    ms_plan *plan = ms_sys_alloc(sys, size);
    if (!plan) return NULL;
    plan->literals = (ms_slice *)(void *)(plan + 1);
    plan->count = count;
    plan->lo = from->lo;
    plan->hi = from->hi;
    plan->ahead = from->ahead;
    plan->before = from->before;
    plan->frequency = from->frequency;
    plan->size = size;
    char *bytes = (char *)(plan->literals + count);
    for (size_t i = 0; i < count; i++) {
        ms_slice item = from->literals.items[i];
        memcpy(bytes, item.ptr, item.len);
        plan->literals[i] = (ms_slice){bytes, item.len};
        bytes += item.len;
    }
    explain(plan);
    return plan;
}

/* The best of what the whole needs, what it begins with, and what it stands behind. */
static ms_plan_need choose_need(ms_plan_maker *m, const ms_plan_parsed *parsed) {
    static const ms_plan_chars nothing = {0};
    const ms_plan_part *whole = &parsed->whole;
    ms_plan_need best = whole->need, behind = {0};
    if (whole->has_heads) {
        ms_plan_consider(&best, ms_plan_join_needed(m, whole->heads, whole->open), 0, 0,
                         &nothing);
    }
    ms_plan_consider(&behind, parsed->behind, 0, 0, &nothing);
    if (!behind.is_set || (best.is_set && best.cost <= behind.cost)) return best;
    behind.ahead = parsed->behind.items[0].len;
    return behind;
}

static bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '_';
}

/* What may not stand before a match, where that is known to begin at a literal. */
static void refuse(ms_plan *plan, const ms_plan_parsed *parsed, bool ucp) {
    if (plan->hi > 0 || plan->ahead > 0) return;
    ms_plan_chars *refused = &plan->refused;
    *refused = parsed->refused;
    bool is_word = parsed->is_at_word && !ucp;
    for (size_t i = 0; i < plan->count; i++) {
        is_word = is_word && is_word_byte(plan->literals[i].ptr[0]);
    }
    for (uint32_t c = 0; c < 128 && is_word; c++) {
        if (is_word_byte((char)c)) ms_plan_chars_add(refused, c, c);
    }
    plan->has_refused = refused->ascii[0] || refused->ascii[1] || refused->count;
}

ms_status ms_plan_new(const ms_sys *sys, ms_slice pattern, const ms_regex_options *options,
                      ms_plan **out) {
    *out = NULL;
    ms_arena arena;
    ms_arena_init(&arena, sys, 16U << 20);
    ms_plan_maker maker = {.arena = &arena};
    ms_plan_parsed parsed;
    ms_plan_need best = {0};
    if (ms_plan_parse(&maker, pattern, options, &parsed)) best = choose_need(&maker, &parsed);
    ms_status status = maker.no_memory ? MS_E_MEMORY : MS_OK;
    if (!maker.failed && best.is_set && best.lo <= MS_PLAN_MOST_BACK) {
        *out = copy_plan(sys, &best);
        if (*out) refuse(*out, &parsed, options->ucp);
        else status = MS_E_MEMORY;
    }
    ms_arena_free(&arena);
    return status;
}

void ms_plan_free(const ms_sys *sys, ms_plan *plan) {
    if (plan) ms_sys_free(sys, plan, plan->size);
}

/* PCRE2 itself looks for the two bytes that every match begins with, and fast. */
static bool begins_alike(const ms_plan *plan) {
    if (plan->hi > 0) return false;
    for (size_t i = 0; i < plan->count; i++) {
        ms_slice s = plan->literals[i];
        if (s.len < 2 || memcmp(s.ptr, plan->literals[0].ptr, 2) != 0) return false;
    }
    return true;
}

bool ms_plan_is_worthwhile(const ms_plan *plan) {
    if (plan->ahead > 0 || begins_alike(plan)) return false;
    double back = plan->hi == MS_PLAN_UNBOUNDED ? 32 : 2 * (double)plan->hi;
    return plan->frequency * (CALL_COST + back) < 1;
}

bool ms_plan_same(const ms_plan *a, const ms_plan *b) {
    if (a->count != b->count || a->lo != b->lo || a->hi != b->hi || a->ahead != b->ahead ||
        !ms_plan_chars_same(&a->before, &b->before) ||
        !ms_plan_chars_same(&a->refused, &b->refused)) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (!ms_slice_equal(a->literals[i], b->literals[i])) return false;
    }
    return true;
}

bool ms_plan_is_refused(const ms_plan *plan, ms_slice subject, size_t at) {
    if (!plan->has_refused || at == 0) return false;
    size_t lead = at - 1;
    while (lead > 0 && ((unsigned char)subject.ptr[lead] & 0xC0) == 0x80) lead--;
    return ms_plan_chars_has(&plan->refused, ms_utf8_next(subject, &lead));
}

size_t ms_plan_first_start(const ms_plan *plan, ms_slice subject, size_t at, size_t floor) {
    if (plan->hi == 0) return at;
    if (plan->hi != MS_PLAN_UNBOUNDED && at > plan->hi) {
        floor = ms_size_max(floor, at - plan->hi);
    }
    if (plan->before.any) {
        while (floor < subject.len && ((unsigned char)subject.ptr[floor] & 0xC0) == 0x80) {
            floor++;
        }
        return floor;
    }
    while (at > floor) {
        size_t lead = at - 1;
        while (lead > floor && ((unsigned char)subject.ptr[lead] & 0xC0) == 0x80) lead--;
        size_t next = lead;
        if (((unsigned char)subject.ptr[lead] & 0xC0) == 0x80) break;
        if (!ms_plan_chars_has(&plan->before, ms_utf8_next(subject, &next))) break;
        at = lead;
    }
    return at;
}
