/* See positions.h.
 *
 *   text     |....1024....|....1024....|....1024....|..
 *   samples  0            1            2            3      characters and UTF-16 units before each
 *   lines    the byte at which each line begins
 *
 * A look-up takes the sample before a byte and counts from there, at most 1023 bytes. */
#include "text/positions.h"

#include "base/size.h"
#include "text/lines.h"
#include "text/utf8.h"

enum { SAMPLE_BYTES = 1024 };

typedef struct sample {
    size_t code_points; /* before this byte */
    size_t utf16;       /* UTF-16 units before it */
} sample;

struct ms_positions {
    const ms_sys *sys;
    ms_slice text;
    sample *samples;       /* one a SAMPLE_BYTES, from byte 0; owned */
    size_t sample_count;
    size_t sample_capacity;
    size_t *lines;         /* byte of each line's first character; owned */
    size_t line_count;
    size_t line_capacity;
};

static void *grow(const ms_sys *sys, void *old, size_t *capacity, size_t need, size_t size) {
    if (need <= *capacity) return old;
    size_t wanted = ms_size_max(need, *capacity * 2);
    size_t bytes;
    if (!ms_size_mul(wanted, size, &bytes)) return NULL;
    void *grown = ms_sys_resize(sys, old, *capacity * size, bytes);
    if (grown) *capacity = wanted;
    return grown;
}

static ms_status add_line(ms_positions *index, size_t byte) {
    size_t *lines = grow(index->sys, index->lines, &index->line_capacity, index->line_count + 1,
                         sizeof *lines);
    if (!lines) return MS_E_MEMORY;
    index->lines = lines;
    lines[index->line_count++] = byte;
    return MS_OK;
}

ms_status ms_positions_rebuild(ms_positions *index, ms_slice text) {
    index->text = text;
    index->sample_count = index->line_count = 0;
    size_t count = text.len / SAMPLE_BYTES + 1;
    sample *samples = grow(index->sys, index->samples, &index->sample_capacity, count,
                           sizeof *samples);
    if (!samples) return MS_E_MEMORY;
    index->samples = samples;
    sample sum = {0};
    for (size_t from = 0; index->sample_count < count; from += SAMPLE_BYTES) {
        samples[index->sample_count++] = sum;
        ms_slice block = ms_slice_sub(text, from, from + SAMPLE_BYTES);
        ms_utf8_counts counts = ms_utf8_count_both(block);
        sum.code_points += counts.code_points;
        sum.utf16 += counts.utf16;
    }
    ms_span line;
    size_t at = 0;
    while (ms_lines_next(text, &at, &line)) {
        ms_status status = add_line(index, line.from);
        if (status != MS_OK) return status;
    }
    bool ends_open = text.len > 0 && text.ptr[text.len - 1] != '\n' &&
                     text.ptr[text.len - 1] != '\r';
    /* A text that ends with a line ending has one more, empty line for a position at its very
     * end. */
    return ends_open ? MS_OK : add_line(index, text.len);
}

ms_status ms_positions_new(ms_ctx *ctx, ms_slice text, ms_positions **out) {
    ms_positions *index = ms_sys_alloc(ctx->sys, sizeof *index);
    *out = NULL;
    if (!index) return MS_E_MEMORY;
    index->sys = ctx->sys;
    ms_status status = ms_positions_rebuild(index, text);
    if (status != MS_OK) {
        ms_positions_free(index);
        return status;
    }
    *out = index;
    return MS_OK;
}

size_t ms_positions_size(const ms_positions *index) {
    if (!index) return 0;
    return sizeof *index + index->sample_capacity * sizeof *index->samples +
           index->line_capacity * sizeof *index->lines;
}

void ms_positions_free(ms_positions *index) {
    if (!index) return;
    ms_sys_free(index->sys, index->samples, index->sample_capacity * sizeof *index->samples);
    ms_sys_free(index->sys, index->lines, index->line_capacity * sizeof *index->lines);
    ms_sys_free(index->sys, index, sizeof *index);
}

/* byte, moved back to the start of its character and into the text. */
static size_t settle(const ms_positions *index, size_t byte) {
    if (byte >= index->text.len) return index->text.len;
    while (byte > 0 && (index->text.ptr[byte] & 0xC0) == 0x80) byte--;
    return byte;
}

size_t ms_positions_code_point(const ms_positions *index, size_t byte) {
    byte = settle(index, byte);
    size_t base = byte / SAMPLE_BYTES;
    return index->samples[base].code_points +
           ms_utf8_count(ms_slice_sub(index->text, base * SAMPLE_BYTES, byte));
}

size_t ms_positions_utf16(const ms_positions *index, size_t byte) {
    byte = settle(index, byte);
    size_t base = byte / SAMPLE_BYTES;
    return index->samples[base].utf16 +
           ms_utf8_count_utf16(ms_slice_sub(index->text, base * SAMPLE_BYTES, byte));
}

/* The last line that begins at or before byte. */
static size_t line_of(const ms_positions *index, size_t byte) {
    size_t low = 0;
    size_t high = index->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (index->lines[middle] <= byte) low = middle;
        else high = middle;
    }
    return low;
}

ms_line_column ms_positions_line_column(const ms_positions *index, size_t byte) {
    byte = settle(index, byte);
    size_t line = line_of(index, byte);
    size_t start = index->lines[line];
    size_t column = byte - start <= SAMPLE_BYTES
                        ? ms_utf8_count(ms_slice_sub(index->text, start, byte))
                        : ms_positions_code_point(index, byte) -
                              ms_positions_code_point(index, start);
    return (ms_line_column){line + 1, column + 1};
}

/* The byte of the count-th unit, where a character's units are 1, or 2 for one outside the BMP
 * in UTF-16. */
static size_t byte_of(const ms_positions *index, size_t target, bool is_utf16) {
    size_t low = 0;
    size_t high = index->sample_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        size_t at = is_utf16 ? index->samples[middle].utf16
                             : index->samples[middle].code_points;
        if (at <= target) low = middle;
        else high = middle;
    }
    size_t count = is_utf16 ? index->samples[low].utf16 : index->samples[low].code_points;
    size_t byte = low * SAMPLE_BYTES;
    while (byte < index->text.len && (index->text.ptr[byte] & 0xC0) == 0x80) byte++;
    while (byte < index->text.len) {
        unsigned char first = (unsigned char)index->text.ptr[byte];
        size_t units = is_utf16 && first >= 0xF0 ? 2 : 1;
        if (count + units > target) break;
        count += units;
        byte += first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    }
    return byte;
}

size_t ms_positions_byte_of_code_point(const ms_positions *index, size_t code_point) {
    return byte_of(index, code_point, false);
}

size_t ms_positions_byte_of_utf16(const ms_positions *index, size_t unit) {
    return byte_of(index, unit, true);
}

/* Where a line ends, from where the next begins: looking for its ending would cost the whole
 * line. */
static size_t line_end(const ms_positions *index, size_t line) {
    if (line + 1 == index->line_count) return index->text.len;
    size_t end = index->lines[line + 1] - 1;
    const char *ending = index->text.ptr + end;
    bool is_crlf = *ending == '\n' && end > index->lines[line] && ending[-1] == '\r';
    return is_crlf ? end - 1 : end;
}

size_t ms_positions_byte_of_line_column(const ms_positions *index, ms_line_column at) {
    if (at.line == 0 || at.line > index->line_count) return index->text.len;
    size_t line = at.line - 1, code_point;
    size_t before = ms_positions_code_point(index, index->lines[line]);
    if (!ms_size_add(before, at.column ? at.column - 1 : 0, &code_point)) code_point = SIZE_MAX;
    return ms_size_min(ms_positions_byte_of_code_point(index, code_point),
                       line_end(index, line));
}

size_t ms_positions_line_count(const ms_positions *index) {
    return index->line_count;
}
