/* Rows in the order of their keys, whatever their number: sorted in memory as far as a budget goes,
 * spilled in sorted runs beyond it, and merged. Rows with equal keys stay as they came. */
#ifndef MS_RUN_SORT_H
#define MS_RUN_SORT_H

#include "run/append.h"

/* What is done with each row, in order; key and row are valid during the call. */
typedef ms_status (*ms_sort_take)(void *state, ms_slice key, ms_slice row, ms_error *error);

/* Reads rows (whole lines) and keys (u32 length of the key, the key, u32 length of its row, as in a ROWS frame
 * of docs/internals.md) and gives them in order to take. budget: bytes of memory for what is sorted at once, 0
 * for the usual. MS_E_MALFORMED when the keys do not fit the rows. */
ms_status ms_sort_rows(const ms_sys *sys, ms_append *rows, ms_append *keys, size_t budget,
                       ms_sort_take take, void *state, ms_error *error) MS_CHECKED;

/* Do keys fit rows? */
bool ms_sort_fits(ms_slice rows, ms_slice keys);

#endif
