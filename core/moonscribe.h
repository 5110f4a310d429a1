/* libmoonscribe: interviews in, rows out, from a program of your own. This header is its manual.
 *
 *   ms_engine *engine;
 *   ms_error error;
 *   ms_engine_new(NULL, NULL, &engine, &error);
 *   ms_engine_load(engine, "dataset", &error);                 a shipped product, or a path to a script
 *   ms_engine_set(engine, "option.unit", "exchange", &error);  the script's own options
 *   ms_engine_add_input(engine, "interviews.zip", &error);
 *   ms_listener listener = { .state = mine, .row = on_row, .reject = on_reject };
 *   ms_engine_run(engine, &listener, &totals, &error);
 *   ms_engine_free(engine);
 *
 * Nothing untrusted is read in your process: a worker (a separate executable) opens archives and runs
 * scripts, and this library reads its frames. There is no global state; an engine belongs to one thread
 * at a time. Every function that can fail returns an ms_status and fills *error, which may be NULL.
 * samples/embed is a whole program. */
#ifndef MOONSCRIBE_H
#define MOONSCRIBE_H

#include "base/error.h"
#include "base/slice.h"

typedef struct ms_engine ms_engine;

/* An option that the loaded script declares. Strings belong to the engine. */
typedef struct ms_option {
    const char *name;     /* as in "option.NAME" */
    const char *type;     /* "string", "number", "integer", "boolean", "enum" */
    const char *help;     /* one line */
    const char *fallback; /* the default, as text; "" when there is none */
    const char *choices;  /* of an enum, separated by commas; "" otherwise */
} ms_option;

/* What a loaded script says of itself. Valid until the engine is freed. */
typedef struct ms_description {
    const char *name, *about;
    const char *writer;       /* the format of its result when nobody asks for another */
    const char *formats;      /* all formats it can be asked for, separated by commas */
    const char *views;        /* of these, the ones the script lays out itself */
    const ms_option *options; /* in order of name */
    size_t option_count;
} ms_description;

/* A document that failed, and why. Strings are valid during the call. */
typedef struct ms_reject {
    ms_slice locator; /* which */
    ms_slice stage;   /* open, archive, decode, format, script, worker */
    ms_slice code;    /* a stable name: limit_time, malformed, ... (base/error.h) */
    ms_slice message; /* what, where and what to do */
} ms_reject;

/* What a run tells. Any function may be NULL. A status other than MS_OK stops the run and is returned by it. */
typedef struct ms_listener {
    void *state; /* first argument of each */
    /* A row as JSON, without its line end; rows come in input order, or in the script's order. */
    ms_status (*row)(void *state, ms_slice json);
    /* Bytes of the result in the format asked for with "to" (instead of row). */
    ms_status (*bytes)(void *state, ms_slice bytes);
    ms_status (*reject)(void *state, const ms_reject *reject);
    /* What is no transcript: an image, a folder, .DS_Store. */
    ms_status (*skip)(void *state, ms_slice locator, ms_slice reason);
    /* A document has begun. */
    ms_status (*document)(void *state, ms_slice id, uint64_t bytes);
} ms_listener;

typedef struct ms_totals {
    uint64_t documents; /* begun, rejected ones included */
    uint64_t rows;
    uint64_t rejects;
    uint64_t skips;
    uint64_t bytes; /* of documents, decoded */
    bool is_stopped_by_rejects; /* max-rejects was reached */
} ms_totals;

/* Makes an engine. worker: path of the worker executable, data: folder with scripts/ and plugins/; NULL
 * finds them beside the running program or where moonscribe was installed. MS_E_NOT_FOUND says where it looked. */
ms_status ms_engine_new(const char *worker, const char *data, ms_engine **out, ms_error *error) MS_CHECKED;

/* Frees it and ends its worker. NULL is fine. */
void ms_engine_free(ms_engine *engine);

/* Sets something before ms_engine_run: "option.NAME" (after loading), "limit.NAME" and "plugins" (before loading),
 * "date", "dates", "speaker" ("A=Jane"), "role" ("Jane=interviewer"), "format", "encoding", "to" (a result format),
 * "member", "first" (only so many documents), "max-rejects". speaker, role and plugins add up; the others replace.
 * MS_E_USAGE for an unknown key or an impossible value. */
ms_status ms_engine_set(ms_engine *engine, const char *key, const char *value, ms_error *error) MS_CHECKED;

/* Starts the worker and loads a script: a path, or the name of a shipped product. MS_E_SCRIPT when it does not load. */
ms_status ms_engine_load(ms_engine *engine, const char *script, ms_error *error) MS_CHECKED;

/* What the loaded script says of itself; NULL before loading. */
const ms_description *ms_engine_description(const ms_engine *engine);

/* Adds a file, a folder, a glob, an archive, "-" for standard input, or "@FILE" for a list of inputs, one a line.
 * MS_E_NOT_FOUND or MS_E_PERMISSION. */
ms_status ms_engine_add_input(ms_engine *engine, const char *input, ms_error *error) MS_CHECKED;

/* How many files the inputs hold so far, and the path of each. */
size_t ms_engine_input_count(const ms_engine *engine);
const char *ms_engine_input(const ms_engine *engine, size_t index);

/* Runs the script over all inputs. MS_OK also with rejects (see totals); MS_E_NOT_FOUND when nothing could be read;
 * MS_E_SCRIPT when the script fails outside a document. An engine runs once. totals may be NULL. */
ms_status ms_engine_run(ms_engine *engine, const ms_listener *listener, ms_totals *totals, ms_error *error)
    MS_CHECKED;

/* Runs a tool of the worker, "plugins" or "test" with arguments; its report goes to listener->bytes. */
ms_status ms_engine_tool(ms_engine *engine, const char *tool, const char *const *arguments, size_t count,
                         const ms_listener *listener, ms_error *error) MS_CHECKED;

/* May be called from a signal handler: the run stops behind the document in hand with MS_E_INTERRUPTED. */
void ms_engine_interrupt(ms_engine *engine);

/* The data folder that is used; valid until the engine is freed. */
const char *ms_engine_data(const ms_engine *engine);

#endif
