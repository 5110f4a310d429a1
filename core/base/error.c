/* See error.h. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define MS_STATUS_NAME(id, name) name,
static const char *const status_names[] = {MS_STATUS_LIST(MS_STATUS_NAME)};
#undef MS_STATUS_NAME

const char *ms_status_name(ms_status status) {
    return (unsigned)status < MS_STATUS_COUNT ? status_names[status] : "internal";
}

ms_status ms_status_parse(const char *name) {
    for (unsigned i = 0; i < MS_STATUS_COUNT; i++) {
        if (strcmp(status_names[i], name) == 0) return (ms_status)i;
    }
    return MS_E_INTERNAL;
}

int ms_status_is_limit(ms_status status) {
    return strncmp(ms_status_name(status), "limit_", 6) == 0;
}

/* A message that was cut must not end in half a character. */
static void trim_partial_character(char *message) {
    size_t len = strlen(message);
    size_t lead = len;
    while (lead > 0 && ((unsigned char)message[lead - 1] & 0xC0) == 0x80) lead--;
    if (lead == 0) return;
    unsigned char first = (unsigned char)message[lead - 1];
    size_t want = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    if (len - (lead - 1) < want) message[lead - 1] = '\0';
}

MS_PRINTF(2, 0) static void format_message(ms_error *error, const char *format, va_list args) {
    int wrote = vsnprintf(error->message, sizeof error->message, format, args);
    if (wrote < 0) error->message[0] = '\0';
    if ((size_t)wrote >= sizeof error->message) trim_partial_character(error->message);
}

ms_status ms_error_set(ms_error *error, ms_status code, uint64_t offset, const char *format, ...) {
    if (error) {
        error->code = code;
        error->offset = offset;
        va_list args;
        va_start(args, format);
        format_message(error, format, args);
        va_end(args);
    }
    return code;
}

ms_status ms_error_system(ms_error *error, int errnum, const char *format, ...) {
    ms_status code = MS_E_IO;
    if (errnum == EACCES || errnum == EPERM) code = MS_E_PERMISSION;
    if (errnum == ENOENT || errnum == ENOTDIR) code = MS_E_NOT_FOUND;
    if (error) {
        error->code = code;
        error->offset = 0;
        va_list args;
        va_start(args, format);
        format_message(error, format, args);
        va_end(args);
        size_t used = strlen(error->message);
        char reason[96];
        /* GNU strerror_r may return a static string instead of filling the buffer. */
        const char *text = strerror_r(errnum, reason, sizeof reason);
        int wrote = snprintf(error->message + used, sizeof error->message - used, ": %s", text);
        if (wrote < 0) error->message[used] = '\0';
        trim_partial_character(error->message);
    }
    return code;
}
