/* Lines and paragraphs. Cursors over borrowed bytes: nothing is kept, nothing allocated.
 * Sentences are in sentences.c. */
#include "text/lines.h"

#include "base/size.h"

/* Where the line that begins at `from` ends: the first CR or LF, or the end. In windows that
 * double, so that a text with one kind of line ending alone is not searched to its end for the
 * other. */
static size_t line_end(ms_slice text, size_t from) {
    size_t window = 256;
    while (from < text.len) {
        const char *start = text.ptr + from;
        size_t searched = ms_size_min(window, text.len - from);
        const char *feed = memchr(start, '\n', searched);
        if (feed) searched = (size_t)(feed - start);
        const char *carriage = searched ? memchr(start, '\r', searched) : NULL;
        if (carriage) return from + (size_t)(carriage - start);
        from += searched;
        if (feed) return from;
        window *= 2;
    }
    return text.len;
}

bool ms_lines_next(ms_slice text, size_t *at, ms_span *line) {
    if (*at >= text.len) return false;
    line->from = *at;
    line->to = line_end(text, *at);
    size_t next = line->to;
    if (next < text.len) {
        bool is_crlf = text.ptr[next] == '\r' && next + 1 < text.len &&
                       text.ptr[next + 1] == '\n';
        next += is_crlf ? 2 : 1;
    }
    *at = next;
    return true;
}

/* Bytes of the blank that p begins with: ASCII blanks and U+3000, U+00A0; 0 for none. */
static size_t blank_length(const char *p, size_t left) {
    if (*p == ' ' || *p == '\t' || *p == '\v' || *p == '\f') return 1;
    if (left >= 3 && memcmp(p, "\xE3\x80\x80", 3) == 0) return 3;
    return left >= 2 && memcmp(p, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

ms_span ms_lines_trim(ms_slice text, ms_span span) {
    size_t blank;
    while (span.from < span.to &&
           (blank = blank_length(text.ptr + span.from, span.to - span.from)) > 0) {
        span.from += blank;
    }
    while (span.from < span.to) {
        size_t left = span.to - span.from;
        const char *end = text.ptr + span.to;
        if (left >= 3 && memcmp(end - 3, "\xE3\x80\x80", 3) == 0) {
            span.to -= 3;
        } else if (left >= 2 && memcmp(end - 2, "\xC2\xA0", 2) == 0) {
            span.to -= 2;
        } else if (blank_length(end - 1, 1)) {
            span.to -= 1;
        } else {
            break;
        }
    }
    return span;
}

bool ms_paragraphs_next(ms_slice text, size_t *at, bool by_line, ms_span *paragraph) {
    ms_span line;
    bool has_any = false;
    while (ms_lines_next(text, at, &line)) {
        ms_span trimmed = ms_lines_trim(text, line);
        if (trimmed.from == trimmed.to) {
            if (has_any) break;
        } else {
            if (!has_any) paragraph->from = trimmed.from;
            has_any = true;
            paragraph->to = trimmed.to;
            if (by_line) break;
        }
    }
    return has_any;
}
