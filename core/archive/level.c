/* See level.h. */
#include "archive/level.h"

void ms_level_init(ms_level *level, ms_meter *meter, ms_converters *converters) {
    const ms_sys *sys = meter->ctx->sys;
    level->meter = meter;
    level->converters = converters;
    ms_buffer_init(&level->name, sys, 0);
    ms_buffer_init(&level->bytes, sys, 0);
}

void ms_level_free(ms_level *level) {
    for (size_t i = 0; i < MS_LEVEL_FILTERS_MOST; i++) {
        ms_gunzip_free(level->filters[i].gunzip);
        ms_foreign_free(level->filters[i].foreign);
        ms_source_free(&level->filters[i].out);
    }
    ms_foreign_free(level->foreign);
    ms_source_free(&level->source);
    ms_source_free(&level->spooled);
    ms_zip_free(&level->zip);
    ms_tar_free(&level->tar);
    ms_warc_free(&level->warc);
    ms_names_free(&level->names);
    ms_buffer_free(&level->name);
    ms_buffer_free(&level->bytes);
}

/* --- opening ---------------------------------------------------------------------------- */

static ms_status no_memory(ms_error *error) {
    return ms_error_set(error, MS_E_MEMORY, 0, "not enough memory to open the archive");
}

/* What the bytes are. Where reading fails early, what came before decides. */
static ms_status look(ms_level *level, ms_slice name, ms_error *error) {
    ms_slice head;
    ms_status status = ms_source_peek(level->inside, MS_KIND_HEAD, &head, error);
    if (status != MS_OK) status = ms_source_peek(level->inside, 1, &head, error);
    if (status != MS_OK) return status;
    level->kind = ms_kind_of(head, name);
    if (level->kind == MS_KIND_ZIP && level->is_document &&
        level->is_document(level->document_state, name, head)) {
        level->kind = MS_KIND_PLAIN;
    }
    return MS_OK;
}

static ms_status add_filter(ms_level *level, ms_error *error) {
    if (level->filter_count == MS_LEVEL_FILTERS_MOST) {
        return ms_limits_hit(&level->meter->ctx->limits, MS_E_LIMIT_DEPTH,
                             level->filter_count + 1, 0, error);
    }
    const ms_sys *sys = level->meter->ctx->sys;
    ms_level_filter *filter = &level->filters[level->filter_count++];
    ms_source *from = level->inside;
    filter->kind = level->kind;
    level->inside = &filter->out;
    if (level->kind == MS_KIND_GZIP) {
        if (!filter->gunzip) filter->gunzip = ms_gunzip_new(sys);
        if (!filter->gunzip) return no_memory(error);
        ms_gunzip_open(filter->gunzip, from, &filter->out);
        return MS_OK;
    }
    if (!filter->foreign) filter->foreign = ms_foreign_new(sys);
    if (!filter->foreign) return no_memory(error);
    return ms_foreign_open_stream(filter->foreign, level->kind, from, &filter->out, error);
}

/* Readers that jump about need all of a stream first. */
static ms_status make_seekable(ms_level *level, ms_error *error) {
    if (level->inside->is_seekable) return MS_OK;
    ms_slice all;
    ms_status status = ms_source_peek_all(level->inside, MS_E_LIMIT_MEMBER, &all, error);
    if (status != MS_OK) return status;
    ms_source_open_bytes(&level->spooled, level->meter, all);
    level->inside = &level->spooled;
    return MS_OK;
}

/* A zip at the outside is counted by its members: its window reads ahead. */
static void count_by_member(ms_level *level) {
    if (!level->is_outermost || level->filter_count > 0) return;
    level->source.is_input = false;
    level->meter->in = 0;
}

static ms_status open_zip(ms_level *level, ms_error *error) {
    ms_status status = make_seekable(level, error);
    if (status != MS_OK) return status;
    level->zip.password = level->password;
    bool is_outermost = level->is_outermost && level->filter_count == 0;
    status = ms_zip_open(&level->zip, level->inside, level->converters, is_outermost, error);
    if (status == MS_OK) count_by_member(level);
    return status;
}

static ms_status open_zip_if_there(ms_level *level, ms_error *error) {
    level->kind = MS_KIND_PLAIN;
    if (!level->inside->is_seekable) return MS_OK;
    ms_status status = open_zip(level, error);
    if (status == MS_E_TRUNCATED) { /* no directory at the end: it is no zip */
        ms_source_seek(level->inside, 0);
        return MS_OK;
    }
    level->kind = MS_KIND_ZIP;
    return status;
}

static ms_status open_foreign(ms_level *level, ms_error *error) {
    if (level->kind == MS_KIND_7Z || level->kind == MS_KIND_ISO) {
        ms_status status = make_seekable(level, error);
        if (status != MS_OK) return status;
    }
    if (!level->foreign) level->foreign = ms_foreign_new(level->meter->ctx->sys);
    if (!level->foreign) return no_memory(error);
    return ms_foreign_open(level->foreign, level->kind, level->inside, error);
}

static ms_slice without_suffix(ms_slice name) {
    const char *dot = name.len ? memrchr(name.ptr, '.', name.len) : NULL;
    return dot ? ms_slice_sub(name, 0, (size_t)(dot - name.ptr)) : name;
}

ms_status ms_level_open(ms_level *level, ms_slice name, ms_error *error) {
    level->inside = &level->source;
    level->filter_count = 0;
    level->is_ended = false;
    ms_names_reset(&level->names, level->meter->ctx, level->converters);
    ms_status status = look(level, name, error);
    while (status == MS_OK && ms_kind_is_stream(level->kind)) {
        status = add_filter(level, error);
        name = without_suffix(name);
        if (status == MS_OK) status = look(level, name, error);
    }
    if (status != MS_OK) return status;
    if (level->kind == MS_KIND_ZIP) return open_zip(level, error);
    if (level->kind == MS_KIND_ZIP_AT_END) return open_zip_if_there(level, error);
    if (level->kind == MS_KIND_TAR) ms_tar_open(&level->tar, level->inside);
    if (level->kind == MS_KIND_WARC) ms_warc_open(&level->warc, level->inside);
    return ms_kind_is_foreign(level->kind) ? open_foreign(level, error) : MS_OK;
}

size_t ms_level_depth(const ms_level *level) {
    size_t extra = level->filter_count > 1 ? level->filter_count - 1 : 0;
    return extra + (level->kind != MS_KIND_PLAIN);
}

/* --- members ---------------------------------------------------------------------------- */

static ms_status name_too_long(const ms_level *level, size_t len, ms_error *error) {
    return ms_limits_hit(&level->meter->ctx->limits, MS_E_LIMIT_NAME, len,
                         ms_source_at(level->inside), error);
}

static ms_status finish_name(ms_level *level, ms_status status, ms_error *error) {
    bool is_file = level->kind != MS_KIND_WARC; /* its names are addresses, which may end in "/" */
    if (status == MS_OK && is_file && !level->skip_reason) {
        level->skip_reason = ms_names_skip_reason(ms_buffer_slice(&level->name));
    }
    if (status == MS_OK) return MS_OK;
    return ms_error_set(error, status, 0, "a member's name: %s", ms_status_name(status));
}

/* Decodes the name, and numbers that of a document. */
static ms_status set_name(ms_level *level, ms_slice raw, ms_error *error) {
    if (raw.len > level->meter->ctx->limits.name) return name_too_long(level, raw.len, error);
    ms_status status =
        finish_name(level, ms_names_decode(&level->names, raw, &level->name), error);
    if (status != MS_OK || level->skip_reason) return status;
    status = ms_names_make_unique(&level->names, &level->name, 0, NULL);
    return status == MS_OK ? MS_OK : no_memory(error);
}

static ms_status next_in_zip(ms_level *level, ms_error *error) {
    ms_zip_entry *entry = &level->zip_entry;
    ms_status status = ms_zip_next(&level->zip, entry, error);
    if (status != MS_OK) return status;
    level->mtime_s = entry->mtime_s;
    level->skip_reason = entry->skip_reason;
    if (entry->raw_name.len > level->meter->ctx->limits.name) {
        return name_too_long(level, entry->raw_name.len, error);
    }
    status = finish_name(level, ms_zip_decode_name(&level->zip, entry, &level->name), error);
    if (status != MS_OK || level->skip_reason) return status;
    return ms_zip_number(&level->zip, entry->at, &level->name) == MS_OK ? MS_OK
                                                                        : no_memory(error);
}

static ms_status next_in_tar(ms_level *level, ms_error *error) {
    ms_status status = ms_tar_next(&level->tar, &level->tar_entry, error);
    if (status == MS_END) return status;
    level->mtime_s = level->tar_entry.mtime_s;
    level->skip_reason = level->tar_entry.skip_reason;
    if (level->tar_entry.raw_name.len == 0) {
        return status == MS_OK ? set_name(level, MS_SLICE(""), error) : status;
    }
    ms_error other;
    ms_status named =
        set_name(level, level->tar_entry.raw_name, status == MS_OK ? error : &other);
    return status == MS_OK ? named : status;
}

static ms_status next_in_warc(ms_level *level, ms_error *error) {
    ms_warc_entry *entry = &level->warc_entry;
    ms_status status = ms_warc_next(&level->warc, entry, error);
    if (status != MS_OK) return status;
    level->mtime_s = entry->mtime_s;
    level->skip_reason = entry->skip_reason;
    return set_name(level, entry->raw_name, error);
}

static ms_status next_in_foreign(ms_level *level, ms_error *error) {
    ms_foreign_entry entry;
    ms_status status = ms_foreign_next(level->foreign, &entry, error);
    if (status != MS_OK) return status;
    level->mtime_s = entry.mtime_s;
    level->skip_reason = entry.skip_reason;
    level->is_encrypted = entry.is_encrypted;
    return set_name(level, entry.raw_name, error);
}

ms_status ms_level_next(ms_level *level, ms_error *error) {
    ms_buffer_reset(&level->name);
    level->mtime_s = -1;
    level->skip_reason = NULL;
    switch (level->kind) {
    case MS_KIND_PLAIN:
        if (level->is_ended) return MS_END;
        level->is_ended = true;
        return MS_OK;
    case MS_KIND_ZIP: return next_in_zip(level, error);
    case MS_KIND_TAR: return next_in_tar(level, error);
    case MS_KIND_WARC: return next_in_warc(level, error);
    default: return next_in_foreign(level, error);
    }
}

ms_status ms_level_peek(ms_level *level, ms_slice *head, ms_error *error) {
    return ms_source_peek(level->inside, MS_KIND_HEAD, head, error);
}

ms_status ms_level_read(ms_level *level, ms_slice *bytes, ms_error *error) {
    switch (level->kind) {
    case MS_KIND_PLAIN:
        return ms_source_peek_all(level->inside, MS_E_LIMIT_DOCUMENT, bytes, error);
    case MS_KIND_ZIP:
        return ms_zip_read(&level->zip, &level->zip_entry, &level->bytes, bytes, error);
    case MS_KIND_TAR:
        if (level->is_outermost && level->filter_count == 0) {
            ms_meter_chain(level->meter, level->tar_entry.size);
        }
        return ms_tar_read(&level->tar, &level->tar_entry, bytes, error);
    case MS_KIND_WARC:
        if (level->is_outermost && level->filter_count == 0) {
            ms_meter_chain(level->meter, level->warc_entry.size);
        }
        return ms_warc_read(&level->warc, &level->warc_entry, bytes, error);
    default:
        if (level->is_encrypted) {
            return ms_error_set(error, MS_E_ENCRYPTED, ms_source_at(level->inside),
                                "encrypted: unpack it with its password and use the result");
        }
        *bytes = (ms_slice){0};
        ms_status status = ms_foreign_read(level->foreign, &level->bytes, error);
        if (status == MS_OK) *bytes = ms_buffer_slice(&level->bytes);
        return status;
    }
}
