/* A run's insides, shared by the files that make it:
 *
 *   pass.c      the run as passes over the inputs
 *   identity.c  what makes it the one it is
 *   loop.c      the loop of a pass: what is next, until there is nothing
 *   tasks.c     what is to be done, in the order of the inputs
 *   crew.c      the workers: who does what, and what they say
 *   outcomes.c  what has been done, in that order again: rows, rejects, commits
 *   outlook.c   how much is done
 *   lone.c      a worker for one task alone: what another died of, what took it too long
 *   shard.c     one share of the work, for others to merge
 *   merge.c     the shares become one result
 *   choice.c    which documents are wanted, when not all are
 *   gather.c    what the script has counted
 */
#ifndef MS_RUN_RUN_H
#define MS_RUN_RUN_H

#include <sys/stat.h>

#include "run/result.h"
#include "run/shard.h"

enum { MS_DOCUMENT_ROOM = 4096, MS_PENDING_BYTES = 32 * 1024 * 1024 };

/* An input that is open, shared by the tasks that are parts of it. */
typedef struct ms_open_input {
    int fd;            /* -1: it could not be opened, or is left out */
    size_t references;
    uint64_t size;     /* of a regular file, else 0 */
    uint64_t digest;   /* of its state, to notice that it changes */
    uint64_t last;     /* members that its parts have so far; when the plan is done, all */
    bool is_planned;   /* the plan is done */
    bool is_regular;
    ms_buffer beside;  /* corrections that lie beside it */
} ms_open_input;

typedef struct ms_gather_table ms_gather_table;

typedef enum ms_pass_kind {
    MS_PASS_MAIN,   /* rows are made */
    MS_PASS_LIST,   /* documents are only told, for a sample */
    MS_PASS_GATHER  /* the script counts */
} ms_pass_kind;

typedef enum ms_task_state { MS_TASK_WAITING, MS_TASK_SENT, MS_TASK_DONE } ms_task_state;

typedef struct ms_task {
    uint64_t number;
    struct ms_task *before, *after; /* in the order of the inputs */
    size_t input;           /* index */
    ms_open_input *source;  /* NULL until it is opened */
    ms_part part;           /* what of it; .skip: outcomes that are done or were at the beginning */
    ms_task_state state;
    bool is_new;            /* it has not been looked at how the input is to be taken */
    bool is_careful;        /* a worker died that had it: it is for one alone */
    bool has_given;         /* PLAN: parts */
    bool has_died;          /* PLAN, FEED: a worker, at this very place */
    bool is_to_drop;        /* PLAN: the part that comes next is known already */
    int batch;              /* descriptor of a batch, or -1 */
    uint64_t first;         /* BATCH: number of its first outcome in the input; FEED: of the next */
    uint64_t carried;       /* PLAN: outcomes of the first part that are done */
    uint64_t outcome;       /* the one at hand */
    uint64_t passed;        /* frames of it that have been taken over */
    uint64_t to_drop;       /* of which so many will come again */
    uint64_t size;          /* bytes that it is about, roughly */
    size_t frame_bytes;     /* that it took to hand over */
    ms_buffer frames;       /* what came before its turn */
} ms_task;

typedef struct ms_run {
    ms_engine *engine;
    const ms_sys *sys;
    const ms_listener *listener;
    ms_pass_kind pass;
    ms_buffer choice;       /* LIST: digests of the documents that are in the sample so far */
    ms_gather_table *table; /* GATHER: what was counted since the last commit; or NULL */
    ms_result result;
    ms_totals totals;
    struct stat output;     /* of the file that the result will replace; st_ino 0: there is none */

    ms_task *head, *tail;   /* all tasks that are not over */
    ms_task *spare;         /* those that are, to be used again */
    size_t waiting;         /* tasks that wait */
    size_t next_input;      /* the next input that has no task yet */
    uint64_t last_number;   /* of a task */
    size_t pending;         /* bytes that came before their turn */

    ms_process **crew;      /* the workers; the first is the engine's, the last may be a feeder */
    size_t crew_count, crew_capacity;
    ms_process *feeder;     /* the one that feeds, or NULL */
    ms_job_start_options job; /* what every worker is told */

    ms_segment segment;     /* of a shard: what is being added to */
    bool has_segment;
    uint64_t common_job;    /* digest of what the shards of a run have in common */

    uint64_t *sizes;        /* of the inputs, for how much is done; NULL until it is asked for */
    uint64_t all_bytes, passed_bytes; /* of all inputs, and of those that lie behind */
    size_t passed_inputs;
    size_t noted;           /* inputs whose digest is in the store */
    int64_t committed_ns, commit_cost_ns; /* when the last commit was, and what it took */
    uint64_t committed_documents;
    ms_checkpoint at;       /* up to where everything has been taken over */
    bool is_at_boundary;    /* nothing has been taken over since */

    int64_t stop_ns;        /* when it was asked to stop; 0 when it was not */
    bool is_ready;          /* the store is this run's */
    bool is_enough;         /* no more is wanted */
    bool is_garbled;        /* the worker at hand sent what it must not */
    bool is_lone;           /* a worker of its own is at the head */
    char document[MS_DOCUMENT_ROOM]; /* id of the document at hand, cut */
} ms_run;

/* --- identity.c --------------------------------------------------------------------------- */

/* Everything that the rows depend on but for what is in the inputs, as the lines of ms_store_options.job. */
ms_status ms_identity_put(ms_run *run, ms_slice columns, ms_buffer *out, ms_error *error) MS_CHECKED;

/* --- loop.c ------------------------------------------------------------------------------- */

/* Takes up what an earlier run has left. */
ms_status ms_loop_resume(ms_run *run, ms_error *error) MS_CHECKED;
/* Everything, or as much as is wanted. */
ms_status ms_loop_read(ms_run *run, ms_error *error) MS_CHECKED;

/* --- choice.c ----------------------------------------------------------------------------- */

/* LIST: there is this document; then the sample is drawn. */
ms_status ms_choice_add(ms_run *run, ms_slice locator, ms_error *error) MS_CHECKED;
ms_status ms_choice_finish(ms_run *run, ms_error *error) MS_CHECKED;
/* The setting "only-rejects". */
ms_status ms_choice_read(ms_engine *engine, ms_error *error) MS_CHECKED;

/* --- gather.c ----------------------------------------------------------------------------- */

/* Takes what a document counts, in place of rows; MS_E_MALFORMED. Keep hands what there is so far to the result. */
ms_status ms_gather_take(ms_run *run, ms_slice rows, ms_slice keys, ms_error *error) MS_CHECKED;
ms_status ms_gather_keep(ms_run *run, ms_error *error) MS_CHECKED;
void ms_gather_free(ms_run *run);
/* Adds up what the pass has counted, for the next one, and as the result where nothing else is wanted. */
ms_status ms_gather_finish(ms_run *run, ms_error *error) MS_CHECKED;
/* The setting "gathered". */
ms_status ms_gather_read(ms_engine *engine, ms_error *error) MS_CHECKED;

/* --- tasks.c ------------------------------------------------------------------------------ */

/* Makes tasks of the next inputs, as many as are useful. */
ms_status ms_tasks_fill(ms_run *run, ms_error *error) MS_CHECKED;
/* A new task before another (NULL: at the end). NULL when there is no memory. */
ms_task *ms_tasks_insert(ms_run *run, ms_task *before, size_t input, const ms_part *part);
/* Opens what the task is about; what cannot be opened is answered at once: the task is done then. */
ms_status ms_tasks_open(ms_run *run, ms_task *task, ms_error *error) MS_CHECKED;
/* Does a part of an input, or (part 0) an input that is not divided, fall to this shard? */
bool ms_tasks_falls_here(const ms_run *run, size_t input, uint64_t part);
/* Of what is walked as one, whose outcomes fall to the shards in turn: which share. */
void ms_tasks_share(const ms_run *run, size_t input, ms_part *part);
/* A file to be read: its descriptor, or -1 and errno. */
int ms_tasks_open_file(const ms_sys *sys, const char *path);
/* Answers a task ourselves: a REJECT, or a SKIP without stage and code. It is done then, and taken over
 * when its turn comes. */
ms_status ms_tasks_answer(ms_run *run, ms_task *task, ms_frame_kind kind, const char *stage,
                          const char *code, const char *text, ms_error *error) MS_CHECKED;
/* Closes our own descriptor of an input that only this task needs; ms_tasks_open opens it again. */
void ms_tasks_close(ms_run *run, ms_task *task);
/* Takes it off the list. */
void ms_tasks_remove(ms_run *run, ms_task *task);
void ms_tasks_set_state(ms_run *run, ms_task *task, ms_task_state state);
/* Can it be read again? */
bool ms_tasks_can_repeat(const ms_task *task);
void ms_tasks_free(ms_run *run);
/* A digest of what tells one state of a file from another. */
uint64_t ms_tasks_digest(const ms_run *run, int fd, const struct stat *about);

/* --- crew.c ------------------------------------------------------------------------------- */

/* Starts a worker; it answers later. */
ms_status ms_crew_start(ms_run *run, ms_process *process, ms_error *error) MS_CHECKED;
/* Gives waiting tasks to workers that have room. */
ms_status ms_crew_dispatch(ms_run *run, ms_error *error) MS_CHECKED;
/* Waits for the workers, and takes what they say. */
ms_status ms_crew_listen(ms_run *run, ms_error *error) MS_CHECKED;
void ms_crew_free(ms_run *run);
/* Puts the frame that hands a task over into process->out. */
ms_status ms_crew_put_unit(ms_run *run, ms_process *process, const ms_task *task, const ms_part *part,
                           ms_error *error) MS_CHECKED;

/* --- outcomes.c --------------------------------------------------------------------------- */

/* Takes a frame of the head over; its unit number has been read. */
ms_status ms_outcomes_take(ms_run *run, ms_task *task, ms_frame *frame, ms_error *error) MS_CHECKED;
/* Takes over what is done at the head, until there is something that is not. */
ms_status ms_outcomes_advance(ms_run *run, ms_error *error) MS_CHECKED;
/* Tells a reject. */
ms_status ms_outcomes_tell(ms_run *run, ms_reject *reject, ms_error *error) MS_CHECKED;
/* The task's input, or what of it, is given up. */
ms_status ms_outcomes_reject(ms_run *run, ms_task *task, const char *stage, const ms_error *why,
                             ms_error *error) MS_CHECKED;
/* Commits what has been taken over, when it is time or is_now. */
ms_status ms_outcomes_commit(ms_run *run, bool is_now, ms_error *error) MS_CHECKED;

/* --- shard.c ------------------------------------------------------------------------------ */

/* What comes next belongs to the task's outcome at hand. Without shards these do nothing. */
ms_status ms_shard_at(ms_run *run, const ms_task *task, ms_error *error) MS_CHECKED;
/* All that was added so far is accounted for. */
ms_status ms_shard_close(ms_run *run, ms_error *error) MS_CHECKED;
/* Everything of the shard is there: says so, once and for all. */
ms_status ms_shard_publish(ms_run *run, ms_error *error) MS_CHECKED;

/* --- merge.c ------------------------------------------------------------------------------ */

/* In place of reading inputs: takes what the shards have over, in the order of the inputs. */
ms_status ms_merge_shards(ms_run *run, ms_error *error) MS_CHECKED;

/* --- outlook.c ---------------------------------------------------------------------------- */

/* The share of all work that lies behind, as in ms_document. */
double ms_outlook_done(ms_run *run, const ms_task *task);
void ms_outlook_free(ms_run *run);

/* --- lone.c ------------------------------------------------------------------------------- */

/* Does the head, from its outcome at hand on, with a worker of its own: one that dies or hangs costs the
 * document that it is at. */
ms_status ms_lone_do(ms_run *run, ms_task *task, ms_error *error) MS_CHECKED;
/* Tries the outcome at hand once more, as it took too long or too much memory. *reject is what came of
 * it the first time. */
ms_status ms_lone_retry(ms_run *run, ms_task *task, ms_reject *reject, ms_error *error) MS_CHECKED;

#endif
