/* Reading the command line: verb, flags, words, and what is left for the script. */
#ifndef MS_CLI_COMMAND_H
#define MS_CLI_COMMAND_H

#include "cli/flags.h"

/* A flag of the table with its value, in the order given. */
typedef struct ms_setting {
    const ms_flag *flag; /* NULL: a limit, whose key is in `key` */
    char key[48];
    const char *value;
} ms_setting;

/* A flag that is not in the table: perhaps the script's. */
typedef struct ms_guess {
    char name[48];     /* without dashes, with _ for - */
    const char *value; /* behind =, or NULL */
    size_t next_word;  /* index of the word that followed it: its value, if it takes one */
} ms_guess;

enum { MS_SETTINGS_MAX = 256, MS_GUESSES_MAX = 64 };

typedef struct ms_command_line {
    const ms_verb *verb;
    ms_setting settings[MS_SETTINGS_MAX];
    size_t setting_count;
    ms_guess guesses[MS_GUESSES_MAX];
    size_t guess_count;
    const char **words; /* room for argc of them is the caller's */
    size_t word_count;
    const char *output, *to;
    bool is_dry, is_json, is_quiet, wants_help, wants_version;
} ms_command_line;

/* Reads argv. MS_E_USAGE with what is wrong and what was meant. */
ms_status ms_command_read(int argc, char **argv, ms_command_line *line, ms_error *error) MS_CHECKED;

/* Decides about the guesses now that the script's options are known (NULL: it has none): sets them on the engine and
 * takes their values out of the words. */
ms_status ms_command_resolve(ms_command_line *line, ms_engine *engine, const ms_description *script, ms_error *error) MS_CHECKED;

#endif
