/* The words of cues: each line cut into pieces without markup. One idea: what is no markup of
 * this kind of text is a word, so that nothing is lost that somebody wrote. Never looks beyond
 * the line. */
#include "parse/cues_parts.h"

#include <strings.h>

#include "text/utf8.h"

/* Nobody writes longer ones. */
enum { TAG_MAX = 1024 };

/* What is known while a cue is cut: a voice and a time hold until the next. */
typedef struct cutter {
    ms_cues *cues;
    ms_cue_line *line;
    int64_t time_ms;
    uint32_t name;
    bool is_voice;
    size_t angle,
        brace; /* the next > and } from here on that have been looked for; to the end: none */
} cutter;

/* --- entities ----------------------------------------------------------------------------- */

static const struct {
    const char *name, *bytes;
} entities[] = {{"amp", "&"}, {"lt", "<"}, {"gt", ">"},    {"nbsp", "\xC2\xA0"},
                {"lrm", ""},  {"rlm", ""}, {"quot", "\""}, {"apos", "'"}};

static size_t decode_number(ms_slice name, char out[4]) {
    bool is_hex = name.len && (*name.ptr == 'x' || *name.ptr == 'X');
    uint32_t code = 0;
    if (name.len <= (size_t)is_hex || name.len > 8) return 0;
    for (size_t i = is_hex; i < name.len; i++) {
        char c = name.ptr[i];
        char lower = (char)(c | 32);
        bool is_digit = ms_cue_is_digit(c);
        if (!is_digit && !(is_hex && lower >= 'a' && lower <= 'f')) return 0;
        code = code * (is_hex ? 16 : 10) + (uint32_t)(is_digit ? c - '0' : lower - 'a' + 10);
    }
    if (code < 32 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0;
    return ms_utf8_put(out, code);
}

/* The entity at the beginning of s: the bytes it takes (0: none) and those it stands for. */
static size_t read_entity(ms_slice s, char out[4], size_t *len) {
    const char *end = s.len > 2 ? memchr(s.ptr, ';', s.len < 12 ? s.len : 12) : NULL;
    if (!end) return 0;
    ms_slice name = ms_slice_of(s.ptr + 1, (size_t)(end - s.ptr) - 1);
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (!ms_slice_equal(name, ms_slice_str(entities[i].name))) continue;
        *len = strlen(entities[i].bytes);
        memcpy(out, entities[i].bytes, *len);
        return name.len + 2;
    }
    if (!name.len || *name.ptr != '#') return 0;
    *len = decode_number(ms_slice_sub(name, 1, name.len), out);
    return *len ? name.len + 2 : 0;
}

/* --- tags --------------------------------------------------------------------------------- */

/* "v.loud Ann" -> "Ann"; empty for any other tag. */
static ms_slice voice_of(ms_slice tag) {
    if (!tag.len || *tag.ptr != 'v') return (ms_slice){0};
    size_t at = 1;
    while (at < tag.len && (ms_cue_is_letter(tag.ptr[at]) || ms_cue_is_digit(tag.ptr[at]) ||
                            strchr("._-", tag.ptr[at])))
        at++;
    if (at >= tag.len || !ms_cue_is_blank(tag.ptr[at])) return (ms_slice){0};
    return ms_cue_trim(ms_slice_sub(tag, at, tag.len));
}

static ms_status take_voice(cutter *cut, ms_slice voice) {
    char plain[512];
    size_t len = 0;
    for (size_t at = 0; at < voice.len && len + 4 < sizeof plain;) {
        char bytes[4];
        size_t count = 1, taken = 0;
        if (voice.ptr[at] == '&')
            taken = read_entity(ms_slice_sub(voice, at, voice.len), bytes, &count);
        if (!taken) {
            bytes[0] = voice.ptr[at];
            count = taken = 1;
        }
        memcpy(plain + len, bytes, count);
        len += count;
        at += taken;
    }
    ms_slice name = ms_slice_of(plain, len);
    while (name.len && !ms_utf8_is_valid(name))
        name.len--; /* a long one was cut within a character */
    cut->is_voice = true;
    return ms_cues_intern(cut->cues, ms_cue_trim(name), &cut->name);
}

/* Whether what stands between < and > is markup, and what it says. */
static bool take_tag(cutter *cut, ms_slice tag, ms_status *status) {
    ms_slice voice = voice_of(tag);
    int64_t time_ms;
    if (voice.len) {
        *status = take_voice(cut, voice);
        return true;
    }
    if (tag.len && ms_cue_time(tag, &time_ms) == tag.len) {
        cut->time_ms = time_ms;
        return true;
    }
    if (cut->cues->kind == MS_CUE_VTT && tag.len && ms_cue_is_digit(*tag.ptr)) return true;
    size_t slash = tag.len && *tag.ptr == '/', at = slash;
    if (tag.len == slash) return true;
    if (!ms_cue_is_letter(tag.ptr[at])) return false;
    if (cut->cues->kind == MS_CUE_VTT || ms_slice_starts(tag, MS_SLICE("font"))) return true;
    while (at < tag.len && ms_cue_is_letter(tag.ptr[at])) at++;
    ms_slice rest = ms_cue_trim(ms_slice_sub(tag, at, tag.len));
    return rest.len == 0 || ms_slice_equal(rest, MS_SLICE("/"));
}

/* --- pieces ------------------------------------------------------------------------------- */

static ms_status add_piece(cutter *cut, size_t from, size_t to, const char *bytes, size_t len) {
    ms_cues *cues = cut->cues;
    ms_cue_piece *piece = ms_cues_push(cues, &cues->pieces);
    if (!piece) return ms_cues_refused(cues);
    *piece = (ms_cue_piece){.segment = {.from = from,
                                        .to = to,
                                        .at = from,
                                        .len = to - from,
                                        .time_ms = cut->time_ms},
                            .name = cut->name};
    cut->line->count++;
    if (!bytes) return MS_OK;
    piece->segment.is_extra = true;
    piece->segment.at = cues->extra.len;
    piece->segment.len = len;
    return ms_buffer_append(&cues->extra, bytes, len);
}

/* The next closing mark at or behind `at`, looked for once: SIZE_MAX when the line has none. */
static size_t next_close(size_t *known, ms_slice text, size_t at, size_t to, char close) {
    if (*known < at || *known == 0) {
        const char *end = memchr(text.ptr + at, close, to - at);
        *known = end ? (size_t)(end - text.ptr) : SIZE_MAX;
    }
    return *known;
}

/* What stands at a byte that may begin markup: how many bytes it takes (0: it is a word), and
 * what it stands for. */
static size_t read_mark(cutter *cut, size_t at, size_t to, char bytes[4], size_t *len,
                        ms_status *status) {
    ms_slice text = cut->cues->text, rest = ms_slice_sub(text, at, to);
    bool is_ass = cut->cues->kind == MS_CUE_ASS;
    *len = 0;
    if (*rest.ptr == '&') return read_entity(rest, bytes, len);
    if (*rest.ptr == '\\') {
        if (!is_ass || rest.len < 2 || !strchr("Nnh", rest.ptr[1])) return 0;
        bytes[0] = ' ';
        *len = 1;
        return 2;
    }
    bool is_tag = *rest.ptr == '<';
    size_t close = is_tag ? next_close(&cut->angle, text, at, to, '>')
                          : next_close(&cut->brace, text, at, to, '}');
    if (close == SIZE_MAX || close - at > TAG_MAX) return 0;
    if (is_tag)
        return take_tag(cut, ms_slice_sub(text, at + 1, close), status) ? close + 1 - at : 0;
    return is_ass || (rest.len > 1 && rest.ptr[1] == '\\') ? close + 1 - at : 0;
}

static bool begins_mark(char c) {
    return c == '<' || c == '&' || c == '{' || c == '\\';
}

static ms_status cut_line(cutter *cut) {
    ms_slice text = cut->cues->text;
    size_t run = cut->line->from, to = cut->line->to;
    ms_status status = MS_OK;
    for (size_t at = run; at < to && status == MS_OK;) {
        while (at < to && !begins_mark(text.ptr[at])) at++;
        if (at >= to) break;
        char bytes[4];
        size_t len;
        cutter before = *cut;
        size_t taken = read_mark(cut, at, to, bytes, &len, &status);
        if (!taken) {
            at++;
            continue;
        }
        cutter after = *cut;
        cut->time_ms = before.time_ms; /* what stands before the tag is said before it */
        cut->name = before.name;
        if (status == MS_OK && at > run) status = add_piece(cut, run, at, NULL, 0);
        cut->time_ms = after.time_ms;
        cut->name = after.name;
        if (status == MS_OK && len) status = add_piece(cut, at, at + taken, bytes, len);
        run = at += taken;
    }
    return status == MS_OK && to > run ? add_piece(cut, run, to, NULL, 0) : status;
}

/* Finds the words of a line that has been cut: one piece of the document, or several put
 * together. */
static ms_status put_words(ms_cues *cues, ms_cue_line *line) {
    const ms_cue_piece *first = line->count ? ms_cues_piece(cues, line->first) : NULL;
    ms_slice whole = {0};
    if (first && line->count == 1 && !first->segment.is_extra) {
        whole = ms_slice_sub(cues->text, first->segment.from, first->segment.to);
        line->words = first->segment.from;
    } else if (first) {
        line->is_extra = true;
        line->words = cues->extra.len;
        for (size_t i = 0; i < line->count; i++) {
            const ms_cue_segment *part = &first[i].segment;
            ms_status status = ms_buffer_reserve(&cues->extra, part->len);
            if (status != MS_OK) return status;
            const char *from = part->is_extra ? cues->extra.data : cues->text.ptr;
            status = ms_buffer_append(&cues->extra, from + part->at, part->len);
            if (status != MS_OK) return status;
        }
        whole = ms_slice_sub(ms_buffer_slice(&cues->extra), line->words, cues->extra.len);
    }
    ms_slice words = ms_cue_trim(whole);
    line->lead = words.len ? (size_t)(words.ptr - whole.ptr) : whole.len;
    line->words += line->lead;
    line->words_len = words.len;
    return MS_OK;
}

ms_status ms_cues_cut(ms_cues *cues) {
    for (size_t i = 0; i < cues->cues.count; i++) {
        const ms_cue *cue = ms_cues_cue(cues, i);
        cutter cut = {.cues = cues, .time_ms = cue->time_ms, .name = cue->name};
        size_t bytes = 1;
        for (size_t l = cue->first; l < cue->first + cue->count; l++) {
            cut.line = ms_cues_line(cues, l);
            cut.angle = cut.brace = 0;
            cut.line->first = cues->pieces.count;
            bytes += cut.line->to - cut.line->from;
            ms_status status = cut_line(&cut);
            if (status == MS_OK) status = put_words(cues, cut.line);
            if (status != MS_OK) return status;
            cut.line->is_voice = cut.is_voice;
        }
        ms_status status = ms_tick(cues->ctx, bytes);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}
