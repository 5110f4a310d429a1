/* How likely is it that somebody wrote this? Decoding with a wrong encoding gives rare Chinese
 * characters, scripts mixed within a word, capitals inside words and symbols where letters
 * should be. The one idea: every character beyond ASCII is worth between 1 (what a writer
 * writes here) and -4 (what nobody does), seen with its neighbours; the score is the mean.
 * Never decide by one character. */
#include "text/converters.h"
#include "text/utf8.h"

/* The most frequent characters of modern Chinese, simplified and traditional: about half of any
 * running text. */
static const char COMMON_HAN[] =
    "的一是不了人我在有他这这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去"
    "之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又"
    "如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明"
    "其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东"
    "政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市各通题员表合应组办"
    "接记走這來國個說們為時會過對後裡麼還發當開經頭樣現將從動兩長進實點種聲話兒給幾業間電"
    "門東關並產訪問請謝採談與務據處總";


enum { HAN_FIRST = 0x4E00, HAN_LAST = 0x9FFF };

void ms_score_init(ms_score_tables *tables) {
    ms_slice list = MS_SLICE(COMMON_HAN);
    for (size_t at = 0; at < list.len;) {
        uint32_t index = ms_utf8_next(list, &at) - HAN_FIRST;
        tables->common_han[index / 8] |= (uint8_t)(1u << index % 8);
    }
}

static bool is_common(const ms_score_tables *tables, uint32_t c) {
    uint32_t index = c - HAN_FIRST;
    return (tables->common_han[index / 8] >> index % 8 & 1) != 0;
}

typedef enum script {
    BLANK,    /* ASCII without letters, the beginning and the end */
    ASCII,    /* an ASCII letter */
    LATIN,    /* a Latin letter beyond ASCII */
    CYRILLIC,
    GREEK,
    HEBREW,
    ARABIC,
    HAN,
    KANA,
    HANGUL,
    WIDE_MARK, /* East Asian punctuation and full-width forms */
    QUOTE,     /* quotation marks, dashes, ellipses of all scripts */
    SYMBOL,    /* what Latin texts have now and then: « » ¿ ¡ ° § */
    RARE,      /* may be written, but seldom is */
    ODD        /* nobody writes it: controls, private use, what could not be decoded */
} script;

static script script_of_general(uint32_t c) {
    if (c >= 0x2013 && c <= 0x2026) {
        return c == 0x201A || c == 0x201E || (c >= 0x2020 && c <= 0x2021) ? RARE : QUOTE;
    }
    if (c >= 0x3001 && c <= 0x3011) return WIDE_MARK;
    if (c >= 0xFF01 && c <= 0xFF5E) return WIDE_MARK;
    if (c == 0x3000 || c == 0x20AC) return SYMBOL;
    bool is_odd = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xFFF0 ||
                  (c >= 0x3400 && c < HAN_FIRST) || (c >= 0x2500 && c < 0x25A0) ||
                  (c >= 0xFF61 && c <= 0xFF9F);
    return is_odd ? ODD : RARE;
}

static script script_of(uint32_t c) {
    if (c < 0x80) {
        bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        bool is_layout = c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0x1B;
        return is_letter ? ASCII : (c < 0x20 && !is_layout) || c == 0x7F ? ODD : BLANK;
    }
    if (c < 0xC0) {
        static const char writable[] = "\xA0\xA1\xA3\xA7\xA9\xAB\xB0\xB4\xB7\xBA\xBB\xBD\xBF";
        return c < 0xA0 ? ODD : strchr(writable, (int)c) ? SYMBOL : RARE;
    }
    if (c == 0xD7 || c == 0xF7) return RARE;
    if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00)) return LATIN;
    if (c >= 0x370 && c < 0x400) return GREEK;
    if (c >= 0x400 && c < 0x530) return CYRILLIC;
    if (c >= 0x5D0 && c <= 0x5EA) return HEBREW;
    if (c >= 0x600 && c < 0x700) return ARABIC;
    if (c >= HAN_FIRST && c <= HAN_LAST) return HAN;
    if (c >= 0x3041 && c <= 0x30FF) return KANA;
    if (c >= 0xAC00 && c <= 0xD7A3) return HANGUL;
    return script_of_general(c);
}

/* Whether a letter of these alphabets is a capital; close enough for telling words from
 * noise. */
static bool is_capital(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    if (c < 0x100) return c < 0xDF;
    bool is_odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (c < 0x250) return c % 2 == (is_odd ? 1 : 0);
    if (c >= 0x370 && c < 0x400) return c >= 0x386 && c < 0x3AC && c != 0x390;
    if (c >= 0x400 && c < 0x530) return c < 0x430;
    return false;
}

typedef struct letter {
    uint32_t c;
    script kind;
} letter;

static bool is_alphabet(script kind) {
    return kind >= LATIN && kind <= ARABIC;
}

static bool is_ideographic(script kind) {
    return kind == HAN || kind == KANA || kind == HANGUL;
}

/* A letter of an alphabet between its neighbours. */
static double alphabet_worth(letter before, letter at, letter after) {
    bool is_latin = at.kind == LATIN;
    script friend = is_latin ? ASCII : at.kind;
    /* Two scripts within a word. */
    if (!is_latin && (before.kind == ASCII || after.kind == ASCII)) return -2;
    if (is_alphabet(before.kind) && before.kind != at.kind) return -2;
    /* A capital after a small letter. */
    bool follows_small = (before.kind == friend || before.kind == at.kind) &&
                         !is_capital(before.c);
    if (follows_small && is_capital(at.c)) return -2;
    /* Latin letters beyond ASCII seldom come in rows. */
    if (is_latin && before.kind == LATIN && after.kind == LATIN) return -1;
    bool is_joined = before.kind == friend || after.kind == friend;
    return is_joined ? 0.95 : 0.5;
}

/* An East Asian character; Han is judged by its share of common ones, afterwards. */
static double ideographic_worth(letter before, letter at, letter after,
                                ms_score_language language) {
    /* A single one within a Latin word has swallowed one of its letters. */
    if (before.kind == ASCII && !is_ideographic(after.kind)) {
        return after.kind == ASCII || at.kind == HANGUL ? -3 : -0.5;
    }
    bool is_home = (at.kind == KANA && language == MS_SCORE_JAPANESE) ||
                   (at.kind == HANGUL && language == MS_SCORE_KOREAN) ||
                   language == MS_SCORE_ANY;
    if (at.kind == HAN) return language == MS_SCORE_KOREAN ? 0.5 : 1;
    bool has_company = before.kind == at.kind || after.kind == at.kind;
    return is_home ? (has_company ? 1.1 : 0.7) : 0.2;
}

static double worth(letter before, letter at, letter after, ms_score_language language) {
    switch (at.kind) {
    case BLANK:
    case ASCII: return 0;
    case LATIN:
    case CYRILLIC:
    case GREEK:
    case HEBREW:
    case ARABIC: return alphabet_worth(before, at, after);
    case HAN:
    case KANA:
    case HANGUL: return ideographic_worth(before, at, after, language);
    case QUOTE: return 0.9;
    case WIDE_MARK:
        return is_ideographic(before.kind) || is_ideographic(after.kind) ? 0.9 : 0.5;
    case SYMBOL: return 0.5;
    case RARE: return -0.5;
    case ODD: return -4;
    }
    return 0;
}

double ms_score(const ms_score_tables *tables, ms_slice text, size_t replaced,
                ms_score_language language) {
    letter before = {0}, at = {0};
    size_t wide = 0, han = 0, common = 0;
    double sum = 0, han_sum = 0;
    size_t next = 0;
    bool has_any = text.len > 0;
    if (has_any) {
        at.c = ms_utf8_next(text, &next);
        at.kind = script_of(at.c);
    }
    while (has_any) {
        letter after = {0};
        has_any = next < text.len;
        if (has_any) {
            after.c = ms_utf8_next(text, &next);
            after.kind = script_of(after.c);
        }
        double value = worth(before, at, after, language);
        wide += at.c >= 0x80 || at.kind == ODD;
        if (at.kind == HAN) {
            han++;
            common += is_common(tables, at.c);
            han_sum += value;
        } else {
            sum += value;
        }
        before = at;
        at = after;
    }
    if (wide == 0) return 0.5;
    /* Half of the Han characters of real text are common ones; of wrongly decoded text hardly
     * any. */
    double share = han ? (double)common / (double)han : 0;
    if (han_sum > 0 && share < 0.3) han_sum *= share * 2.5 + 0.05;
    double score = (sum + han_sum - 6.0 * (double)replaced) / (double)wide;
    return score < 0 ? 0 : score > 1 ? 1 : score;
}
