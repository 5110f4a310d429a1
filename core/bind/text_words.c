/* text:words() and what stands on it. Words are cut a part of the text at a time, so that a long
 * text costs no more memory than a short one; their places lie in a userdata of the iterator's,
 * because the segmenter is shared by all. */
#include <string.h>

#include "bind/text.h"
#include "bind/words.h"

/* Bytes that are cut at once: enough that the way to Lua's memory and back is paid rarely. */
enum { PART = 4096 };

/* An iterator's place. Its user values are the spans that are cut already, and the list of the
 * user's words. */
typedef struct word_cursor {
    ms_word_options options;
    ms_words_place place;
    size_t index, count; /* of the spans */
} word_cursor;


ms_status ms_state_open_dictionary(ms_state *state, const char *path, ms_error *error) {
    ms_status status = ms_dictionary_open(state->ctx->sys, path, &state->dictionary, error);
    state->segmenter.dictionary = state->dictionary;
    return status;
}

void ms_words_check_dictionary(lua_State *L, ms_word_mode mode) {
    ms_state *state = ms_state_of(L);
    ms_error error = {0};
    if (mode == MS_WORDS_CHARACTERS || mode == MS_WORDS_UNICODE) return;
    if (!state->dictionary) {
        ms_error_set(&error, MS_E_NOT_FOUND, 0,
                     "there is no zh.dict in the data folder; install moonscribe again");
        ms_raise(L, &error);
    }
    if (ms_dictionary_check(state->dictionary, &error) != MS_OK) ms_raise(L, &error);
}

static ms_word_mode check_mode(lua_State *L) {
    static const char *const modes[] = {"default", "jieba", "characters", "unicode"};
    const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?";
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        if (strcmp(name, modes[i]) == 0) return (ms_word_mode)i;
    }
    luaL_error(L, "words has no mode '%s'; it has default, jieba, characters and unicode", name);
    return MS_WORDS_DEFAULT;
}

static void set_option(lua_State *L, ms_word_options *options, const char *key, bool is_terms) {
    int value = lua_gettop(L);
    if (strcmp(key, "mode") == 0) options->mode = check_mode(L);
    else if (strcmp(key, "hmm") == 0) options->has_hmm = lua_toboolean(L, value);
    else if (strcmp(key, "words") == 0) options->user = ms_type_check(L, value, MS_TYPE_WORD_LIST);
    else if (is_terms && strcmp(key, "stem") == 0) options->stem = luaL_checkstring(L, value);
    else if (is_terms && strcmp(key, "stop") == 0) luaL_checktype(L, value, LUA_TTABLE);
    else luaL_error(L, "there is no option '%s'; there are mode, hmm and words%s", key,
                    is_terms ? ", stem and stop" : "");
}

ms_word_options ms_words_check_options(lua_State *L, int arg, bool is_terms) {
    ms_word_options options = {.has_hmm = true};
    lua_settop(L, arg);
    if (!lua_isnil(L, arg)) {
        luaL_checktype(L, arg, LUA_TTABLE);
        lua_pushnil(L);
        while (lua_next(L, arg)) {
            set_option(L, &options, lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?",
                       is_terms);
            lua_pop(L, 1);
        }
        lua_getfield(L, arg, "words");
    } else {
        lua_pushnil(L);
    }
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        options.user = ms_words_push_default(L);
    }
    return options;
}

static ms_status cut_by(bool (*next)(ms_slice, size_t *, ms_span *), ms_slice text, size_t *at,
                        ms_buffer *words) {
    size_t begin = *at;
    ms_span word;
    ms_status status = MS_OK;
    while (status == MS_OK && *at - begin < PART && next(text, at, &word)) {
        status = ms_buffer_append(words, &word, sizeof word);
    }
    return status;
}

static ms_status cut_words(ms_state *state, ms_word_options options, ms_slice text,
                           ms_words_place *place) {
    ms_segmenter *segmenter = &state->segmenter;
    segmenter->has_hmm = options.has_hmm;
    segmenter->is_folding = options.mode == MS_WORDS_DEFAULT;
    switch (options.mode) {
    case MS_WORDS_JIEBA: return ms_segment_jieba(segmenter, text, &place->at, PART, &state->scratch);
    case MS_WORDS_CHARACTERS: return cut_by(ms_words_next, text, &place->at, &state->scratch);
    case MS_WORDS_UNICODE:
        return cut_by(ms_words_next_unicode, text, &place->at, &state->scratch);
    default:
        return ms_words_cut(segmenter, options.user, text, place, PART, &state->scratch);
    }
}

ms_slice ms_words_cut_part(lua_State *L, ms_word_options options, ms_slice text,
                         ms_words_place *place) {
    ms_state *state = ms_state_of(L);
    size_t before = place->at;
    ms_buffer_reset(&state->scratch);
    ms_status status = cut_words(state, options, text, place);
    if (status != MS_OK) ms_text_raise(L, status, "no memory to cut a text into words");
    ms_spend(L, place->at - before + 1);
    return ms_buffer_slice(&state->scratch);
}

static void refill(lua_State *L, word_cursor *cursor, ms_slice text) {
    ms_slice spans = {0};
    while (spans.len == 0 && cursor->place.at < text.len) {
        spans = ms_words_cut_part(L, cursor->options, text, &cursor->place);
    }
    cursor->index = 0;
    cursor->count = 0;
    if (spans.len == 0) return;
    void *kept = lua_newuserdatauv(L, spans.len, 0);
    memcpy(kept, spans.ptr, spans.len);
    lua_setiuservalue(L, lua_upvalueindex(2), 1);
    cursor->count = spans.len / sizeof(ms_span);
}

/* Upvalues: the Text, the cursor. */
static int next_word(lua_State *L) {
    ms_slice text = ms_text_check(L, lua_upvalueindex(1));
    word_cursor *cursor = lua_touserdata(L, lua_upvalueindex(2));
    if (cursor->index == cursor->count) refill(L, cursor, text);
    if (cursor->count == 0) {
        lua_pushnil(L);
        return 1;
    }
    lua_getiuservalue(L, lua_upvalueindex(2), 1);
    const ms_span *spans = lua_touserdata(L, -1);
    ms_span span = spans[cursor->index++];
    ms_spend(L, 1);
    ms_text_push_sub(L, lua_upvalueindex(1), span.from, span.to);
    return 1;
}

/** text:words([options]) -> iterator of Text
 *  Its words, without blanks and punctuation: Chinese by a dictionary and a model for what that
 *  lacks (traditional text as if it were simplified), elsewhere runs of letters and digits with the
 *  apostrophes and hyphens inside. Options: `hmm = false` does without the model; `mode = "jieba"`
 *  gives what jieba's accurate mode gives, blanks and punctuation too, and looks at no list;
 *  `mode = "characters"` makes each Chinese character a word, and so does
 *  `mode = "unicode"`, by the word boundaries of Unicode (UAX #29) alone; `words = list` (ms.word_list) are
 *  words that always are words, instead of those of `--words`.
 *  @example
 *  local list = {}
 *  for w in ms.text("Don't stop: 1,300 人参加了開幕式"):words() do list[#list + 1] = tostring(w) end
 *  table.concat(list, "|") --> Don't|stop|1,300|人|参加|了|開幕式
 */
static int text_words(lua_State *L) {
    ms_text_check_valid(L, 1);
    ms_word_options options = ms_words_check_options(L, 2, false);
    ms_words_check_dictionary(L, options.mode);
    if (!ms_type_test(L, 1, MS_TYPE_TEXT)) {
        ms_text_push_copy(L, ms_text_check(L, 1));
        lua_replace(L, 1);
    }
    lua_pushvalue(L, 1);
    word_cursor *cursor = lua_newuserdatauv(L, sizeof *cursor, 2);
    *cursor = (word_cursor){.options = options};
    lua_pushvalue(L, 3);
    lua_setiuservalue(L, -2, 2);
    lua_pushcclosure(L, next_word, 2);
    return 1;
}

/** text:word_spans([options]) -> array of integer
 *  Where its words are, quicker than words() gives them: first and last byte of the first one, of
 *  the second one and so on, as `text:sub` takes them. The options are those of words().
 *  @example
 *  table.concat(ms.text("人们, yes"):word_spans(), " ") --> 1 6 9 11
 */
static int text_word_spans(lua_State *L) {
    ms_slice text = ms_text_check_valid(L, 1);
    ms_word_options options = ms_words_check_options(L, 2, false);
    ms_words_check_dictionary(L, options.mode);
    lua_createtable(L, (int)(text.len / 4 < 65536 ? text.len / 4 : 65536), 0);
    lua_Integer count = 0;
    for (ms_words_place place = {0}; place.at < text.len;) {
        size_t len = ms_words_cut_part(L, options, text, &place).len;
        for (size_t i = 0; i < len; i += sizeof(ms_span)) {
            ms_span span;
            memcpy(&span, ms_state_of(L)->scratch.data + i, sizeof span);
            ms_push_size(L, span.from + 1);
            lua_rawseti(L, -2, ++count);
            ms_push_size(L, span.to);
            lua_rawseti(L, -2, ++count);
        }
    }
    return 1;
}

/** text:rarity() -> number or nil
 *  How rare a Chinese word is in writing: 4 for one word in 10,000, 5 for one in 100,000; nil for
 *  what the dictionary does not have. Traditional characters are taken for simplified ones.
 *  @example
 *  ms.text("我们"):rarity() < ms.text("濕地"):rarity(), ms.text("白鹭湖"):rarity() --> true, nil
 */
static int text_rarity(lua_State *L) {
    ms_slice word = ms_text_check_valid(L, 1);
    ms_words_check_dictionary(L, MS_WORDS_DEFAULT);
    double rarity = word.len <= (size_t)MS_DICTIONARY_DEEPEST * 4
                        ? ms_dictionary_rarity(ms_state_of(L)->dictionary, word)
                        : -1;
    if (rarity < 0) lua_pushnil(L);
    else lua_pushnumber(L, rarity);
    return 1;
}

const luaL_Reg ms_text_words_methods[] = {{"words", text_words},
                                          {"word_spans", text_word_spans},
                                          {"rarity", text_rarity},
                                          {"terms", ms_text_terms},
                                          {NULL, NULL}};
