/* Any bytes as an archive: its members within the limits, or an error; and where it has a directory, the same
 * members by ranges. */
#include "archive/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A damaged archive may fail many times before it ends, but not for ever. */
enum { CALLS_MOST = 5000 };

static size_t walk(ms_archive *archive) {
    ms_member member;
    ms_error error;
    size_t documents = 0;
    for (int calls = 0; calls < CALLS_MOST; calls++) {
        ms_status status = ms_archive_next(archive, &member, &error);
        if (status == MS_END) break;
        documents += status == MS_OK;
    }
    return documents;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.total = ctx.limits.member = 16 * 1024 * 1024;
    ctx.limits.members = 1000;
    ms_archive_options options = {.password = "password"};
    ms_archive *archive;
    ms_error error;
    if (ms_archive_open_bytes(&ctx, ms_slice_of((const char *)data, size), MS_SLICE("input"), &options,
                              &archive, &error) != MS_OK) {
        return 0;
    }
    size_t all = walk(archive), parts = 0;
    uint64_t count = ms_archive_count(archive), middle = count / 2;
    if (count > 0 && count < 100 && ctx.tripped == MS_OK) {
        if (ms_archive_range(archive, 0, middle, &error) != MS_OK) __builtin_trap();
        parts += walk(archive);
        if (ms_archive_range(archive, middle, count, &error) != MS_OK) __builtin_trap();
        parts += walk(archive);
        if (ctx.tripped == MS_OK && parts < all) __builtin_trap();
    }
    ms_archive_close(archive);
    return 0;
}
