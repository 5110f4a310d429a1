/* Errors: a status that every failing function returns, and a caller's ms_error with the
 * details. Nothing here allocates. The names are stable: they are the `code` of a reject and of
 * Lua's third return value, and users may match on them. */
#ifndef MS_BASE_ERROR_H
#define MS_BASE_ERROR_H

#include <stdint.h>

/* Marks a function whose result must be looked at. */
#define MS_CHECKED __attribute__((warn_unused_result))
#define MS_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* X(enumerator, stable name): the one list of everything that can go wrong. */
#define MS_STATUS_LIST(X)                                                                      \
    X(MS_OK, "ok")                                                                             \
    X(MS_END, "end")                 /* no more items; not an error */                         \
    X(MS_E_MEMORY, "memory")         /* the system refused an allocation */                    \
    X(MS_E_USAGE, "usage")           /* the caller's argument makes no sense */                \
    X(MS_E_IO, "io")                 /* the system failed to read or write */                  \
    X(MS_E_NOT_FOUND, "not_found")   /* no such file, member, plugin, locator */               \
    X(MS_E_PERMISSION, "permission") /* refused by the system or by our own walls */           \
    X(MS_E_MALFORMED, "malformed")   /* input breaks its format's rules */                     \
    X(MS_E_TRUNCATED, "truncated")   /* input ends too early */                                \
    X(MS_E_CHECKSUM, "checksum")     /* data does not match its stored checksum */             \
    X(MS_E_ENCRYPTED, "encrypted")   /* needs a password that was not given */                 \
    X(MS_E_UNSUPPORTED, "unsupported") /* valid, but we cannot read it */                      \
    X(MS_E_AMBIGUOUS, "ambiguous")   /* two parts of the input contradict each other */        \
    X(MS_E_ENCODING, "encoding")     /* not text in any encoding we know */                    \
    X(MS_E_PATTERN, "pattern")       /* a regex that does not compile */                       \
    X(MS_E_SCRIPT, "script")         /* an error raised by a script or plugin */               \
    X(MS_E_STALE, "stale")           /* a slice whose buffer has gone, a file that changed */  \
    X(MS_E_LIMIT_FUEL, "limit_fuel")                                                           \
    X(MS_E_LIMIT_TIME, "limit_time")                                                           \
    X(MS_E_LIMIT_MEMORY, "limit_memory")                                                       \
    X(MS_E_LIMIT_OUTPUT, "limit_output")                                                       \
    X(MS_E_LIMIT_ROWS, "limit_rows")                                                           \
    X(MS_E_LIMIT_DEPTH, "limit_depth")                                                         \
    X(MS_E_LIMIT_MEMBERS, "limit_members")                                                     \
    X(MS_E_LIMIT_MEMBER, "limit_member")                                                       \
    X(MS_E_LIMIT_TOTAL, "limit_total")                                                         \
    X(MS_E_LIMIT_RATIO, "limit_ratio")                                                         \
    X(MS_E_LIMIT_NAME, "limit_name")                                                           \
    X(MS_E_LIMIT_DOCUMENT, "limit_document")                                                   \
    X(MS_E_LIMIT_NESTING, "limit_nesting")                                                     \
    X(MS_E_LIMIT_PATTERN, "limit_pattern")                                                     \
    X(MS_E_LOCKED, "locked")         /* another run is at it */                                \
    X(MS_E_INTERRUPTED, "interrupted")                                                         \
    X(MS_E_INTERNAL, "internal")     /* our own fault */

#define MS_STATUS_ENUM(id, name) id,
typedef enum ms_status { MS_STATUS_LIST(MS_STATUS_ENUM) MS_STATUS_COUNT } ms_status;
#undef MS_STATUS_ENUM

typedef struct ms_error {
    ms_status code;    /* MS_OK when nothing has failed */
    uint64_t offset;   /* byte offset in the input that was being read, or 0 */
    char message[240]; /* what, where and what to do; terminated; cut at a character boundary */
} ms_error;

/* The stable name of a status ("limit_depth"); never NULL. */
const char *ms_status_name(ms_status status);

/* The status of a stable name; MS_E_INTERNAL for an unknown one. */
ms_status ms_status_parse(const char *name);

/* True for the statuses whose name begins with "limit_". */
int ms_status_is_limit(ms_status status);

/* Fills *error (which may be NULL) and returns code, so that callers write `return
 * ms_error_set(...)`. */
ms_status ms_error_set(ms_error *error, ms_status code, uint64_t offset, const char *format, ...)
    MS_PRINTF(4, 5);

/* Like ms_error_set for a failed system call: appends the text of errnum. EACCES, EPERM and
 * ENOENT choose MS_E_PERMISSION and MS_E_NOT_FOUND, anything else MS_E_IO. */
ms_status ms_error_system(ms_error *error, int errnum, const char *format, ...) MS_PRINTF(3, 4);

#endif
