/* Many literals, one pass. Private to this room.
 *
 *   text -> fingerprints of 3 bytes (SIMD, 8 buckets) -> hash of the first bytes in a bitmap
 *        -> table -> memcmp
 *
 * The fingerprints decide for few literals, the bitmap for thousands. A single literal is found
 * by two of its rarer bytes instead. Without AVX2 (or with no_simd, which tests use) a scalar
 * twin gives the same. */
#ifndef MS_REGEX_LITERALS_H
#define MS_REGEX_LITERALS_H

#include "base/error.h"
#include "base/slice.h"
#include "base/sys.h"

typedef struct ms_literals ms_literals;

ms_status ms_literals_new(const ms_sys *sys, ms_literals **out) MS_CHECKED;
void ms_literals_free(ms_literals *literals);

/* Copies a literal (at least one byte); *id gets its number from 0, the one it has when it is
 * known. */
ms_status ms_literals_add(ms_literals *literals, ms_slice literal, uint32_t *id) MS_CHECKED;
/* Plans; nothing can be added afterwards. */
ms_status ms_literals_build(ms_literals *literals, bool no_simd) MS_CHECKED;

size_t ms_literals_count(const ms_literals *literals);
ms_slice ms_literals_get(const ms_literals *literals, uint32_t id);
size_t ms_literals_longest(const ms_literals *literals); /* bytes */
size_t ms_literals_size(const ms_literals *literals);    /* bytes of memory */

/* Returns false to stop the scan. */
typedef bool (*ms_literals_fn)(void *arg, size_t at, uint32_t id);

/* Calls fn for every occurrence that starts in [from, to), overlapping ones too, in order of
 * their start; any order at one start. Returns false when fn stopped it. */
bool ms_literals_scan(const ms_literals *literals, ms_slice subject, size_t from, size_t to,
                      ms_literals_fn fn, void *arg);

#endif
