/* What the command shows of a run: the result on standard output, everything else on standard
 * error. */
#ifndef MS_CLI_REPORT_H
#define MS_CLI_REPORT_H

#include "base/buffer.h"
#include "cli/command.h"

/* The exit codes of the command; --help and the manual explain them. */
enum {
    MS_EXIT_DONE = 0,
    MS_EXIT_FAILED = 1,
    MS_EXIT_USAGE = 2,
    MS_EXIT_REJECTS = 3,
    MS_EXIT_SCRIPT = 4,
    MS_EXIT_LIMIT = 5,
    MS_EXIT_NOTHING = 6,
    MS_EXIT_PERMISSION = 7,
    MS_EXIT_CHANGED = 8,
    MS_EXIT_LOCKED = 9,
    MS_EXIT_OURS = 70,
    MS_EXIT_AGAIN = 75
};

/* What was being done when something failed. */
typedef enum ms_phase { MS_PHASE_SETUP, MS_PHASE_LOAD, MS_PHASE_INPUT, MS_PHASE_RUN } ms_phase;

typedef struct ms_report {
    const ms_command_line *line;
    const ms_sys *sys;
    const ms_engine *engine;
    ms_buffer out;        /* bytes for standard output, written in batches */
    int64_t started_ns, written_ns,
        shown_ns;              /* when the run began, out was written, progress shown */
    uint64_t documents, bytes, rejects; /* so far */
    double first_done;    /* the share of the work that was done when we began; -1: not known yet */
    bool shows_progress;  /* standard error is a terminal that nothing else is written to */
    bool is_citation;     /* show: the document is held against manifests */
    bool is_shown;        /* a line of progress stands there */
    ms_error error;       /* of writing, if that failed */
} ms_report;

void ms_report_open(ms_report *report, const ms_sys *sys, const ms_command_line *line, const ms_engine *engine);
/* The listener that feeds it; the report must stay where it is. */
ms_listener ms_report_listener(ms_report *report);
/* Writes what is left, and the last line when the run has succeeded or was stopped by rejects.
 * *error is that of the run; what failed in writing takes its place. Returns the status of
 * both. */
ms_status ms_report_close(ms_report *report, ms_status status, const ms_totals *totals,
                          ms_error *error) MS_CHECKED;

/* Tells an error, and returns the exit code for it. */
int ms_report_failure(const ms_command_line *line, ms_status status, ms_phase phase,
                      const ms_error *error);

#endif
