/* See tar.h. */
#include "archive/tar.h"

#include "base/size.h"

/* Where the fields of a header are. */
enum {
    NAME_AT = 0,
    NAME_SIZE = 100,
    SIZE_AT = 124,
    MTIME_AT = 136,
    NUMBER_SIZE = 12,
    SUM_AT = 148,
    SUM_SIZE = 8,
    TYPE_AT = 156,
    MAGIC_AT = 257,
    PREFIX_AT = 345,
    PREFIX_SIZE = 155,
    SPARSE_AT = 386,
    SPARSE_PIECES = 4,
    SPARSE_MORE_AT = 482,
    SPARSE_SIZE_AT = 483,
    EXTENSION_MOST = 1024 * 1024, /* bytes of a pax header or a long name */
};

/* --- fields ----------------------------------------------------------------------------- */

/* Octal, or base 256 when the first bit is set (the next is its sign). False when it is
 * neither. */
static bool read_number(const char *field, size_t len, int64_t *value) {
    unsigned char first = (unsigned char)field[0];
    if (first & 0x80) {
        int64_t number = first & 0x40 ? -1 : 0;
        number = (int64_t)((uint64_t)number << 6 | (first & 0x3F));
        for (size_t i = 1; i < len; i++) {
            if (number > INT64_MAX >> 8 || number < INT64_MIN >> 8) return false;
            number = (int64_t)((uint64_t)number << 8 | (unsigned char)field[i]);
        }
        *value = number;
        return true;
    }
    size_t at = 0;
    while (at < len && (field[at] == ' ' || field[at] == 0)) at++;
    int64_t number = 0;
    for (; at < len && field[at] >= '0' && field[at] <= '7'; at++) {
        if (number > INT64_MAX >> 3) return false;
        number = number * 8 + (field[at] - '0');
    }
    *value = number;
    return at == len || field[at] == ' ' || field[at] == 0;
}

static ms_slice text_field(const char *field, size_t most) {
    return ms_slice_of(field, strnlen(field, most));
}

bool ms_tar_is_header(ms_slice head) {
    int64_t claimed;
    if (head.len < MS_TAR_BLOCK || !read_number(head.ptr + SUM_AT, SUM_SIZE, &claimed)) {
        return false;
    }
    if ((unsigned char)head.ptr[SUM_AT] & 0x80) return false;
    int64_t sum = 0, signed_sum = 0; /* some old writers took bytes as signed */
    for (size_t i = 0; i < MS_TAR_BLOCK; i++) {
        bool is_sum = i >= SUM_AT && i < SUM_AT + SUM_SIZE;
        sum += is_sum ? ' ' : (unsigned char)head.ptr[i];
        signed_sum += is_sum ? ' ' : (signed char)head.ptr[i];
    }
    bool is_zero = sum == INT64_C(8) * ' ';
    return !is_zero && (claimed == sum || claimed == signed_sum);
}

static bool is_zero_block(ms_slice head) {
    for (size_t i = 0; i < MS_TAR_BLOCK; i++) {
        if (head.ptr[i]) return false;
    }
    return true;
}

/* --- opening ---------------------------------------------------------------------------- */

void ms_tar_open(ms_tar *tar, ms_source *source) {
    const ms_sys *sys = source->meter->ctx->sys;
    if (!tar->name.sys) {
        ms_buffer_init(&tar->name, sys, 0);
        ms_buffer_init(&tar->extended, sys, EXTENSION_MOST);
        ms_tar_sparse_init(&tar->sparse, sys);
    }
    tar->source = source;
    tar->left = 0;
    tar->is_ended = false;
}

void ms_tar_free(ms_tar *tar) {
    if (!tar->name.sys) return;
    ms_buffer_free(&tar->name);
    ms_buffer_free(&tar->extended);
    ms_tar_sparse_free(&tar->sparse);
    *tar = (ms_tar){0};
}

/* --- headers that say more about the next one ------------------------------------------- */

/* Consumes the data of an extension, of `size` bytes, into out. */
static ms_status take_extension(ms_tar *tar, uint64_t size, ms_buffer *out, ms_error *error) {
    uint64_t at = ms_source_at(tar->source);
    if (size > EXTENSION_MOST) {
        return ms_error_set(error, MS_E_MALFORMED, at,
                            "a tar header of %llu bytes is beyond all use",
                            (unsigned long long)size);
    }
    ms_slice have;
    ms_status status = ms_source_peek(tar->source, (size_t)size, &have, error);
    if (status != MS_OK) return status;
    if (have.len < size) return ms_source_skip(tar->source, size, error);
    ms_buffer_reset(out);
    status = ms_buffer_append(out, have.ptr, (size_t)size);
    if (status != MS_OK) {
        return ms_error_set(error, status, at, "not enough memory for a tar header");
    }
    uint64_t padded = (size + MS_TAR_BLOCK - 1) / MS_TAR_BLOCK * MS_TAR_BLOCK;
    return ms_source_skip(tar->source, padded, error);
}

static bool read_decimal(ms_slice text, uint64_t *value) {
    *value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.' && i > 0) return true; /* fractions of seconds */
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
        if (__builtin_mul_overflow(*value, UINT64_C(10), value) ||
            __builtin_add_overflow(*value, (uint64_t)(text.ptr[i] - '0'), value)) {
            return false;
        }
    }
    return text.len > 0;
}

static ms_status apply_record(ms_tar *tar, ms_slice key, ms_slice value) {
    uint64_t number;
    bool is_sparse_name = ms_slice_equal(key, MS_SLICE("GNU.sparse.name"));
    if (is_sparse_name) tar->sparse.is_there = true;
    bool is_name = is_sparse_name || (ms_slice_equal(key, MS_SLICE("path")) && !tar->has_sparse_name);
    if (is_name && value.len > 0) {
        tar->has_name = true;
        tar->has_sparse_name = is_sparse_name;
        ms_buffer_reset(&tar->name);
        return ms_buffer_append_slice(&tar->name, value);
    }
    if (ms_slice_equal(key, MS_SLICE("size"))) {
        if (!read_decimal(value, &tar->size)) return MS_E_MALFORMED;
        tar->has_size = true;
    } else if (ms_slice_equal(key, MS_SLICE("mtime"))) {
        if (read_decimal(value, &number) && number <= INT64_MAX) tar->mtime_s = (int64_t)number;
    } else if (ms_slice_starts(key, MS_SLICE("GNU.sparse."))) {
        return ms_tar_sparse_record(&tar->sparse, key, value);
    }
    return MS_OK;
}

/* Records: "LENGTH KEY=VALUE\n", the length counting itself. */
static ms_status apply_pax(ms_tar *tar) {
    ms_slice rest = ms_buffer_slice(&tar->extended);
    while (rest.len > 0 && rest.ptr[0] != 0) {
        const char *blank = memchr(rest.ptr, ' ', rest.len);
        uint64_t length = 0;
        if (!blank ||
            !read_decimal(ms_slice_sub(rest, 0, (size_t)(blank - rest.ptr)), &length)) {
            return MS_E_MALFORMED;
        }
        size_t key_at = (size_t)(blank - rest.ptr) + 1;
        if (length > rest.len || length < key_at + 2 || rest.ptr[length - 1] != '\n') {
            return MS_E_MALFORMED;
        }
        ms_slice record = ms_slice_sub(rest, key_at, (size_t)length - 1);
        const char *equals = memchr(record.ptr, '=', record.len);
        if (!equals) return MS_E_MALFORMED;
        size_t key_len = (size_t)(equals - record.ptr);
        ms_status status = apply_record(tar, ms_slice_sub(record, 0, key_len),
                                        ms_slice_sub(record, key_len + 1, record.len));
        if (status != MS_OK) return status;
        rest = ms_slice_sub(rest, (size_t)length, rest.len);
    }
    return MS_OK;
}

static ms_status read_pax(ms_tar *tar, uint64_t size, bool is_global, ms_error *error) {
    uint64_t at = ms_source_at(tar->source);
    ms_status status = take_extension(tar, size, &tar->extended, error);
    if (status != MS_OK || is_global) {
        return status; /* names and sizes are nothing to say for all */
    }
    status = apply_pax(tar);
    if (status == MS_OK) return MS_OK;
    return ms_error_set(error, status, at,
                        status == MS_E_MALFORMED ? "a pax header of the tar is damaged"
                                                 : "not enough memory for a tar header");
}

static ms_status read_long_name(ms_tar *tar, uint64_t size, ms_error *error) {
    ms_status status = take_extension(tar, size, &tar->name, error);
    if (status != MS_OK) return status;
    tar->has_name = true;
    tar->name.len = tar->name.len ? strnlen(tar->name.data, tar->name.len) : 0;
    return MS_OK;
}

/* --- members ---------------------------------------------------------------------------- */

/* After the end mark: what follows is read to its end, so that a file that is cut off there is
 * found out. */
static ms_status drain(ms_tar *tar, ms_error *error) {
    tar->is_ended = true;
    if (tar->source->is_seekable) return MS_END;
    for (;;) {
        ms_slice have;
        ms_status status = ms_source_peek(tar->source, 1, &have, error);
        if (status != MS_OK) return status;
        if (have.len == 0) return MS_END;
        status = ms_source_skip(tar->source, have.len, error);
        if (status != MS_OK) return status;
    }
}

/* The next header, consumed; MS_END behind the last. */
static ms_status take_header(ms_tar *tar, char header[MS_TAR_BLOCK], ms_error *error) {
    ms_slice have;
    uint64_t at = ms_source_at(tar->source);
    ms_status status = ms_source_peek(tar->source, MS_TAR_BLOCK, &have, error);
    if (status != MS_OK) return status;
    if (have.len < MS_TAR_BLOCK) {
        return ms_error_set(
            error, MS_E_TRUNCATED, at,
            "the tar has no end mark: it has been cut off; copy or download it again");
    }
    if (is_zero_block(have)) return drain(tar, error);
    if (!ms_tar_is_header(have)) {
        return ms_error_set(error, MS_E_MALFORMED, at,
                            "the tar is damaged here: there is no header where one must be");
    }
    memcpy(header, have.ptr, MS_TAR_BLOCK);
    return ms_source_skip(tar->source, MS_TAR_BLOCK, error);
}

static const char *skip_by_type(char type) {
    switch (type) {
    case '1':
    case '2': return "a link";
    case '3':
    case '4': return "a device";
    case '5':
    case 'D': return "a folder";
    case '6': return "a pipe or socket";
    case 'V':
    case 'M': return "a mark of the tape";
    default: return NULL;
    }
}

static ms_status name_from_header(ms_tar *tar, const char *header) {
    ms_status status = MS_OK;
    ms_buffer_reset(&tar->name);
    bool is_posix = memcmp(header + MAGIC_AT, "ustar\0", 6) == 0;
    ms_slice prefix = is_posix ? text_field(header + PREFIX_AT, PREFIX_SIZE) : (ms_slice){0};
    if (prefix.len) {
        status = ms_buffer_append_slice(&tar->name, prefix);
        if (status == MS_OK) status = ms_buffer_append_byte(&tar->name, '/');
    }
    return status == MS_OK
               ? ms_buffer_append_slice(&tar->name, text_field(header + NAME_AT, NAME_SIZE))
               : status;
}

/* The pieces of a map that lie at `from`. */
static ms_status take_sparse_pieces(ms_tar *tar, const char *from, size_t most) {
    for (size_t i = 0; i < most && from[i * MS_TAR_SPARSE_PIECE + NUMBER_SIZE]; i++) {
        const char *at = from + i * MS_TAR_SPARSE_PIECE;
        int64_t offset, len;
        if (!read_number(at, NUMBER_SIZE, &offset) || offset < 0 ||
            !read_number(at + NUMBER_SIZE, NUMBER_SIZE, &len) || len < 0) {
            return MS_E_MALFORMED;
        }
        ms_status status = ms_tar_sparse_add(&tar->sparse, (uint64_t)offset, (uint64_t)len);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

/* GNU's sparse files have a map in their header and in blocks behind it. */
static ms_status read_sparse_maps(ms_tar *tar, const char *header, uint64_t at, ms_error *error) {
    enum { MORE_AT = 504, MORE_PIECES = 21 };
    int64_t size = 0;
    tar->sparse.is_there = true;
    ms_status status = take_sparse_pieces(tar, header + SPARSE_AT, SPARSE_PIECES);
    if (!read_number(header + SPARSE_SIZE_AT, NUMBER_SIZE, &size) || size < 0) {
        status = MS_E_MALFORMED;
    }
    tar->sparse.size = (uint64_t)size;
    bool is_more = header[SPARSE_MORE_AT] != 0;
    while (status == MS_OK && is_more) {
        ms_slice have;
        ms_status there = ms_source_peek(tar->source, MS_TAR_BLOCK, &have, error);
        if (there != MS_OK) return there;
        if (have.len < MS_TAR_BLOCK) return ms_source_skip(tar->source, MS_TAR_BLOCK, error);
        is_more = have.ptr[MORE_AT] != 0;
        status = take_sparse_pieces(tar, have.ptr, MORE_PIECES);
        there = ms_source_skip(tar->source, MS_TAR_BLOCK, error);
        if (there != MS_OK) return there;
    }
    if (status == MS_OK) return MS_OK;
    return ms_error_set(error, status, at,
                        status == MS_E_MALFORMED ? "the map of a sparse file is damaged"
                                                 : "not enough memory for a tar header");
}

/* Links have a size in some tars, and data only in few: those where no header follows at
 * once. */
static ms_status has_link_data(ms_tar *tar, bool *has_data, ms_error *error) {
    ms_slice have;
    ms_status status = ms_source_peek(tar->source, MS_TAR_BLOCK, &have, error);
    if (status != MS_OK) return status;
    *has_data = have.len >= MS_TAR_BLOCK && !is_zero_block(have) && !ms_tar_is_header(have);
    return MS_OK;
}

static ms_status finish_entry(ms_tar *tar, const char *header, ms_tar_entry *entry,
                              ms_error *error) {
    char type = header[TYPE_AT];
    ms_status status = tar->has_name ? MS_OK : name_from_header(tar, header);
    if (status != MS_OK) {
        return ms_error_set(error, status, entry->at, "not enough memory for a name");
    }
    entry->raw_name = ms_buffer_slice(&tar->name);
    entry->mtime_s = tar->mtime_s;
    entry->skip_reason = skip_by_type(type);
    if (entry->skip_reason && type != '1' && type != 'D') entry->size = 0;
    if (type == '1' && entry->size > 0) {
        bool has_data;
        status = has_link_data(tar, &has_data, error);
        if (status != MS_OK) return status;
        if (!has_data) entry->size = 0;
    }
    if (type == 'S') {
        status = read_sparse_maps(tar, header, entry->at, error);
        if (status != MS_OK) return status;
    }
    uint64_t padding = (MS_TAR_BLOCK - entry->size % MS_TAR_BLOCK) % MS_TAR_BLOCK;
    if (__builtin_add_overflow(entry->size, padding, &tar->left)) tar->left = UINT64_MAX;
    return MS_OK;
}

static ms_status skip_rest(ms_tar *tar, ms_error *error) {
    uint64_t left = tar->left;
    tar->left = 0;
    return left ? ms_source_skip(tar->source, left, error) : MS_OK;
}

ms_status ms_tar_next(ms_tar *tar, ms_tar_entry *entry, ms_error *error) {
    char header[MS_TAR_BLOCK] = {0};
    *entry = (ms_tar_entry){.mtime_s = -1};
    if (tar->is_ended) return MS_END;
    ms_status status = skip_rest(tar, error);
    tar->has_name = tar->has_size = tar->has_sparse_name = false;
    ms_tar_sparse_reset(&tar->sparse);
    tar->mtime_s = -1;
    while (status == MS_OK) {
        entry->at = ms_source_at(tar->source);
        status = take_header(tar, header, error);
        if (status != MS_OK) break;
        int64_t size, mtime;
        if (!read_number(header + SIZE_AT, NUMBER_SIZE, &size) || size < 0) {
            status = ms_error_set(error, MS_E_MALFORMED, entry->at,
                                  "the tar is damaged here: a size is no number");
            break;
        }
        uint64_t own = (uint64_t)size;
        switch (header[TYPE_AT]) {
        case 'x':
        case 'g':
        case 'X': status = read_pax(tar, own, header[TYPE_AT] == 'g', error); continue;
        case 'L': status = read_long_name(tar, own, error); continue;
        case 'K': status = take_extension(tar, own, &tar->extended, error); continue;
        default: break;
        }
        entry->size = tar->has_size ? tar->size : own;
        if (tar->mtime_s < 0 && read_number(header + MTIME_AT, NUMBER_SIZE, &mtime) &&
            mtime >= 0) {
            tar->mtime_s = mtime;
        }
        status = finish_entry(tar, header, entry, error);
        if (status == MS_OK) return status;
    }
    tar->is_ended = true;
    return status;
}

ms_status ms_tar_read(ms_tar *tar, const ms_tar_entry *entry, ms_slice *bytes,
                      ms_error *error) {
    const ms_limits *limits = &tar->source->meter->ctx->limits;
    if (entry->size > limits->member || entry->size > SIZE_MAX / 4) {
        return ms_limits_hit(limits, MS_E_LIMIT_MEMBER, entry->size, entry->at, error);
    }
    ms_slice have;
    ms_status status = ms_source_peek(tar->source, (size_t)entry->size, &have, error);
    if (status == MS_OK && have.len < entry->size) {
        status = ms_error_set(
            error, MS_E_TRUNCATED, entry->at,
            "the tar ends within this member: it has been cut off; copy or download it again");
    }
    if (status != MS_OK) {
        tar->is_ended = true;
        return status;
    }
    *bytes = ms_slice_sub(have, 0, (size_t)entry->size);
    if (!tar->sparse.is_there) return MS_OK;
    return ms_tar_sparse_expand(&tar->sparse, tar->source->meter, *bytes, entry->at, bytes, error);
}
