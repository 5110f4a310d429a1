/* Files that appear whole or not at all: written beside their place under a temporary name,
 * synced, then renamed, and the folder synced. */
#ifndef MS_OUT_FILE_H
#define MS_OUT_FILE_H

#include "base/buffer.h"

typedef struct ms_out_file ms_out_file;

/* Begins path (its folder must exist). Nothing is visible under that name until publish. */
ms_status ms_out_file_new(const ms_sys *sys, const char *path, ms_out_file **out,
                          ms_error *error)
    MS_CHECKED;
ms_status ms_out_file_write(ms_out_file *file, ms_slice bytes, ms_error *error) MS_CHECKED;
/* Syncs and renames over whatever was there. The file is freed, whatever the result. */
ms_status ms_out_file_publish(ms_out_file *file, ms_error *error) MS_CHECKED;
/* Removes the temporary file and frees. NULL is fine. */
void ms_out_file_discard(ms_out_file *file);

#endif
