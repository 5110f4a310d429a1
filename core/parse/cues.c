/* Timed text: its memory, its names and its notes. Arrays are kept from document to document;
 * nothing is allocated for one cue. */
#include "parse/cues_parts.h"

#include "base/size.h"

enum { NOTES_OF_A_KIND = 20, FIRST_ITEMS = 64 };
/* What is kept from document to document, at most. */
enum { KEPT_BYTES = 16 * 1024 * 1024 };

static const struct {
    const char *name, *text;
} repairs[MS_CUE_REPAIRS] = {
    [MS_CUE_NO_BLANK_LINE] = {"no blank line", "a cue began without a blank line before it"},
    [MS_CUE_BLANK_LINE_WITHIN] = {"blank line",
                                  "words behind a blank line belong to the cue before it"},
    [MS_CUE_BLANK_LINE_BEFORE] = {"blank line", "a blank line between the time and its words"},
    [MS_CUE_NO_TIMING] = {"no timing", "words without a time were left out"},
    [MS_CUE_BAD_TIMING] = {"bad timing",
                           "a line of times that cannot be read was left out, and its words "
                           "are those of the cue before it, if any"},
    [MS_CUE_NO_NUMBER] = {"no number", "a cue has no number"},
    [MS_CUE_BACKWARD] = {"backward", "the cue ends before it begins: its end was left out"},
    [MS_CUE_RESTART] =
        {"restart",
         "the time goes back: a recorder that was started again, or cues in disorder"},
    [MS_CUE_ORDER] = {"order", "the cue begins before the one above it"},
    [MS_CUE_ROLLING] = {"rolling", "lines that roll up were read once"},
};

const char *ms_cue_repair_name(ms_cue_repair repair) {
    return repairs[repair].name;
}

const char *ms_cue_repair_text(ms_cue_repair repair) {
    return repairs[repair].text;
}

/* --- memory ------------------------------------------------------------------------------- */

enum { LISTS = 9 };

static void all_lists(ms_cues *cues, ms_cue_list *lists[LISTS]) {
    ms_cue_list *const all[LISTS] = {&cues->cues,     &cues->lines,    &cues->pieces,
                                     &cues->names,    &cues->slots,    &cues->turns,
                                     &cues->segments, &cues->speakers, &cues->notes};
    memcpy(lists, all, sizeof all);
}

ms_status ms_cues_new(ms_ctx *ctx, ms_cues **out) {
    static const size_t sizes[LISTS] = {
        sizeof(ms_cue),         sizeof(ms_cue_line),    sizeof(ms_cue_piece),
        sizeof(ms_cue_name),    sizeof(uint32_t),       sizeof(ms_cue_turn),
        sizeof(ms_cue_segment), sizeof(ms_cue_speaker), sizeof(ms_cue_note)};
    ms_cues *cues = ms_sys_alloc(ctx->sys, sizeof *cues);
    *out = cues;
    if (!cues) return MS_E_MEMORY;
    cues->ctx = ctx;
    ms_buffer_init(&cues->extra, ctx->sys, 0);
    ms_cue_list *lists[LISTS];
    all_lists(cues, lists);
    for (size_t i = 0; i < LISTS; i++) lists[i]->size = sizes[i];
    return MS_OK;
}

static void free_lists(ms_cues *cues) {
    ms_cue_list *lists[LISTS];
    all_lists(cues, lists);
    for (size_t i = 0; i < LISTS; i++) {
        ms_sys_free(cues->ctx->sys, lists[i]->items, lists[i]->capacity * lists[i]->size);
        lists[i]->items = NULL;
        lists[i]->capacity = 0;
    }
    ms_buffer_free(&cues->extra);
    cues->held = 0;
}

void ms_cues_free(ms_cues *cues) {
    if (!cues) return;
    free_lists(cues);
    ms_sys_free(cues->ctx->sys, cues, sizeof *cues);
}

void ms_cues_begin(ms_cues *cues, ms_slice text, ms_cue_kind kind) {
    cues->text = text;
    cues->kind = kind;
    cues->is_over = false;
    if (cues->held > KEPT_BYTES) free_lists(cues);
    ms_buffer_reset(&cues->extra);
    ms_cue_list *lists[LISTS];
    all_lists(cues, lists);
    for (size_t i = 0; i < LISTS; i++) lists[i]->count = 0;
    memset(cues->repairs, 0, sizeof cues->repairs);
}

static bool grow(ms_cues *cues, ms_cue_list *list, size_t capacity) {
    size_t bytes, before = list->capacity * list->size;
    if (!ms_size_mul(capacity, list->size, &bytes)) return false;
    cues->is_over = cues->held - before > cues->ctx->limits.memory ||
                    bytes > cues->ctx->limits.memory - (cues->held - before);
    if (cues->is_over) return false;
    void *grown = ms_sys_resize(cues->ctx->sys, list->items, before, bytes);
    if (!grown) return false;
    cues->held += bytes - before;
    list->items = grown;
    list->capacity = capacity;
    return true;
}

ms_status ms_cues_refused(const ms_cues *cues) {
    return cues->is_over ? MS_E_LIMIT_MEMORY : MS_E_MEMORY;
}

void *ms_cues_push(ms_cues *cues, ms_cue_list *list) {
    if (list->count == list->capacity &&
        !grow(cues, list, ms_size_max(FIRST_ITEMS, list->capacity * 2)))
        return NULL;
    void *item = (char *)list->items + list->size * list->count++;
    memset(item, 0, list->size);
    return item;
}

/* --- names -------------------------------------------------------------------------------- */

static uint32_t hash_of(ms_slice name) {
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ (unsigned char)name.ptr[i]) * 16777619u;
    return hash;
}

static ms_slice name_bytes(const ms_cues *cues, size_t i) {
    const ms_cue_name *name = ms_cues_name(cues, i);
    return ms_slice_sub(ms_buffer_slice(&cues->extra), name->at, name->at + name->len);
}

/* The slot of a name, or the empty one where it belongs. */
static uint32_t *slot_of(const ms_cues *cues, ms_slice name) {
    uint32_t *slots = cues->slots.items;
    size_t mask = cues->slots.count - 1, at = hash_of(name) & mask;
    while (slots[at] && !ms_slice_equal(name_bytes(cues, slots[at] - 1), name))
        at = (at + 1) & mask;
    return &slots[at];
}

/* At most half of the slots are taken. */
static bool make_slots(ms_cues *cues) {
    ms_cue_list *slots = &cues->slots;
    if (slots->count > cues->names.count * 2 + 2) return true;
    size_t count = ms_size_max(FIRST_ITEMS, slots->count * 2);
    if (count > slots->capacity && !grow(cues, slots, count)) return false;
    slots->count = count;
    memset(slots->items, 0, count * slots->size);
    for (size_t i = 0; i < cues->names.count; i++)
        *slot_of(cues, name_bytes(cues, i)) = (uint32_t)i + 1;
    return true;
}

ms_status ms_cues_intern(ms_cues *cues, ms_slice name, uint32_t *index) {
    if (!make_slots(cues)) return ms_cues_refused(cues);
    uint32_t *slot = slot_of(cues, name);
    if (!*slot) {
        if (cues->names.count >= UINT32_MAX - 1) return MS_E_LIMIT_MEMORY;
        ms_cue_name *made = ms_cues_push(cues, &cues->names);
        if (!made) return ms_cues_refused(cues);
        *made = (ms_cue_name){.at = cues->extra.len, .len = name.len, .speaker = MS_CUE_NOBODY};
        ms_status status = ms_buffer_append_slice(&cues->extra, name);
        if (status != MS_OK) {
            cues->names.count--;
            return status;
        }
        *slot = (uint32_t)cues->names.count;
    }
    *index = *slot - 1;
    return MS_OK;
}

/* --- notes and results -------------------------------------------------------------------- */

ms_status ms_cues_note(ms_cues *cues, ms_cue_repair repair, size_t line) {
    if (++cues->repairs[repair] > NOTES_OF_A_KIND) return MS_OK;
    ms_cue_note *note = ms_cues_push(cues, &cues->notes);
    if (!note) return ms_cues_refused(cues);
    *note = (ms_cue_note){repair, line};
    return MS_OK;
}

ms_status ms_cues_add(ms_cues *cues, int64_t time_ms, int64_t end_ms, ms_slice speaker) {
    uint32_t name = MS_CUE_NOBODY;
    if (speaker.len) {
        ms_status status = ms_cues_intern(cues, speaker, &name);
        if (status != MS_OK) return status;
    }
    ms_cue *cue = ms_cues_push(cues, &cues->cues);
    if (!cue) return ms_cues_refused(cues);
    *cue = (ms_cue){
        .time_ms = time_ms, .end_ms = end_ms, .first = cues->lines.count, .name = name};
    return MS_OK;
}

ms_status ms_cues_add_line(ms_cues *cues, size_t from, size_t to) {
    ms_cue_line *line = ms_cues_push(cues, &cues->lines);
    if (!line) return ms_cues_refused(cues);
    line->from = from;
    line->to = to;
    ms_cues_cue(cues, cues->cues.count - 1)->count++;
    return MS_OK;
}

size_t ms_cues_count(const ms_cues *cues) {
    return cues->cues.count;
}

const ms_cue_turn *ms_cues_turns(const ms_cues *cues, size_t *count) {
    *count = cues->turns.count;
    return cues->turns.items;
}

const ms_cue_segment *ms_cues_segments(const ms_cues *cues, size_t *count) {
    *count = cues->segments.count;
    return cues->segments.items;
}

const ms_cue_speaker *ms_cues_speakers(const ms_cues *cues, size_t *count) {
    *count = cues->speakers.count;
    return cues->speakers.items;
}

const ms_cue_note *ms_cues_notes(const ms_cues *cues, size_t *count) {
    *count = cues->notes.count;
    return cues->notes.items;
}

ms_slice ms_cues_extra(const ms_cues *cues) {
    return ms_buffer_slice(&cues->extra);
}

ms_slice ms_cue_trim(ms_slice s) {
    while (s.len && ms_cue_is_blank(*s.ptr)) s = ms_slice_sub(s, 1, s.len);
    while (s.len && ms_cue_is_blank(s.ptr[s.len - 1])) s.len--;
    return s;
}
