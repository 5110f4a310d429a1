/* See kind.h. */
#include "archive/kind.h"

#include "archive/tar.h"

typedef struct mark {
    ms_slice bytes;
    size_t at;
    ms_kind kind;
} mark;

#define MARK(at, literal, kind) \
    { {(literal), sizeof(literal) - 1}, at, kind }

static const mark marks[] = {
    MARK(0, "PK\3\4", MS_KIND_ZIP),
    MARK(0, "PK\5\6", MS_KIND_ZIP),
    MARK(0, "PK\6\6", MS_KIND_ZIP),
    MARK(0, "PK\7\10PK\3\4", MS_KIND_ZIP),
    MARK(0, "PK00PK\3\4", MS_KIND_ZIP),
    MARK(0, "\x1F\x8B\x08", MS_KIND_GZIP),
    MARK(0, "WARC/0.", MS_KIND_WARC),
    MARK(0, "WARC/1.", MS_KIND_WARC),
    MARK(0,
         "\xFD"
         "7zXZ\0",
         MS_KIND_XZ),
    MARK(0, "LZIP\1", MS_KIND_LZIP),
    MARK(0, "\x28\xB5\x2F\xFD", MS_KIND_ZSTD),
    MARK(4, "1AY&SY", MS_KIND_BZIP2),
    MARK(4, "\x17\x72\x45\x38\x50\x90", MS_KIND_BZIP2),
    MARK(0, "\4\"M\x18", MS_KIND_LZ4),
    MARK(0, "\2!L\x18", MS_KIND_LZ4),
    MARK(0, "\x1F\x9D", MS_KIND_COMPRESS),
    MARK(0, "7z\xBC\xAF\x27\x1C", MS_KIND_7Z),
    MARK(0, "Rar!\x1A\7\1\0", MS_KIND_RAR5),
    MARK(0, "Rar!\x1A\7\0", MS_KIND_RAR),
    MARK(0, "070707", MS_KIND_CPIO),
    MARK(0, "070701", MS_KIND_CPIO),
    MARK(0, "070702", MS_KIND_CPIO),
    MARK(0, "!<arch>\n", MS_KIND_AR),
    MARK(32769, "CD001", MS_KIND_ISO),
    MARK(0, "MSCF\0\0\0\0", MS_KIND_CAB),
};

/* Kinds whose marks are so short that other data have them too. */
static const mark named[] = {
    MARK(0, ".lzma", MS_KIND_LZMA),      MARK(0, ".tlz", MS_KIND_LZMA),
    MARK(0, ".lzh", MS_KIND_LHA),        MARK(0, ".lha", MS_KIND_LHA),
    MARK(0, ".zip", MS_KIND_ZIP_AT_END), MARK(0, ".jar", MS_KIND_ZIP_AT_END),
    MARK(0, ".exe", MS_KIND_ZIP_AT_END),
};

static bool ends_with_ignoring_case(ms_slice name, ms_slice suffix) {
    if (name.len < suffix.len) return false;
    const char *end = name.ptr + name.len - suffix.len;
    for (size_t i = 0; i < suffix.len; i++) {
        char c = end[i] >= 'A' && end[i] <= 'Z' ? (char)(end[i] + 32) : end[i];
        if (c != suffix.ptr[i]) return false;
    }
    return true;
}

/* The marks that are only bytes need more of a look: text may begin with the digits of cpio. */
static bool is_sure(ms_kind kind, ms_slice head) {
    if (kind == MS_KIND_BZIP2) return ms_slice_starts(head, MS_SLICE("BZh"));
    if (kind == MS_KIND_COMPRESS) {
        return head.len > 3 && ((unsigned char)head.ptr[2] & 0x1F) <= 16;
    }
    if (kind != MS_KIND_CPIO) return true;
    for (size_t i = 0; i < 76; i++) {
        if (i >= head.len) return false;
        char c = head.ptr[i];
        bool is_hex =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (!is_hex) return false;
    }
    return true;
}

static bool is_program(ms_slice head) {
    return ms_slice_starts(head, MS_SLICE("MZ")) ||
           ms_slice_starts(head, MS_SLICE("\x7F"
                                          "ELF")) ||
           ms_slice_starts(head, MS_SLICE("#!"));
}

ms_kind ms_kind_of(ms_slice head, ms_slice name) {
    if (!head.ptr) return MS_KIND_PLAIN;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const mark *one = &marks[i];
        if (head.len < one->at + one->bytes.len) continue;
        ms_slice there = ms_slice_sub(head, one->at, head.len);
        if (ms_slice_starts(there, one->bytes) && is_sure(one->kind, head)) return one->kind;
    }
    if (ms_tar_is_header(head)) return MS_KIND_TAR;
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (ends_with_ignoring_case(name, named[i].bytes)) return named[i].kind;
    }
    return is_program(head) ? MS_KIND_ZIP_AT_END : MS_KIND_PLAIN;
}

const char *ms_kind_name(ms_kind kind) {
    static const char *const names[] = {
        [MS_KIND_PLAIN] = "plain", [MS_KIND_ZIP] = "zip",   [MS_KIND_ZIP_AT_END] = "zip",
        [MS_KIND_TAR] = "tar",     [MS_KIND_GZIP] = "gzip", [MS_KIND_XZ] = "xz",
        [MS_KIND_LZMA] = "lzma",   [MS_KIND_LZIP] = "lzip", [MS_KIND_ZSTD] = "zstd",
        [MS_KIND_BZIP2] = "bzip2", [MS_KIND_LZ4] = "lz4",   [MS_KIND_COMPRESS] = "compress",
        [MS_KIND_7Z] = "7z",       [MS_KIND_RAR] = "rar",   [MS_KIND_RAR5] = "rar",
        [MS_KIND_CPIO] = "cpio",   [MS_KIND_AR] = "ar",     [MS_KIND_ISO] = "iso",
        [MS_KIND_WARC] = "warc",   [MS_KIND_CAB] = "cab",     [MS_KIND_LHA] = "lha",
    };
    return names[kind];
}
