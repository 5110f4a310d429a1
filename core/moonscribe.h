/* libmoonscribe: interviews in, rows out, from a program of your own. This header is its
 * manual, and with base/error.h and base/slice.h beside it all that a program needs;
 * samples/embed is one.
 *
 *   ms_engine *engine = NULL;
 *   ms_error error;
 *   ms_listener listener = {.state = mine, .row = on_row, .reject = on_reject};
 *   ms_totals totals;
 *   if (ms_engine_new(NULL, NULL, &engine, &error) != MS_OK ||
 *       ms_engine_load(engine, "dataset", &error) != MS_OK ||
 *       ms_engine_set(engine, "option.unit", "exchange", &error) != MS_OK ||
 *       ms_engine_add_input(engine, "interviews.zip", &error) != MS_OK ||
 *       ms_engine_run(engine, &listener, &totals, &error) != MS_OK) {
 *       fprintf(stderr, "%s: %s\n", ms_status_name(error.code), error.message);
 *   }
 *   ms_engine_free(engine);
 *
 * Nothing untrusted is read in your process: a worker (an executable of its own) opens archives
 * and runs scripts, and this library reads its messages. There is no global state, and other
 * threads of your program may do what they like; one engine belongs to one thread at a time,
 * and the thread that loads a script must live until the run is over, because the worker ends
 * with it.
 *
 * Every function that can fail returns an ms_status (MS_OK is 0) and fills *error, which may be
 * NULL, with a message that says what went wrong, where, and what to do. Strings that you pass
 * are copied; strings and slices that you get are valid as long as is said there. */
#ifndef MOONSCRIBE_H
#define MOONSCRIBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

typedef struct ms_engine ms_engine;

/* --- what a script says of itself; strings live as long as the engine --------------------- */

typedef struct ms_option {
    const char *name;     /* as in "option.NAME" */
    const char *type;     /* "string", "number", "integer", "boolean" or "enum" */
    const char *help;     /* one line */
    const char *fallback; /* the default, as text; "" when there is none */
    const char *choices;  /* of an enum, separated by commas; "" otherwise */
} ms_option;

typedef struct ms_result_format {
    const char *name;     /* as for the setting "to" */
    const char *about;    /* one line, or "" */
    const char *suffixes; /* of files in it, separated by commas */
    bool is_view;         /* the script lays it out itself */
} ms_result_format;

typedef struct ms_description {
    const char *name;                /* of the script */
    const char *about;               /* one line, or "" */
    const char *writer;              /* the result's format when nobody asks for another */
    const char *const
        *columns; /* of its rows, in order, with its options as they are by default */
    size_t column_count;
    const ms_option *options;        /* in order of name */
    size_t option_count;
    const ms_result_format *formats; /* all that the result can be had in */
    size_t format_count;
} ms_description;

/* --- what a run tells; all of it valid during the call only ------------------------------- */

/* A document that has begun. */
typedef struct ms_document {
    ms_slice id;      /* as in its rows */
    ms_slice locator; /* PATH, or PATH!/MEMBER: what its citations begin with */
    uint64_t bytes;   /* as it lies in its file or archive, unpacked */
    uint64_t digest;  /* of these bytes; in the manifest as 16 hexadecimal digits */
    double done;      /* the share of all work that lies behind, from 0 to 1, roughly; -1 where nobody knows */
} ms_document;

/* A document that failed. */
typedef struct ms_reject {
    ms_slice locator; /* which: PATH, or PATH!/MEMBER */
    ms_slice stage;   /* open, archive, decode, format, script or worker */
    ms_slice code;    /* a stable name: limit_time, malformed, ... (base/error.h) */
    ms_slice message; /* what, where and what to do */
    ms_slice json;    /* all of that as one JSON object without a line end */
} ms_reject;

/* Any function may be NULL. What returns another status than MS_OK stops the run, which returns
 * it. */
typedef struct ms_listener {
    void *state; /* the first argument of each */
    /* A row as a JSON object without a line end. Rows come in the order of the inputs, and
     * document is the id of theirs; or in the script's own order, and document is empty.
     * Without it, the result comes as bytes or goes to the file that "output" names. */
    ms_status (*row)(void *state, ms_slice json, ms_slice document);
    /* A piece of the result in the format that "to" names. */
    ms_status (*bytes)(void *state, ms_slice bytes);
    ms_status (*reject)(void *state, const ms_reject *reject);
    /* What is no transcript (an image, a link that leads away), and why it was left out. */
    ms_status (*skip)(void *state, ms_slice locator, ms_slice reason);
    ms_status (*document)(void *state, const ms_document *document);
    /* What the result could not hold or had to change, in a sentence. */
    void (*note)(void *state, ms_slice text);
} ms_listener;

typedef struct ms_totals {
    uint64_t documents; /* begun, rejected ones among them */
    uint64_t rows;      /* that the script emitted */
    uint64_t rejects;
    uint64_t skips;
    uint64_t bytes;     /* of all documents, unpacked */
    bool is_stopped_by_rejects; /* "max-rejects" ended the run */
} ms_totals;

/* --- an engine ---------------------------------------------------------------------------- */

/* Makes an engine. worker is the path of moonscribe-worker and data that of the folder with
 * scripts/ and plugins/; NULL finds them beside the running program, under its prefix
 * (libexec/moonscribe, share/moonscribe) or where moonscribe was installed. MS_E_NOT_FOUND says
 * where it looked. */
ms_status ms_engine_new(const char *worker, const char *data, ms_engine **out, ms_error *error)
    MS_CHECKED;

/* Ends its worker and frees it. NULL is fine. */
void ms_engine_free(ms_engine *engine);

/* Sets something, before the run:
 *   before loading: "limit.NAME" (as the flag --limit-NAME), "plugins" (a further folder, adds
 * up), "words" (a file of words, adds up); after loading: "option.NAME", an option of the script; what you know better than the
 * texts: "date", "dates" (a file of ID,DATE lines), "speaker"
 *     ("A=Jane", adds up), "role" ("Jane=interviewer", adds up), "column" ("text=said", adds up), "format", "encoding"; "password-file" (of encrypted zips: its first line);
 *   "shard": "I/N", only that part of the work, kept in OUTPUT.shard-I-of-N for ms_engine_load_shards;
 *   "jobs": workers at once, as many as there are cores by default; "profile": tell where the time goes; "verify": notice changes of inputs by all their bytes, not by size, time
 * and ends; "restart": begin anew where an earlier run
 * was stopped; "text-field", "id-field", "date-field": of JSON Lines whose rows are documents; "stdin": "rows", the
 * input "-" is such;
 *   "sample": only so many documents, drawn by lot; "only-rejects": a file of rejects of an earlier run, and only those
 * documents; "gather-only": only the script's first pass, whose counts are the result; "gathered": a file of those, in
 * place of that pass;
 *   "first": only so many documents; "max-rejects": stop at so many; "member": only that of an
 * archive; "to": the result's format; "view" is the one that reads best on a terminal;
 *   "output": a file for the result. It appears when it is complete, replacing what was there; until then FILE.run
 * holds what there is, and a run with the same settings goes on from that; and beside it FILE.rejects.jsonl when there are rejects. Its suffix chooses the format unless
 * "to" does. What does not add up replaces. MS_E_USAGE for an unknown key or an impossible
 * value. */
ms_status ms_engine_set(ms_engine *engine, const char *key, const char *value, ms_error *error)
    MS_CHECKED;

/* Starts the worker and loads a script: a path (with a slash, or ending in .lua) or the name of
 * a shipped product ("summary"). MS_E_SCRIPT when it does not load. An engine loads one script.
 */
ms_status ms_engine_load(ms_engine *engine, const char *script, ms_error *error) MS_CHECKED;

/* In place of ms_engine_load and of inputs: loads the script of a run whose shards (setting "shard") lie in these
 * folders, with the settings that it had, but for what was allowed. ms_engine_run then makes the result of what the
 * shards hold. MS_E_STALE: one is missing, not done, foreign or damaged; found out when it runs. */
ms_status ms_engine_load_shards(ms_engine *engine, const char *const *folders, size_t count,
                                ms_error *error) MS_CHECKED;

/* What the loaded script says of itself; NULL before loading. */
const ms_description *ms_engine_description(const ms_engine *engine);

/* Adds a file, an archive, a folder (walked in byte order of the paths; hidden files and links
 * that lead out of it are left out), a glob, "-" for standard input, or "@FILE" for a list of
 * inputs, one a line. Nothing is opened yet but lists and folders. MS_E_NOT_FOUND,
 * MS_E_PERMISSION. */
ms_status ms_engine_add_input(ms_engine *engine, const char *input, ms_error *error) MS_CHECKED;

/* The files that the inputs hold so far; NULL behind the last. */
const char *ms_engine_input(const ms_engine *engine, size_t index);

/* Runs the script over all inputs; an engine runs once. MS_OK also when documents were rejected
 * (look at totals, which may be NULL). MS_E_NOT_FOUND: nothing could be read. MS_E_USAGE: the
 * script's options or the format make no sense. MS_E_INTERRUPTED: by ms_engine_interrupt or
 * "max-rejects". MS_E_STALE: what an earlier run has left belongs to another job, or an input has
 * changed. MS_E_LOCKED: another run writes that output. MS_E_SCRIPT or a limit: the script failed outside a document. MS_E_IO: the
 * disk. After a failure there is no output. */
ms_status ms_engine_run(ms_engine *engine, const ms_listener *listener, ms_totals *totals,
                        ms_error *error) MS_CHECKED;

/* What the run came to, as one JSON object with a line end: counts, times per stage, the slowest documents, rejects by
 * code, the script and its settings, digests, versions (docs/guide.md has the fields). Empty before the end of a run
 * that succeeded; valid until the engine is freed. */
ms_slice ms_engine_report(const ms_engine *engine);

/* With the setting "profile": the thing that took the index-th most time, with its seconds in all workers together and
 * its calls. NULL behind the last. */
const char *ms_engine_cost(const ms_engine *engine, size_t index, double *seconds, uint64_t *calls);

/* Runs a tool of the worker in place of a script: "plugins" (what there is, as JSON Lines) or
 * "test" (the samples inside plugins; arguments are files and folders). Its report goes to
 * listener->bytes. MS_E_SCRIPT when a sample failed. */
ms_status ms_engine_tool(ms_engine *engine, const char *tool, const char *const *arguments,
                         size_t count, const ms_listener *listener, ms_error *error) MS_CHECKED;

/* Makes the run stop soon. May be called from a signal handler or another thread. */
void ms_engine_interrupt(ms_engine *engine);

/* The data folder that is used; valid as long as the engine. */
const char *ms_engine_data(const ms_engine *engine);

/* --- what a result was made of ------------------------------------------------------------ */

typedef enum ms_manifest_answer {
    MS_MANIFEST_UNKNOWN, /* the manifest does not have this document */
    MS_MANIFEST_SAME,
    MS_MANIFEST_CHANGED  /* it was another one when the result was made */
} ms_manifest_answer;

/* Looks a document up in the manifest at path (RESULT.manifest.jsonl, which a run with "output"
 * writes). */
ms_status ms_manifest_check(const char *path, const ms_document *document,
                            ms_manifest_answer *answer, ms_error *error) MS_CHECKED;

#endif
