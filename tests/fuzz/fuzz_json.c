/* Any bytes as JSON: an error or tokens, in bounded time. */
#include "parse/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_json_reader *reader;
    if (ms_json_reader_new(&ctx, ms_slice_of((const char *)data, size), &reader) != MS_OK) return 0;
    ms_json_token token;
    ms_error error;
    while (ms_json_next(reader, &token, &error) == MS_OK) {
    }
    ms_json_reader_free(reader);
    return 0;
}
