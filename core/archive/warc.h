/* WARC, the archives of the web, as a stream: each record that holds what a server answered, or a
 * resource, is a member with its target URI as its name; bodies come out as a browser would see them
 * (chunks joined, gzip undone). The other records (requests, redirects, pictures, ...) are skips.
 *
 * The one idea: the length in a record's head decides where the next begins, nothing in its content. Where no
 * record begins, the next head that does is looked for, so that one damaged record costs no other. */
#ifndef MS_ARCHIVE_WARC_H
#define MS_ARCHIVE_WARC_H

#include "archive/gunzip.h"
#include "archive/http.h"
#include "archive/source.h"

typedef struct ms_warc_entry {
    ms_slice raw_name;       /* the target URI, or the record's type; valid until the next call */
    uint64_t size;           /* bytes of its block */
    uint64_t at;             /* offset of its head */
    int64_t mtime_s;         /* when it was captured, or -1 */
    const char *skip_reason; /* NULL: a document */
    bool has_http;           /* the block begins with the head below */
    ms_http http;            /* its `type` is good only within ms_warc_next */
} ms_warc_entry;

typedef struct ms_warc {
    ms_source *source;  /* borrowed */
    uint64_t left;      /* bytes of the record last met that have not been consumed */
    bool is_lost;       /* the next head is to be looked for */
    bool is_ended;
    ms_buffer name;     /* of the record */
    ms_buffer body;     /* joined chunks */
    ms_gunzip *gunzip;  /* made when first needed; owned */
    ms_source packed;   /* what it reads */
    ms_source unpacked; /* what it gives */
} ms_warc;

/* Must have been zeroed before its first use. */
void ms_warc_open(ms_warc *warc, ms_source *source);
void ms_warc_free(ms_warc *warc);

/* The next record; MS_END. After MS_E_MALFORMED another call goes on with the next record that can be
 * found. */
ms_status ms_warc_next(ms_warc *warc, ms_warc_entry *entry, ms_error *error) MS_CHECKED;

/* The content of the record that was given last, no skip; valid until the next call. */
ms_status ms_warc_read(ms_warc *warc, const ms_warc_entry *entry, ms_slice *bytes,
                       ms_error *error) MS_CHECKED;

#endif
