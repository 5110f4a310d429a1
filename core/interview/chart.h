/* A chart: reads a short run of tokens by rules that build on each other ("Month the Day" is a
 * Date, "Date to Date" is a Range). Symbols are numbers; what a part means is a number too,
 * which the caller gives. From the last token to the first, the parts that begin at a token are
 * worked out once; those further right are complete by then, so a rule is tried only where its
 * first element stands. It knows no language and no Lua. */
#ifndef MS_INTERVIEW_CHART_H
#define MS_INTERVIEW_CHART_H

#include "base/error.h"
#include "base/sys.h"

enum {
    MS_CHART_ELEMENTS = 16, /* the most that a rule may have */
    MS_CHART_TOKENS = 256   /* the longest run */
};

typedef struct ms_chart ms_chart;

/* Something that begins at a token. */
typedef struct ms_chart_item {
    uint32_t symbol;
    uint32_t end;   /* the token behind its last */
    uint32_t value; /* the caller's */
} ms_chart_item;

/* What a rule makes of the values of its elements that have one: true, and the whole's value in
 * *value; false where it is none. It may leave by longjmp: the next ms_chart_begin starts anew.
 * ms_chart_begin within it ends the parse around it with MS_E_USAGE. */
typedef bool (*ms_chart_meaning)(void *arg, uint32_t rule, const uint32_t *values, size_t count,
                                 uint32_t *value);

ms_status ms_chart_new(const ms_sys *sys, ms_chart **out) MS_CHECKED;
void ms_chart_free(ms_chart *chart);
size_t ms_chart_size(const ms_chart *chart); /* bytes of memory */

/* A rule with one to MS_CHART_ELEMENTS elements, or the reading of an optional or alternative
 * element of one that has been added: of rules that end at once, those with a lower number go
 * first. has_value says of each element whether its value is given to the meaning; a symbol
 * either always has one or never. MS_E_USAGE for too many elements. */
ms_status ms_chart_add(ms_chart *chart, uint32_t rule, uint32_t symbol,
                       const uint32_t *elements, const bool *has_value, size_t count) MS_CHECKED;

/* Forgets the run before; the next has `tokens` tokens. MS_E_USAGE for too many. */
ms_status ms_chart_begin(ms_chart *chart, size_t tokens) MS_CHECKED;
/* What token `at` is by itself; to be called from the last token to the first, then fill. */
ms_status ms_chart_put(ms_chart *chart, size_t at, uint32_t symbol, uint32_t value) MS_CHECKED;
/* Works out all that begins at token `at`. is_through: what begins at the token behind it
 * begins here too (a hyphen within a word). *steps grows by the work done. Of two items of a
 * symbol and an extent the first found stays. */
ms_status ms_chart_fill(ms_chart *chart, size_t at, bool is_through, ms_chart_meaning meaning,
                        void *arg, uint64_t *steps) MS_CHECKED;
/* The items that begin at a token which has been filled; valid until the next call. */
const ms_chart_item *ms_chart_items(const ms_chart *chart, size_t at, size_t *count);

#endif
