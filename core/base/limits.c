/* See limits.h. */
#include "base/limits.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define KIB UINT64_C(1024)
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)
#define SECOND_NS UINT64_C(1000000000)

#define LIMIT(name, unit, field, status, fallback, most, meaning)                              \
    { name, unit, offsetof(ms_limits, field), status, fallback, most, meaning }

static const ms_limit_info table[] = {
    LIMIT("depth", "count", depth, MS_E_LIMIT_DEPTH, 4, 8, "archives inside archives"),
    LIMIT("members", "count", members, MS_E_LIMIT_MEMBERS, 10000000, UINT64_C(1) << 40,
          "members of one input"),
    LIMIT("name", "bytes", name, MS_E_LIMIT_NAME, 4 * KIB, 64 * KIB, "a member's name"),
    LIMIT("member", "bytes", member, MS_E_LIMIT_MEMBER, 4 * GIB, UINT64_C(1) << 44,
          "one member, unpacked"),
    LIMIT("total", "bytes", total, MS_E_LIMIT_TOTAL, 4096 * GIB, UINT64_C(1) << 50,
          "everything unpacked from one input"),
    LIMIT("ratio", "count", ratio, MS_E_LIMIT_RATIO, 250, 1000000,
          "unpacked to packed bytes, along the whole chain"),
    LIMIT("ratio-after", "bytes", ratio_after, MS_E_LIMIT_RATIO, 64 * MIB, 4 * GIB,
          "bytes unpacked before the ratio counts"),
    LIMIT("document", "bytes", document, MS_E_LIMIT_DOCUMENT, 64 * MIB, 1 * GIB,
          "one document, decoded"),
    LIMIT("nesting", "count", nesting, MS_E_LIMIT_NESTING, 256, 1000,
          "levels of JSON, XML or HTML"),
    LIMIT("pattern", "bytes", pattern, MS_E_LIMIT_PATTERN, 16 * KIB, 1 * MIB, "one regex"),
    LIMIT("pattern-heap", "bytes", pattern_heap, MS_E_LIMIT_PATTERN, 64 * MIB, 1 * GIB,
          "memory for matching one regex"),
    LIMIT("time", "time", time_ns, MS_E_LIMIT_TIME, 10 * SECOND_NS, 86400 * SECOND_NS,
          "a script's time on one document"),
    LIMIT("fuel", "count", fuel, MS_E_LIMIT_FUEL, UINT64_C(20000000000), UINT64_C(1) << 60,
          "steps and bytes of work on one document"),
    LIMIT("memory", "bytes", memory, MS_E_LIMIT_MEMORY, 256 * MIB, 16 * GIB,
          "a script's memory"),
    LIMIT("string", "bytes", string, MS_E_LIMIT_MEMORY, 16 * MIB, 1 * GIB,
          "one string made by a script"),
    LIMIT("source", "bytes", source, MS_E_LIMIT_DOCUMENT, 1 * MIB, 16 * MIB,
          "one script or plugin"),
    LIMIT("rows", "count", rows, MS_E_LIMIT_ROWS, 1000000, UINT64_C(1) << 32,
          "rows from one document"),
    LIMIT("output", "bytes", output, MS_E_LIMIT_OUTPUT, 256 * MIB, 16 * GIB,
          "bytes of rows from one document"),
};

enum { TABLE_COUNT = sizeof table / sizeof table[0] };

static uint64_t *field_of(ms_limits *limits, const ms_limit_info *info) {
    return (uint64_t *)(void *)((char *)limits + info->field);
}

ms_limits ms_limits_default(void) {
    ms_limits limits;
    for (size_t i = 0; i < TABLE_COUNT; i++) *field_of(&limits, &table[i]) = table[i].fallback;
    return limits;
}

const ms_limit_info *ms_limits_table(size_t *count) {
    *count = TABLE_COUNT;
    return table;
}

static const ms_limit_info *find_limit(const char *name) {
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (strcmp(table[i].name, name) == 0) return &table[i];
    }
    return NULL;
}

/* The factor that a suffix stands for in the given unit; 0 for one that means nothing there. */
static uint64_t suffix_factor(const char *suffix, const char *unit) {
    if (strcmp(unit, "time") == 0) {
        if (strcmp(suffix, "ms") == 0) return SECOND_NS / 1000;
        if (strcmp(suffix, "s") == 0 || *suffix == '\0') return SECOND_NS;
        if (strcmp(suffix, "m") == 0 || strcmp(suffix, "min") == 0) return 60 * SECOND_NS;
        return strcmp(suffix, "h") == 0 ? 3600 * SECOND_NS : 0;
    }
    if (*suffix == '\0') return 1;
    bool is_bytes = strcmp(unit, "bytes") == 0;
    uint64_t step = is_bytes ? 1024 : 1000;
    if (suffix[1] != '\0' && !(is_bytes && strcmp(suffix + 1, "iB") == 0) &&
        !(is_bytes && strcmp(suffix + 1, "B") == 0)) {
        return 0;
    }
    switch (toupper((unsigned char)suffix[0])) {
    case 'K': return step;
    case 'M': return step * step;
    case 'G': return step * step * step;
    case 'T': return step * step * step * step;
    default: return 0;
    }
}

ms_status ms_limits_set(ms_limits *limits, const char *name, const char *text, ms_error *error) {
    const ms_limit_info *info = find_limit(name);
    if (!info) {
        return ms_error_set(error, MS_E_USAGE, 0, "there is no limit called \"%.40s\"", name);
    }
    uint64_t value = 0;
    const char *next = text;
    while (*next >= '0' && *next <= '9') {
        if (__builtin_mul_overflow(value, UINT64_C(10), &value) ||
            __builtin_add_overflow(value, (uint64_t)(*next - '0'), &value)) {
            value = UINT64_MAX;
            break;
        }
        next++;
    }
    uint64_t factor = next == text ? 0 : suffix_factor(next, info->unit);
    if (factor == 0 || __builtin_mul_overflow(value, factor, &value)) {
        const char *example = strcmp(info->unit, "time") == 0    ? "500ms, 10s or 2m"
                              : strcmp(info->unit, "bytes") == 0 ? "4096, 256M or 4G"
                                                                 : "a whole number";
        return ms_error_set(error, MS_E_USAGE, 0, "--limit-%s takes %s, not \"%.40s\"", name,
                            example, text);
    }
    if (value == 0 || value > info->most) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "--limit-%s %.40s is out of range: from 1 to %" PRIu64, name, text,
                            strcmp(info->unit, "time") == 0 ? info->most / SECOND_NS
                                                            : info->most);
    }
    *field_of(limits, info) = value;
    return MS_OK;
}

ms_status ms_limits_hit(const ms_limits *limits, ms_status status, uint64_t seen, uint64_t offset,
                        ms_error *error) {
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (table[i].status != status) continue;
        uint64_t value;
        memcpy(&value, (const char *)limits + table[i].field, sizeof value);
        if (strcmp(table[i].unit, "time") == 0) {
            return ms_error_set(error, status, offset,
                                "%s: limit of %" PRIu64 " ms reached after %" PRIu64
                                " ms; raise it with --limit-%s",
                                table[i].meaning, value / 1000000, seen / 1000000,
                                table[i].name);
        }
        return ms_error_set(error, status, offset,
                            "%s: limit of %" PRIu64 " passed (%" PRIu64
                            " seen); raise it with --limit-%s",
                            table[i].meaning, value, seen, table[i].name);
    }
    return ms_error_set(error, status, offset, "%s", ms_status_name(status));
}
