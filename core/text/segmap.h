/* Segment maps: how a text that was put together (joined cues, stripped markup) lies over the
 * document it came from. Segments are in text order; a byte of the text maps to a byte of the
 * document, and the other way. */
#ifndef MS_TEXT_SEGMAP_H
#define MS_TEXT_SEGMAP_H

#include "base/ctx.h"

typedef struct ms_segment {
    size_t text;     /* byte offset in the text where the segment begins */
    size_t document; /* byte offset in the document */
    size_t length;   /* bytes in the text */
    size_t source_length; /* bytes in the document (differs for entities; equal: a 1:1 run) */
    int64_t time_ms; /* when it is spoken, or -1 */
} ms_segment;

typedef struct ms_segmap ms_segmap;
ms_status ms_segmap_new(ms_ctx *ctx, ms_segmap **out) MS_CHECKED;
void ms_segmap_free(ms_segmap *map);
/* Segments must be added in text order without overlap; MS_E_USAGE otherwise. */
ms_status ms_segmap_add(ms_segmap *map, ms_segment segment) MS_CHECKED;
/* The document offset of a text offset (that of a gap is the end of the segment before it). */
size_t ms_segmap_to_document(const ms_segmap *map, size_t text);
/* The document offset where what ends at a text offset ends: that of the byte before it,
 * entities whole. */
size_t ms_segmap_end_to_document(const ms_segmap *map, size_t text);
size_t ms_segmap_to_text(const ms_segmap *map, size_t document);
/* Bytes that the map holds; 0 for NULL. */
size_t ms_segmap_size(const ms_segmap *map);
/* The time of the segment at a text offset, or -1. */
int64_t ms_segmap_time_ms(const ms_segmap *map, size_t text);
/* The first segment with a time that begins in the text's [*text, end): moves *text to its beginning
 * and gives its time; false when there is none. */
bool ms_segmap_next_time(const ms_segmap *map, size_t *text, size_t end, int64_t *time_ms);

#endif
