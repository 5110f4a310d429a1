/* What the files of this room share: the engine's insides.
 *
 *   inputs.c   what to read            ready.c    what the script declares
 *   process.c  the worker's life       loop.c     units out, frames in
 *   engine.c   the public functions    spool.c    rows kept until the end, and their order */
#ifndef MS_RUN_ENGINE_H
#define MS_RUN_ENGINE_H

#include <signal.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/frame.h"
#include "base/limits.h"
#include "moonscribe.h"

typedef struct ms_input {
    const char *path;   /* as the user gave it, and below; in the engine's arena */
    const char *id;     /* prefix of its documents' ids; "" when they need none */
    bool has_beside;    /* PATH.meta.json lies beside it */
    size_t root;        /* number of the input it came from */
} ms_input;

typedef struct ms_inputs {
    ms_arena *arena;    /* where paths live */
    const ms_sys *sys;
    ms_input *items;    /* owned */
    size_t count, capacity;
    size_t roots;       /* inputs as the user counted them */
} ms_inputs;

/* Adds what input stands for; roots that come later change no ids until ms_inputs_settle. */
ms_status ms_inputs_add(ms_inputs *inputs, const char *input, ms_error *error) MS_CHECKED;
/* With several roots, puts each root's base name before its ids. */
ms_status ms_inputs_settle(ms_inputs *inputs, ms_error *error) MS_CHECKED;
void ms_inputs_free(ms_inputs *inputs);

typedef struct ms_pair {
    const char *key, *value; /* in the arena */
    struct ms_pair *next;
} ms_pair;

typedef struct ms_spool ms_spool;

struct ms_engine {
    const ms_sys *sys;
    ms_arena arena;         /* strings that live as long as the engine */
    const char *worker, *data;
    const char *script;
    ms_pair *load_pairs, *start_pairs; /* in reverse order of setting */
    ms_inputs inputs;
    ms_description description;
    const char *columns;    /* JSON array, as READY gave it */
    bool is_loaded, has_order, has_finish, is_over;
    const char *to;         /* result format asked for, or NULL */
    uint64_t first, max_rejects; /* 0: no such limit */
    int64_t patience_ms;    /* how long the worker may stay silent */

    pid_t pid;              /* of the worker, or 0 */
    int socket;             /* to it, or -1 */
    ms_buffer in, out;      /* bytes received, frame being built */
    size_t in_from;         /* bytes of in that have been given as frames */
    volatile sig_atomic_t is_interrupted;
};

/* --- process.c --- */
ms_status ms_process_find(ms_engine *engine, const char *worker, const char *data, ms_error *error) MS_CHECKED;
ms_status ms_process_start(ms_engine *engine, ms_error *error) MS_CHECKED;
/* Ends it at once if need be, and waits for it. *signal gets what killed it, or 0. */
void ms_process_stop(ms_engine *engine, int *signal);
/* Sends what is in engine->out, with fd attached, and empties it. */
ms_status ms_process_send(ms_engine *engine, int fd, ms_error *error) MS_CHECKED;
/* The next frame; its payload is valid until the next call. MS_END when the worker has gone, MS_E_LIMIT_TIME
 * when it stays silent, MS_E_INTERRUPTED. */
ms_status ms_process_receive(ms_engine *engine, ms_frame *frame, ms_error *error) MS_CHECKED;

/* --- ready.c --- */
/* Takes over what READY tells. */
ms_status ms_ready_read(ms_engine *engine, ms_frame *frame, ms_error *error) MS_CHECKED;
/* Appends the header line of a table: the names of columns (JSON), separated. */
ms_status ms_ready_header(const char *columns, char separator, ms_buffer *out) MS_CHECKED;

/* --- engine.c --- */
/* Sends the job's pairs and waits for READY. */
ms_status ms_engine_start(ms_engine *engine, const char *encode, const char *to, ms_error *error) MS_CHECKED;
ms_status ms_engine_start_worker(ms_engine *engine, ms_error *error) MS_CHECKED;
/* A copy in the arena; NULL when there is no memory. */
const char *ms_engine_copy(ms_engine *engine, ms_slice text);
/* Reads a FAIL frame into *error; returns its status. */
ms_status ms_engine_failure(ms_frame *frame, ms_error *error) MS_CHECKED;

/* --- spool.c --- */
ms_status ms_spool_new(const ms_sys *sys, ms_spool **out, ms_error *error) MS_CHECKED;
void ms_spool_free(ms_spool *spool);
/* Adds whole rows; keys as in a ROWS frame, empty without an order. */
ms_status ms_spool_add(ms_spool *spool, ms_slice rows, ms_slice keys, ms_error *error) MS_CHECKED;
/* A descriptor of all rows, in order of their keys, at its beginning. It belongs to the spool. */
ms_status ms_spool_finish(ms_spool *spool, int *fd, ms_error *error) MS_CHECKED;

#endif
