/* Everything that we have no reader of our own for, by libarchive: 7z, rar, cpio, ar, iso,
 * cab, lha; and xz, zstd, bzip2, lz4 and kin as streams.
 *
 * The one idea: only the one format or filter that the bytes announce is enabled, so that
 * libarchive never guesses, never runs a helper program, and never stacks filters by itself. */
#ifndef MS_ARCHIVE_FOREIGN_H
#define MS_ARCHIVE_FOREIGN_H

#include "archive/kind.h"
#include "archive/source.h"

typedef struct ms_foreign ms_foreign;

typedef struct ms_foreign_entry {
    ms_slice raw_name; /* UTF-8 where the format says what it is; valid until the next call */
    int64_t mtime_s;   /* or -1 */
    const char *skip_reason;
    bool is_encrypted;
} ms_foreign_entry;

/* Gives this thread the locale that libarchive takes names by, for good. */
void ms_foreign_prepare(void);

/* One may be used for one archive after the other. NULL when there is no memory. */
ms_foreign *ms_foreign_new(const ms_sys *sys);
void ms_foreign_free(ms_foreign *foreign);

/* Opens an archive of members. 7z and iso need a seekable source. */
ms_status ms_foreign_open(ms_foreign *foreign, ms_kind kind, ms_source *from,
                          ms_error *error) MS_CHECKED;

/* The next member; MS_END. After another error, has_ended says whether there can be more. */
ms_status ms_foreign_next(ms_foreign *foreign, ms_foreign_entry *entry,
                          ms_error *error) MS_CHECKED;
bool ms_foreign_has_ended(const ms_foreign *foreign);

/* All of the member that was given last, into `into` (which is reset). */
ms_status ms_foreign_read(ms_foreign *foreign, ms_buffer *into, ms_error *error) MS_CHECKED;

/* The one member of the zip in `from`, into `into`: for methods that only libarchive has, and for what is
 * encrypted. password is NULL or ends in NUL. A wrong one is MS_E_ENCRYPTED. */
ms_status ms_foreign_read_zip(ms_foreign *foreign, ms_source *from, const char *password,
                              ms_buffer *into, ms_error *error) MS_CHECKED;

/* Opens out over the one stream that is packed in `from`. */
ms_status ms_foreign_open_stream(ms_foreign *foreign, ms_kind kind, ms_source *from,
                                 ms_source *out, ms_error *error) MS_CHECKED;

#endif
