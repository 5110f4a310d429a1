/* See zip_end.h. Several end records may be found, in comments for example. One is believed
 * only when a directory begins where it says; two that would be are an ambiguity that
 * different programs resolve differently, so it is an error. */
#include "archive/zip_end.h"

#include "archive/bytes.h"

enum {
    END_SIZE = 22,
    COMMENT_MOST = 65535,
    TAIL_MOST = END_SIZE + COMMENT_MOST,
    LOCATOR_SIZE = 20, /* of the ZIP64 end record's locator, right in front of the end record */
    END64_SIZE = 56,
    JUNK_MOST = 4096, /* bytes of others that may follow the end */
};

static bool is_directory_at(ms_source *source, uint64_t at, uint64_t size) {
    char head[4];
    if (size == 0) return true;
    return ms_source_read_at(source, at, head, sizeof head, NULL) == MS_OK &&
           memcmp(head, "PK\1\2", 4) == 0;
}

/* Places the directory that is said to lie at offset `claimed` and does end at or before
 * `limit`. */
static bool place(ms_source *source, uint64_t claimed, uint64_t limit, ms_zip_end *end) {
    if (end->size > limit) return false;
    uint64_t at = limit - end->size;
    if (at >= claimed && is_directory_at(source, at, end->size)) {
        end->start = at;
        end->prefix = at - claimed;
        return true;
    }
    /* Something may lie between the directory and the end record. */
    if (claimed > limit - end->size || !is_directory_at(source, claimed, end->size)) {
        return false;
    }
    end->start = claimed;
    end->prefix = 0;
    return true;
}

/* Reads the ZIP64 end record that a locator in front of `at` points to; MS_END when there is
 * none. */
static ms_status read_end64(ms_source *source, uint64_t at, ms_zip_end *end, ms_error *error) {
    char locator[LOCATOR_SIZE], record[END64_SIZE];
    if (at < LOCATOR_SIZE) return MS_END;
    ms_status status =
        ms_source_read_at(source, at - LOCATOR_SIZE, locator, sizeof locator, error);
    if (status != MS_OK) return status;
    if (memcmp(locator, "PK\6\7", 4) != 0) return MS_END;
    /* The record lies where the locator says, or, when something was put in front of the zip,
     * right before the locator. */
    uint64_t claimed = ms_bytes_u64(locator + 8), record_at = claimed;
    bool is_there = claimed <= source->size - END64_SIZE &&
                    ms_source_read_at(source, claimed, record, sizeof record, NULL) == MS_OK &&
                    memcmp(record, "PK\6\6", 4) == 0;
    if (!is_there) {
        if (at < LOCATOR_SIZE + END64_SIZE) return MS_END;
        record_at = at - LOCATOR_SIZE - END64_SIZE;
        status = ms_source_read_at(source, record_at, record, sizeof record, error);
        if (status != MS_OK) return status;
        if (memcmp(record, "PK\6\6", 4) != 0) {
            return ms_error_set(error, MS_E_MALFORMED, at,
                                "the zip's ZIP64 end record is not where it should be");
        }
    }
    if (ms_bytes_u32(record + 16) != 0 || ms_bytes_u32(record + 20) != 0) {
        return ms_error_set(error, MS_E_UNSUPPORTED, at,
                            "a part of a zip in several parts: join them first");
    }
    *end = (ms_zip_end){.members = ms_bytes_u64(record + 32),
                        .size = ms_bytes_u64(record + 40),
                        .is_zip64 = true};
    if (place(source, ms_bytes_u64(record + 48), record_at, end)) return MS_OK;
    return ms_error_set(error, MS_E_MALFORMED, record_at,
                        "the zip's directory is not where its end record says");
}

/* What the end record at `at` (its bytes in `record`) says. MS_END: it is none after all. */
static ms_status read_end(ms_source *source, const char *record, uint64_t at, ms_zip_end *end,
                          ms_error *error) {
    uint16_t disk = ms_bytes_u16(record + 4), members = ms_bytes_u16(record + 10);
    uint32_t size = ms_bytes_u32(record + 12), start = ms_bytes_u32(record + 16);
    bool may_be_64 =
        disk == 0xFFFF || members == 0xFFFF || size == 0xFFFFFFFF || start == 0xFFFFFFFF;
    if (may_be_64) {
        ms_status status = read_end64(source, at, end, error);
        if (status != MS_END) return status;
    }
    *end = (ms_zip_end){.members = members, .size = size};
    if (!place(source, start, at, end)) return MS_END;
    if (disk != 0 || ms_bytes_u16(record + 6) != 0) {
        return ms_error_set(error, MS_E_UNSUPPORTED, at,
                            "a part of a zip in several parts: join them first");
    }
    return MS_OK;
}

/* Looks at every end record in the tail whose comment ends at most `junk` bytes before the
 * end. */
static ms_status search(ms_source *source, ms_slice tail, uint64_t tail_at, size_t junk,
                        ms_zip_end *end, ms_error *error) {
    ms_status result = MS_E_NOT_FOUND;
    for (size_t i = tail.len < END_SIZE ? 0 : tail.len - END_SIZE + 1; i-- > 0;) {
        if (tail.ptr[i] != 'P' || memcmp(tail.ptr + i, "PK\5\6", 4) != 0) continue;
        size_t comment = ms_bytes_u16(tail.ptr + i + 20), room = tail.len - i - END_SIZE;
        if (comment <= room && room - comment > junk) continue;
        ms_zip_end found;
        ms_status status = read_end(source, tail.ptr + i, tail_at + i, &found, error);
        if (status == MS_END) continue;
        if (status != MS_OK) return status;
        if (comment > room) {
            return ms_error_set(
                error, MS_E_TRUNCATED, tail_at + i,
                "the zip ends within its comment: it has been cut off; copy or download it again");
        }
        if (result == MS_OK && (found.start != end->start || found.members != end->members)) {
            return ms_error_set(
                error, MS_E_AMBIGUOUS, tail_at + i,
                "the zip has two end records, and programs differ in which they believe: pack it anew");
        }
        if (result != MS_OK) *end = found;
        result = MS_OK;
    }
    return result;
}

ms_status ms_zip_end_find(ms_source *source, ms_zip_end *end, ms_error *error) {
    uint64_t most = TAIL_MOST + JUNK_MOST;
    uint64_t tail_at = source->size > most ? source->size - most : 0;
    ms_slice tail;
    if (source->size >= END_SIZE) {
        ms_source_seek(source, tail_at);
        ms_status status =
            ms_source_peek(source, (size_t)(source->size - tail_at), &tail, error);
        if (status != MS_OK) return status;
        status = search(source, tail, tail_at, 0, end, error);
        if (status == MS_E_NOT_FOUND) {
            status = search(source, tail, tail_at, JUNK_MOST, end, error);
        }
        if (status != MS_E_NOT_FOUND) return status;
    }
    return ms_error_set(error, MS_E_NOT_FOUND, source->size, "no zip directory");
}
