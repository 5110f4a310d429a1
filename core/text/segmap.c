/* See segmap.h. Segments lie in one array in text order, so that a look-up is a binary
 * search. */
#include "text/segmap.h"

#include "base/size.h"

struct ms_segmap {
    const ms_sys *sys;
    ms_segment *segments; /* owned; in text order */
    size_t count;
    size_t capacity;
    bool is_ascending;    /* document offsets ascend too: a look-up from there can bisect */
};

ms_status ms_segmap_new(ms_ctx *ctx, ms_segmap **out) {
    ms_segmap *map = ms_sys_alloc(ctx->sys, sizeof *map);
    *out = map;
    if (!map) return MS_E_MEMORY;
    map->sys = ctx->sys;
    map->is_ascending = true;
    return MS_OK;
}

void ms_segmap_free(ms_segmap *map) {
    if (!map) return;
    ms_sys_free(map->sys, map->segments, map->capacity * sizeof *map->segments);
    ms_sys_free(map->sys, map, sizeof *map);
}

ms_status ms_segmap_add(ms_segmap *map, ms_segment segment) {
    if (map->count > 0) {
        const ms_segment *last = &map->segments[map->count - 1];
        if (segment.text < last->text + last->length) return MS_E_USAGE;
        if (segment.document < last->document + last->source_length) map->is_ascending = false;
    }
    if (map->count == map->capacity) {
        size_t capacity = map->capacity ? map->capacity * 2 : 16;
        size_t bytes;
        if (!ms_size_mul(capacity, sizeof segment, &bytes)) return MS_E_MEMORY;
        ms_segment *grown = ms_sys_resize(map->sys, map->segments,
                                          map->capacity * sizeof segment, bytes);
        if (!grown) return MS_E_MEMORY;
        map->segments = grown;
        map->capacity = capacity;
    }
    map->segments[map->count++] = segment;
    return MS_OK;
}

/* The last segment that begins at or before a text offset; NULL before the first. */
static const ms_segment *segment_at(const ms_segmap *map, size_t text) {
    size_t low = 0;
    size_t high = map->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (map->segments[middle].text <= text) low = middle + 1;
        else high = middle;
    }
    return low ? &map->segments[low - 1] : NULL;
}

size_t ms_segmap_to_document(const ms_segmap *map, size_t text) {
    const ms_segment *segment = segment_at(map, text);
    if (!segment) return map->count ? map->segments[0].document : 0;
    size_t inside = text - segment->text;
    if (inside >= segment->length) return segment->document + segment->source_length;
    /* Inside an entity every byte stands for its beginning. */
    if (segment->length != segment->source_length) return segment->document;
    return segment->document + inside;
}

size_t ms_segmap_end_to_document(const ms_segmap *map, size_t text) {
    const ms_segment *segment = text ? segment_at(map, text - 1) : NULL;
    if (!segment) return ms_segmap_to_document(map, text);
    bool is_run = segment->length == segment->source_length;
    size_t inside = text - segment->text;
    return segment->document +
           (is_run && inside < segment->length ? inside : segment->source_length);
}

static size_t text_of(const ms_segment *segment, size_t document) {
    size_t inside = document - segment->document;
    if (inside >= segment->source_length) return segment->text + segment->length;
    return segment->length == segment->source_length ? segment->text + inside : segment->text;
}

size_t ms_segmap_to_text(const ms_segmap *map, size_t document) {
    const ms_segment *best = NULL;
    if (map->is_ascending) {
        size_t low = 0;
        size_t high = map->count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (map->segments[middle].document <= document) low = middle + 1;
            else high = middle;
        }
        if (low) best = &map->segments[low - 1];
    } else {
        for (size_t i = 0; i < map->count; i++) {
            const ms_segment *segment = &map->segments[i];
            bool is_nearer = !best || segment->document >= best->document;
            if (segment->document <= document && is_nearer) best = segment;
        }
    }
    return best ? text_of(best, document) : 0;
}

int64_t ms_segmap_time_ms(const ms_segmap *map, size_t text) {
    const ms_segment *segment = segment_at(map, text);
    return segment ? segment->time_ms : -1;
}

bool ms_segmap_next_time(const ms_segmap *map, size_t *text, size_t end, int64_t *time_ms) {
    const ms_segment *segment = segment_at(map, *text);
    if (!segment) segment = map->segments;
    else if (segment->text < *text) segment++;
    for (; map->count && segment < map->segments + map->count && segment->text < end; segment++) {
        if (segment->time_ms < 0) continue;
        *text = segment->text;
        *time_ms = segment->time_ms;
        return true;
    }
    return false;
}

size_t ms_segmap_size(const ms_segmap *map) {
    return map ? sizeof *map + map->capacity * sizeof *map->segments : 0;
}
