/* Which encoding? A byte order mark decides, valid UTF-8 decides, the NULs of UTF-16 decide;
 * for the rest, uchardet names a candidate and we let it and its rivals decode the head of the
 * text: right text is made of common characters, wrong text is not. The confidence is that
 * share, so that a user sees a guess as a guess. */
#include <stdio.h>
#include <uchardet.h>

#include "base/size.h"
#include "text/converters.h"
#include "text/utf8.h"

enum { HEAD_BYTES = 32 * 1024, SAMPLE_BYTES = 4 * 1024, SAMPLE_LEAD = 64 };

static void set_guess(ms_encoding_guess *guess, const char *name, double confidence, size_t bom,
                      const char *reason) {
    snprintf(guess->name, sizeof guess->name, "%s", name);
    guess->confidence = confidence;
    guess->bom = bom;
    guess->reason = reason;
}

static bool by_mark(ms_slice bytes, ms_encoding_guess *guess) {
    static const struct {
        ms_slice mark;
        const char *name;
    } marks[] = {{{"\xEF\xBB\xBF", 3}, "UTF-8"},
                 {{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
                 {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
                 {{"\xFF\xFE", 2}, "UTF-16LE"},
                 {{"\xFE\xFF", 2}, "UTF-16BE"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (!ms_slice_starts(bytes, marks[i].mark)) continue;
        set_guess(guess, marks[i].name, 1, marks[i].mark.len, "byte order mark");
        return true;
    }
    return false;
}

static ms_score_language language_of(const char *name) {
    if (strcmp(name, "GB18030") == 0 || strcmp(name, "Big5") == 0) return MS_SCORE_CHINESE;
    if (strcmp(name, "Shift_JIS") == 0 || strcmp(name, "EUC-JP") == 0) return MS_SCORE_JAPANESE;
    return strcmp(name, "EUC-KR") == 0 ? MS_SCORE_KOREAN : MS_SCORE_ANY;
}

static size_t count_high(ms_slice sample) {
    size_t high = 0;
    for (size_t i = 0; i < sample.len; i++) high += (unsigned char)sample.ptr[i] >= 0x80;
    return high;
}

/* Twice the share of bytes that Korean text has none of (81 to A0 begin syllables that nobody
 * uses), but that Japanese text in Shift_JIS, which reads as Korean, is full of. */
static double korean_doubt(ms_slice sample) {
    size_t high = count_high(sample);
    size_t unused = 0;
    for (size_t i = 0; i < sample.len; i++) {
        unsigned char c = (unsigned char)sample.ptr[i];
        unused += c > 0x80 && c <= 0xA0;
    }
    return high ? 2.0 * (double)unused / (double)high : 0;
}

/* Decodes the sample; MS_E_ENCODING when this system has no such converter. */
static ms_status decode_sample(ms_converters *converters, int index, ms_slice sample,
                               ms_buffer *out, size_t *replaced) {
    ms_buffer_init(out, converters->sys, 0);
    if (index < 0 || converters->open[index] == (iconv_t)-1) return MS_E_ENCODING;
    return ms_converters_decode(converters->open[index], sample, true, SIZE_MAX / 4, out,
                                replaced, NULL);
}

static bool decode_alike(ms_converters *converters, int one, int other, ms_slice sample) {
    ms_buffer a, b;
    size_t replaced;
    ms_status first = decode_sample(converters, one, sample, &a, &replaced);
    ms_status second = decode_sample(converters, other, sample, &b, &replaced);
    bool is_alike = first == MS_OK && second == MS_OK &&
                    ms_slice_equal(ms_buffer_slice(&a), ms_buffer_slice(&b));
    ms_buffer_free(&a);
    ms_buffer_free(&b);
    return is_alike;
}

/* How plausible the sample is when decoded from that encoding. */
static double try_encoding(ms_converters *converters, int index, ms_slice sample) {
    ms_buffer text;
    size_t replaced = 0;
    double score = 0;
    if (decode_sample(converters, index, sample, &text, &replaced) == MS_OK) {
        ms_score_language language = language_of(ms_encoding_table[index].name);
        score = ms_score(&converters->tables, ms_buffer_slice(&text), replaced, language);
        if (language == MS_SCORE_KOREAN) score -= korean_doubt(sample);
    }
    ms_buffer_free(&text);
    return score;
}

/* UTF-16 of text that has few ASCII characters: the bytes are decoded both ways. */
static bool by_decoding_utf16(ms_converters *converters, ms_slice head,
                              ms_encoding_guess *guess) {
    if (head.len < 8) return false;
    ms_slice sample = ms_slice_sub(head, 0, SAMPLE_BYTES);
    double little = try_encoding(converters, ms_encoding_index("UTF-16LE"), sample);
    double big = try_encoding(converters, ms_encoding_index("UTF-16BE"), sample);
    double best = little > big ? little : big;
    if (best < 0.5) return false;
    set_guess(guess, little > big ? "UTF-16LE" : "UTF-16BE", best, 0, "statistics");
    return true;
}

/* UTF-16 without a mark: the NULs of ASCII characters lie on one side. Anything else with NULs
 * is binary. */
static bool by_nuls(ms_converters *converters, ms_slice head, bool is_utf8,
                    ms_encoding_guess *guess) {
    size_t even = 0, odd = 0;
    for (size_t i = 0; i < head.len; i++) {
        if (head.ptr[i] == '\0') *(i % 2 ? &odd : &even) += 1;
    }
    size_t nuls = ms_size_max(even, odd);
    if (is_utf8 && (even + odd) * 100 < head.len) {
        set_guess(guess, "UTF-8", 0.8, 0, "valid UTF-8 with a few NUL bytes");
        return true;
    }
    if (nuls * 6 > head.len && (even + odd - nuls) * 20 <= nuls) {
        set_guess(guess, odd > even ? "UTF-16LE" : "UTF-16BE", 0.95, 0, "NUL bytes");
        return true;
    }
    if (by_decoding_utf16(converters, head, guess)) return true;
    set_guess(guess, "binary", even + odd > head.len / 100 ? 0.95 : 0.7, 0, "NUL bytes");
    return true;
}

/* Files that begin like this are never text, whatever their bytes look like. */
static bool has_binary_magic(ms_slice head) {
    static const ms_slice magics[] = {
        {"\x89PNG", 4},  {"\xFF\xD8\xFF", 3},     {"GIF8", 4},         {"%PDF-", 5},
        {"\177ELF", 4},  {"ID3\x03", 4},          {"ID3\x04", 4},      {"OggS", 4},
        {"fLaC", 4},     {"\xD0\xCF\x11\xE0", 4}, {"wOFF", 4},         {"\0asm", 4},
        {"BZh9", 4},     {"\x1F\x8B", 2},         {"PK\x03\x04", 4},   {"\xFF\xFB", 2},
        {"SQLite format", 13}};
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        if (ms_slice_starts(head, magics[i])) return true;
    }
    return false;
}

static int candidate_of(ms_slice sample) {
    uchardet_t detector = uchardet_new();
    if (!detector) return -1;
    int index = -1;
    char canonical[24];
    if (uchardet_handle_data(detector, sample.ptr, sample.len) == 0) {
        uchardet_data_end(detector);
        if (ms_encoding_canonical(ms_slice_str(uchardet_get_charset(detector)), canonical)) {
            index = ms_encoding_index(canonical);
        }
    }
    uchardet_delete(detector);
    return index;
}

/* The stretch around the first byte that is not ASCII: that is where encodings differ, and it
 * begins with a whole character. */
static ms_slice sample_of(ms_slice bytes) {
    size_t first = 0;
    while (first < bytes.len && (unsigned char)bytes.ptr[first] < 0x80) first++;
    size_t from = first > SAMPLE_LEAD ? first - SAMPLE_LEAD : 0;
    return ms_slice_sub(bytes, from, from + SAMPLE_BYTES);
}

static void by_statistics(ms_converters *converters, ms_slice bytes, ms_encoding_guess *guess) {
    static const char *const rivals[] = {
        "windows-1252", "GB18030",      "Big5",   "Shift_JIS",    "EUC-JP",
        "EUC-KR",       "windows-1251", "KOI8-R", "windows-1250", "ISO-8859-2"};
    ms_slice sample = sample_of(bytes);
    int candidate = candidate_of(sample);
    int best = -1;
    double best_score = 0;
    if (candidate > 0) {
        best = candidate;
        /* The benefit of the doubt: it has statistics of its own for what ours cannot tell. */
        best_score = try_encoding(converters, candidate, sample) + 0.1;
    }
    for (size_t i = 0; i < sizeof rivals / sizeof rivals[0]; i++) {
        int index = ms_encoding_index(rivals[i]);
        if (index == candidate) continue;
        double score = try_encoding(converters, index, sample);
        if (score > best_score) {
            best = index;
            best_score = score;
        }
    }
    if (best < 0 || best_score < 0.2) {
        set_guess(guess, "binary", 0.6, 0, "statistics");
        return;
    }
    /* Of those that come to the same, the most usual one. */
    int western = ms_encoding_index("windows-1252");
    if (best != western && decode_alike(converters, best, western, sample) &&
        decode_alike(converters, best, western, bytes)) {
        best = western;
    }
    /* A few characters prove little. */
    double high = (double)count_high(sample);
    double confidence = (best_score > 0.98 ? 0.98 : best_score) * high / (high + 1);
    set_guess(guess, ms_encoding_table[best].name, confidence, 0, "statistics");
}

/* Many control characters and no NUL: still no text. */
static bool is_full_of_controls(ms_slice head) {
    size_t controls = 0;
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.ptr[i];
        bool is_layout = c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0x1B;
        controls += (c < 0x20 && !is_layout) || c == 0x7F;
    }
    return controls * 50 > head.len;
}

void ms_encoding_detect(ms_converters *converters, ms_slice bytes, ms_encoding_guess *guess) {
    if (by_mark(bytes, guess)) return;
    ms_slice head = ms_slice_sub(bytes, 0, HEAD_BYTES);
    if (has_binary_magic(head)) {
        set_guess(guess, "binary", 1, 0, "its first bytes");
        return;
    }
    size_t valid = ms_utf8_valid_prefix(bytes);
    bool has_nul = head.len && memchr(head.ptr, '\0', head.len);
    /* A single byte is looked for many times faster than two. */
    bool has_escape = head.len && memchr(head.ptr, 0x1B, head.len);
    if (has_escape && memmem(head.ptr, head.len, "\x1B$", 2) && valid == bytes.len) {
        bool is_korean = memmem(head.ptr, head.len, "\x1B$)C", 4) != NULL;
        set_guess(guess, is_korean ? "ISO-2022-KR" : "ISO-2022-JP", 0.9, 0, "escape sequences");
        return;
    }
    if (valid == bytes.len && !has_nul) {
        set_guess(guess, "UTF-8", 1, 0, "valid UTF-8");
        return;
    }
    if (has_nul && by_nuls(converters, head, valid == bytes.len, guess)) return;
    if (is_full_of_controls(head)) {
        if (by_decoding_utf16(converters, head, guess)) return;
        set_guess(guess, "binary", 0.8, 0, "control characters");
        return;
    }
    /* UTF-8 with a few damaged bytes is far likelier than that much valid UTF-8 by chance. */
    ms_slice tail = ms_slice_sub(bytes, valid, bytes.len);
    size_t multibyte = 0;
    for (size_t i = 0; i < head.len && i < valid; i++) {
        multibyte += (unsigned char)head.ptr[i] >= 0xC2;
    }
    if (multibyte >= 30 || (tail.len < 4 && multibyte > 0)) {
        set_guess(guess, "UTF-8", 0.9, 0, "mostly valid UTF-8");
        return;
    }
    by_statistics(converters, bytes, guess);
}
