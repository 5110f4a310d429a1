/* ms.decode and ms.detect: bytes of another encoding as a Text. Documents come decoded; this is
 * for what lies inside bytes and packages. The converters are opened at the first use and
 * belong to the state. */
#include "bind/text.h"
#include "text/encoding.h"

static ms_converters *converters_of(lua_State *L) {
    ms_state *state = ms_state_of(L);
    ms_error error = {0};
    if (!state->converters && ms_converters_new(state->ctx, &state->converters, &error) != MS_OK) {
        ms_raise(L, &error);
    }
    return state->converters;
}

static void push_guess(lua_State *L, const ms_encoding_guess *guess) {
    lua_createtable(L, 0, 4);
    lua_pushstring(L, guess->name);
    lua_setfield(L, -2, "name");
    lua_pushnumber(L, guess->confidence);
    lua_setfield(L, -2, "confidence");
    lua_pushstring(L, guess->reason);
    lua_setfield(L, -2, "reason");
}

/** ms.detect(bytes) -> table
 *  What encoding bytes are in: `name` ("UTF-8", "GB18030", "windows-1252", "binary" ...),
 *  `confidence` from 0 to 1, and the `reason` ("byte order mark", "statistics" ...).
 *  @example
 *  ms.detect("\xCA\xAA\xB5\xD8\xBA\xDC\xB4\xF3").name --> GB18030
 */
static int detect(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    ms_spend(L, bytes.len);
    ms_encoding_guess guess = {0};
    ms_encoding_detect(converters_of(L), bytes, &guess);
    push_guess(L, &guess);
    return 1;
}

/* Puts the name that the caller gave in the place of the guess; false when it is none. */
static bool take_name(lua_State *L, int arg, ms_encoding_guess *guess) {
    if (lua_isnoneornil(L, arg)) return true;
    char name[24];
    if (!ms_encoding_canonical(ms_text_check(L, arg), name)) return false;
    if (strcmp(name, guess->name) != 0) guess->bom = 0;
    memcpy(guess->name, name, sizeof name);
    guess->confidence = 1;
    guess->reason = "given by the caller";
    return true;
}

/** ms.decode(bytes [, encoding]) -> Text, table
 *  bytes as a Text, from the encoding that is given or else detected, without a byte order mark.
 *  The table is that of ms.detect, with `replaced`: how many ill-formed parts became U+FFFD.
 *  nil, message and code for binary data and for an encoding that nobody knows.
 *  @example
 *  local text, info = ms.decode("\xCA\xAA\xB5\xD8", "GBK")
 *  text, info.name, info.replaced --> 湿地, GB18030, 0
 */
static int decode(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    ms_state *state = ms_state_of(L);
    ms_converters *converters = converters_of(L);
    ms_encoding_guess guess = {0};
    ms_encoding_detect(converters, bytes, &guess);
    bool is_known = take_name(L, 2, &guess);
    ms_error error = {0};
    size_t replaced = 0;
    ms_buffer_reset(&state->scratch);
    ms_status status = MS_E_ENCODING;
    if (!is_known) {
        ms_error_set(&error, status, 0, "there is no encoding called \"%.40s\"",
                     luaL_tolstring(L, 2, NULL));
    } else if (strcmp(guess.name, "binary") == 0) {
        ms_error_set(&error, status, 0, "this does not look like text in any encoding");
    } else {
        status = ms_encoding_decode(converters, state->ctx, guess.name,
                                    ms_slice_sub(bytes, guess.bom, bytes.len), &state->scratch,
                                    &replaced, NULL, &error);
    }
    if (status == MS_E_ENCODING) return ms_push_failure(L, &error);
    if (status != MS_OK) return ms_raise(L, &error);
    ms_text_push_copy(L, ms_buffer_slice(&state->scratch));
    push_guess(L, &guess);
    ms_push_size(L, replaced);
    lua_setfield(L, -2, "replaced");
    return 2;
}

const luaL_Reg ms_text_decode_functions[] = {
    {"detect", detect}, {"decode", decode}, {NULL, NULL}};
