/* Pieces to turns. One idea: a label before a colon is a speaker by what all lines do with it,
 * as in plain dialogue; then one pass puts together what one speaker says in a row. Never moves
 * a piece before another. */
#include "parse/cues_parts.h"

#include <strings.h>

#include "base/size.h"

/* A pause after which the same speaker begins a new line; how far into a line a label reaches.
 */
enum { PAUSE_MS = 4000, LABEL_REACH = 80, LABEL_MAX = 48 };
/* Shorter than anybody could read. */
enum { MOMENT_MS = 100 };

/* --- labels ------------------------------------------------------------------------------- */

/* The first colon of a line, of either width: its byte and its length; false when none is near.
 */
static bool find_colon(ms_slice words, size_t *at, size_t *len) {
    ms_slice head = ms_slice_sub(words, 0, LABEL_REACH);
    const char *narrow = memchr(head.ptr, ':', head.len);
    const char *wide = memmem(head.ptr, head.len, "\xEF\xBC\x9A", 3);
    if (!narrow && !wide) return false;
    bool is_narrow = narrow && (!wide || narrow < wide);
    *at = (size_t)((is_narrow ? narrow : wide) - head.ptr);
    *len = is_narrow ? 1 : 3;
    return true;
}

static bool is_dash(ms_slice s, size_t *len) {
    *len = s.len && (*s.ptr == '-' || *s.ptr == '>')      ? 1
           : ms_slice_starts(s, MS_SLICE("\xE2\x80\x93")) ? 3
                                                          : 0;
    return *len > 0;
}

/* Whether a name's letters are like those of a name, and not of a sentence. */
static bool looks_like_name(ms_slice name) {
    size_t blanks = 0;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool is_blank_next = i + 1 < name.len && ms_cue_is_blank(name.ptr[i + 1]);
        if (strchr("[]<>", c) || (strchr(".?!,;", c) && is_blank_next)) return false;
        if (ms_cue_is_blank(c) && !is_blank_next) blanks++;
        ms_slice rest = ms_slice_sub(name, i, name.len);
        if (ms_slice_starts(rest, MS_SLICE("\xE3\x80\x82")) ||
            ms_slice_starts(rest, MS_SLICE("\xEF\xBC\x8C")))
            return false;
    }
    unsigned char first = (unsigned char)*name.ptr;
    bool is_high = (first >= 'A' && first <= 'Z') || (first >= 0xC3 && first <= 0xF4) ||
                   (name.len >= 7 && strncasecmp(name.ptr, "speaker", 7) == 0);
    bool is_address =
        (name.len == 4 || name.len == 5) && strncasecmp(name.ptr, "https", name.len) == 0;
    return blanks <= 3 && is_high && !is_address;
}

/* The label that words begin with, and where what is said begins. */
static bool find_label(ms_slice words, ms_slice *name, size_t *rest) {
    size_t colon, len, dash;
    if (!words.len || !find_colon(words, &colon, &len)) return false;
    ms_slice before = ms_cue_trim(ms_slice_sub(words, 0, colon));
    while (is_dash(before, &dash)) before = ms_cue_trim(ms_slice_sub(before, dash, before.len));
    if (before.len && *before.ptr == '[') before = ms_slice_sub(before, 1, before.len);
    if (before.len && before.ptr[before.len - 1] == ']') before.len--;
    if (before.len < 2 || before.len > LABEL_MAX || ms_cue_is_blank(*before.ptr)) return false;
    *rest = colon + len;
    bool is_clock = len == 1 && *rest < words.len && ms_cue_is_digit(words.ptr[*rest]) &&
                    ms_cue_is_digit(before.ptr[before.len - 1]);
    while (*rest < words.len && ms_cue_is_blank(words.ptr[*rest])) ++*rest;
    *name = before;
    return !is_clock && looks_like_name(before);
}

static bool is_in_capitals(ms_slice name) {
    bool has_two = false;
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] >= 'a' && name.ptr[i] <= 'z') return false;
        bool is_capital = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z';
        has_two = has_two ||
                  (is_capital && i > 0 && name.ptr[i - 1] >= 'A' && name.ptr[i - 1] <= 'Z');
    }
    return has_two;
}

/* Which labels are speakers: those that come again, those in capitals, all where most lines
 * have one. */
static ms_status decide_labels(ms_cues *cues) {
    size_t lines = 0, labelled = 0;
    for (size_t i = 0; i < cues->lines.count; i++) {
        const ms_cue_line *line = ms_cues_line(cues, i);
        ms_slice name;
        size_t rest;
        if (line->is_voice) continue;
        lines++;
        if (!find_label(ms_cues_words(cues, line), &name, &rest)) continue;
        labelled++;
        char bytes[LABEL_MAX]; /* the words may lie in the buffer that grows */
        memcpy(bytes, name.ptr, name.len);
        uint32_t index;
        ms_status status = ms_cues_intern(cues, ms_slice_of(bytes, name.len), &index);
        if (status != MS_OK) return status;
        ms_cues_name(cues, index)->labels++;
    }
    for (size_t i = 0; i < cues->names.count; i++) {
        ms_cue_name *name = ms_cues_name(cues, i);
        ms_slice bytes =
            ms_slice_sub(ms_buffer_slice(&cues->extra), name->at, name->at + name->len);
        name->is_label = name->labels >= 2 ||
                         (name->labels &&
                          ((labelled >= 2 && labelled * 2 > lines) || is_in_capitals(bytes)));
    }
    return MS_OK;
}

/* --- rolling captions --------------------------------------------------------------------- */

/* The lines of a cue that have words. */
static size_t lines_with_words(const ms_cues *cues, const ms_cue *cue) {
    size_t count = 0;
    for (size_t l = cue->first; l < cue->first + cue->count; l++) {
        count += ms_cues_line(cues, l)->words_len > 0;
    }
    return count;
}

/* Whether a cue is one of those in which lines roll up: of several lines, or shown for a moment
 * only. */
static bool may_roll(const ms_cue *cue, size_t lines) {
    return lines > 1 || (cue->end_ms >= 0 && cue->end_ms - cue->time_ms < MOMENT_MS);
}

/* Marks lines that say again what the line before says, as they roll up; whether the text is of
 * that kind. What somebody says twice stands in two cues of its own. */
static ms_status mark_rolling(ms_cues *cues, bool *is_rolling) {
    size_t lines = 0, again = 0;
    bool may_before = false;
    ms_slice last = {0};
    for (size_t i = 0; i < cues->cues.count; i++) {
        const ms_cue *cue = ms_cues_cue(cues, i);
        size_t here = lines_with_words(cues, cue);
        bool may = may_roll(cue, here), is_first = true;
        for (size_t l = cue->first; l < cue->first + cue->count; l++) {
            ms_cue_line *line = ms_cues_line(cues, l);
            if (!line->words_len) continue;
            ms_slice words = ms_cues_words(cues, line);
            line->is_again = is_first && (may || may_before) && ms_slice_equal(words, last);
            again += line->is_again;
            lines++;
            last = words;
            is_first = false;
        }
        if (here) may_before = may;
    }
    *is_rolling = again >= 3 && again * 4 >= lines;
    return *is_rolling ? ms_cues_note(cues, MS_CUE_ROLLING, again) : MS_OK;
}

/* --- turns -------------------------------------------------------------------------------- */

typedef struct joiner {
    ms_cues *cues;
    ms_cue_turn *turn; /* that goes on; NULL for none */
    char last[4];      /* the last bytes of what was said in it */
    size_t last_len;
    uint32_t label; /* who has the word by a label, or MS_CUE_NOBODY */
} joiner;

static bool is_wide(unsigned char lead) {
    return (lead >= 0xE3 && lead <= 0xE9) || lead == 0xEF;
}

/* What joins two pieces of one turn: nothing between scripts without blanks and before
 * punctuation. */
static bool needs_blank(const joiner *join, ms_slice words) {
    if (!join->last_len || ms_cue_is_blank(join->last[join->last_len - 1]) ||
        ms_cue_is_blank(*words.ptr))
        return false;
    if (strchr(",.;:!?)]", *words.ptr)) return false;
    size_t lead = join->last_len - 1;
    while (lead > 0 && ((unsigned char)join->last[lead] & 0xC0) == 0x80) lead--;
    return !(lead < join->last_len - 1 && is_wide((unsigned char)join->last[lead]) &&
             is_wide((unsigned char)*words.ptr));
}

static ms_status add_segment(joiner *join, ms_cue_segment segment) {
    ms_cue_segment *added = ms_cues_push(join->cues, &join->cues->segments);
    if (!added) return ms_cues_refused(join->cues);
    *added = segment;
    join->turn->count++;
    join->turn->bytes += segment.len;
    return MS_OK;
}

static ms_status add_joint(joiner *join, char byte) {
    ms_buffer *extra = &join->cues->extra;
    ms_cue_segment joint = {.from = SIZE_MAX,
                            .to = SIZE_MAX,
                            .at = extra->len,
                            .len = 1,
                            .is_extra = true,
                            .time_ms = -1};
    ms_status status = ms_buffer_append_byte(extra, byte);
    return status == MS_OK ? add_segment(join, joint) : status;
}

static ms_status speaker_of(ms_cues *cues, uint32_t name, uint32_t *speaker) {
    *speaker = MS_CUE_NOBODY;
    if (name == MS_CUE_NOBODY) return MS_OK;
    ms_cue_name *known = ms_cues_name(cues, name);
    if (known->speaker == MS_CUE_NOBODY) {
        ms_cue_speaker *made = ms_cues_push(cues, &cues->speakers);
        if (!made) return ms_cues_refused(cues);
        *made = (ms_cue_speaker){.at = known->at, .len = known->len};
        known->speaker = (uint32_t)cues->speakers.count - 1;
    }
    *speaker = known->speaker;
    return MS_OK;
}

static void finish_turn(joiner *join) {
    ms_cue_turn *turn = join->turn;
    join->turn = NULL;
    if (!turn || turn->speaker == MS_CUE_NOBODY) return;
    ms_cue_speaker *speaker = (ms_cue_speaker *)join->cues->speakers.items + turn->speaker;
    ms_slice last = ms_slice_of(join->last, join->last_len);
    speaker->turns++;
    speaker->questions +=
        ms_slice_ends(last, MS_SLICE("?")) || ms_slice_ends(last, MS_SLICE("\xEF\xBC\x9F"));
    speaker->bytes += turn->bytes;
}

static ms_status begin_turn(joiner *join, const ms_cue *cue, uint32_t speaker) {
    finish_turn(join);
    join->turn = ms_cues_push(join->cues, &join->cues->turns);
    if (!join->turn) return ms_cues_refused(join->cues);
    *join->turn = (ms_cue_turn){.speaker = speaker,
                                .time_ms = cue->time_ms,
                                .end_ms = cue->end_ms,
                                .first = join->cues->segments.count};
    join->last_len = 0;
    return MS_OK;
}

/* Goes on with a turn: a new line after a pause, else a blank where one is needed. */
static ms_status go_on(joiner *join, const ms_cue *cue, ms_slice words) {
    ms_cue_turn *turn = join->turn;
    bool is_pause =
        cue->end_ms >= 0 && turn->end_ms >= 0 && cue->time_ms - turn->end_ms >= PAUSE_MS;
    if (cue->end_ms > turn->end_ms) turn->end_ms = cue->end_ms;
    if (is_pause) return add_joint(join, '\n');
    return needs_blank(join, words) ? add_joint(join, ' ') : MS_OK;
}

/* The segments of pieces, without the first `skip` bytes and the blanks at the end. */
static ms_status add_pieces(joiner *join, size_t first, size_t count, size_t skip,
                            size_t keep) {
    for (size_t i = first; i < first + count && keep; i++) {
        ms_cue_segment part = ms_cues_piece(join->cues, i)->segment;
        size_t gone = ms_size_min(skip, part.len);
        skip -= gone;
        if (gone == part.len) continue;
        size_t len = ms_size_min(part.len - gone, keep);
        keep -= len;
        if (!part.is_extra) {
            part.from = part.at = part.from + gone;
            part.to = part.from + len;
        } else if (gone || len < part.len) {
            part.at += gone;
        }
        part.len = len;
        ms_status status = add_segment(join, part);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

/* Adds `words`, which begin `skip` bytes into the pieces, to the turn of that speaker. */
static ms_status add_words(joiner *join, const ms_cue *cue, uint32_t name, size_t first,
                           size_t count, size_t skip, ms_slice words, bool is_break) {
    if (!words.len) return MS_OK;
    uint32_t speaker;
    size_t tail = ms_size_min(words.len, sizeof join->last);
    char last[sizeof join->last];
    memcpy(last, words.ptr + words.len - tail, tail);
    ms_status status = speaker_of(join->cues, name, &speaker);
    if (status != MS_OK) return status;
    if (!join->turn || join->turn->speaker != speaker || is_break)
        status = begin_turn(join, cue, speaker);
    else status = go_on(join, cue, words);
    if (status == MS_OK) status = add_pieces(join, first, count, skip, words.len);
    memcpy(join->last, last, tail);
    join->last_len = tail;
    return status;
}

/* Several voices may be on one line: a run of pieces by one of them, trimmed, at a time. */
static ms_status add_voices(joiner *join, const ms_cue *cue, const ms_cue_line *line,
                            ms_slice words) {
    size_t at = 0,
           end = line->lead + words.len; /* bytes of the pieces so far; where the words end */
    for (size_t i = line->first; i < line->first + line->count;) {
        uint32_t name = ms_cues_piece(join->cues, i)->name;
        size_t first = i, from = at;
        for (; i < line->first + line->count && ms_cues_piece(join->cues, i)->name == name; i++)
            at += ms_cues_piece(join->cues, i)->segment.len;
        /* The words of the line are in hand as a whole; those of the run are a part of them. */
        size_t begin = ms_size_max(from, line->lead), stop = ms_size_min(at, end);
        if (begin >= stop) continue;
        words = ms_cues_words(join->cues, line); /* the buffer may have grown */
        ms_slice run = ms_slice_sub(words, begin - line->lead, stop - line->lead);
        ms_slice said = ms_cue_trim(run);
        if (!said.len) continue;
        size_t skip = begin - from + (size_t)(said.ptr - run.ptr);
        ms_status status = add_words(join, cue, name, first, i - first, skip, said, false);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

/* The bytes of a mark of another speaker: ">> ", or "- " in a cue of several lines. 0 for none.
 */
static size_t marker_of(ms_slice words, const ms_cue *cue) {
    size_t at = 0;
    while (at < words.len && words.ptr[at] == '>') at++;
    if (at < 2) at = cue->count > 1 && words.len > 1 && *words.ptr == '-' ? 1 : 0;
    if (!at) return 0;
    while (at < words.len && ms_cue_is_blank(words.ptr[at])) at++;
    return at < words.len || words.ptr[0] == '>' ? at : 0;
}

static ms_status add_line(joiner *join, const ms_cue *cue, const ms_cue_line *line) {
    ms_slice words = ms_cues_words(join->cues, line), name;
    size_t rest, marker = marker_of(words, cue);
    if (line->is_voice) return add_voices(join, cue, line, words);
    if (find_label(words, &name, &rest)) {
        char bytes[LABEL_MAX];
        memcpy(bytes, name.ptr, name.len);
        uint32_t index;
        ms_status status = ms_cues_intern(join->cues, ms_slice_of(bytes, name.len), &index);
        if (status != MS_OK) return status;
        if (ms_cues_name(join->cues, index)->is_label) {
            join->label = index;
            words = ms_cues_words(join->cues, line);
            return add_words(join, cue, index, line->first, line->count, line->lead + rest,
                             ms_slice_sub(words, rest, words.len), false);
        }
        words = ms_cues_words(join->cues, line);
    }
    if (marker) {
        join->label = MS_CUE_NOBODY;
        return add_words(join, cue, cue->name, line->first, line->count, line->lead + marker,
                         ms_slice_sub(words, marker, words.len), true);
    }
    uint32_t who = cue->name != MS_CUE_NOBODY ? cue->name : join->label;
    return add_words(join, cue, who, line->first, line->count, line->lead, words, false);
}

ms_status ms_cues_join(ms_cues *cues) {
    bool is_rolling = false;
    ms_status status = ms_cues_cut(cues);
    if (status == MS_OK) status = mark_rolling(cues, &is_rolling);
    if (status == MS_OK) status = decide_labels(cues);
    joiner join = {.cues = cues, .label = MS_CUE_NOBODY};
    for (size_t i = 0; status == MS_OK && i < cues->cues.count; i++) {
        const ms_cue *cue = ms_cues_cue(cues, i);
        for (size_t l = cue->first; status == MS_OK && l < cue->first + cue->count; l++) {
            const ms_cue_line *line = ms_cues_line(cues, l);
            if (!line->words_len || (is_rolling && line->is_again)) continue;
            status = add_line(&join, cue, line);
        }
        if (status == MS_OK) status = ms_tick(cues->ctx, cue->count + 1);
    }
    finish_turn(&join);
    return status;
}
