/* Where a run keeps what it has: the folder OUT.run beside its output, with the parts of the result and
 * the journal that says up to where they are good. Its one idea: a commit is a record in the journal,
 * written when everything that it speaks of is on the disk; whatever happens, the last good record and
 * the parts up to it are a state that the run was in. It never looks into what it keeps.
 *
 *   OUT.run/job       what is run over what; another job does not go on here
 *           journal   commit records, each with its checksum; locked while a run is at it
 *           rows keys rejects manifest inputs segments result    the parts
 *
 * A shard has the same in OUT.shard-I-of-N, and stays there when it is done, for merge:
 *           settings done    with what it was made, and what is in it
 *
 * Writing and publishing are steps over ms_sys alone, so that a test can cut the power between any two. */
#ifndef MS_RUN_STORE_H
#define MS_RUN_STORE_H

#include "base/frame.h"
#include "run/append.h"

typedef enum ms_store_part {
    MS_STORE_ROWS,     /* rows in the order of the inputs */
    MS_STORE_KEYS,     /* their sort keys, where there is an order */
    MS_STORE_REJECTS,  /* as they will lie beside the result */
    MS_STORE_MANIFEST, /* likewise */
    MS_STORE_INPUTS,   /* a digest for each input that was begun */
    MS_STORE_SEGMENTS, /* of a shard: what stands where in the other parts (run/shard.h) */
    MS_STORE_PARTS
} ms_store_part;

/* How far a run has come. */
typedef struct ms_checkpoint {
    uint64_t input;    /* the input that is next or at hand */
    ms_part part;      /* what of it is still to be done; skip: outcomes of it that are done */
    uint64_t documents, rows, rejects, skips, bytes;
    uint64_t is_complete; /* all is there, and only the names are missing */
} ms_checkpoint;

typedef struct ms_store ms_store;

enum { MS_SUFFIX_ROOM = 40 }; /* for the end of its folder's name */

typedef struct ms_store_options {
    const char *output; /* the result's path */
    ms_slice job;       /* lines of KEY TAB VALUE: what makes this job the one it is */
    const char *suffix; /* of the folder; NULL: .run */
    bool is_restart;    /* whatever is there is thrown away */
} ms_store_options;

/* Begins, or takes up what lies there. MS_E_LOCKED: another run is at it. MS_E_STALE: what lies there
 * belongs to another job; the message says what is different. */
ms_status ms_store_open(const ms_sys *sys, const ms_store_options *options, ms_store **out,
                        ms_error *error) MS_CHECKED;
/* Closes it; what was committed stays for the next time. NULL is fine. */
void ms_store_close(ms_store *store);
/* Removes everything in it, and closes it. */
void ms_store_discard(ms_store *store);

/* The last commit: where to go on. NULL when there is none. */
const ms_checkpoint *ms_store_resumed(const ms_store *store);

/* The folder. */
const char *ms_store_folder(const ms_store *store);
/* Was it marked as done? Then nothing is added any more. */
bool ms_store_is_done(const ms_store *store);
/* Marks it as done: writes `text` to the file `done` in it, which appears whole, and only if there is none yet
 * (MS_E_LOCKED: another run was first). Everything was committed before; `settings` becomes a file of that name. */
ms_status ms_store_mark_done(ms_store *store, ms_slice settings, ms_slice text, ms_error *error) MS_CHECKED;

ms_status ms_store_add(ms_store *store, ms_store_part part, ms_slice bytes, ms_error *error) MS_CHECKED;
/* The file of a part, to be read. */
ms_append *ms_store_file(ms_store *store, ms_store_part part);
/* All that was added so far, and that the run has come to `at`, outlives whatever happens. */
ms_status ms_store_commit(ms_store *store, const ms_checkpoint *at, ms_error *error) MS_CHECKED;
/* Bytes added since the last commit. */
uint64_t ms_store_uncommitted(const ms_store *store);

/* Begins the file that is the result when the rows are not; what was in it is gone. */
ms_status ms_store_begin_result(ms_store *store, ms_append **result, ms_error *error) MS_CHECKED;
/* The file that will be the result, as far as it is written. */
ms_append *ms_store_result(ms_store *store);
/* What the run came to, for OUT.report.json. */
ms_status ms_store_put_report(ms_store *store, ms_slice text, ms_error *error) MS_CHECKED;
/* Commits that all is there, gives the files their names, and removes the folder. Closes the store,
 * whatever comes of it. */
ms_status ms_store_publish(ms_store *store, ms_checkpoint *at, ms_error *error) MS_CHECKED;

#endif
