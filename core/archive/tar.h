/* Tar as a stream: ustar, pax, GNU long names, and the old format before them. Never looks
 * back, so it reads from anything. */
#ifndef MS_ARCHIVE_TAR_H
#define MS_ARCHIVE_TAR_H

#include "archive/source.h"
#include "archive/tar_sparse.h"

enum { MS_TAR_BLOCK = 512 };

typedef struct ms_tar_entry {
    ms_slice raw_name;       /* undecoded; valid until the next call */
    uint64_t size;           /* bytes of data */
    uint64_t at;             /* offset of its header */
    int64_t mtime_s;         /* or -1 */
    const char *skip_reason; /* a folder, link, device; else NULL */
} ms_tar_entry;

typedef struct ms_tar {
    ms_source *source;  /* borrowed */
    uint64_t left;      /* data of the member that have not been consumed, with padding */
    ms_buffer name;     /* of the member */
    ms_buffer extended; /* pax records */
    bool has_name;      /* name comes from an extension */
    bool has_size;      /* size comes from one */
    bool has_sparse_name;
    ms_tar_sparse sparse; /* of a file that is stored with holes */
    uint64_t size;
    int64_t mtime_s;
    bool is_ended;
} ms_tar;

/* Whether a header with a right checksum begins here (512 bytes at least). */
bool ms_tar_is_header(ms_slice head);

/* Must have been zeroed before its first use. */
void ms_tar_open(ms_tar *tar, ms_source *source);
void ms_tar_free(ms_tar *tar);

/* The next member; what is left of the one before is skipped. MS_END after the end mark, when
 * the rest of the source could be read too. MS_E_TRUNCATED where there is no such mark. After
 * MS_E_LIMIT_NAME it can be called again. */
ms_status ms_tar_next(ms_tar *tar, ms_tar_entry *entry, ms_error *error) MS_CHECKED;

/* The data of the member that ms_tar_next has just given; valid until the next call. */
ms_status ms_tar_read(ms_tar *tar, const ms_tar_entry *entry, ms_slice *bytes,
                      ms_error *error) MS_CHECKED;

#endif
