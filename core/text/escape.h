/* Names and paths as locators show them: what would be read as part of a locator, and what
 * cannot be seen, is percent-encoded. */
#ifndef MS_TEXT_ESCAPE_H
#define MS_TEXT_ESCAPE_H

#include "base/buffer.h"

/* Appends path with these percent-encoded: '%', '#', a '!' before '/' or at the end, blanks at
 * either end, control characters, line separators, bidi controls, U+FEFF, and bytes that are
 * not UTF-8. All else, '/' too, stays. Undone exactly by ms_escape_undo. */
ms_status ms_escape_path(ms_buffer *out, ms_slice path) MS_CHECKED;

/* Appends the bytes that escaped stands for. MS_E_USAGE for a '%' without two hexadecimal
 * digits. */
ms_status ms_escape_undo(ms_buffer *out, ms_slice escaped) MS_CHECKED;

#endif
