/* How much what is said before a place has to do with what is said behind it: low where the
 * talk turns (TextTiling, Hearst 1997). */
#ifndef MS_TEXT_COHESION_H
#define MS_TEXT_COHESION_H

#include "text/vectors.h"

/* For each place between texts i and i + 1, out[i] is the cosine of what stands on its two
 * sides: the fewest texts that have `width` entries together, or all there are. out has one
 * less than there are texts. Linear in the entries. MS_E_MEMORY. */
ms_status ms_cohesion(const ms_vectors *vectors, size_t width, double *out) MS_CHECKED;

#endif
