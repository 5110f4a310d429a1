/* Zip: the directory at the end says what there is, the local headers must say the same.
 *
 *   [prefix] local header, data, [descriptor] ... local header, data | directory | end record
 *
 * The one idea: nothing is believed that only one of them says. Members that overlap, or of
 * which directory and local header differ, are refused one by one; the others are given. */
#ifndef MS_ARCHIVE_ZIP_H
#define MS_ARCHIVE_ZIP_H

#include "archive/foreign.h"
#include "archive/inflate.h"
#include "archive/names.h"
#include "archive/source.h"

/* A member as the directory has it. Slices point into the directory. */
typedef struct ms_zip_entry {
    ms_slice raw_name; /* undecoded; the Unicode path of Info-ZIP where there is a valid one */
    ms_slice own_name; /* as the local header must have it */
    uint64_t start;    /* offset of the local header in the source */
    uint64_t packed;   /* bytes of data */
    uint64_t size;     /* bytes unpacked, as claimed */
    uint32_t crc;
    uint16_t method; /* 0 stored, 8 deflate, ... */
    uint16_t flags;
    int64_t mtime_s;         /* or -1 */
    bool has_backslashes;    /* it may: made where folders are parted by them */
    const char *skip_reason; /* by its mode: a link, a device; else NULL */
    size_t at;               /* its place in the directory */
    size_t next_at;          /* that of the next one */
} ms_zip_entry;

/* A second or later member of its name. */
typedef struct ms_zip_copy {
    size_t at;       /* its place in the directory */
    uint64_t number; /* from 2 */
} ms_zip_copy;

typedef struct ms_zip {
    ms_source *source; /* seekable; borrowed */
    ms_meter *meter;
    ms_names names;        /* of all but skips; the items are places in the directory */
    ms_inflater *inflater; /* made when first needed; owned */
    ms_foreign *foreign;   /* for the rarer methods; likewise */
    const char *password;  /* of what is encrypted, or NULL; borrowed */
    ms_buffer alone;       /* one member as a zip of its own, for that */
    ms_source packed;      /* what that reads */
    ms_source unpacked;
    bool is_outermost;        /* its members begin chains (meter.h) */
    ms_slice directory;       /* all of it */
    ms_buffer held;           /* the directory, when the source is not memory */
    uint64_t directory_start; /* in the source: no data reach beyond */
    uint64_t prefix;          /* bytes in front of what the offsets count from */
    uint64_t *starts;         /* of the local headers, sorted */
    size_t count;             /* of starts */
    size_t capacity;
    ms_buffer copies; /* of ms_zip_copy, by place */
    size_t next_at;   /* in the directory */
    size_t end_at;    /* where it ends, or breaks off */
    size_t documents; /* members that are no skips */
    size_t stop_at;   /* where the walk ends: end_at, or the end of a range */
    size_t mark;      /* number and place of an entry that was looked for, to look on from */
    size_t mark_at;
    ms_error late;    /* what is wrong behind end_at, or code MS_OK */
    bool is_late_told;
    ms_buffer name;   /* scratch */
} ms_zip;

/* Reads the directory. Must have been zeroed before its first use; memory is kept from zip to
 * zip. */
ms_status ms_zip_open(ms_zip *zip, ms_source *source, ms_converters *converters,
                      bool is_outermost, ms_error *error) MS_CHECKED;
void ms_zip_free(ms_zip *zip);

/* The entry at a place in the directory (0 is the first; entry->next_at the one after). */
ms_status ms_zip_entry_at(const ms_zip *zip, size_t at, ms_zip_entry *entry,
                          ms_error *error) MS_CHECKED;

/* The next entry in the directory's order; MS_END; or the error of a directory that breaks
 * off. */
ms_status ms_zip_next(ms_zip *zip, ms_zip_entry *entry, ms_error *error) MS_CHECKED;

/* Sets out to the entry's name in UTF-8, with "/" between folders. */
ms_status ms_zip_decode_name(ms_zip *zip, const ms_zip_entry *entry, ms_buffer *out) MS_CHECKED;

/* Appends "@2" and so on to the decoded name of the entry at a place, where it is not the
 * first of that name. */
ms_status ms_zip_number(const ms_zip *zip, size_t at, ms_buffer *name) MS_CHECKED;

/* The entry of a name as it was made unique. */
bool ms_zip_find(const ms_zip *zip, ms_slice name, ms_zip_entry *entry);

/* Makes entry the next one. */
void ms_zip_go_to(ms_zip *zip, const ms_zip_entry *entry);

/* Makes the entries [from, to), numbered from 0 in the directory's order, those that follow; to is at
 * most count. What is wrong behind the last is told after it. */
void ms_zip_go_to_range(ms_zip *zip, size_t from, size_t to);

/* The contents, checked: in `into` (which is reset), or in the source when that is memory and
 * they are stored. */
ms_status ms_zip_read(ms_zip *zip, const ms_zip_entry *entry, ms_buffer *into, ms_slice *bytes,
                      ms_error *error) MS_CHECKED;

#endif
