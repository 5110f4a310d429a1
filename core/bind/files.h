/* ms.files: the folders that the user has allowed scripts to read (--allow=read:DIR). */
#ifndef MS_BIND_FILES_H
#define MS_BIND_FILES_H

#include "bind/bind.h"

/* Gives scripts the folder that is open as fd, which must stay open. MS_E_USAGE when there are too
 * many. */
ms_status ms_files_grant(ms_state *state, int fd, ms_error *error) MS_CHECKED;

#endif
