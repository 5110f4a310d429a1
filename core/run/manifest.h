/* The manifest: which documents a result was made of, each with its digest, as JSON Lines
 * beside the result (RESULT.manifest.jsonl). `show` holds what it reads against it. */
#ifndef MS_RUN_MANIFEST_H
#define MS_RUN_MANIFEST_H

#include "base/buffer.h"
#include "moonscribe.h"

/* Appends the line of a document. */
ms_status ms_manifest_put(ms_buffer *out, const ms_document *document) MS_CHECKED;

#endif
