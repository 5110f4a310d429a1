/* The dialogue reader for Lua: one object a reading, with its turns and speakers copied out of
 * the reader, which is used again for the next text; and locators, read back to the words they
 * cite. */
#include "bind/bind.h"
#include "bind/text.h"
#include "interview/dialogue.h"
#include "interview/locator.h"

#define TYPE_READING "moonscribe.reading"
#define TYPE_READER "moonscribe.reader"

static const char reader_key; /* registry: the one reader of this state */

typedef struct reading {
    int confidence;
    ms_span front;
    size_t turn_count, speaker_count;
    ms_turn turns[]; /* then the speakers */
} reading;

static const ms_speaker *speakers_of(const reading *read) {
    return (const ms_speaker *)(const void *)(read->turns + read->turn_count);
}

typedef struct reader_box {
    ms_dialogue *reader; /* owned; NULL once released */
} reader_box;

static int release_reader(lua_State *L) {
    reader_box *box = ms_type_check(L, 1, TYPE_READER);
    ms_dialogue_free(box->reader);
    box->reader = NULL;
    return 0;
}

static ms_dialogue *shared_reader(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &reader_key) == LUA_TNIL) {
        lua_pop(L, 1);
        reader_box *made = ms_type_push(L, TYPE_READER, sizeof *made, 0);
        if (ms_dialogue_new(ms_state_of(L)->ctx, &made->reader) != MS_OK) {
            luaL_error(L, "no memory for the dialogue reader");
        }
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &reader_key);
    }
    const reader_box *box = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return box->reader;
}

/** ms.dialogue(text) -> Reading
 *  Reads plain dialogue: which line beginnings are speaker labels is decided over the whole
 *  text. The reading has `#reading` turns; `reading:turn(i)` gives speaker (an index), text,
 *  start and end (seconds or nil); `reading:speaker(i)` gives name, turns, turns that ask, and
 *  bytes; `reading:confidence()` is 0 to 100; `reading:front()` is the text before the first
 *  turn.
 *  @example
 *  local r = ms.dialogue("Ann: Who are you?\nBob: Bob.\nAnn: Why?\nBob: No idea.")
 *  #r, r:speaker(1) --> 4, Ann, 2, 2, 16
 *  r:turn(2) --> 2, Bob., nil, nil
 */
static int read_dialogue(lua_State *L) {
    if (!ms_type_test(L, 1, MS_TYPE_TEXT)) {
        ms_text_push_copy(L, ms_text_check(L, 1));
        lua_replace(L, 1);
    }
    ms_slice text = ms_text_check_valid(L, 1);
    ms_dialogue *reader = shared_reader(L);
    int confidence;
    ms_status status = ms_dialogue_read(reader, text, &confidence);
    if (status != MS_OK) {
        ms_error error;
        if (ms_status_is_limit(status)) ms_ctx_explain(ms_state_of(L)->ctx, status, &error);
        else ms_error_set(&error, status, 0, "reading a dialogue: %s", ms_status_name(status));
        return ms_raise(L, &error);
    }
    size_t turn_count, speaker_count;
    const ms_turn *turns = ms_dialogue_turns(reader, &turn_count);
    const ms_speaker *speakers = ms_dialogue_speakers(reader, &speaker_count);
    size_t size =
            sizeof(reading) + turn_count * sizeof *turns + speaker_count * sizeof *speakers;
    reading *read = ms_type_push(L, TYPE_READING, size, 1);
    *read = (reading){.confidence = confidence, .front = ms_dialogue_front(reader),
            .turn_count = turn_count, .speaker_count = speaker_count};
    if (turn_count) memcpy(read->turns, turns, turn_count * sizeof *turns);
    if (speaker_count) {
        memcpy(read->turns + turn_count, speakers, speaker_count * sizeof *speakers);
    }
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

static reading *check_reading(lua_State *L) {
    return ms_type_check(L, 1, TYPE_READING);
}

static int reading_length(lua_State *L) {
    ms_push_size(L, check_reading(L)->turn_count);
    return 1;
}

static int reading_confidence(lua_State *L) {
    lua_pushinteger(L, check_reading(L)->confidence);
    return 1;
}

static size_t check_index(lua_State *L, size_t count) {
    lua_Integer i = luaL_checkinteger(L, 2);
    luaL_argcheck(L, i >= 1 && (size_t)i <= count, 2, "out of range");
    return (size_t)i - 1;
}

static void push_seconds(lua_State *L, int64_t ms) {
    if (ms < 0) lua_pushnil(L);
    else if (ms % 1000 == 0) lua_pushinteger(L, ms / 1000);
    else lua_pushnumber(L, (lua_Number)ms / 1000);
}

static int reading_turn(lua_State *L) {
    reading *read = check_reading(L);
    const ms_turn *turn = &read->turns[check_index(L, read->turn_count)];
    lua_settop(L, 1);
    lua_getiuservalue(L, 1, 1);
    if (turn->speaker == MS_NO_SPEAKER) lua_pushnil(L);
    else lua_pushinteger(L, (lua_Integer)turn->speaker + 1);
    ms_text_push_sub(L, 2, turn->body.from, turn->body.to);
    push_seconds(L, turn->time_ms);
    push_seconds(L, turn->end_ms);
    return 4;
}

static int reading_speaker(lua_State *L) {
    reading *read = check_reading(L);
    const ms_speaker *speaker = &speakers_of(read)[check_index(L, read->speaker_count)];
    lua_settop(L, 1);
    lua_getiuservalue(L, 1, 1);
    ms_slice text = ms_text_check(L, 2);
    lua_pushlstring(L, text.ptr + speaker->name.from, speaker->name.to - speaker->name.from);
    lua_pushinteger(L, speaker->turns);
    lua_pushinteger(L, speaker->questions);
    ms_push_size(L, (size_t)speaker->bytes);
    return 4;
}

static int reading_speaker_count(lua_State *L) {
    ms_push_size(L, check_reading(L)->speaker_count);
    return 1;
}

static int reading_front(lua_State *L) {
    reading *read = check_reading(L);
    lua_settop(L, 1);
    lua_getiuservalue(L, 1, 1);
    ms_text_push_sub(L, 2, read->front.from, read->front.to);
    return 1;
}

/* Where a place of a locator lies; false when the text has no such place. */
static bool find_place(const ms_positions *index, ms_line_column place, size_t *byte) {
    *byte = ms_positions_byte_of_line_column(index, place);
    ms_line_column found = ms_positions_line_column(index, *byte);
    return found.line == place.line && found.column == place.column;
}

/** ms.cited(text, locator) -> Text, or nil, message, code
 *  The words of text that a locator's `#L1:C2-C9` cites; all of it when the locator has none.
 *  Code `not_found` when the text has no such place, `usage` when it is no locator.
 *  @example
 *  ms.cited("one\ntwo words\n", "a.txt#L2:C5-C10") --> words
 *  select(3, ms.cited("one", "a.txt#L2:C5-C10")) --> not_found
 */
static int cited(lua_State *L) {
    if (!ms_type_test(L, 1, MS_TYPE_TEXT)) {
        ms_text_push_copy(L, ms_text_check(L, 1));
        lua_replace(L, 1);
    }
    ms_text_check_valid(L, 1);
    ms_locator locator;
    ms_error error;
    if (ms_locator_parse(ms_text_check(L, 2), &locator, &error) != MS_OK) {
        return ms_push_failure(L, &error);
    }
    lua_settop(L, 2);
    if (!locator.has_range) {
        lua_pushvalue(L, 1);
        return 1;
    }
    size_t first, last, from, to;
    ms_owner *owner = ms_text_owner(L, 1, &first, &last);
    ms_positions *index = ms_owner_positions(L, owner);
    bool is_there = find_place(index, locator.from, &from) &&
            find_place(index, locator.to, &to) && from >= first && to <= last;
    if (!is_there) {
        ms_error_set(&error, MS_E_NOT_FOUND, 0,
                     "the document has no such place: it has %zu lines, and the citation is "
                     "L%zu:C%zu to L%zu:C%zu",
                     ms_positions_line_count(index), locator.from.line, locator.from.column,
                     locator.to.line, locator.to.column);
        return ms_push_failure(L, &error);
    }
    ms_text_push_sub(L, 1, from - first, to - first);
    return 1;
}

static const luaL_Reg methods[] = {{"turn", reading_turn},
                                   {"speaker", reading_speaker},
                                   {"speaker_count", reading_speaker_count},
                                   {"confidence", reading_confidence},
                                   {"front", reading_front},
                                   {NULL, NULL}};

static const luaL_Reg metamethods[] = {{"__len", reading_length}, {NULL, NULL}};

static const luaL_Reg functions[] = {
    {"dialogue", read_dialogue}, {"cited", cited}, {NULL, NULL}};

void ms_bind_dialogue(lua_State *L) {
    ms_type_new(L, TYPE_READING, methods, NULL, metamethods);
    ms_type_new(L, TYPE_READER, NULL, release_reader, NULL);
    luaL_setfuncs(L, functions, 0);
}
