/* Any bytes as an archive: its members within the limits, or an error. */
#include "archive/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.total = ctx.limits.member = 16 * 1024 * 1024;
    ctx.limits.members = 1000;
    ms_archive_options options = {0};
    ms_archive *archive;
    ms_error error;
    if (ms_archive_open_bytes(&ctx, ms_slice_of((const char *)data, size), MS_SLICE("input"), &options,
                              &archive, &error) != MS_OK) {
        return 0;
    }
    ms_member member;
    /* A damaged archive may fail many times before it ends, but not for ever. */
    for (int calls = 0; calls < 5000; calls++) {
        if (ms_archive_next(archive, &member, &error) == MS_END) break;
    }
    ms_archive_close(archive);
    return 0;
}
