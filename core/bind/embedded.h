/* Lua that was compiled when building (cmake/precompile.c) and travels inside the worker, as parsing a megabyte of it
 * takes longer than most runs of one document. Nothing else compiled is ever loaded.
 *
 * The library: scripts/ms/NAME.lua is the module
 * "moonscribe.NAME". */
#ifndef MS_BIND_EMBEDDED_H
#define MS_BIND_EMBEDDED_H

#include <stddef.h>

typedef struct ms_embedded {
    const char *name;          /* "init", "script", ...; NULL ends the table */
    const char *path;          /* "scripts/ms/init.lua", for messages */
    const unsigned char *code; /* compiled */
    size_t len;                /* in bytes */
} ms_embedded;

/* A shipped script or plugin, for whoever reads a source with that digest. */
typedef struct ms_precompiled {
    unsigned long long digest;
    const unsigned char *code; /* NULL ends the table */
    size_t len;
} ms_precompiled;

extern const ms_embedded ms_embedded_files[];
extern const ms_precompiled ms_precompiled_files[];

#endif
