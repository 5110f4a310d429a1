/* The Lua library compiled into the worker: scripts/ms/NAME.lua is the module
 * "moonscribe.NAME". */
#ifndef MS_BIND_EMBEDDED_H
#define MS_BIND_EMBEDDED_H

#include <stddef.h>

typedef struct ms_embedded {
    const char *name;          /* "init", "script", ...; NULL ends the table */
    const char *path;          /* "scripts/ms/init.lua", for messages */
    const unsigned char *text; /* Lua source */
    size_t len;                /* in bytes */
} ms_embedded;

extern const ms_embedded ms_embedded_files[];

#endif
