/* JSON Lines whose rows carry a text: each row is a document. The fields are the user's to name
 * (--text-field and kin). A row that cannot be read costs itself. */
#include <strings.h>

#include "base/size.h"
#include "out/json.h"
#include "worker/walk.h"

static ms_slice field_or(const ms_buffer *given, ms_slice fallback) {
    return given->len ? ms_buffer_slice(given) : fallback;
}

/* --- is it? ------------------------------------------------------------------------------- */

static bool drop_suffix(ms_slice *name, const char *suffix) {
    size_t len = strlen(suffix);
    if (name->len < len || strncasecmp(name->ptr + name->len - len, suffix, len) != 0) return false;
    name->len -= len;
    return true;
}

static bool is_named_so(ms_slice name) {
    static const char *const packed[] = {".gz", ".xz", ".zst", ".bz2", ".lz4", NULL};
    for (size_t i = 0; packed[i] && !drop_suffix(&name, packed[i]); i++) {
    }
    return drop_suffix(&name, ".jsonl") || drop_suffix(&name, ".ndjson");
}

/* What the keys of a row say; it may be cut off. */
typedef struct row_keys {
    bool has_text, has_speaker;
} row_keys;

static row_keys look_at_keys(ms_worker *worker, ms_slice line) {
    ms_slice text = field_or(&worker->text_field, MS_SLICE("text"));
    row_keys keys = {0};
    ms_json_reader *reader = NULL;
    ms_json_token token;
    ms_error ignored;
    int depth = 0;
    if (ms_json_reader_new(&worker->archive_ctx, line, &reader) != MS_OK) return keys;
    while (ms_json_next(reader, &token, &ignored) == MS_OK) {
        depth += (token.kind == MS_JSON_OBJECT || token.kind == MS_JSON_ARRAY) -
                 (token.kind == MS_JSON_OBJECT_END || token.kind == MS_JSON_ARRAY_END);
        if (depth == 0) break;
        if (depth > 1 || token.kind != MS_JSON_KEY) continue;
        if (ms_slice_equal(token.text, text)) keys.has_text = true;
        if (ms_slice_equal(token.text, MS_SLICE("speaker"))) keys.has_speaker = true;
    }
    ms_json_reader_free(reader);
    return keys;
}

bool ms_rows_are(ms_worker *worker, ms_slice name, ms_slice head) {
    const char *reason;
    if (worker->is_rows) return true;
    bool is_asked = worker->text_field.len > 0;
    if (ms_slice_starts(head, MS_SLICE("\xEF\xBB\xBF"))) head = ms_slice_sub(head, 3, head.len);
    if (head.len == 0 || head.ptr[0] != '{' || (!is_asked && !is_named_so(name))) return false;
    if (!is_asked && ms_sniff(name, head, &reason) != MS_SNIFF_TEXT) return false;
    const char *end = memchr(head.ptr, '\n', head.len);
    row_keys keys = look_at_keys(worker, ms_slice_sub(head, 0, end ? (size_t)(end - head.ptr) : head.len));
    /* Rows with speakers are the turns of one interview. */
    return keys.has_text && (is_asked || !keys.has_speaker);
}

/* --- lines -------------------------------------------------------------------------------- */

/* The next line that is not blank; its number is rows->line - 1 then. */
static ms_status next_line(ms_walk *walk, ms_slice *line) {
    ms_rows *rows = &walk->rows;
    for (;;) {
        if (rows->is_stream) {
            uint64_t offset;
            ms_status status = ms_archive_line(walk->archive, line, &offset, &walk->error);
            if (status != MS_OK) return status;
            if (offset >= rows->end) return MS_END;
        } else {
            if (rows->rest.len == 0) return MS_END;
            const char *end = memchr(rows->rest.ptr, '\n', rows->rest.len);
            size_t len = end ? (size_t)(end - rows->rest.ptr) : rows->rest.len;
            *line = ms_slice_sub(rows->rest, 0, len);
            rows->rest = ms_slice_sub(rows->rest, len + 1, rows->rest.len);
        }
        rows->line++;
        if (line->len && line->ptr[line->len - 1] == '\r') line->len--;
        if (rows->line == 2 && ms_slice_starts(*line, MS_SLICE("\xEF\xBB\xBF"))) *line = ms_slice_sub(*line, 3, line->len);
        if (line->len) return MS_OK;
    }
}

/* --- rows --------------------------------------------------------------------------------- */

typedef struct row_field {
    ms_slice name;
    ms_buffer *to;
    bool is_given;
} row_field;

static ms_status take_value(ms_json_reader *reader, ms_json_token *token, row_field *field, ms_error *error) {
    ms_status status = ms_json_next(reader, token, error);
    bool is_text = token->kind == MS_JSON_STRING || token->kind == MS_JSON_INT || token->kind == MS_JSON_DOUBLE;
    if (status != MS_OK || !field || !is_text) return status;
    ms_buffer_reset(field->to);
    field->is_given = true;
    status = ms_buffer_append_slice(field->to, token->text);
    if (status != MS_OK) ms_error_set(error, status, 0, "no memory for a row");
    return status;
}

static ms_status skip_value(ms_json_reader *reader, const ms_json_token *token, ms_error *error) {
    int depth = token->kind == MS_JSON_OBJECT || token->kind == MS_JSON_ARRAY;
    while (depth > 0) {
        ms_json_token inside;
        ms_status status = ms_json_next(reader, &inside, error);
        if (status != MS_OK) return status;
        depth += (inside.kind == MS_JSON_OBJECT || inside.kind == MS_JSON_ARRAY) -
                 (inside.kind == MS_JSON_OBJECT_END || inside.kind == MS_JSON_ARRAY_END);
    }
    return MS_OK;
}

static ms_status read_fields(ms_json_reader *reader, row_field *fields, size_t count, ms_error *error) {
    ms_json_token token;
    ms_status status = ms_json_next(reader, &token, error);
    if (status != MS_OK) return status;
    if (token.kind != MS_JSON_OBJECT) {
        return ms_error_set(error, MS_E_MALFORMED, 0, "a row is a JSON object, such as {\"id\": \"1\", \"text\": \"...\"}");
    }
    for (;;) {
        status = ms_json_next(reader, &token, error);
        if (status != MS_OK) return status;
        if (token.kind == MS_JSON_OBJECT_END) break;
        row_field *field = NULL;
        for (size_t i = 0; i < count; i++) {
            if (ms_slice_equal(token.text, fields[i].name)) field = &fields[i];
        }
        status = take_value(reader, &token, field, error);
        if (status == MS_OK) status = skip_value(reader, &token, error);
        if (status != MS_OK) return status;
    }
    status = ms_json_next(reader, &token, error);
    return status == MS_END ? MS_OK
           : status == MS_OK ? ms_error_set(error, MS_E_MALFORMED, 0, "something follows the row on its line")
                             : status;
}

/* Path and id of the row; date becomes what would lie beside a file. */
static ms_status name_row(ms_rows *rows, bool has_id, bool has_date, ms_buffer *beside) {
    ms_buffer *path = &rows->row_path, *id = &rows->row_id;
    ms_status status = MS_OK;
    ms_buffer_reset(path);
    ms_buffer_reset(beside);
    if (rows->path.len) status = ms_buffer_append_slice(path, rows->path);
    if (status == MS_OK && rows->path.len) status = ms_buffer_append(path, "!/", 2);
    if (status == MS_OK) status = ms_buffer_printf(path, "%llu", (unsigned long long)(rows->line - 1));
    if (status == MS_OK && !has_id) {
        ms_buffer_reset(id);
        status = ms_buffer_printf(id, "%llu", (unsigned long long)(rows->line - 1));
    }
    if (status == MS_OK && has_date) {
        status = ms_buffer_append(beside, "{\"date\":", 8);
        if (status == MS_OK) status = ms_json_put_string(beside, ms_buffer_slice(&rows->date));
        if (status == MS_OK) status = ms_buffer_append_byte(beside, '}');
    }
    return status;
}

/* The id of a member's row begins with that of the member. */
static ms_status prefix_id(ms_rows *rows) {
    if (rows->id.len == 0) return MS_OK;
    ms_buffer *id = &rows->row_id;
    size_t more = rows->id.len + 1;
    ms_status status = ms_buffer_reserve(id, more);
    if (status != MS_OK) return status;
    memmove(id->data + more, id->data, id->len);
    memcpy(id->data, rows->id.ptr, rows->id.len);
    id->data[rows->id.len] = '/';
    id->len += more;
    return MS_OK;
}

static ms_status read_row(ms_walk *walk, ms_slice line, ms_item *item) {
    ms_rows *rows = &walk->rows;
    ms_worker *worker = walk->worker;
    row_field fields[] = {
        {field_or(&worker->text_field, MS_SLICE("text")), &rows->text, false},
        {field_or(&worker->id_field, MS_SLICE("id")), &rows->row_id, false},
        {field_or(&worker->date_field, MS_SLICE("date")), &rows->date, false},
        {MS_SLICE("path"), &rows->file, false},
    };
    bool may_name = worker->is_rows && walk->unit->part.kind == MS_PART_FEED;
    ms_status status = MS_OK;
    if (rows->reader) ms_json_reader_reset(rows->reader, line);
    else status = ms_json_reader_new(&worker->archive_ctx, line, &rows->reader);
    if (status == MS_OK) status = read_fields(rows->reader, fields, may_name ? 4 : 3, &walk->error);
    else ms_error_set(&walk->error, status, 0, "no memory for a row");
    ms_status named = name_row(rows, fields[1].is_given, fields[2].is_given, &walk->beside);
    if (named == MS_OK) named = prefix_id(rows);
    if (status == MS_OK && named != MS_OK) {
        status = ms_error_set(&walk->error, named, 0, "no memory for a row");
    }
    bool is_named = fields[3].is_given && !fields[0].is_given && rows->file.len > 0;
    if (status == MS_OK && !fields[0].is_given && !is_named) {
        status = ms_error_set(&walk->error, MS_E_MALFORMED, 0,
                              "this row has no field \"%.*s\" with a text (--text-field names another)%s",
                              (int)ms_size_min(fields[0].name.len, 60), fields[0].name.ptr,
                              may_name ? ", and no \"path\" of a file" : "");
    }
    *item = (ms_item){.path = ms_buffer_slice(&rows->row_path), .id = ms_buffer_slice(&rows->row_id),
                      .name = MS_SLICE("row.txt"), .bytes = ms_buffer_slice(&rows->text),
                      .beside = ms_buffer_slice(&walk->beside)};
    if (status == MS_OK && is_named) return ms_named_open(walk, ms_buffer_slice(&rows->file), item);
    if (status == MS_OK) return MS_OK;
    item->kind = MS_ITEM_ERROR;
    item->stage = "decode";
    item->code = walk->error.code;
    item->reason = ms_slice_str(walk->error.message);
    return MS_OK;
}

/* A file with nothing in it gives nothing. */
static ms_status first_of_named(ms_walk *walk, ms_item *item) {
    ms_status status = ms_named_next(walk, item);
    return status == MS_END ? ms_rows_next(walk, item) : status;
}

ms_status ms_rows_next(ms_walk *walk, ms_item *item) {
    ms_slice line;
    ms_status status = next_line(walk, &line);
    if (status == MS_END) return status;
    if (status == MS_OK) {
        status = read_row(walk, line, item);
        return status == MS_END ? first_of_named(walk, item) : status;
    }
    walk->rows.is_active = false;
    walk->errors++;
    *item = (ms_item){.kind = MS_ITEM_ERROR, .path = walk->rows.path, .id = walk->rows.id, .stage = "archive",
                      .code = walk->error.code, .reason = ms_slice_str(walk->error.message)};
    return MS_OK;
}

void ms_rows_free(ms_rows *rows) {
    ms_json_reader_free(rows->reader);
    rows->reader = NULL;
    ms_buffer_free(&rows->text);
    ms_buffer_free(&rows->row_id);
    ms_buffer_free(&rows->row_path);
    ms_buffer_free(&rows->date);
    ms_buffer_free(&rows->file);
}
