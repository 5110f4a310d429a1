/* Where the rows of a run go: straight to the listener or the file, or into a spool and through
 * the worker's FINISH when they must be ordered, folded or laid out. */
#ifndef MS_RUN_RESULT_H
#define MS_RUN_RESULT_H

#include "out/file.h"
#include "run/engine.h"
#include "run/spool.h"

typedef struct ms_result {
    ms_engine *engine;
    const ms_listener *listener;
    const char *to;       /* the result's format */
    const char *encode;   /* how rows travel */
    ms_spool *spool;      /* NULL when rows are passed on at once */
    ms_out_file *file;    /* the setting "output"; NULL without one */
    ms_out_file *rejects; /* beside it; NULL until there is one */
    ms_out_file *manifest; /* beside it: what the result was made of */
    ms_buffer json;       /* a reject being told */
    ms_buffer path;       /* of the rejects, terminated; then of the manifest, terminated */
    size_t manifest_at;   /* where that begins in path */
} ms_result;

/* Chooses the format and begins the file. MS_E_USAGE for a format that there is not. */
ms_status ms_result_open(ms_result *result, ms_engine *engine, const ms_listener *listener,
                         ms_error *error) MS_CHECKED;
/* The first line of a table: columns is a JSON array of names. */
ms_status ms_result_begin(ms_result *result, ms_slice columns, ms_error *error) MS_CHECKED;
/* Rows of one document, with their sort keys as they travel. */
ms_status ms_result_rows(ms_result *result, ms_slice rows, ms_slice keys, ms_slice document,
                         ms_error *error) MS_CHECKED;
/* A document has begun: a line of the manifest. */
ms_status ms_result_document(ms_result *result, const ms_document *document, ms_error *error) MS_CHECKED;
/* Fills reject->json and tells it. */
ms_status ms_result_reject(ms_result *result, ms_reject *reject, ms_error *error) MS_CHECKED;
/* With a spool, hands the rows to the worker and passes on what it makes of them. */
ms_status ms_result_finish(ms_result *result, ms_error *error) MS_CHECKED;
/* Gives the files their names: the rejects alone when the result is not complete. */
ms_status ms_result_publish(ms_result *result, bool is_complete, ms_error *error) MS_CHECKED;
/* Frees everything; files that have no name yet are gone. */
void ms_result_close(ms_result *result);

/* What a listener has returned as the run's own: fills *error when it is a failure. */
ms_status ms_result_heard(ms_status status, ms_error *error);

#endif
