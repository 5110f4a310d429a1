/* See user_words.h. A trie whose transitions lie in one hash table; at most places of a text a bit
 * says that no word begins there. */
#include "text/user_words.h"

#include "base/size.h"
#include "text/utf8.h"
#include "text/words.h"

void ms_user_words_init(ms_user_words *list, const ms_sys *sys, const ms_dictionary *dictionary) {
    *list = (ms_user_words){.sys = sys, .dictionary = dictionary, .nodes = 1};
}

void ms_user_words_free(ms_user_words *list) {
    ms_sys_free(list->sys, list->slots, list->slot_count * sizeof *list->slots);
    list->slots = NULL;
    list->slot_count = list->used = 0;
}

/* The slot of key, or the free one where it belongs. There is always a free one. */
static ms_user_word_slot *find_slot(ms_user_word_slot *slots, size_t count, uint64_t key) {
    uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(hash >> 20) & (count - 1);
    while (slots[i].key != 0 && slots[i].key != key) i = (i + 1) & (count - 1);
    return &slots[i];
}

static ms_status grow(ms_user_words *list) {
    if (list->used * 2 < list->slot_count) return MS_OK;
    size_t count;
    if (list->nodes >= UINT32_MAX / 2 || !ms_size_mul(list->slot_count, 2, &count)) {
        return MS_E_MEMORY;
    }
    if (count == 0) count = 64;
    ms_user_word_slot *slots = ms_sys_array(list->sys, count, sizeof *slots);
    if (!slots) return MS_E_MEMORY;
    for (size_t i = 0; i < list->slot_count; i++) {
        if (list->slots[i].key != 0) *find_slot(slots, count, list->slots[i].key) = list->slots[i];
    }
    ms_sys_free(list->sys, list->slots, list->slot_count * sizeof *slots);
    list->slots = slots;
    list->slot_count = count;
    return MS_OK;
}

static uint32_t next_character(const ms_user_words *list, ms_slice text, size_t *at) {
    return ms_dictionary_simple(list->dictionary, ms_utf8_next(text, at));
}

ms_status ms_user_words_add(ms_user_words *list, ms_slice word) {
    size_t characters = ms_utf8_count(word);
    if (characters == 0 || characters > MS_USER_WORD_LONGEST) return MS_E_USAGE;
    uint64_t node = 0;
    for (size_t at = 0; at < word.len;) {
        uint32_t c = next_character(list, word, &at);
        if (node == 0) list->starts[c / 64 % 64] |= UINT64_C(1) << c % 64;
        ms_status status = grow(list);
        if (status != MS_OK) return status;
        uint64_t key = node << 32 | c;
        ms_user_word_slot *slot = find_slot(list->slots, list->slot_count, key);
        if (slot->key == 0) {
            *slot = (ms_user_word_slot){key, list->nodes++ << 1};
            list->used++;
        }
        if (at == word.len) slot->child |= 1;
        node = slot->child >> 1;
    }
    return MS_OK;
}

/* The end of the longest word at from, or from when there is none. */
static size_t match(const ms_user_words *list, ms_slice text, size_t from) {
    size_t end = from, at = from;
    uint64_t node = 0;
    while (at < text.len) {
        uint64_t key = node << 32 | next_character(list, text, &at);
        const ms_user_word_slot *slot = find_slot(list->slots, list->slot_count, key);
        if (slot->key == 0 || key == 0) break;
        if (slot->child & 1 && ms_words_is_edge(text, at)) end = at;
        node = slot->child >> 1;
    }
    return end;
}

bool ms_user_words_find(const ms_user_words *list, ms_slice text, size_t from, ms_span *found) {
    if (list->used == 0) return false;
    for (size_t at = from; at < text.len;) {
        size_t here = at;
        uint32_t c = next_character(list, text, &at);
        if (!(list->starts[c / 64 % 64] >> c % 64 & 1) || !ms_words_is_edge(text, here)) continue;
        size_t end = match(list, text, here);
        if (end == here) continue;
        *found = (ms_span){here, end};
        return true;
    }
    return false;
}
