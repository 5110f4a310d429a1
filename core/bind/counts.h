/* What a script has counted over all documents in its first pass (`gather`), for the second to look up. */
#ifndef MS_BIND_COUNTS_H
#define MS_BIND_COUNTS_H

#include "bind/bind.h"

#define MS_TYPE_COUNTS "moonscribe.counts"

/* From now on host.counts() gives an object of these, which must stay where they are:
 *   for each key, in byte order: u32 its length, the key, i64 its count; then for each u64 where it begins;
 *   then u64 how many there are. The machine's own byte order. */
void ms_counts_use(lua_State *L, ms_slice file);
/* host.counts() -> Counts or nil */
int ms_counts_get(lua_State *L);

#endif
