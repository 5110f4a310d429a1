/* A result that is a folder of files: -o FOLDER/. The worker writes them into one stream, which the run keeps
 * as it keeps any result, in FOLDER.files; when that is whole, the command makes the files of it. */
#ifndef MS_CLI_FOLDER_H
#define MS_CLI_FOLDER_H

#include "base/error.h"
#include "base/sys.h"

enum { MS_FOLDER_PATH = 4096 };

/* Is a path that of a folder: by a slash at its end, or because one is there? */
bool ms_folder_is(const char *path);

/* The path of the stream for a folder, into `pack` of MS_FOLDER_PATH bytes. MS_E_USAGE: too long. */
ms_status ms_folder_pack(const char *folder, char *pack, ms_error *error) MS_CHECKED;

/* Makes the files of the stream below the folder, each whole or not at all, replacing those of the same names; then the
 * stream is removed, and what lies beside it (manifest, rejects, report) gets the folder's name. Names that lead out of the
 * folder, and links in it, are refused: the stream was written by what has read untrusted files. MS_E_MALFORMED: it is
 * no such stream. MS_E_IO. */
ms_status ms_folder_unpack(const ms_sys *sys, const char *pack, const char *folder, ms_error *error) MS_CHECKED;

#endif
