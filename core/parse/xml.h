/* XML in, by expat, to a tree.
 *
 * Refused: anything that declares an entity or an attribute's default (what is short must stay
 * short), and nesting beyond the limit. A DOCTYPE that only names what the document is, is
 * accepted and never followed: nothing outside the bytes is ever read. */
#ifndef MS_PARSE_XML_H
#define MS_PARSE_XML_H

#include "parse/tree.h"

/* Reads bytes (borrowed for the call, UTF-8 whatever they declare) into the tree, which has been
 * initialised. MS_OK; MS_E_MALFORMED, MS_E_TRUNCATED, MS_E_UNSUPPORTED (a declaration that is
 * refused), MS_E_LIMIT_NESTING, the meter's limits, MS_E_LIMIT_MEMORY, MS_E_MEMORY, with
 * error->offset where. After MS_E_MALFORMED and MS_E_TRUNCATED the tree holds what came before. */
ms_status ms_xml_read(ms_tree *tree, ms_slice bytes, ms_error *error) MS_CHECKED;

#endif
