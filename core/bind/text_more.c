/* What texts have and strings lack: iterators over their parts, normal forms, positions in
 * three units, and citations. Never do an algorithm here: arguments in, one call of core/text,
 * results out. */
#include <stdio.h>

#include "base/size.h"
#include "bind/text.h"
#include "text/lines.h"
#include "text/normal.h"
#include "text/utf8.h"

/* --- small predicates --------------------------------------------------------------------- */

/** text:is(other) -> boolean
 *  Whether it has the same bytes as other, a Text or a string.
 */
static int text_is(lua_State *L) {
    lua_pushboolean(L, ms_slice_equal(ms_text_check(L, 1), ms_text_check(L, 2)));
    return 1;
}

/** text:starts(prefix) -> boolean
 *  Whether it begins with prefix; `text:ends(suffix)` and `text:contains(part)` likewise. No
 *  patterns.
 *  @example
 *  ms.text("interview"):starts("inter") --> true
 */
static int text_starts(lua_State *L) {
    lua_pushboolean(L, ms_slice_starts(ms_text_check(L, 1), ms_text_check(L, 2)));
    return 1;
}

static int text_ends(lua_State *L) {
    lua_pushboolean(L, ms_slice_ends(ms_text_check(L, 1), ms_text_check(L, 2)));
    return 1;
}

static const char *find_bytes(ms_slice in, ms_slice what) {
    if (what.len == 0) return in.ptr ? in.ptr : "";
    return in.len ? memmem(in.ptr, in.len, what.ptr, what.len) : NULL;
}

static int text_contains(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    ms_slice part = ms_text_check(L, 2);
    ms_spend(L, bytes.len);
    lua_pushboolean(L, find_bytes(bytes, part) != NULL);
    return 1;
}

/** text:trim() -> Text
 *  It without blanks and line endings at its ends.
 *  @example
 *  ms.text("  yes \n"):trim() --> yes
 */
static int text_trim(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    ms_span span = {0, bytes.len};
    for (;;) {
        span = ms_lines_trim(bytes, span);
        bool has_end = span.to > span.from &&
                       (bytes.ptr[span.to - 1] == '\n' || bytes.ptr[span.to - 1] == '\r');
        bool has_start = span.to > span.from &&
                         (bytes.ptr[span.from] == '\n' || bytes.ptr[span.from] == '\r');
        if (!has_end && !has_start) break;
        if (has_end) span.to--;
        if (has_start && span.from < span.to) span.from++;
    }
    ms_text_push_sub(L, 1, span.from, span.to);
    return 1;
}

/* --- iterators: upvalue 1 the Text, 2 the next byte, 3 an option -------------------------- */

static int push_iterator(lua_State *L, lua_CFunction step) {
    ms_slice bytes = ms_text_check(L, 1);
    if (ms_type_test(L, 1, MS_TYPE_TEXT)) lua_pushvalue(L, 1);
    else ms_text_push_copy(L, bytes);
    lua_pushinteger(L, 0);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, step, 3);
    return 1;
}

static size_t iterator_at(lua_State *L) {
    return (size_t)lua_tointeger(L, lua_upvalueindex(2));
}

/* Pushes the part and stores where to go on; spends what was passed. */
static int yield_part(lua_State *L, size_t before, size_t at, ms_span part) {
    ms_push_size(L, at);
    lua_replace(L, lua_upvalueindex(2));
    ms_spend(L, at - before + 1);
    ms_text_push_sub(L, lua_upvalueindex(1), part.from, part.to);
    return 1;
}

static int end_iterator(lua_State *L, ms_slice bytes) {
    ms_push_size(L, bytes.len);
    lua_replace(L, lua_upvalueindex(2));
    lua_pushnil(L);
    return 1;
}

/* One step of a cursor of core/text. */
static int step(lua_State *L, bool (*next)(ms_slice, size_t *, ms_span *)) {
    ms_slice bytes = ms_text_check(L, lua_upvalueindex(1));
    size_t before = iterator_at(L), at = before;
    ms_span part;
    return next(bytes, &at, &part) ? yield_part(L, before, at, part) : end_iterator(L, bytes);
}

static int next_line(lua_State *L) {
    return step(L, ms_lines_next);
}

/** text:lines() -> iterator of Text
 *  Its lines without their endings (LF, CRLF or CR); empty lines are given too. A line ending
 *  at the very end begins no further line.
 *  @example
 *  local n = 0
 *  for line in ms.text("a\r\n\r\nb"):lines() do n = n + 1 end
 *  n --> 3
 */
static int text_lines(lua_State *L) {
    lua_settop(L, 1);
    lua_pushnil(L);
    return push_iterator(L, next_line);
}

static int next_paragraph(lua_State *L) {
    ms_slice bytes = ms_text_check(L, lua_upvalueindex(1));
    bool by_line = lua_toboolean(L, lua_upvalueindex(3));
    size_t before = iterator_at(L), at = before;
    ms_span part;
    return ms_paragraphs_next(bytes, &at, by_line, &part) ? yield_part(L, before, at, part)
                                                          : end_iterator(L, bytes);
}

/** text:paragraphs([options]) -> iterator of Text
 *  Its paragraphs: runs of lines that are not blank. With `{ by_line = true }` each line that
 *  is not blank is one.
 *  @example
 *  local list = {}
 *  for p in ms.text("one\ntwo\n\nthree"):paragraphs() do list[#list + 1] = tostring(p) end
 *  #list, list[2] --> 2, three
 */
static int text_paragraphs(lua_State *L) {
    bool by_line = false;
    if (lua_istable(L, 2)) {
        lua_getfield(L, 2, "by_line");
        by_line = lua_toboolean(L, -1);
    }
    lua_settop(L, 1);
    lua_pushboolean(L, by_line);
    return push_iterator(L, next_paragraph);
}

static int next_sentence(lua_State *L) {
    return step(L, ms_sentences_next);
}

/** text:sentences() -> iterator of Text
 *  Its sentences, Chinese, English or mixed, without blanks at their ends. Closing quotes stay
 *  with their sentence; decimals, initials and abbreviations do not end one; a line ending
 *  does.
 *  @example
 *  local list = {}
 *  for s in ms.text("Mr. Hale paid 3.5 million. “真的？”他问。好！"):sentences() do
 *    list[#list + 1] = tostring(s)
 *  end
 *  table.concat(list, "|") --> Mr. Hale paid 3.5 million.|“真的？”|他问。|好！
 */
static int text_sentences(lua_State *L) {
    ms_text_check_valid(L, 1);
    lua_settop(L, 1);
    lua_pushnil(L);
    return push_iterator(L, next_sentence);
}

static int next_piece(lua_State *L) {
    ms_slice bytes = ms_text_check(L, lua_upvalueindex(1));
    ms_slice separator = ms_text_check(L, lua_upvalueindex(3));
    size_t at = iterator_at(L);
    if (at > bytes.len) {
        lua_pushnil(L);
        return 1;
    }
    ms_slice rest = ms_slice_sub(bytes, at, bytes.len);
    const char *found = separator.len ? find_bytes(rest, separator) : NULL;
    size_t end = found ? (size_t)(found - bytes.ptr) : bytes.len;
    size_t next = found ? end + separator.len : bytes.len + 1;
    return yield_part(L, at, next, (ms_span){at, end});
}

/** text:split(separator) -> iterator of Text
 *  The pieces between the separators (plain text, no pattern): one more than there are
 *  separators.
 *  @example
 *  local list = {}
 *  for piece in ms.text("a;b;;c"):split(";") do list[#list + 1] = tostring(piece) end
 *  table.concat(list, "|") --> a|b||c
 */
static int text_split(lua_State *L) {
    ms_slice separator = ms_text_check(L, 2);
    luaL_argcheck(L, separator.len > 0, 2, "the separator must not be empty");
    lua_settop(L, 2);
    return push_iterator(L, next_piece);
}

/* --- UTF-8 and normal forms --------------------------------------------------------------- */

/** text:is_valid() -> boolean
 *  Whether it is valid UTF-8. Documents always are.
 */
static int text_is_valid(lua_State *L) {
    lua_pushboolean(L, ms_utf8_is_valid(ms_text_check(L, 1)));
    return 1;
}

static ms_buffer *scratch_of(lua_State *L) {
    ms_buffer *scratch = &ms_state_of(L)->scratch;
    ms_buffer_reset(scratch);
    return scratch;
}

static void check_status(lua_State *L, ms_status status, const char *doing) {
    if (status == MS_OK) return;
    ms_error error;
    ms_error_set(&error, status, 0, "%s: %s", doing, ms_status_name(status));
    ms_raise(L, &error);
}

/** text:repair() -> Text, integer
 *  It with each ill-formed part replaced by U+FFFD, and how many there were.
 *  @example
 *  ms.text("a\xFFb"):repair() --> a�b, 1
 */
static int text_repair(lua_State *L) {
    ms_slice bytes = ms_text_check(L, 1);
    ms_spend(L, bytes.len);
    ms_buffer *out = scratch_of(L);
    size_t count = 0;
    check_status(L, ms_utf8_repair(out, bytes, NULL, &count), "repairing a text");
    ms_text_push_copy(L, ms_buffer_slice(out));
    ms_push_size(L, count);
    return 2;
}

/** text:normalise(form) -> Text
 *  It in a normal form: "NFC", "NFD", "NFKC", "NFKD", or "casefold", "lower", "upper" (all of
 *  Unicode), "halfwidth" (full-width letters and digits to ASCII). The same Text when nothing
 *  changes.
 *  @example
 *  ms.text("ＡＢＣ１２"):normalise("halfwidth") --> ABC12
 */
static int text_normalise(lua_State *L) {
    static const char *const names[] = {"NFC",   "NFD",   "NFKC",      "NFKD", "casefold",
                                        "lower", "upper", "halfwidth", NULL};
    ms_slice bytes = ms_text_check_valid(L, 1);
    ms_normal_form form = (ms_normal_form)luaL_checkoption(L, 2, "NFC", names);
    ms_spend(L, bytes.len);
    if (ms_normal_is_done(bytes, form) && ms_type_test(L, 1, MS_TYPE_TEXT)) {
        lua_settop(L, 1);
        return 1;
    }
    ms_buffer *out = scratch_of(L);
    check_status(L, ms_normal_append(ms_state_of(L)->ctx, bytes, form, out),
                 "normalising a text");
    ms_text_push_copy(L, ms_buffer_slice(out));
    return 1;
}

/* --- positions and citations -------------------------------------------------------------- */

/** text:count() -> integer
 *  Its length in characters (code points).
 *  @example
 *  ms.text("湿地 2024"):count() --> 7
 */
static int text_count(lua_State *L) {
    ms_push_size(L, ms_utf8_count(ms_text_check_valid(L, 1)));
    return 1;
}

/* The Text at 1 as a slice that has an owner; a string becomes a Text. */
static ms_text *check_owned(lua_State *L) {
    if (!ms_type_test(L, 1, MS_TYPE_TEXT)) {
        ms_text_push_copy(L, ms_text_check(L, 1));
        lua_replace(L, 1);
    }
    ms_text_check_valid(L, 1);
    return ms_text_check_slice(L, 1);
}

/** text:position(i [, unit]) -> integer
 *  Where byte i (from 1) lies, counted from 0 in "codepoint"s or "utf16" units of this text.
 *  @example
 *  ms.text("湿地abc"):position(7) --> 2
 */
static int text_position(lua_State *L) {
    static const char *const units[] = {"codepoint", "utf16", NULL};
    ms_text *text = check_owned(L);
    lua_Integer i = luaL_checkinteger(L, 2);
    int unit = luaL_checkoption(L, 3, "codepoint", units);
    size_t length = text->to - text->from;
    luaL_argcheck(L, i >= 1 && (size_t)i <= length + 1, 2, "outside the text");
    ms_positions *index = ms_owner_positions(L, text->owner);
    size_t byte = text->from + (size_t)i - 1;
    size_t (*count)(const ms_positions *, size_t) = unit ? ms_positions_utf16
                                                         : ms_positions_code_point;
    ms_push_size(L, count(index, byte) - count(index, text->from));
    return 1;
}

/** text:byte_at(n [, unit]) -> integer
 *  The byte (from 1) of the nth "codepoint" or "utf16" unit, counted from 0: the reverse of
 *  text:position.
 *  @example
 *  ms.text("湿地abc"):byte_at(2) --> 7
 */
static int text_byte_at(lua_State *L) {
    static const char *const units[] = {"codepoint", "utf16", NULL};
    ms_text *text = check_owned(L);
    size_t n = ms_check_size(L, 2);
    int unit = luaL_checkoption(L, 3, "codepoint", units);
    ms_positions *index = ms_owner_positions(L, text->owner);
    size_t byte =
        unit ? ms_positions_byte_of_utf16(index, ms_positions_utf16(index, text->from) + n)
             : ms_positions_byte_of_code_point(index,
                                               ms_positions_code_point(index, text->from) + n);
    ms_push_size(L, ms_size_min(byte, text->to) - text->from + 1);
    return 1;
}

/** text:line_column(i) -> integer, integer
 *  Line and column (in characters), both from 1, of byte i in the whole text that this one is a
 *  part of.
 *  @example
 *  ms.text("one\ntwo"):line_column(6) --> 2, 2
 */
static int text_line_column(lua_State *L) {
    ms_text *text = check_owned(L);
    lua_Integer i = luaL_checkinteger(L, 2);
    luaL_argcheck(L, i >= 1 && (size_t)i <= text->to - text->from + 1, 2, "outside the text");
    ms_line_column at = ms_positions_line_column(ms_owner_positions(L, text->owner),
                                                 text->from + (size_t)i - 1);
    ms_push_size(L, at.line);
    ms_push_size(L, at.column);
    return 2;
}

/** text:offset() -> integer, integer
 *  The first and last byte (from 1, inclusive) of this text in the whole that it is a part of.
 */
static int text_offset(lua_State *L) {
    ms_text *text = ms_text_check_slice(L, 1);
    ms_push_size(L, text->from + 1);
    ms_push_size(L, text->to);
    return 2;
}

/** text:within(i, j) -> Text
 *  The bytes i to j (from 1, inclusive) of the whole that this text is a part of: the way to
 *  widen a slice.
 *  @example
 *  local t = ms.text("a long answer"):sub(3, 6)
 *  t:within(1, 6) --> a long
 */
static int text_within(lua_State *L) {
    ms_text *text = ms_text_check_slice(L, 1);
    lua_Integer i = luaL_checkinteger(L, 2), j = luaL_checkinteger(L, 3);
    size_t len = text->owner->bytes.len;
    luaL_argcheck(L, j >= 0 && (size_t)j <= len, 3, "beyond the end of the whole text");
    luaL_argcheck(L, i >= 1 && i <= j + 1, 2, "must be from 1 to j + 1");
    lua_getiuservalue(L, 1, 1);
    ms_text *wide = ms_type_push(L, MS_TYPE_TEXT, sizeof *wide, 1);
    *wide = (ms_text){text->owner, text->generation, (size_t)i - 1, (size_t)j};
    lua_insert(L, -2);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

/** text:sentence_around() -> Text
 *  The sentence of the whole text (within its line) that this slice begins in, up to the one it
 *  ends in.
 *  @example
 *  local t = ms.text("It rained. We went home. Then it stopped.")
 *  t:sub(15, 16):sentence_around() --> We went home.
 */
static int text_sentence_around(lua_State *L) {
    ms_text *text = check_owned(L);
    ms_slice all = text->owner->bytes;
    size_t start = ms_sentences_start(all, text->from);
    ms_spend(L, text->from - start);
    ms_span sentence, around = {text->from, text->to};
    bool has_start = false;
    while (ms_sentences_next(all, &start, &sentence) &&
           sentence.from <= ms_size_max(text->to, 1) - 1) {
        ms_spend(L, sentence.to - sentence.from);
        if (sentence.to <= text->from) continue;
        if (!has_start) around.from = ms_size_min(sentence.from, text->from);
        has_start = true;
        around.to = ms_size_max(sentence.to, text->to);
        if (sentence.to >= text->to) break;
    }
    lua_getiuservalue(L, 1, 1);
    ms_text *found = ms_type_push(L, MS_TYPE_TEXT, sizeof *found, 1);
    *found = (ms_text){text->owner, text->generation, around.from, around.to};
    lua_insert(L, -2);
    lua_setiuservalue(L, -2, 1);
    return 1;
}

/* The owner whose coordinates are the document's, and the slice's place there. */
static ms_owner *document_range(lua_State *L, ms_text *text, size_t *from, size_t *to) {
    ms_owner *owner = text->owner;
    *from = text->from;
    *to = text->to;
    if (!owner->map) return owner;
    ms_text_check_alive(L, owner->origin, owner->origin_generation);
    *from = ms_segmap_to_document(owner->map, text->from);
    *to = text->to > text->from ? ms_segmap_end_to_document(owner->map, text->to) : *from;
    return owner->origin;
}

/** text:span() -> integer, integer
 *  Its place in the document, in characters from 0, the end not included.
 *  @example
 *  ms.text("湿地abc"):sub(7, 8):span() --> 2, 4
 */
static int text_span(lua_State *L) {
    ms_text *text = check_owned(L);
    size_t from, to;
    ms_owner *owner = document_range(L, text, &from, &to);
    ms_positions *index = ms_owner_positions(L, owner);
    ms_push_size(L, ms_positions_code_point(index, from));
    ms_push_size(L, ms_positions_code_point(index, to));
    return 2;
}

/** text:locator() -> string or nil
 *  Its citation, `PATH#L<line>:C<column>-...`, end not included; nil for a text that is no part
 *  of a document.
 */
static int text_locator(lua_State *L) {
    ms_text *text = check_owned(L);
    size_t from, to;
    ms_owner *owner = document_range(L, text, &from, &to);
    if (!owner->label) {
        lua_pushnil(L);
        return 1;
    }
    ms_positions *index = ms_owner_positions(L, owner);
    ms_line_column start = ms_positions_line_column(index, from);
    ms_line_column end = ms_positions_line_column(index, to);
    char place[112];
    if (start.line == end.line) {
        snprintf(place, sizeof place, "#L%zu:C%zu-C%zu", start.line, start.column, end.column);
    } else {
        snprintf(place, sizeof place, "#L%zu:C%zu-L%zu:C%zu", start.line, start.column,
                 end.line, end.column);
    }
    lua_pushfstring(L, "%s%s", owner->label, place);
    return 1;
}

/** text:time() -> number or nil
 *  When it was spoken, in seconds, where the transcript has times inside its turns.
 */
static int text_time(lua_State *L) {
    ms_text *text = ms_text_check_slice(L, 1);
    int64_t time_ms = text->owner->map ? ms_segmap_time_ms(text->owner->map, text->from) : -1;
    if (time_ms < 0) lua_pushnil(L);
    else lua_pushnumber(L, (lua_Number)time_ms / 1000);
    return 1;
}

const luaL_Reg ms_text_more_methods[] = {
    {"is", text_is},           {"starts", text_starts},       {"ends", text_ends},
    {"contains", text_contains}, {"trim", text_trim},         {"lines", text_lines},
    {"paragraphs", text_paragraphs}, {"sentences", text_sentences},
    {"split", text_split},     {"is_valid", text_is_valid},   {"repair", text_repair},
    {"normalise", text_normalise}, {"count", text_count},     {"position", text_position},
    {"byte_at", text_byte_at}, {"line_column", text_line_column}, {"offset", text_offset},
    {"within", text_within},   {"sentence_around", text_sentence_around}, {"span", text_span},
    {"locator", text_locator}, {"time", text_time},           {NULL, NULL}};
