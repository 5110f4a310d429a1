/* Lines to cues. One idea: a line of times begins a cue, whatever stands around it; the lines
 * after it are its words until a blank one. Words that have lost their cue go to the one before
 * them. Never looks at a line twice. */
#include "parse/cues_parts.h"

/* A time that goes back by more than this is a recorder that was started again. */
enum { RESTART_MS = 30000, TICK_EVERY = 1 << 16 };

/* A line that belongs to no cue yet: the number of the next one, or words behind a blank line.
 */
typedef struct stray {
    size_t from, to, number;
    bool is_number;
} stray;

typedef struct reader {
    ms_cues *cues;
    bool has_cue;        /* a cue has begun */
    bool is_open;        /* and takes words */
    size_t blank_at;     /* the line of a blank between its time and its words, or 0 */
    bool is_after_blank; /* the line before this one was blank */
    bool is_skipping;    /* within a note or a style, up to a blank line */
    /* Strays: all but the last are words of the cue before, so only the last is kept. */
    bool has_stray;
    stray last;
} reader;

/* --- times -------------------------------------------------------------------------------- */

static size_t digits(ms_slice s, size_t at, uint64_t *value) {
    size_t start = at;
    *value = 0;
    while (at < s.len && ms_cue_is_digit(s.ptr[at]) && at - start < 9)
        *value = *value * 10 + (uint64_t)(s.ptr[at++] - '0');
    return at - start;
}

/* Thousandths of the fraction whose digits begin at `at`; moves it behind them. */
static int64_t thousandths(ms_slice s, size_t *at) {
    int64_t value = 0;
    int places = 0;
    for (; *at < s.len && ms_cue_is_digit(s.ptr[*at]); ++*at) {
        if (places < 3) value = value * 10 + (s.ptr[*at] - '0');
        else if (places == 3 && s.ptr[*at] >= '5') value++;
        places++;
    }
    for (; places < 3; places++) value *= 10;
    return value;
}

size_t ms_cue_time(ms_slice s, int64_t *time_ms) {
    uint64_t part[3] = {0};
    size_t at = 0, count = 0;
    for (;;) {
        size_t taken = digits(s, at, &part[count]);
        if (!taken) return 0;
        at += taken;
        count++;
        if (count == 3 || at >= s.len || s.ptr[at] != ':') break;
        at++;
    }
    if (count < 2) return 0;
    int64_t fraction = 0;
    bool has_mark = at < s.len && (s.ptr[at] == '.' || s.ptr[at] == ',' || s.ptr[at] == ':');
    bool has_fraction = has_mark && at + 1 < s.len && ms_cue_is_digit(s.ptr[at + 1]);
    if (has_fraction) {
        at++;
        fraction = thousandths(s, &at);
    } else if (count == 2) {
        return 0; /* 10:20 may be anything */
    }
    uint64_t seconds =
        count == 3 ? part[0] * 3600 + part[1] * 60 + part[2] : part[0] * 60 + part[1];
    *time_ms = (int64_t)(seconds * 1000) + fraction;
    return at;
}

static size_t skip_blanks(ms_slice s, size_t at) {
    while (at < s.len && ms_cue_is_blank(s.ptr[at])) at++;
    return at;
}

/* The two times of a line that begins a cue. */
static bool read_timing(ms_slice line, ms_cue_kind kind, int64_t *from, int64_t *to) {
    size_t at = skip_blanks(line, 0);
    size_t taken = ms_cue_time(ms_slice_sub(line, at, line.len), from);
    if (!taken) return false;
    at = skip_blanks(line, at + taken);
    if (kind == MS_CUE_SBV) {
        if (at >= line.len || line.ptr[at] != ',') return false;
        at++;
    } else {
        size_t dashes = 0;
        while (at < line.len && line.ptr[at] == '-') at++, dashes++;
        if (dashes < 2 || at >= line.len || line.ptr[at] != '>') return false;
        at++;
    }
    at = skip_blanks(line, at);
    taken = ms_cue_time(ms_slice_sub(line, at, line.len), to);
    return taken && (kind != MS_CUE_SBV || skip_blanks(line, at + taken) == line.len);
}

/* Whether it was meant to be such a line. */
static bool has_arrow(ms_slice line) {
    return memmem(line.ptr, line.len, "-->", 3) != NULL;
}

static bool is_number(ms_slice line) {
    line = ms_cue_trim(line);
    if (!line.len) return false;
    for (size_t i = 0; i < line.len; i++) {
        if (!ms_cue_is_digit(line.ptr[i])) return false;
    }
    return true;
}

/* --- cues --------------------------------------------------------------------------------- */

static ms_slice bytes_of(const reader *read, size_t from, size_t to) {
    return ms_slice_sub(read->cues->text, from, to);
}

/* The stray that is kept becomes words of the cue before it, or is left out. */
static ms_status settle(reader *read, bool is_last) {
    if (!read->has_stray) return MS_OK;
    ms_cues *cues = read->cues;
    stray one = read->last;
    read->has_stray = false;
    if (cues->kind != MS_CUE_VTT && cues->cues.count && !(one.is_number && is_last)) {
        ms_status status = ms_cues_add_line(cues, one.from, one.to);
        return status == MS_OK ? ms_cues_note(cues, MS_CUE_BLANK_LINE_WITHIN, one.number)
                               : status;
    }
    return one.is_number || one.number == 1 ? MS_OK
                                            : ms_cues_note(cues, MS_CUE_NO_TIMING, one.number);
}

static ms_status keep_stray(reader *read, size_t number, size_t from, size_t to) {
    ms_status status = settle(read, false);
    read->last = (stray){from, to, number, is_number(bytes_of(read, from, to))};
    read->has_stray = true;
    return status;
}

static ms_status note_order(ms_cues *cues, size_t number, int64_t time_ms) {
    if (!cues->cues.count) return MS_OK;
    int64_t before = ms_cues_cue(cues, cues->cues.count - 1)->time_ms;
    if (time_ms >= before) return MS_OK;
    return ms_cues_note(cues, time_ms < before - RESTART_MS ? MS_CUE_RESTART : MS_CUE_ORDER,
                        number);
}

static ms_status begin_cue(reader *read, size_t number, int64_t time_ms, int64_t end_ms) {
    ms_cues *cues = read->cues;
    ms_status status = MS_OK;
    if (read->has_cue && read->is_open && !read->is_after_blank) {
        /* The last line of the cue before is the number of this one. */
        ms_cue *before = ms_cues_cue(cues, cues->cues.count - 1);
        const ms_cue_line *line =
            before->count ? ms_cues_line(cues, cues->lines.count - 1) : NULL;
        if (line && is_number(bytes_of(read, line->from, line->to))) {
            before->count--;
            cues->lines.count--;
        }
        status = ms_cues_note(cues, MS_CUE_NO_BLANK_LINE, number);
    }
    bool has_id = read->has_stray && (read->last.is_number || cues->kind == MS_CUE_VTT) &&
                  read->last.number == number - 1;
    if (has_id) read->has_stray = false;
    if (status == MS_OK) status = settle(read, true);
    if (status == MS_OK && cues->kind == MS_CUE_SRT && !has_id && read->has_cue &&
        read->is_after_blank) {
        status = ms_cues_note(cues, MS_CUE_NO_NUMBER, number);
    }
    if (status == MS_OK && end_ms < time_ms) {
        end_ms = -1;
        status = ms_cues_note(cues, MS_CUE_BACKWARD, number);
    }
    if (status == MS_OK) status = note_order(cues, number, time_ms);
    read->has_cue = read->is_open = true;
    read->blank_at = 0;
    return status == MS_OK ? ms_cues_add(cues, time_ms, end_ms, (ms_slice){0}) : status;
}

static bool begins_block(ms_slice line, ms_slice word, bool is_alone) {
    if (!ms_slice_starts(line, word)) return false;
    ms_slice rest = ms_slice_sub(line, word.len, line.len);
    return is_alone ? ms_cue_trim(rest).len == 0 : rest.len == 0 || ms_cue_is_blank(*rest.ptr);
}

static bool is_about(const ms_cues *cues, ms_slice line, size_t number) {
    return cues->kind == MS_CUE_VTT &&
           (number == 1 || begins_block(line, MS_SLICE("NOTE"), false) ||
            begins_block(line, MS_SLICE("STYLE"), true) ||
            begins_block(line, MS_SLICE("REGION"), true));
}

static void take_blank(reader *read, size_t number) {
    bool is_srt = read->cues->kind == MS_CUE_SRT;
    size_t words = read->has_cue && read->is_open
                       ? ms_cues_cue(read->cues, read->cues->cues.count - 1)->count
                       : 0;
    if (read->has_cue && read->is_open && words == 0 && !read->is_after_blank && is_srt)
        read->blank_at = number;
    else if (words || read->is_skipping || !is_srt) read->is_open = false;
    read->is_skipping = false;
    read->is_after_blank = true;
}

static ms_status take_words(reader *read, ms_slice line, size_t number, size_t from,
                            size_t to) {
    if (read->blank_at && is_number(line)) return keep_stray(read, number, from, to);
    ms_status status = read->blank_at
                           ? ms_cues_note(read->cues, MS_CUE_BLANK_LINE_BEFORE, read->blank_at)
                           : MS_OK;
    read->blank_at = 0;
    return status == MS_OK ? ms_cues_add_line(read->cues, from, to) : status;
}

static ms_status take_line(reader *read, size_t number, size_t from, size_t to) {
    ms_cues *cues = read->cues;
    ms_slice line = bytes_of(read, from, to);
    if (cues->kind == MS_CUE_VTT ? line.len == 0 : ms_cue_trim(line).len == 0) {
        take_blank(read, number);
        return MS_OK;
    }
    if (read->is_skipping) return MS_OK;
    int64_t time_ms, end_ms;
    ms_status status = MS_OK;
    if (read_timing(line, cues->kind, &time_ms, &end_ms)) {
        status = begin_cue(read, number, time_ms, end_ms);
    } else if (read->has_cue && read->is_open) {
        status = take_words(read, line, number, from, to);
    } else if (is_about(cues, line, number)) {
        read->is_skipping = true;
    } else if (has_arrow(line)) {
        if (read->has_stray && read->last.is_number && read->last.number == number - 1)
            read->has_stray = false;
        read->is_skipping = cues->kind == MS_CUE_VTT;
        status = ms_cues_note(cues, MS_CUE_BAD_TIMING, number);
    } else {
        status = keep_stray(read, number, from, to);
    }
    read->is_after_blank = false;
    return status;
}

/* Where the line at `at` ends: at a line feed or a carriage return. *cr is the next return,
 * looked for once. */
static size_t line_end(ms_slice text, size_t at, size_t *cr) {
    const char *feed = memchr(text.ptr + at, '\n', text.len - at);
    size_t end = feed ? (size_t)(feed - text.ptr) : text.len;
    if (*cr < at) {
        const char *found = memchr(text.ptr + at, '\r', text.len - at);
        *cr = found ? (size_t)(found - text.ptr) : text.len;
    }
    return *cr < end ? *cr : end;
}

ms_status ms_cues_read(ms_cues *cues) {
    reader read = {.cues = cues, .is_after_blank = true};
    ms_slice text = cues->text;
    size_t number = 0, ticked = 0;
    const char *first_cr = text.len ? memchr(text.ptr, '\r', text.len) : NULL;
    size_t cr = first_cr ? (size_t)(first_cr - text.ptr) : text.len;
    for (size_t at = 0; at < text.len;) {
        size_t end = line_end(text, at, &cr);
        ms_status status = take_line(&read, ++number, at, end);
        if (status != MS_OK) return status;
        bool is_crlf = end + 1 < text.len && text.ptr[end] == '\r' && text.ptr[end + 1] == '\n';
        at = end + (is_crlf ? 2 : 1);
        if (at - ticked >= TICK_EVERY || at >= text.len) {
            status = ms_tick(cues->ctx, at - ticked);
            if (status != MS_OK) return status;
            ticked = at;
        }
    }
    return settle(&read, true);
}
