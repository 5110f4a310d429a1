/* JSON out: keys in the order given, exact int64, shortest doubles, U+2028/9 escaped, never
 * invalid UTF-8 (repaired with U+FFFD). All may fail with the buffer's statuses; what was
 * appended until then stays. */
#ifndef MS_OUT_JSON_H
#define MS_OUT_JSON_H

#include "base/buffer.h"

/* With quotes and escapes. */
ms_status ms_json_put_string(ms_buffer *out, ms_slice text) MS_CHECKED;
/* The same for text that is known to be valid UTF-8 (a document's): several times faster. */
ms_status ms_json_put_valid(ms_buffer *out, ms_slice text) MS_CHECKED;
ms_status ms_json_put_int(ms_buffer *out, int64_t value) MS_CHECKED;
/* The shortest text that reads back as value; 13.0 stays 13.0; NaN and infinities are null. */
ms_status ms_json_put_double(ms_buffer *out, double value) MS_CHECKED;

#endif
