/* The public functions but for the run itself (loop.c): an engine's life, its settings, tools.
 */
#include <sched.h>

#include "run/shard.h"

enum { ARENA_MAX = 1 << 30, PATIENCE_MS = 60 * 1000 };

const char *ms_engine_copy(ms_engine *engine, ms_slice text) {
    return ms_arena_copy(&engine->arena, text).ptr;
}

ms_status ms_engine_no_memory(ms_error *error) {
    return ms_error_set(error, MS_E_MEMORY, 0, "no memory for the run");
}

ms_status ms_engine_malformed(ms_error *error) {
    return ms_error_set(error, MS_E_INTERNAL, 0,
                        "the worker sent a message that does not hold what it should");
}

/* Those that this process may use. */
static uint64_t count_cores(void) {
    cpu_set_t cores;
    if (sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
    int count = CPU_COUNT(&cores);
    return count > 0 ? (uint64_t)count : 1;
}

ms_status ms_engine_new(const char *worker, const char *data, ms_engine **out,
                        ms_error *error) {
    const ms_sys *sys = ms_sys_real();
    *out = NULL;
    ms_engine *engine = ms_sys_alloc(sys, sizeof *engine);
    if (!engine) return ms_engine_no_memory(error);
    engine->sys = sys;
    engine->patience_ms = PATIENCE_MS;
    engine->jobs = count_cores();
    engine->sources = engine->wall = engine->versions = "";
    ms_buffer_init(&engine->notes, sys, 0);
    ms_buffer_init(&engine->report, sys, 0);
    ms_buffer_init(&engine->costs, sys, 0);
    engine->chosen_fd = engine->counts_fd = -1;
    ms_arena_init(&engine->arena, sys, ARENA_MAX);
    ms_process_init(&engine->first_worker, sys);
    engine->inputs = (ms_inputs){.arena = &engine->arena, .sys = sys};
    ms_status status = ms_process_find(engine, worker, data, error);
    if (status == MS_OK) *out = engine;
    else ms_engine_free(engine);
    return status;
}

void ms_engine_free(ms_engine *engine) {
    if (!engine) return;
    ms_process_free(&engine->first_worker);
    if (engine->chosen_fd >= 0) engine->sys->close(engine->sys->state, engine->chosen_fd);
    if (engine->counts_fd >= 0) engine->sys->close(engine->sys->state, engine->counts_fd);
    ms_buffer_free(&engine->notes);
    ms_buffer_free(&engine->report);
    ms_buffer_free(&engine->costs);
    ms_inputs_free(&engine->inputs);
    ms_arena_free(&engine->arena);
    ms_sys_free(engine->sys, engine, sizeof *engine);
}

/* --- settings ----------------------------------------------------------------------------- */

static bool is_one_of(const char *key, const char *const *list) {
    while (*list && strcmp(key, *list) != 0) list++;
    return *list != NULL;
}

/* Takes earlier pairs of that key out. */
static void drop_pair(ms_pair **list, const char *key) {
    while (*list) {
        if (strcmp((*list)->key, key) == 0) *list = (*list)->next;
        else list = &(*list)->next;
    }
}

static ms_status add_pair(ms_engine *engine, ms_pair **list, const char *key, const char *value,
                          ms_error *error) {
    ms_pair *pair = ms_arena_alloc(&engine->arena, sizeof *pair);
    if (!pair) return ms_engine_no_memory(error);
    *pair = (ms_pair){ms_engine_copy(engine, ms_slice_str(key)),
                      ms_engine_copy(engine, ms_slice_str(value)), *list};
    if (!pair->key || !pair->value) return ms_engine_no_memory(error);
    *list = pair;
    return MS_OK;
}

static ms_status set_count(const char *key, const char *value, uint64_t *to, ms_error *error) {
    uint64_t number = 0;
    const char *digit = value;
    while (*digit >= '0' && *digit <= '9' && number < UINT64_MAX / 100) {
        number = number * 10 + (uint64_t)(*digit++ - '0');
    }
    if (digit == value || *digit || number == 0) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "--%s takes a whole number from 1, not \"%.40s\"", key, value);
    }
    *to = number;
    return MS_OK;
}

static ms_status set_text(ms_engine *engine, const char *value, const char **to,
                          ms_error *error) {
    *to = ms_engine_copy(engine, ms_slice_str(value));
    return *to ? MS_OK : ms_engine_no_memory(error);
}

/* What the worker must know when it loads. */
static ms_status set_early(ms_engine *engine, const char *key, const char *value,
                           ms_error *error) {
    if (engine->script) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "\"%.40s\" is set before the script is loaded", key);
    }
    if (strncmp(key, "limit.", 6) == 0) {
        ms_limits limits = ms_limits_default();
        ms_status status = ms_limits_set(&limits, key + 6, value, error);
        if (status != MS_OK) return status;
        if (strcmp(key, "limit.time") == 0) {
            /* A script at its limit ends by itself; only what is stuck takes longer than this.
             */
            engine->patience_ms = PATIENCE_MS + (int64_t)(limits.time_ns / 1000000) * 3;
        }
    }
    return add_pair(engine, &engine->load_pairs, key, value, error);
}

ms_status ms_engine_set(ms_engine *engine, const char *key, const char *value,
                        ms_error *error) {
    static const char *const adding[] = {"speaker", "role", "column", NULL};
    static const char *const replacing[] = {"date",     "dates",  "format",
                                            "encoding", "password-file", "member", "text-field", "id-field", "date-field", NULL};
    if (strcmp(key, "first") == 0) return set_count(key, value, &engine->first, error);
    if (strcmp(key, "sample") == 0) return set_count(key, value, &engine->sample, error);
    if (strcmp(key, "only-rejects") == 0) return set_text(engine, value, &engine->only_rejects, error);
    if (strcmp(key, "gathered") == 0) return set_text(engine, value, &engine->gathered, error);
    if (strcmp(key, "profile") == 0) {
        engine->is_profiling = true;
        return MS_OK;
    }
    if (strcmp(key, "verify") == 0) {
        engine->is_verifying = true;
        return MS_OK;
    }
    if (strcmp(key, "gather-only") == 0) {
        engine->is_gather_only = true;
        return MS_OK;
    }
    if (strcmp(key, "shard") == 0) return ms_shard_parse(value, &engine->shard, &engine->shards, error);
    if (strcmp(key, "jobs") == 0) return set_count(key, value, &engine->jobs, error);
    if (strcmp(key, "stdin") == 0) {
        engine->is_rows = strcmp(value, "rows") == 0;
        if (engine->is_rows) return add_pair(engine, &engine->start_pairs, "rows", "1", error);
        return ms_error_set(error, MS_E_USAGE, 0, "--stdin takes \"rows\", not \"%.40s\"", value);
    }
    if (strcmp(key, "restart") == 0) {
        engine->is_restart = true;
        return MS_OK;
    }
    if (strcmp(key, "max-rejects") == 0)
        return set_count(key, value, &engine->max_rejects, error);
    if (strcmp(key, "to") == 0) return set_text(engine, value, &engine->to, error);
    if (strcmp(key, "output") == 0) return set_text(engine, value, &engine->output, error);
    if (strcmp(key, "allow") == 0 && strncmp(value, "read:", 5) != 0) {
        return ms_error_set(error, MS_E_USAGE, 0, "--allow takes read:DIR, not \"%.40s\"; nothing else can be allowed yet",
                            value);
    }
    if (strcmp(key, "plugins") == 0 || strcmp(key, "words") == 0 || strcmp(key, "allow") == 0 ||
        strncmp(key, "limit.", 6) == 0) {
        return set_early(engine, key, value, error);
    }
    bool is_replacing = is_one_of(key, replacing) || strncmp(key, "option.", 7) == 0;
    if (!is_replacing && !is_one_of(key, adding)) {
        return ms_error_set(error, MS_E_USAGE, 0, "there is nothing called \"%.60s\" to set",
                            key);
    }
    if (strcmp(key, "member") == 0) engine->has_member = true;
    if (is_replacing) drop_pair(&engine->start_pairs, key);
    return add_pair(engine, &engine->start_pairs, key, value, error);
}

/* --- loading, inputs ---------------------------------------------------------------------- */

ms_status ms_engine_load(ms_engine *engine, const char *script, ms_error *error) {
    static const char *const no_columns[] = {NULL};
    if (engine->script) return ms_error_set(error, MS_E_USAGE, 0, "an engine loads one script");
    engine->script = ms_engine_copy(engine, ms_slice_str(script));
    if (!engine->script) return ms_engine_no_memory(error);
    engine->description = (ms_description){
        .name = engine->script, .about = "", .writer = "jsonl", .columns = no_columns};
    ms_status status = ms_job_load(engine, &engine->first_worker, error);
    engine->is_loaded = status == MS_OK;
    return status;
}

const ms_description *ms_engine_description(const ms_engine *engine) {
    return engine->is_loaded ? &engine->description : NULL;
}

ms_status ms_engine_add_input(ms_engine *engine, const char *input, ms_error *error) {
    return ms_inputs_add(&engine->inputs, input, error);
}

const char *ms_engine_input(const ms_engine *engine, size_t index) {
    return index < engine->inputs.count ? engine->inputs.items[index].path : NULL;
}

ms_slice ms_engine_report(const ms_engine *engine) {
    return ms_buffer_slice(&engine->report);
}

const char *ms_engine_data(const ms_engine *engine) {
    return engine->data;
}

void ms_engine_interrupt(ms_engine *engine) {
    engine->is_interrupted = 1;
}
