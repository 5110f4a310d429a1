/* See result.h. */
#include "run/result.h"

#include <errno.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/size.h"
#include "out/json.h"
#include "run/manifest.h"
#include "run/sort.h"

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

ms_status ms_result_open(ms_result *result, ms_engine *engine, const ms_listener *listener,
                         ms_error *error) {
    *result = (ms_result){.engine = engine, .listener = listener, .own_rows.fd = -1, .own_keys.fd = -1};
    ms_buffer_init(&result->json, engine->sys, 0);
    ms_status status = choose_format(result, error);
    if (status != MS_OK) return status;
    result->is_kept = !is_direct(result);
    result->encode = result->is_kept ? "jsonl" : result->to;
    return MS_OK;
}

ms_status ms_result_open_spool(ms_result *result, ms_engine *engine, const ms_listener *listener) {
    *result = (ms_result){.engine = engine, .listener = listener, .to = "jsonl", .encode = "jsonl", .is_kept = true,
                          .own_rows.fd = -1, .own_keys.fd = -1};
    ms_buffer_init(&result->json, engine->sys, 0);
    return MS_OK;
}

ms_status ms_result_keep(ms_result *result, ms_slice job, const char *suffix, ms_error *error) {
    const ms_engine *engine = result->engine;
    struct stat seen;
    if (!engine->output || result->listener->row) {
        if (!result->is_kept) return MS_OK;
        ms_status status = ms_append_open_nameless(&result->own_rows, engine->sys, error);
        return status == MS_OK ? ms_append_open_nameless(&result->own_keys, engine->sys, error) : status;
    }
    if (stat(engine->output, &seen) == 0 && !S_ISREG(seen.st_mode)) {
        return ms_error_set(error, MS_E_USAGE, 0, "'%.180s' is not a regular file: it cannot be replaced",
                            engine->output);
    }
    ms_store_options options = {.output = engine->output, .job = job, .is_restart = engine->is_restart,
                                .suffix = suffix};
    ms_status status = ms_store_open(engine->sys, &options, &result->store, error);
    if (status != MS_E_NOT_FOUND) return status;
    return ms_error_set(error, MS_E_USAGE, 0, "'%.180s' cannot be created: there is no such folder",
                        engine->output);
}

static ms_append *kept_rows(ms_result *result) {
    return result->store ? ms_store_file(result->store, MS_STORE_ROWS) : &result->own_rows;
}

static ms_append *kept_keys(ms_result *result) {
    return result->store ? ms_store_file(result->store, MS_STORE_KEYS) : &result->own_keys;
}

void ms_result_kept(ms_result *result, ms_append **rows, ms_append **keys) {
    *rows = kept_rows(result);
    *keys = kept_keys(result);
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
    if (result->file) return ms_append_add(result->file, bytes, error);
    if (result->store) return ms_store_add(result->store, MS_STORE_ROWS, bytes, error);
    if (!listener->bytes) return MS_OK;
    return ms_result_heard(listener->bytes(listener->state, bytes), error);
}

ms_status ms_result_begin(ms_result *result, ms_slice columns, ms_error *error) {
    if (result->is_kept || !is_table(result->to)) return MS_OK;
    ms_buffer header;
    ms_buffer_init(&header, result->engine->sys, 0);
    char separator = strcmp(result->to, "csv") == 0 ? ',' : '\t';
    ms_status status = ms_ready_header(columns, separator, &header);
    if (status == MS_OK) status = pass_bytes(result, ms_buffer_slice(&header), error);
    else ms_error_set(error, status, 0, "the names of the columns cannot be read");
    ms_buffer_free(&header);
    return status;
}

static ms_status keep_rows(ms_result *result, ms_slice rows, ms_slice keys, ms_error *error) {
    if (keys.len && !ms_sort_fits(rows, keys)) {
        return ms_error_set(error, MS_E_MALFORMED, 0, "the sort keys do not fit the rows");
    }
    if (!result->store) {
        ms_status status = ms_append_add(&result->own_rows, rows, error);
        return status == MS_OK ? ms_append_add(&result->own_keys, keys, error) : status;
    }
    ms_status status = ms_store_add(result->store, MS_STORE_ROWS, rows, error);
    return status == MS_OK ? ms_store_add(result->store, MS_STORE_KEYS, keys, error) : status;
}

ms_status ms_result_rows(ms_result *result, ms_slice rows, ms_slice keys, ms_slice document,
                         ms_error *error) {
    if (result->is_kept) return keep_rows(result, rows, keys, error);
    if (!result->listener->row) return pass_bytes(result, rows, error);
    return ms_result_heard(pass_lines(result, rows, document), error);
}

ms_status ms_result_merge(ms_result *result, size_t part, ms_slice bytes, ms_error *error) {
    static const ms_store_part parts[] = {MS_STORE_ROWS, MS_STORE_KEYS, MS_STORE_REJECTS, MS_STORE_MANIFEST};
    bool is_direct = part == 0 && !result->is_kept;
    if (bytes.len == 0) return MS_OK;
    if (is_direct) return ms_result_rows(result, bytes, (ms_slice){0}, (ms_slice){0}, error);
    if (result->store) return ms_store_add(result->store, parts[part], bytes, error);
    if (part > 1) return MS_OK;
    return ms_append_add(part == 0 ? &result->own_rows : &result->own_keys, bytes, error);
}

ms_status ms_result_copy(ms_result *result, ms_append *from, size_t part, ms_error *error) {
    enum { PIECE = 64 * 1024 };
    char bytes[PIECE];
    ms_status status = ms_append_flush(from, error);
    for (uint64_t at = 0; at < from->length && status == MS_OK; at += PIECE) {
        size_t some = from->length - at < PIECE ? (size_t)(from->length - at) : PIECE;
        status = ms_append_read(from, at, bytes, some, error);
        if (status == MS_OK) status = ms_result_merge(result, part, ms_slice_of(bytes, some), error);
    }
    return status;
}

ms_status ms_result_document(ms_result *result, const ms_document *document, ms_error *error) {
    if (!result->store) return MS_OK;
    ms_buffer_reset(&result->json);
    if (ms_manifest_put(&result->json, document) != MS_OK) return ms_engine_no_memory(error);
    return ms_store_add(result->store, MS_STORE_MANIFEST, ms_buffer_slice(&result->json), error);
}

/* --- rejects ------------------------------------------------------------------------------ */

static ms_status put_field(ms_buffer *out, const char *key, ms_slice value) {
    ms_status status = ms_buffer_printf(out, "%s\"%s\":", out->len ? "," : "{", key);
    return status == MS_OK ? ms_json_put_string(out, value) : status;
}

/* The place that Lua's messages begin with, "script.lua:12: "; empty when there is none. */
static ms_slice script_line(ms_slice message) {
    for (size_t at = 0; at + 2 < message.len; at++) {
        size_t end = at + 1;
        if (message.ptr[at] != ':') continue;
        while (end < message.len && message.ptr[end] >= '0' && message.ptr[end] <= '9') end++;
        bool is_place = at > 0 && end > at + 1 && end + 1 < message.len && message.ptr[end] == ':' && message.ptr[end + 1] == ' ';
        if (is_place) return ms_slice_sub(message, 0, end);
        if (message.ptr[at + 1] == ' ') break;
    }
    return (ms_slice){0};
}

static ms_status put_reject(ms_buffer *out, const ms_reject *reject) {
    ms_buffer_reset(out);
    ms_status status = put_field(out, "unit", reject->locator);
    if (status == MS_OK) status = put_field(out, "stage", reject->stage);
    if (status == MS_OK) status = put_field(out, "code", reject->code);
    if (status == MS_OK) status = put_field(out, "message", reject->message);
    bool is_script = ms_slice_equal(reject->stage, MS_SLICE("script")) || ms_slice_equal(reject->stage, MS_SLICE("gather"));
    ms_slice line = is_script ? script_line(reject->message) : (ms_slice){0};
    if (status == MS_OK && line.len) status = put_field(out, "script_line", line);
    return status == MS_OK ? ms_buffer_append(out, "}\n", 2) : status;
}

ms_status ms_result_reject(ms_result *result, ms_reject *reject, ms_error *error) {
    const ms_listener *listener = result->listener;
    ms_status status = put_reject(&result->json, reject);
    if (status != MS_OK) return ms_engine_no_memory(error);
    if (result->store) status = ms_store_add(result->store, MS_STORE_REJECTS, ms_buffer_slice(&result->json), error);
    if (status != MS_OK || !listener->reject) return status;
    reject->json = ms_slice_sub(ms_buffer_slice(&result->json), 0, result->json.len - 1);
    return ms_result_heard(listener->reject(listener->state, reject), error);
}

ms_status ms_result_begin_file(ms_result *result, ms_error *error) {
    return result->store ? ms_store_begin_result(result->store, &result->file, error) : MS_OK;
}

ms_status ms_result_put(ms_result *result, ms_slice bytes, ms_error *error) {
    return pass_bytes(result, bytes, error);
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

/* What must be said about the result: to whoever listens, and in the report. */
static ms_status take_note(const ms_result *result, ms_frame *frame, ms_error *error) {
    enum { MOST = 64 * 1024 };
    ms_slice text;
    if (ms_frame_take_str(frame, &text) != MS_OK) return ms_engine_malformed(error);
    if (result->listener->note) result->listener->note(result->listener->state, text);
    ms_buffer *notes = &result->engine->notes;
    if (notes->len + text.len > MOST) return MS_OK;
    ms_status status = notes->len ? ms_buffer_append(notes, ",", 1) : MS_OK;
    if (status == MS_OK) status = ms_json_put_string(notes, text);
    return status == MS_OK ? MS_OK : ms_engine_no_memory(error);
}

static ms_status take_output(ms_result *result, ms_process *process, ms_buffer *lines, ms_error *error) {
    for (;;) {
        ms_frame frame;
        ms_slice bytes;
        ms_status status = ms_process_receive(result->engine, process, &frame, error);
        if (status == MS_END) {
            return ms_error_set(error, MS_E_INTERNAL, 0,
                                "the worker died of signal %d while it made the result",
                                ms_process_bury(process));
        }
        if (status != MS_OK || frame.kind == MS_FRAME_DONE) return status;
        if (frame.kind == MS_FRAME_FAIL) return ms_job_failure(&frame, error);
        if (frame.kind == MS_FRAME_NOTE) {
            status = take_note(result, &frame, error);
            if (status != MS_OK) return status;
            continue;
        }
        if (frame.kind != MS_FRAME_OUTPUT || ms_frame_take_str(&frame, &bytes) != MS_OK) {
            return ms_engine_malformed(error);
        }
        status = result->listener->row ? take_lines(result, lines, bytes, error)
                                       : pass_bytes(result, bytes, error);
        if (status != MS_OK) return status;
    }
}

static ms_status take_sorted(void *state, ms_slice key, ms_slice row, ms_error *error) {
    (void)key;
    return ms_append_add(state, row, error);
}

/* A descriptor of all rows in their order, at its beginning. */
static ms_status order_rows(ms_result *result, ms_append *sorted, int *fd, ms_error *error) {
    ms_append *rows = kept_rows(result), *keys = kept_keys(result);
    ms_status status = ms_append_flush(rows, error);
    *fd = rows->fd;
    if (status == MS_OK && keys->length > 0) {
        status = ms_append_open_nameless(sorted, result->engine->sys, error);
        if (status == MS_OK) status = ms_sort_rows(result->engine->sys, rows, keys, 0, take_sorted, sorted, error);
        if (status == MS_OK) status = ms_append_flush(sorted, error);
        *fd = sorted->fd;
    }
    if (status != MS_OK || lseek(*fd, 0, SEEK_SET) == 0) return status;
    return ms_error_system(error, errno, "going back to the first row");
}

static ms_status make_result(ms_result *result, ms_process *process, int fd, ms_error *error) {
    enum { PATIENCE_FACTOR = 60 }; /* as the worker's own limits are wider here */
    ms_engine *engine = result->engine;
    ms_buffer_reset(&process->out);
    ms_status status = ms_job_put_empty(process, MS_FRAME_FINISH);
    if (status == MS_OK) status = ms_job_put_empty(process, MS_FRAME_END);
    if (status != MS_OK) return ms_engine_no_memory(error);
    status = ms_process_send(process, fd, error);
    if (status != MS_OK && status != MS_E_IO) return status;
    engine->patience_ms *= PATIENCE_FACTOR;
    ms_buffer lines;
    ms_buffer_init(&lines, engine->sys, 0);
    status = take_output(result, process, &lines, error);
    if (status == MS_OK && lines.len > 0) {
        status =
            ms_result_heard(pass_lines(result, ms_buffer_slice(&lines), (ms_slice){0}), error);
    }
    ms_buffer_free(&lines);
    return status;
}

ms_status ms_result_finish(ms_result *result, ms_process *process, ms_error *error) {
    if (!result->is_kept) return MS_OK;
    ms_append sorted = {.fd = -1};
    int fd = -1;
    ms_status status = order_rows(result, &sorted, &fd, error);
    if (status == MS_OK) status = ms_result_begin_file(result, error);
    if (status == MS_OK) status = make_result(result, process, fd, error);
    ms_append_close(&sorted);
    return status;
}

ms_status ms_result_publish(ms_result *result, ms_checkpoint *at, ms_error *error) {
    ms_store *store = result->store;
    result->store = NULL;
    return store ? ms_store_publish(store, at, error) : MS_OK;
}

void ms_result_close(ms_result *result, bool is_discarded) {
    if (is_discarded) ms_store_discard(result->store);
    else ms_store_close(result->store);
    ms_append_close(&result->own_rows);
    ms_append_close(&result->own_keys);
    ms_buffer_free(&result->json);
}
