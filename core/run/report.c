/* What a run came to: one JSON object, told at the end and kept beside the result, so that whoever finds the result
 * later knows what it was made with. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/digest.h"
#include "base/size.h"
#include "out/json.h"
#include "run/run.h"

static const double SECOND = 1e9, MEGABYTE = 1e6;

/* --- while it runs ------------------------------------------------------------------------ */

void ms_report_add(ms_engine *engine, const ms_spent *spent) {
    ms_account *account = &engine->account;
    for (size_t i = 0; i < MS_STAGES; i++) account->ns[i] += spent->ns[i];
    size_t at = MS_SLOWEST;
    while (at > 0 && account->slowest[at - 1].ns < spent->slowest_ns) at--;
    if (at == MS_SLOWEST) return;
    memmove(&account->slowest[at + 1], &account->slowest[at], (MS_SLOWEST - 1 - at) * sizeof account->slowest[0]);
    account->slowest[at].ns = spent->slowest_ns;
    size_t len = ms_size_min(spent->slowest.len, MS_SLOW_ROOM - 1);
    if (len) memcpy(account->slowest[at].locator, spent->slowest.ptr, len);
    account->slowest[at].locator[len] = '\0';
}

static ms_cost *cost_of(ms_engine *engine, ms_slice name) {
    ms_cost *costs = (ms_cost *)(void *)engine->costs.data;
    size_t count = engine->costs.len / sizeof *costs;
    for (size_t i = 0; i < count; i++) {
        if (strlen(costs[i].name) == name.len && memcmp(costs[i].name, name.ptr, name.len) == 0) return &costs[i];
    }
    const ms_cost fresh = {.name = ""};
    if (ms_buffer_append(&engine->costs, &fresh, sizeof fresh) != MS_OK) return NULL;
    costs = (ms_cost *)(void *)engine->costs.data;
    memcpy(costs[count].name, name.ptr, name.len);
    return &costs[count];
}

ms_status ms_report_costs(ms_engine *engine, ms_frame *frame) {
    enum { NAMES_MOST = 10000 };
    while (frame->rest.len > 0) {
        ms_slice name;
        uint64_t ns, calls;
        if (ms_frame_take_str(frame, &name) != MS_OK || ms_frame_take_u64(frame, &ns) != MS_OK ||
            ms_frame_take_u64(frame, &calls) != MS_OK || name.len == 0) {
            return MS_E_MALFORMED;
        }
        name.len = ms_size_min(name.len, sizeof ((ms_cost *)0)->name - 1);
        if (engine->costs.len / sizeof(ms_cost) > NAMES_MOST) return MS_OK;
        ms_cost *cost = cost_of(engine, name);
        if (!cost) return MS_OK; /* it is only told */
        cost->ns += ns;
        cost->calls += calls;
    }
    return MS_OK;
}

static int by_time(const void *left, const void *right) {
    const ms_cost *a = left, *b = right;
    if (a->ns != b->ns) return a->ns < b->ns ? 1 : -1;
    return strcmp(a->name, b->name);
}

/* --- at the end --------------------------------------------------------------------------- */

typedef struct writer {
    ms_buffer *out;
    ms_status status;
} writer;

/* For names of our own and numbers: what is longer than `text` fails. */
static void put(writer *w, const char *format, ...) MS_PRINTF(2, 3);
static void put(writer *w, const char *format, ...) {
    char text[160];
    va_list arguments;
    va_start(arguments, format);
    int len = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (w->status == MS_OK && (len < 0 || (size_t)len >= sizeof text)) w->status = MS_E_INTERNAL;
    if (w->status == MS_OK) w->status = ms_buffer_append(w->out, text, (size_t)len);
}

static void put_text(writer *w, const char *key, ms_slice text) {
    put(w, "%s\"%s\":", w->out->data[w->out->len - 1] == '{' ? "" : ",", key);
    if (w->status == MS_OK) w->status = ms_json_put_string(w->out, text);
}

static void put_count(writer *w, const char *key, uint64_t count) {
    put(w, "%s\"%s\":%" PRIu64, w->out->data[w->out->len - 1] == '{' ? "" : ",", key, count);
}

static void put_seconds(writer *w, const char *key, double ns) {
    put(w, "%s\"%s\":%.3f", w->out->data[w->out->len - 1] == '{' ? "" : ",", key, ns / SECOND);
}

/* Lines of PATH TAB DIGEST: the script's own, and one digest of all plugins. */
static void put_sources(writer *w, const char *lines) {
    const char *end = strchrnul(lines, '\n');
    const char *tab = memrchr(lines, '\t', (size_t)(end - lines));
    if (!tab) return;
    put_text(w, "script_digest", ms_slice_of(tab + 1, (size_t)(end - tab - 1)));
    put(w, ",\"plugins_digest\":\"%016" PRIx64 "\"", ms_digest(ms_slice_str(end)));
}

static void put_settings(writer *w, const ms_engine *engine) {
    put(w, ",\"settings\":[");
    const ms_pair *const lists[] = {engine->load_pairs, engine->start_pairs};
    bool has_one = false;
    for (size_t i = 0; i < 2; i++) {
        /* The list has the latest first. */
        for (const ms_pair *end = NULL; end != lists[i];) {
            const ms_pair *pair = lists[i];
            while (pair->next != end) pair = pair->next;
            put(w, has_one ? ",{" : "{");
            put_text(w, "key", ms_slice_str(pair->key));
            put_text(w, "value", ms_slice_str(pair->value));
            put(w, "}");
            has_one = true;
            end = pair;
        }
    }
    put(w, "]");
}

static void put_times(writer *w, const ms_account *account) {
    static const char *const stages[MS_STAGES] = {"read", "decode", "format", "script"};
    put(w, ",\"stages\":{");
    for (size_t i = 0; i < MS_STAGES; i++) put_seconds(w, stages[i], (double)account->ns[i]);
    put(w, "},\"slowest\":[");
    for (size_t i = 0; i < MS_SLOWEST && account->slowest[i].ns; i++) {
        put(w, i ? ",{" : "{");
        put_text(w, "source", ms_slice_str(account->slowest[i].locator));
        put_seconds(w, "seconds", (double)account->slowest[i].ns);
        put(w, "}");
    }
    put(w, "],\"codes\":{");
    for (size_t i = 0; i < MS_STATUS_COUNT; i++) {
        if (account->codes[i]) put_count(w, ms_status_name((ms_status)i), account->codes[i]);
    }
    put(w, "}");
}

static void put_profile(writer *w, const ms_engine *engine) {
    ms_cost *costs = (ms_cost *)(void *)engine->costs.data;
    size_t count = engine->costs.len / sizeof *costs;
    if (count) qsort(costs, count, sizeof *costs, by_time);
    put(w, ",\"profile\":[");
    for (size_t i = 0; i < count; i++) {
        put(w, i ? ",{" : "{");
        put_text(w, "what", ms_slice_str(costs[i].name));
        put_seconds(w, "seconds", (double)costs[i].ns);
        put_count(w, "calls", costs[i].calls);
        put(w, "}");
    }
    put(w, "]");
}

static void put_all(writer *w, const ms_engine *engine, const ms_totals *totals) {
    const ms_account *account = &engine->account;
    double ns = (double)(engine->sys->monotonic_ns(engine->sys->state) - account->started_ns);
    time_t started = (time_t)account->started_s;
    struct tm utc;
    char when[32] = "";
    if (gmtime_r(&started, &utc)) strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &utc);
    put(w, "{\"documents\":%" PRIu64, totals->documents);
    put_count(w, "rows", totals->rows);
    put_count(w, "rejects", totals->rejects);
    put_count(w, "skips", totals->skips);
    put_count(w, "bytes", totals->bytes);
    put_seconds(w, "seconds", ns);
    put(w, ",\"mb_per_s\":%.2f", ns > 0 ? (double)totals->bytes / MEGABYTE / (ns / SECOND) : 0);
    put_text(w, "started", ms_slice_str(when));
    put(w, ",\"resumed\":%s", account->is_resumed ? "true" : "false");
    put_count(w, "jobs", engine->jobs);
    put_times(w, account);
    if (engine->is_profiling) put_profile(w, engine);
    put(w, ",\"notes\":[");
    if (w->status == MS_OK) w->status = ms_buffer_append_slice(w->out, ms_buffer_slice(&engine->notes));
    put(w, "]");
    put_text(w, "script", ms_slice_str(engine->script));
    put_settings(w, engine);
    put_sources(w, engine->sources);
    put_text(w, "moonscribe", MS_SLICE(MS_VERSION));
    put_text(w, "versions", ms_slice_str(engine->versions));
    put_text(w, "wall", ms_slice_str(engine->wall));
    if (engine->output) {
        put_text(w, "output", ms_slice_str(engine->output));
        put_count(w, "output_bytes", account->result_bytes);
        put(w, ",\"output_digest\":\"%016" PRIx64 "\"", account->result_digest);
    }
    put(w, "}\n");
}

ms_status ms_report_make(ms_engine *engine, const ms_totals *totals, ms_error *error) {
    writer w = {.out = &engine->report};
    ms_buffer_reset(&engine->report);
    put_all(&w, engine, totals);
    return w.status == MS_OK ? MS_OK : ms_engine_no_memory(error);
}

const char *ms_engine_cost(const ms_engine *engine, size_t index, double *seconds, uint64_t *calls) {
    const ms_cost *costs = (const ms_cost *)(const void *)engine->costs.data;
    if (index >= engine->costs.len / sizeof *costs) return NULL;
    *seconds = (double)costs[index].ns / SECOND;
    *calls = costs[index].calls;
    return costs[index].name;
}
