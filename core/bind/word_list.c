/* ms.word_list: the user's words for text:words(), and the list of --words. */
#include "bind/text.h"
#include "bind/words.h"

/* The list of --words, in the registry. */
static const char default_list_key;

const ms_user_words *ms_words_push_default(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &default_list_key);
    return lua_touserdata(L, -1);
}

static void add_word(lua_State *L, ms_user_words *list, int arg) {
    ms_slice word = ms_text_check_valid(L, arg);
    size_t before = list->slot_count * sizeof *list->slots;
    ms_spend(L, word.len + 8);
    ms_status status = ms_user_words_add(list, word);
    ms_state_account(L, (int64_t)(list->slot_count * sizeof *list->slots - before));
    if (status == MS_E_USAGE) {
        luaL_error(L, "a word has 1 to %d characters", MS_USER_WORD_LONGEST);
    }
    if (status != MS_OK) ms_text_raise(L, status, "no memory for a list of words");
}

/** ms.word_list(words) -> WordList
 *  Words that always are words, for `text:words { words = list }`: names and terms, strings or
 *  Texts in an array. The longest wins where several begin; in either script for Chinese.
 *  @example
 *  local list = ms.word_list { "喀交会" }
 *  local found = {}
 *  for w in ms.text("第三届喀交会开幕"):words { words = list } do found[#found + 1] = tostring(w) end
 *  table.concat(found, "|") --> 第三届|喀交会|开幕
 */
static int word_list(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    ms_state *state = ms_state_of(L);
    ms_user_words *list = ms_type_push(L, MS_TYPE_WORD_LIST, sizeof *list, 0);
    ms_user_words_init(list, state->ctx->sys, state->dictionary);
    lua_Integer count = luaL_len(L, 1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_geti(L, 1, i);
        add_word(L, list, 3);
        lua_settop(L, 2);
    }
    return 1;
}

/** list:add(word) -> WordList
 *  Adds a word and returns the list.
 */
static int list_add(lua_State *L) {
    add_word(L, ms_type_check(L, 1, MS_TYPE_WORD_LIST), 2);
    lua_settop(L, 1);
    return 1;
}

static int list_release(lua_State *L) {
    ms_user_words *list = ms_type_check(L, 1, MS_TYPE_WORD_LIST);
    if (!list->sys) return 0;
    ms_state_account(L, -(int64_t)(list->slot_count * sizeof *list->slots));
    ms_user_words_free(list);
    return 0;
}

int ms_words_set_default(lua_State *L) {
    ms_type_check(L, 1, MS_TYPE_WORD_LIST);
    lua_settop(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &default_list_key);
    return 0;
}

void ms_bind_words(lua_State *L) {
    static const luaL_Reg methods[] = {{"add", list_add}, {NULL, NULL}};
    ms_type_new(L, MS_TYPE_WORD_LIST, methods, list_release, NULL);
    lua_pushcfunction(L, word_list);
    lua_setfield(L, -2, "word_list");
}
