/* A source of bytes, read by looking ahead ("peek") and consuming ("skip").
 *
 *      base        from             base + window.len
 *        |----------|------------------|~~~~ not read yet
 *         consumed    what peek shows
 *
 * The one idea: whoever parses sees plain memory, whether the bytes come from memory (then the
 * window is all of it, and nothing is copied), from a descriptor, or out of an inflater. */
#ifndef MS_ARCHIVE_SOURCE_H
#define MS_ARCHIVE_SOURCE_H

#include "archive/meter.h"
#include "base/buffer.h"

typedef struct ms_source ms_source;

/* Fills up to size bytes (size > 0) that follow those given before; *got 0 is the end. */
typedef ms_status (*ms_source_fill)(void *state, char *to, size_t size, size_t *got,
                                    ms_error *error);

struct ms_source {
    ms_meter *meter;
    ms_slice memory; /* all of it, when the source is memory; borrowed */
    bool is_memory;
    int fd;              /* when it is a descriptor, else -1; borrowed */
    bool is_seekable;    /* memory or a regular file */
    bool is_input;       /* the outermost: what it gives is counted as packed bytes */
    uint64_t size;       /* of a seekable one */
    ms_source_fill fill; /* when it is neither */
    void *state;         /* of fill */
    ms_buffer window;    /* bytes read, kept from use to use */
    uint64_t base;       /* offset of the window's first byte */
    size_t from;         /* first byte in the window that is not consumed */
    bool is_ended;       /* nothing follows the window */
    ms_status failed;    /* why nothing follows the window, else MS_OK */
    ms_error failure;    /* its words */
};

/* Each begins at offset 0 and keeps the window's memory of an earlier use. The struct must
 * have been zeroed before its first use. */
void ms_source_open_bytes(ms_source *source, ms_meter *meter, ms_slice bytes);
ms_status ms_source_open_fd(ms_source *source, ms_meter *meter, int fd,
                            ms_error *error) MS_CHECKED;
void ms_source_open_fill(ms_source *source, ms_meter *meter, ms_source_fill fill, void *state);
void ms_source_free(ms_source *source);

/* Shows at least want bytes from here on (all that are at hand), fewer only at the end. Valid
 * until the next call. Where reading fails, the bytes before the failure are shown first and
 * the error comes when more than those are wanted. */
ms_status ms_source_peek(ms_source *source, size_t want, ms_slice *out,
                         ms_error *error) MS_CHECKED;

/* Consumes bytes. MS_E_TRUNCATED when there are not that many. */
ms_status ms_source_skip(ms_source *source, uint64_t bytes, ms_error *error) MS_CHECKED;

/* Goes to offset of a seekable source. */
void ms_source_seek(ms_source *source, uint64_t offset);

/* The offset of the next byte that is not consumed. */
uint64_t ms_source_at(const ms_source *source);

/* Peeks everything up to the end. bound is MS_E_LIMIT_MEMBER, or MS_E_LIMIT_DOCUMENT for what can only be a
 * document: no encoding takes more than four bytes for one of UTF-8. It is returned when there is more. */
ms_status ms_source_peek_all(ms_source *source, ms_status bound, ms_slice *out, ms_error *error) MS_CHECKED;

/* Fills exactly size bytes at an offset of a seekable source into to, leaving the window
 * alone. */
ms_status ms_source_read_at(ms_source *source, uint64_t offset, char *to, size_t size,
                            ms_error *error) MS_CHECKED;

#endif
