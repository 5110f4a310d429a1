/* Reading the command line: verb, flags, words, and what is left for the script. */
#ifndef MS_CLI_COMMAND_H
#define MS_CLI_COMMAND_H

#include "cli/flags.h"

/* A flag with its value, in the order given. */
typedef struct ms_setting {
    const ms_flag *flag; /* NULL: a limit */
    char key[48];        /* for ms_engine_set */
    const char *value;
} ms_setting;

/* A flag that is not in the table: perhaps the script's. */
typedef struct ms_guess {
    char name[48];     /* as written, without the dashes */
    const char *value; /* behind =, or NULL */
    size_t next_word;  /* index of the word that follows it: its value, if it takes one */
} ms_guess;

enum { MS_SETTINGS_MAX = 256, MS_GUESSES_MAX = 64 };

typedef struct ms_command_line {
    const ms_verb *verb; /* NULL when there is none */
    ms_setting settings[MS_SETTINGS_MAX];
    size_t setting_count;
    ms_guess guesses[MS_GUESSES_MAX];
    size_t guess_count;
    const char *
        *words; /* what is neither verb nor flag; room for argc of them is the caller's */
    size_t word_count;
    const char *output; /* value of --output, or NULL */
    const char *result; /* value of --result, or NULL */
    bool reads_rows; /* --stdin rows */
    bool is_watching, is_again; /* --watch; and this is not the first time */
    bool has_to, is_dry, is_json, is_quiet, wants_help, wants_version;
} ms_command_line;

/* Reads argv. MS_E_USAGE with what is wrong and what was probably meant. */
ms_status ms_command_read(int argc, char **argv, ms_command_line *line,
                          ms_error *error) MS_CHECKED;

/* Sets the flags of that kind on the engine; limits are early ones. */
ms_status ms_command_apply(const ms_command_line *line, ms_flag_kind kind, ms_engine *engine,
                           ms_error *error) MS_CHECKED;

/* Decides about the guesses, now that the script's options are known (NULL: there is no
 * script): sets them on the engine and takes their values out of the words. */
ms_status ms_command_resolve(ms_command_line *line, ms_engine *engine,
                             const ms_description *script, ms_error *error) MS_CHECKED;

#endif
