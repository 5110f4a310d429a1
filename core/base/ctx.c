/* See ctx.h. */
#include "base/ctx.h"

/* A million units are well under a millisecond of any loop, and a clock read costs 25 ns. */
enum { CHECK_EVERY = 1 << 20 };

/* A limit below that is still met to the unit. */
static uint64_t next_check(const ms_ctx *ctx) {
    uint64_t fuel = ctx->limits.fuel, soon = ctx->fuel_used + CHECK_EVERY;
    return fuel >= ctx->fuel_used && fuel < soon ? fuel + 1 : soon;
}

void ms_ctx_init(ms_ctx *ctx, const ms_sys *sys) {
    *ctx = (ms_ctx){.sys = sys, .limits = ms_limits_default()};
    ms_ctx_start(ctx);
}

void ms_ctx_start(ms_ctx *ctx) {
    ctx->fuel_used = 0;
    ctx->next_check = next_check(ctx);
    ctx->tripped = MS_OK;
    ctx->started_ns = ctx->sys->monotonic_ns(ctx->sys->state);
}

ms_status ms_ctx_check(ms_ctx *ctx) {
    if (ctx->tripped == MS_OK) {
        int64_t spent_ns = ctx->sys->monotonic_ns(ctx->sys->state) - ctx->started_ns;
        if (ctx->fuel_used > ctx->limits.fuel) {
            ctx->tripped = MS_E_LIMIT_FUEL;
        } else if (spent_ns > 0 && (uint64_t)spent_ns > ctx->limits.time_ns) {
            ctx->tripped = MS_E_LIMIT_TIME;
        }
    }
    if (ctx->tripped != MS_OK) {
        ctx->next_check = 0;
        return ctx->tripped;
    }
    ctx->next_check = next_check(ctx);
    return MS_OK;
}

ms_status ms_ctx_explain(const ms_ctx *ctx, ms_status status, ms_error *error) {
    uint64_t seen = ctx->fuel_used;
    if (status == MS_E_LIMIT_TIME) {
        int64_t spent_ns = ctx->sys->monotonic_ns(ctx->sys->state) - ctx->started_ns;
        seen = spent_ns > 0 ? (uint64_t)spent_ns : 0;
    }
    return ms_limits_hit(&ctx->limits, status, seen, 0, error);
}
