/* What the command shows and writes: the result, rejects, the last line. Names and texts of others are shown
 * escaped on standard error. */
#ifndef MS_CLI_REPORT_H
#define MS_CLI_REPORT_H

#include <stdio.h>

#include "cli/command.h"
#include "out/file.h"

typedef struct ms_report {
    const ms_command_line *line;
    const ms_sys *sys;
    ms_out_file *file;   /* the result, with -o */
    ms_buffer out;       /* bytes for standard output, written in batches */
    ms_buffer rejects;   /* JSON lines for OUTPUT.rejects.jsonl */
    bool is_terminal;    /* standard error is one */
    uint64_t told;       /* documents when progress was last shown */
    ms_error error;      /* of what went wrong in writing */
} ms_report;

/* Begins the result. MS_E_PERMISSION, MS_E_NOT_FOUND, MS_E_IO. */
ms_status ms_report_open(ms_report *report, const ms_sys *sys, const ms_command_line *line, ms_error *error) MS_CHECKED;
/* The listener that feeds it. */
ms_listener ms_report_listener(ms_report *report);
/* Publishes the result (or discards it when status is not MS_OK) and tells the totals. Returns the status. */
ms_status ms_report_close(ms_report *report, ms_status status, const ms_totals *totals, ms_error *error) MS_CHECKED;

/* Prints text with what a terminal would obey or hide shown as \xNN or \u{...}. */
void ms_report_print(FILE *to, ms_slice text);
/* "moonscribe: MESSAGE", or a JSON object. */
void ms_report_error(const ms_command_line *line, ms_status status, const char *message);

#endif
