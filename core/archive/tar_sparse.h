/* Sparse files in tars: a map of where the bytes that are stored belong, zeros between them. Old GNU's map is in
 * the header and blocks behind it, pax 0.0 and 0.1 have it in records, pax 1.0 in front of the data. The size that a
 * map claims is held against the limits before memory follows. */
#ifndef MS_ARCHIVE_TAR_SPARSE_H
#define MS_ARCHIVE_TAR_SPARSE_H

#include "archive/meter.h"
#include "base/buffer.h"

typedef struct ms_tar_sparse {
    bool is_there;        /* the member is sparse */
    bool is_map_in_data;  /* pax 1.0 */
    bool has_offset;      /* of pax 0.0: an offset has come, its length not yet */
    uint64_t offset;      /* that */
    uint64_t size;        /* of the whole file */
    ms_buffer map;        /* of pairs of uint64_t: offset, length */
    ms_buffer whole;      /* the file */
} ms_tar_sparse;

/* A piece of a map, as old GNU writes it in header and blocks. */
enum { MS_TAR_SPARSE_PIECE = 24 };

void ms_tar_sparse_init(ms_tar_sparse *sparse, const ms_sys *sys);
void ms_tar_sparse_free(ms_tar_sparse *sparse);
/* Begins another member. */
void ms_tar_sparse_reset(ms_tar_sparse *sparse);

/* Adds a piece. MS_E_MALFORMED when it lies before the end of the one before, MS_E_MEMORY. */
ms_status ms_tar_sparse_add(ms_tar_sparse *sparse, uint64_t offset, uint64_t len) MS_CHECKED;

/* Takes a pax record whose key begins with "GNU.sparse.". MS_E_MALFORMED, MS_E_MEMORY. */
ms_status ms_tar_sparse_record(ms_tar_sparse *sparse, ms_slice key, ms_slice value) MS_CHECKED;

/* The file as it was, of the bytes that are stored; good until the next call. */
ms_status ms_tar_sparse_expand(ms_tar_sparse *sparse, ms_meter *meter, ms_slice stored, uint64_t at,
                               ms_slice *bytes, ms_error *error) MS_CHECKED;

#endif
