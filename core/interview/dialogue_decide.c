/* Which names are speakers. Names that recur, or are written in a way that only speakers are,
 * form the core; a name that occurs once joins when it behaves as the core does. It sees names
 * and candidates only, never the text between them, so that its cost is that of the labels. */
#include <ctype.h>

#include "interview/dialogue_parts.h"
#include "text/utf8.h"

static size_t count_words(ms_slice name) {
    size_t words = 1;
    for (size_t i = 0; i < name.len; i++) words += name.ptr[i] == ' ';
    return words;
}

static bool may_be_name(const ms_dialogue *dialogue, const name_info *info) {
    if (info->is_known) return true;
    bool is_sentence = info->is_sentence && info->count < 4 &&
            !(info->strong && (info->layouts & MS_LAYOUT_HEADING));
    if (info->is_denied || info->is_aside || is_sentence) return false;
    ms_slice name = ms_dialogue_slice(dialogue, info->name);
    size_t limit = info->strong ? 8 : 6;
    return count_words(name) <= limit && (info->strong || ms_utf8_count(name) <= 30);
}

/* Names without a colon that only a heading or bold marks may be section titles: they must
 * recur, in company. */
bool ms_dialogue_is_only_marked(const name_info *info) {
    return (info->layouts & (MS_LAYOUT_COLON | MS_LAYOUT_TIME)) == 0;
}

static size_t accept_core(ms_dialogue *dialogue, uint32_t plain_minimum) {
    name_info *names = dialogue->names.items;
    size_t accepted = 0;
    for (size_t i = 0; i < dialogue->names.count; i++) {
        name_info *info = &names[i];
        if (!may_be_name(dialogue, info) || ms_dialogue_is_only_marked(info)) continue;
        /* "- **Goal**: ..." is an item; speakers in a list take turns. */
        if (!info->is_known && info->listed * 2 > info->count &&
                (info->count < 3 || !info->is_namelike)) {
            continue;
        }
        bool recurs = info->strong >= 2 || (info->count >= plain_minimum &&
                (info->is_namelike || info->count >= 2 * plain_minimum));
        if (info->is_known || recurs) {
            info->is_accepted = true;
            accepted++;
        }
    }
    return accepted;
}

/* One plain label that occurs just twice, and no other: two remarks, not a speaker. */
static void reject_lone_pair(ms_dialogue *dialogue) {
    name_info *names = dialogue->names.items;
    for (size_t i = 0; i < dialogue->names.count; i++) {
        bool is_pair = !names[i].strong && !names[i].is_known && names[i].count < 3;
        names[i].is_accepted &= !is_pair;
    }
}

/* "## Name" alone on its line, when nothing else marks speakers: two names at least that both
 * recur. */
static bool is_recurring_mark(const ms_dialogue *dialogue, const name_info *info) {
    return ms_dialogue_is_only_marked(info) && info->count >= 2 && may_be_name(dialogue, info);
}

static void accept_marked(ms_dialogue *dialogue) {
    name_info *names = dialogue->names.items;
    size_t recurring = 0;
    for (size_t i = 0; i < dialogue->names.count; i++) {
        recurring += is_recurring_mark(dialogue, &names[i]);
    }
    if (recurring < 2) return;
    for (size_t i = 0; i < dialogue->names.count; i++) {
        names[i].is_accepted |= is_recurring_mark(dialogue, &names[i]);
    }
}

/* "Ann: Hi?", "Bob: Hello.": nobody speaks twice, but every line has its name. */
static bool is_plain_name(const ms_dialogue *dialogue, const name_info *info) {
    return info->is_namelike && may_be_name(dialogue, info) &&
           !ms_dialogue_is_only_marked(info) && !info->listed;
}

static void accept_short(ms_dialogue *dialogue) {
    name_info *names = dialogue->names.items;
    size_t labelled = 0;
    for (size_t i = 0; i < dialogue->names.count; i++) {
        labelled += is_plain_name(dialogue, &names[i]) ? names[i].count : 0;
    }
    if (labelled < 2 || labelled * 5 < dialogue->lines * 4) return;
    for (size_t i = 0; i < dialogue->names.count; i++) {
        names[i].is_accepted |= is_plain_name(dialogue, &names[i]);
    }
}

/* A name of another's rank that stands between two labels of one speaker has interrupted that
 * speaker, or the second label would not be there. A heading inside an answer ("Targets:") is
 * followed by somebody else. */
static void accept_interruptions(ms_dialogue *dialogue) {
    name_info *names = dialogue->names.items;
    const candidate *list = dialogue->candidates.items;
    size_t count = dialogue->candidates.count;
    size_t before = SIZE_MAX; /* the last accepted label */
    size_t pending = SIZE_MAX; /* a single unaccepted one behind it */
    for (size_t i = 0; i < count; i++) {
        name_info *info = &names[list[i].name];
        if (!info->is_accepted) {
            pending = pending == SIZE_MAX ? i : SIZE_MAX - 1;
            continue;
        }
        if (before != SIZE_MAX && pending < SIZE_MAX - 1 && list[before].name == list[i].name) {
            name_info *other = &names[list[pending].name];
            bool has_speech = list[pending].label.body < list[pending].label.line_end;
            bool is_name = other->is_namelike && may_be_name(dialogue, other);
            other->is_accepted |= is_name && !ms_dialogue_is_only_marked(other) && has_speech;
        }
        before = i;
        pending = SIZE_MAX;
    }
}

/* Written exactly as most speakers of this document are, and like a name. */
static void accept_alike(ms_dialogue *dialogue) {
    name_info *names = dialogue->names.items;
    enum { LAYOUT = MS_LAYOUT_COLON | MS_LAYOUT_BOLD | MS_LAYOUT_HEADING | MS_LAYOUT_LIST };
    uint32_t by_layout[128] = {0};
    uint32_t all = 0, full_names = 0, plain = 0, capitals = 0;
    for (size_t i = 0; i < dialogue->names.count; i++) {
        if (!names[i].is_accepted) continue;
        ms_slice name = ms_dialogue_slice(dialogue, names[i].name);
        by_layout[names[i].layouts & LAYOUT] += names[i].count;
        all += names[i].count;
        plain += names[i].strong ? 0 : 1;
        full_names += !names[i].strong && count_words(name) >= 2 &&
                (unsigned char)name.ptr[0] < 0x80;
        capitals += !names[i].strong && name.len > 1 && isupper((unsigned char)name.ptr[0]) &&
                isupper((unsigned char)name.ptr[1]);
    }
    for (size_t i = 0; i < dialogue->names.count; i++) {
        name_info *info = &names[i];
        if (info->is_accepted || !may_be_name(dialogue, info) ||
                ms_dialogue_is_only_marked(info) || all < 2) {
            continue;
        }
        ms_slice name = ms_dialogue_slice(dialogue, info->name);
        if (info->strong) {
            bool is_heading = (info->layouts & LAYOUT) == (MS_LAYOUT_HEADING | MS_LAYOUT_COLON);
            info->is_accepted = (info->is_namelike || is_heading) &&
                    by_layout[info->layouts & LAYOUT] * 4 >= all && !info->listed;
        } else if (plain > 0) {
            bool is_full = info->is_namelike && count_words(name) >= 2 &&
                    count_words(name) <= 4 && isupper((unsigned char)name.ptr[0]);
            bool is_capital = name.len > 2 && isupper((unsigned char)name.ptr[0]) &&
                    isupper((unsigned char)name.ptr[1]);
            info->is_accepted = (is_full && full_names > 0) ||
                    (is_full && is_capital && capitals > 0);
        }
    }
}

/* "Shaun Apps (SA)" and later "SA" are one speaker. */
static void join_aliases(ms_dialogue *dialogue) {
    name_info *names = dialogue->names.items;
    for (uint32_t i = 0; i < dialogue->names.count; i++) {
        ms_slice name = ms_dialogue_slice(dialogue, names[i].name);
        size_t wide = ms_slice_ends(name, MS_SLICE("）")) ? 3 : 0;
        size_t close = ms_slice_ends(name, MS_SLICE(")")) ? 1 : wide;
        if (!close || !may_be_name(dialogue, &names[i]) ||
                ms_dialogue_is_only_marked(&names[i])) {
            continue;
        }
        size_t from = name.len - close;
        while (from > 0 && name.ptr[from - 1] != '(' &&
               !ms_slice_ends(ms_slice_sub(name, 0, from), MS_SLICE("（"))) {
            from--;
        }
        if (from <= 1) continue;
        ms_slice inner = ms_slice_sub(name, from, name.len - close);
        name_info *alias = ms_dialogue_find_name(dialogue, inner);
        if (!alias || alias == &names[i] || !alias->is_accepted ||
                alias->same != (uint32_t)(alias - names)) {
            continue;
        }
        alias->same = i;
        names[i].is_accepted = true;
    }
}

void ms_dialogue_decide(ms_dialogue *dialogue) {
    size_t core = accept_core(dialogue, 3);
    if (core < 2) core = accept_core(dialogue, 2);
    if (core == 1) reject_lone_pair(dialogue);
    if (core == 0) accept_marked(dialogue);
    if (core == 0) accept_short(dialogue);
    accept_interruptions(dialogue);
    accept_alike(dialogue);
    join_aliases(dialogue);
}
