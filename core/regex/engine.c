/* See engine.h. The one file that sees pcre2.h. It must never let a limit look like "no
 * match". */
#include "regex/engine.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    WIDEST_WINDOW = 65536, /* start offsets at level 0 */
    JIT_STEPS = 4096,      /* a start offset at level 0: width * steps = 2^28, under 0.5 s */
    PLAIN_STEPS = 512,     /* the same for the interpreter, whose steps are slower */
    MOST_STEPS = 10000000, /* beyond this a start offset is an error */
    LEVELS = 16,           /* enough halvings to reach MOST_STEPS */
    JIT_STACK = 8 << 20,   /* bytes; address space only until used */
    BLOCK_HEADER = 16      /* before each block of PCRE2: its size, since ms_sys wants it back */
};

struct ms_engine {
    const ms_sys *sys;               /* where memory comes from */
    pcre2_general_context *general;  /* hands that to PCRE2 */
    pcre2_compile_context *compiling;
    pcre2_match_context *matching;   /* limits, the offset limit */
    pcre2_code *code;
    pcre2_match_data *data;          /* the spans */
    pcre2_jit_stack *stack;          /* NULL until a match needs more than the machine stack */
    const int64_t *spans;            /* of data */
    size_t groups;                   /* the whole included */
    const char *names;               /* PCRE2's table of names: number (2 bytes), name, NUL */
    uint32_t name_count, name_size;  /* rows and bytes a row */
    unsigned level;                  /* of the last window */
    uint32_t set_steps;              /* what `matching` holds: setting it each time costs */
    size_t set_end;
    bool has_jit, anchored;
};

_Static_assert(sizeof(PCRE2_SIZE) == sizeof(int64_t), "spans are read as int64_t");

static void *engine_alloc(size_t size, void *arg) {
    const ms_sys *sys = ((const ms_engine *)arg)->sys;
    size_t whole;
    if (__builtin_add_overflow(size, (size_t)BLOCK_HEADER, &whole)) return NULL;
    char *block = ms_sys_resize(sys, NULL, 0, whole);
    if (!block) return NULL;
    memcpy(block, &whole, sizeof whole);
    return block + BLOCK_HEADER;
}

static void engine_release(void *ptr, void *arg) {
    const ms_sys *sys = ((const ms_engine *)arg)->sys;
    if (!ptr) return;
    char *block = (char *)ptr - BLOCK_HEADER;
    size_t whole;
    memcpy(&whole, block, sizeof whole);
    ms_sys_free(sys, block, whole);
}

static uint32_t compile_options(const ms_regex_options *options) {
    uint32_t bits = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
    if (options->caseless) bits |= PCRE2_CASELESS;
    if (options->multiline) bits |= PCRE2_MULTILINE;
    if (options->dotall) bits |= PCRE2_DOTALL;
    if (options->extended) bits |= PCRE2_EXTENDED;
    if (options->ucp) bits |= PCRE2_UCP;
    return bits;
}

/* Finds what windows would change the meaning of: verbs that forbid later start offsets, and \G
 * anywhere but at the start. Returns its offset or the pattern's length. */
static size_t find_forbidden(ms_slice pattern, bool anchored) {
    for (size_t i = 0; i + 1 < pattern.len; i++) {
        ms_slice rest = ms_slice_sub(pattern, i, pattern.len);
        if (pattern.ptr[i] == '\\') {
            if (pattern.ptr[i + 1] == 'G' && !anchored) return i;
            i++;
        } else if (ms_slice_starts(rest, MS_SLICE("(*COMMIT")) ||
                   ms_slice_starts(rest, MS_SLICE("(*SKIP")) ||
                   ms_slice_starts(rest, MS_SLICE("(*PRUNE")) ||
                   ms_slice_starts(rest, MS_SLICE("(*THEN"))) {
            return i;
        }
    }
    return pattern.len;
}

static ms_status compile(ms_engine *engine, ms_slice pattern, const ms_regex_options *options,
                         ms_error *error) {
    int code = 0;
    PCRE2_SIZE at = 0;
    pcre2_set_newline(engine->compiling, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(engine->compiling, PCRE2_BSR_UNICODE);
    engine->code = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len, compile_options(options),
                                 &code, &at, engine->compiling);
    if (!engine->code) {
        if (code == PCRE2_ERROR_NOMEMORY || code == PCRE2_ERROR_HEAP_FAILED) {
            return ms_error_set(error, MS_E_MEMORY, 0, "no memory to compile a pattern");
        }
        PCRE2_UCHAR reason[120];
        if (pcre2_get_error_message(code, reason, sizeof reason) < 0) reason[0] = '\0';
        return ms_error_set(error, MS_E_PATTERN, at, "pattern, at byte %zu: %s", at + 1,
                            (const char *)reason);
    }
    uint32_t all = 0;
    pcre2_pattern_info(engine->code, PCRE2_INFO_ALLOPTIONS, &all);
    engine->anchored = (all & PCRE2_ANCHORED) != 0;
    size_t forbidden = find_forbidden(pattern, engine->anchored);
    if (forbidden < pattern.len) {
        return ms_error_set(error, MS_E_PATTERN, forbidden,
                            "pattern, at byte %zu: backtracking verbs, and \\G other than at the "
                            "start, are not supported; a lookaround or two searches do the same",
                            forbidden + 1);
    }
    return MS_OK;
}

/* What the code says about itself, machine code for it, and room for its spans. */
static ms_status prepare(ms_engine *engine, bool no_jit, ms_error *error) {
    uint32_t captures = 0;
    size_t jit_size = 0;
    if (!no_jit && pcre2_jit_compile(engine->code, PCRE2_JIT_COMPLETE) == 0) {
        pcre2_pattern_info(engine->code, PCRE2_INFO_JITSIZE, &jit_size);
    }
    engine->has_jit = jit_size > 0;
    pcre2_pattern_info(engine->code, PCRE2_INFO_CAPTURECOUNT, &captures);
    pcre2_pattern_info(engine->code, PCRE2_INFO_NAMECOUNT, &engine->name_count);
    pcre2_pattern_info(engine->code, PCRE2_INFO_NAMEENTRYSIZE, &engine->name_size);
    pcre2_pattern_info(engine->code, PCRE2_INFO_NAMETABLE, &engine->names);
    engine->groups = captures + 1;
    engine->data = pcre2_match_data_create(captures + 1, engine->general);
    if (!engine->data) return ms_error_set(error, MS_E_MEMORY, 0, "no memory for a pattern");
    engine->spans = (const int64_t *)pcre2_get_ovector_pointer(engine->data);
    return MS_OK;
}

ms_status ms_engine_new(ms_ctx *ctx, ms_slice pattern, const ms_regex_options *options,
                        ms_engine **out, ms_error *error) {
    *out = NULL;
    if (!pattern.ptr) pattern = MS_SLICE("");
    if (pattern.len > ctx->limits.pattern) {
        return ms_limits_hit(&ctx->limits, MS_E_LIMIT_PATTERN, pattern.len, 0, error);
    }
    ms_engine *engine = ms_sys_alloc(ctx->sys, sizeof *engine);
    if (!engine) return ms_error_set(error, MS_E_MEMORY, 0, "no memory for a pattern");
    engine->sys = ctx->sys;
    engine->general = pcre2_general_context_create(engine_alloc, engine_release, engine);
    if (engine->general) {
        engine->compiling = pcre2_compile_context_create(engine->general);
        engine->matching = pcre2_match_context_create(engine->general);
    }
    ms_status status = MS_OK;
    if (!engine->compiling || !engine->matching) {
        status = ms_error_set(error, MS_E_MEMORY, 0, "no memory for a pattern");
    }
    if (status == MS_OK) status = compile(engine, pattern, options, error);
    if (status == MS_OK) status = prepare(engine, options->no_jit, error);
    if (status != MS_OK) {
        ms_engine_free(engine);
        return status;
    }
    uint64_t heap_kib = ctx->limits.pattern_heap / 1024;
    pcre2_set_heap_limit(engine->matching, heap_kib < UINT32_MAX ?
                         (uint32_t)heap_kib : UINT32_MAX);
    pcre2_set_depth_limit(engine->matching, MOST_STEPS);
    *out = engine;
    return MS_OK;
}

void ms_engine_free(ms_engine *engine) {
    if (!engine) return;
    pcre2_jit_stack_free(engine->stack);
    pcre2_match_data_free(engine->data);
    pcre2_code_free(engine->code);
    pcre2_match_context_free(engine->matching);
    pcre2_compile_context_free(engine->compiling);
    pcre2_general_context_free(engine->general);
    ms_sys_free(engine->sys, engine, sizeof *engine);
}

/* One call of PCRE2, with a larger stack the first time that the machine's is too small. */
static int match_once(ms_engine *engine, ms_slice subject, size_t from) {
    PCRE2_SPTR bytes = (PCRE2_SPTR)subject.ptr;
    if (!engine->has_jit) {
        return pcre2_match(engine->code, bytes, subject.len, from,
                           PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT,
                           engine->data, engine->matching);
    }
    int result = pcre2_jit_match(engine->code, bytes, subject.len, from, PCRE2_NO_UTF_CHECK,
                                 engine->data, engine->matching);
    if (result != PCRE2_ERROR_JIT_STACKLIMIT || engine->stack) return result;
    engine->stack = pcre2_jit_stack_create(JIT_STACK, JIT_STACK, engine->general);
    if (!engine->stack) return PCRE2_ERROR_NOMEMORY;
    pcre2_jit_stack_assign(engine->matching, NULL, engine->stack);
    return pcre2_jit_match(engine->code, bytes, subject.len, from, PCRE2_NO_UTF_CHECK,
                           engine->data, engine->matching);
}

static ms_status explain(int result, size_t from, ms_error *error) {
    switch (result) {
    case PCRE2_ERROR_NOMEMORY:
        return ms_error_set(error, MS_E_MEMORY, from, "no memory while matching a pattern");
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_JIT_STACKLIMIT:
    case PCRE2_ERROR_RECURSELOOP:
        return ms_error_set(error, MS_E_LIMIT_PATTERN, from,
                            "a pattern backtracks too much near byte %zu of its text; make its "
                            "repetitions exclusive of each other or possessive (\"a++\")",
                            from + 1);
    default:
        return ms_error_set(error, MS_E_INTERNAL, from, "PCRE2 failed with %d", result);
    }
}

static uint32_t steps_at(const ms_engine *engine, unsigned level) {
    uint64_t steps = (uint64_t)(engine->has_jit ? JIT_STEPS : PLAIN_STEPS) << level;
    return steps < MOST_STEPS ? (uint32_t)steps : MOST_STEPS;
}

static void set_limits(ms_engine *engine, uint32_t steps, size_t end) {
    if (engine->set_steps != steps) pcre2_set_match_limit(engine->matching, steps);
    if (engine->set_end != end || engine->set_steps == 0) {
        pcre2_set_offset_limit(engine->matching, end);
    }
    engine->set_steps = steps;
    engine->set_end = end;
}

/* The first character boundary after offset. */
static size_t boundary_after(ms_slice subject, size_t offset) {
    do {
        offset++;
    } while (offset < subject.len && ((unsigned char)subject.ptr[offset] & 0xC0) == 0x80);
    return offset;
}

ms_status ms_engine_search(ms_engine *engine, ms_ctx *ctx, ms_slice subject, size_t from,
                           size_t last, ms_match *match, ms_error *error) {
    if (!subject.ptr) subject.ptr = "";
    if (last > subject.len) last = subject.len;
    if (engine->anchored && last > from) last = from;
    while (from <= last) {
        size_t width = (size_t)WIDEST_WINDOW >> engine->level;
        size_t end = last - from < width ? last : from + width - 1;
        uint32_t steps = steps_at(engine, engine->level);
        set_limits(engine, steps, end);
        int result = match_once(engine, subject, from);
        bool too_deep = result == PCRE2_ERROR_MATCHLIMIT && steps < MOST_STEPS;
        size_t reached = result >= 0 ? (size_t)engine->spans[1] : end;
        uint64_t cost = too_deep ? steps : reached > from ? reached - from : 1;
        ms_status status = ms_tick(ctx, cost);
        /* The clock, whenever a call may have been long. */
        if (status == MS_OK && (engine->level > 0 || too_deep)) status = ms_ctx_check(ctx);
        if (status != MS_OK) return ms_ctx_explain(ctx, status, error);
        if (too_deep) {
            if (engine->level + 1 < LEVELS) engine->level++;
            continue;
        }
        if (engine->level > 0) engine->level--;
        if (result >= 0) {
            *match = (ms_match){engine->spans, engine->groups};
            return MS_OK;
        }
        if (result != PCRE2_ERROR_NOMATCH) return explain(result, from, error);
        from = boundary_after(subject, end);
    }
    return MS_END;
}

bool ms_engine_is_anchored(const ms_engine *engine) {
    return engine->anchored;
}

size_t ms_engine_groups(const ms_engine *engine) {
    return engine->groups;
}

static ms_slice name_at(const ms_engine *engine, uint32_t row, size_t *number) {
    const unsigned char *entry =
        (const unsigned char *)engine->names + (size_t)row * engine->name_size;
    *number = (size_t)entry[0] << 8 | entry[1];
    return ms_slice_str((const char *)entry + 2);
}

/* PCRE2 keeps its names in byte order. */
size_t ms_engine_group_number(const ms_engine *engine, ms_slice name) {
    uint32_t from = 0, to = engine->name_count;
    while (from < to) {
        size_t number;
        uint32_t row = from + (to - from) / 2;
        int order = ms_slice_compare(name, name_at(engine, row, &number));
        if (order == 0) return number;
        if (order < 0) to = row;
        else from = row + 1;
    }
    return 0;
}

ms_slice ms_engine_group_name(const ms_engine *engine, size_t number) {
    for (uint32_t row = 0; row < engine->name_count; row++) {
        size_t found;
        ms_slice name = name_at(engine, row, &found);
        if (found == number) return name;
    }
    return (ms_slice){NULL, 0};
}

size_t ms_engine_size(const ms_engine *engine) {
    size_t size = 0, jit_size = 0;
    pcre2_pattern_info(engine->code, PCRE2_INFO_SIZE, &size);
    pcre2_pattern_info(engine->code, PCRE2_INFO_JITSIZE, &jit_size);
    return size + jit_size + sizeof *engine;
}

/* --- which it is -------------------------------------------------------------------------- */

#define TEXT_OF(token) #token
#define VERSION_TEXT(major, minor) TEXT_OF(major) "." TEXT_OF(minor)

const char *ms_regex_version(void) {
    return VERSION_TEXT(PCRE2_MAJOR, PCRE2_MINOR);
}
