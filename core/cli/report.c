/* See report.h. */
#include "cli/report.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <unistd.h>

#include "cli/text.h"
#include "cli/verbs.h"

enum { BATCH = 64 * 1024, WRITE_PAUSE_NS = 10000000, SHOW_PAUSE_NS = 100000000 };

/* With a file of them, so many rejects are told; a screen full of the same words helps
 * nobody. */
enum { SHOWN_REJECTS = 10 };

static const double MEGABYTE = 1e6, SECOND = 1e9;

/* --- failures ----------------------------------------------------------------------------- */

static int exit_code(ms_status status, ms_phase phase) {
    switch (status) {
    case MS_OK: return MS_EXIT_DONE;
    case MS_E_USAGE: return MS_EXIT_USAGE;
    case MS_E_PERMISSION: return MS_EXIT_PERMISSION;
    case MS_E_STALE: return MS_EXIT_CHANGED;
    case MS_E_LOCKED: return MS_EXIT_LOCKED;
    case MS_E_INTERNAL: return MS_EXIT_OURS;
    case MS_E_INTERRUPTED:
    case MS_E_IO: return MS_EXIT_AGAIN;
    case MS_E_MEMORY: return MS_EXIT_FAILED;
    default: break;
    }
    if (phase == MS_PHASE_SETUP) return MS_EXIT_FAILED;
    bool is_missing = status == MS_E_NOT_FOUND && phase != MS_PHASE_LOAD;
    if (is_missing) return MS_EXIT_NOTHING;
    return phase == MS_PHASE_INPUT ? MS_EXIT_FAILED : MS_EXIT_SCRIPT;
}

int ms_report_failure(const ms_command_line *line, ms_status status, ms_phase phase,
                      const ms_error *error) {
    ms_slice message = ms_slice_str(error->message);
    if (line->is_json) {
        fputs("{\"error\":", stderr);
        ms_text_print_json(stderr, ms_slice_str(ms_status_name(status)));
        fputs(",\"message\":", stderr);
        ms_text_print_json(stderr, message);
        fputs("}\n", stderr);
    } else {
        fputs("moonscribe: ", stderr);
        ms_text_print(stderr, message);
        fputs("\n", stderr);
    }
    return exit_code(status, phase);
}

/* --- standard output ---------------------------------------------------------------------- */

static int64_t now_ns(const ms_report *report) {
    return report->sys->monotonic_ns(report->sys->state);
}

/* Whoever read us has gone: then we go as quietly as if the system had ended us. */
static void end_by_broken_pipe(void) {
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
}

static ms_status flush(ms_report *report) {
    const ms_sys *sys = report->sys;
    bool is_written = ms_sys_write_all(sys, STDOUT_FILENO, report->out.data, report->out.len);
    int failure = errno;
    ms_buffer_reset(&report->out);
    report->written_ns = now_ns(report);
    if (is_written) return MS_OK;
    if (failure == EPIPE) end_by_broken_pipe();
    return ms_error_system(&report->error, failure, "writing to standard output");
}

static ms_status on_bytes(void *state, ms_slice bytes) {
    ms_report *report = state;
    if (ms_buffer_append_slice(&report->out, bytes) != MS_OK) {
        return ms_error_set(&report->error, MS_E_MEMORY, 0, "no memory for the result");
    }
    bool is_due =
        report->out.len >= BATCH || now_ns(report) - report->written_ns > WRITE_PAUSE_NS;
    return is_due ? flush(report) : MS_OK;
}

/* --- standard error ----------------------------------------------------------------------- */

static void clear_progress(ms_report *report) {
    if (report->is_shown) fputs("\r\033[K", stderr);
    report->is_shown = false;
}

static ms_status on_reject(void *state, const ms_reject *reject) {
    ms_report *report = state;
    report->rejects++;
    if (report->line->is_quiet) return MS_OK;
    if (report->line->is_json) {
        fprintf(stderr, "%.*s\n", (int)reject->json.len, reject->json.ptr);
        return MS_OK;
    }
    if (report->line->output && report->rejects > SHOWN_REJECTS) return MS_OK;
    clear_progress(report);
    fputs("moonscribe: ", stderr);
    ms_text_print(stderr, reject->locator);
    fputs(": ", stderr);
    ms_text_print(stderr, reject->message);
    fputs(" [", stderr);
    ms_text_print(stderr, reject->stage);
    fputs(", ", stderr);
    ms_text_print(stderr, reject->code);
    fputs("]\n", stderr);
    return MS_OK;
}

static void on_note(void *state, ms_slice text) {
    ms_report *report = state;
    if (report->line->is_quiet) return;
    clear_progress(report);
    fputs(report->line->is_json ? "{\"note\":" : "moonscribe: ", stderr);
    if (report->line->is_json) ms_text_print_json(stderr, text);
    else ms_text_print(stderr, text);
    fputs(report->line->is_json ? "}\n" : "\n", stderr);
}

static double megabytes_per_second(const ms_report *report) {
    double seconds = (double)(now_ns(report) - report->started_ns) / SECOND;
    return seconds > 0 ? (double)report->bytes / MEGABYTE / seconds : 0;
}

/* How long it will go on, if it goes on as it has since we began. */
static void tell_time_left(ms_report *report, double done) {
    enum { MINUTE = 60, HOUR = 3600, NOT_BEFORE_S = 2 };
    double seconds = (double)(now_ns(report) - report->started_ns) / SECOND;
    if (report->first_done < 0) report->first_done = done;
    double gone = done - report->first_done; /* what an earlier run has done is none of our speed */
    if (done < 0 || gone < 0.01 || seconds < NOT_BEFORE_S) return;
    uint64_t left = (uint64_t)(seconds * (1 - done) / gone) + 1;
    if (left < MINUTE) fprintf(stderr, ", %" PRIu64 " s left", left);
    else if (left < HOUR) fprintf(stderr, ", %" PRIu64 " min left", left / MINUTE);
    else fprintf(stderr, ", %" PRIu64 " h %" PRIu64 " min left", left / HOUR, left % HOUR / MINUTE);
}

static ms_status on_document(void *state, const ms_document *document) {
    ms_report *report = state;
    report->documents++;
    report->bytes += document->bytes;
    if (report->is_citation) ms_changed_warn(report->line->result, document);
    if (!report->shows_progress || now_ns(report) - report->shown_ns < SHOW_PAUSE_NS)
        return MS_OK;
    report->shown_ns = now_ns(report);
    report->is_shown = true;
    fprintf(stderr, "\r\033[K%" PRIu64 " documents, %.1f MB/s", report->documents,
            megabytes_per_second(report));
    if (report->rejects) fprintf(stderr, ", %" PRIu64 " rejected", report->rejects);
    tell_time_left(report, document->done);
    return MS_OK;
}

/* --profile: what took most. */
static void tell_costs(const ms_report *report) {
    enum { SHOWN = 30 };
    double seconds;
    uint64_t calls;
    if (report->line->is_json || report->line->is_quiet) return;
    for (size_t i = 0; i < SHOWN; i++) {
        const char *name = ms_engine_cost(report->engine, i, &seconds, &calls);
        if (!name) return;
        if (i == 0) fputs("   seconds      calls  what, without what is told of its own\n", stderr);
        fprintf(stderr, "%10.3f %10" PRIu64 "  ", seconds, calls);
        ms_text_print(stderr, ms_slice_str(name));
        fputc('\n', stderr);
    }
}

static void count(const char *before, uint64_t number, const char *what) {
    fprintf(stderr, "%s%" PRIu64 " %s%s", before, number, what, number == 1 ? "" : "s");
}

/* The last line: always as JSON or beside a file, otherwise when something was left out. */
static void tell_totals(ms_report *report, const ms_totals *totals) {
    const ms_command_line *line = report->line;
    clear_progress(report);
    if (line->is_quiet) return;
    if (line->is_json) {
        ms_slice made = ms_engine_report(report->engine);
        if (made.len) {
            fwrite(made.ptr, 1, made.len, stderr);
        } else {
            fprintf(stderr,
                    "{\"documents\":%" PRIu64 ",\"rows\":%" PRIu64 ",\"rejects\":%" PRIu64
                    ",\"skips\":%" PRIu64 ",\"bytes\":%" PRIu64 "}\n",
                    totals->documents, totals->rows, totals->rejects, totals->skips, totals->bytes);
        }
        return;
    }
    if (!line->output && totals->rejects == 0) return;
    count("", totals->documents, "document");
    count(", ", totals->rows, "row");
    if (totals->rejects) fprintf(stderr, ", %" PRIu64 " rejected", totals->rejects);
    if (totals->skips) fprintf(stderr, ", %" PRIu64 " skipped", totals->skips);
    if (report->shows_progress) fprintf(stderr, ", %.1f MB/s", megabytes_per_second(report));
    if (line->output) {
        fputs(": ", stderr);
        ms_text_print(stderr, ms_slice_str(line->output));
        if (totals->rejects)
            fprintf(stderr, " (what was rejected is in %s)",
                    totals->is_stopped_by_rejects ? "its .run/rejects" : ".rejects.jsonl beside it");
    }
    fputs("\n", stderr);
}

/* --- beginning and end -------------------------------------------------------------------- */

void ms_report_open(ms_report *report, const ms_sys *sys, const ms_command_line *line, const ms_engine *engine) {
    bool is_free = isatty(STDERR_FILENO) && (line->output || !isatty(STDOUT_FILENO));
    *report = (ms_report){.first_done = -1, .line = line, .sys = sys, .engine = engine,
                          .is_citation = line->verb && strcmp(line->verb->name, "show") == 0,
                          .shows_progress = is_free && !line->is_quiet && !line->is_json};
    ms_buffer_init(&report->out, sys, 0);
    report->started_ns = report->shown_ns = report->written_ns = now_ns(report);
}

ms_listener ms_report_listener(ms_report *report) {
    return (ms_listener){.state = report, .bytes = on_bytes, .reject = on_reject,
                         .document = on_document, .note = on_note};
}

ms_status ms_report_close(ms_report *report, ms_status status, const ms_totals *totals,
                          ms_error *error) {
    if (report->out.len > 0 && report->error.code == MS_OK) {
        ms_status flushed = flush(report);
        if (status == MS_OK) status = flushed;
    }
    if (report->error.code != MS_OK) *error = report->error;
    if (status == MS_OK || totals->is_stopped_by_rejects) tell_totals(report, totals);
    if (status == MS_OK) tell_costs(report);
    clear_progress(report);
    ms_buffer_free(&report->out);
    return status;
}
