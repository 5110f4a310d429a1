/* What the files of this room share: the engine's insides, in the order in which a run uses
 * them.
 *
 *   engine.c   the public functions         inputs.c   what to read
 *   process.c  the worker's life            folder.c   walking a folder
 *   job.c      what it is told              loop.c     the run (run.h has its parts)
 *   ready.c    what the script declares     result.c   where rows go, and how
 *   cursor.c   the JSON of that             store.c    what is kept of a run
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

/* Tasks that one worker may have at once: enough that none waits for the next, few enough that sending
 * never blocks. */
enum { MS_WINDOW = 32, MS_WINDOW_BYTES = 64 * 1024, MS_PROCESS_FDS = 64 };

struct ms_task;

enum { MS_SLOWEST = 10, MS_SLOW_ROOM = 240 };

/* What one of the things took that a run spends its time with. */
typedef struct ms_cost {
    char name[120];
    uint64_t ns, calls;
} ms_cost;

/* What a run took, for the report. */
typedef struct ms_account {
    int64_t started_ns, started_s;  /* since 1970, UTC */
    uint64_t ns[MS_STAGES];         /* in all workers together */
    struct { uint64_t ns; char locator[MS_SLOW_ROOM]; } slowest[MS_SLOWEST]; /* in order */
    uint64_t codes[MS_STATUS_COUNT]; /* rejects by code */
    uint64_t result_bytes, result_digest;
    bool is_resumed;
} ms_account;

/* A worker. */
typedef struct ms_process {
    pid_t pid;      /* or 0 */
    int socket;     /* to it, or -1 */
    ms_buffer in;   /* bytes received ... */
    size_t in_from; /* ... of which so many have been given as frames */
    ms_buffer out;  /* the frame being built */
    int fds[MS_PROCESS_FDS]; /* descriptors that have come, in order, whose frames have not been read */
    size_t fd_count;
    struct ms_task *tasks[MS_WINDOW]; /* what it has been given and not answered, a ring ... */
    size_t task_from, task_count;     /* ... that begins here */
    size_t frame_bytes;   /* of the frames of these */
    uint64_t input_bytes; /* that these are about */
    int64_t heard_ns;     /* when it last said something, or got something to do */
    unsigned answers;     /* to its jobs, that have not come yet */
    unsigned early_deaths; /* before it had done anything */
    bool is_careful;      /* it sends every frame at once */
    bool is_feeder;       /* it reads a stream for the others */
} ms_process;

struct ms_engine {
    const ms_sys *sys;
    ms_arena arena;               /* strings that live as long as the engine */
    const char *worker, *data;    /* paths */
    const char *script;           /* path or name; NULL before loading */
    ms_pair *load_pairs, *start_pairs; /* settings for the two jobs, the latest first */
    const char *to, *output;      /* settings; NULL when not set */
    uint64_t first, max_rejects;  /* settings; 0: no such limit */
    uint64_t jobs;                /* setting: workers at once */
    uint64_t shard, shards;       /* setting: the part of the work that is done, from 1, of so many; 0: all */
    bool is_restart, has_member, is_rows, is_profiling, is_verifying;  /* settings */
    const char *sources;          /* lines of PATH TAB DIGEST: what the worker has loaded; "" before */
    int64_t patience_ms;          /* how long the worker may stay silent */
    ms_inputs inputs;
    const char *const *shard_folders; /* to be merged, in place of inputs; in the arena */
    size_t shard_count;

    ms_account account;
    ms_buffer costs;              /* ms_cost: what --profile tells */
    const char *wall, *versions;  /* as the worker tells; in the arena */
    ms_buffer notes;              /* what the maker of the result has said: JSON strings with commas between them */
    ms_buffer report;             /* of the run, as JSON; empty before */
    ms_description description;
    bool is_loaded, has_order, has_finish, has_gather, is_over;
    bool is_started; /* the first worker has had its second job */

    uint64_t sample;              /* setting: so many documents, drawn by lot; 0: all */
    const char *only_rejects;     /* setting: a file of them; NULL: all documents */
    const char *gathered;         /* setting: what an earlier run has gathered */
    bool is_gather_only;          /* setting */
    int chosen_fd, counts_fd;     /* what earlier passes have found out, for all workers; -1: nothing */
    uint64_t chosen_digest, counts_digest;
    bool is_retry;                /* what is chosen are rejects of an earlier run */
    struct ms_store *gather_store; /* of that pass, until the result is there; or NULL */
    uint64_t gather_rejects;

    ms_process first_worker;   /* the one that loads the script; the run has others beside it */
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
/* Sets up and tears down the struct. */
void ms_process_init(ms_process *process, const ms_sys *sys);
void ms_process_free(ms_process *process);
ms_status ms_process_start(ms_engine *engine, ms_process *process, ms_error *error) MS_CHECKED;
/* Ends it, at once: there is nothing in it that is still needed. */
void ms_process_stop(ms_process *process);
/* The same for one that seems to be dead: returns the signal that killed it, 0 when it ended
 * itself. */
int ms_process_bury(ms_process *process);
/* Sends what is in process->out, with fd attached, and empties it. */
ms_status ms_process_send(ms_process *process, int fd, ms_error *error) MS_CHECKED;
/* A frame that has come whole; its payload is valid until the next read. MS_END when more must be read
 * first, MS_E_MALFORMED when it sends what is no frame. */
ms_status ms_process_frame(ms_process *process, ms_frame *frame) MS_CHECKED;
/* Reads once. MS_END when the worker has gone. */
ms_status ms_process_read(ms_engine *engine, ms_process *process, ms_error *error) MS_CHECKED;
/* The descriptor that came with a frame, now the caller's; -1 when none did. */
int ms_process_take_fd(ms_process *process);
/* Waits for the next frame of one worker. MS_END when the worker has gone or sends what is no frame,
 * MS_E_LIMIT_TIME when it stays silent, MS_E_INTERRUPTED. */
ms_status ms_process_receive(ms_engine *engine, ms_process *process, ms_frame *frame,
                             ms_error *error) MS_CHECKED;

/* --- lines.c ------------------------------------------------------------------------------ */

typedef ms_status (*ms_lines_take)(void *state, ms_slice line, uint64_t number, ms_error *error);
/* Reads the file at path, a line at a time, without line ends and without empty ones; number counts from 1. */
ms_status ms_lines_read(const ms_sys *sys, const char *path, ms_lines_take take, void *state,
                        ms_error *error) MS_CHECKED;

/* --- job.c -------------------------------------------------------------------------------- */

/* Starts a worker and sends it the first job: the script. Takes over what the first READY says. */
ms_status ms_job_load(ms_engine *engine, ms_process *process, ms_error *error) MS_CHECKED;

/* How the second job differs from worker to worker. */
typedef struct ms_job_start_options {
    const char *encode; /* how rows travel */
    const char *to;     /* the result's format */
    const char *pass;   /* "list", "gather"; NULL: rows are made */
    bool is_careful;    /* every frame is sent at once */
} ms_job_start_options;

/* Sends both jobs to a worker that has just been started; two READY or a FAIL will come. */
ms_status ms_job_send(ms_engine *engine, ms_process *process, const ms_job_start_options *options,
                      ms_error *error) MS_CHECKED;
/* The second job. The columns of READY are appended to *columns as JSON, when it is not NULL.
 */
ms_status ms_job_start(ms_engine *engine, ms_process *process, const ms_job_start_options *options,
                       ms_buffer *columns, ms_error *error) MS_CHECKED;
/* Appends a frame without fields to process->out. */
ms_status ms_job_put_empty(ms_process *process, ms_frame_kind kind) MS_CHECKED;
/* Reads a FAIL frame into *error; returns its status. */
ms_status ms_job_failure(ms_frame *frame, ms_error *error);

/* --- report.c ----------------------------------------------------------------------------- */

/* What a unit took. */
void ms_report_add(ms_engine *engine, const ms_spent *spent);
/* What --profile tells of a unit. MS_E_MALFORMED. */
ms_status ms_report_costs(ms_engine *engine, ms_frame *frame) MS_CHECKED;
/* Makes engine->report. */
ms_status ms_report_make(ms_engine *engine, const ms_totals *totals, ms_error *error) MS_CHECKED;

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
