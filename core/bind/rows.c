/* Rows: Lua tables to lines of JSON or CSV, and to sort keys. One idea: a plan a list of columns (its
 * names escaped once, found again by the address of Lua's interned strings), so that a row costs one
 * walk over its fields and no new object. Never leaves half a row behind: it is built in the
 * state's scratch and handed over whole. */
#include "bind/json.h"
#include "out/csv.h"
#include "out/json.h"
#include "text/utf8.h"

enum { MOST_COLUMNS = 1024, LONGEST_SUGGESTION = 48 };

typedef struct plan_column {
    ms_slice name;      /* the bytes of a Lua string that the plan anchors */
    size_t prefix_from; /* where `,"name":` stands in the plan's text; */
    size_t prefix_len;  /* the first column's begins with `{` */
} plan_column;

/* One block of Lua memory: the plan, its columns, a hash table of their names' addresses (index + 1),
 * and the prefixes. Its user value is the table of the names. */
typedef struct row_plan {
    size_t count;
    size_t mask;
    const void *text_type; /* the metatable of Text */
    plan_column *columns;
    uint16_t *slots;
    char *prefixes;
} row_plan;

static const char plans_key; /* its address is the registry key of the table columns -> plan */

/* --- plans -------------------------------------------------------------------------------------- */

static size_t hash_address(const char *address, size_t mask) {
    uintptr_t bits = (uintptr_t)address;
    return (size_t)((bits >> 4) ^ (bits >> 11)) & mask;
}

/* Copies the names (so that a script that changes its columns later cannot confuse the plan) and
 * builds the prefixes in scratch. Leaves the table of names on the stack. */
static size_t copy_names(lua_State *L, int columns, ms_buffer *scratch) {
    size_t count = lua_rawlen(L, columns);
    if (count == 0 || count > MOST_COLUMNS) {
        luaL_error(L, "columns must be a list of 1 to %d names", MOST_COLUMNS);
    }
    lua_createtable(L, (int)count, 0);
    ms_buffer_reset(scratch);
    for (size_t i = 1; i <= count; i++) {
        if (lua_rawgeti(L, columns, (lua_Integer)i) != LUA_TSTRING) {
            luaL_error(L, "column %d is a %s, not a name", (int)i, luaL_typename(L, -1));
        }
        size_t len;
        const char *name = lua_tolstring(L, -1, &len);
        ms_json_check(L, ms_buffer_append(scratch, i == 1 ? "{" : ",", 1));
        ms_json_check(L, ms_json_put_string(scratch, ms_slice_of(name, len)));
        ms_json_check(L, ms_buffer_append(scratch, ":", 1));
        lua_rawseti(L, -2, (lua_Integer)i);
    }
    return count;
}

static void fill_plan(lua_State *L, row_plan *plan, int names) {
    size_t at = 0;
    for (size_t i = 0; i < plan->count; i++) {
        lua_rawgeti(L, names, (lua_Integer)i + 1);
        plan_column *column = &plan->columns[i];
        column->name.ptr = lua_tolstring(L, -1, &column->name.len);
        lua_pop(L, 1);
        column->prefix_from = at;
        /* The prefix ends at the first `":` that no backslash escapes: walk the JSON string. */
        for (at += 2; plan->prefixes[at] != '"'; at++) at += plan->prefixes[at] == '\\';
        at += 2;
        column->prefix_len = at - column->prefix_from;
        size_t slot = hash_address(column->name.ptr, plan->mask);
        while (plan->slots[slot]) slot = (slot + 1) & plan->mask;
        plan->slots[slot] = (uint16_t)(i + 1);
    }
}

/* Builds the plan of the columns at the index and leaves it on the stack. */
static row_plan *build_plan(lua_State *L, int columns) {
    ms_buffer *scratch = &ms_state_of(L)->scratch;
    size_t count = copy_names(L, columns, scratch);
    int names = lua_gettop(L);
    size_t slots = 4;
    while (slots < 2 * count) slots *= 2;
    size_t columns_size = count * sizeof(plan_column), slots_size = slots * sizeof(uint16_t);
    row_plan *plan = lua_newuserdatauv(
        L, sizeof *plan + columns_size + slots_size + scratch->len, 1);
    char *memory = (char *)(plan + 1);
    *plan = (row_plan){.count = count,
                       .mask = slots - 1,
                       .columns = (void *)memory,
                       .slots = (void *)(memory + columns_size),
                       .prefixes = memory + columns_size + slots_size};
    memset(plan->slots, 0, slots_size);
    memcpy(plan->prefixes, scratch->data, scratch->len);
    fill_plan(L, plan, names);
    lua_pushvalue(L, names);
    lua_setiuservalue(L, -2, 1);
    luaL_getmetatable(L, MS_TYPE_TEXT);
    plan->text_type = lua_topointer(L, -1);
    lua_pop(L, 1);
    lua_remove(L, names);
    return plan;
}

/* The plan of the columns at the index; it lives as long as they do. */
static row_plan *plan_of(lua_State *L, int columns) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &plans_key);
    lua_pushvalue(L, columns);
    lua_rawget(L, -2);
    row_plan *plan = lua_touserdata(L, -1);
    lua_pop(L, 1);
    if (!plan) {
        plan = build_plan(L, columns);
        lua_pushvalue(L, columns);
        lua_insert(L, -2);
        lua_rawset(L, -3);
    }
    lua_pop(L, 1);
    return plan;
}

/* --- fields ------------------------------------------------------------------------------------- */

/* How many single changes turn a into b; both at most LONGEST_SUGGESTION bytes. */
static size_t edit_distance(ms_slice a, ms_slice b) {
    size_t row[LONGEST_SUGGESTION + 1];
    for (size_t j = 0; j <= b.len; j++) row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
            diagonal = row[j];
            size_t shorter = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
            row[j] = change < shorter ? change : shorter;
        }
    }
    return row[b.len];
}

static int raise_unknown(lua_State *L, const row_plan *plan, ms_slice name) {
    const plan_column *nearest = NULL;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < plan->count && name.len <= LONGEST_SUGGESTION; i++) {
        if (plan->columns[i].name.len > LONGEST_SUGGESTION) continue;
        size_t distance = edit_distance(name, plan->columns[i].name);
        if (distance < best) {
            best = distance;
            nearest = &plan->columns[i];
        }
    }
    if (nearest && best <= 2 + name.len / 4 && best < nearest->name.len) {
        return luaL_error(L, "unknown column '%s': did you mean '%s'?", name.ptr, nearest->name.ptr);
    }
    return luaL_error(L, "unknown column '%s': declare it in the script's columns", name.ptr);
}

static size_t find_column(lua_State *L, const row_plan *plan, ms_slice name) {
    size_t slot = hash_address(name.ptr, plan->mask);
    for (; plan->slots[slot]; slot = (slot + 1) & plan->mask) {
        size_t index = plan->slots[slot] - 1u;
        if (plan->columns[index].name.ptr == name.ptr) return index;
    }
    /* Lua does not intern strings of more than 40 bytes: those are compared. */
    for (size_t i = 0; i < plan->count; i++) {
        if (ms_slice_equal(plan->columns[i].name, name)) return i;
    }
    return (size_t)raise_unknown(L, plan, name);
}

/* Puts the row's values on the stack, one slot a column, nil where there is none. Returns the first. */
static int spread(lua_State *L, const row_plan *plan, int row) {
    luaL_checkstack(L, (int)plan->count + LUA_MINSTACK, "too many columns");
    int first = lua_gettop(L) + 1;
    lua_settop(L, first + (int)plan->count - 1);
    lua_pushnil(L);
    while (lua_next(L, row)) {
        if (lua_type(L, -2) != LUA_TSTRING) {
            luaL_error(L, "a row has a field whose key is a %s; keys are column names",
                       luaL_typename(L, -2));
        }
        size_t len;
        const char *name = lua_tolstring(L, -2, &len);
        lua_replace(L, first + (int)find_column(L, plan, ms_slice_of(name, len)));
    }
    return first;
}

static bool is_text(lua_State *L, const row_plan *plan, int value) {
    if (!lua_getmetatable(L, value)) return false;
    bool is_it = lua_topointer(L, -1) == plan->text_type;
    lua_pop(L, 1);
    return is_it;
}

/* The bytes of a string or Text; false for other types. */
static bool take_text(lua_State *L, const row_plan *plan, int value, int type, ms_slice *text) {
    if (type == LUA_TSTRING) {
        text->ptr = lua_tolstring(L, value, &text->len);
        return true;
    }
    if (type != LUA_TUSERDATA || !is_text(L, plan, value)) return false;
    *text = ms_text_check(L, value);
    return true;
}

static bool can_be_written(lua_State *L, int value, int type) {
    return type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER || type == LUA_TTABLE ||
           (type == LUA_TLIGHTUSERDATA && !lua_touserdata(L, value));
}

static void raise_type(lua_State *L, const row_plan *plan, size_t index, int value) {
    luaL_error(L, "column '%s' holds a %s, which cannot be written", plan->columns[index].name.ptr,
               luaL_typename(L, value));
}

static void encode_json(lua_State *L, const row_plan *plan, int first, ms_buffer *out) {
    const ms_json_style style = {0};
    for (size_t i = 0; i < plan->count; i++) {
        const plan_column *column = &plan->columns[i];
        ms_json_check(L, ms_buffer_append(out, plan->prefixes + column->prefix_from,
                                          column->prefix_len));
        int value = first + (int)i, type = lua_type(L, value);
        ms_slice text;
        if (take_text(L, plan, value, type, &text)) {
            ms_json_check(L, ms_json_encode_text(out, text));
        } else if (can_be_written(L, value, type)) {
            ms_json_encode_value(L, value, &style, out);
        } else {
            raise_type(L, plan, i, value);
        }
    }
    ms_json_check(L, ms_buffer_append(out, "}\n", 2));
}

/* Appends what is no UTF-8 repaired. */
static ms_status put_text_field(ms_state *state, ms_buffer *out, ms_slice text,
                                const ms_csv_style *style) {
    if (ms_utf8_is_valid(text)) return ms_csv_put_field(out, text, style);
    ms_buffer repaired;
    ms_buffer_init(&repaired, state->ctx->sys, 0);
    ms_status status = ms_utf8_repair(&repaired, text, NULL, NULL);
    if (status == MS_OK) status = ms_csv_put_field(out, ms_buffer_slice(&repaired), style);
    ms_buffer_free(&repaired);
    return status;
}

/* A nested table becomes one field that holds its JSON, built behind the row and moved. */
static void put_table_field(lua_State *L, int value, ms_buffer *out, const ms_csv_style *style) {
    const ms_json_style json = {0};
    size_t from = out->len;
    ms_json_encode_value(L, value, &json, out);
    const char *text = lua_pushlstring(L, out->data + from, out->len - from);
    size_t len = out->len - from;
    out->len = from;
    ms_json_check(L, ms_csv_put_field(out, ms_slice_of(text, len), style));
    lua_pop(L, 1);
}

static void encode_csv(lua_State *L, const row_plan *plan, int first, char separator,
                       ms_buffer *out) {
    ms_state *state = ms_state_of(L);
    const ms_csv_style style = {.separator = separator};
    const ms_json_style json = {0};
    for (size_t i = 0; i < plan->count; i++) {
        if (i > 0) ms_json_check(L, ms_buffer_append_byte(out, separator));
        int value = first + (int)i, type = lua_type(L, value);
        ms_slice text;
        if (take_text(L, plan, value, type, &text)) {
            ms_json_check(L, put_text_field(state, out, text, &style));
        } else if (!can_be_written(L, value, type)) {
            raise_type(L, plan, i, value);
        } else if (type == LUA_TTABLE) {
            put_table_field(L, value, out, &style);
        } else if (type == LUA_TBOOLEAN || type == LUA_TNUMBER) {
            ms_json_encode_value(L, value, &json, out);
        }
    }
    /* A line without anything would be no record at all. */
    if (out->len == 0) ms_json_check(L, ms_buffer_append(out, "\"\"", 2));
    ms_json_check(L, ms_buffer_append_byte(out, '\n'));
}

/* Builds the row's line in the state's scratch. */
static ms_buffer *build_row(lua_State *L, int row, int columns, ms_row_encoding encoding) {
    int top = lua_gettop(L);
    luaL_checkstack(L, LUA_MINSTACK, "no room for a row");
    const row_plan *plan = plan_of(L, columns);
    ms_buffer *scratch = &ms_state_of(L)->scratch;
    int first = spread(L, plan, row);
    ms_buffer_reset(scratch);
    if (encoding == MS_ROWS_JSON) encode_json(L, plan, first, scratch);
    else encode_csv(L, plan, first, encoding == MS_ROWS_TSV ? '\t' : ',', scratch);
    ms_spend(L, scratch->len);
    lua_settop(L, top);
    return scratch;
}

void ms_row_encode(lua_State *L, int row, int columns, ms_row_encoding encoding, ms_buffer *out) {
    luaL_checktype(L, row, LUA_TTABLE);
    luaL_checktype(L, columns, LUA_TTABLE);
    ms_buffer *line = build_row(L, lua_absindex(L, row), lua_absindex(L, columns), encoding);
    ms_json_check(L, ms_buffer_append_slice(out, ms_buffer_slice(line)));
}

/* --- what Lua sees ------------------------------------------------------------------------------ */

/** ms.rows.encode(row, columns, format) -> string
 *  One row as a line with its line end, exactly as `emit` writes it. `format` is "jsonl" (the default),
 *  "csv" or "tsv". A column that the row does not have is null in JSON and empty in CSV; a field that
 *  is no column is an error.
 *  @example
 *  ms.rows.encode({ b = 2 }, { "a", "b" }):sub(1, -2) --> {"a":null,"b":2}
 */
static int l_encode(lua_State *L) {
    static const char *const formats[] = {"jsonl", "csv", "tsv", NULL};
    static const ms_row_encoding encodings[] = {MS_ROWS_JSON, MS_ROWS_CSV, MS_ROWS_TSV};
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checktype(L, 2, LUA_TTABLE);
    ms_buffer *line = build_row(L, 1, 2, encodings[luaL_checkoption(L, 3, "jsonl", formats)]);
    lua_pushlstring(L, line->data, line->len);
    return 1;
}

/** ms.rows.sort_key(row, order) -> string
 *  The bytes by which a result with this `order` (column names, "-name" descending) sorts the row: comparing
 *  two keys as strings compares the rows. Numbers sort by value and before texts, nothing sorts last.
 *  @example
 *  ms.rows.sort_key({ n = 2 }, { "n" }) < ms.rows.sort_key({ n = 10 }, { "n" }) --> true
 */
static int l_sort_key(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checktype(L, 2, LUA_TTABLE);
    ms_buffer *key = ms_row_build_key(L, 1, 2);
    lua_pushlstring(L, key->data, key->len);
    return 1;
}

void ms_bind_rows(lua_State *L) {
    static const luaL_Reg functions[] = {{"encode", l_encode}, {"sort_key", l_sort_key}, {NULL, NULL}};
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k"); /* a plan lives as long as its columns */
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &plans_key);
    luaL_newlib(L, functions);
    lua_setfield(L, -2, "rows");
}
