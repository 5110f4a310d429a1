/* Archives: opening anything, walking its members as a stream of documents, reading one member.
 * Nothing is ever extracted to the file system. */
#ifndef MS_ARCHIVE_ARCHIVE_H
#define MS_ARCHIVE_ARCHIVE_H

#include "base/buffer.h"
#include "base/ctx.h"
#include "text/encoding.h"

typedef struct ms_archive ms_archive;

typedef struct ms_archive_options {
    ms_converters *converters; /* for names that are not UTF-8; NULL: those are escaped */
    const char *password; /* for members of zips that are encrypted, or NULL; borrowed until close */
    bool no_descent;           /* give archives inside as members instead of opening them */
    /* Asked before a zip is opened or descended into; true: it is one document (a DOCX, say).
     * May be NULL. */
    bool (*is_document)(void *state, ms_slice name, ms_slice head);
    /* Asked before a file that is no archive is read whole, with its first bytes; false: these are all of
     * it that member.bytes gives. May be NULL. */
    bool (*is_wanted)(void *state, ms_slice name, ms_slice head);
    /* Asked before a file that is no archive is read whole, with its first bytes; true: it is not read, and
     * given as member.is_lines for ms_archive_line. May be NULL. */
    bool (*is_lines)(void *state, ms_slice name, ms_slice head);
    void *state;
} ms_archive_options;

typedef struct ms_member {
    ms_slice name;   /* UTF-8, as given or decoded; "name@2" for a second member of that name */
    ms_slice path;   /* the chain below the input: "inner.zip!/2024/a.txt"; percent-encoded as
                      * locators are; "" for a plain file */
    ms_slice id;     /* path for ids, members joined by '/': "inner.zip/2024/a.txt"; an archive
                      * that is the only member of a zip adds no level; "" for a plain file */
    ms_slice bytes;  /* the contents, valid until the next call */
    int64_t mtime_s; /* seconds since 1970, or -1 */
    unsigned depth;  /* archives around it; 0 for a plain file */
    bool is_lines;   /* no bytes: ms_archive_line gives them */
    bool is_skip;    /* a folder, a hidden file, a link, a device: no bytes */
    const char *skip_reason; /* why it is a skip; constant */
} ms_member;

/* Once, before a process gives up its files: what reading names needs from the system, for this thread from
 * then on. Without it, and without files, names in 7z, iso and other foreign containers are lost. */
void ms_archive_prepare(void);

/* Opens a descriptor (borrowed, not closed; need not be seekable), or bytes (borrowed until
 * close). name is the input's name, for suffixes and messages. What is no archive is one
 * member with an empty path: the caller treats all inputs alike. A .gz of a tar is the tar. */
ms_status ms_archive_open_fd(ms_ctx *ctx, int fd, ms_slice name,
                             const ms_archive_options *options, ms_archive **out,
                             ms_error *error) MS_CHECKED;
ms_status ms_archive_open_bytes(ms_ctx *ctx, ms_slice bytes, ms_slice name,
                                const ms_archive_options *options, ms_archive **out,
                                ms_error *error) MS_CHECKED;
void ms_archive_close(ms_archive *archive);

/* The next document. MS_OK; MS_END; or an error, after which *member still names where, and
 * another call goes on behind the damage where that can be (returns MS_END where it cannot). */
ms_status ms_archive_next(ms_archive *archive, ms_member *member, ms_error *error) MS_CHECKED;

/* How many members the outermost container has by its directory, skips and nested archives counted as
 * one each. It costs nothing. 0: they can only be walked (a tar, a plain file, anything packed), or there
 * are none. */
uint64_t ms_archive_count(const ms_archive *archive);

/* Restricts the walk to the members [from, to) of the outermost container, numbered from 0 as
 * ms_archive_count counts them, and begins it there: ms_archive_next then gives what a full walk would
 * have given for them, with everything inside them, under the same names ("name@2") and after the same
 * checks of overlaps and agreement, and then MS_END. No other member is read. What is wrong with the end
 * of the directory is told by the range that ends at the count. So ranges that follow one another give
 * together exactly the full walk, in its order, whoever walks them:
 *
 *     uint64_t count = ms_archive_count(archive);
 *     if (count) status = ms_archive_range(archive, count * i / n, count * (i + 1) / n, &error);
 *
 * May be called again, with any range, on the same archive: the directory is read once, when it opens.
 * The limits on total output, on ratio over the whole and on nested members begin anew for each range, so
 * results are the same from run to run where the ranges are; the outermost members count as in a full
 * walk. MS_E_USAGE for a range beyond the count. */
ms_status ms_archive_range(ms_archive *archive, uint64_t from, uint64_t to, ms_error *error) MS_CHECKED;

/* The next line of the member that ms_archive_next gave with is_lines, without its end, which
 * is LF; valid until the next call. *offset is where it begins in the member; MS_END. A line is
 * as long as --limit-document allows at most: a longer one is an error, which ends the member.
 */
ms_status ms_archive_line(ms_archive *archive, ms_slice *line, uint64_t *offset,
                          ms_error *error) MS_CHECKED;
/* Goes to an offset of that member, which is a file that can be read anywhere: MS_E_UNSUPPORTED
 * when it is not. */
ms_status ms_archive_lines_from(ms_archive *archive, uint64_t offset, ms_error *error) MS_CHECKED;

/* The member whose path (as in ms_member.path) this is, without reading the others where the
 * container allows. MS_E_NOT_FOUND. */
ms_status ms_archive_find(ms_archive *archive, ms_slice path, ms_member *member,
                          ms_error *error) MS_CHECKED;

/* The bytes of the member called <name of the member last given><suffix> in the same
 * container, for corrections that lie beside a transcript. MS_OK (out filled), MS_E_NOT_FOUND
 * (also where the container cannot be looked up out of order). */
ms_status ms_archive_beside(ms_archive *archive, ms_slice suffix, ms_buffer *out,
                            ms_error *error) MS_CHECKED;

/* True while the input is an archive or compressed (false: it is one plain document). */
bool ms_archive_is_container(const ms_archive *archive);
/* "zip", "tar", "gzip", "tar.gz", "plain", ... of the outermost level; constant. */
const char *ms_archive_kind(const ms_archive *archive);

#endif
