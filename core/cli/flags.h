/* The command's verbs and flags: one table each, which the parser, --help and the tests of the
 * man page and the completions read. */
#ifndef MS_CLI_FLAGS_H
#define MS_CLI_FLAGS_H

#include "moonscribe.h"

typedef enum ms_flag_kind {
    MS_FLAG_EARLY, /* ms_engine_set before the script is loaded */
    MS_FLAG_LATE,  /* ms_engine_set after that */
    MS_FLAG_OWN    /* the command's own business */
} ms_flag_kind;

typedef struct ms_flag {
    const char *name;     /* without the dashes; also the key for ms_engine_set */
    char letter;          /* short form, or 0 */
    const char *argument; /* what its value is called, or NULL when it takes none */
    ms_flag_kind kind;
    const char *help;     /* one line */
} ms_flag;

/* All flags but those of the limits, in the order of --help. */
const ms_flag *ms_flags(size_t *count);

typedef struct ms_verb {
    const char *name;
    const char *arguments; /* as in the usage line */
    const char *help;      /* one line */
    const char *script;    /* the shipped script that it runs; NULL for verbs of their own */
} ms_verb;

/* All verbs in the order of --help. */
const ms_verb *ms_verbs(size_t *count);

/* What word is probably a slip of: a verb; a flag or an option of script (which may be NULL).
 * NULL when nothing is near. */
const char *ms_verbs_nearest(const char *word);
const char *ms_flags_nearest(const char *word, const ms_description *script);

#endif
