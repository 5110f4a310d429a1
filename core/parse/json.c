/* JSON in. One idea: a state says which tokens may come, a stack of brackets which ones are
 * open; a string without escapes is a slice of the input. Never recursive, so depth costs a
 * byte a level. */
#include "parse/json.h"

#include <math.h>
#include <stdlib.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/hex.h"
#include "text/utf8.h"

typedef enum expectation {
    WANT_VALUE,        /* at the start, after a colon, after a comma in an array */
    WANT_FIRST_VALUE,  /* after [ */
    WANT_FIRST_KEY,    /* after { */
    WANT_KEY,          /* after a comma in an object */
    WANT_COLON,        /* after a key */
    WANT_COMMA,        /* after a value inside brackets */
    WANT_END           /* after the one value */
} expectation;

struct ms_json_reader {
    ms_ctx *ctx;
    ms_slice bytes;     /* borrowed */
    size_t at;          /* next byte */
    expectation want;
    ms_buffer open;     /* one '[' or '{' a level */
    ms_buffer unescaped; /* the current string, when it had escapes; a number for strtod */
};

ms_status ms_json_reader_new(ms_ctx *ctx, ms_slice bytes, ms_json_reader **out) {
    *out = ms_sys_alloc(ctx->sys, sizeof **out);
    if (!*out) return MS_E_MEMORY;
    (*out)->ctx = ctx;
    ms_buffer_init(&(*out)->open, ctx->sys, 0);
    ms_buffer_init(&(*out)->unescaped, ctx->sys, 0);
    ms_json_reader_reset(*out, bytes);
    return MS_OK;
}

void ms_json_reader_reset(ms_json_reader *reader, ms_slice bytes) {
    reader->bytes = bytes;
    reader->at = ms_slice_starts(bytes, MS_SLICE("\xef\xbb\xbf")) ? 3 : 0;
    reader->want = WANT_VALUE;
    ms_buffer_reset(&reader->open);
}

void ms_json_reader_free(ms_json_reader *reader) {
    if (!reader) return;
    ms_buffer_free(&reader->open);
    ms_buffer_free(&reader->unescaped);
    ms_sys_free(reader->ctx->sys, reader, sizeof *reader);
}

/* --- errors ------------------------------------------------------------------------------- */

static ms_status fail(const ms_json_reader *reader, size_t at, const char *what,
                      ms_error *error) {
    if (at >= reader->bytes.len) {
        return ms_error_set(error, MS_E_TRUNCATED, at, "the JSON ends at byte %zu: %s", at,
                            what);
    }
    unsigned char c = (unsigned char)reader->bytes.ptr[at];
    if (c > 0x20 && c < 0x7f) {
        return ms_error_set(error, MS_E_MALFORMED, at, "not JSON at byte %zu ('%c'): %s", at, c,
                            what);
    }
    return ms_error_set(error, MS_E_MALFORMED, at, "not JSON at byte %zu (0x%02x): %s", at, c,
                        what);
}

static ms_status fail_memory(const ms_json_reader *reader, ms_status status, ms_error *error) {
    return ms_error_set(error, status, reader->at, "no memory to read JSON");
}

/* --- strings ------------------------------------------------------------------------------ */

/* From `at` to the next quote, backslash or control byte, or the end. *is_ascii is cleared
 * when a byte beyond ASCII was passed. */
static size_t skip_plain(ms_slice bytes, size_t at, bool *is_ascii) {
    const unsigned char *p = (const unsigned char *)bytes.ptr;
#if defined(__SSE2__)
    for (; bytes.len - at >= 16; at += 16) {
        __m128i chunk = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(chunk, _mm_set1_epi8(0x1f)), chunk);
        __m128i stop = _mm_or_si128(control,
                                    _mm_or_si128(_mm_cmpeq_epi8(chunk, _mm_set1_epi8('"')),
                                                 _mm_cmpeq_epi8(chunk, _mm_set1_epi8('\\'))));
        unsigned mask = (unsigned)_mm_movemask_epi8(stop);
        unsigned high = (unsigned)_mm_movemask_epi8(chunk);
        if (mask != 0) {
            unsigned index = (unsigned)__builtin_ctz(mask);
            if (high & ((1u << index) - 1)) *is_ascii = false;
            return at + index;
        }
        if (high) *is_ascii = false;
    }
#endif
    for (; at < bytes.len && p[at] >= 0x20 && p[at] != '"' && p[at] != '\\'; at++) {
        if (p[at] >= 0x80) *is_ascii = false;
    }
    return at;
}

/* The value of four hexadecimal digits, or -1. */
static int32_t hex4(ms_slice bytes, size_t at) {
    if (bytes.len - at < 4) return -1;
    int32_t value = 0;
    for (size_t i = 0; i < 4; i++) {
        int digit = ms_hex_value(bytes.ptr[at + i]);
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* \uXXXX at *at (behind the u), with its partner when it is the first half of a pair. */
static ms_status read_unicode(ms_json_reader *reader, size_t *at, uint32_t *code,
                              ms_error *error) {
    int32_t first = hex4(reader->bytes, *at);
    if (first < 0) return fail(reader, *at, "\\u needs four hexadecimal digits", error);
    *at += 4;
    *code = (uint32_t)first;
    if (*code < 0xd800 || *code > 0xdfff) return MS_OK;
    bool is_high = *code < 0xdc00;
    ms_slice rest = ms_slice_sub(reader->bytes, *at, reader->bytes.len);
    int32_t second = is_high && ms_slice_starts(rest, MS_SLICE("\\u")) ? hex4(rest, 2) : -1;
    if (second < 0xdc00 || second > 0xdfff) {
        *code = 0xfffd;
        return MS_OK;
    }
    *at += 6;
    *code = 0x10000 + ((*code - 0xd800) << 10) + ((uint32_t)second - 0xdc00);
    return MS_OK;
}

/* One escape, *at on the backslash. */
static ms_status read_escape(ms_json_reader *reader, size_t *at, ms_error *error) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    size_t next = *at + 1;
    if (next >= reader->bytes.len) return fail(reader, next, "an escape was expected", error);
    char c = reader->bytes.ptr[next++];
    const char *known = c ? strchr(from, c) : NULL;
    char bytes[4];
    size_t len = 1;
    if (known) {
        bytes[0] = to[known - from];
    } else if (c == 'u') {
        uint32_t code = 0;
        ms_status status = read_unicode(reader, &next, &code, error);
        if (status != MS_OK) return status;
        len = ms_utf8_put(bytes, code);
    } else {
        return fail(reader, next - 1, "there is no such escape", error);
    }
    *at = next;
    ms_status status = ms_buffer_append(&reader->unescaped, bytes, len);
    return status == MS_OK ? MS_OK : fail_memory(reader, status, error);
}

/* A string with reader->at on its opening quote. */
static ms_status read_string(ms_json_reader *reader, ms_slice *text, ms_error *error) {
    ms_slice bytes = reader->bytes;
    size_t from = reader->at + 1, at = from;
    bool has_escapes = false;
    ms_buffer_reset(&reader->unescaped);
    for (;;) {
        bool is_ascii = true;
        size_t end = skip_plain(bytes, at, &is_ascii);
        ms_slice run = ms_slice_sub(bytes, at, end);
        if (!is_ascii) {
            size_t valid = ms_utf8_valid_prefix(run);
            if (valid < run.len) {
                return fail(reader, at + valid, "the text is not UTF-8", error);
            }
        }
        if (end >= bytes.len) return fail(reader, end, "the text is not closed", error);
        bool is_closed = bytes.ptr[end] == '"';
        if (!is_closed && bytes.ptr[end] != '\\') {
            return fail(reader, end, "a control character in a text must be escaped", error);
        }
        if (is_closed && !has_escapes) {
            *text = run;
        } else {
            ms_status status = ms_buffer_append_slice(&reader->unescaped, run);
            if (status != MS_OK) return fail_memory(reader, status, error);
        }
        at = end;
        if (is_closed) break;
        has_escapes = true;
        ms_status status = read_escape(reader, &at, error);
        if (status != MS_OK) return status;
    }
    if (has_escapes) *text = ms_buffer_slice(&reader->unescaped);
    reader->at = at + 1;
    return MS_OK;
}

/* --- numbers ------------------------------------------------------------------------------ */

typedef struct number_shape {
    uint64_t mantissa; /* the digits, when there are at most 19 of them */
    size_t digits;     /* significant ones */
    int64_t exponent;  /* of ten, for the mantissa */
    bool is_negative;
    bool is_whole;     /* neither point nor exponent */
} number_shape;

static bool is_digit(ms_slice bytes, size_t at) {
    return at < bytes.len && bytes.ptr[at] >= '0' && bytes.ptr[at] <= '9';
}

static void add_digit(number_shape *shape, char digit) {
    if (shape->digits == 0 && digit == '0') return;
    if (shape->digits++ < 19) shape->mantissa = shape->mantissa * 10 + (uint64_t)(digit - '0');
}

/* Walks over the number at reader->at by the grammar; *end is behind it. */
static ms_status scan_number(ms_json_reader *reader, number_shape *shape, size_t *end,
                             ms_error *error) {
    ms_slice bytes = reader->bytes;
    size_t at = reader->at;
    *shape = (number_shape){.is_negative = bytes.ptr[at] == '-', .is_whole = true};
    if (shape->is_negative) at++;
    if (!is_digit(bytes, at)) return fail(reader, at, "a digit was expected", error);
    bool leads_with_zero = bytes.ptr[at] == '0';
    for (size_t first = at; is_digit(bytes, at); at++) {
        if (leads_with_zero && at > first) {
            return fail(reader, at, "a number must not begin with 0", error);
        }
        add_digit(shape, bytes.ptr[at]);
    }
    if (at < bytes.len && bytes.ptr[at] == '.') {
        shape->is_whole = false;
        if (!is_digit(bytes, ++at)) return fail(reader, at, "a digit was expected", error);
        for (; is_digit(bytes, at); at++, shape->exponent--) add_digit(shape, bytes.ptr[at]);
    }
    if (at < bytes.len && (bytes.ptr[at] | 0x20) == 'e') {
        shape->is_whole = false;
        at++;
        bool is_minus = at < bytes.len && bytes.ptr[at] == '-';
        if (is_minus || (at < bytes.len && bytes.ptr[at] == '+')) at++;
        if (!is_digit(bytes, at)) return fail(reader, at, "a digit was expected", error);
        int64_t power = 0;
        for (; is_digit(bytes, at); at++) {
            if (power < 1000000) power = power * 10 + (bytes.ptr[at] - '0');
        }
        shape->exponent += is_minus ? -power : power;
    }
    *end = at;
    return MS_OK;
}

/* Exact when mantissa and power of ten both are doubles: one operation, rounded once. */
static bool convert_fast(const number_shape *shape, double *number) {
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (shape->digits > 19 || shape->mantissa > UINT64_C(1) << 53) return false;
    if (shape->exponent < -22 || shape->exponent > 22) return false;
    double value = (double)shape->mantissa;
    value = shape->exponent < 0 ? value / powers[-shape->exponent] : value * powers[shape->exponent];
    *number = shape->is_negative ? -value : value;
    return true;
}

static ms_status read_number(ms_json_reader *reader, ms_json_token *token, ms_error *error) {
    number_shape shape;
    size_t end = 0;
    ms_status status = scan_number(reader, &shape, &end, error);
    if (status != MS_OK) return status;
    token->text = ms_slice_sub(reader->bytes, reader->at, end);
    token->kind = MS_JSON_DOUBLE;
    uint64_t most = (uint64_t)INT64_MAX + (shape.is_negative ? 1 : 0);
    if (shape.is_whole && shape.digits <= 19 && shape.mantissa <= most) {
        token->kind = MS_JSON_INT;
        token->integer = (int64_t)(shape.is_negative ? 0 - shape.mantissa : shape.mantissa);
        token->number = (double)token->integer;
    } else if (!convert_fast(&shape, &token->number)) {
        ms_buffer_reset(&reader->unescaped);
        status = ms_buffer_append_slice(&reader->unescaped, token->text);
        if (status == MS_OK) status = ms_buffer_append_byte(&reader->unescaped, '\0');
        if (status != MS_OK) return fail_memory(reader, status, error);
        token->number = strtod(reader->unescaped.data, NULL);
        if (isinf(token->number)) {
            return fail(reader, reader->at, "the number is larger than any double", error);
        }
    }
    reader->at = end;
    return MS_OK;
}

/* --- structure ---------------------------------------------------------------------------- */

static void after_value(ms_json_reader *reader) {
    reader->want = reader->open.len > 0 ? WANT_COMMA : WANT_END;
}

static ms_status open_bracket(ms_json_reader *reader, char bracket, ms_json_token *token,
                              ms_error *error) {
    const ms_limits *limits = &reader->ctx->limits;
    if (reader->open.len >= limits->nesting) {
        return ms_limits_hit(limits, MS_E_LIMIT_NESTING, reader->open.len + 1, reader->at,
                             error);
    }
    ms_status status = ms_buffer_append_byte(&reader->open, bracket);
    if (status != MS_OK) return fail_memory(reader, status, error);
    reader->at++;
    token->kind = bracket == '[' ? MS_JSON_ARRAY : MS_JSON_OBJECT;
    reader->want = bracket == '[' ? WANT_FIRST_VALUE : WANT_FIRST_KEY;
    return MS_OK;
}

static ms_status close_bracket(ms_json_reader *reader, ms_json_token *token) {
    reader->open.len--;
    reader->at++;
    token->kind = reader->open.data[reader->open.len] == '[' ? MS_JSON_ARRAY_END : MS_JSON_OBJECT_END;
    after_value(reader);
    return MS_OK;
}

static ms_status read_word(ms_json_reader *reader, ms_slice word, ms_json_kind kind,
                           ms_json_token *token, ms_error *error) {
    size_t end = reader->at + word.len;
    if (!ms_slice_equal(ms_slice_sub(reader->bytes, reader->at, end), word)) {
        size_t bad = reader->at;
        while (bad < reader->bytes.len && reader->bytes.ptr[bad] == word.ptr[bad - reader->at]) {
            bad++;
        }
        return fail(reader, bad, "true, false or null was expected", error);
    }
    token->kind = kind;
    token->text = word;
    reader->at = end;
    after_value(reader);
    return MS_OK;
}

static ms_status read_value(ms_json_reader *reader, char c, ms_json_token *token,
                            ms_error *error) {
    ms_status status;
    switch (c) {
    case '{':
    case '[': return open_bracket(reader, c, token, error);
    case 't': return read_word(reader, MS_SLICE("true"), MS_JSON_TRUE, token, error);
    case 'f': return read_word(reader, MS_SLICE("false"), MS_JSON_FALSE, token, error);
    case 'n': return read_word(reader, MS_SLICE("null"), MS_JSON_NULL, token, error);
    case '"':
        token->kind = MS_JSON_STRING;
        status = read_string(reader, &token->text, error);
        break;
    default:
        if (c != '-' && (c < '0' || c > '9')) {
            return fail(reader, reader->at, "a value was expected", error);
        }
        status = read_number(reader, token, error);
        break;
    }
    if (status == MS_OK) after_value(reader);
    return status;
}

static void skip_blanks(ms_json_reader *reader) {
    ms_slice bytes = reader->bytes;
    size_t at = reader->at;
    while (at < bytes.len && (bytes.ptr[at] == ' ' || bytes.ptr[at] == '\n' ||
                              bytes.ptr[at] == '\r' || bytes.ptr[at] == '\t')) {
        at++;
    }
    reader->at = at;
}

/* One token at a byte that is no blank; MS_OK with reader->want changed but no token for :
 * and , (then *is_token is false). */
static ms_status step(ms_json_reader *reader, char c, ms_json_token *token, bool *is_token,
                      ms_error *error) {
    ms_status status;
    *is_token = true;
    token->offset = reader->at;
    switch (reader->want) {
    case WANT_FIRST_VALUE:
        if (c == ']') return close_bracket(reader, token);
        return read_value(reader, c, token, error);
    case WANT_VALUE: return read_value(reader, c, token, error);
    case WANT_FIRST_KEY:
        if (c == '}') return close_bracket(reader, token);
        /* fall through */
    case WANT_KEY:
        if (c != '"') return fail(reader, reader->at, "a key in quotes was expected", error);
        token->kind = MS_JSON_KEY;
        status = read_string(reader, &token->text, error);
        if (status == MS_OK) reader->want = WANT_COLON;
        return status;
    case WANT_COLON:
        *is_token = false;
        if (c != ':') return fail(reader, reader->at, "':' was expected", error);
        reader->at++;
        reader->want = WANT_VALUE;
        return MS_OK;
    case WANT_COMMA: {
        bool in_array = reader->open.data[reader->open.len - 1] == '[';
        if (c == (in_array ? ']' : '}')) return close_bracket(reader, token);
        *is_token = false;
        if (c != ',') {
            return fail(reader, reader->at,
                        in_array ? "',' or ']' was expected" : "',' or '}' was expected", error);
        }
        reader->at++;
        reader->want = in_array ? WANT_VALUE : WANT_KEY;
        return MS_OK;
    }
    default: return fail(reader, reader->at, "nothing was expected after the value", error);
    }
}

ms_status ms_json_next(ms_json_reader *reader, ms_json_token *token, ms_error *error) {
    for (;;) {
        size_t from = reader->at;
        skip_blanks(reader);
        if (reader->at >= reader->bytes.len) {
            if (reader->want == WANT_END) return MS_END;
            return fail(reader, reader->bytes.len, "a value was not finished", error);
        }
        bool is_token;
        ms_status status = step(reader, reader->bytes.ptr[reader->at], token, &is_token, error);
        if (status != MS_OK) return status;
        status = ms_tick(reader->ctx, reader->at - from);
        if (status != MS_OK) return ms_ctx_explain(reader->ctx, status, error);
        if (is_token) return MS_OK;
    }
}
