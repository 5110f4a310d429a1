/* See meter.h. */
#include "archive/meter.h"

void ms_meter_init(ms_meter *meter, ms_ctx *ctx) {
    *meter = (ms_meter){.ctx = ctx, .chain_in = UINT64_MAX};
}

void ms_meter_chain(ms_meter *meter, uint64_t packed) {
    meter->chain_in = packed;
    meter->chain_out = meter->out;
}

ms_status ms_meter_member(ms_meter *meter, ms_error *error) {
    const ms_limits *limits = &meter->ctx->limits;
    if (++meter->members <= limits->members) return MS_OK;
    return ms_limits_hit(limits, MS_E_LIMIT_MEMBERS, meter->members, meter->in, error);
}

static bool is_over_ratio(const ms_limits *limits, uint64_t in, uint64_t out) {
    return out > limits->ratio_after && out / limits->ratio > in;
}

ms_status ms_meter_may_unpack(const ms_meter *meter, uint64_t bytes, ms_error *error) {
    const ms_limits *limits = &meter->ctx->limits;
    uint64_t out;
    if (__builtin_add_overflow(meter->out, bytes, &out)) out = UINT64_MAX;
    if (out > limits->total) {
        return ms_limits_hit(limits, MS_E_LIMIT_TOTAL, out, meter->in, error);
    }
    uint64_t in = meter->chain_in;
    bool is_over = is_over_ratio(limits, in, out - meter->chain_out);
    if (is_over) {
        out -= meter->chain_out;
    } else {
        in = meter->in;
        is_over = is_over_ratio(limits, in, out);
    }
    if (!is_over) return MS_OK;
    uint64_t seen = out / (in ? in : 1);
    return ms_limits_hit(limits, MS_E_LIMIT_RATIO, seen, meter->in, error);
}

ms_status ms_meter_unpacked(ms_meter *meter, uint64_t bytes, ms_error *error) {
    ms_status status = ms_meter_may_unpack(meter, bytes, error);
    meter->out += bytes;
    if (status != MS_OK) return status;
    status = ms_tick(meter->ctx, bytes);
    return status == MS_OK ? MS_OK : ms_ctx_explain(meter->ctx, status, error);
}
