/* See foreign.h. */
#include "archive/foreign.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>

#include "archive/bytes.h"
#include "base/size.h"

enum { PIECE = 64 * 1024, MOST_AT_ONCE = 1024 * 1024 };

struct ms_foreign {
    const ms_sys *sys;
    struct archive *reader; /* NULL when none is open */
    ms_source *from;
    ms_kind kind; /* of what is open */
    const char *password; /* for a zip's member, or NULL; borrowed while it opens */
    size_t shown;     /* bytes that libarchive looks at in the source's window */
    ms_error failure; /* of the source, which libarchive cannot carry */
    locale_t
        utf8; /* for the names in this thread, while libarchive runs; 0 when there is none */
    bool has_ended;
    bool has_hit_end; /* it has asked for bytes behind the last */
    bool is_short;    /* by its own header the archive is longer than what is there */
};

ms_foreign *ms_foreign_new(const ms_sys *sys) {
    ms_foreign *foreign = ms_sys_alloc(sys, sizeof *foreign);
    if (!foreign) return NULL;
    foreign->sys = sys;
    foreign->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    return foreign;
}

void ms_foreign_prepare(void) {
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (utf8) uselocale(utf8); /* never freed: it is in use to the end */
}

static locale_t enter(const ms_foreign *foreign) {
    return foreign->utf8 ? uselocale(foreign->utf8) : (locale_t)0;
}

static void leave(locale_t before) {
    if (before) uselocale(before);
}

static void close_reader(ms_foreign *foreign) {
    if (!foreign->reader) return;
    locale_t before = enter(foreign);
    archive_read_free(foreign->reader);
    leave(before);
    foreign->reader = NULL;
}

void ms_foreign_free(ms_foreign *foreign) {
    if (!foreign) return;
    close_reader(foreign);
    if (foreign->utf8) freelocale(foreign->utf8);
    ms_sys_free(foreign->sys, foreign, sizeof *foreign);
}

bool ms_foreign_has_ended(const ms_foreign *foreign) {
    return foreign->has_ended;
}

/* --- what libarchive asks for ----------------------------------------------------------- */

static ms_status consume_shown(ms_foreign *foreign) {
    size_t shown = foreign->shown;
    foreign->shown = 0;
    return shown ? ms_source_skip(foreign->from, shown, &foreign->failure) : MS_OK;
}

static la_ssize_t on_read(struct archive *reader, void *state, const void **to) {
    ms_foreign *foreign = state;
    ms_slice have = {0};
    ms_status status = consume_shown(foreign);
    if (status == MS_OK) status = ms_source_peek(foreign->from, 1, &have, &foreign->failure);
    if (status == MS_OK) {
        have = ms_slice_sub(have, 0, PIECE);
        status = ms_tick(foreign->from->meter->ctx, have.len + 64);
        if (status != MS_OK) {
            ms_ctx_explain(foreign->from->meter->ctx, status, &foreign->failure);
        }
    }
    if (status != MS_OK) {
        archive_set_error(reader, EIO, "the input cannot be read");
        return ARCHIVE_FATAL;
    }
    foreign->shown = have.len;
    if (have.len == 0) foreign->has_hit_end = true;
    *to = have.ptr;
    return (la_ssize_t)have.len;
}

static la_int64_t on_skip(struct archive *reader, void *state, la_int64_t bytes) {
    ms_foreign *foreign = state;
    (void)reader;
    if (!foreign->from->is_seekable || consume_shown(foreign) != MS_OK) return 0;
    uint64_t at = ms_source_at(foreign->from), size = foreign->from->size;
    uint64_t left = at < size ? size - at : 0;
    if (bytes < 0 || (uint64_t)bytes > left) bytes = (la_int64_t)left;
    return ms_source_skip(foreign->from, (uint64_t)bytes, NULL) == MS_OK ? bytes : 0;
}

static la_int64_t on_seek(struct archive *reader, void *state, la_int64_t offset, int whence) {
    ms_foreign *foreign = state;
    uint64_t base = whence == SEEK_SET   ? 0
                    : whence == SEEK_CUR ? ms_source_at(foreign->from) + foreign->shown
                                         : foreign->from->size;
    foreign->shown = 0;
    int64_t target;
    if (base > INT64_MAX || __builtin_add_overflow((int64_t)base, offset, &target) ||
        target < 0 || ms_tick(foreign->from->meter->ctx, 64) != MS_OK) {
        archive_set_error(reader, EINVAL, "a place outside the file");
        return ARCHIVE_FATAL;
    }
    ms_source_seek(foreign->from, (uint64_t)target);
    return target;
}

/* --- errors ----------------------------------------------------------------------------- */

static ms_status status_of(const char *text) {
    static const struct {
        const char *word;
        ms_status status;
    } words[] = {
        {"ncrypt", MS_E_ENCRYPTED},
        {"assphrase", MS_E_ENCRYPTED},
        {"runcated", MS_E_TRUNCATED},
        {"No progress is possible", MS_E_TRUNCATED}, /* of liblzma */
        {"hecksum", MS_E_CHECKSUM},
        {"CRC", MS_E_CHECKSUM},
        {"nsupported", MS_E_UNSUPPORTED},
        {"not supported", MS_E_UNSUPPORTED},
        {"allocate", MS_E_MEMORY},
        {"emory", MS_E_MEMORY},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strstr(text, words[i].word)) return words[i].status;
    }
    return MS_E_MALFORMED;
}

static ms_status cut_off(const ms_foreign *foreign, ms_error *error) {
    return ms_error_set(error, MS_E_TRUNCATED, ms_source_at(foreign->from),
                        "the data ends too early: the file has been cut off; copy or download it again");
}

/* The source's own error, else libarchive's in our terms. */
static ms_status explain(ms_foreign *foreign, ms_error *error) {
    if (foreign->failure.code != MS_OK) {
        if (error) *error = foreign->failure;
        return foreign->failure.code;
    }
    const char *text = foreign->reader ? archive_error_string(foreign->reader) : NULL;
    if (text && strstr(text, "ncorrect passphrase")) {
        return ms_error_set(error, MS_E_ENCRYPTED, ms_source_at(foreign->from),
                            "encrypted, and not with the password that was given");
    }
    if (!text && foreign->has_hit_end) return cut_off(foreign, error);
    if (!text) text = "the archive is damaged";
    return ms_error_set(error, status_of(text), ms_source_at(foreign->from),
                        "libarchive: %.180s", text);
}

/* --- opening ---------------------------------------------------------------------------- */

/* Not ARCHIVE_OK: this libarchive would run a program for it, or cannot do it at all. */
static int enable(struct archive *reader, ms_kind kind) {
    switch (kind) {
    case MS_KIND_XZ: return archive_read_support_filter_xz(reader);
    case MS_KIND_LZMA: return archive_read_support_filter_lzma(reader);
    case MS_KIND_LZIP: return archive_read_support_filter_lzip(reader);
    case MS_KIND_ZSTD: return archive_read_support_filter_zstd(reader);
    case MS_KIND_BZIP2: return archive_read_support_filter_bzip2(reader);
    case MS_KIND_LZ4: return archive_read_support_filter_lz4(reader);
    case MS_KIND_COMPRESS: return archive_read_support_filter_compress(reader);
    case MS_KIND_ZIP: return archive_read_support_format_zip_seekable(reader);
    case MS_KIND_7Z: return archive_read_support_format_7zip(reader);
    case MS_KIND_RAR: return archive_read_support_format_rar(reader);
    case MS_KIND_RAR5: return archive_read_support_format_rar5(reader);
    case MS_KIND_CPIO: return archive_read_support_format_cpio(reader);
    case MS_KIND_AR: return archive_read_support_format_ar(reader);
    case MS_KIND_ISO: return archive_read_support_format_iso9660(reader);
    case MS_KIND_CAB: return archive_read_support_format_cab(reader);
    case MS_KIND_LHA: return archive_read_support_format_lha(reader);
    default: return ARCHIVE_FATAL;
    }
}

static ms_status open_reader(ms_foreign *foreign, ms_kind kind, ms_source *from,
                             ms_error *error) {
    close_reader(foreign);
    foreign->from = from;
    foreign->kind = kind;
    foreign->shown = 0;
    foreign->failure = (ms_error){0};
    foreign->has_ended = foreign->has_hit_end = foreign->is_short = false;
    struct archive *reader = foreign->reader = archive_read_new();
    if (!reader) {
        return ms_error_set(error, MS_E_MEMORY, 0, "not enough memory to open the archive");
    }
    int result = enable(reader, kind);
    if (result == ARCHIVE_OK && ms_kind_is_stream(kind)) {
        result = archive_read_support_format_raw(reader);
    }
    if (result == ARCHIVE_OK && ms_kind_is_stream(kind)) {
        result = archive_read_support_format_empty(reader);
    }
    /* Rock Ridge's continued areas can be a loop, which libarchive of 2022 follows for ever. */
    if (result == ARCHIVE_OK && kind == MS_KIND_ISO) {
        result = archive_read_set_format_option(reader, "iso9660", "rockridge", NULL);
    }
    if (result == ARCHIVE_OK && foreign->password) {
        result = archive_read_add_passphrase(reader, foreign->password);
    }
    if (result != ARCHIVE_OK) {
        return ms_error_set(error, MS_E_UNSUPPORTED, 0,
                            "%s is not read by the libarchive that is installed",
                            ms_kind_name(kind));
    }
    archive_read_set_callback_data(reader, foreign);
    archive_read_set_read_callback(reader, on_read);
    archive_read_set_skip_callback(reader, on_skip);
    if (from->is_seekable) archive_read_set_seek_callback(reader, on_seek);
    return archive_read_open1(reader) == ARCHIVE_OK ? MS_OK : explain(foreign, error);
}

/* Whether 7z's or iso's header says that there is more than there is. */
static bool is_cut_off(ms_kind kind, ms_source *from) {
    enum { VOLUME_AT = 32768, BLOCKS_AT = 80, BLOCK_SIZE_AT = 128, VOLUME_SIZE = 132 };
    char head[VOLUME_SIZE];
    uint64_t end;
    if (kind == MS_KIND_7Z) {
        return ms_source_read_at(from, 0, head, 32, NULL) == MS_OK &&
               (__builtin_add_overflow(ms_bytes_u64(head + 12), ms_bytes_u64(head + 20), &end) ||
                __builtin_add_overflow(end, 32, &end) || end > from->size);
    }
    return kind == MS_KIND_ISO &&
           ms_source_read_at(from, VOLUME_AT, head, VOLUME_SIZE, NULL) == MS_OK &&
           (uint64_t)ms_bytes_u32(head + BLOCKS_AT) * ms_bytes_u16(head + BLOCK_SIZE_AT) > from->size;
}

ms_status ms_foreign_open(ms_foreign *foreign, ms_kind kind, ms_source *from, ms_error *error) {
    bool is_short = is_cut_off(kind, from);
    foreign->from = from;
    if (is_short && kind == MS_KIND_7Z) return cut_off(foreign, error);
    locale_t before = enter(foreign);
    ms_status status = open_reader(foreign, kind, from, error);
    leave(before);
    foreign->is_short = is_short;
    return status;
}

ms_status ms_foreign_read_zip(ms_foreign *foreign, ms_source *from, const char *password,
                              ms_buffer *into, ms_error *error) {
    ms_foreign_entry entry;
    foreign->password = password;
    ms_status status = ms_foreign_open(foreign, MS_KIND_ZIP, from, error);
    foreign->password = NULL;
    if (status == MS_OK) status = ms_foreign_next(foreign, &entry, error);
    if (status == MS_END) {
        return ms_error_set(error, MS_E_MALFORMED, 0, "libarchive finds no member there");
    }
    return status == MS_OK ? ms_foreign_read(foreign, into, error) : status;
}

/* --- members ---------------------------------------------------------------------------- */

static const char *skip_reason(struct archive_entry *entry) {
    if (archive_entry_hardlink(entry)) return "a link";
    switch (archive_entry_filetype(entry)) {
    case AE_IFDIR: return "a folder";
    case AE_IFLNK: return "a link";
    case AE_IFCHR:
    case AE_IFBLK: return "a device";
    case AE_IFIFO:
    case AE_IFSOCK: return "a pipe or socket";
    default: return NULL;
    }
}

static ms_status next_entry(ms_foreign *foreign, ms_foreign_entry *out, ms_error *error) {
    enum { RETRIES_MOST = 1000 };
    struct archive_entry *entry;
    int result = ARCHIVE_RETRY;
    for (int i = 0; i < RETRIES_MOST && result == ARCHIVE_RETRY; i++) {
        result = archive_read_next_header(foreign->reader, &entry);
    }
    foreign->has_ended =
        result != ARCHIVE_OK && result != ARCHIVE_WARN && result != ARCHIVE_FAILED;
    if (result == ARCHIVE_EOF) return foreign->is_short ? cut_off(foreign, error) : MS_END;
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return explain(foreign, error);
    const char *name = archive_entry_pathname(entry);
    if (!name) name = archive_entry_pathname_utf8(entry);
    *out = (ms_foreign_entry){
        .raw_name = ms_slice_str(name ? name : "unnamed"),
        .mtime_s = archive_entry_mtime_is_set(entry) ? (int64_t)archive_entry_mtime(entry) : -1,
        .skip_reason = skip_reason(entry),
        .is_encrypted = archive_entry_is_encrypted(entry) != 0,
    };
    return MS_OK;
}

ms_status ms_foreign_next(ms_foreign *foreign, ms_foreign_entry *entry, ms_error *error) {
    if (foreign->has_ended) return MS_END;
    locale_t before = enter(foreign);
    ms_status status = next_entry(foreign, entry, error);
    leave(before);
    return status;
}

/* Up to size bytes of the member; *got 0 at its end. */
static ms_status read_piece(ms_foreign *foreign, char *to, size_t size, size_t *got,
                            ms_error *error) {
    la_ssize_t count;
    do {
        count = archive_read_data(foreign->reader, to, size);
    } while (count == ARCHIVE_RETRY && ms_tick(foreign->from->meter->ctx, 64) == MS_OK);
    *got = 0;
    if (count < 0) {
        if (count == ARCHIVE_FATAL) foreign->has_ended = true;
        return explain(foreign, error);
    }
    *got = (size_t)count;
    return ms_meter_unpacked(foreign->from->meter, *got, error);
}

static ms_status read_all(ms_foreign *foreign, ms_buffer *into, ms_error *error) {
    const ms_limits *limits = &foreign->from->meter->ctx->limits;
    for (;;) {
        ms_status status = ms_buffer_reserve(into, PIECE);
        if (status != MS_OK) {
            return ms_error_set(error, status, 0, "not enough memory for the member");
        }
        size_t got;
        status = read_piece(foreign, into->data + into->len, into->capacity - into->len, &got,
                            error);
        if (status != MS_OK || got == 0) return status;
        into->len += got;
        if (into->len > limits->member) {
            return ms_limits_hit(limits, MS_E_LIMIT_MEMBER, into->len,
                                 ms_source_at(foreign->from), error);
        }
    }
}

ms_status ms_foreign_read(ms_foreign *foreign, ms_buffer *into, ms_error *error) {
    ms_buffer_reset(into);
    locale_t before = enter(foreign);
    ms_status status = read_all(foreign, into, error);
    leave(before);
    /* Where it knows nothing of the packing, as Rock Ridge is off, libarchive gives the packed bytes. */
    if (status == MS_OK && foreign->kind == MS_KIND_ISO &&
        ms_slice_starts(ms_buffer_slice(into), MS_SLICE("\x37\xE4\x53\x96\xC9\xDB\xD6\x07"))) {
        return ms_error_set(error, MS_E_UNSUPPORTED, 0, "packed by zisofs, which is not read");
    }
    return status;
}

/* --- streams ---------------------------------------------------------------------------- */

static ms_status fill(void *state, char *to, size_t size, size_t *got, ms_error *error) {
    ms_foreign *foreign = state;
    *got = 0;
    if (foreign->has_ended) return MS_OK;
    locale_t before = enter(foreign);
    ms_status status = read_piece(foreign, to, ms_size_min(size, MOST_AT_ONCE), got, error);
    leave(before);
    return status;
}

ms_status ms_foreign_open_stream(ms_foreign *foreign, ms_kind kind, ms_source *from,
                                 ms_source *out, ms_error *error) {
    ms_foreign_entry entry;
    ms_source_open_fill(out, from->meter, fill, foreign);
    ms_status status = ms_foreign_open(foreign, kind, from, error);
    if (status == MS_OK) status = ms_foreign_next(foreign, &entry, error);
    if (status == MS_END) return MS_OK; /* a stream of nothing */
    if (status != MS_OK) return status;
    /* The filter and the end of the chain. More would be filters that it stacked; fewer, that
     * it passes on what it does not take for packed. */
    int filters = archive_filter_count(foreign->reader);
    if (filters == 2) return MS_OK;
    if (filters > 2) {
        return ms_error_set(error, MS_E_UNSUPPORTED, 0,
                            "packed several times over by %s: unpack it once",
                            ms_kind_name(kind));
    }
    return ms_error_set(error, MS_E_MALFORMED, 0, "the %s header is damaged",
                        ms_kind_name(kind));
}
