/* The worker: one process that reads untrusted bytes and runs scripts for the command, which
 * it answers in frames over one socket (docs/internals.md). Its one idea: whatever happens to
 * one document stays with that document. It never writes a file, and never opens one that the
 * command did not name. */
#ifndef MS_WORKER_WORKER_H
#define MS_WORKER_WORKER_H

#include "archive/archive.h"
#include "base/arena.h"
#include "base/frame.h"
#include "bind/bind.h"
#include "text/encoding.h"
#include "worker/wall.h"

enum { MS_WORKER_FDS = 16, MS_WORKER_BATCH = 256 * 1024, MS_WORKER_PAUSE_NS = 10000000 };

typedef struct ms_worker_cut {
    size_t rows;    /* length of the rows so far */
    size_t keys;    /* and of their keys */
    uint64_t count; /* and how many */
} ms_worker_cut;

/* A unit as it was handed over; slices are borrowed from the frame. */
typedef struct ms_unit {
    ms_part part;    /* what of it is meant */
    ms_slice path;   /* as the user gave it */
    ms_slice id;     /* prefix of its documents' ids */
    ms_slice beside; /* corrections that lie beside it */
} ms_unit;

/* A zip that stays open, as parts of it come one after the other and its directory may be long. */
typedef struct ms_kept_archive {
    ms_archive *archive; /* or NULL */
    int fd;
    uint64_t device, file, size; /* which it is */
    int64_t changed_ns;
} ms_kept_archive;

typedef struct ms_worker {
    const ms_sys *sys;
    int socket;
    ms_buffer in;  /* frames that have come */
    ms_buffer out; /* frames that will go, in batches */
    int fds[MS_WORKER_FDS]; /* descriptors that have come, in order, whose frames are still unread */
    size_t fd_count;

    ms_ctx ctx;         /* a document's limits and meter */
    ms_ctx archive_ctx; /* the same limits for reading a member, with a longer clock */
    ms_state *state;    /* NULL until a job has come */
    ms_converters *converters;
    ms_wall wall;       /* what of it holds */
    bool is_started;    /* the second job has come: documents may */
    bool is_over;       /* END has come */
    bool is_profiling;  /* it tells where its time goes */
    bool is_careful;    /* every frame is sent at once: the one before this worker has died */
    int64_t sent_ns;    /* when frames were last sent */

    ms_row_encoding encoding; /* how rows travel */
    bool has_order;           /* the script has an order: keys travel too */
    ms_buffer to;             /* the name of the result's format */
    ms_buffer password;       /* for encrypted archives, ending in NUL; empty: none */
    ms_buffer member;         /* only the member with this path; empty: all */
    bool has_member;
    bool is_listing;          /* pass "list": documents are only told */
    bool is_gathering;        /* pass "gather": rows are counts */
    ms_slice chosen, counts;  /* given (given.c); mapped */
    bool is_choosing, is_retry; /* only what is chosen is wanted; of all, not of documents alone */
    bool is_rows;             /* whatever comes is JSON Lines whose rows are documents */
    ms_buffer text_field, id_field, date_field; /* of such rows; empty: the usual ones */

    ms_kept_archive kept;
    uint64_t batches_ahead; /* while it feeds: batches that may be sent unasked */
    ms_buffer heard, answer; /* what has come meanwhile, and the payload of the frame at hand */
    int file_fd;            /* that came with an answer; -1 */
    ms_buffer slowest;  /* locator of the document of the unit that took longest */
    uint64_t slowest_ns;
    uint64_t unit;      /* number of the unit being read */
    uint64_t outcome;   /* number of the one at hand in it */
    ms_buffer label;    /* locator prefix of the document */
    ms_buffer id;       /* its id */
    ms_buffer text;     /* its decoded bytes, reused */
    ms_buffer rows;     /* its encoded rows */
    ms_buffer keys;     /* their sort keys, as they travel */
    ms_buffer cuts;     /* ms_worker_cut: where its rows may be cut into frames */
    ms_worker_cut done; /* its rows that are whole */

    int lines_fd;     /* FINISH: where the rows come from */
    ms_buffer lines;  /* and what has been read of them */
    size_t line_from; /* the first byte not given yet */
    uint64_t written; /* bytes of output so far */
} ms_worker;

/* --- main.c ------------------------------------------------------------------------------- */

/* Sends all frames of out. MS_E_IO when the command has gone: there is nobody to work for
 * then. */
ms_status ms_worker_flush(ms_worker *worker) MS_CHECKED;
/* Ends a frame begun at mark, and sends a full batch or one that has waited: silence means that
 * something is stuck. */
ms_status ms_worker_end_frame(ms_worker *worker, size_t mark) MS_CHECKED;
/* FAIL: the job as a whole cannot go on. */
ms_status ms_worker_fail(ms_worker *worker, const char *stage, const ms_error *error) MS_CHECKED;

/* --- job.c -------------------------------------------------------------------------------- */

/* JOB: the first loads, the second starts. Answers READY or FAIL. */
ms_status ms_worker_job(ms_worker *worker, ms_frame *frame) MS_CHECKED;
/* Pushes the function `name` of moonscribe.run. */
void ms_worker_push_run(lua_State *L, const char *name);
/* Whether a format that takes `input` ("package", "bytes") bids on what begins like that. Raises. */
bool ms_worker_reads(lua_State *L, const char *input, ms_slice name, ms_slice bytes);
/* The stage that moonscribe.run is in; constant for known ones. */
const char *ms_worker_stage(lua_State *L);
/* Calls a C function protected; on an error fills *error from what was raised. */
ms_status ms_worker_call(ms_worker *worker, lua_CFunction function, void *argument, ms_error *error)
    MS_CHECKED;
/* Push what the second job made: the columns, and emit. */
void ms_worker_push_columns(lua_State *L);
void ms_worker_push_emit(lua_State *L);
/* A Lua function: put(bytes) sends them as OUTPUT. */
int ms_worker_put(lua_State *L);

/* --- unit.c ------------------------------------------------------------------------------- */

/* UNIT: everything in it, then UNIT_DONE. Closes fd. */
ms_status ms_worker_unit(ms_worker *worker, ms_frame *frame, int fd) MS_CHECKED;
ms_status ms_worker_reject(ms_worker *worker, const char *stage, const ms_error *error) MS_CHECKED;
ms_status ms_worker_skip(ms_worker *worker, const char *reason) MS_CHECKED;

/* --- given.c ------------------------------------------------------------------------------ */

/* GIVEN: what is found out before this pass. Closes fd. */
ms_status ms_worker_given(ms_worker *worker, ms_frame *frame, int fd) MS_CHECKED;
/* Is the item whose label is set wanted? */
bool ms_worker_wants(const ms_worker *worker, bool is_document);

/* --- sniff.c ------------------------------------------------------------------------------ */

typedef enum ms_sniff_kind {
    MS_SNIFF_TEXT,
    MS_SNIFF_PACKAGE, /* a zip that was not descended into: a format reads its bytes */
    MS_SNIFF_SKIP,
    MS_SNIFF_UNSUPPORTED
} ms_sniff_kind;
/* By name and content: may this be a transcript? Otherwise *reason says what it is, and what
 * to do. */
ms_sniff_kind ms_sniff(ms_slice name, ms_slice bytes, const char **reason);
/* For ms_archive_options: nothing tells from the beginning that it is no transcript. */
bool ms_sniff_is_text(void *state, ms_slice name, ms_slice head);
/* The encoding that markup declares in its first line or its head; empty when it does not. */
ms_slice ms_sniff_declared_encoding(ms_slice bytes);
/* Whether a zip is a word processor's, by name and beginning, whatever formats there are: its
 * members are no transcripts. */
bool ms_sniff_is_package(ms_slice name, ms_slice head);

/* --- document.c --------------------------------------------------------------------------- */

/* One document: label and id are set. */
ms_status ms_worker_document(ms_worker *worker, ms_slice path, ms_slice name, ms_slice bytes,
                             ms_slice beside) MS_CHECKED;
/* The Lua function emit(row); its upvalues are the plan of the columns and the order. */
int ms_worker_emit(lua_State *L);
/* The Lua function emit(counts) of the first pass: a table of keys and whole numbers. */
int ms_worker_emit_counts(lua_State *L);

/* --- finish.c ----------------------------------------------------------------------------- */

/* FINISH: folds and lays out the rows from fd. Closes fd. */
ms_status ms_worker_finish(ms_worker *worker, int fd) MS_CHECKED;

#endif
