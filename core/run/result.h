/* Where the rows of a run go: straight to the listener or the file, or into a spool and through
 * the worker's FINISH when they must be ordered, folded or laid out. */
#ifndef MS_RUN_RESULT_H
#define MS_RUN_RESULT_H

#include "run/engine.h"
#include "run/store.h"

typedef struct ms_result {
    ms_engine *engine;
    const ms_listener *listener;
    const char *to;       /* the result's format */
    const char *encode;   /* how rows travel */
    bool is_kept;         /* rows are kept until the end; otherwise they are passed on at once */
    ms_store *store;      /* with the setting "output": where everything is kept; else NULL */
    ms_append own_rows, own_keys; /* without it: rows that are kept, and their sort keys */
    ms_append *file;      /* while the result is made of kept rows: its file, or NULL */
    ms_buffer json;       /* a reject being told */
} ms_result;

/* Chooses the format. MS_E_USAGE for one that there is not. */
ms_status ms_result_open(ms_result *result, ms_engine *engine, const ms_listener *listener,
                         ms_error *error) MS_CHECKED;
/* For a pass that makes no rows of the result: rows are kept as they come. */
ms_status ms_result_open_spool(ms_result *result, ms_engine *engine, const ms_listener *listener) MS_CHECKED;
/* Where things are kept: takes up what an earlier run has left. job and suffix as in store.h. */
ms_status ms_result_keep(ms_result *result, ms_slice job, const char *suffix, ms_error *error) MS_CHECKED;
/* The rows and sort keys that are kept. */
void ms_result_kept(ms_result *result, ms_append **rows, ms_append **keys);
/* A result that is made here, of what is kept: its file, where there is one; then pieces of it. */
ms_status ms_result_begin_file(ms_result *result, ms_error *error) MS_CHECKED;
ms_status ms_result_put(ms_result *result, ms_slice bytes, ms_error *error) MS_CHECKED;
/* The first line of a table: columns is a JSON array of names. */
ms_status ms_result_begin(ms_result *result, ms_slice columns, ms_error *error) MS_CHECKED;
/* Rows of one document, with their sort keys as they travel. */
ms_status ms_result_rows(ms_result *result, ms_slice rows, ms_slice keys, ms_slice document,
                         ms_error *error) MS_CHECKED;
/* A piece of what a shard has kept, in place of the three: part 0 rows (whole lines), 1 their sort keys, 2 rejects,
 * 3 the manifest. */
ms_status ms_result_merge(ms_result *result, size_t part, ms_slice bytes, ms_error *error) MS_CHECKED;
/* The same for a whole file. */
ms_status ms_result_copy(ms_result *result, ms_append *from, size_t part, ms_error *error) MS_CHECKED;
/* A document has begun: a line of the manifest. */
ms_status ms_result_document(ms_result *result, const ms_document *document, ms_error *error) MS_CHECKED;
/* Fills reject->json and tells it. */
ms_status ms_result_reject(ms_result *result, ms_reject *reject, ms_error *error) MS_CHECKED;
/* Hands kept rows to a worker that knows the job, and passes on what it makes of them. */
ms_status ms_result_finish(ms_result *result, ms_process *process, ms_error *error) MS_CHECKED;
/* Gives the files their names. */
ms_status ms_result_publish(ms_result *result, ms_checkpoint *at, ms_error *error) MS_CHECKED;
/* Frees everything. is_discarded: nothing that was kept is worth to be taken up again. */
void ms_result_close(ms_result *result, bool is_discarded);

/* What a listener has returned as the run's own: fills *error when it is a failure. */
ms_status ms_result_heard(ms_status status, ms_error *error);

#endif
