/* Finding the directory of a zip from its end record. */
#ifndef MS_ARCHIVE_ZIP_END_H
#define MS_ARCHIVE_ZIP_END_H

#include "archive/source.h"

typedef struct ms_zip_end {
    uint64_t members; /* as claimed */
    uint64_t start;   /* of the directory in the source */
    uint64_t size;    /* of the directory */
    uint64_t prefix;  /* what offsets are too small by: bytes in front of the zip */
    bool is_zip64;
} ms_zip_end;

/* MS_E_NOT_FOUND when there is no end record; MS_E_AMBIGUOUS when two would do;
 * MS_E_TRUNCATED. */
ms_status ms_zip_end_find(ms_source *source, ms_zip_end *end, ms_error *error) MS_CHECKED;

#endif
