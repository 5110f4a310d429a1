/* See plan_part.h. It must never claim more of a part than holds for all of it: when in doubt a
 * list is dropped, a length unbounded, a set of characters anything. */
#include "regex/plan_part.h"

#include "base/size.h"
#include "text/utf8.h"

enum {
    MOST_LITERALS = 64,  /* in one list of what a part is exactly */
    MOST_NEEDED = 512,   /* in one list of what a match needs or begins with */
    LONG_HEAD = 8,       /* bytes of a beginning that is long enough */
    SHORT_HEAD = 3,      /* the same where each letter stands for two */
    MOST_LENGTH = 64,    /* bytes of a literal that is put together */
    CALL_COST = 80       /* of one call of PCRE2, in bytes scanned meanwhile */
};

static void *allocate(ms_plan_maker *m, size_t size) {
    void *memory = ms_arena_alloc(m->arena, size);
    if (!memory) m->failed = m->no_memory = true;
    return memory;
}

static size_t add_length(size_t a, size_t b) {
    size_t sum;
    return a == MS_PLAN_UNBOUNDED || b == MS_PLAN_UNBOUNDED || !ms_size_add(a, b, &sum) ||
                   sum > MS_PLAN_MOST_BACK
               ? MS_PLAN_UNBOUNDED
               : sum;
}

static size_t multiply_length(size_t a, size_t times) {
    size_t product;
    if (a == 0 || times == 0) return 0;
    return a == MS_PLAN_UNBOUNDED || times == MS_PLAN_UNBOUNDED ||
                   !ms_size_mul(a, times, &product) || product > MS_PLAN_MOST_BACK
               ? MS_PLAN_UNBOUNDED
               : product;
}

/* True for characters of which we are sure that they have no other case. */
static bool has_no_case(uint32_t c) {
    if (c < 128) return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    return (c >= 0x2010 && c <= 0x205E) || (c >= 0x3000 && c <= 0x9FFF) ||
           (c >= 0xFF01 && c <= 0xFF20);
}

static const ms_plan_list none = {NULL, 0};
static ms_slice empty_item = {"", 0};
static const ms_plan_list only_empty = {&empty_item, 1};

/* What an operation on lists says; false when the lists do not fit. */
static bool fits(ms_plan_maker *m, ms_plan_fit fit) {
    if (fit == MS_PLAN_NO_MEMORY) m->failed = m->no_memory = true;
    return fit == MS_PLAN_FITS;
}

/* --- needs -------------------------------------------------------------------------------- */

void ms_plan_consider(ms_plan_need *best, ms_plan_list literals, size_t lo, size_t hi,
                      const ms_plan_chars *before) {
    if (literals.count == 0 || (hi == MS_PLAN_UNBOUNDED && before->any)) return;
    if (ms_plan_list_has_empty(literals)) return;
    double back = hi == MS_PLAN_UNBOUNDED ? 96 : 2 * (double)hi;
    double most = best->is_set ? best->cost / (CALL_COST + back) : (double)literals.count;
    double frequency = ms_plan_list_frequency(literals, most);
    double cost = frequency * (CALL_COST + back) + 0.001 * (double)literals.count;
    if (best->is_set && best->cost <= cost) return;
    *best = (ms_plan_need){true, literals, lo, hi, 0, *before, frequency, cost};
}

ms_plan_list ms_plan_join_needed(ms_plan_maker *m, ms_plan_list a, ms_plan_list b) {
    ms_plan_list joined = none;
    if (!fits(m, ms_plan_list_join(m->arena, a, b, SIZE_MAX, &joined))) return none;
    bool is_few = fits(m, ms_plan_list_squeeze(m->arena, joined, MOST_NEEDED, &joined));
    return is_few ? joined : none;
}

/* a and b, as they are; none when they are too many. */
static ms_plan_list join_exact(ms_plan_maker *m, ms_plan_list a, ms_plan_list b) {
    ms_plan_list joined = none;
    return fits(m, ms_plan_list_join(m->arena, a, b, MOST_LITERALS, &joined)) ? joined : none;
}

static bool cross_exact(ms_plan_maker *m, ms_plan_list a, ms_plan_list b, ms_plan_list *out) {
    return fits(m, ms_plan_list_cross(m->arena, a, b, MOST_LITERALS, MOST_LENGTH, out));
}

/* --- beginnings --------------------------------------------------------------------------- */

static void no_heads(ms_plan_part *out) {
    out->has_heads = false;
    out->heads = out->open = none;
}

/* Parts the list in those without a byte, of which `has_empty` tells, and the others. */
static ms_plan_list without_empty(ms_plan_maker *m, ms_plan_list from, bool *has_empty) {
    *has_empty = ms_plan_list_has_empty(from);
    if (!*has_empty) return from;
    ms_plan_list rest = none;
    if (!fits(m, ms_plan_list_join(m->arena, from, none, SIZE_MAX, &rest))) return none;
    rest.count = 0;
    for (size_t i = 0; i < from.count; i++) {
        if (from.items[i].len > 0) rest.items[rest.count++] = from.items[i];
    }
    return rest;
}

/* Keeps what the part begins with few: too many are cut, and end there. */
static void bound_heads(ms_plan_maker *m, ms_plan_part *out) {
    if (!out->has_heads || out->heads.count + out->open.count <= MOST_NEEDED) return;
    bool has_empty;
    ms_plan_list ended = without_empty(m, out->open, &has_empty);
    ms_plan_list heads = ms_plan_join_needed(m, out->heads, ended);
    if (heads.count == 0) {
        no_heads(out);
        return;
    }
    out->heads = heads;
    out->open = has_empty ? only_empty : none;
}

/* The part begins with what it did, or what `more` does. */
static void add_heads(ms_plan_maker *m, ms_plan_part *out, const ms_plan_part *more) {
    if (!out->has_heads || !more->has_heads || m->is_inside) {
        no_heads(out);
        return;
    }
    ms_plan_list *heads = &out->heads, *open = &out->open;
    if (!fits(m, ms_plan_list_join(m->arena, *heads, more->heads, SIZE_MAX, heads)) ||
        !fits(m, ms_plan_list_join(m->arena, *open, more->open, SIZE_MAX, open))) {
        no_heads(out);
    }
    bound_heads(m, out);
}

/* Those of `open` that are long, or cannot be gone on with, end. */
static void end_open(ms_plan_maker *m, ms_plan_part *out, size_t length) {
    ms_plan_list open = none, ended = none;
    if (!fits(m, ms_plan_list_join(m->arena, out->open, none, SIZE_MAX, &open)) ||
        !fits(m, ms_plan_list_join(m->arena, out->heads, out->open, SIZE_MAX, &ended))) {
        return;
    }
    open.count = 0;
    ended.count = out->heads.count;
    for (size_t i = 0; i < out->open.count; i++) {
        ms_slice item = out->open.items[i];
        if (item.len >= length) ended.items[ended.count++] = item;
        else open.items[open.count++] = item;
    }
    out->open = open;
    out->heads = ended;
}

/* What `out` begins with when `next` follows it. */
static void follow_heads(ms_plan_maker *m, ms_plan_part *out, const ms_plan_part *next) {
    if (!out->has_heads || out->open.count == 0) return;
    if (!next->has_heads) {
        end_open(m, out, 0);
        return;
    }
    bool has_empty;
    ms_plan_list open = without_empty(m, out->open, &has_empty), heads = none, opened = none;
    ms_plan_part followed = {.has_heads = true, .heads = out->heads};
    bool fit = fits(m, ms_plan_list_cross(m->arena, open, next->heads, MOST_NEEDED, MOST_LENGTH,
                                          &heads)) &&
               fits(m, ms_plan_list_cross(m->arena, open, next->open, MOST_NEEDED, MOST_LENGTH,
                                          &opened));
    ms_plan_part crossed = {.has_heads = true, .heads = fit ? heads : open,
                            .open = fit ? opened : none};
    add_heads(m, &followed, &crossed);
    if (has_empty) add_heads(m, &followed, next);
    out->has_heads = followed.has_heads;
    out->heads = followed.heads;
    out->open = followed.open;
    end_open(m, out, m->is_caseless ? SHORT_HEAD : LONG_HEAD);
}

/* What it begins with when it comes from..to times. */
static void repeat_heads(ms_plan_maker *m, ms_plan_part *out, size_t from, size_t to) {
    if (!out->has_heads || m->is_inside) {
        no_heads(out);
        return;
    }
    if (to > 1) end_open(m, out, 1);
    if (from == 0 &&
        !fits(m, ms_plan_list_join(m->arena, out->open, only_empty, SIZE_MAX, &out->open))) {
        no_heads(out);
    }
}

/* --- parts -------------------------------------------------------------------------------- */

void ms_plan_part_empty(ms_plan_part *out) {
    *out = (ms_plan_part){.is_exact = true, .exact = only_empty, .has_heads = true,
                          .open = only_empty};
}

void ms_plan_part_unknown(ms_plan_part *out, size_t min, size_t max) {
    *out = (ms_plan_part){.min = min, .max = max, .chars = {.any = true}};
}

/* A letter of ASCII in either case, or as one of the signs that Unicode folds to k and s. What
 * begins with it is known; lists of whole words in all their cases would be too long. */
static void make_letter(ms_plan_maker *m, ms_plan_part *out, uint32_t c) {
    uint32_t fold = (c | 0x20) == 'k' ? 0x212A : (c | 0x20) == 's' ? 0x17F : c;
    uint32_t cases[] = {c | 0x20, c & ~UINT32_C(0x20), fold};
    size_t count = fold == c ? 2 : 3;
    ms_slice *items = allocate(m, 3 * sizeof *items);
    char *bytes = allocate(m, 12);
    if (!items || !bytes) return;
    *out = (ms_plan_part){.min = 1, .max = 4, .has_heads = true, .open = {items, count}};
    for (size_t i = 0; i < count; i++) {
        items[i] = (ms_slice){bytes + 4 * i, ms_utf8_put(bytes + 4 * i, cases[i])};
        ms_plan_chars_add(&out->chars, cases[i], cases[i]);
    }
}

void ms_plan_part_char(ms_plan_maker *m, ms_plan_part *out, uint32_t c) {
    if (m->is_caseless && !has_no_case(c)) {
        if (c < 128) make_letter(m, out, c);
        else ms_plan_part_unknown(out, 1, 4);
        return;
    }
    ms_slice *item = allocate(m, sizeof *item);
    char *bytes = allocate(m, 4);
    if (!item || !bytes) return;
    *item = (ms_slice){bytes, ms_utf8_put(bytes, c)};
    *out = (ms_plan_part){.min = item->len, .max = item->len, .is_exact = true,
                          .exact = {item, 1}, .has_heads = true, .open = {item, 1}};
    ms_plan_chars_add(&out->chars, c, c);
}

void ms_plan_part_class(ms_plan_maker *m, ms_plan_part *out, const ms_plan_chars *chars,
                        bool is_unsure) {
    if (is_unsure || chars->any) {
        ms_plan_part_unknown(out, 1, 4);
        return;
    }
    *out = (ms_plan_part){.min = SIZE_MAX, .chars = *chars};
    ms_slice *items = allocate(m, MOST_NEEDED * sizeof *items);
    if (!items) return;
    size_t count = 0;
    bool is_few = true;
    for (size_t i = 0; i < chars->count + 1; i++) {
        uint32_t from = i ? chars->ranges[i - 1][0] : 0, to = i ? chars->ranges[i - 1][1] : 127;
        char bytes[4];
        if (i) {
            out->min = ms_size_min(out->min, ms_utf8_put(bytes, from));
            out->max = ms_size_max(out->max, ms_utf8_put(bytes, to));
        }
        for (uint32_t c = from; c <= to && is_few; c++) {
            if (!ms_plan_chars_has(chars, c)) continue;
            is_few = count < MOST_NEEDED && (!m->is_caseless || has_no_case(c));
            char *copy = is_few ? allocate(m, 4) : NULL;
            if (!copy) break;
            items[count++] = (ms_slice){copy, ms_utf8_put(copy, c)};
        }
    }
    if (chars->ascii[0] | chars->ascii[1]) out->min = 1, out->max = ms_size_max(out->max, 1);
    if (m->is_caseless && !is_few) {
        ms_plan_part_unknown(out, 1, 4);
    } else if (is_few) {
        out->has_heads = true;
        out->open = (ms_plan_list){items, count};
        out->is_exact = count <= MOST_LITERALS;
        if (out->is_exact) out->exact = out->open;
    }
}

void ms_plan_part_assertion(ms_plan_maker *m, ms_plan_part *out, bool is_ahead) {
    ms_plan_list heads = none;
    if (is_ahead && out->has_heads) heads = ms_plan_join_needed(m, out->heads, out->open);
    ms_plan_part_empty(out);
    /* What must follow begins what the text begins with here, whatever is matched of it. */
    if (heads.count > 0 && !ms_plan_list_has_empty(heads)) {
        out->heads = heads;
        out->open = none;
    }
}

/* --- many parts --------------------------------------------------------------------------- */

void ms_plan_part_repeat(ms_plan_maker *m, ms_plan_part *item, size_t from, size_t to) {
    static const ms_plan_chars nothing = {0};
    if (item->is_exact && from <= 1) ms_plan_consider(&item->need, item->exact, 0, 0, &nothing);
    if (item->is_exact && from > 1) {
        ms_plan_list all = item->exact;
        for (size_t i = 1; i < from && i < 8; i++) {
            if (!cross_exact(m, all, item->exact, &all)) break;
        }
        ms_plan_consider(&item->need, all, 0, 0, &nothing);
        if (from == to && from < 8 && all.count == 1 && item->exact.count == 1 &&
            all.items[0].len == item->exact.items[0].len * from) {
            item->exact = all;
        } else {
            item->is_exact = false;
        }
    } else if (item->is_exact && to > 1) {
        item->is_exact = false;
    }
    if (item->is_exact && from == 0) {
        item->exact = join_exact(m, item->exact, only_empty);
        if (item->exact.count == 0) item->is_exact = false;
    }
    if (from == 0 && to == 0) {
        ms_plan_part_empty(item);
        return;
    }
    repeat_heads(m, item, from, to);
    item->min = multiply_length(item->min, from);
    if (item->min == MS_PLAN_UNBOUNDED) item->min = 0;
    item->max = multiply_length(item->max, to);
    if (from == 0) item->need.is_set = false;
}

void ms_plan_sequence_init(const ms_plan_maker *m, ms_plan_sequence *s) {
    *s = (ms_plan_sequence){.run = only_empty, .is_one_run = true};
    s->whole.has_heads = !m->is_inside;
    if (s->whole.has_heads) s->whole.open = only_empty;
}

void ms_plan_sequence_append(ms_plan_maker *m, ms_plan_sequence *s, const ms_plan_part *item) {
    ms_plan_part *whole = &s->whole;
    follow_heads(m, whole, item);
    ms_plan_list joined;
    if (item->is_exact) {
        ms_plan_consider(&whole->need, item->exact, whole->min, whole->max, &whole->chars);
        if (!cross_exact(m, s->run, item->exact, &joined)) {
            s->is_one_run = false;
            joined = item->exact;
            s->run_lo = whole->min;
            s->run_hi = whole->max;
            s->run_before = whole->chars;
        }
        s->run = joined;
        ms_plan_consider(&whole->need, s->run, s->run_lo, s->run_hi, &s->run_before);
    } else if (item->need.is_set) {
        ms_plan_chars before = whole->chars;
        ms_plan_chars_add_all(&before, &item->need.before);
        ms_plan_consider(&whole->need, item->need.literals, whole->min + item->need.lo,
                 add_length(whole->max, item->need.hi), &before);
    }
    whole->min += item->min;
    whole->max = add_length(whole->max, item->max);
    ms_plan_chars_add_all(&whole->chars, &item->chars);
    if (!item->is_exact) {
        s->is_one_run = false;
        s->run = only_empty;
        s->run_lo = whole->min;
        s->run_hi = whole->max;
        s->run_before = whole->chars;
    }
    m->is_inside = m->is_inside || whole->open.count == 0;
}

void ms_plan_sequence_end(const ms_plan_sequence *s, ms_plan_part *out) {
    *out = s->whole;
    out->is_exact = s->is_one_run;
    out->exact = s->run;
}

void ms_plan_part_join(ms_plan_maker *m, ms_plan_part *out, const ms_plan_part *branch) {
    ms_plan_need *a = &out->need;
    const ms_plan_need *b = &branch->need;
    if (a->is_set && b->is_set) {
        ms_plan_list literals = ms_plan_join_needed(m, a->literals, b->literals);
        ms_plan_chars before = a->before;
        ms_plan_chars_add_all(&before, &b->before);
        size_t lo = ms_size_min(a->lo, b->lo), hi = ms_size_max(a->hi, b->hi);
        a->is_set = false;
        ms_plan_consider(a, literals, lo, hi, &before);
    } else {
        a->is_set = false;
    }
    add_heads(m, out, branch);
    if (out->is_exact && branch->is_exact) {
        out->exact = join_exact(m, out->exact, branch->exact);
    }
    if (!branch->is_exact || out->exact.count == 0) out->is_exact = false;
    out->min = ms_size_min(out->min, branch->min);
    out->max = ms_size_max(out->max, branch->max);
    ms_plan_chars_add_all(&out->chars, &branch->chars);
}
