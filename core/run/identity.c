/* What makes a job the one it is: what is kept of a run that was stopped is taken up by the same job alone, and
 * shards are merged that have it in common. */
#include <inttypes.h>
#include <stdio.h>

#include "base/digest.h"
#include "run/run.h"

static ms_status put_line(ms_buffer *out, const char *key, const char *value) {
    ms_status status = ms_buffer_printf(out, "%s\t", key);
    for (; status == MS_OK && *value; value++) {
        /* A value is data: it does not end the line. */
        status = ms_buffer_append_byte(out, *value == '\n' || *value == '\t' ? ' ' : *value);
    }
    return status == MS_OK ? ms_buffer_append_byte(out, '\n') : status;
}

static ms_status put_digest(ms_buffer *out, const char *key, uint64_t digest) {
    return ms_buffer_printf(out, "%s\t%016" PRIx64 "\n", key, digest);
}

static ms_status put_pairs(ms_buffer *out, const char *prefix, const ms_pair *pairs) {
    ms_status status = MS_OK;
    for (; pairs && status == MS_OK; pairs = pairs->next) {
        char key[128];
        bool is_option = strncmp(pairs->key, "option.", 7) == 0;
        snprintf(key, sizeof key, "%s%.100s", prefix, is_option ? pairs->key + 7 : pairs->key);
        for (char *at = key; *at; at++) *at = *at == '.' ? '-' : *at;
        status = put_line(out, key, pairs->value);
    }
    return status;
}

/* The paths of the inputs and their ids, as one. */
static uint64_t digest_inputs(const ms_inputs *inputs) {
    uint64_t digest = 0;
    for (size_t i = 0; i < inputs->count; i++) {
        uint64_t both[3] = {digest, ms_digest(ms_slice_str(inputs->items[i].path)),
                            ms_digest(ms_slice_str(inputs->items[i].id))};
        digest = ms_digest(ms_slice_of((const char *)both, sizeof both));
    }
    return digest;
}

/* Everything that the rows depend on, but for what is in the inputs: a line each, KEY TAB VALUE, the keys
 * such that they say what is different. */
static ms_status put_common(const ms_run *run, ms_slice columns, ms_buffer *out) {
    const ms_engine *engine = run->engine;
    char first[32];
    snprintf(first, sizeof first, "%" PRIu64, engine->first);
    ms_status status = put_line(out, "moonscribe's version", MS_VERSION);
    if (status == MS_OK) status = put_line(out, "the script", engine->script);
    if (status == MS_OK) status = ms_buffer_append_slice(out, ms_slice_str(engine->sources));
    if (status == MS_OK) status = put_line(out, "the result's format (--to)", run->result.to);
    if (status == MS_OK) status = put_digest(out, "the columns", ms_digest(columns));
    if (status == MS_OK) status = put_line(out, "--first", first);
    if (status == MS_OK && engine->is_verifying) status = put_line(out, "--verify", "");
    if (status == MS_OK && run->pass == MS_PASS_GATHER) status = put_line(out, "the pass", "gather");
    if (status == MS_OK && engine->chosen_fd >= 0) status = put_digest(out, "the documents that are chosen", engine->chosen_digest);
    if (status == MS_OK && engine->counts_fd >= 0) status = put_digest(out, "what was gathered", engine->counts_digest);
    if (status == MS_OK) status = put_pairs(out, "--", engine->load_pairs);
    if (status == MS_OK) status = put_pairs(out, "--", engine->start_pairs);
    if (status == MS_OK) status = put_digest(out, "the list of inputs", digest_inputs(&engine->inputs));
    return status;
}

ms_status ms_identity_put(ms_run *run, ms_slice columns, ms_buffer *out, ms_error *error) {
    const ms_engine *engine = run->engine;
    ms_status status = put_common(run, columns, out);
    run->common_job = ms_digest(ms_buffer_slice(out));
    /* Of a shard, a last line says which it is. */
    if (status == MS_OK && engine->shards) {
        status = ms_buffer_printf(out, "--shard\t%" PRIu64 "/%" PRIu64 "\n", engine->shard, engine->shards);
    }
    return status == MS_OK ? MS_OK : ms_engine_no_memory(error);
}
