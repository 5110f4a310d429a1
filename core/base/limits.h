/* Limits: one struct, passed explicitly, in which nothing is unlimited. Each limit has a flag
 * (`--limit-NAME`), a default and a status that names it when it is hit; limits.c holds the
 * table. */
#ifndef MS_BASE_LIMITS_H
#define MS_BASE_LIMITS_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

typedef struct ms_limits {
    /* archives */
    uint64_t depth;   /* archives inside archives; 8 is the most that can be asked for */
    uint64_t members; /* members of one input, nested ones included */
    uint64_t name;    /* bytes of a member's name */
    uint64_t member;  /* bytes of one member, unpacked */
    uint64_t total;   /* bytes unpacked from one input */
    uint64_t ratio;   /* unpacked to packed bytes along the whole chain ... */
    uint64_t ratio_after; /* ... once this many bytes have been unpacked */
    /* texts */
    uint64_t document; /* bytes of one document, decoded */
    uint64_t nesting;  /* levels of JSON, XML, HTML */
    /* patterns */
    uint64_t pattern;      /* bytes of one regex */
    uint64_t pattern_heap; /* bytes that matching one may use */
    /* scripts */
    uint64_t time_ns; /* nanoseconds of wall clock a document */
    uint64_t fuel;    /* steps and bytes a document (what decides first) */
    uint64_t memory;  /* bytes of Lua and of what it holds */
    uint64_t string;  /* bytes of one string or text made by a script */
    uint64_t source;  /* bytes of one script or plugin */
    uint64_t rows;    /* rows a document may emit */
    uint64_t output;  /* bytes a document may emit */
} ms_limits;

typedef struct ms_limit_info {
    const char *name;     /* as in the flag --limit-NAME */
    const char *unit;     /* "bytes", "time" or "count" */
    size_t field;         /* offsetof the field in ms_limits */
    ms_status status;     /* what a hit is reported as */
    uint64_t fallback;    /* the default */
    uint64_t most;        /* the largest value that may be asked for */
    const char *meaning;  /* one line for --help */
} ms_limit_info;

/* The defaults of SAFETY: always start from these. */
ms_limits ms_limits_default(void);

/* All limits in the order of the struct; *count is set. Constant. */
const ms_limit_info *ms_limits_table(size_t *count);

/* Sets the limit called name ("depth", "time", ...) from text: "256M", "10s", "100ms", "4".
 * MS_E_USAGE with a message that says what would be accepted. */
ms_status ms_limits_set(ms_limits *limits, const char *name, const char *text, ms_error *error)
    MS_CHECKED;

/* Fills *error with the usual words for a hit: the limit's name, its value, what was seen, its
 * flag. Returns status. offset as in ms_error_set. */
ms_status ms_limits_hit(const ms_limits *limits, ms_status status, uint64_t seen, uint64_t offset,
                        ms_error *error);

#endif
