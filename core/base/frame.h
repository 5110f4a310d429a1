/* Frames: the messages by which the command and its worker meet, and all that they share.
 *
 *   u32 length of payload | u8 kind | payload
 *
 * Numbers are little-endian. A payload is a sequence of fields, each a u32 length and that many
 * bytes, or a bare u64; the two ends agree by kind (the tables in frame.h are the protocol).
 * A reader trusts nothing: a length beyond MS_FRAME_MAX or a field beyond its payload is an error. */
#ifndef MS_BASE_FRAME_H
#define MS_BASE_FRAME_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"
#include "base/sys.h"

enum { MS_FRAME_MAX = 64 * 1024 * 1024, MS_FRAME_HEADER = 5 };

/* Each kind with its fields, in order. str is a length and bytes. */
typedef enum ms_frame_kind {
    /* command -> worker */
    MS_FRAME_JOB = 1,    /* repeated: str key, str value (keys in docs/internals.md) */
    MS_FRAME_UNIT,       /* u64 number, the part (ms_part), str path, str id, str beside; one
                          * descriptor travels along */
    MS_FRAME_FINISH,     /* fold the committed rows: a descriptor of the rows travels along */
    MS_FRAME_END,        /* nothing more will come; the worker answers what is open and exits */
    MS_FRAME_MORE,       /* to a worker that feeds: one more batch may come */
    MS_FRAME_FILE,       /* to a worker that feeds, answering OPEN: str code ("" when a descriptor travels along), str
                          * message */
    MS_FRAME_GIVEN,      /* between the jobs: str what ("sample", "retry", "counts"; core/worker/given.c); a
                          * descriptor of it travels along */
    /* worker -> command */
    MS_FRAME_READY = 32, /* repeated: str key, str value: what the script declares */
    MS_FRAME_DOCUMENT,   /* u64 unit, u64 outcome, str id, u64 bytes, u64 digest, str locator: a
                          * document begins */
    MS_FRAME_ROWS,       /* u64 unit, u64 count, str sort keys, str encoded rows */
    MS_FRAME_REJECT,     /* u64 unit, u64 outcome, str locator, str stage, str code, str message */
    MS_FRAME_SKIP,       /* u64 unit, u64 outcome, str locator, str reason */
    MS_FRAME_UNIT_DONE,  /* u64 unit, u64 outcomes; what it took (ms_spent): u64 ns a stage, then of the document that
                          * took longest u64 ns, str locator */
    MS_FRAME_OUTPUT,     /* str bytes of the result (finish, writers, tools) */
    MS_FRAME_FAIL,       /* str stage, str code, str message: the job as a whole cannot go on */
    MS_FRAME_DONE,       /* answers END: nothing more will be sent */
    MS_FRAME_PART,       /* u64 unit, a part of it (ms_part): how it can be divided */
    MS_FRAME_NOTE,       /* str: what the maker of the result (FINISH) must say to the user */
    MS_FRAME_BATCH,      /* u64 unit, u64 first outcome, u64 outcomes; a descriptor travels along: what has
                          * been read of it, for another worker */
    MS_FRAME_COSTS,      /* u64 unit, repeated: str name, u64 nanoseconds, u64 calls: what --profile tells */
    MS_FRAME_OPEN        /* u64 unit, str path: a row of standard input names this file */
} ms_frame_kind;

/* What of a unit is meant: all of it, a part, or what is to be found out about it. Whatever is walked
 * gives *outcomes*, counted from 0: a document, a skip, or damage. */
typedef enum ms_part_kind {
    MS_PART_ALL,     /* one document, or the members of an archive as they come */
    MS_PART_MEMBERS, /* members [from, to) of a zip's directory */
    MS_PART_LINES,   /* bytes [from, to) of JSON Lines whose rows are documents; lines begin there */
    MS_PART_BATCH,   /* the descriptor is a batch (worker/batch.c) */
    MS_PART_PLAN,    /* how can it be divided, from `from` on? Answers with PART frames */
    MS_PART_FEED     /* read it once and give it on in BATCH frames, at most `to` ahead */
} ms_part_kind;

typedef struct ms_part {
    uint64_t kind;     /* ms_part_kind */
    uint64_t from, to; /* as above */
    uint64_t line;     /* number of the line at from, for LINES: 1 is the first */
    uint64_t skip;     /* outcomes at its beginning that are not wanted any more */
    uint64_t most;     /* no more outcomes than this; UINT64_MAX: all */
    uint64_t number;   /* which part of its input it is, from 0 */
    uint64_t share, shares; /* ALL, FEED: only the outcomes of this share, of so many; shares 0: all */
} ms_part;

enum { MS_SHARE_BLOCK = 64 };
/* Does the outcome belong to the part's share? Shares take blocks of so many outcomes in turn. */
bool ms_part_has(const ms_part *part, uint64_t outcome);

/* Where the time goes. */
typedef enum ms_stage { MS_STAGE_READ, MS_STAGE_DECODE, MS_STAGE_FORMAT, MS_STAGE_SCRIPT, MS_STAGES } ms_stage;

typedef struct ms_spent {
    uint64_t ns[MS_STAGES];
    uint64_t slowest_ns;
    ms_slice slowest; /* its locator */
} ms_spent;

/* Writing: a frame is built in a buffer, which may hold several. begin returns the position
 * that end needs to fill in the length. All may fail with the buffer's statuses. */
ms_status ms_frame_begin(ms_buffer *out, ms_frame_kind kind, size_t *mark) MS_CHECKED;
ms_status ms_frame_put_u64(ms_buffer *out, uint64_t value) MS_CHECKED;
ms_status ms_frame_put_str(ms_buffer *out, ms_slice value) MS_CHECKED;
ms_status ms_frame_put_part(ms_buffer *out, const ms_part *part) MS_CHECKED;
ms_status ms_frame_put_spent(ms_buffer *out, const ms_spent *spent) MS_CHECKED;
ms_status ms_frame_end(ms_buffer *out, size_t mark) MS_CHECKED;

/* Reading: a cursor over one payload; MS_E_MALFORMED when a field does not fit. Slices point
 * into the payload. */
typedef struct ms_frame {
    ms_frame_kind kind;
    ms_slice rest; /* what has not been read yet */
} ms_frame;

ms_status ms_frame_take_u64(ms_frame *frame, uint64_t *value) MS_CHECKED;
ms_status ms_frame_take_str(ms_frame *frame, ms_slice *value) MS_CHECKED;
ms_status ms_frame_take_part(ms_frame *frame, ms_part *part) MS_CHECKED;
ms_status ms_frame_take_spent(ms_frame *frame, ms_spent *spent) MS_CHECKED;

/* Splits the first whole frame off *bytes: MS_OK, MS_END when more bytes are needed,
 * MS_E_MALFORMED. */
ms_status ms_frame_parse(ms_slice *bytes, ms_frame *frame) MS_CHECKED;

/* Sends one or more whole frames over a socket, with fd (or -1) attached to their first
 * byte. */
ms_status ms_frame_send(int socket, ms_slice frames, int fd, ms_error *error) MS_CHECKED;

/* Reads once from a socket, appending to *in; a descriptor that came along is stored in *fd (-1
 * when none did; the caller owns it); more than one are closed. MS_END when the other end has
 * closed. */
ms_status ms_frame_receive(int socket, ms_buffer *in, int *fd, ms_error *error) MS_CHECKED;

#endif
