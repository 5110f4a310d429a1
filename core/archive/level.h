/* One container that is open: the bytes it lies in, the compression around it, and the reader
 * of its members. Levels are kept when they close, so that the next archive of that depth
 * finds warm buffers. */
#ifndef MS_ARCHIVE_LEVEL_H
#define MS_ARCHIVE_LEVEL_H

#include "archive/foreign.h"
#include "archive/gunzip.h"
#include "archive/kind.h"
#include "archive/tar.h"
#include "archive/warc.h"
#include "archive/zip.h"

enum { MS_LEVEL_FILTERS_MOST = 8 };

/* One compression around what comes next. */
typedef struct ms_level_filter {
    ms_kind kind;
    ms_source out;
    ms_gunzip *gunzip;   /* made when first needed; owned */
    ms_foreign *foreign; /* likewise */
} ms_level_filter;

typedef struct ms_level {
    ms_meter *meter;
    ms_converters *converters;
    const char *password; /* for encrypted zips, or NULL; borrowed */
    ms_kind kind;     /* what is inside the filters: plain, or a container */
    ms_source source; /* the bytes as they are in the level around */
    ms_level_filter filters[MS_LEVEL_FILTERS_MOST];
    size_t filter_count;
    ms_source spooled; /* a stream that had to be read whole, as memory */
    ms_source *inside; /* what the reader reads */
    bool is_outermost;
    bool (*is_document)(void *state, ms_slice name, ms_slice head); /* or NULL, as in archive.h */
    void *document_state;
    ms_zip zip;
    ms_tar tar;
    ms_warc warc;
    ms_foreign *foreign; /* made when first needed; owned */
    ms_names names;      /* of tar, WARC and foreign members (zip has its own) */
    bool is_ended;       /* of a plain one: it has been given */
    /* the member last met: */
    ms_buffer name;  /* decoded and unique */
    ms_buffer bytes; /* contents, where they need a place */
    int64_t mtime_s;
    const char *skip_reason;
    ms_zip_entry zip_entry;
    ms_tar_entry tar_entry;
    ms_warc_entry warc_entry;
    bool is_encrypted;
    size_t path_len; /* of the archive's path and id, without members of this level */
    size_t id_len;
} ms_level;

/* Sets up the zeroed level once. */
void ms_level_init(ms_level *level, ms_meter *meter, ms_converters *converters);
void ms_level_free(ms_level *level);

/* Opens what level->source gives, which has been opened. name is for suffixes. */
ms_status ms_level_open(ms_level *level, ms_slice name, ms_error *error) MS_CHECKED;

/* How much of the depth limit it takes: compression is free once. */
size_t ms_level_depth(const ms_level *level);

/* Goes to the next member and sets name, mtime_s, skip_reason; name is empty where an error
 * came before it was known, and of a plain level. MS_END. */
ms_status ms_level_next(ms_level *level, ms_error *error) MS_CHECKED;

/* The first bytes of what is no archive. */
ms_status ms_level_peek(ms_level *level, ms_slice *head, ms_error *error) MS_CHECKED;

/* The contents of that member. */
ms_status ms_level_read(ms_level *level, ms_slice *bytes, ms_error *error) MS_CHECKED;

#endif
