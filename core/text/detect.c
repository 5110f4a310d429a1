/* Which encoding? A byte order mark decides, valid UTF-8 decides, the NULs of UTF-16 decide; for the rest,
 * uchardet names a candidate and we let it and its rivals decode the head of the text: right text is made of
 * common characters, wrong text is not. The confidence is that share, so that a user sees a guess as a guess. */
#include <stdio.h>
#include <uchardet.h>

#include "base/size.h"
#include "text/converters.h"
#include "text/utf8.h"

enum { HEAD_BYTES = 32 * 1024 };

/* The most frequent characters of modern Chinese, simplified and traditional: about half of any running text. */
static const char COMMON_HAN[] =
    "的一是不了人我在有他这这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文"
    "无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新"
    "什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市各通题员表合应组办接记走"
    "這來國個說們為時會過對後裡麼還發當開經頭樣現將從動兩長進實點種聲話兒給幾業間電門東關並產訪問請謝採談與務據處總";

static bool is_common_han(const char *character) {
    /* A character's three bytes occur in the list only at a character's beginning. */
    const char *found = COMMON_HAN;
    char wanted[4] = {character[0], character[1], character[2], 0};
    return strstr(found, wanted) != NULL;
}

/* How likely decoded text is what somebody wrote: 0 to 1. */
static double plausibility(ms_slice text, size_t replaced) {
    size_t han = 0, common = 0, kana = 0, hangul = 0, letters = 0, odd = 0, wide = 0, at = 0, joined = 0;
    bool after_letter = false;
    while (at < text.len) {
        size_t from = at;
        uint32_t c = ms_utf8_next(text, &at);
        bool is_ascii_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (c < 0x80) {
            odd += c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B ? 1 : 0;
            after_letter = is_ascii_letter;
            continue;
        }
        wide++;
        if (c >= 0x4E00 && c <= 0x9FFF) {
            han++;
            common += is_common_han(text.ptr + from);
        } else if (c >= 0x3041 && c <= 0x30FF) {
            kana++;
        } else if (c >= 0xAC00 && c <= 0xD7A3) {
            hangul++;
        } else if ((c >= 0x3001 && c <= 0x3011) || (c >= 0xFF01 && c <= 0xFF5E) || (c >= 0x2010 && c <= 0x2026)) {
            letters++;
        } else if ((c >= 0xC0 && c <= 0x24F) || (c >= 0x370 && c <= 0x52F) || (c >= 0x5D0 && c <= 0x6FF)) {
            letters++;
            joined += after_letter;
            after_letter = true;
            continue;
        } else if ((c >= 0x80 && c < 0xA0) || (c >= 0xE000 && c <= 0xF8FF) || c == 0xFFFD || (c >= 0x3400 && c < 0x4E00) ||
                   (c >= 0x2500 && c < 0x25A0) || (c >= 0xFF61 && c <= 0xFF9F)) {
            odd++;
        }
        after_letter = false;
    }
    if (wide == 0) return odd ? 0.1 : 0.5;
    double good = (double)letters * 0.6 + (double)joined * 0.3 + (double)kana * 1.2 + (double)hangul * 0.8;
    /* Half of the Han characters of real text are common ones; of wrongly decoded text hardly any. */
    double share = han ? (double)common / (double)han : 0;
    good += (double)han * (share > 0.3 ? 1.0 : share * 2.5);
    double score = (good - 4.0 * (double)odd - 6.0 * (double)replaced) / (double)wide;
    return score < 0 ? 0 : score > 1 ? 1 : score;
}

static void set_guess(ms_encoding_guess *guess, const char *name, double confidence, size_t bom, const char *reason) {
    snprintf(guess->name, sizeof guess->name, "%s", name);
    guess->confidence = confidence;
    guess->bom = bom;
    guess->reason = reason;
}

static bool by_mark(ms_slice bytes, ms_encoding_guess *guess) {
    static const struct {
        ms_slice mark;
        const char *name;
    } marks[] = {{{"\xEF\xBB\xBF", 3}, "UTF-8"},       {{"\xFF\xFE\0\0", 4}, "UTF-32LE"}, {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
                 {{"\xFF\xFE", 2}, "UTF-16LE"},        {{"\xFE\xFF", 2}, "UTF-16BE"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (!ms_slice_starts(bytes, marks[i].mark)) continue;
        set_guess(guess, marks[i].name, 1, marks[i].mark.len, "byte order mark");
        return true;
    }
    return false;
}

/* How plausible head is when decoded from that encoding. */
static double try_encoding(ms_converters *converters, int index, ms_slice head) {
    if (index < 0 || converters->open[index] == (iconv_t)-1) return 0;
    ms_buffer scratch;
    ms_buffer_init(&scratch, converters->sys, 0);
    size_t replaced = 0;
    ms_status status = ms_converters_decode(converters->open[index], head, true, SIZE_MAX / 4, &scratch, &replaced, NULL);
    double score = status == MS_OK ? plausibility(ms_buffer_slice(&scratch), replaced) : 0;
    ms_buffer_free(&scratch);
    return score;
}

/* UTF-16 without a mark: the NULs of ASCII characters lie on one side; where Chinese text has too few of them to
 * tell, the bytes are decoded both ways. Anything else with NULs is binary. */
static bool by_nuls(ms_converters *converters, ms_slice head, bool is_utf8, ms_encoding_guess *guess) {
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
    double little = try_encoding(converters, ms_encoding_index("UTF-16LE"), head);
    double big = try_encoding(converters, ms_encoding_index("UTF-16BE"), head);
    if (ms_size_max((size_t)(little * 100), (size_t)(big * 100)) >= 50) {
        set_guess(guess, little > big ? "UTF-16LE" : "UTF-16BE", little > big ? little : big, 0, "statistics");
        return true;
    }
    set_guess(guess, "binary", even + odd > head.len / 100 ? 0.95 : 0.7, 0, "NUL bytes");
    return true;
}

/* Files that begin like this are never text, whatever their bytes look like. */
static bool has_binary_magic(ms_slice head) {
    static const ms_slice magics[] = {{"\x89PNG", 4}, {"\xFF\xD8\xFF", 3}, {"GIF8", 4},     {"%PDF-", 5},    {"\x7F" "ELF", 4},
                                      {"ID3\x03", 4}, {"ID3\x04", 4},      {"OggS", 4},     {"fLaC", 4},     {"\xD0\xCF\x11\xE0", 4},
                                      {"wOFF", 4},    {"\0asm", 4},        {"BZh9", 4},     {"\x1F\x8B", 2}, {"PK\x03\x04", 4},
                                      {"\xFF\xFB", 2}, {"SQLite format", 13}};
    for (size_t i = 0; i < sizeof magics / sizeof magics[0]; i++) {
        if (ms_slice_starts(head, magics[i])) return true;
    }
    return false;
}

static int candidate_of(ms_slice head) {
    uchardet_t detector = uchardet_new();
    if (!detector) return -1;
    int index = -1;
    char canonical[24];
    if (uchardet_handle_data(detector, head.ptr, head.len) == 0) {
        uchardet_data_end(detector);
        if (ms_encoding_canonical(ms_slice_str(uchardet_get_charset(detector)), canonical)) index = ms_encoding_index(canonical);
    }
    uchardet_delete(detector);
    return index;
}

static void by_statistics(ms_converters *converters, ms_slice head, ms_encoding_guess *guess) {
    static const char *const rivals[] = {"GB18030", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR", "windows-1251", "KOI8-R", "windows-1252", "windows-1250"};
    int candidate = candidate_of(head);
    int best = -1;
    double best_score = 0;
    if (candidate > 0) {
        best = candidate;
        /* The benefit of the doubt: it has statistics of its own. */
        best_score = try_encoding(converters, candidate, head) + 0.1;
    }
    for (size_t i = 0; i < sizeof rivals / sizeof rivals[0]; i++) {
        int index = ms_encoding_index(rivals[i]);
        if (index == candidate) continue;
        double score = try_encoding(converters, index, head);
        if (score > best_score) {
            best = index;
            best_score = score;
        }
    }
    if (best < 0 || best_score < 0.15) {
        set_guess(guess, "binary", 0.6, 0, "statistics");
        return;
    }
    set_guess(guess, ms_encoding_table[best].name, best_score > 0.98 ? 0.98 : best_score, 0, "statistics");
}

/* Many control characters and no NUL: still no text. */
static bool is_full_of_controls(ms_slice head) {
    size_t controls = 0;
    for (size_t i = 0; i < head.len; i++) {
        unsigned char c = (unsigned char)head.ptr[i];
        controls += (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B) || c == 0x7F;
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
        set_guess(guess, "ISO-2022-JP", 0.9, 0, "escape sequences");
        return;
    }
    if (valid == bytes.len && !has_nul) {
        set_guess(guess, "UTF-8", 1, 0, "valid UTF-8");
        return;
    }
    if (has_nul && by_nuls(converters, head, valid == bytes.len, guess)) return;
    if (is_full_of_controls(head)) {
        set_guess(guess, "binary", 0.8, 0, "control characters");
        return;
    }
    /* UTF-8 with a few damaged bytes is far likelier than that much valid UTF-8 by chance. */
    ms_slice tail = ms_slice_sub(bytes, valid, bytes.len);
    size_t multibyte = 0;
    for (size_t i = 0; i < head.len && i < valid; i++) multibyte += (unsigned char)head.ptr[i] >= 0xC2;
    if (multibyte >= 30 || (tail.len < 4 && multibyte > 0)) {
        set_guess(guess, "UTF-8", 0.9, 0, "mostly valid UTF-8");
        return;
    }
    by_statistics(converters, head, guess);
}
