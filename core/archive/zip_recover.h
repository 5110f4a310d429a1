/* A zip whose directory is missing, because it has been cut off: a directory is made of the local headers, one behind
 * the other from the first. Nothing is searched for in members' data, where another zip's headers may lie. */
#ifndef MS_ARCHIVE_ZIP_RECOVER_H
#define MS_ARCHIVE_ZIP_RECOVER_H

#include "archive/source.h"

/* Appends an entry as directories have it to `directory` for each whole member; *end is where the last of
 * them ends, *count how many there are. MS_OK also when there is none. */
ms_status ms_zip_recover(ms_source *source, ms_buffer *directory, uint64_t *end, size_t *count,
                         ms_error *error) MS_CHECKED;

#endif
