/* See set.h. One pass of the literal matcher finds the literals of the set and, for patterns
 * that have a plan, where they may match; patterns with the same plan share a trigger. The rest
 * search on their own.
 *
 *   block by block:  literals -> triggers -> PCRE2 on the starts they allow -> hits, sorted
 *                    hits that begin before the frontier can no longer be overtaken:
 *                    they are handed out
 *
 * It must never give a pattern other matches than searching it alone would. */
#include "regex/set.h"

#include "base/size.h"
#include "regex/literals.h"
#include "regex/planned.h"

enum {
    BLOCK = 32768,   /* start offsets a block */
    NEAR = 16,/* starts closer together than this are tried in one call of PCRE2 */
    SHORT_RUN = 16   /* hits that insertion sorts */
};
static const uint32_t NONE = UINT32_MAX;
/* Literals more frequent than this (occurrences a byte, guessed) help nobody. */
static const double MOST_FREQUENT = 0.6;

/* A pattern or literal of the set. */
typedef struct member {
    ms_regex *regex; /* owned; NULL for a literal */
    uint32_t next;   /* the next member of its trigger, or NONE */
    size_t from;     /* where its next match may begin */
    bool is_alone;   /* a pattern without a trigger */
    bool is_done;    /* ... that will not match again in this scan */
} member;

/* Patterns with the same plan. */
typedef struct trigger {
    const ms_plan *plan;   /* the first member's */
    uint32_t first;        /* chain of members */
    bool is_pending;       /* starts in [pending, last] have yet to be tried */
    size_t pending, last;
    size_t tried;          /* all starts before this are settled; a character boundary */
    size_t earliest;       /* before the next block's end, where a start may still be */
    bool is_awake;         /* the fields above, and its members', are of this scan */
} trigger;

/* Whom a literal of the matcher concerns: a trigger or a member. */
typedef struct target {
    bool is_trigger;
    uint32_t index;
    uint32_t next; /* of the same literal, or NONE */
} target;

typedef struct hit {
    size_t from, to;
    uint32_t pattern;
    uint32_t groups;
    size_t spans; /* index into spans; only when there are groups */
} hit;

/* A growable array, kept from scan to scan. */
typedef struct array {
    void *items;
    size_t count, capacity; /* in items */
} array;

struct ms_set {
    const ms_sys *sys;
    ms_ctx *ctx;
    ms_literals *literals;
    array members, triggers, targets;
    array heads;    /* uint32_t: first target of each literal */
    array alone;    /* uint32_t: the members that are alone */
    array awake;    /* uint32_t: the triggers that are: most sleep through a short text */
    bool is_built;
    /* the scan */
    ms_slice subject;
    size_t block;       /* starts before this have been looked at */
    size_t frontier;    /* hits before this are final */
    array hits, sorted; /* sorted: the other half of the merge sort */
    array spans, kept;  /* int64_t; kept: the other half when a block begins */
    size_t next;        /* hit to hand out */
    int64_t literal_spans[2];
    bool longest;
    uint32_t best;      /* longest: literal of the matcher that is in the lead, or NONE */
    size_t best_at, free_from;
    ms_status status;   /* of a callback */
    ms_error *error;
};

static member *members_of(const ms_set *set) {
    return set->members.items;
}

static trigger *triggers_of(const ms_set *set) {
    return set->triggers.items;
}

/* A new item at the end; NULL when there is no memory. */
static void *append(ms_set *set, array *a, size_t size, size_t count) {
    size_t need;
    if (!ms_size_add(a->count, count, &need)) return NULL;
    if (need > a->capacity) {
        size_t capacity = ms_size_max(need, a->capacity * 2), bytes;
        if (capacity < 16) capacity = 16;
        if (!ms_size_mul(capacity, size, &bytes)) return NULL;
        if (bytes > set->ctx->limits.memory) return NULL;
        void *items = ms_sys_resize(set->sys, a->items, a->capacity * size, bytes);
        if (!items) return NULL;
        a->items = items;
        a->capacity = capacity;
    }
    void *item = (char *)a->items + a->count * size;
    a->count = need;
    return item;
}

static void free_array(ms_set *set, array *a, size_t size) {
    ms_sys_free(set->sys, a->items, a->capacity * size);
}

ms_status ms_set_new(ms_ctx *ctx, ms_set **out) {
    ms_set *set = *out = ms_sys_alloc(ctx->sys, sizeof *set);
    if (!set) return MS_E_MEMORY;
    set->sys = ctx->sys;
    set->ctx = ctx;
    ms_status status = ms_literals_new(ctx->sys, &set->literals);
    if (status != MS_OK) {
        ms_set_free(set);
        *out = NULL;
    }
    return status;
}

void ms_set_free(ms_set *set) {
    if (!set) return;
    for (size_t i = 0; i < set->members.count; i++) ms_regex_free(members_of(set)[i].regex);
    ms_literals_free(set->literals);
    free_array(set, &set->members, sizeof(member));
    free_array(set, &set->triggers, sizeof(trigger));
    free_array(set, &set->targets, sizeof(target));
    free_array(set, &set->heads, sizeof(uint32_t));
    free_array(set, &set->alone, sizeof(uint32_t));
    free_array(set, &set->awake, sizeof(uint32_t));
    free_array(set, &set->hits, sizeof(hit));
    free_array(set, &set->sorted, sizeof(hit));
    free_array(set, &set->spans, sizeof(int64_t));
    free_array(set, &set->kept, sizeof(int64_t));
    ms_sys_free(set->sys, set, sizeof *set);
}

/* --- building ----------------------------------------------------------------------------- */

/* Makes the literal concern a trigger or member. */
static ms_status add_target(ms_set *set, ms_slice bytes, bool is_trigger, uint32_t index,
                            uint32_t *id) {
    ms_status status = ms_literals_add(set->literals, bytes, id);
    if (status != MS_OK) return status;
    if (*id == set->heads.count) {
        uint32_t *head = append(set, &set->heads, sizeof *head, 1);
        if (!head) return MS_E_MEMORY;
        *head = NONE;
    }
    uint32_t *head = (uint32_t *)set->heads.items + *id;
    if (is_trigger && *head != NONE) { /* a plan may name a literal twice */
        const target *first = (const target *)set->targets.items + *head;
        if (first->is_trigger && first->index == index) return MS_OK;
    }
    target *t = append(set, &set->targets, sizeof *t, 1);
    if (!t) return MS_E_MEMORY;
    *t = (target){is_trigger, index, *head};
    *head = (uint32_t)(set->targets.count - 1);
    return MS_OK;
}

/* Puts the pattern behind the trigger of its plan. */
static ms_status add_to_trigger(ms_set *set, const ms_plan *plan, uint32_t index) {
    member *m = &members_of(set)[index];
    for (size_t i = 0; i < set->triggers.count; i++) {
        trigger *t = &triggers_of(set)[i];
        if (!ms_plan_same(t->plan, plan)) continue;
        m->next = t->first;
        t->first = index;
        return MS_OK;
    }
    trigger *t = append(set, &set->triggers, sizeof *t, 1);
    if (!t) return MS_E_MEMORY;
    *t = (trigger){.plan = plan, .first = index};
    ms_status status = MS_OK;
    for (size_t i = 0; i < plan->count && status == MS_OK; i++) {
        uint32_t id;
        status = add_target(set, plan->literals[i], true, (uint32_t)(set->triggers.count - 1),
                            &id);
    }
    return status;
}

ms_status ms_set_add_pattern(ms_set *set, ms_slice pattern, const ms_regex_options *options,
                             ms_error *error) {
    if (set->is_built) return ms_error_set(error, MS_E_USAGE, 0, "the set has been built");
    ms_regex *regex;
    ms_status status = ms_regex_new(set->ctx, pattern, options, &regex, error);
    if (status != MS_OK) return status;
    member *m = append(set, &set->members, sizeof *m, 1);
    if (!m) {
        ms_regex_free(regex);
        return ms_error_set(error, MS_E_MEMORY, 0, "no memory for a set");
    }
    *m = (member){.regex = regex, .next = NONE};
    uint32_t index = (uint32_t)(set->members.count - 1);
    const ms_plan *plan = ms_regex_get_plan(regex);
    m->is_alone = !plan || plan->frequency > MOST_FREQUENT;
    if (m->is_alone) {
        uint32_t *alone = append(set, &set->alone, sizeof *alone, 1);
        if (alone) *alone = index;
        status = alone ? MS_OK : MS_E_MEMORY;
    } else {
        status = add_to_trigger(set, plan, index);
    }
    if (status != MS_OK) ms_error_set(error, status, 0, "no memory for a set");
    return status;
}

ms_status ms_set_add_literal(ms_set *set, ms_slice literal) {
    if (set->is_built || literal.len == 0) return MS_E_USAGE;
    member *m = append(set, &set->members, sizeof *m, 1);
    if (!m) return MS_E_MEMORY;
    *m = (member){.next = NONE};
    uint32_t id;
    return add_target(set, literal, false, (uint32_t)(set->members.count - 1), &id);
}

ms_status ms_set_build(ms_set *set, ms_error *error) {
    if (set->is_built) return MS_OK;
    if (ms_literals_build(set->literals, false) != MS_OK) {
        return ms_error_set(error, MS_E_MEMORY, 0, "no memory for a set");
    }
    set->is_built = true;
    return MS_OK;
}

/* --- scanning ----------------------------------------------------------------------------- */

static ms_status record(ms_set *set, uint32_t pattern, size_t from, size_t to,
                        const ms_match *match) {
    hit *h = append(set, &set->hits, sizeof *h, 1);
    if (!h) return ms_error_set(set->error, MS_E_MEMORY, from,
                                "no memory for the hits of a set");
    *h = (hit){from, to, pattern, 1, 0};
    if (!match || match->groups == 1) return MS_OK;
    h->groups = (uint32_t)match->groups;
    h->spans = set->spans.count;
    int64_t *spans = append(set, &set->spans, sizeof *spans, 2 * match->groups);
    if (!spans) return ms_error_set(set->error, MS_E_MEMORY, from,
                                    "no memory for the hits of a set");
    memcpy(spans, match->spans, 2 * match->groups * sizeof *spans);
    return MS_OK;
}

/* All matches of a pattern that start in [from, last]. */
static ms_status search_member(ms_set *set, uint32_t index, size_t from, size_t last) {
    member *m = &members_of(set)[index];
    m->from = ms_size_max(m->from, from);
    while (m->from <= last) {
        ms_match match;
        ms_status status = ms_regex_search_starts(m->regex, set->ctx, set->subject, m->from,
                                                  last, &match, set->error);
        if (status == MS_END) return MS_OK;
        if (status != MS_OK) return status;
        m->from = ms_regex_advance(set->subject, &match);
        status = record(set, index, (size_t)match.spans[0], (size_t)match.spans[1], &match);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

static ms_status try_pending(ms_set *set, trigger *t) {
    if (!t->is_pending) return MS_OK;
    t->is_pending = false;
    ms_status status = MS_OK;
    for (uint32_t i = t->first; i != NONE && status == MS_OK; i = members_of(set)[i].next) {
        status = search_member(set, i, t->pending, t->last);
    }
    return status;
}

static size_t next_boundary(ms_slice s, size_t at) {
    while (at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80) at++;
    return at;
}

static ms_status wake(ms_set *set, trigger *t) {
    uint32_t *index = append(set, &set->awake, sizeof *index, 1);
    if (!index) return ms_error_set(set->error, MS_E_MEMORY, 0, "no memory for a scan");
    *index = (uint32_t)(t - triggers_of(set));
    t->is_awake = true;
    t->is_pending = false;
    t->tried = t->earliest = 0;
    for (uint32_t i = t->first; i != NONE; i = members_of(set)[i].next) {
        members_of(set)[i].from = 0;
    }
    return MS_OK;
}

/* A literal of the trigger stands at `at`. */
static ms_status pull(ms_set *set, trigger *t, size_t at) {
    if (!t->is_awake) {
        ms_status status = wake(set, t);
        if (status != MS_OK) return status;
    }
    at += t->plan->ahead;
    if (at < t->plan->lo || at - t->plan->lo < t->tried) return MS_OK;
    if (ms_plan_is_refused(t->plan, set->subject, at)) return MS_OK;
    size_t last = at - t->plan->lo;
    size_t start = ms_plan_first_start(t->plan, set->subject, at, t->tried);
    t->tried = next_boundary(set->subject, last + 1);
    if (start > last) return MS_OK;
    if (t->is_pending && start > t->last + NEAR) {
        ms_status status = try_pending(set, t);
        if (status != MS_OK) return status;
    }
    if (!t->is_pending) t->pending = start;
    t->is_pending = true;
    t->last = last;
    return MS_OK;
}

/* Longest: nothing longer can begin where the leader does. */
static ms_status settle_longest(ms_set *set) {
    if (set->best == NONE) return MS_OK;
    size_t len = ms_literals_get(set->literals, set->best).len;
    set->free_from = set->best_at + len;
    ms_status status = MS_OK;
    uint32_t next = ((const uint32_t *)set->heads.items)[set->best];
    while (next != NONE && status == MS_OK) {
        const target *t = (const target *)set->targets.items + next;
        if (!t->is_trigger) {
            status = record(set, t->index, set->best_at, set->best_at + len, NULL);
        }
        next = t->next;
    }
    set->best = NONE;
    return status;
}

static ms_status see_longest(ms_set *set, size_t at, uint32_t id) {
    if (set->best != NONE && at > set->best_at) {
        ms_status status = settle_longest(set);
        if (status != MS_OK) return status;
    }
    if (at < set->free_from) return MS_OK;
    if (set->best == NONE ||
        ms_literals_get(set->literals, id).len >
            ms_literals_get(set->literals, set->best).len) {
        set->best = id;
        set->best_at = at;
    }
    return MS_OK;
}

static bool on_literal(void *arg, size_t at, uint32_t id) {
    ms_set *set = arg;
    bool is_wanted = false;
    uint32_t next = ((const uint32_t *)set->heads.items)[id];
    while (next != NONE && set->status == MS_OK) {
        const target *t = (const target *)set->targets.items + next;
        if (t->is_trigger) {
            set->status = pull(set, &triggers_of(set)[t->index], at);
        } else if (set->longest) {
            is_wanted = true;
        } else {
            size_t to = at + ms_literals_get(set->literals, id).len;
            set->status = record(set, t->index, at, to, NULL);
        }
        next = t->next;
    }
    if (is_wanted && set->status == MS_OK) set->status = see_longest(set, at, id);
    return set->status == MS_OK;
}

/* Settles what the triggers hold at the end of a block, and finds how far back of it a match of
 * the next block may begin. */
static ms_status end_block(ms_set *set, size_t before, size_t end) {
    ms_status status = MS_OK;
    set->frontier = end;
    bool is_last = end > set->subject.len;
    for (size_t i = 0; i < set->triggers.count && status == MS_OK && !is_last; i++) {
        if (!triggers_of(set)[i].is_awake) status = wake(set, &triggers_of(set)[i]);
    }
    for (size_t i = 0; i < set->awake.count && status == MS_OK; i++) {
        trigger *t = &triggers_of(set)[((const uint32_t *)set->awake.items)[i]];
        status = try_pending(set, t);
        if (is_last) continue;
        size_t floor = ms_size_max(before, t->tried);
        size_t start = ms_plan_first_start(t->plan, set->subject, end, floor);
        if (start > before || t->tried >= before) t->earliest = start;
        set->frontier = ms_size_min(set->frontier, t->earliest);
    }
    return status == MS_OK ? settle_longest(set) : status;
}

static ms_status scan_block(ms_set *set) {
    size_t before = set->block, end = set->subject.len + 1;
    if (end - before > BLOCK) end = next_boundary(set->subject, before + BLOCK);
    if (end == set->subject.len) end++;
    ms_status status = ms_tick(set->ctx, end - before);
    if (status != MS_OK) return ms_ctx_explain(set->ctx, status, set->error);
    set->status = MS_OK;
    if (!ms_literals_scan(set->literals, set->subject, before, end, on_literal, set)) {
        return set->status;
    }
    for (size_t i = 0; i < set->alone.count; i++) {
        uint32_t index = ((const uint32_t *)set->alone.items)[i];
        member *m = &members_of(set)[index];
        if (m->is_done) continue;
        status = search_member(set, index, before, end - 1);
        if (status != MS_OK) return status;
        m->is_done = ms_regex_is_anchored(m->regex);
    }
    set->block = end;
    return end_block(set, before, end);
}

/* --- order -------------------------------------------------------------------------------- */

static bool comes_before(const hit *a, const hit *b) {
    if (a->from != b->from) return a->from < b->from;
    if (a->to != b->to) return a->to > b->to;
    return a->pattern < b->pattern;
}

static void insertion_sort(hit *items, size_t count) {
    for (size_t i = 1; i < count; i++) {
        hit item = items[i];
        size_t at = i;
        for (; at > 0 && comes_before(&item, &items[at - 1]); at--) items[at] = items[at - 1];
        items[at] = item;
    }
}

static void merge(const hit *from, hit *to, size_t start, size_t middle, size_t end) {
    size_t a = start, b = middle;
    for (size_t i = start; i < end; i++) {
        bool take_b = a == middle || (b < end && comes_before(&from[b], &from[a]));
        to[i] = take_b ? from[b++] : from[a++];
    }
}

static ms_status sort_hits(ms_set *set) {
    size_t count = set->hits.count;
    hit *items = set->hits.items;
    for (size_t i = 0; i < count; i += SHORT_RUN) {
        insertion_sort(items + i, ms_size_min(SHORT_RUN, count - i));
    }
    if (count <= SHORT_RUN) return MS_OK;
    set->sorted.count = 0;
    if (!append(set, &set->sorted, sizeof(hit), count)) {
        return ms_error_set(set->error, MS_E_MEMORY, 0, "no memory for the hits of a set");
    }
    for (size_t width = SHORT_RUN; width < count; width *= 2) {
        for (size_t i = 0; i < count; i += 2 * width) {
            merge(set->hits.items, set->sorted.items, i, ms_size_min(i + width, count),
                  ms_size_min(i + 2 * width, count));
        }
        array swap = set->hits;
        set->hits = set->sorted;
        set->sorted = swap;
        set->hits.count = count;
    }
    return MS_OK;
}

/* Moves the hits that have not been handed out, with their spans, to the front. */
static ms_status keep_rest(ms_set *set) {
    hit *items = set->hits.items;
    size_t rest = set->hits.count - set->next;
    set->kept.count = 0;
    for (size_t i = 0; i < rest; i++) {
        items[i] = items[set->next + i];
        if (items[i].groups == 1) continue;
        size_t count = 2 * (size_t)items[i].groups, at = set->kept.count;
        int64_t *spans = append(set, &set->kept, sizeof *spans, count);
        if (!spans) return ms_error_set(set->error, MS_E_MEMORY, 0,
                                        "no memory for the hits of a set");
        memcpy(spans, (int64_t *)set->spans.items + items[i].spans, count * sizeof *spans);
        items[i].spans = at;
    }
    array swap = set->spans;
    set->spans = set->kept;
    set->kept = swap;
    set->hits.count = rest;
    set->next = 0;
    return MS_OK;
}

ms_status ms_set_begin(ms_set *set, ms_ctx *ctx, ms_slice subject, bool longest,
                       ms_error *error) {
    if (!set->is_built) return ms_error_set(error, MS_E_USAGE, 0, "the set has not been built");
    if (!subject.ptr) subject.ptr = "";
    set->ctx = ctx;
    set->subject = subject;
    set->longest = longest;
    set->block = set->frontier = set->next = set->free_from = set->best_at = 0;
    set->best = NONE;
    set->hits.count = set->spans.count = 0;
    for (size_t i = 0; i < set->alone.count; i++) {
        member *m = &members_of(set)[((const uint32_t *)set->alone.items)[i]];
        m->from = 0;
        m->is_done = false;
    }
    for (size_t i = 0; i < set->awake.count; i++) {
        triggers_of(set)[((const uint32_t *)set->awake.items)[i]].is_awake = false;
    }
    set->awake.count = 0;
    return MS_OK;
}

ms_status ms_set_next(ms_set *set, ms_hit *out, ms_error *error) {
    set->error = error;
    for (;;) {
        const hit *h = (const hit *)set->hits.items + set->next;
        if (set->next < set->hits.count && h->from < set->frontier) {
            set->next++;
            *out = (ms_hit){h->pattern, h->from, h->to, {set->literal_spans, 1}};
            set->literal_spans[0] = (int64_t)h->from;
            set->literal_spans[1] = (int64_t)h->to;
            if (h->groups > 1) {
                out->match = (ms_match){(int64_t *)set->spans.items + h->spans, h->groups};
            }
            return MS_OK;
        }
        if (set->block > set->subject.len) return MS_END;
        ms_status status = keep_rest(set);
        if (status == MS_OK) status = scan_block(set);
        if (status == MS_OK) status = sort_hits(set);
        if (status != MS_OK) {
            set->block = set->subject.len + 1; /* a failed scan has ended */
            set->hits.count = set->next = 0;
            return status;
        }
    }
}

const ms_regex *ms_set_regex(const ms_set *set, size_t pattern) {
    return pattern < set->members.count ? members_of(set)[pattern].regex : NULL;
}

size_t ms_set_size(const ms_set *set) {
    size_t size = sizeof *set + ms_literals_size(set->literals) +
                  set->members.capacity * sizeof(member) +
                  set->triggers.capacity * sizeof(trigger) +
                  set->targets.capacity * sizeof(target) + set->hits.capacity * 2 * sizeof(hit);
    for (size_t i = 0; i < set->members.count; i++) {
        const ms_regex *regex = members_of(set)[i].regex;
        if (regex) size += ms_regex_size(regex);
    }
    return size;
}
