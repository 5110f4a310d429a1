/* The command's flags: one table that the parser, --help, the man page's test and the completions' test read. */
#ifndef MS_CLI_FLAGS_H
#define MS_CLI_FLAGS_H

#include "base/error.h"
#include "moonscribe.h"

/* What a flag does with its value. */
typedef enum ms_flag_kind {
    MS_FLAG_SET,    /* ms_engine_set(key, value) before the run */
    MS_FLAG_LOAD,   /* the same, but before the script is loaded */
    MS_FLAG_OWN     /* the command's own */
} ms_flag_kind;

typedef struct ms_flag {
    const char *name;     /* without the dashes */
    char letter;          /* short form, or 0 */
    const char *argument; /* "FILE", or NULL when it takes none */
    ms_flag_kind kind;
    const char *key;      /* for ms_engine_set */
    const char *help;     /* one line */
} ms_flag;

/* All flags, in the order of --help. */
const ms_flag *ms_flags(size_t *count);

/* The verbs with a line of help each, ended by a NULL name. */
typedef struct ms_verb {
    const char *name;
    const char *arguments;
    const char *help;
    const char *script; /* the shipped script it runs; NULL for verbs of their own */
} ms_verb;
const ms_verb *ms_verbs(void);

/* The distance-nearest of the candidates to word, or NULL when none is near. */
const char *ms_flags_nearest(const char *word, const char *const *candidates, size_t count);

void ms_help_print(const ms_verb *verb, const ms_description *script);

#endif
