/* Gzip as a stream: all its members, one after the other, as one source. */
#ifndef MS_ARCHIVE_GUNZIP_H
#define MS_ARCHIVE_GUNZIP_H

#include "archive/source.h"

typedef struct ms_gunzip ms_gunzip;

/* One may be used for one stream after the other. NULL when there is no memory. */
ms_gunzip *ms_gunzip_new(const ms_sys *sys);
void ms_gunzip_free(ms_gunzip *gunzip);

/* Opens out over what `from` gives. Both must outlive its use. */
void ms_gunzip_open(ms_gunzip *gunzip, ms_source *from, ms_source *out);

#endif
