/* Whatever a worker that has gone wrong may send: no read beyond the bytes, no endless loop. */
#include "base/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ms_slice rest = ms_slice_of((const char *)data, size);
    ms_frame frame;
    while (ms_frame_parse(&rest, &frame) == MS_OK) {
        ms_slice text;
        uint64_t number;
        while (ms_frame_take_str(&frame, &text) == MS_OK || ms_frame_take_u64(&frame, &number) == MS_OK) {
        }
    }
    return 0;
}
