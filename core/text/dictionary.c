/* See dictionary.h. The header is looked at when the file is mapped; the rest at its first use,
 * because most of what a start costs is touching pages. Never write to the map. */
#include "text/dictionary.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/digest.h"
#include "text/utf8.h"

enum { MODEL_ROW = 8 * MS_HMM_STATES };
enum { VERSION = 1, HEADER_SIZE = 128, BYTE_ORDER_MARK = 0x01020304 };

typedef struct header {
    char magic[8];
    uint32_t byte_order;
    uint32_t version;
    uint64_t size;   /* of the file */
    uint64_t digest; /* of what follows the header */
    uint32_t unit_count, weight_count, code_count, deepest;
} header;

static ms_status malformed(ms_error *error, const char *path, const char *what) {
    return ms_error_set(error, MS_E_MALFORMED, 0, "%s: %s; install moonscribe again", path, what);
}

/* Sections begin at multiples of 16. */
static const void *take_section(const ms_dictionary *dictionary, size_t *at, size_t count,
                                size_t size) {
    const char *section = (const char *)dictionary->map + *at;
    *at += (count * size + 15) & ~(size_t)15;
    return section;
}

/* False when the counts do not add up to the size of the file. */
static bool lay_out(ms_dictionary *dictionary, const header *head) {
    dictionary->unit_count = head->unit_count;
    dictionary->weight_count = head->weight_count;
    dictionary->code_count = head->code_count;
    dictionary->deepest = head->deepest;
    size_t at = HEADER_SIZE;
    dictionary->units = take_section(dictionary, &at, head->unit_count, 8);
    dictionary->weights = take_section(dictionary, &at, head->weight_count, 8);
    dictionary->emissions = take_section(dictionary, &at, head->code_count, MODEL_ROW);
    dictionary->starts = take_section(dictionary, &at, MS_HMM_STATES, 8);
    dictionary->moves = take_section(dictionary, &at, (size_t)MS_HMM_STATES * MS_HMM_STATES, 8);
    dictionary->exact = take_section(dictionary, &at, MS_DICTIONARY_CODES, 2);
    dictionary->folded = take_section(dictionary, &at, MS_DICTIONARY_CODES, 2);
    dictionary->simple = take_section(dictionary, &at, MS_DICTIONARY_CODES, 2);
    return at == dictionary->size;
}

static ms_status read_header(const ms_sys *sys, int fd, const char *path, header *head,
                             ms_error *error) {
    ssize_t got = sys->pread(sys->state, fd, head, sizeof *head, 0);
    if (got < 0) return ms_error_system(error, errno, "%s", path);
    if ((size_t)got < sizeof *head || memcmp(head->magic, "MSWORDS\n", 8) != 0) {
        return malformed(error, path, "this is no dictionary of moonscribe's");
    }
    if (head->byte_order != BYTE_ORDER_MARK || head->version != VERSION) {
        return malformed(error, path, "this dictionary was made for another version or machine");
    }
    char last;
    bool is_sane = head->size > HEADER_SIZE && head->size < INT32_MAX && head->unit_count > 0 &&
                   head->unit_count <= 0xFFFFFF && head->weight_count > 0 &&
                   head->weight_count <= UINT16_MAX && head->code_count > 0 &&
                   head->code_count <= MS_DICTIONARY_CODES && head->deepest > 0 &&
                   head->deepest <= MS_DICTIONARY_DEEPEST;
    if (!is_sane || sys->pread(sys->state, fd, &last, 1, (int64_t)head->size - 1) != 1) {
        return malformed(error, path, "the dictionary is damaged or cut off");
    }
    return MS_OK;
}

/* Maps the file behind fd into a dictionary that is empty so far. */
static ms_status map_file(ms_dictionary *dictionary, int fd, const char *path, ms_error *error) {
    const ms_sys *sys = dictionary->sys;
    header head;
    ms_status status = read_header(sys, fd, path, &head, error);
    if (status != MS_OK) return status;
    dictionary->size = (size_t)head.size;
    dictionary->map = sys->map(sys->state, fd, dictionary->size);
    if (!dictionary->map) return ms_error_system(error, errno, "%s", path);
    if (lay_out(dictionary, &head)) return MS_OK;
    return malformed(error, path, "the dictionary's parts do not fit its size");
}

ms_status ms_dictionary_open(const ms_sys *sys, const char *path, ms_dictionary **out,
                             ms_error *error) {
    *out = NULL;
    int fd = sys->open(sys->state, path, O_RDONLY | O_NOCTTY, 0);
    if (fd < 0) return ms_error_system(error, errno, "%s", path);
    ms_status status = MS_E_MEMORY;
    ms_dictionary *dictionary = ms_sys_alloc(sys, sizeof *dictionary);
    if (dictionary) {
        dictionary->sys = sys;
        status = map_file(dictionary, fd, path, error);
    } else {
        ms_error_set(error, status, 0, "no memory for the dictionary");
    }
    sys->close(sys->state, fd);
    if (status == MS_OK) *out = dictionary;
    else ms_dictionary_close(dictionary);
    return status;
}

void ms_dictionary_close(ms_dictionary *dictionary) {
    if (!dictionary) return;
    const ms_sys *sys = dictionary->sys;
    if (dictionary->map) sys->unmap(sys->state, dictionary->map, dictionary->size);
    ms_sys_free(sys, dictionary, sizeof *dictionary);
}

/* No look-up checks a bound, so every number that leads somewhere is checked here. */
static bool is_sound(const ms_dictionary *dictionary) {
    bool is_good = ms_dictionary_base(dictionary->units[0]) > 0;
    for (uint32_t i = 0; i < dictionary->unit_count; i++) {
        uint64_t unit = dictionary->units[i];
        is_good &= ms_dictionary_base(unit) + dictionary->code_count <= dictionary->unit_count;
        is_good &= ms_dictionary_weight(unit) < dictionary->weight_count;
    }
    for (size_t i = 0; i < MS_DICTIONARY_CODES; i++) {
        is_good &= dictionary->exact[i] < dictionary->code_count;
        is_good &= dictionary->folded[i] < dictionary->code_count;
    }
    return is_good;
}

ms_status ms_dictionary_check(ms_dictionary *dictionary, ms_error *error) {
    if (dictionary->is_checked) return MS_OK;
    const header *head = dictionary->map;
    ms_slice body = {(const char *)dictionary->map + HEADER_SIZE, dictionary->size - HEADER_SIZE};
    if (ms_digest(body) != head->digest || !is_sound(dictionary)) {
        return malformed(error, "zh.dict", "the dictionary is damaged");
    }
    dictionary->is_checked = true;
    return MS_OK;
}

static const double LOG_10 = 2.302585092994046;

double ms_dictionary_rarity(const ms_dictionary *dictionary, ms_slice word) {
    uint32_t node = 0;
    for (size_t at = 0; at < word.len;) {
        uint32_t c = ms_utf8_next(word, &at);
        uint32_t code = c < MS_DICTIONARY_CODES ? dictionary->folded[c] : 0;
        uint32_t child = ms_dictionary_base(dictionary->units[node]) + code;
        if (code == 0 || ms_dictionary_parent(dictionary->units[child]) != node) return -1;
        node = child;
    }
    uint32_t weight = ms_dictionary_weight(dictionary->units[node]);
    return weight > 0 ? -dictionary->weights[weight] / LOG_10 : -1;
}
