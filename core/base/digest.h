/* A digest of a document, to notice that it has changed since it was cited. 64 bits, quick, the
 * same on every machine; not made against forgery. */
#ifndef MS_BASE_DIGEST_H
#define MS_BASE_DIGEST_H

#include "base/slice.h"

uint64_t ms_digest(ms_slice bytes);

#endif
