/* Decoding with glibc's iconv. The one idea: every converter is opened at the start, because
 * iconv loads them lazily from files and a worker has none once its wall is shut. UTF-8 takes
 * no converter: it is validated, and repaired only when it must be. */
#include <ctype.h>
#include <errno.h>

#include "base/size.h"
#include "text/converters.h"
#include "text/utf8.h"

const ms_encoding_info ms_encoding_table[MS_CONVERTER_COUNT] = {
    {"UTF-8", NULL, " utf8 utf-8 ascii us-ascii "},
    {"UTF-16LE", "UTF-16LE", " utf16le utf-16le utf-16 utf16 unicode "},
    {"UTF-16BE", "UTF-16BE", " utf16be utf-16be "},
    {"UTF-32LE", "UTF-32LE", " utf32le utf-32le utf-32 "},
    {"UTF-32BE", "UTF-32BE", " utf32be utf-32be "},
    {"GB18030", "GB18030", " gb18030 gbk gb2312 gb-2312 cp936 936 euc-cn hz-gb-2312 x-gbk "},
    {"Big5", "BIG5-HKSCS", " big5 big-5 cp950 950 big5-hkscs big5hkscs euc-tw "},
    {"Shift_JIS", "CP932", " shift_jis shift-jis sjis cp932 932 windows-31j ms_kanji "},
    {"EUC-JP", "EUC-JP", " euc-jp eucjp ujis "},
    {"ISO-2022-JP", "ISO-2022-JP", " iso-2022-jp "},
    {"ISO-2022-KR", "ISO-2022-KR", " iso-2022-kr "},
    {"EUC-KR", "CP949", " euc-kr euckr cp949 949 uhc ks_c_5601-1987 "},
    {"windows-1252", "CP1252",
     " windows-1252 cp1252 1252 latin1 latin-1 iso-8859-1 iso8859-1 iso_8859-1 "},
    {"windows-1250", "CP1250", " windows-1250 cp1250 1250 "},
    {"windows-1251", "CP1251", " windows-1251 cp1251 1251 "},
    {"windows-1253", "CP1253", " windows-1253 cp1253 1253 iso-8859-7 "},
    {"windows-1254", "CP1254", " windows-1254 cp1254 1254 iso-8859-9 latin5 "},
    {"windows-1255", "CP1255", " windows-1255 cp1255 1255 iso-8859-8 "},
    {"windows-1256", "CP1256", " windows-1256 cp1256 1256 "},
    {"windows-1257", "CP1257", " windows-1257 cp1257 1257 iso-8859-13 iso-8859-4 latin7 "},
    {"windows-1258", "CP1258", " windows-1258 cp1258 1258 viscii "},
    {"ISO-8859-2", "ISO-8859-2", " iso-8859-2 latin2 latin-2 "},
    {"ISO-8859-15", "ISO-8859-15", " iso-8859-15 latin9 latin-9 "},
    {"ISO-8859-5", "ISO-8859-5", " iso-8859-5 "},
    {"KOI8-R", "KOI8-R", " koi8-r koi8r koi8 "},
    {"IBM866", "CP866", " ibm866 cp866 866 "},
    {"IBM437", "CP437", " ibm437 cp437 437 "},
};

int ms_encoding_index(const char *name) {
    for (int i = 0; i < MS_CONVERTER_COUNT; i++) {
        if (strcmp(ms_encoding_table[i].name, name) == 0) return i;
    }
    return -1;
}

bool ms_encoding_canonical(ms_slice name, char canonical[24]) {
    char wanted[24] = " ";
    if (name.len == 0 || name.len > sizeof wanted - 3 || memchr(name.ptr, ' ', name.len)) {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        wanted[1 + i] = (char)tolower((unsigned char)name.ptr[i]);
    }
    memcpy(wanted + 1 + name.len, " ", 2);
    for (int i = 0; i < MS_CONVERTER_COUNT; i++) {
        const ms_encoding_info *info = &ms_encoding_table[i];
        bool is_own_name = strlen(info->name) == name.len &&
                           strncasecmp(info->name, name.ptr, name.len) == 0;
        if (!is_own_name && !strstr(info->aliases, wanted)) continue;
        memcpy(canonical, info->name, strlen(info->name) + 1);
        return true;
    }
    return false;
}

ms_status ms_converters_new(ms_ctx *ctx, ms_converters **out, ms_error *error) {
    ms_converters *converters = ms_sys_alloc(ctx->sys, sizeof *converters);
    *out = converters;
    if (!converters) return ms_error_set(error, MS_E_MEMORY, 0, "no memory for converters");
    converters->sys = ctx->sys;
    ms_score_init(&converters->tables);
    for (int i = 0; i < MS_CONVERTER_COUNT; i++) {
        const char *name = ms_encoding_table[i].iconv;
        converters->open[i] = name ? iconv_open("UTF-8", name) : (iconv_t)-1;
    }
    return MS_OK;
}

void ms_converters_free(ms_converters *converters) {
    if (!converters) return;
    for (int i = 0; i < MS_CONVERTER_COUNT; i++) {
        if (converters->open[i] != (iconv_t)-1) iconv_close(converters->open[i]);
    }
    ms_sys_free(converters->sys, converters, sizeof *converters);
}

/* Replaces what cannot be decoded at *in and steps over one byte of it. */
static ms_status replace_one(ms_buffer *out, char **in, size_t *left, ms_slice bytes,
                             size_t *count, size_t *first_bad) {
    if ((*count)++ == 0 && first_bad) *first_bad = (size_t)(*in - bytes.ptr);
    *in += 1;
    *left -= 1;
    return ms_buffer_append(out, "\xEF\xBF\xBD", 3);
}

ms_status ms_converters_decode(iconv_t converter, ms_slice bytes, bool is_head, size_t limit,
                               ms_buffer *out, size_t *replaced, size_t *first_bad) {
    char *in = (char *)(uintptr_t)bytes.ptr;
    size_t left = bytes.len;
    size_t count = 0;
    size_t start = out->len;
    ms_status status = MS_OK;
    iconv(converter, NULL, NULL, NULL, NULL);
    while (left > 0 && status == MS_OK) {
        if (out->len - start > limit) return MS_E_LIMIT_DOCUMENT;
        status = ms_buffer_reserve(out, ms_size_min(left * 3 + 16, 1 << 20));
        if (status != MS_OK) return status;
        char *to = out->data + out->len;
        size_t room = out->capacity - out->len;
        size_t result = iconv(converter, &in, &left, &to, &room);
        int why = errno;
        out->len = (size_t)(to - out->data);
        if (result != (size_t)-1 || why == E2BIG) continue;
        /* EINVAL: the input ends inside a character. */
        if (why == EINVAL && is_head) break;
        iconv(converter, NULL, NULL, NULL, NULL);
        status = replace_one(out, &in, &left, bytes, &count, first_bad);
    }
    if (replaced) *replaced = count;
    return status;
}

static ms_status decode_utf8(ms_ctx *ctx, ms_slice bytes, ms_buffer *out, size_t *replaced,
                             size_t *first_bad) {
    if (bytes.len > ctx->limits.document) return MS_E_LIMIT_DOCUMENT;
    if (ms_utf8_is_valid(bytes)) {
        if (replaced) *replaced = 0;
        return ms_buffer_append_slice(out, bytes);
    }
    return ms_utf8_repair(out, bytes, first_bad, replaced);
}

ms_status ms_encoding_decode(ms_converters *converters, ms_ctx *ctx, const char *name,
                             ms_slice bytes, ms_buffer *out, size_t *replaced,
                             size_t *first_bad, ms_error *error) {
    ms_status status = ms_tick(ctx, bytes.len);
    if (status != MS_OK) return ms_ctx_explain(ctx, status, error);
    char canonical[24];
    int index = ms_encoding_canonical(ms_slice_str(name), canonical)
                    ? ms_encoding_index(canonical)
                    : -1;
    if (index == 0) {
        status = decode_utf8(ctx, bytes, out, replaced, first_bad);
    } else if (index > 0 && converters && converters->open[index] != (iconv_t)-1) {
        status = ms_converters_decode(converters->open[index], bytes, false,
                                      ctx->limits.document, out, replaced, first_bad);
    } else {
        return ms_error_set(
            error, MS_E_ENCODING, 0,
            "\"%.40s\" is no encoding that can be read here; try UTF-8, GB18030, Big5, "
            "UTF-16, Shift_JIS or windows-1252",
            name);
    }
    if (status == MS_E_LIMIT_DOCUMENT) {
        return ms_limits_hit(&ctx->limits, status, bytes.len, 0, error);
    }
    if (status != MS_OK) {
        return ms_error_set(error, status, 0, "decoding from %s: %s", canonical,
                            ms_status_name(status));
    }
    return MS_OK;
}
