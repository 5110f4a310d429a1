/* text:terms(): words as they are counted. Never for showing: what it gives is in no text. */
#include "bind/sandbox.h"
#include "bind/text.h"
#include "bind/words.h"
#include "text/normal.h"
#include "text/stem.h"
#include "text/utf8.h"

enum { LONGEST = 256 }; /* bytes of a word that is changed; a longer one is no word */

struct sb_stemmer *ms_terms_stemmer(lua_State *L, const char *language) {
    ms_state *state = ms_state_of(L);
    if (!language) return NULL;
    if (state->stemmer && strcmp(state->stemmer_language, language) == 0) return state->stemmer;
    struct sb_stemmer *stemmer = ms_stem_new(language);
    if (!stemmer || strlen(language) >= sizeof state->stemmer_language) {
        ms_stem_free(stemmer);
        luaL_error(L, "there are no stems for the language '%s'", language);
    }
    ms_stem_free(state->stemmer);
    state->stemmer = stemmer;
    memcpy(state->stemmer_language, language, strlen(language) + 1);
    return stemmer;
}

ms_slice ms_terms_fold(lua_State *L, ms_slice word) {
    ms_state *state = ms_state_of(L);
    ms_buffer *out = &state->term;
    ms_buffer_reset(out);
    if (word.len > LONGEST) return word;
    ms_status status = ms_buffer_reserve(out, (size_t)LONGEST * 2);
    size_t at = 0;
    uint32_t first = ms_utf8_next(word, &at);
    if (status == MS_OK && !ms_words_is_han(first)) {
        status = ms_normal_append(state->ctx, word, MS_LOWER, out);
    } else {
        for (at = 0; status == MS_OK && at < word.len;) {
            uint32_t c = ms_dictionary_simple(state->dictionary, ms_utf8_next(word, &at));
            out->len += ms_utf8_put(out->data + out->len, c);
        }
    }
    if (status != MS_OK) ms_text_raise(L, status, "no memory for the terms of a text");
    return ms_buffer_slice(out);
}

/* Pushes the term of a word; false and nothing pushed when it is a stop word. */
static bool push_term(lua_State *L, ms_slice word, int stop, struct sb_stemmer *stemmer) {
    ms_slice term = ms_terms_fold(L, word);
    lua_pushlstring(L, term.ptr, term.len);
    if (stop) {
        lua_pushvalue(L, -1);
        lua_rawget(L, stop);
        bool is_stop = lua_toboolean(L, -1);
        lua_pop(L, is_stop ? 2 : 1);
        if (is_stop) return false;
    }
    if (!stemmer) return true;
    ms_slice stem = ms_stem_word(stemmer, term);
    if (ms_slice_equal(stem, term)) return true;
    lua_pop(L, 1);
    lua_pushlstring(L, stem.ptr, stem.len);
    return true;
}

/** text:terms([options]) -> array of string, array of integer
 *  Its words as they are counted: in lower case, Chinese simplified; and where they are, as
 *  word_spans() gives it. Options are those of words(), and `stop`, a table whose keys are left
 *  out (`{ the = true }`), and `stem`, a language ("english") to whose stems words are cut.
 *  @example
 *  local terms, spans = ms.text("The Walls of 開幕式"):terms { stop = { the = true, of = true }, stem = "english" }
 *  table.concat(terms, "|") --> wall|开幕式
 *  spans[1], spans[2] --> 5, 9
 */
int ms_text_terms(lua_State *L) {
    ms_slice text = ms_text_check_valid(L, 1);
    ms_word_options options = ms_words_check_options(L, 2, true);
    ms_words_check_dictionary(L, options.mode);
    struct sb_stemmer *stemmer = ms_terms_stemmer(L, options.stem);
    int stop = 0;
    if (lua_istable(L, 2) && lua_getfield(L, 2, "stop") == LUA_TTABLE) {
        stop = lua_gettop(L);
        ms_freeze_resolve(L, stop); /* it is looked into without its metatable */
    }
    lua_newtable(L);
    lua_newtable(L);
    int terms = lua_gettop(L) - 1;
    lua_Integer count = 0;
    for (ms_words_place place = {0}; place.at < text.len;) {
        size_t len = ms_words_cut_part(L, options, text, &place).len;
        for (size_t i = 0; i < len; i += sizeof(ms_span)) {
            ms_span span;
            memcpy(&span, ms_state_of(L)->scratch.data + i, sizeof span);
            if (!push_term(L, ms_slice_sub(text, span.from, span.to), stop, stemmer)) continue;
            lua_rawseti(L, terms, ++count);
            ms_push_size(L, span.from + 1);
            lua_rawseti(L, terms + 1, count * 2 - 1);
            ms_push_size(L, span.to);
            lua_rawseti(L, terms + 1, count * 2);
        }
    }
    return 2;
}
