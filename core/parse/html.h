/* HTML in, by gumbo (the algorithm of HTML5: every text is a document), to a tree. Names are in
 * lower case; scripts, styles and comments are left out. */
#ifndef MS_PARSE_HTML_H
#define MS_PARSE_HTML_H

#include "parse/tree.h"

/* Reads bytes (borrowed for the call, UTF-8) into the tree, which has been initialised. MS_OK,
 * MS_E_LIMIT_NESTING, the meter's limits, MS_E_LIMIT_MEMORY, MS_E_MEMORY. */
ms_status ms_html_read(ms_tree *tree, ms_slice bytes, ms_error *error) MS_CHECKED;

#endif
