/* CSV in. One idea: a field is a slice of the input unless it holds doubled quotes. Never
 * guesses the separator and never joins or drops records. */
#include "parse/csv.h"

void ms_csv_reader_init(ms_csv_reader *reader, ms_ctx *ctx, ms_slice bytes, char separator) {
    *reader = (ms_csv_reader){.ctx = ctx, .bytes = bytes, .separator = separator};
    ms_buffer_init(&reader->scratch, ctx->sys, 0);
}

void ms_csv_reader_free(ms_csv_reader *reader) {
    ms_buffer_free(&reader->scratch);
}

static size_t skip_plain(const ms_csv_reader *reader, size_t at) {
    const char *p = reader->bytes.ptr;
    size_t len = reader->bytes.len;
    while (at < len && p[at] != reader->separator && p[at] != '\n' && p[at] != '\r') at++;
    return at;
}

/* A field in quotes, reader->at on the opening one. Moves reader->at behind the field. */
static ms_status read_quoted(ms_csv_reader *reader, ms_slice *field, ms_error *error) {
    ms_slice bytes = reader->bytes;
    size_t at = reader->at + 1;
    ms_status status = MS_OK;
    bool is_copied = false;
    ms_buffer_reset(&reader->scratch);
    for (;;) {
        const char *quote = memchr(bytes.ptr + at, '"', bytes.len - at);
        if (!quote) {
            return ms_error_set(error, MS_E_TRUNCATED, reader->at,
                                "the quote at byte %zu is never closed", reader->at);
        }
        size_t end = (size_t)(quote - bytes.ptr);
        bool is_doubled = end + 1 < bytes.len && bytes.ptr[end + 1] == '"';
        *field = ms_slice_sub(bytes, at, end + is_doubled);
        size_t behind = is_doubled ? end + 2 : skip_plain(reader, end + 1);
        if (is_copied || is_doubled || behind > end + 1) {
            status = ms_buffer_append_slice(&reader->scratch, *field);
            is_copied = true;
        }
        if (status == MS_OK && !is_doubled) {
            status = ms_buffer_append(&reader->scratch, bytes.ptr + end + 1, behind - end - 1);
        }
        if (status != MS_OK) return ms_error_set(error, status, at, "no memory to read CSV");
        at = behind;
        if (!is_doubled) break;
    }
    if (is_copied) *field = ms_buffer_slice(&reader->scratch);
    reader->at = at;
    return MS_OK;
}

ms_status ms_csv_next(ms_csv_reader *reader, ms_slice *field, bool *last, ms_error *error) {
    ms_slice bytes = reader->bytes;
    size_t from = reader->at;
    if (from >= bytes.len) {
        /* A separator at the very end is followed by one more field. */
        bool is_behind_separator = from > 0 && from == bytes.len &&
                                   bytes.ptr[from - 1] == reader->separator;
        if (!is_behind_separator) return MS_END;
        reader->at = bytes.len + 1;
        *field = (ms_slice){NULL, 0};
        *last = true;
        return MS_OK;
    }
    if (bytes.ptr[from] == '"') {
        ms_status status = read_quoted(reader, field, error);
        if (status != MS_OK) return status;
    } else {
        reader->at = skip_plain(reader, from);
        *field = ms_slice_sub(bytes, from, reader->at);
    }
    *last = reader->at >= bytes.len || bytes.ptr[reader->at] != reader->separator;
    if (reader->at < bytes.len) {
        bool is_crlf = bytes.ptr[reader->at] == '\r' && reader->at + 1 < bytes.len &&
                       bytes.ptr[reader->at + 1] == '\n';
        reader->at += is_crlf ? 2 : 1;
    }
    ms_status status = ms_tick(reader->ctx, reader->at - from);
    return status == MS_OK ? MS_OK : ms_ctx_explain(reader->ctx, status, error);
}
