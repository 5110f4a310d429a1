/* See zip.h: the directory. zip_read.c has the members' data. */
#include "archive/zip.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "archive/bytes.h"
#include "archive/zip_end.h"
#include "archive/zip_recover.h"
#include "archive/zip_time.h"
#include "base/size.h"

enum { ENTRY_SIZE = 46, FLAG_UTF8 = 1 << 11 };

/* --- one entry -------------------------------------------------------------------------- */

static ms_status broken(const ms_zip *zip, size_t at, const char *what, ms_error *error) {
    return ms_error_set(error, MS_E_MALFORMED, zip->directory_start + at,
                        "the zip's directory is damaged: %s", what);
}

/* The contents of extra field `id`; ptr NULL when there is none. */
static ms_slice extra_field(ms_slice extra, uint16_t id) {
    while (extra.len >= 4) {
        size_t size = ms_bytes_u16(extra.ptr + 2);
        if (size > extra.len - 4) break;
        if (ms_bytes_u16(extra.ptr) == id) return ms_slice_of(extra.ptr + 4, size);
        extra = ms_slice_sub(extra, 4 + size, extra.len);
    }
    return (ms_slice){0};
}

/* Replaces *value by the next number of the ZIP64 field, when it is marked as being there. */
static bool take_zip64(ms_slice *field, uint64_t *value) {
    if (*value != 0xFFFFFFFF) return true;
    if (field->len < 8) {
        return field->ptr == NULL; /* without the field it is a number as any other */
    }
    *value = ms_bytes_u64(field->ptr);
    *field = ms_slice_sub(*field, 8, field->len);
    return true;
}

/* The name in Info-ZIP's Unicode path field, if that belongs to this very name. */
static ms_slice unicode_path(ms_slice extra, ms_slice name) {
    ms_slice field = extra_field(extra, 0x7075);
    if (field.len < 6 || field.ptr[0] != 1) return name;
    if (ms_bytes_u32(field.ptr + 1) != ms_inflate_crc32(0, name)) return name;
    return ms_slice_sub(field, 5, field.len);
}

static const char *skip_by_mode(const char *head) {
    unsigned host = (unsigned char)head[5];
    unsigned mode = ms_bytes_u16(head + 40);
    if (host != 3 && host != 19) return NULL; /* Unix and macOS have modes */
    switch (mode & S_IFMT) {
    case S_IFLNK: return "a link";
    case S_IFDIR: return "a folder";
    case S_IFCHR:
    case S_IFBLK: return "a device";
    case S_IFIFO:
    case S_IFSOCK: return "a pipe or socket";
    default: return NULL;
    }
}

/* MS-DOS, OS/2, Windows NT, VFAT. */
static bool is_dos_like(unsigned host) {
    return host == 0 || host == 6 || host == 10 || host == 11 || host == 14;
}

ms_status ms_zip_entry_at(const ms_zip *zip, size_t at, ms_zip_entry *entry, ms_error *error) {
    ms_slice rest = ms_slice_sub(zip->directory, at, zip->directory.len);
    if (!rest.ptr || rest.len < ENTRY_SIZE) return broken(zip, at, "it ends too early", error);
    const char *head = rest.ptr;
    if (memcmp(head, "PK\1\2", 4) != 0) {
        return broken(zip, at, "an entry does not begin with its mark", error);
    }
    size_t name_size = ms_bytes_u16(head + 28), extra_size = ms_bytes_u16(head + 30);
    size_t whole = ENTRY_SIZE + name_size + extra_size + ms_bytes_u16(head + 32);
    if (rest.len < whole) {
        return broken(zip, at, "an entry is longer than the directory", error);
    }
    ms_slice name = ms_slice_of(head + ENTRY_SIZE, name_size);
    ms_slice extra = ms_slice_of(head + ENTRY_SIZE + name_size, extra_size);
    *entry = (ms_zip_entry){
        .raw_name = ms_bytes_u16(head + 8) & FLAG_UTF8 ? name : unicode_path(extra, name),
        .own_name = name,
        .flags = ms_bytes_u16(head + 8),
        .method = ms_bytes_u16(head + 10),
        .crc = ms_bytes_u32(head + 16),
        .packed = ms_bytes_u32(head + 20),
        .size = ms_bytes_u32(head + 24),
        .start = ms_bytes_u32(head + 42),
        .mtime_s = ms_zip_time(ms_bytes_u16(head + 12), ms_bytes_u16(head + 14),
                               extra_field(extra, 0x5455)),
        .skip_reason = skip_by_mode(head),
        .has_backslashes = is_dos_like((unsigned char)head[5]),
        .at = at,
        .next_at = at + whole,
    };
    ms_slice wide = extra_field(extra, 1);
    bool is_sound = take_zip64(&wide, &entry->size) && take_zip64(&wide, &entry->packed) &&
                    take_zip64(&wide, &entry->start);
    if (!is_sound) return broken(zip, at, "a ZIP64 field is too short", error);
    if (__builtin_add_overflow(entry->start, zip->prefix, &entry->start)) {
        entry->start = UINT64_MAX;
    }
    return MS_OK;
}

ms_status ms_zip_decode_name(ms_zip *zip, const ms_zip_entry *entry, ms_buffer *out) {
    ms_status status = ms_names_decode(&zip->names, entry->raw_name, out);
    if (status != MS_OK || out->len == 0 || !entry->has_backslashes) return status;
    if (memchr(out->data, '/', out->len)) return MS_OK; /* then backslashes are part of names */
    for (size_t i = 0; i < out->len; i++) {
        if (out->data[i] == '\\') out->data[i] = '/';
    }
    return MS_OK;
}

/* --- opening ---------------------------------------------------------------------------- */

static ms_status load_directory(ms_zip *zip, const ms_zip_end *end, ms_error *error) {
    const ms_limits *limits = &zip->meter->ctx->limits;
    zip->directory_start = end->start;
    zip->prefix = end->prefix;
    if (end->size > limits->member || end->size > SIZE_MAX / 4) {
        return ms_limits_hit(limits, MS_E_LIMIT_MEMBER, end->size, end->start, error);
    }
    size_t size = (size_t)end->size;
    if (zip->source->is_memory) {
        zip->directory =
            ms_slice_sub(zip->source->memory, (size_t)end->start, (size_t)end->start + size);
        return MS_OK;
    }
    ms_buffer_reset(&zip->held);
    ms_status status = ms_buffer_reserve(&zip->held, size);
    if (status != MS_OK) {
        return ms_error_set(error, status, end->start,
                            "not enough memory for the zip's directory");
    }
    status = ms_source_read_at(zip->source, end->start, zip->held.data, size, error);
    zip->held.len = size;
    zip->directory = ms_buffer_slice(&zip->held);
    return status;
}

static ms_status add_start(ms_zip *zip, uint64_t start) {
    if (zip->count == zip->capacity) {
        size_t capacity = zip->capacity ? zip->capacity * 2 : 256, bytes;
        if (!ms_size_mul(capacity, sizeof *zip->starts, &bytes)) return MS_E_MEMORY;
        uint64_t *starts = ms_sys_resize(zip->meter->ctx->sys, zip->starts,
                                         zip->capacity * sizeof *zip->starts, bytes);
        if (!starts) return MS_E_MEMORY;
        zip->starts = starts;
        zip->capacity = capacity;
    }
    zip->starts[zip->count++] = start;
    return MS_OK;
}

static int compare_starts(const void *a, const void *b) {
    uint64_t left, right;
    memcpy(&left, a, sizeof left);
    memcpy(&right, b, sizeof right);
    return (left > right) - (left < right);
}

/* Goes over all entries for `visit`; what is broken ends the directory there, and is told
 * later. */
static ms_status each_entry(ms_zip *zip,
                            ms_status (*visit)(ms_zip *, size_t, const ms_zip_entry *)) {
    ms_status status = MS_OK;
    size_t at = 0;
    while (status == MS_OK && at < zip->end_at) {
        ms_zip_entry entry = {0};
        if (ms_zip_entry_at(zip, at, &entry, &zip->late) != MS_OK) {
            zip->end_at = at;
            return MS_OK;
        }
        status = visit(zip, at, &entry);
        if (status == MS_OK) status = ms_tick(zip->meter->ctx, entry.next_at - at);
        at = entry.next_at;
    }
    return status;
}

static ms_status foresee(ms_zip *zip, size_t at, const ms_zip_entry *entry) {
    (void)at;
    ms_status status = ms_names_foresee(&zip->names, entry->raw_name);
    return status == MS_OK ? add_start(zip, entry->start) : status;
}

static ms_status name_entry(ms_zip *zip, size_t at, const ms_zip_entry *entry) {
    ms_status status = ms_zip_decode_name(zip, entry, &zip->name);
    if (status != MS_OK) return status;
    if (entry->skip_reason || ms_names_skip_reason(ms_buffer_slice(&zip->name))) return MS_OK;
    zip->documents++;
    ms_zip_copy copy = {.at = at};
    status = ms_names_make_unique(&zip->names, &zip->name, at, &copy.number);
    if (status != MS_OK || copy.number == 1) return status;
    return ms_buffer_append(&zip->copies, &copy, sizeof copy);
}

static ms_status read_directory(ms_zip *zip, const ms_zip_end *end, ms_error *error) {
    zip->end_at = zip->directory.len;
    ms_status status = each_entry(zip, foresee);
    if (status == MS_OK) status = each_entry(zip, name_entry);
    if (status != MS_OK) {
        if (zip->meter->ctx->tripped == status) {
            return ms_ctx_explain(zip->meter->ctx, status, error);
        }
        return ms_error_set(error, status, zip->directory_start, "the zip's directory: %s",
                            ms_status_name(status));
    }
    zip->stop_at = zip->end_at;
    bool is_sorted = true;
    for (size_t i = 1; i < zip->count && is_sorted; i++) {
        is_sorted = zip->starts[i - 1] <= zip->starts[i];
    }
    if (!is_sorted) qsort(zip->starts, zip->count, sizeof *zip->starts, compare_starts);
    bool is_as_claimed =
        end->is_zip64 ? zip->count == end->members : (zip->count & 0xFFFF) == end->members;
    if (!is_as_claimed && zip->late.code == MS_OK) {
        ms_error_set(&zip->late, MS_E_AMBIGUOUS, zip->directory_start,
                     "the zip's end record counts %llu members, its directory has %zu",
                     (unsigned long long)end->members, zip->count);
    }
    return MS_OK;
}

/* What stands in front of a zip is no member. If it is, this is the beginning of a larger zip
 * that has been cut off right behind a zip that was stored in it. */
static ms_status check_prefix(ms_source *source, ms_error *error) {
    char head[4];
    ms_status status = ms_source_read_at(source, 0, head, sizeof head, error);
    if (status != MS_OK || memcmp(head, "PK\3\4", 4) != 0) return status;
    return ms_error_set(
        error, MS_E_TRUNCATED, source->size,
        "the zip's directory does not know its first member: it has been cut off; copy or download it again");
}

/* Reads what is whole of a zip that has been cut off, which is told behind the last member. */
static ms_status recover(ms_zip *zip, ms_error *error) {
    size_t count;
    uint64_t size = zip->source->size;
    ms_zip_end end = {0};
    ms_buffer_reset(&zip->held);
    ms_status status = ms_zip_recover(zip->source, &zip->held, &end.start, &count, error);
    if (status != MS_OK) return status;
    if (count == 0) {
        return ms_error_set(error, MS_E_TRUNCATED, size,
                            "the zip has no directory at its end: it has been cut off; copy or download it again");
    }
    zip->directory_start = end.start;
    zip->prefix = 0;
    zip->directory = ms_buffer_slice(&zip->held);
    end.members = count;
    end.is_zip64 = true;
    status = read_directory(zip, &end, error);
    if (status == MS_OK) {
        ms_error_set(&zip->late, MS_E_TRUNCATED, size,
                     "the zip has no directory at its end: it has been cut off; %zu whole members have been "
                     "read by their own headers; copy or download it again for the rest",
                     count);
    }
    return status;
}

ms_status ms_zip_open(ms_zip *zip, ms_source *source, ms_converters *converters,
                      bool is_outermost, ms_error *error) {
    const ms_sys *sys = source->meter->ctx->sys;
    if (!zip->held.sys) {
        ms_buffer_init(&zip->held, sys, 0);
        ms_buffer_init(&zip->name, sys, 0);
        ms_buffer_init(&zip->copies, sys, 0);
        ms_buffer_init(&zip->alone, sys, 0);
    }
    zip->source = source;
    zip->meter = source->meter;
    zip->is_outermost = is_outermost;
    zip->count = zip->next_at = zip->end_at = zip->documents = 0;
    zip->mark = zip->mark_at = 0;
    zip->is_late_told = false;
    zip->directory = (ms_slice){0};
    zip->late = (ms_error){0};
    ms_buffer_reset(&zip->copies);
    ms_names_reset(&zip->names, source->meter->ctx, converters);
    ms_zip_end end = {0};
    ms_status status = ms_zip_end_find(source, &end, error);
    if (status == MS_E_NOT_FOUND || status == MS_E_TRUNCATED) return recover(zip, error);
    if (status == MS_OK && end.prefix > 0) status = check_prefix(source, error);
    if (status == MS_OK) status = load_directory(zip, &end, error);
    return status == MS_OK ? read_directory(zip, &end, error) : status;
}

void ms_zip_free(ms_zip *zip) {
    if (!zip->meter) return;
    ms_names_free(&zip->names);
    ms_inflate_free(zip->inflater);
    ms_foreign_free(zip->foreign);
    ms_source_free(&zip->packed);
    ms_source_free(&zip->unpacked);
    ms_sys_free(zip->meter->ctx->sys, zip->starts, zip->capacity * sizeof *zip->starts);
    ms_buffer_free(&zip->held);
    ms_buffer_free(&zip->name);
    ms_buffer_free(&zip->copies);
    ms_buffer_free(&zip->alone);
    *zip = (ms_zip){0};
}

/* --- walking ---------------------------------------------------------------------------- */

ms_status ms_zip_next(ms_zip *zip, ms_zip_entry *entry, ms_error *error) {
    if (zip->next_at < zip->stop_at) {
        ms_status status = ms_zip_entry_at(zip, zip->next_at, entry, error);
        if (status == MS_OK) zip->next_at = entry->next_at;
        return status;
    }
    if (zip->stop_at < zip->end_at || zip->late.code == MS_OK || zip->is_late_told) return MS_END;
    if (error) *error = zip->late;
    zip->is_late_told = true;
    return zip->late.code;
}

/* Where the entry of that number begins. All up to count have been read before. */
static size_t place_of(ms_zip *zip, size_t number) {
    ms_zip_entry entry = {0};
    if (number < zip->mark) zip->mark = zip->mark_at = 0;
    while (zip->mark < number && ms_zip_entry_at(zip, zip->mark_at, &entry, NULL) == MS_OK) {
        zip->mark_at = entry.next_at;
        zip->mark++;
    }
    return zip->mark_at;
}

void ms_zip_go_to_range(ms_zip *zip, size_t from, size_t to) {
    zip->next_at = place_of(zip, from);
    zip->stop_at = place_of(zip, to);
    zip->is_late_told = false;
}

ms_status ms_zip_number(const ms_zip *zip, size_t at, ms_buffer *name) {
    size_t low = 0, high = zip->copies.len / sizeof(ms_zip_copy);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        ms_zip_copy copy;
        memcpy(&copy, zip->copies.data + middle * sizeof copy, sizeof copy);
        if (copy.at == at) {
            return ms_buffer_printf(name, "@%llu", (unsigned long long)copy.number);
        }
        if (copy.at < at) low = middle + 1;
        else high = middle;
    }
    return MS_OK;
}

void ms_zip_go_to(ms_zip *zip, const ms_zip_entry *entry) {
    zip->next_at = entry->at;
}

bool ms_zip_find(const ms_zip *zip, ms_slice name, ms_zip_entry *entry) {
    uint64_t at;
    if (!ms_names_find(&zip->names, name, &at)) return false;
    return ms_zip_entry_at(zip, (size_t)at, entry, NULL) == MS_OK;
}
