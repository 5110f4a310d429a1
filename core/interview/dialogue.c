/* The dialogue reader: from lines to candidates, and, when it is decided which of their names
 * are speakers
 * (dialogue_decide.c), from candidates to turns.
 *
 * The one idea: a label is a speaker by what the whole document does with it, not by how one
 * line looks. All arrays are kept from document to document; nothing is allocated for a line. */
#include "interview/dialogue_parts.h"

#include "base/size.h"

static void *add(ms_dialogue *dialogue, array *list) {
    if (list->count == list->capacity) {
        size_t capacity = ms_size_max(64, list->capacity * 2);
        size_t bytes;
        if (!ms_size_mul(capacity, list->size, &bytes)) return NULL;
        void *grown = ms_sys_resize(dialogue->ctx->sys, list->items,
                list->capacity * list->size, bytes);
        if (!grown) return NULL;
        list->items = grown;
        list->capacity = capacity;
    }
    return (char *)list->items + list->size * list->count++;
}

ms_status ms_dialogue_new(ms_ctx *ctx, ms_dialogue **out) {
    ms_dialogue *dialogue = ms_sys_alloc(ctx->sys, sizeof *dialogue);
    *out = dialogue;
    if (!dialogue) return MS_E_MEMORY;
    dialogue->ctx = ctx;
    dialogue->candidates.size = sizeof(candidate);
    dialogue->names.size = sizeof(name_info);
    dialogue->turns.size = sizeof(ms_turn);
    dialogue->speakers.size = sizeof(ms_speaker);
    dialogue->slots.size = sizeof(uint32_t);
    return MS_OK;
}

void ms_dialogue_free(ms_dialogue *dialogue) {
    if (!dialogue) return;
    const ms_sys *sys = dialogue->ctx->sys;
    array *lists[] = {&dialogue->candidates, &dialogue->names, &dialogue->turns,
            &dialogue->speakers, &dialogue->slots};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        ms_sys_free(sys, lists[i]->items, lists[i]->capacity * lists[i]->size);
    }
    ms_sys_free(sys, dialogue, sizeof *dialogue);
}

/* --- names by value ----------------------------------------------------------------------- */

ms_slice ms_dialogue_slice(const ms_dialogue *dialogue, ms_span span) {
    return ms_slice_sub(dialogue->text, span.from, span.to);
}

static char fold(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* FNV-1a over the bytes, ASCII letters without case. */
static uint32_t hash_name(ms_slice name) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < name.len; i++) {
        hash = (hash ^ (unsigned char)fold(name.ptr[i])) * 16777619u;
    }
    return hash;
}

static bool same_name(ms_slice a, ms_slice b) {
    if (a.len != b.len) return false;
    for (size_t i = 0; i < a.len; i++) {
        if (fold(a.ptr[i]) != fold(b.ptr[i])) return false;
    }
    return true;
}

static void insert_slot(array *slots, uint32_t hash, uint32_t index) {
    uint32_t *table = slots->items;
    size_t at = hash & (slots->count - 1);
    while (table[at]) at = (at + 1) & (slots->count - 1);
    table[at] = index + 1;
}

static bool grow_slots(ms_dialogue *dialogue) {
    array *slots = &dialogue->slots;
    size_t count = ms_size_max(256, slots->count * 2);
    if (count > slots->capacity) {
        size_t bytes;
        if (!ms_size_mul(count, slots->size, &bytes)) return false;
        void *grown = ms_sys_resize(dialogue->ctx->sys, slots->items,
                slots->capacity * slots->size, bytes);
        if (!grown) return false;
        slots->items = grown;
        slots->capacity = count;
    }
    slots->count = count;
    memset(slots->items, 0, count * slots->size);
    const name_info *names = dialogue->names.items;
    for (size_t i = 0; i < dialogue->names.count; i++) {
        uint32_t hash = hash_name(ms_dialogue_slice(dialogue, names[i].name));
        insert_slot(slots, hash, (uint32_t)i);
    }
    return true;
}

/* Labels that are interviewers' or interviewees' wherever they stand, even once. */
static bool is_known_label(ms_slice name) {
    static const char *const words[] = {
        "q", "a", "问", "答", "問", "host", "guest", "interviewer", "interviewee", "moderator",
        "reporter", "presenter", "audience", "主持人", "记者", "記者", "采访者", "採訪者", "采访人", "访谈者",
        "訪談者", "受访者", "受訪者", "被采访者", "被访者", "嘉宾", "來賓", "提问", "提問"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (same_name(name, ms_slice_str(words[i]))) return true;
    }
    static const char *const stems[] = {"speaker ", "speaker_", "说话人", "說話人", "发言人", "發言人"};
    for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++) {
        ms_slice stem = ms_slice_str(stems[i]);
        if (name.len > stem.len && name.len < stem.len + 5 &&
                same_name(ms_slice_sub(name, 0, stem.len), stem)) {
            return true;
        }
    }
    return false;
}

static name_info *intern(ms_dialogue *dialogue, ms_span span, uint32_t *index) {
    array *slots = &dialogue->slots;
    if (dialogue->names.count * 2 >= slots->count && !grow_slots(dialogue)) return NULL;
    ms_slice name = ms_dialogue_slice(dialogue, span);
    uint32_t hash = hash_name(name);
    const uint32_t *table = slots->items;
    name_info *names = dialogue->names.items;
    for (size_t at = hash & (slots->count - 1); table[at]; at = (at + 1) & (slots->count - 1)) {
        if (same_name(ms_dialogue_slice(dialogue, names[table[at] - 1].name), name)) {
            *index = table[at] - 1;
            return &names[table[at] - 1];
        }
    }
    name_info *info = add(dialogue, &dialogue->names);
    if (!info) return NULL;
    *index = (uint32_t)(dialogue->names.count - 1);
    *info = (name_info){.name = span,
                        .is_denied = ms_label_is_denied(name),
                        .is_known = is_known_label(name),
                        .is_namelike = ms_label_is_namelike(name),
                        .is_sentence = ms_label_is_sentence(name),
                        .is_aside = ms_label_is_aside(name),
                        .same = *index,
                        .speaker = MS_NO_SPEAKER};
    insert_slot(slots, hash, *index);
    return info;
}

name_info *ms_dialogue_find_name(ms_dialogue *dialogue, ms_slice name) {
    const array *slots = &dialogue->slots;
    const uint32_t *table = slots->items;
    name_info *names = dialogue->names.items;
    size_t mask = slots->count - 1;
    for (size_t at = hash_name(name) & mask; table[at]; at = (at + 1) & mask) {
        name_info *info = &names[table[at] - 1];
        if (same_name(ms_dialogue_slice(dialogue, info->name), name)) return info;
    }
    return NULL;
}

/* --- first pass: candidates --------------------------------------------------------------- */

/* Is this layout used for nothing but speakers? Bold or a heading with a colon, or a time. */
static bool is_strong(unsigned layout) {
    if (layout & MS_LAYOUT_TIME) return true;
    return (layout & MS_LAYOUT_COLON) && (layout & (MS_LAYOUT_BOLD | MS_LAYOUT_HEADING));
}

/* Where the text begins behind a byte order mark and YAML front matter ("---" lines around
 * it). */
static size_t skip_front_matter(ms_slice text) {
    size_t start = ms_slice_starts(text, MS_SLICE("\xEF\xBB\xBF")) ? 3 : 0;
    ms_slice head = ms_slice_sub(text, 0, start + (size_t)16 * 1024);
    size_t at = start;
    ms_span line;
    if (!ms_lines_next(head, &at, &line)) return start;
    if (!ms_slice_equal(ms_slice_sub(head, line.from, line.to), MS_SLICE("---"))) return start;
    while (ms_lines_next(head, &at, &line)) {
        ms_slice bytes = ms_slice_sub(head, line.from, line.to);
        if (ms_slice_equal(bytes, MS_SLICE("---")) || ms_slice_equal(bytes, MS_SLICE("..."))) {
            return at;
        }
    }
    return start;
}

/* Lines by LF, CR or CRLF. The next of either is remembered, so that a text without one of them
 * is not searched for it again at every line. */
typedef struct line_cursor {
    ms_slice text;
    size_t at, feed, carriage;
} line_cursor;

static size_t find_byte(ms_slice text, size_t from, char byte) {
    const char *found = from < text.len ? memchr(text.ptr + from, byte, text.len - from) : NULL;
    return found ? (size_t)(found - text.ptr) : text.len;
}

static line_cursor lines_from(ms_slice text, size_t at) {
    return (line_cursor){text, at, find_byte(text, at, '\n'), find_byte(text, at, '\r')};
}

static bool next_line(line_cursor *lines, ms_span *line) {
    if (lines->at >= lines->text.len) return false;
    if (lines->feed < lines->at) lines->feed = find_byte(lines->text, lines->at, '\n');
    if (lines->carriage < lines->at) lines->carriage = find_byte(lines->text, lines->at, '\r');
    *line = (ms_span){lines->at, ms_size_min(lines->feed, lines->carriage)};
    lines->at = line->to + (line->to + 1 == lines->feed && line->to == lines->carriage ? 2 : 1);
    return true;
}

/* "## Words", as Markdown wants it: "##words" and "#1" are somebody's speech. */
static bool is_heading(ms_slice text, ms_span line) {
    size_t at = line.from;
    while (at < line.to && text.ptr[at] == '#') at++;
    size_t hashes = at - line.from;
    return hashes >= 1 && hashes <= 6 && (at == line.to || text.ptr[at] == ' ' || text.ptr[at] == '\t');
}

/* What an editor puts between turns: a heading, a rule, "> (laughter)". At the end of a turn it
 * is no speech. */
static bool is_between_turns(ms_slice text, ms_span line) {
    ms_span rest = ms_lines_trim(text, line);
    if (rest.from == rest.to) return true;
    char first = text.ptr[rest.from];
    if (first == '#') return is_heading(text, rest);
    if (first == '-' || first == '*' || first == '_' || first == '\\') {
        size_t at = rest.from;
        while (at < rest.to &&
               (text.ptr[at] == first || text.ptr[at] == ' ' || text.ptr[at] == '*')) {
            at++;
        }
        return at == rest.to && rest.to - rest.from >= 3;
    }
    if (first != '>') return false;
    ms_span inner = ms_lines_trim(text, (ms_span){rest.from + 1, rest.to});
    ms_slice words = ms_slice_sub(text, inner.from, inner.to);
    return (ms_slice_starts(words, MS_SLICE("(")) && ms_slice_ends(words, MS_SLICE(")"))) ||
           (ms_slice_starts(words, MS_SLICE("（")) && ms_slice_ends(words, MS_SLICE("）")));
}

/* Where the block of facts that may begin the text ends: lines up to the first empty one, each
 * of them "key: value" or a heading, none of them twice, one at least a key that only facts
 * have (日期). */
static size_t skip_facts(const ms_dialogue *dialogue) {
    enum { MOST = 24 };
    ms_slice keys[MOST];
    size_t count = 0;
    bool has_meta = false;
    line_cursor lines = lines_from(dialogue->text, dialogue->start);
    ms_span line;
    while (next_line(&lines, &line)) {
        ms_span trimmed = ms_lines_trim(dialogue->text, line);
        if (trimmed.from == trimmed.to) {
            if (count > 0) break;
            continue;
        }
        ms_label label;
        bool is_title = dialogue->text.ptr[trimmed.from] == '#' || count == 0;
        if (!ms_label_read(dialogue->text, line, &label)) {
            if (is_title) continue;
            return dialogue->start;
        }
        ms_slice key = ms_dialogue_slice(dialogue, label.name);
        for (size_t i = 0; i < count; i++) {
            if (same_name(keys[i], key)) return dialogue->start;
        }
        if (count == MOST) return dialogue->start;
        keys[count++] = key;
        has_meta = has_meta || ms_label_is_meta(key);
    }
    return has_meta ? ms_size_min(lines.at, dialogue->text.len) : dialogue->start;
}

static ms_status read_candidates(ms_dialogue *dialogue) {
    size_t start = skip_facts(dialogue);
    line_cursor lines = lines_from(dialogue->text, start);
    ms_span line;
    while (next_line(&lines, &line)) {
        ms_label label;
        if (line.to == line.from) continue;
        dialogue->lines++;
        if (!ms_label_read(dialogue->text, line, &label)) {
            if (!is_between_turns(dialogue->text, line)) dialogue->speech_end = line.to;
            continue;
        }
        uint32_t index;
        name_info *info = intern(dialogue, ms_label_key(dialogue->text, label.name), &index);
        candidate *next = info ? add(dialogue, &dialogue->candidates) : NULL;
        if (!next) return MS_E_MEMORY;
        *next = (candidate){label, dialogue->speech_end, index};
        info->count++;
        info->strong += is_strong(label.layout);
        info->listed += (label.layout & MS_LAYOUT_LIST) != 0;
        info->layouts |= label.layout;
        bool is_title = (label.layout & MS_LAYOUT_HEADING) &&
                (label.layout & MS_LAYOUT_NO_COLON);
        if (!info->is_aside && !is_title) dialogue->speech_end = line.to;
    }
    return ms_tick(dialogue->ctx, dialogue->text.len);
}

/* --- third pass: turns -------------------------------------------------------------------- */

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static ms_span trim_body(ms_slice text, ms_span body) {
    size_t before;
    do {
        before = body.to - body.from;
        while (body.from < body.to && is_space(text.ptr[body.from])) body.from++;
        while (body.from < body.to && is_space(text.ptr[body.to - 1])) body.to--;
        body = ms_lines_trim(text, body);
    } while (body.to - body.from != before && body.from < body.to);
    return body;
}

/* Does the speech end as a question? A mark, or 吗 呢 before a full stop. */
static bool ends_as_question(ms_slice text, ms_span body) {
    size_t from = body.to - body.from > 24 ? body.to - 24 : body.from;
    ms_slice tail = ms_slice_sub(text, from, body.to);
    static const char *const closers[] = {
        "\"", "”", "」", "』", ")", "）", "*", "_", "。", ".", "！"};
    for (bool is_cut = true; is_cut;) {
        is_cut = false;
        for (size_t i = 0; i < sizeof closers / sizeof closers[0]; i++) {
            ms_slice closer = ms_slice_str(closers[i]);
            if (!ms_slice_ends(tail, closer)) continue;
            tail.len -= closer.len;
            is_cut = true;
        }
    }
    static const char *const ends[] = {"?", "？", "吗", "嗎", "呢", "么", "麼"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (ms_slice_ends(tail, ms_slice_str(ends[i]))) return true;
    }
    return false;
}

static ms_status add_turn(ms_dialogue *dialogue, const candidate *from, size_t end) {
    end = ms_size_max(end, from->label.body);
    ms_span body = trim_body(dialogue->text, (ms_span){from->label.body, end});
    if (body.from == body.to) return MS_OK; /* a label without speech */
    name_info *names = dialogue->names.items;
    name_info *info = &names[names[from->name].same];
    if (info->speaker == MS_NO_SPEAKER) {
        ms_speaker *speaker = add(dialogue, &dialogue->speakers);
        if (!speaker) return MS_E_MEMORY;
        *speaker = (ms_speaker){.name = info->name};
        info->speaker = (uint32_t)(dialogue->speakers.count - 1);
    }
    ms_turn *turn = add(dialogue, &dialogue->turns);
    if (!turn) return MS_E_MEMORY;
    *turn = (ms_turn){.speaker = info->speaker, .label = from->label.name, .body = body,
            .time_ms = from->label.time_ms, .end_ms = from->label.end_ms};
    ms_speaker *speaker = (ms_speaker *)dialogue->speakers.items + info->speaker;
    speaker->turns++;
    speaker->bytes += body.to - body.from;
    speaker->questions += ends_as_question(dialogue->text, body);
    return MS_OK;
}

/* What stands before the first label is front matter, unless it is as long as a talk: then its
 * prose is a turn of an unknown speaker (a lecture before the questions). */
static ms_status cut_front(ms_dialogue *dialogue, const candidate *first) {
    enum { TALK_BYTES = 3000 };
    dialogue->front = (ms_span){0, first->label.line};
    if (first->before < dialogue->start + TALK_BYTES) return MS_OK;
    line_cursor lines = lines_from(ms_slice_sub(dialogue->text, 0, first->before),
            dialogue->start);
    ms_span line;
    do {
        if (!next_line(&lines, &line)) return MS_OK;
    } while (is_between_turns(dialogue->text, line));
    ms_turn *turn = add(dialogue, &dialogue->turns);
    if (!turn) return MS_E_MEMORY;
    dialogue->front.to = line.from;
    *turn = (ms_turn){MS_NO_SPEAKER, {line.from, line.from},
            trim_body(dialogue->text, (ms_span){line.from, first->before}), -1, -1};
    return MS_OK;
}

static ms_status cut_turns(ms_dialogue *dialogue) {
    const candidate *list = dialogue->candidates.items;
    const name_info *names = dialogue->names.items;
    const candidate *open = NULL;
    for (size_t i = 0; i < dialogue->candidates.count; i++) {
        const candidate *next = &list[i];
        /* "### Ann" without its colon is one more label of Ann, "**Ann**" in passing is not. */
        bool is_bare = (next->label.layout & MS_LAYOUT_NO_COLON) &&
                !(next->label.layout & (MS_LAYOUT_TIME | MS_LAYOUT_HEADING));
        bool is_label = names[next->name].is_accepted &&
                (!is_bare || ms_dialogue_is_only_marked(&names[next->name]));
        if (!is_label) continue;
        if (open) {
            ms_status status = add_turn(dialogue, open, next->before);
            if (status != MS_OK) return status;
        } else {
            ms_status status = cut_front(dialogue, next);
            if (status != MS_OK) return status;
        }
        open = next;
    }
    return open ? add_turn(dialogue, open, dialogue->speech_end) : MS_OK;
}

static int confidence_of(const ms_dialogue *dialogue) {
    if (dialogue->turns.count == 0) return 0;
    if (dialogue->turns.count == 1) return 40;
    return dialogue->speakers.count >= 2 ? 90 : 75;
}

ms_status ms_dialogue_read(ms_dialogue *dialogue, ms_slice text, int *confidence) {
    dialogue->text = text;
    dialogue->candidates.count = dialogue->names.count = dialogue->turns.count =
            dialogue->speakers.count = 0;
    dialogue->front = (ms_span){0, text.len};
    dialogue->start = skip_front_matter(text);
    dialogue->speech_end = dialogue->start;
    dialogue->lines = 0;
    *confidence = 0;
    /* a document with a million labels must not slow down the next */
    dialogue->slots.count = 0;
    if (!grow_slots(dialogue)) return MS_E_MEMORY;
    ms_status status = read_candidates(dialogue);
    if (status != MS_OK) return status;
    ms_dialogue_decide(dialogue);
    status = cut_turns(dialogue);
    if (status == MS_OK) *confidence = confidence_of(dialogue);
    return status;
}

const ms_turn *ms_dialogue_turns(const ms_dialogue *dialogue, size_t *count) {
    *count = dialogue->turns.count;
    return dialogue->turns.items;
}

const ms_speaker *ms_dialogue_speakers(const ms_dialogue *dialogue, size_t *count) {
    *count = dialogue->speakers.count;
    return dialogue->speakers.items;
}

ms_span ms_dialogue_front(const ms_dialogue *dialogue) {
    return dialogue->front;
}
