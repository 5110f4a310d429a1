/* Names and texts of others, on a terminal: what it would obey, and what would hide, is shown.
 */
#ifndef MS_CLI_TEXT_H
#define MS_CLI_TEXT_H

#include <stdio.h>

#include "base/slice.h"

/* Prints text; control and bidi characters, and bytes that are not UTF-8, as \xNN or \u{NNNN}.
 */
void ms_text_print(FILE *to, ms_slice text);

/* Prints text as a JSON string; bytes that are not UTF-8 as U+FFFD. */
void ms_text_print_json(FILE *to, ms_slice text);

#endif
