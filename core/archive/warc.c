/* See warc.h. */
#include "archive/warc.h"

#include "archive/zip_time.h"
#include "base/size.h"

/* Heads beyond these are nobody's. */
enum { HEAD_MOST = 256 * 1024, HTTP_MOST = 64 * 1024 };

/* What a record's head says. Slices point into the source's window. */
typedef struct record {
    ms_slice type;    /* "response", "resource", ... */
    ms_slice uri;     /* without brackets around it */
    ms_slice content; /* the block's media type */
    int64_t mtime_s;
    uint64_t size;
    bool has_size;
} record;

void ms_warc_open(ms_warc *warc, ms_source *source) {
    const ms_sys *sys = source->meter->ctx->sys;
    if (!warc->name.sys) {
        ms_buffer_init(&warc->name, sys, 0);
        ms_buffer_init(&warc->body, sys, 0);
    }
    warc->source = source;
    warc->left = 0;
    warc->is_lost = warc->is_ended = false;
}

void ms_warc_free(ms_warc *warc) {
    if (!warc->name.sys) return;
    ms_buffer_free(&warc->name);
    ms_buffer_free(&warc->body);
    ms_gunzip_free(warc->gunzip);
    ms_source_free(&warc->packed);
    ms_source_free(&warc->unpacked);
    *warc = (ms_warc){0};
}

/* --- a record's head -------------------------------------------------------------------- */

static bool read_digits(ms_slice text, uint64_t *value) {
    *value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
        if (__builtin_mul_overflow(*value, UINT64_C(10), value) ||
            __builtin_add_overflow(*value, (uint64_t)(text.ptr[i] - '0'), value)) {
            return false;
        }
    }
    return text.len > 0;
}

/* "2024-06-27T09:30:00Z", with or without fractions; -1 for anything else. */
static int64_t read_date(ms_slice text) {
    static const size_t at[] = {0, 5, 8, 11, 14, 17}, len[] = {4, 2, 2, 2, 2, 2};
    uint64_t part[6];
    if (text.len < 19 || text.ptr[4] != '-' || text.ptr[10] != 'T') return -1;
    for (size_t i = 0; i < 6; i++) {
        if (!read_digits(ms_slice_sub(text, at[i], at[i] + len[i]), &part[i])) return -1;
    }
    if (part[0] < 1970 || part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31) return -1;
    return ms_zip_time_days((int64_t)part[0], (unsigned)part[1], (unsigned)part[2]) * 86400 +
           (int64_t)(part[3] * 3600 + part[4] * 60 + part[5]);
}

static void take_field(ms_slice line, record *out) {
    ms_slice name, value;
    if (!ms_http_field(line, &name, &value)) return;
    if (ms_http_same(name, MS_SLICE("warc-type"))) {
        out->type = value;
    } else if (ms_http_same(name, MS_SLICE("warc-target-uri"))) {
        bool is_bracketed = value.len > 2 && value.ptr[0] == '<' && value.ptr[value.len - 1] == '>';
        out->uri = is_bracketed ? ms_slice_sub(value, 1, value.len - 1) : value;
    } else if (ms_http_same(name, MS_SLICE("warc-date"))) {
        out->mtime_s = read_date(value);
    } else if (ms_http_same(name, MS_SLICE("content-type"))) {
        out->content = value;
    } else if (ms_http_same(name, MS_SLICE("content-length"))) {
        out->has_size = read_digits(value, &out->size);
    }
}

static ms_status lost(ms_warc *warc, const char *what, ms_error *error) {
    warc->is_lost = true;
    return ms_error_set(error, MS_E_MALFORMED, ms_source_at(warc->source),
                        "the WARC is damaged here: %s", what);
}

/* Shows a whole head, of which the window is made to hold more and more. */
static ms_status peek_head(ms_warc *warc, ms_slice *head, ms_error *error) {
    for (size_t want = 4096; want <= HEAD_MOST; want *= 4) {
        ms_slice have;
        ms_status status = ms_source_peek(warc->source, want, &have, error);
        if (status != MS_OK) return status;
        ms_slice rest = have, line;
        while (ms_http_line(&rest, &line)) {
            if (line.len) continue;
            *head = ms_slice_sub(have, 0, have.len - rest.len);
            return MS_OK;
        }
        if (have.len < want) break;
    }
    return lost(warc, "a record's head does not end", error);
}

/* Consumes the empty lines between records; MS_END where nothing follows. */
static ms_status find_head(ms_warc *warc, ms_error *error) {
    for (;;) {
        ms_slice have;
        ms_status status = ms_source_peek(warc->source, 8, &have, error);
        if (status != MS_OK) return status;
        size_t blank = 0;
        while (blank < have.len && (have.ptr[blank] == '\r' || have.ptr[blank] == '\n')) blank++;
        if (blank < have.len || have.len == 0) {
            status = ms_source_skip(warc->source, blank, error);
            return status == MS_OK && have.len == 0 ? MS_END : status;
        }
        status = ms_source_skip(warc->source, blank, error);
        if (status != MS_OK) return status;
    }
}

/* Goes to the next line that begins as a head does; MS_END. */
static ms_status look_for_head(ms_warc *warc, ms_error *error) {
    for (;;) {
        ms_slice have;
        ms_status status = ms_source_peek(warc->source, HTTP_MOST, &have, error);
        if (status != MS_OK) return status;
        if (have.len < 8) return MS_END;
        const char *found = memmem(have.ptr, have.len, "\nWARC/", 6);
        size_t step = found ? (size_t)(found - have.ptr) + 1 : have.len - 5;
        status = ms_source_skip(warc->source, step, error);
        if (status != MS_OK || found) return status;
    }
}

static ms_status read_head(ms_warc *warc, record *out, ms_error *error) {
    ms_slice head = {0}, line;
    ms_status status = peek_head(warc, &head, error);
    if (status != MS_OK) return status;
    if (!ms_slice_starts(head, MS_SLICE("WARC/"))) {
        return lost(warc, "there is no record where one must be", error);
    }
    ms_slice rest = head;
    *out = (record){.mtime_s = -1};
    while (ms_http_line(&rest, &line)) take_field(line, out);
    if (!out->has_size) return lost(warc, "a record does not say how long it is", error);
    ms_slice name = out->uri.len ? out->uri : out->type;
    ms_buffer_reset(&warc->name);
    status = ms_buffer_append_slice(&warc->name, name);
    if (status != MS_OK) return ms_error_set(error, status, 0, "not enough memory for a name");
    return MS_OK;
}

/* --- what is a document ----------------------------------------------------------------- */

static bool begins(ms_slice type, const char *with) {
    size_t len = strlen(with);
    return type.len >= len && ms_http_same(ms_slice_sub(type, 0, len), ms_slice_of(with, len));
}

static const char *skip_by_media_type(ms_slice type) {
    static const char *const others[] = {"image/", "audio/", "video/", "font/", "text/css",
                                         "text/javascript", "application/javascript",
                                         "application/x-javascript", "text/dns"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (begins(type, others[i])) return "no text, by its media type";
    }
    return NULL;
}

static const char *skip_by_type(ms_slice type) {
    static const char *const kept[] = {"response", "resource", "conversion"};
    for (size_t i = 0; i < 3; i++) {
        if (ms_slice_equal(type, ms_slice_str(kept[i]))) return NULL;
    }
    if (ms_slice_equal(type, MS_SLICE("revisit"))) return "seen before, by the crawler";
    if (ms_slice_equal(type, MS_SLICE("continuation"))) return "a part of a record";
    return "a record about others";
}

/* Looks into the block that begins here. */
static ms_status judge(ms_warc *warc, ms_warc_entry *entry, ms_error *error) {
    ms_slice have;
    size_t most = entry->size < HTTP_MOST ? (size_t)entry->size : HTTP_MOST;
    ms_status status = ms_source_peek(warc->source, most, &have, error);
    if (status != MS_OK) return status;
    have = ms_slice_sub(have, 0, most);
    entry->has_http = ms_http_parse(have, &entry->http);
    if (!entry->has_http) return MS_OK;
    unsigned answer = entry->http.status;
    if (answer >= 300 && answer < 400) entry->skip_reason = "a redirection";
    else if (answer >= 400) entry->skip_reason = "an error page";
    else entry->skip_reason = skip_by_media_type(entry->http.type);
    return MS_OK;
}

static ms_status skip_rest(ms_warc *warc, ms_error *error) {
    uint64_t left = warc->left;
    warc->left = 0;
    return left ? ms_source_skip(warc->source, left, error) : MS_OK;
}

ms_status ms_warc_next(ms_warc *warc, ms_warc_entry *entry, ms_error *error) {
    record found = {.mtime_s = -1};
    *entry = (ms_warc_entry){.mtime_s = -1};
    if (warc->is_ended) return MS_END;
    ms_status status = skip_rest(warc, error);
    if (status == MS_OK && warc->is_lost) status = look_for_head(warc, error);
    warc->is_lost = false;
    if (status == MS_OK) status = find_head(warc, error);
    entry->at = ms_source_at(warc->source);
    if (status == MS_OK) status = read_head(warc, &found, error);
    if (status != MS_OK) {
        warc->is_ended = !warc->is_lost;
        return status;
    }
    entry->raw_name = ms_buffer_slice(&warc->name);
    entry->size = found.size;
    entry->mtime_s = found.mtime_s;
    entry->skip_reason = skip_by_type(found.type);
    bool is_http = begins(found.content, "application/http");
    if (!entry->skip_reason && !is_http) entry->skip_reason = skip_by_media_type(found.content);
    ms_slice head = {0};
    status = peek_head(warc, &head, error);
    if (status == MS_OK) status = ms_source_skip(warc->source, head.len, error);
    warc->left = found.size;
    if (status == MS_OK && !entry->skip_reason && is_http) {
        status = judge(warc, entry, error);
    }
    return status;
}

/* --- contents --------------------------------------------------------------------------- */

static ms_status unpack(ms_warc *warc, const ms_warc_entry *entry, ms_slice *bytes, ms_error *error) {
    if (!warc->gunzip) warc->gunzip = ms_gunzip_new(warc->source->meter->ctx->sys);
    if (!warc->gunzip) {
        return ms_error_set(error, MS_E_MEMORY, entry->at, "not enough memory to inflate");
    }
    ms_source_open_bytes(&warc->packed, warc->source->meter, *bytes);
    ms_gunzip_open(warc->gunzip, &warc->packed, &warc->unpacked);
    return ms_source_peek_all(&warc->unpacked, MS_E_LIMIT_MEMBER, bytes, error);
}

static ms_status decode(ms_warc *warc, const ms_warc_entry *entry, ms_slice *bytes, ms_error *error) {
    if (entry->http.is_chunked) {
        ms_buffer_reset(&warc->body);
        ms_status status = ms_http_dechunk(*bytes, &warc->body);
        if (status == MS_E_MEMORY) {
            return ms_error_set(error, status, entry->at, "not enough memory for the member");
        }
        if (status == MS_OK) *bytes = ms_buffer_slice(&warc->body);
    }
    switch (entry->http.coding) {
    case MS_HTTP_GZIP: /* some crawlers undo it and leave the head as it was */
        return ms_slice_starts(*bytes, MS_SLICE("\x1F\x8B")) ? unpack(warc, entry, bytes, error) : MS_OK;
    case MS_HTTP_OTHER:
        return ms_error_set(error, MS_E_UNSUPPORTED, entry->at,
                            "the server has packed it in a way that is not read (not by gzip)");
    default: return MS_OK;
    }
}

ms_status ms_warc_read(ms_warc *warc, const ms_warc_entry *entry, ms_slice *bytes,
                       ms_error *error) {
    const ms_limits *limits = &warc->source->meter->ctx->limits;
    if (entry->size > limits->member || entry->size > SIZE_MAX / 4) {
        return ms_limits_hit(limits, MS_E_LIMIT_MEMBER, entry->size, entry->at, error);
    }
    ms_slice have;
    ms_status status = ms_source_peek(warc->source, (size_t)entry->size, &have, error);
    if (status == MS_OK && have.len < entry->size) {
        status = ms_error_set(
            error, MS_E_TRUNCATED, entry->at,
            "the WARC ends within this record: it has been cut off; copy or download it again");
    }
    if (status != MS_OK) {
        warc->is_ended = true;
        return status;
    }
    *bytes = ms_slice_sub(have, entry->has_http ? entry->http.head_len : 0, (size_t)entry->size);
    return entry->has_http ? decode(warc, entry, bytes, error) : MS_OK;
}
