/* The reader of timed text for Lua: one object a reading, with turns and speakers copied out of
 * the reader, which is used again for the next text. One idea: the text of a turn is put
 * together when it is asked for. */
#include "bind/bind.h"
#include "bind/text.h"
#include "parse/cues.h"

#define TYPE_READING "moonscribe.cues"
#define TYPE_READER "moonscribe.cues.reader"

static const char reader_key; /* registry: the one reader of this state */

typedef struct reading {
    size_t turn_count, speaker_count, segment_count, extra_len;
    size_t front;        /* bytes before the first cue that are about the text, and no cue */
    ms_cue_turn turns[]; /* then segments, speakers and the extra bytes */
} reading;

static ms_cue_segment *segments_of(reading *read) {
    return (ms_cue_segment *)(void *)(read->turns + read->turn_count);
}

static ms_cue_speaker *speakers_of(reading *read) {
    return (ms_cue_speaker *)(void *)(segments_of(read) + read->segment_count);
}

static char *extra_of(reading *read) {
    return (char *)(speakers_of(read) + read->speaker_count);
}

typedef struct reader_box {
    ms_cues *reader; /* owned; NULL once released */
} reader_box;

static int release_reader(lua_State *L) {
    reader_box *box = ms_type_check(L, 1, TYPE_READER);
    ms_cues_free(box->reader);
    box->reader = NULL;
    return 0;
}

static ms_cues *shared_reader(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &reader_key) == LUA_TNIL) {
        lua_pop(L, 1);
        reader_box *made = ms_type_push(L, TYPE_READER, sizeof *made, 0);
        if (ms_cues_new(ms_state_of(L)->ctx, &made->reader) != MS_OK)
            luaL_error(L, "no memory for the reader of timed text");
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &reader_key);
    }
    const reader_box *box = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return box->reader;
}

static void check(lua_State *L, ms_status status) {
    if (status == MS_OK) return;
    ms_ctx *ctx = ms_state_of(L)->ctx;
    ms_error error;
    if (status == MS_E_LIMIT_MEMORY) {
        ms_limits_hit(&ctx->limits, status, ctx->limits.memory, 0, &error);
    } else if (ms_status_is_limit(status)) {
        ms_ctx_explain(ctx, status, &error);
    } else {
        ms_error_set(&error, status, 0, "reading timed text: %s", ms_status_name(status));
    }
    ms_raise(L, &error);
}

/* --- cues that Lua gives -------------------------------------------------------------------
 */

static int64_t time_field(lua_State *L, int of, const char *key) {
    lua_pushstring(L, key);
    lua_rawget(L, of);
    lua_Number seconds = lua_isnil(L, -1) ? -1 : luaL_checknumber(L, -1);
    lua_pop(L, 1);
    return seconds >= 0 && seconds < 1e12 ? (int64_t)(seconds * 1000 + 0.5) : -1;
}

static size_t byte_item(lua_State *L, int of, lua_Integer i, size_t max) {
    lua_rawgeti(L, of, i);
    lua_Integer value = luaL_checkinteger(L, -1);
    lua_pop(L, 1);
    if (value < 0 || (size_t)value > max)
        luaL_error(L, "a line of a cue is { first byte, last byte } of the text");
    return (size_t)value;
}

/* Adds the cue on top of the stack: {time =, end_time =, speaker =, {from, to}...}. */
static void add_cue(lua_State *L, ms_cues *cues, size_t size) {
    luaL_checktype(L, -1, LUA_TTABLE);
    int cue = lua_gettop(L);
    lua_pushliteral(L, "speaker");
    lua_rawget(L, cue);
    ms_slice speaker = {0};
    if (!lua_isnil(L, -1)) speaker = ms_text_check(L, lua_gettop(L));
    check(L, ms_cues_add(cues, time_field(L, cue, "time"), time_field(L, cue, "end_time"),
                         speaker));
    lua_pop(L, 1);
    for (lua_Integer i = 1; lua_rawgeti(L, cue, i) == LUA_TTABLE; i++) {
        size_t from = byte_item(L, cue + 1, 1, size + 1), to = byte_item(L, cue + 1, 2, size);
        if (from > 0 && from <= to) check(L, ms_cues_add_line(cues, from - 1, to));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

static void add_cues(lua_State *L, ms_cues *cues, int list, size_t size) {
    luaL_checktype(L, list, LUA_TTABLE);
    for (lua_Integer i = 1; lua_rawgeti(L, list, i) != LUA_TNIL; i++) {
        ms_spend(L, 1);
        add_cue(L, cues, size);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* --- reading ------------------------------------------------------------------------------ */

static void push_notes(lua_State *L, const ms_cues *cues) {
    size_t count;
    const ms_cue_note *notes = ms_cues_notes(cues, &count);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        lua_createtable(L, 0, 3);
        lua_pushstring(L, ms_cue_repair_name(notes[i].repair));
        lua_setfield(L, -2, "kind");
        bool is_whole = notes[i].repair == MS_CUE_ROLLING;
        if (is_whole) lua_pushliteral(L, "the whole");
        else lua_pushfstring(L, "line %I", (lua_Integer)notes[i].line);
        lua_setfield(L, -2, "place");
        if (is_whole)
            lua_pushfstring(L, "%I %s", (lua_Integer)notes[i].line,
                            ms_cue_repair_text(notes[i].repair));
        else lua_pushstring(L, ms_cue_repair_text(notes[i].repair));
        lua_setfield(L, -2, "what");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* Pushes what the reader has found; the text is at 1. */
static void push_reading(lua_State *L, const ms_cues *cues, size_t front) {
    reading found = {.front = front};
    const ms_cue_turn *turns = ms_cues_turns(cues, &found.turn_count);
    const ms_cue_segment *segments = ms_cues_segments(cues, &found.segment_count);
    const ms_cue_speaker *speakers = ms_cues_speakers(cues, &found.speaker_count);
    ms_slice extra = ms_cues_extra(cues);
    found.extra_len = extra.len;
    size_t size = sizeof found + found.turn_count * sizeof *turns +
                  found.segment_count * sizeof *segments +
                  found.speaker_count * sizeof *speakers + extra.len;
    reading *read = ms_type_push(L, TYPE_READING, size, 1);
    *read = found;
    if (found.turn_count) memcpy(read->turns, turns, found.turn_count * sizeof *turns);
    if (found.segment_count)
        memcpy(segments_of(read), segments, found.segment_count * sizeof *segments);
    if (found.speaker_count)
        memcpy(speakers_of(read), speakers, found.speaker_count * sizeof *speakers);
    if (extra.len) memcpy(extra_of(read), extra.ptr, extra.len);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
}

/** ms.cues(text, {kind=, cues=, front=}) -> Reading, repairs, number of cues
 *  Reads timed text: "srt", "vtt" or "sbv" as they are, or the `cues` that are given, an array
 * of {time=, end_time=, speaker=, {from, to}...} whose lines are bytes of the text (kind "ass"
 * or any other name). What one speaker says in a row is one turn. The reading is like that of
 * ms.dialogue: `#reading`, `reading:turn(i)`, `reading:speaker(i)`, `reading:speaker_count()`,
 * `reading:front()` (the first `front` bytes). Repairs are {kind=, place=, what=}.
 *  @example
 *  local text = "00:01.000 --\x3E 00:02.000\nANN: So\n\n00:02.000 --\x3E 00:03.000\nit is.\n"
 *  local r, repairs = ms.cues(text, { kind = "vtt" })
 *  #r, #repairs, r:turn(1) --> 1, 0, 1, So it is., 1.0, 3.0
 */
static int read_cues(lua_State *L) {
    static const char *const names[] = {"srt", "vtt", "sbv", "ass", NULL};
    lua_settop(L, 2);
    luaL_checktype(L, 2, LUA_TTABLE);
    if (!ms_type_test(L, 1, MS_TYPE_TEXT)) {
        ms_text_push_copy(L, ms_text_check(L, 1));
        lua_replace(L, 1);
    }
    ms_slice text = ms_text_check_valid(L, 1);
    lua_getfield(L, 2, "kind");
    const char *name = luaL_checkstring(L, -1);
    size_t kind = 0;
    while (names[kind] && strcmp(names[kind], name) != 0) kind++;
    lua_getfield(L, 2, "front");
    lua_Integer front = luaL_optinteger(L, -1, 0);
    luaL_argcheck(L, front >= 0 && (size_t)front <= text.len, 2,
                  "front must be bytes of the text");
    lua_getfield(L, 2, "cues");
    bool is_given = !lua_isnil(L, -1);
    if (!is_given && kind > MS_CUE_SBV)
        luaL_error(L, "ms.cues reads srt, vtt and sbv; for \"%s\" give the cues", name);
    ms_cues *cues = shared_reader(L);
    ms_cues_begin(cues, text, (ms_cue_kind)kind);
    if (is_given) add_cues(L, cues, 5, text.len);
    else check(L, ms_cues_read(cues));
    check(L, ms_cues_join(cues));
    push_reading(L, cues, (size_t)front);
    push_notes(L, cues);
    ms_push_size(L, ms_cues_count(cues));
    return 3;
}

static reading *check_reading(lua_State *L) {
    return ms_type_check(L, 1, TYPE_READING);
}

static size_t check_index(lua_State *L, size_t count) {
    lua_Integer i = luaL_checkinteger(L, 2);
    luaL_argcheck(L, i >= 1 && (size_t)i <= count, 2, "out of range");
    return (size_t)i - 1;
}

static int reading_length(lua_State *L) {
    ms_push_size(L, check_reading(L)->turn_count);
    return 1;
}

static void push_seconds(lua_State *L, int64_t ms) {
    if (ms < 0) lua_pushnil(L);
    else lua_pushnumber(L, (lua_Number)ms / 1000);
}

/* Puts the text of a turn together from the text at index `of`. */
static void push_words(lua_State *L, reading *read, const ms_cue_turn *turn, int of) {
    size_t from, to, at = 0;
    ms_slice text = ms_text_check(L, of);
    const ms_owner *origin = ms_text_owner(L, of, &from, &to);
    ms_spend(L, turn->bytes + turn->count);
    ms_owner *owner = ms_owner_push_mapped(L, of);
    char *memory = ms_owner_allocate(L, owner, turn->bytes);
    for (size_t i = turn->first; i < turn->first + turn->count; i++) {
        const ms_cue_segment *part = &segments_of(read)[i];
        memcpy(memory + at, (part->is_extra ? extra_of(read) : text.ptr) + part->at, part->len);
        if (part->from != SIZE_MAX) {
            ms_owner_map(L, owner, origin,
                         (ms_segment){.text = at,
                                      .document = from + part->from,
                                      .length = part->len,
                                      .source_length = part->to - part->from,
                                      .time_ms = part->time_ms});
        }
        at += part->len;
    }
    owner->bytes = ms_slice_of(memory, at);
    ms_owner_account(L, owner);
    ms_text_push_slice(L, -1, owner, 0, at);
}

static int reading_turn(lua_State *L) {
    reading *read = check_reading(L);
    const ms_cue_turn *turn = &read->turns[check_index(L, read->turn_count)];
    lua_settop(L, 1);
    lua_getiuservalue(L, 1, 1);
    push_words(L, read, turn, 2);
    if (turn->speaker == MS_CUE_NOBODY) lua_pushnil(L);
    else lua_pushinteger(L, (lua_Integer)turn->speaker + 1);
    lua_insert(L, -2);
    push_seconds(L, turn->time_ms);
    push_seconds(L, turn->end_ms);
    return 4;
}

static int reading_speaker(lua_State *L) {
    reading *read = check_reading(L);
    const ms_cue_speaker *speaker = &speakers_of(read)[check_index(L, read->speaker_count)];
    lua_pushlstring(L, extra_of(read) + speaker->at, speaker->len);
    lua_pushinteger(L, speaker->turns);
    lua_pushinteger(L, speaker->questions);
    ms_push_size(L, speaker->bytes);
    return 4;
}

static int reading_speaker_count(lua_State *L) {
    ms_push_size(L, check_reading(L)->speaker_count);
    return 1;
}

static int reading_front(lua_State *L) {
    const reading *read = check_reading(L);
    lua_settop(L, 1);
    lua_getiuservalue(L, 1, 1);
    ms_text_push_sub(L, 2, 0, read->front);
    return 1;
}

static const luaL_Reg methods[] = {{"turn", reading_turn},
                                   {"speaker", reading_speaker},
                                   {"speaker_count", reading_speaker_count},
                                   {"front", reading_front},
                                   {NULL, NULL}};
static const luaL_Reg metamethods[] = {{"__len", reading_length}, {NULL, NULL}};
static const luaL_Reg functions[] = {{"cues", read_cues}, {NULL, NULL}};

void ms_bind_cues(lua_State *L) {
    ms_type_new(L, TYPE_READING, methods, NULL, metamethods);
    ms_type_new(L, TYPE_READER, NULL, release_reader, NULL);
    luaL_setfuncs(L, functions, 0);
}
