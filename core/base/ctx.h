/* What every room's work happens within: the system, the limits and the meter. One is passed
 * explicitly to whatever may allocate, loop over data or hit a limit.
 *
 * The meter ("tick"): every loop over data calls ms_tick(ctx, cost) with the bytes or steps it has
 * just spent. Fuel decides first, because it is the same on every machine; the wall clock is read
 * about once a million units as a backstop. A trip is sticky: every later tick fails too. */
#ifndef MS_BASE_CTX_H
#define MS_BASE_CTX_H

#include "base/error.h"
#include "base/limits.h"
#include "base/sys.h"

typedef struct ms_ctx {
    const ms_sys *sys;   /* memory, files, clocks */
    ms_limits limits;    /* what nothing may exceed */
    uint64_t fuel_used;  /* units spent since ms_ctx_start */
    uint64_t next_check; /* fuel_used at which the slow path looks at fuel and clock */
    int64_t started_ns;  /* monotonic time of ms_ctx_start */
    ms_status tripped;   /* MS_OK, or the limit that ended this document's work */
} ms_ctx;

/* Default limits over sys; the meter is started. */
void ms_ctx_init(ms_ctx *ctx, const ms_sys *sys);

/* Begins a document: full fuel, the clock at zero, no trip. */
void ms_ctx_start(ms_ctx *ctx);

/* The slow path of ms_tick. */
ms_status ms_ctx_check(ms_ctx *ctx) MS_CHECKED;

/* Spends cost units. MS_OK, or MS_E_LIMIT_FUEL or MS_E_LIMIT_TIME, from then on always. */
static inline ms_status ms_tick(ms_ctx *ctx, uint64_t cost) {
    ctx->fuel_used += cost;
    if (ctx->fuel_used < ctx->next_check) return MS_OK;
    return ms_ctx_check(ctx);
}

/* Fills *error with the words for a trip (status as ms_tick gave it) and returns status. */
ms_status ms_ctx_explain(const ms_ctx *ctx, ms_status status, ms_error *error);

#endif
