/* What is in a unit, one item after the other: documents, skips, damage. Its one idea: whether it is a
 * file, an archive, a range of one, rows of JSON Lines or a batch of another worker, those behind it see
 * the same items under the same numbers. It understands nothing and runs no script. */
#ifndef MS_WORKER_WALK_H
#define MS_WORKER_WALK_H

#include "parse/json.h"
#include "worker/worker.h"

typedef enum ms_item_kind { MS_ITEM_DOCUMENT, MS_ITEM_SKIP, MS_ITEM_ERROR } ms_item_kind;

/* Slices are valid until the next call. */
typedef struct ms_item {
    ms_item_kind kind;
    ms_slice origin; /* the file that it comes from, when that is not the unit's; else empty */
    ms_slice path;   /* below that, as in ms_member; "" for the file itself */
    ms_slice id;     /* likewise */
    ms_slice name;   /* file name */
    ms_slice bytes;  /* of a document */
    ms_slice beside; /* corrections that lie beside it */
    ms_slice reason; /* of a skip; the message of an error */
    const char *stage; /* of an error: "open", "archive", "decode" */
    ms_status code;    /* of an error */
} ms_item;

/* Rows of JSON Lines, each a document: where the walk is in them. */
typedef struct ms_rows {
    bool is_active;
    bool is_stream;  /* lines come from the archive */
    ms_slice rest;   /* otherwise what is left of the member */
    uint64_t line;   /* number of the next line, from 1 */
    uint64_t end;    /* a line that begins here or behind it is not ours */
    ms_slice path, id; /* of the member; borrowed from the archive */
    ms_json_reader *reader; /* made when first needed */
    ms_buffer text, row_id, row_path, date, file; /* of the row */
} ms_rows;

typedef struct ms_walk {
    ms_worker *worker;
    const ms_unit *unit;
    ms_archive *archive; /* NULL when it is a batch */
    bool is_kept;        /* it is the worker's kept one */
    ms_slice batch;      /* what is left of it */
    ms_buffer batch_bytes;
    ms_rows rows;
    struct ms_named *named; /* what a row names, being walked; or NULL (named.c) */
    ms_buffer beside;    /* of the item */
    unsigned errors;     /* since the last document */
    ms_error error;      /* of the item */
} ms_walk;

/* Opens what unit means. After a failure there is nothing to close; *error says why. */
ms_status ms_walk_open(ms_walk *walk, ms_worker *worker, const ms_unit *unit, int fd, ms_error *error) MS_CHECKED;
/* MS_OK, or MS_END. */
ms_status ms_walk_next(ms_walk *walk, ms_item *item) MS_CHECKED;
/* The one item of that path. MS_E_NOT_FOUND and other failures are items too. */
void ms_walk_find(ms_walk *walk, ms_slice path, ms_item *item);
void ms_walk_close(ms_walk *walk);
/* For ms_archive_options, with the worker as state: whether a zip is one document. A format bids on it, or
 * it is one that nobody reads. */
bool ms_walk_is_package(void *state, ms_slice name, ms_slice bytes);

/* --- named.c ------------------------------------------------------------------------------ */

/* A row names a file: what is in that comes next. */
ms_status ms_named_open(ms_walk *walk, ms_slice path, ms_item *item) MS_CHECKED;
/* The next item of it; MS_END behind the last, and then it is closed. */
ms_status ms_named_next(ms_walk *walk, ms_item *item) MS_CHECKED;
void ms_named_close(ms_walk *walk);

/* --- rows.c ------------------------------------------------------------------------------- */

/* Is this file JSON Lines whose rows are documents? By its name and its first line. */
bool ms_rows_are(ms_worker *worker, ms_slice name, ms_slice head);
/* The next row as an item; MS_END behind the last. */
ms_status ms_rows_next(ms_walk *walk, ms_item *item) MS_CHECKED;
void ms_rows_free(ms_rows *rows);

/* --- batch.c ------------------------------------------------------------------------------ */

/* The next item of a batch. */
ms_status ms_batch_next(ms_walk *walk, ms_item *item) MS_CHECKED;
/* Reads a batch whole from its descriptor. */
ms_status ms_batch_read(ms_walk *walk, int fd, ms_error *error) MS_CHECKED;
/* A frame for a worker that feeds, which gets no others than MORE and FILE; what MORE allows is added to
 * worker->batches_ahead. *fd comes along with FILE, or is -1. MS_OK: it is FILE, and what it says is in *code and
 * *message (valid until the next); MS_END: it was MORE. */
ms_status ms_batch_hear(ms_worker *worker, ms_slice *code, ms_slice *message, int *fd) MS_CHECKED;
/* FEED: everything in the unit goes out in batches. */
ms_status ms_batch_feed(ms_worker *worker, const ms_unit *unit, int fd) MS_CHECKED;

#endif
