/* See report.h. */
#include "cli/report.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "out/json.h"

enum { BATCH = 64 * 1024, PROGRESS_EVERY = 64 };

/* --- escaping for the eye ---------------------------------------------------------------------------- */

/* The code point at s[*at] of what should be UTF-8; a byte that is none is given as itself plus 0x110000. */
static uint32_t next_point(ms_slice s, size_t *at) {
    unsigned char first = (unsigned char)s.ptr[*at];
    size_t len = first < 0x80 ? 1 : first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
    if (len == 0 || *at + len > s.len) {
        *at += 1;
        return 0x110000u + first;
    }
    uint32_t point = len == 1 ? first : first & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)s.ptr[*at + i];
        if ((next & 0xC0) != 0x80) {
            *at += 1;
            return 0x110000u + first;
        }
        point = point << 6 | (next & 0x3F);
    }
    *at += len;
    return point;
}

static bool is_hidden(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || c == 0x61C || c >= 0x110000;
}

void ms_report_print(FILE *to, ms_slice text) {
    size_t at = 0;
    while (at < text.len) {
        size_t from = at;
        uint32_t c = next_point(text, &at);
        if (!is_hidden(c)) fwrite(text.ptr + from, 1, at - from, to);
        else if (c >= 0x110000 || c < 0x80) fprintf(to, "\\x%02X", (unsigned)(c & 0xFF));
        else fprintf(to, "\\u{%X}", (unsigned)c);
    }
}

/* --- JSON of our own ------------------------------------------------------------------------------------ */

static ms_status put_field(ms_buffer *out, const char *key, ms_slice value, bool is_first) {
    ms_status status = ms_buffer_printf(out, "%s\"%s\":", is_first ? "{" : ",", key);
    return status == MS_OK ? ms_json_put_string(out, value) : status;
}

static ms_status put_reject(ms_buffer *out, const ms_reject *reject) {
    ms_status status = put_field(out, "unit", reject->locator, true);
    if (status == MS_OK) status = put_field(out, "stage", reject->stage, false);
    if (status == MS_OK) status = put_field(out, "code", reject->code, false);
    if (status == MS_OK) status = put_field(out, "message", reject->message, false);
    return status == MS_OK ? ms_buffer_append(out, "}\n", 2) : status;
}

void ms_report_error(const ms_command_line *line, ms_status status, const char *message) {
    if (!line->is_json) {
        fputs("moonscribe: ", stderr);
        ms_report_print(stderr, ms_slice_str(message));
        fputc('\n', stderr);
        return;
    }
    ms_buffer out;
    ms_buffer_init(&out, ms_sys_real(), 0);
    ms_status put = put_field(&out, "error", ms_slice_str(ms_status_name(status)), true);
    if (put == MS_OK) put = put_field(&out, "message", ms_slice_str(message), false);
    if (put == MS_OK) put = ms_buffer_append(&out, "}\n", 2);
    if (put == MS_OK) fwrite(out.data, 1, out.len, stderr);
    ms_buffer_free(&out);
}

/* --- the listener ------------------------------------------------------------------------------------------ */

static ms_status flush(ms_report *report) {
    bool is_written = ms_sys_write_all(report->sys, STDOUT_FILENO, report->out.data, report->out.len);
    ms_buffer_reset(&report->out);
    return is_written ? MS_OK : ms_error_system(&report->error, errno, "writing to standard output");
}

static ms_status on_bytes(void *state, ms_slice bytes) {
    ms_report *report = state;
    if (report->file) return ms_out_file_write(report->file, bytes, &report->error);
    ms_status status = ms_buffer_append_slice(&report->out, bytes);
    if (status != MS_OK) return ms_error_set(&report->error, status, 0, "no memory for the result");
    return report->out.len >= BATCH ? flush(report) : MS_OK;
}

static void clear_progress(const ms_report *report) {
    if (report->is_terminal && report->told) fputs("\r\033[K", stderr);
}

static ms_status on_reject(void *state, const ms_reject *reject) {
    ms_report *report = state;
    if (report->line->output) {
        ms_status status = put_reject(&report->rejects, reject);
        if (status != MS_OK) return ms_error_set(&report->error, status, 0, "no memory for the rejects");
    }
    if (report->line->is_quiet) return MS_OK;
    if (report->line->is_json) {
        ms_buffer out;
        ms_buffer_init(&out, report->sys, 0);
        if (put_reject(&out, reject) == MS_OK) fwrite(out.data, 1, out.len, stderr);
        ms_buffer_free(&out);
        return MS_OK;
    }
    clear_progress(report);
    fputs("moonscribe: ", stderr);
    ms_report_print(stderr, reject->locator);
    fputs(": ", stderr);
    ms_report_print(stderr, reject->message);
    fputs(" [", stderr);
    ms_report_print(stderr, reject->stage);
    fputs(", ", stderr);
    ms_report_print(stderr, reject->code);
    fputs("]\n", stderr);
    return MS_OK;
}

static ms_status on_document(void *state, ms_slice id, uint64_t bytes) {
    ms_report *report = state;
    (void)id;
    (void)bytes;
    report->told++;
    if (report->is_terminal && report->line->output && !report->line->is_quiet && !report->line->is_json && report->told % PROGRESS_EVERY == 0) {
        fprintf(stderr, "\r%" PRIu64 " documents", report->told);
    }
    return MS_OK;
}

ms_listener ms_report_listener(ms_report *report) {
    return (ms_listener){.state = report, .bytes = on_bytes, .reject = on_reject, .document = on_document};
}

/* --- beginning and end ---------------------------------------------------------------------------------------- */

ms_status ms_report_open(ms_report *report, const ms_sys *sys, const ms_command_line *line, ms_error *error) {
    *report = (ms_report){.line = line, .sys = sys, .is_terminal = isatty(STDERR_FILENO) == 1};
    ms_buffer_init(&report->out, sys, 0);
    ms_buffer_init(&report->rejects, sys, 0);
    return line->output ? ms_out_file_new(sys, line->output, &report->file, error) : MS_OK;
}

/* The rejects beside the result; those of an earlier run go when there are none now. */
static ms_status publish_rejects(ms_report *report, ms_error *error) {
    char path[4096];
    if (snprintf(path, sizeof path, "%s.rejects.jsonl", report->line->output) >= (int)sizeof path) {
        return ms_error_set(error, MS_E_USAGE, 0, "the name of the output is too long");
    }
    if (report->rejects.len == 0) {
        report->sys->unlink(report->sys->state, path);
        return MS_OK;
    }
    ms_out_file *file;
    ms_status status = ms_out_file_new(report->sys, path, &file, error);
    if (status == MS_OK) status = ms_out_file_write(file, ms_buffer_slice(&report->rejects), error);
    if (status != MS_OK) {
        ms_out_file_discard(file);
        return status;
    }
    return ms_out_file_publish(file, error);
}

static void tell_totals(const ms_report *report, const ms_totals *totals) {
    if (report->line->is_quiet) return;
    if (report->line->is_json) {
        fprintf(stderr, "{\"documents\":%" PRIu64 ",\"rows\":%" PRIu64 ",\"rejects\":%" PRIu64 ",\"skips\":%" PRIu64 ",\"bytes\":%" PRIu64 "}\n",
                totals->documents, totals->rows, totals->rejects, totals->skips, totals->bytes);
        return;
    }
    if (!report->line->output && totals->rejects == 0) return;
    clear_progress(report);
    fprintf(stderr, "%" PRIu64 " document%s, %" PRIu64 " row%s", totals->documents, totals->documents == 1 ? "" : "s", totals->rows, totals->rows == 1 ? "" : "s");
    if (totals->rejects) fprintf(stderr, ", %" PRIu64 " rejected", totals->rejects);
    if (totals->skips) fprintf(stderr, ", %" PRIu64 " skipped", totals->skips);
    if (report->line->output) {
        fputs(": ", stderr);
        ms_report_print(stderr, ms_slice_str(report->line->output));
        if (totals->rejects) fputs(" (the rejected ones in .rejects.jsonl beside it)", stderr);
    }
    fputc('\n', stderr);
}

ms_status ms_report_close(ms_report *report, ms_status status, const ms_totals *totals, ms_error *error) {
    if (report->error.code != MS_OK && status != MS_OK) *error = report->error;
    if (status == MS_OK && report->file) {
        status = ms_out_file_publish(report->file, error);
        report->file = NULL;
    }
    if (!report->file && report->out.len > 0) {
        ms_status flushed = flush(report);
        if (status == MS_OK && flushed != MS_OK) {
            status = flushed;
            *error = report->error;
        }
    }
    ms_out_file_discard(report->file);
    report->file = NULL;
    if (status == MS_OK && report->line->output) status = publish_rejects(report, error);
    if (status == MS_OK) tell_totals(report, totals);
    ms_buffer_free(&report->out);
    ms_buffer_free(&report->rejects);
    return status;
}
