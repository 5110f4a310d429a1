/* What the files of this room share: the engine's insides, in the order in which a run uses
 * them.
 *
 *   engine.c   the public functions         inputs.c   what to read
 *   process.c  the worker's life            folder.c   walking a folder
 *   job.c      what it is told              loop.c     units out, frames in
 *   ready.c    what the script declares     result.c   where rows go, and how
 *   cursor.c   the JSON of that             spool.c    rows kept until the end
 */
#ifndef MS_RUN_ENGINE_H
#define MS_RUN_ENGINE_H

#include <signal.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/frame.h"
#include "base/limits.h"
#include "moonscribe.h"

typedef struct ms_pair {
    const char *key, *value; /* in the engine's arena */
    struct ms_pair *next;
} ms_pair;

typedef struct ms_input {
    const char *path; /* as the user gave it, and what is below; in the arena */
    const char *id;   /* prefix of its documents' ids; "" when they need none */
    const char *skip; /* why it is left out; NULL when it is not */
    bool has_beside;  /* PATH.meta.json lies beside it */
} ms_input;

typedef struct ms_inputs {
    ms_arena *arena;    /* where paths live */
    const ms_sys *sys;
    ms_input *items;    /* owned */
    size_t count, capacity;
    size_t roots;       /* inputs as the user counted them */
} ms_inputs;

struct ms_engine {
    const ms_sys *sys;
    ms_arena arena;               /* strings that live as long as the engine */
    const char *worker, *data;    /* paths */
    const char *script;           /* path or name; NULL before loading */
    ms_pair *load_pairs, *start_pairs; /* settings for the two jobs, the latest first */
    const char *to, *output;      /* settings; NULL when not set */
    uint64_t first, max_rejects;  /* settings; 0: no such limit */
    int64_t patience_ms;          /* how long the worker may stay silent */
    ms_inputs inputs;

    ms_description description;
    bool is_loaded, has_order, has_finish, is_over;

    pid_t pid;        /* of the worker, or 0 */
    int socket;       /* to it, or -1 */
    ms_buffer in;     /* bytes received ... */
    size_t in_from;   /* ... of which so many have been given as frames */
    ms_buffer out;    /* the frame being built */
    volatile sig_atomic_t is_interrupted;
};

/* --- engine.c ----------------------------------------------------------------------------- */

/* A terminated copy in the arena; NULL when there is no memory. */
const char *ms_engine_copy(ms_engine *engine, ms_slice text);
/* Fills *error: there is no memory. Returns MS_E_MEMORY. */
ms_status ms_engine_no_memory(ms_error *error);
/* The same for a frame of the worker that does not hold what it should: MS_E_INTERNAL. */
ms_status ms_engine_malformed(ms_error *error);

/* --- process.c ---------------------------------------------------------------------------- */

/* Finds the worker and the data folder. */
ms_status ms_process_find(ms_engine *engine, const char *worker, const char *data,
                          ms_error *error) MS_CHECKED;
ms_status ms_process_start(ms_engine *engine, ms_error *error) MS_CHECKED;
/* Ends it, at once: there is nothing in it that is still needed. */
void ms_process_stop(ms_engine *engine);
/* The same for one that seems to be dead: returns the signal that killed it, 0 when it ended
 * itself. */
int ms_process_bury(ms_engine *engine);
/* Sends what is in engine->out, with fd attached, and empties it. */
ms_status ms_process_send(ms_engine *engine, int fd, ms_error *error) MS_CHECKED;
/* The next frame; its payload is valid until the next call. MS_END when the worker has gone or
 * sends what is no frame, MS_E_LIMIT_TIME when it stays silent, MS_E_INTERRUPTED. */
ms_status ms_process_receive(ms_engine *engine, ms_frame *frame, ms_error *error) MS_CHECKED;

/* --- job.c -------------------------------------------------------------------------------- */

/* Starts a worker and sends it the first job: the script. Takes over what READY says. */
ms_status ms_job_load(ms_engine *engine, ms_error *error) MS_CHECKED;
/* The second job. The columns of READY are appended to *columns as JSON, when it is not NULL.
 */
ms_status ms_job_start(ms_engine *engine, const char *encode, const char *to, bool is_careful,
                       ms_buffer *columns, ms_error *error) MS_CHECKED;
/* Appends a frame without fields to engine->out. */
ms_status ms_job_put_empty(ms_engine *engine, ms_frame_kind kind) MS_CHECKED;
/* Reads a FAIL frame into *error; returns its status. */
ms_status ms_job_failure(ms_frame *frame, ms_error *error);

/* --- ready.c ------------------------------------------------------------------------------ */

/* Takes over what the first READY tells. */
ms_status ms_ready_read(ms_engine *engine, ms_frame *frame, ms_error *error) MS_CHECKED;
/* Appends the header line of a table: the names of columns (JSON), separated. */
ms_status ms_ready_header(ms_slice columns, char separator, ms_buffer *out) MS_CHECKED;

/* --- inputs.c, folder.c ------------------------------------------------------------------- */

/* Adds what input stands for. */
ms_status ms_inputs_add(ms_inputs *inputs, const char *input, ms_error *error) MS_CHECKED;
/* Adds one file. */
ms_status ms_inputs_add_file(ms_inputs *inputs, const ms_input *file,
                             ms_error *error) MS_CHECKED;
/* Adds what is below a folder. */
ms_status ms_inputs_add_folder(ms_inputs *inputs, const char *folder,
                               ms_error *error) MS_CHECKED;
/* Once all are there: with several roots, puts each root's base name before its ids. */
ms_status ms_inputs_settle(ms_inputs *inputs, ms_error *error) MS_CHECKED;
void ms_inputs_free(ms_inputs *inputs);

#endif
