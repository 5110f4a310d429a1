/* What is plainly no transcript, by its first bytes: images, sound and the like are skipped,
 * documents that a user may take for readable are refused with advice. One table. Never
 * guesses from a name alone where the content can say it. */
#include "worker/worker.h"

typedef struct signature {
    ms_slice bytes;
    size_t at;
    ms_sniff_kind kind;
    const char *reason;
} signature;

#define AT(offset, literal, kind, reason) {{(literal), sizeof(literal) - 1}, offset, kind, reason}

#define NOT_MADE_HERE ": moonscribe reads transcripts, it does not make them"

static const char save_as_docx[] =
    "a file of an old Word or its kin, for which there is no reader: save it as .docx or .odt and "
    "use that";

static const signature signatures[] = {
    AT(0, "%PDF-", MS_SNIFF_UNSUPPORTED,
       "a PDF, for which there is no reader yet: make text of it (for example with pdftotext "
       "-layout) and use that"),
    AT(0, "PK\003\004", MS_SNIFF_PACKAGE, "a package"),
    AT(0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", MS_SNIFF_UNSUPPORTED, save_as_docx),
    AT(0, "\x89PNG\r\n", MS_SNIFF_SKIP, "an image (PNG)"),
    AT(0, "\xFF\xD8\xFF", MS_SNIFF_SKIP, "an image (JPEG)"),
    AT(0, "GIF8", MS_SNIFF_SKIP, "an image (GIF)"),
    AT(8, "WEBP", MS_SNIFF_SKIP, "an image (WebP)"),
    AT(0, "II*\0", MS_SNIFF_SKIP, "an image (TIFF)"),
    AT(0, "MM\0*", MS_SNIFF_SKIP, "an image (TIFF)"),
    AT(8, "WAVE", MS_SNIFF_SKIP, "sound (WAV)" NOT_MADE_HERE),
    AT(8, "AVI ", MS_SNIFF_SKIP, "video (AVI)"),
    AT(0, "ID3", MS_SNIFF_SKIP, "sound (MP3)" NOT_MADE_HERE),
    AT(0, "\xFF\xFB", MS_SNIFF_SKIP, "sound (MP3)" NOT_MADE_HERE),
    AT(0, "OggS", MS_SNIFF_SKIP, "sound (Ogg)" NOT_MADE_HERE),
    AT(0, "fLaC", MS_SNIFF_SKIP, "sound (FLAC)" NOT_MADE_HERE),
    AT(4, "ftyp", MS_SNIFF_SKIP, "sound or video (MP4)" NOT_MADE_HERE),
    AT(0, "\x1A\x45\xDF\xA3", MS_SNIFF_SKIP, "video (Matroska)"),
    AT(0, "SQLite format 3\0", MS_SNIFF_SKIP, "a database (SQLite)"),
    AT(0, "\x7F" "ELF", MS_SNIFF_SKIP, "a program"),
};

static bool ends_with_any(ms_slice name, const ms_slice *suffixes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (ms_slice_ends(name, suffixes[i])) return true;
    }
    return false;
}

static ms_slice base_name(ms_slice path) {
    const char *slash = memrchr(path.ptr, '/', path.len);
    return slash ? ms_slice_sub(path, (size_t)(slash - path.ptr) + 1, path.len) : path;
}

/* Rows that cite places of documents: what an earlier run has made of others. */
static bool is_result(ms_slice name, ms_slice bytes) {
    if (!ms_slice_ends(name, MS_SLICE(".jsonl")) || !ms_slice_starts(bytes, MS_SLICE("{\""))) return false;
    const char *end = memchr(bytes.ptr, '\n', bytes.len);
    size_t len = end ? (size_t)(end - bytes.ptr) : bytes.len;
    const char *source = memmem(bytes.ptr, len, "\"source\":\"", 10);
    if (!source || !memmem(bytes.ptr, len, "\"doc\":", 6)) return false;
    const char *close = memchr(source + 10, '"', (size_t)(bytes.ptr + len - source) - 10);
    return close && memmem(source, (size_t)(close - source), "#L", 2);
}

ms_sniff_kind ms_sniff(ms_slice name, ms_slice bytes, const char **reason) {
    static const ms_slice litter[] = {{"Thumbs.db", 9}, {"desktop.ini", 11}, {".DS_Store", 9}};
    name = base_name(name);
    *reason = "";
    if (ms_slice_ends(name, MS_SLICE(".manifest.jsonl")) || ms_slice_ends(name, MS_SLICE(".report.json")) ||
        ms_slice_ends(name, MS_SLICE(".rejects.jsonl"))) {
        *reason = "what a run has written beside its result";
        return MS_SNIFF_SKIP;
    }
    if (ms_slice_ends(name, MS_SLICE(".meta.json"))) {
        *reason = "corrections for the file beside it";
        return MS_SNIFF_SKIP;
    }
    if (ms_slice_starts(name, MS_SLICE("._")) || ends_with_any(name, litter, 3)) {
        *reason = "a file of the operating system";
        return MS_SNIFF_SKIP;
    }
    if (bytes.len == 0 || !bytes.ptr) {
        *reason = "empty";
        return MS_SNIFF_SKIP;
    }
    if (is_result(name, bytes)) {
        *reason = "the rows of an earlier run";
        return MS_SNIFF_SKIP;
    }
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        const signature *one = &signatures[i];
        if (bytes.len < one->at + one->bytes.len) continue;
        if (memcmp(bytes.ptr + one->at, one->bytes.ptr, one->bytes.len) != 0) continue;
        *reason = one->reason;
        return one->kind;
    }
    return MS_SNIFF_TEXT;
}

bool ms_sniff_is_text(void *state, ms_slice name, ms_slice head) {
    const char *reason;
    (void)state;
    ms_sniff_kind kind = ms_sniff(name, head, &reason);
    return kind == MS_SNIFF_TEXT || kind == MS_SNIFF_PACKAGE;
}

bool ms_sniff_is_package(ms_slice name, ms_slice head) {
    static const ms_slice suffixes[] = {{".docx", 5}, {".xlsx", 5}, {".pptx", 5}, {".odt", 4},
                                        {".ods", 4},  {".odp", 4},  {".epub", 5}, {".docm", 5}};
    enum { NAME_AT = 30 }; /* of the first member in a zip */
    if (ends_with_any(name, suffixes, sizeof suffixes / sizeof suffixes[0])) return true;
    ms_slice first = ms_slice_sub(head, NAME_AT, head.len);
    return ms_slice_starts(head, MS_SLICE("PK\003\004")) &&
           (ms_slice_starts(first, MS_SLICE("[Content_Types].xml")) ||
            ms_slice_starts(first, MS_SLICE("mimetypeapplication/")));
}

static ms_slice value_after(ms_slice head, ms_slice key) {
    const char *found = memmem(head.ptr, head.len, key.ptr, key.len);
    if (!found) return (ms_slice){0};
    size_t from = (size_t)(found - head.ptr) + key.len;
    if (from < head.len && (head.ptr[from] == '"' || head.ptr[from] == '\'')) from++;
    size_t to = from;
    while (to < head.len && to - from < 24 && !strchr("\"'?>; \t\r\n", head.ptr[to])) to++;
    return ms_slice_sub(head, from, to);
}

ms_slice ms_sniff_declared_encoding(ms_slice bytes) {
    if (bytes.len == 0 || bytes.ptr[0] != '<') return (ms_slice){0};
    ms_slice head = ms_slice_sub(bytes, 0, 1024);
    if (!ms_slice_starts(head, MS_SLICE("<?xml"))) return value_after(head, MS_SLICE("charset="));
    const char *end = memchr(head.ptr, '>', head.len);
    if (!end) return (ms_slice){0};
    return value_after(ms_slice_sub(head, 0, (size_t)(end - head.ptr)), MS_SLICE("encoding="));
}
