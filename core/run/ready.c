/* What READY tells, taken over into the description. Its values are JSON made by our own worker from a stranger's
 * script: a reader for just these shapes, strict and bounded, is all that is needed here. */
#include "run/engine.h"

/* A cursor over JSON. */
typedef struct cursor {
    ms_slice text;
    size_t at;
} cursor;

static void skip_blanks(cursor *c) {
    while (c->at < c->text.len && strchr(" \t\r\n", c->text.ptr[c->at])) c->at++;
}

static bool take(cursor *c, char wanted) {
    skip_blanks(c);
    if (c->at >= c->text.len || c->text.ptr[c->at] != wanted) return false;
    c->at++;
    return true;
}

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Appends a code unit as UTF-8; surrogates come as what they are and become '?': names hold none. */
static ms_status append_unit(ms_buffer *out, unsigned unit) {
    char bytes[3];
    if (unit < 0x80) return ms_buffer_append_byte(out, (char)unit);
    if (unit >= 0xD800 && unit < 0xE000) return ms_buffer_append_byte(out, '?');
    if (unit < 0x800) {
        bytes[0] = (char)(0xC0 | unit >> 6);
        bytes[1] = (char)(0x80 | (unit & 0x3F));
        return ms_buffer_append(out, bytes, 2);
    }
    bytes[0] = (char)(0xE0 | unit >> 12);
    bytes[1] = (char)(0x80 | (unit >> 6 & 0x3F));
    bytes[2] = (char)(0x80 | (unit & 0x3F));
    return ms_buffer_append(out, bytes, 3);
}

/* Appends the string at the cursor, decoded. */
static ms_status take_string(cursor *c, ms_buffer *out) {
    if (!take(c, '"')) return MS_E_MALFORMED;
    ms_status status = MS_OK;
    while (c->at < c->text.len && status == MS_OK) {
        char here = c->text.ptr[c->at++];
        if (here == '"') return MS_OK;
        if (here != '\\') {
            status = ms_buffer_append_byte(out, here);
            continue;
        }
        if (c->at >= c->text.len) break;
        char escape = c->text.ptr[c->at++];
        static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
        const char *found = strchr(from, escape);
        if (found && escape) {
            status = ms_buffer_append_byte(out, to[found - from]);
        } else if (escape == 'u' && c->text.len - c->at >= 4) {
            unsigned unit = 0;
            for (int i = 0; i < 4; i++) unit = unit << 4 | (unsigned)(hex(c->text.ptr[c->at++]) & 15);
            status = append_unit(out, unit);
        } else {
            return MS_E_MALFORMED;
        }
    }
    return status == MS_OK ? MS_E_MALFORMED : status;
}

/* Appends a number, true, false or null as it stands (null as nothing). */
static ms_status take_word(cursor *c, ms_buffer *out) {
    skip_blanks(c);
    size_t from = c->at;
    while (c->at < c->text.len && !strchr(",]} \t\r\n", c->text.ptr[c->at])) c->at++;
    ms_slice word = ms_slice_sub(c->text, from, c->at);
    if (word.len == 0) return MS_E_MALFORMED;
    return ms_slice_equal(word, MS_SLICE("null")) ? MS_OK : ms_buffer_append_slice(out, word);
}

/* Appends a value; the items of an array of strings are joined by separator. */
static ms_status take_value(cursor *c, char separator, ms_buffer *out) {
    skip_blanks(c);
    char first = c->at < c->text.len ? c->text.ptr[c->at] : '\0';
    if (first == '"') return take_string(c, out);
    if (first != '[') return take_word(c, out);
    c->at++;
    if (take(c, ']')) return MS_OK;
    for (bool is_first = true;; is_first = false) {
        ms_status status = is_first ? MS_OK : ms_buffer_append_byte(out, separator);
        if (status == MS_OK) status = take_string(c, out);
        if (status != MS_OK) return status;
        if (take(c, ']')) return MS_OK;
        if (!take(c, ',')) return MS_E_MALFORMED;
    }
}

/* Keys and values of one object, given to `set` with both terminated. */
typedef ms_status (*set_field)(void *state, const char *key, ms_slice value);

static ms_status take_object(cursor *c, ms_buffer *scratch, set_field set, void *state) {
    if (!take(c, '{')) return MS_E_MALFORMED;
    if (take(c, '}')) return MS_OK;
    for (;;) {
        ms_buffer_reset(scratch);
        ms_status status = take_string(c, scratch);
        if (status == MS_OK) status = ms_buffer_append_byte(scratch, '\0');
        size_t value = scratch->len;
        if (status == MS_OK && !take(c, ':')) status = MS_E_MALFORMED;
        if (status == MS_OK) status = take_value(c, ',', scratch);
        if (status == MS_OK) status = set(state, scratch->data, ms_slice_sub(ms_buffer_slice(scratch), value, scratch->len));
        if (status != MS_OK) return status;
        if (take(c, '}')) return MS_OK;
        if (!take(c, ',')) return MS_E_MALFORMED;
    }
}

/* --- the description ------------------------------------------------------------------------------------ */

typedef struct option_call {
    ms_engine *engine;
    ms_option option;
} option_call;

static ms_status set_option_field(void *state, const char *key, ms_slice value) {
    option_call *call = state;
    struct {
        const char *key;
        const char **field;
    } fields[] = {{"name", &call->option.name}, {"type", &call->option.type}, {"help", &call->option.help}, {"default", &call->option.fallback},
                  {"choices", &call->option.choices}};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (strcmp(key, fields[i].key) != 0) continue;
        *fields[i].field = ms_engine_copy(call->engine, value);
        if (!*fields[i].field) return MS_E_MEMORY;
    }
    return MS_OK;
}

static ms_status read_options(ms_engine *engine, ms_slice json, ms_buffer *scratch) {
    cursor c = {.text = json};
    enum { MOST = 200 };
    ms_option *options = ms_arena_alloc(&engine->arena, MOST * sizeof *options);
    if (!options) return MS_E_MEMORY;
    size_t count = 0;
    if (!take(&c, '[')) return MS_E_MALFORMED;
    bool is_end = take(&c, ']');
    while (!is_end && count < MOST) {
        option_call call = {engine, {"", "string", "", "", ""}};
        ms_status status = take_object(&c, scratch, set_option_field, &call);
        if (status != MS_OK) return status;
        options[count++] = call.option;
        is_end = take(&c, ']');
        if (!is_end && !take(&c, ',')) return MS_E_MALFORMED;
    }
    engine->description.options = options;
    engine->description.option_count = count;
    return MS_OK;
}

/* Collects the names of [{"name": ...}, ...] joined by commas. */
static ms_status append_name(void *state, const char *key, ms_slice value) {
    if (strcmp(key, "name") != 0) return MS_OK;
    ms_buffer *names = state;
    ms_status status = names->len ? ms_buffer_append_byte(names, ',') : MS_OK;
    return status == MS_OK ? ms_buffer_append_slice(names, value) : status;
}

static ms_status read_formats(ms_engine *engine, ms_slice json, ms_buffer *scratch) {
    cursor c = {.text = json};
    ms_buffer names;
    ms_buffer_init(&names, engine->sys, 0);
    ms_status status = take(&c, '[') ? MS_OK : MS_E_MALFORMED;
    bool is_end = status == MS_OK && take(&c, ']');
    while (status == MS_OK && !is_end) {
        status = take_object(&c, scratch, append_name, &names);
        is_end = status == MS_OK && take(&c, ']');
        if (status == MS_OK && !is_end && !take(&c, ',')) status = MS_E_MALFORMED;
    }
    engine->description.formats = status == MS_OK ? ms_engine_copy(engine, ms_buffer_slice(&names)) : NULL;
    if (status == MS_OK && !engine->description.formats) status = MS_E_MEMORY;
    ms_buffer_free(&names);
    return status;
}

static ms_status read_list(ms_engine *engine, ms_slice json, ms_buffer *scratch, const char **to) {
    cursor c = {.text = json};
    ms_buffer_reset(scratch);
    ms_status status = take_value(&c, ',', scratch);
    if (status != MS_OK) return status;
    *to = ms_engine_copy(engine, ms_buffer_slice(scratch));
    return *to ? MS_OK : MS_E_MEMORY;
}

static ms_status read_pair(ms_engine *engine, ms_slice key, ms_slice value, ms_buffer *scratch) {
    ms_description *to = &engine->description;
    const char **text = ms_slice_equal(key, MS_SLICE("name"))      ? &to->name
                        : ms_slice_equal(key, MS_SLICE("about"))   ? &to->about
                        : ms_slice_equal(key, MS_SLICE("writer"))  ? &to->writer
                        : ms_slice_equal(key, MS_SLICE("columns")) ? &engine->columns
                                                                   : NULL;
    if (text) {
        *text = ms_engine_copy(engine, value);
        return *text ? MS_OK : MS_E_MEMORY;
    }
    if (ms_slice_equal(key, MS_SLICE("order"))) engine->has_order = value.len > 0;
    if (ms_slice_equal(key, MS_SLICE("finish"))) engine->has_finish = value.len > 0;
    if (ms_slice_equal(key, MS_SLICE("options"))) return read_options(engine, value, scratch);
    if (ms_slice_equal(key, MS_SLICE("formats"))) return read_formats(engine, value, scratch);
    if (ms_slice_equal(key, MS_SLICE("views"))) return read_list(engine, value, scratch, &to->views);
    return MS_OK;
}

ms_status ms_ready_read(ms_engine *engine, ms_frame *frame, ms_error *error) {
    ms_buffer scratch;
    ms_buffer_init(&scratch, engine->sys, 0);
    ms_status status = MS_OK;
    while (status == MS_OK && frame->rest.len > 0) {
        ms_slice key, value;
        status = ms_frame_take_str(frame, &key);
        if (status == MS_OK) status = ms_frame_take_str(frame, &value);
        if (status == MS_OK) status = read_pair(engine, key, value, &scratch);
    }
    ms_buffer_free(&scratch);
    return status == MS_OK ? MS_OK : ms_error_set(error, MS_E_INTERNAL, 0, "what the worker says of the script cannot be read (%s)", ms_status_name(status));
}

ms_status ms_ready_header(const char *columns, char separator, ms_buffer *out) {
    cursor c = {.text = ms_slice_str(columns)};
    ms_status status = take_value(&c, separator, out);
    return status == MS_OK ? ms_buffer_append_byte(out, '\n') : status;
}
