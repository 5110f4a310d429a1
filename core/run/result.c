/* See result.h. */
#include "run/result.h"

#include <strings.h>

#include "base/size.h"
#include "out/json.h"
#include "run/manifest.h"

ms_status ms_result_heard(ms_status status, ms_error *error) {
    if (status == MS_OK) return MS_OK;
    return ms_error_set(error, status, 0,
                        "the run was stopped by the program that listens to it");
}

/* --- the format --------------------------------------------------------------------------- */

static const ms_result_format *find_format(const ms_description *script, const char *name) {
    for (size_t i = 0; i < script->format_count; i++) {
        if (strcmp(script->formats[i].name, name) == 0) return &script->formats[i];
    }
    return NULL;
}

static bool has_suffix(const ms_result_format *format, const char *suffix) {
    size_t len = strlen(suffix);
    for (const char *at = format->suffixes; *at; at += strcspn(at, ",")) {
        at += *at == ',';
        if (strcspn(at, ",") == len && strncasecmp(at, suffix, len) == 0) return true;
    }
    return false;
}

/* The format that the name of a file asks for; NULL when its suffix says nothing. */
static const ms_result_format *format_of_file(const ms_description *script,
                                              const char *suffix) {
    for (size_t i = 0; i < script->format_count; i++) {
        if (has_suffix(&script->formats[i], suffix)) return &script->formats[i];
    }
    return NULL;
}

static ms_status no_format(const ms_description *script, const char *what, const char *name,
                           ms_error *error) {
    char list[160] = "";
    for (size_t i = 0, len = 0; i < script->format_count && len < sizeof list - 1; i++) {
        const char *one = script->formats[i].name;
        size_t fits = ms_size_min(strlen(one), sizeof list - 1 - len);
        if (fits < strlen(one) || sizeof list - 1 - len - fits < 2) break;
        if (len) list[len++] = ' ';
        memcpy(list + len, one, fits);
        len += fits;
    }
    return ms_error_set(error, MS_E_USAGE, 0, "%s \"%.40s\" is no result format; there are: %s",
                        what, name, list);
}

/* What a person would rather read than data. */
static const char *best_view(const ms_description *script) {
    const char *const names[] = {"view", script->writer, "md"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const ms_result_format *format = find_format(script, names[i]);
        if (format && format->is_view) return format->name;
    }
    return find_format(script, "table") ? "table" : script->writer;
}

static ms_status choose_format(ms_result *result, ms_error *error) {
    const ms_engine *engine = result->engine;
    const ms_description *script = &engine->description;
    result->to = script->writer;
    if (result->listener->row) {
        result->to = "jsonl";
    } else if (engine->to && strcmp(engine->to, "view") == 0) {
        result->to = best_view(script);
    } else if (engine->to) {
        if (!find_format(script, engine->to))
            return no_format(script, "--to", engine->to, error);
        result->to = engine->to;
    } else if (engine->output) {
        const char *slash = strrchr(engine->output, '/');
        const char *dot = strrchr(slash ? slash : engine->output, '.');
        if (!dot || !dot[1]) return MS_OK;
        const ms_result_format *format = format_of_file(script, dot + 1);
        if (!format) return no_format(script, "the suffix", dot + 1, error);
        result->to = format->name;
    }
    return MS_OK;
}

static bool is_table(const char *to) {
    return strcmp(to, "csv") == 0 || strcmp(to, "tsv") == 0;
}

/* Are rows, as they come, already the result? */
static bool is_direct(const ms_result *result) {
    const ms_engine *engine = result->engine;
    const ms_result_format *format = find_format(&engine->description, result->to);
    if (engine->has_order || engine->has_finish || (format && format->is_view)) return false;
    return is_table(result->to) || strcmp(result->to, "jsonl") == 0;
}

/* --- beginning ---------------------------------------------------------------------------- */

static ms_status put_name(ms_result *result, const char *suffix) {
    const char *output = result->engine->output;
    ms_status status = ms_buffer_append(&result->path, output, strlen(output));
    return status == MS_OK ? ms_buffer_append(&result->path, suffix, strlen(suffix) + 1) : status;
}

static ms_status name_reports(ms_result *result) {
    ms_status status = put_name(result, ".rejects.jsonl");
    result->manifest_at = result->path.len;
    return status == MS_OK ? put_name(result, ".manifest.jsonl") : status;
}

ms_status ms_result_open(ms_result *result, ms_engine *engine, const ms_listener *listener,
                         ms_error *error) {
    *result = (ms_result){.engine = engine, .listener = listener};
    ms_buffer_init(&result->json, engine->sys, 0);
    ms_buffer_init(&result->path, engine->sys, 0);
    ms_status status = choose_format(result, error);
    if (status != MS_OK) return status;
    bool direct = is_direct(result);
    result->encode = direct ? result->to : "jsonl";
    if (!direct) status = ms_spool_new(engine->sys, &result->spool, error);
    if (status != MS_OK || !engine->output || listener->row) return status;
    if (name_reports(result) != MS_OK) return ms_engine_no_memory(error);
    status = ms_out_file_new(engine->sys, engine->output, &result->file, error);
    if (status == MS_OK) {
        return ms_out_file_new(engine->sys, result->path.data + result->manifest_at,
                               &result->manifest, error);
    }
    if (status != MS_E_NOT_FOUND) return status;
    return ms_error_set(error, MS_E_USAGE, 0,
                        "'%.180s' cannot be created: there is no such folder", engine->output);
}

/* --- rows --------------------------------------------------------------------------------- */

static ms_status pass_lines(const ms_result *result, ms_slice rows, ms_slice document) {
    const ms_listener *listener = result->listener;
    while (rows.len > 0) {
        const char *end = memchr(rows.ptr, '\n', rows.len);
        size_t len = end ? (size_t)(end - rows.ptr) : rows.len;
        ms_status status = listener->row(listener->state, ms_slice_sub(rows, 0, len), document);
        if (status != MS_OK) return status;
        rows = ms_slice_sub(rows, end ? len + 1 : len, rows.len);
    }
    return MS_OK;
}

/* Bytes of the result go to whoever wants them. Rows that come as output may be cut anywhere.
 */
static ms_status pass_bytes(ms_result *result, ms_slice bytes, ms_error *error) {
    const ms_listener *listener = result->listener;
    if (result->file) return ms_out_file_write(result->file, bytes, error);
    if (!listener->bytes) return MS_OK;
    return ms_result_heard(listener->bytes(listener->state, bytes), error);
}

ms_status ms_result_begin(ms_result *result, ms_slice columns, ms_error *error) {
    if (result->spool || !is_table(result->to)) return MS_OK;
    ms_buffer header;
    ms_buffer_init(&header, result->engine->sys, 0);
    char separator = strcmp(result->to, "csv") == 0 ? ',' : '\t';
    ms_status status = ms_ready_header(columns, separator, &header);
    if (status == MS_OK) status = pass_bytes(result, ms_buffer_slice(&header), error);
    else ms_error_set(error, status, 0, "the names of the columns cannot be read");
    ms_buffer_free(&header);
    return status;
}

ms_status ms_result_rows(ms_result *result, ms_slice rows, ms_slice keys, ms_slice document,
                         ms_error *error) {
    if (result->spool) return ms_spool_add(result->spool, rows, keys, error);
    if (!result->listener->row) return pass_bytes(result, rows, error);
    return ms_result_heard(pass_lines(result, rows, document), error);
}

ms_status ms_result_document(ms_result *result, const ms_document *document, ms_error *error) {
    if (!result->manifest) return MS_OK;
    ms_buffer_reset(&result->json);
    if (ms_manifest_put(&result->json, document) != MS_OK) return ms_engine_no_memory(error);
    return ms_out_file_write(result->manifest, ms_buffer_slice(&result->json), error);
}

/* --- rejects ------------------------------------------------------------------------------ */

static ms_status put_field(ms_buffer *out, const char *key, ms_slice value) {
    ms_status status = ms_buffer_printf(out, "%s\"%s\":", out->len ? "," : "{", key);
    return status == MS_OK ? ms_json_put_string(out, value) : status;
}

static ms_status put_reject(ms_buffer *out, const ms_reject *reject) {
    ms_buffer_reset(out);
    ms_status status = put_field(out, "unit", reject->locator);
    if (status == MS_OK) status = put_field(out, "stage", reject->stage);
    if (status == MS_OK) status = put_field(out, "code", reject->code);
    if (status == MS_OK) status = put_field(out, "message", reject->message);
    return status == MS_OK ? ms_buffer_append(out, "}\n", 2) : status;
}

ms_status ms_result_reject(ms_result *result, ms_reject *reject, ms_error *error) {
    const ms_listener *listener = result->listener;
    ms_status status = put_reject(&result->json, reject);
    if (status != MS_OK) return ms_engine_no_memory(error);
    if (result->file && !result->rejects) {
        status =
            ms_out_file_new(result->engine->sys, result->path.data, &result->rejects, error);
    }
    if (status == MS_OK && result->rejects) {
        status = ms_out_file_write(result->rejects, ms_buffer_slice(&result->json), error);
    }
    if (status != MS_OK || !listener->reject) return status;
    reject->json = ms_slice_sub(ms_buffer_slice(&result->json), 0, result->json.len - 1);
    return ms_result_heard(listener->reject(listener->state, reject), error);
}

/* --- the end ------------------------------------------------------------------------------ */

/* The rows that the worker gives back, cut into lines again. */
static ms_status take_lines(ms_result *result, ms_buffer *lines, ms_slice bytes,
                            ms_error *error) {
    if (ms_buffer_append_slice(lines, bytes) != MS_OK) return ms_engine_no_memory(error);
    const char *last = lines->len ? memrchr(lines->data, '\n', lines->len) : NULL;
    if (!last) return MS_OK;
    size_t whole = (size_t)(last - lines->data) + 1;
    ms_status status = pass_lines(result, ms_slice_of(lines->data, whole), (ms_slice){0});
    lines->len -= whole;
    memmove(lines->data, lines->data + whole, lines->len);
    return ms_result_heard(status, error);
}

static ms_status take_output(ms_result *result, ms_buffer *lines, ms_error *error) {
    for (;;) {
        ms_frame frame;
        ms_slice bytes;
        ms_status status = ms_process_receive(result->engine, &frame, error);
        if (status == MS_END) {
            return ms_error_set(error, MS_E_INTERNAL, 0,
                                "the worker died of signal %d while it made the result",
                                ms_process_bury(result->engine));
        }
        if (status != MS_OK || frame.kind == MS_FRAME_DONE) return status;
        if (frame.kind == MS_FRAME_FAIL) return ms_job_failure(&frame, error);
        if (frame.kind != MS_FRAME_OUTPUT || ms_frame_take_str(&frame, &bytes) != MS_OK) {
            return ms_engine_malformed(error);
        }
        status = result->listener->row ? take_lines(result, lines, bytes, error)
                                       : pass_bytes(result, bytes, error);
        if (status != MS_OK) return status;
    }
}

ms_status ms_result_finish(ms_result *result, ms_error *error) {
    enum { PATIENCE_FACTOR = 60 }; /* as the worker's own limits are wider here */
    ms_engine *engine = result->engine;
    if (!result->spool) return MS_OK;
    int fd;
    ms_status status = ms_spool_finish(result->spool, &fd, error);
    if (status != MS_OK) return status;
    ms_buffer_reset(&engine->out);
    status = ms_job_put_empty(engine, MS_FRAME_FINISH);
    if (status == MS_OK) status = ms_job_put_empty(engine, MS_FRAME_END);
    if (status != MS_OK) return ms_engine_no_memory(error);
    status = ms_process_send(engine, fd, error);
    if (status != MS_OK && status != MS_E_IO) return status;
    engine->patience_ms *= PATIENCE_FACTOR;
    ms_buffer lines;
    ms_buffer_init(&lines, engine->sys, 0);
    status = take_output(result, &lines, error);
    if (status == MS_OK && lines.len > 0) {
        status =
            ms_result_heard(pass_lines(result, ms_buffer_slice(&lines), (ms_slice){0}), error);
    }
    ms_buffer_free(&lines);
    return status;
}

ms_status ms_result_publish(ms_result *result, bool is_complete, ms_error *error) {
    const ms_sys *sys = result->engine->sys;
    if (!result->file) return MS_OK;
    ms_out_file *rejects = result->rejects, *file = result->file;
    result->rejects = NULL;
    /* Rejects of an earlier run do not belong to this result. */
    ms_status status = MS_OK;
    if (rejects) status = ms_out_file_publish(rejects, error);
    else if (is_complete) sys->unlink(sys->state, result->path.data);
    if (status != MS_OK || !is_complete) return status;
    ms_out_file *manifest = result->manifest;
    result->file = result->manifest = NULL;
    status = ms_out_file_publish(file, error);
    if (status == MS_OK) return ms_out_file_publish(manifest, error);
    ms_out_file_discard(manifest);
    return status;
}

void ms_result_close(ms_result *result) {
    ms_out_file_discard(result->file);
    ms_out_file_discard(result->rejects);
    ms_out_file_discard(result->manifest);
    ms_spool_free(result->spool);
    ms_buffer_free(&result->json);
    ms_buffer_free(&result->path);
}
