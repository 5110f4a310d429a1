/* See archive.h. A stack of levels, walked depth first; paths grow and shrink with it. */
#include "archive/archive.h"

#include "archive/level.h"
#include "text/escape.h"

/* The deepest that may be asked for, the input itself, and a plain stream at the end. */
enum { LEVELS_MOST = 10 };

struct ms_archive {
    ms_ctx *ctx;
    ms_archive_options options;
    ms_meter meter;
    int fd; /* the input: a descriptor, or -1 and bytes */
    ms_slice bytes;
    ms_buffer name;                /* of the input */
    ms_level *levels[LEVELS_MOST]; /* made when first needed, kept */
    size_t count;                  /* of open levels; 0: at the end */
    ms_buffer path;                /* of the member last met */
    ms_buffer id;
    ms_buffer scratch;
    bool is_at_start;
    const char *kind;
    bool is_container;
};

/* --- levels ----------------------------------------------------------------------------- */

/* The level that opens next; NULL when there is no memory. */
static ms_level *new_level(ms_archive *archive) {
    ms_level *level = archive->levels[archive->count];
    if (level) return level;
    level = ms_sys_alloc(archive->ctx->sys, sizeof *level);
    if (level) {
        ms_level_init(level, &archive->meter, archive->options.converters);
        level->password = archive->options.password;
    }
    archive->levels[archive->count] = level;
    return level;
}

static ms_status no_memory(ms_error *error) {
    return ms_error_set(error, MS_E_MEMORY, 0, "not enough memory to open the archive");
}

static ms_status open_input(ms_archive *archive, ms_error *error) {
    ms_status status = MS_OK;
    ms_meter_init(&archive->meter, archive->ctx);
    archive->count = 0;
    ms_level *level = new_level(archive);
    if (!level) return no_memory(error);
    level->is_outermost = true; /* those inside are asked before they are descended into */
    level->is_document = archive->options.no_descent ? NULL : archive->options.is_document;
    level->document_state = archive->options.state;
    level->path_len = level->id_len = 0;
    if (archive->fd >= 0) {
        status = ms_source_open_fd(&level->source, &archive->meter, archive->fd, error);
        level->source.is_input = true;
    } else {
        ms_source_open_bytes(&level->source, &archive->meter, archive->bytes);
        archive->meter.in = archive->bytes.len;
    }
    if (status == MS_OK) status = ms_level_open(level, ms_buffer_slice(&archive->name), error);
    if (status != MS_OK) return status;
    archive->count = 1;
    archive->is_at_start = true;
    return MS_OK;
}

static size_t depth_of_open(const ms_archive *archive) {
    size_t depth = 0;
    for (size_t i = 0; i < archive->count; i++) depth += ms_level_depth(archive->levels[i]);
    return depth;
}

/* Opens the member last met, which is an archive or compressed. */
static ms_status descend(ms_archive *archive, ms_slice bytes, ms_error *error) {
    const ms_limits *limits = &archive->ctx->limits;
    const ms_level *around = archive->levels[archive->count - 1];
    size_t most = limits->depth < LEVELS_MOST - 2 ? (size_t)limits->depth : LEVELS_MOST - 2;
    size_t depth = depth_of_open(archive);
    if (archive->count == LEVELS_MOST) {
        return ms_limits_hit(limits, MS_E_LIMIT_DEPTH, depth + 1, 0, error);
    }
    ms_level *level = new_level(archive);
    if (!level) return no_memory(error);
    ms_source_open_bytes(&level->source, &archive->meter, bytes);
    ms_status status = ms_level_open(level, ms_buffer_slice(&around->name), error);
    if (status != MS_OK) return status;
    depth += ms_level_depth(level);
    if (depth > most) return ms_limits_hit(limits, MS_E_LIMIT_DEPTH, depth, 0, error);
    bool is_alone = around->kind == MS_KIND_ZIP && around->zip.documents == 1 &&
                    level->kind != MS_KIND_PLAIN;
    level->path_len = archive->path.len;
    level->id_len = is_alone ? around->id_len : archive->id.len;
    archive->count++;
    return MS_OK;
}

void ms_archive_prepare(void) {
    ms_foreign_prepare();
}

/* --- opening and closing ---------------------------------------------------------------- */

static const char *describe(const ms_level *level) {
    if (level->filter_count == 0) return ms_kind_name(level->kind);
    ms_kind packed = level->filters[0].kind;
    if (level->kind == MS_KIND_WARC && packed == MS_KIND_GZIP) return "warc.gz";
    if (level->kind != MS_KIND_TAR || level->filter_count > 1) return ms_kind_name(packed);
    switch (packed) {
    case MS_KIND_GZIP: return "tar.gz";
    case MS_KIND_XZ: return "tar.xz";
    case MS_KIND_ZSTD: return "tar.zst";
    case MS_KIND_BZIP2: return "tar.bz2";
    case MS_KIND_LZ4: return "tar.lz4";
    case MS_KIND_LZMA: return "tar.lzma";
    case MS_KIND_LZIP: return "tar.lz";
    default: return "tar.Z";
    }
}

static ms_status open_any(ms_ctx *ctx, int fd, ms_slice bytes, ms_slice name,
                          const ms_archive_options *options, ms_archive **out,
                          ms_error *error) {
    *out = NULL;
    ms_archive *archive = ms_sys_alloc(ctx->sys, sizeof *archive);
    if (!archive) return no_memory(error);
    archive->ctx = ctx;
    if (options) archive->options = *options;
    archive->fd = fd;
    archive->bytes = bytes;
    ms_buffer_init(&archive->name, ctx->sys, 0);
    ms_buffer_init(&archive->path, ctx->sys, 0);
    ms_buffer_init(&archive->id, ctx->sys, 0);
    ms_buffer_init(&archive->scratch, ctx->sys, 0);
    ms_status status = ms_buffer_append_slice(&archive->name, name);
    if (status != MS_OK) no_memory(error);
    if (status == MS_OK) status = open_input(archive, error);
    if (status != MS_OK) {
        ms_archive_close(archive);
        return status;
    }
    archive->kind = describe(archive->levels[0]);
    archive->is_container =
        archive->levels[0]->kind != MS_KIND_PLAIN || archive->levels[0]->filter_count > 0;
    *out = archive;
    return MS_OK;
}

ms_status ms_archive_open_fd(ms_ctx *ctx, int fd, ms_slice name,
                             const ms_archive_options *options, ms_archive **out,
                             ms_error *error) {
    if (fd < 0) return ms_error_set(error, MS_E_USAGE, 0, "no file to read");
    return open_any(ctx, fd, (ms_slice){0}, name, options, out, error);
}

ms_status ms_archive_open_bytes(ms_ctx *ctx, ms_slice bytes, ms_slice name,
                                const ms_archive_options *options, ms_archive **out,
                                ms_error *error) {
    return open_any(ctx, -1, bytes, name, options, out, error);
}

void ms_archive_close(ms_archive *archive) {
    if (!archive) return;
    const ms_sys *sys = archive->ctx->sys;
    for (size_t i = 0; i < LEVELS_MOST; i++) {
        if (!archive->levels[i]) continue;
        ms_level_free(archive->levels[i]);
        ms_sys_free(sys, archive->levels[i], sizeof *archive->levels[i]);
    }
    ms_buffer_free(&archive->name);
    ms_buffer_free(&archive->path);
    ms_buffer_free(&archive->id);
    ms_buffer_free(&archive->scratch);
    ms_sys_free(sys, archive, sizeof *archive);
}

bool ms_archive_is_container(const ms_archive *archive) {
    return archive->is_container;
}

const char *ms_archive_kind(const ms_archive *archive) {
    return archive->kind;
}

/* --- the stream of documents ------------------------------------------------------------ */

/* Path and id of the member that the level has met. */
static ms_status set_path(ms_archive *archive, const ms_level *level) {
    ms_slice name = ms_buffer_slice(&level->name);
    ms_status status = MS_OK;
    archive->path.len = level->path_len;
    archive->id.len = level->id_len;
    if (name.len == 0) return MS_OK;
    if (level->path_len) status = ms_buffer_append(&archive->path, "!/", 2);
    if (status == MS_OK) status = ms_escape_path(&archive->path, name);
    if (status == MS_OK && level->id_len) status = ms_buffer_append_byte(&archive->id, '/');
    return status == MS_OK ? ms_buffer_append_slice(&archive->id, name) : status;
}

static unsigned count_around(const ms_archive *archive) {
    unsigned depth = 0;
    for (size_t i = 0; i < archive->count; i++) {
        depth += archive->levels[i]->kind != MS_KIND_PLAIN;
    }
    return depth;
}

static void describe_member(const ms_archive *archive, const ms_level *level, ms_slice bytes,
                            ms_member *member) {
    const ms_level *named = level;
    if (level->kind == MS_KIND_PLAIN && archive->count > 1) {
        named = archive->levels[archive->count - 2];
    }
    *member = (ms_member){
        .name = named->kind == MS_KIND_PLAIN ? ms_buffer_slice(&archive->name)
                                             : ms_buffer_slice(&named->name),
        .path = ms_buffer_slice(&archive->path),
        .id = ms_buffer_slice(&archive->id),
        .bytes = bytes,
        .mtime_s = named->mtime_s,
        .depth = count_around(archive),
        .is_skip = level->skip_reason != NULL,
        .skip_reason = level->skip_reason,
    };
}

static bool is_to_descend(ms_archive *archive, const ms_level *level, ms_slice bytes) {
    if (level->kind == MS_KIND_PLAIN || archive->options.no_descent) return false;
    ms_slice name = ms_buffer_slice(&level->name);
    ms_kind kind = ms_kind_of(bytes, name);
    if (kind == MS_KIND_PLAIN) return false;
    bool is_zip = kind == MS_KIND_ZIP;
    if (is_zip && archive->options.is_document &&
        archive->options.is_document(archive->options.state, name, bytes)) {
        return false;
    }
    return true;
}

/* What an error means for those that follow: some limits end all, a ratio ends the chain. */
static void after_error(ms_archive *archive, ms_status status) {
    if (status == MS_E_LIMIT_TOTAL || status == MS_E_LIMIT_MEMBERS) archive->count = 0;
    if (status == MS_E_LIMIT_RATIO && archive->count > 0) {
        const ms_level *outermost = archive->levels[0];
        bool goes_on = outermost->filter_count == 0 &&
                       (outermost->kind == MS_KIND_ZIP || outermost->kind == MS_KIND_TAR ||
                        outermost->kind == MS_KIND_WARC);
        archive->count = goes_on ? 1 : 0;
    }
}

uint64_t ms_archive_count(const ms_archive *archive) {
    const ms_level *level = archive->levels[0];
    bool is_reachable = level->kind == MS_KIND_ZIP && level->inside == &level->source;
    return is_reachable ? level->zip.count : 0;
}

ms_status ms_archive_range(ms_archive *archive, uint64_t from, uint64_t to, ms_error *error) {
    uint64_t count = ms_archive_count(archive);
    if (count == 0 || from > to || to > count) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "no members %llu to %llu: there are %llu to choose from",
                            (unsigned long long)from, (unsigned long long)to,
                            (unsigned long long)count);
    }
    ms_zip_go_to_range(&archive->levels[0]->zip, (size_t)from, (size_t)to);
    ms_meter_init(&archive->meter, archive->ctx);
    archive->meter.members = from;
    archive->count = 1;
    archive->is_at_start = false;
    return MS_OK;
}

static ms_status fail(ms_archive *archive, const ms_level *level, ms_status status,
                      ms_member *member) {
    describe_member(archive, level, (ms_slice){0}, member);
    after_error(archive, status);
    return status;
}

/* All of the member; of a plain file that is not wanted its first bytes. */
static ms_status read_member(ms_archive *archive, ms_level *level, ms_slice *bytes,
                             ms_error *error) {
    const ms_archive_options *options = &archive->options;
    if (level->kind == MS_KIND_PLAIN && options->is_wanted) {
        ms_status status = ms_level_peek(level, bytes, error);
        if (status != MS_OK) return status;
        if (!options->is_wanted(options->state, ms_buffer_slice(&archive->name), *bytes)) return MS_OK;
    }
    return ms_level_read(level, bytes, error);
}

/* Is the plain file to be given line by line? */
static ms_status ask_for_lines(ms_archive *archive, ms_level *level, bool *is_lines, ms_error *error) {
    const ms_archive_options *options = &archive->options;
    ms_slice head;
    *is_lines = false;
    if (level->kind != MS_KIND_PLAIN || !options->is_lines) return MS_OK;
    ms_status status = ms_level_peek(level, &head, error);
    if (status != MS_OK) return status;
    *is_lines = options->is_lines(options->state, ms_buffer_slice(&archive->name), head);
    return MS_OK;
}

/* Reads the member that the level has met; MS_END when it was opened as an archive instead. */
static ms_status deliver(ms_archive *archive, ms_level *level, ms_member *member,
                         ms_error *error) {
    ms_slice bytes = {0};
    bool is_lines = false;
    ms_status asked = ask_for_lines(archive, level, &is_lines, error);
    if (asked != MS_OK) return fail(archive, level, asked, member);
    if (!level->skip_reason && !is_lines) {
        ms_status status = read_member(archive, level, &bytes, error);
        if (status == MS_OK && is_to_descend(archive, level, bytes)) {
            status = descend(archive, bytes, error);
            if (status == MS_OK) return MS_END;
        }
        if (status != MS_OK) return fail(archive, level, status, member);
    }
    describe_member(archive, level, bytes, member);
    member->is_lines = is_lines;
    return MS_OK;
}

ms_status ms_archive_lines_from(ms_archive *archive, uint64_t offset, ms_error *error) {
    ms_level *level = archive->count ? archive->levels[archive->count - 1] : NULL;
    if (!level || level->kind != MS_KIND_PLAIN || !level->inside->is_seekable) {
        return ms_error_set(error, MS_E_UNSUPPORTED, 0, "this file cannot be read from its middle on");
    }
    ms_source_seek(level->inside, offset);
    return MS_OK;
}

ms_status ms_archive_line(ms_archive *archive, ms_slice *line, uint64_t *offset, ms_error *error) {
    ms_level *level = archive->count ? archive->levels[archive->count - 1] : NULL;
    if (!level || level->kind != MS_KIND_PLAIN) return MS_END;
    ms_source *source = level->inside;
    uint64_t most = archive->ctx->limits.document;
    *offset = ms_source_at(source);
    for (size_t looked = 0, want = 1;;) {
        ms_slice have;
        ms_status status = ms_source_peek(source, want, &have, error);
        if (status != MS_OK) return status;
        if (have.len == 0) return MS_END;
        const char *end = have.len > looked ? memchr(have.ptr + looked, '\n', have.len - looked) : NULL;
        size_t len = end ? (size_t)(end - have.ptr) : have.len;
        if (len > most) return ms_limits_hit(&archive->ctx->limits, MS_E_LIMIT_DOCUMENT, len, *offset, error);
        if (end || have.len < want) {
            *line = ms_slice_sub(have, 0, len);
            /* Within the window: what it shows stays until the next call. */
            source->from += len + (end != NULL);
            return MS_OK;
        }
        looked = have.len;
        want = have.len + 1;
    }
}

/* Goes to the next member of the level, and counts it. */
static ms_status meet(ms_archive *archive, ms_level *level, ms_member *member,
                      ms_error *error) {
    archive->is_at_start = false;
    ms_status status = ms_level_next(level, error);
    if (status == MS_END) return status;
    ms_status named = set_path(archive, level);
    if (status == MS_OK && named != MS_OK) {
        status = ms_error_set(error, named, 0, "not enough memory for a name");
    }
    if (status == MS_OK && level->kind != MS_KIND_PLAIN) {
        status = ms_meter_member(&archive->meter, error);
    }
    return status == MS_OK ? MS_OK : fail(archive, level, status, member);
}

ms_status ms_archive_next(ms_archive *archive, ms_member *member, ms_error *error) {
    *member = (ms_member){0};
    while (archive->count > 0) {
        ms_level *level = archive->levels[archive->count - 1];
        ms_status status = meet(archive, level, member, error);
        if (status == MS_END) {
            archive->count--;
            continue;
        }
        if (status == MS_OK) status = deliver(archive, level, member, error);
        if (status != MS_END) return status;
    }
    return MS_END;
}

/* --- one member ------------------------------------------------------------------------- */

/* Takes the part of path up to the next "!/" off it, unescaped into scratch. */
static ms_status take_component(ms_archive *archive, ms_slice *path, ms_error *error) {
    size_t end = 0;
    while (end < path->len &&
           !(path->ptr[end] == '!' && end + 1 < path->len && path->ptr[end + 1] == '/')) {
        end++;
    }
    ms_buffer_reset(&archive->scratch);
    ms_status status = ms_escape_undo(&archive->scratch, ms_slice_sub(*path, 0, end));
    *path = ms_slice_sub(*path, end + 2, path->len);
    if (status == MS_OK) return MS_OK;
    return ms_error_set(
        error, status, 0,
        "this is no path of a member: \"%%\" must be followed by two hexadecimal digits");
}

static ms_status not_found(const ms_archive *archive, ms_error *error) {
    return ms_error_set(error, MS_E_NOT_FOUND, 0, "there is no member \"%.*s\"",
                        (int)(archive->scratch.len < 120 ? archive->scratch.len : 120),
                        archive->scratch.data ? archive->scratch.data : "");
}

/* Goes to the member of the level whose name is in scratch. */
static ms_status go_to(ms_archive *archive, ms_level *level, ms_member *member,
                       ms_error *error) {
    ms_slice wanted = ms_buffer_slice(&archive->scratch);
    if (level->kind == MS_KIND_ZIP) {
        ms_zip_entry entry;
        if (!ms_zip_find(&level->zip, wanted, &entry)) return not_found(archive, error);
        ms_zip_go_to(&level->zip, &entry);
        return meet(archive, level, member, error);
    }
    for (;;) {
        ms_status status = meet(archive, level, member, error);
        if (status == MS_END) return not_found(archive, error);
        bool is_it = ms_slice_equal(ms_buffer_slice(&level->name), wanted);
        if (is_it && (status != MS_OK || !level->skip_reason)) return status;
        if (archive->count == 0) return status;
    }
}

static ms_status find_from_start(ms_archive *archive, ms_slice path, ms_member *member,
                                 ms_error *error) {
    ms_status status;
    for (;;) {
        ms_level *level = archive->levels[archive->count - 1];
        bool is_plain = level->kind == MS_KIND_PLAIN;
        if (is_plain != (path.len == 0)) return not_found(archive, error);
        if (!is_plain) status = take_component(archive, &path, error);
        else status = MS_OK;
        if (status == MS_OK) {
            status = is_plain ? meet(archive, level, member, error)
                              : go_to(archive, level, member, error);
        }
        if (status != MS_OK) return status;
        ms_slice bytes;
        status = ms_level_read(level, &bytes, error);
        if (status != MS_OK) return fail(archive, level, status, member);
        bool is_last = path.len == 0;
        bool is_packed = is_to_descend(archive, level, bytes);
        if (is_packed &&
            (!is_last || ms_kind_is_stream(ms_kind_of(bytes, ms_buffer_slice(&level->name))))) {
            status = descend(archive, bytes, error);
            if (status != MS_OK) return fail(archive, level, status, member);
            const ms_level *inner = archive->levels[archive->count - 1];
            if (!is_last || inner->kind == MS_KIND_PLAIN) continue;
            archive->count--; /* the path names the archive itself */
        }
        if (!is_last) return not_found(archive, error);
        describe_member(archive, level, bytes, member);
        return MS_OK;
    }
}

ms_status ms_archive_find(ms_archive *archive, ms_slice path, ms_member *member,
                          ms_error *error) {
    *member = (ms_member){0};
    ms_buffer_reset(&archive->scratch);
    if (!archive->is_at_start) {
        bool can_rewind = archive->fd < 0 || archive->levels[0]->source.is_seekable;
        if (!can_rewind) {
            return ms_error_set(error, MS_E_NOT_FOUND, 0,
                                "the input is a stream that has been read already");
        }
        ms_status status = open_input(archive, error);
        if (status != MS_OK) return status;
    }
    return find_from_start(archive, path, member, error);
}

ms_status ms_archive_beside(ms_archive *archive, ms_slice suffix, ms_buffer *out,
                            ms_error *error) {
    size_t at = archive->count;
    while (at > 0 && archive->levels[at - 1]->kind == MS_KIND_PLAIN) at--;
    ms_level *level = at > 0 ? archive->levels[at - 1] : NULL;
    ms_zip_entry entry;
    if (level && level->kind == MS_KIND_ZIP && level->name.len > 0) {
        ms_buffer_reset(&archive->scratch);
        ms_status status =
            ms_buffer_append_slice(&archive->scratch, ms_buffer_slice(&level->name));
        if (status == MS_OK) status = ms_buffer_append_slice(&archive->scratch, suffix);
        if (status != MS_OK) {
            return ms_error_set(error, status, 0, "not enough memory for a name");
        }
        if (ms_zip_find(&level->zip, ms_buffer_slice(&archive->scratch), &entry)) {
            ms_slice bytes;
            status = ms_zip_read(&level->zip, &entry, out, &bytes, error);
            if (status != MS_OK || bytes.ptr == out->data) return status;
            return ms_buffer_append_slice(out, bytes); /* stored, in memory */
        }
    }
    return ms_error_set(error, MS_E_NOT_FOUND, 0, "there is nothing beside it");
}
