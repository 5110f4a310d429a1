/* What READY tells of the script, taken over into the description. */
#include "out/csv.h"
#include "run/cursor.h"
#include "run/engine.h"

/* A list that is read: items of one size in a buffer, copied into the arena at the end. */
typedef struct reading {
    ms_engine *engine;
    ms_buffer *scratch; /* for strings */
    ms_buffer items;
    void *item; /* being read */
} reading;

static ms_status keep(reading *r, const char **to, ms_slice text) {
    *to = ms_engine_copy(r->engine, text);
    return *to ? MS_OK : MS_E_MEMORY;
}

/* --- the lists ---------------------------------------------------------------------------- */

static ms_status take_column(void *state, ms_cursor *cursor) {
    reading *r = state;
    const char *name = NULL;
    ms_buffer_reset(r->scratch);
    ms_status status = ms_cursor_string(cursor, r->scratch);
    if (status == MS_OK) status = keep(r, &name, ms_buffer_slice(r->scratch));
    return status == MS_OK ? ms_buffer_append(&r->items, &name, sizeof name) : status;
}

static ms_status set_option_field(void *state, const char *key, ms_slice value) {
    reading *r = state;
    ms_option *option = r->item;
    if (strcmp(key, "name") == 0) return keep(r, &option->name, value);
    if (strcmp(key, "type") == 0) return keep(r, &option->type, value);
    if (strcmp(key, "help") == 0) return keep(r, &option->help, value);
    if (strcmp(key, "default") == 0) return keep(r, &option->fallback, value);
    return strcmp(key, "choices") == 0 ? keep(r, &option->choices, value) : MS_OK;
}

static ms_status take_option(void *state, ms_cursor *cursor) {
    reading *r = state;
    ms_option option = {"", "string", "", "", ""};
    r->item = &option;
    ms_status status = ms_cursor_object(cursor, r->scratch, set_option_field, r);
    return status == MS_OK ? ms_buffer_append(&r->items, &option, sizeof option) : status;
}

static ms_status set_format_field(void *state, const char *key, ms_slice value) {
    reading *r = state;
    ms_result_format *format = r->item;
    if (strcmp(key, "name") == 0) return keep(r, &format->name, value);
    if (strcmp(key, "about") == 0) return keep(r, &format->about, value);
    return strcmp(key, "suffixes") == 0 ? keep(r, &format->suffixes, value) : MS_OK;
}

static ms_status take_format(void *state, ms_cursor *cursor) {
    reading *r = state;
    ms_result_format format = {"", "", "", false};
    r->item = &format;
    ms_status status = ms_cursor_object(cursor, r->scratch, set_format_field, r);
    return status == MS_OK ? ms_buffer_append(&r->items, &format, sizeof format) : status;
}

/* Reads an array; *items are in the arena then. */
static ms_status read_list(reading *r, ms_slice json, ms_cursor_item take, size_t size,
                           const void **items, size_t *count) {
    ms_cursor cursor = {.text = json};
    ms_buffer_reset(&r->items);
    ms_status status = ms_cursor_array(&cursor, take, r);
    if (status != MS_OK) return status;
    *count = r->items.len / size;
    void *copy = ms_arena_alloc(&r->engine->arena, r->items.len + 1);
    if (!copy) return MS_E_MEMORY;
    if (r->items.len) memcpy(copy, r->items.data, r->items.len);
    *items = copy;
    return MS_OK;
}

/* --- the description ---------------------------------------------------------------------- */

static ms_status read_pair(reading *r, ms_slice key, ms_slice value) {
    ms_engine *engine = r->engine;
    ms_description *to = &engine->description;
    const void *items;
    ms_status status;
    if (ms_slice_equal(key, MS_SLICE("name"))) return keep(r, &to->name, value);
    if (ms_slice_equal(key, MS_SLICE("about"))) return keep(r, &to->about, value);
    if (ms_slice_equal(key, MS_SLICE("writer"))) return keep(r, &to->writer, value);
    if (ms_slice_equal(key, MS_SLICE("wall"))) return keep(r, &engine->wall, value);
    if (ms_slice_equal(key, MS_SLICE("versions"))) return keep(r, &engine->versions, value);
    if (ms_slice_equal(key, MS_SLICE("order"))) engine->has_order = value.len > 0;
    if (ms_slice_equal(key, MS_SLICE("finish"))) engine->has_finish = value.len > 0;
    if (ms_slice_equal(key, MS_SLICE("gather"))) engine->has_gather = value.len > 0;
    if (ms_slice_equal(key, MS_SLICE("columns"))) {
        status = read_list(r, value, take_column, sizeof(char *), &items, &to->column_count);
        if (status == MS_OK) to->columns = items;
        return status;
    }
    if (ms_slice_equal(key, MS_SLICE("options"))) {
        status = read_list(r, value, take_option, sizeof(ms_option), &items, &to->option_count);
        if (status == MS_OK) to->options = items;
        return status;
    }
    if (ms_slice_equal(key, MS_SLICE("formats"))) {
        status = read_list(r, value, take_format, sizeof(ms_result_format), &items,
                           &to->format_count);
        if (status == MS_OK) to->formats = items;
        return status;
    }
    return MS_OK;
}

/* Marks the formats that the script lays out itself: an array of their names. */
static ms_status mark_views(reading *r, ms_slice json) {
    const void *items;
    size_t count;
    ms_status status = read_list(r, json, take_column, sizeof(char *), &items, &count);
    if (status != MS_OK) return status;
    const char *const *views = items;
    ms_description *to = &r->engine->description;
    ms_result_format *formats = ms_arena_alloc(&r->engine->arena,
                                               to->format_count * sizeof *formats + 1);
    if (!formats) return MS_E_MEMORY;
    for (size_t i = 0; i < to->format_count; i++) {
        formats[i] = to->formats[i];
        for (size_t j = 0; j < count; j++) {
            if (strcmp(formats[i].name, views[j]) == 0) formats[i].is_view = true;
        }
    }
    to->formats = formats;
    return MS_OK;
}

ms_status ms_ready_read(ms_engine *engine, ms_frame *frame, ms_error *error) {
    ms_buffer scratch;
    ms_buffer_init(&scratch, engine->sys, 0);
    reading r = {.engine = engine, .scratch = &scratch};
    ms_buffer_init(&r.items, engine->sys, 0);
    ms_slice views = {0};
    ms_status status = MS_OK;
    while (status == MS_OK && frame->rest.len > 0) {
        ms_slice key, value;
        status = ms_frame_take_str(frame, &key);
        if (status == MS_OK) status = ms_frame_take_str(frame, &value);
        if (status != MS_OK) break;
        if (ms_slice_equal(key, MS_SLICE("views"))) views = value;
        else status = read_pair(&r, key, value);
    }
    if (status == MS_OK && views.len > 0) status = mark_views(&r, views);
    ms_buffer_free(&scratch);
    ms_buffer_free(&r.items);
    if (status == MS_OK) return MS_OK;
    if (status == MS_E_MEMORY) return ms_engine_no_memory(error);
    return ms_error_set(error, MS_E_INTERNAL, 0,
                        "what the worker says of the script cannot be read");
}

/* --- the header line of a table ----------------------------------------------------------- */

typedef struct header {
    ms_buffer *out, *scratch;
    ms_csv_style style;
    bool has_fields;
} header;

static ms_status put_column(void *state, ms_cursor *cursor) {
    header *h = state;
    ms_buffer_reset(h->scratch);
    ms_status status = ms_cursor_string(cursor, h->scratch);
    if (status == MS_OK && h->has_fields)
        status = ms_buffer_append_byte(h->out, h->style.separator);
    h->has_fields = true;
    if (status != MS_OK) return status;
    return ms_csv_put_field(h->out, ms_buffer_slice(h->scratch), &h->style);
}

ms_status ms_ready_header(ms_slice columns, char separator, ms_buffer *out) {
    ms_buffer scratch;
    ms_buffer_init(&scratch, out->sys, 0);
    header h = {.out = out, .scratch = &scratch, .style = {.separator = separator}};
    ms_cursor cursor = {.text = columns};
    ms_status status = ms_cursor_array(&cursor, put_column, &h);
    ms_buffer_free(&scratch);
    return status == MS_OK ? ms_buffer_append_byte(out, '\n') : status;
}
