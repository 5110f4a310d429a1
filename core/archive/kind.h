/* What bytes are, by their beginning; the name decides only where the bytes cannot. */
#ifndef MS_ARCHIVE_KIND_H
#define MS_ARCHIVE_KIND_H

#include "base/slice.h"

typedef enum ms_kind {
    MS_KIND_PLAIN, /* no archive */
    MS_KIND_ZIP,
    MS_KIND_ZIP_AT_END, /* perhaps one with something in front of it: look for its end */
    MS_KIND_TAR,
    MS_KIND_WARC,
    MS_KIND_GZIP,
    /* the rest by libarchive: first those that hold one stream */
    MS_KIND_XZ,
    MS_KIND_LZMA,
    MS_KIND_LZIP,
    MS_KIND_ZSTD,
    MS_KIND_BZIP2,
    MS_KIND_LZ4,
    MS_KIND_COMPRESS,
    /* then those that hold members */
    MS_KIND_7Z,
    MS_KIND_RAR,
    MS_KIND_RAR5,
    MS_KIND_CPIO,
    MS_KIND_AR,
    MS_KIND_ISO,
    MS_KIND_CAB,
    MS_KIND_LHA,
} ms_kind;

/* Bytes of head that it needs to know all of them. */
enum { MS_KIND_HEAD = 32 * 1024 + 6, MS_KIND_HEAD_LEAST = 512 };

ms_kind ms_kind_of(ms_slice head, ms_slice name);

/* "zip", "tar", "gzip", ...; constant. */
const char *ms_kind_name(ms_kind kind);

static inline bool ms_kind_is_stream(ms_kind kind) {
    return kind == MS_KIND_GZIP || (kind >= MS_KIND_XZ && kind <= MS_KIND_COMPRESS);
}

static inline bool ms_kind_is_foreign(ms_kind kind) {
    return kind >= MS_KIND_7Z;
}

#endif
