/* What --help prints, made from the tables. */
#ifndef MS_CLI_HELP_H
#define MS_CLI_HELP_H

#include "cli/flags.h"

/* Help on a verb (NULL: on all), with the options of script (which may be NULL), to standard
 * output. */
void ms_help_print(const ms_verb *verb, const ms_description *script);

#endif
