/* Rows: Lua tables to lines of JSON or CSV, and to sort keys. One idea: a plan a list of
 * columns (its names escaped once, found again by the address of Lua's interned strings), so
 * that a row costs one walk over its fields and no new object. Never leaves half a row
 * behind: it is built in the state's scratch and handed over whole. */
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

/* A field of the row that is being encoded. Its bytes are those of a Lua string or a
 * document that the row itself keeps alive. */
typedef struct row_value {
    bool is_valid; /* the text is valid UTF-8 for certain */
    int type; /* LUA_TNIL, _TBOOLEAN, _TTABLE; _TSTRING for texts too; INTEGER or _TNUMBER */
    union {
        ms_slice text;
        int64_t integer; /* booleans too */
        double number;
    } as;
} row_value;

enum { INTEGER = -2 }; /* no type of Lua */

/* One block of Lua memory: the plan, its columns, room for a row's values, a hash table of
 * the names' addresses (index + 1), and the prefixes. Its user value is the table of the
 * names. */
typedef struct row_plan {
    size_t count;
    size_t mask;
    const void *text_type; /* the metatable of Text */
    bool is_positional;    /* the row at hand is values on the stack, not a table */
    plan_column *columns;
    row_value *values;
    uint16_t *slots;
    char *prefixes;
} row_plan;

static const char plans_key; /* its address is the registry key of the table columns -> plan */

/* --- plans -------------------------------------------------------------------------------- */

static size_t hash_address(const char *address, size_t mask) {
    uintptr_t bits = (uintptr_t)address;
    return (size_t)((bits >> 4) ^ (bits >> 11)) & mask;
}

/* Copies the names (so that a script that changes its columns later cannot confuse the plan)
 * and builds the prefixes in scratch. Leaves the table of names on the stack. */
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
    size_t columns_size = count * sizeof(plan_column), values_size = count * sizeof(row_value);
    size_t slots_size = slots * sizeof(uint16_t);
    row_plan *plan = lua_newuserdatauv(
        L, sizeof *plan + columns_size + values_size + slots_size + scratch->len, 1);
    char *memory = (char *)(plan + 1);
    *plan = (row_plan){.count = count,
                       .mask = slots - 1,
                       .columns = (void *)memory,
                       .values = (void *)(memory + columns_size),
                       .slots = (void *)(memory + columns_size + values_size),
                       .prefixes = memory + columns_size + values_size + slots_size};
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

/* --- fields ------------------------------------------------------------------------------- */

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
        return luaL_error(L, "unknown column '%s': did you mean '%s'?", name.ptr,
                          nearest->name.ptr);
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

static bool is_text(lua_State *L, const row_plan *plan, int value) {
    if (!lua_getmetatable(L, value)) return false;
    bool is_it = lua_topointer(L, -1) == plan->text_type;
    lua_pop(L, 1);
    return is_it;
}

/* Notes the value on top of the stack. */
static void take_value(lua_State *L, const row_plan *plan, size_t index) {
    row_value *value = &plan->values[index];
    value->type = lua_type(L, -1);
    value->is_valid = false;
    switch (value->type) {
    case LUA_TSTRING: value->as.text.ptr = lua_tolstring(L, -1, &value->as.text.len); return;
    case LUA_TNUMBER:
        if (lua_isinteger(L, -1)) {
            value->type = INTEGER;
            value->as.integer = lua_tointeger(L, -1);
        } else {
            value->as.number = lua_tonumber(L, -1);
        }
        return;
    case LUA_TBOOLEAN: value->as.integer = lua_toboolean(L, -1); return;
    case LUA_TTABLE: return;
    case LUA_TUSERDATA:
        if (!is_text(L, plan, -1)) break;
        value->type = LUA_TSTRING;
        value->as.text = ms_text_check(L, -1);
        value->is_valid = ms_text_is_known_valid(L, -1);
        return;
    case LUA_TLIGHTUSERDATA: /* ms.json.null */
        if (lua_touserdata(L, -1)) break;
        value->type = LUA_TNIL;
        return;
    default: break;
    }
    luaL_error(L, "column '%s' holds a %s, which cannot be written",
               plan->columns[index].name.ptr, luaL_typename(L, -1));
}

/* Notes the row's values in the plan, in the order of its columns. */
static void take_row(lua_State *L, const row_plan *plan, int row) {
    for (size_t i = 0; i < plan->count; i++) plan->values[i].type = LUA_TNIL;
    lua_pushnil(L);
    while (lua_next(L, row)) {
        if (lua_type(L, -2) != LUA_TSTRING) {
            luaL_error(L, "a row has a field whose key is a %s; keys are column names",
                       luaL_typename(L, -2));
        }
        size_t len;
        const char *name = lua_tolstring(L, -2, &len);
        take_value(L, plan, find_column(L, plan, ms_slice_of(name, len)));
        lua_pop(L, 1);
    }
}

/* Notes the values that lie on the stack from `first` on, in the order of the columns. */
static void take_positional(lua_State *L, const row_plan *plan, int first, int count) {
    if ((size_t)count > plan->count) {
        luaL_error(L, "emit got %d values for %d columns", count, (int)plan->count);
    }
    for (size_t i = 0; i < plan->count; i++) {
        if (i >= (size_t)count) {
            plan->values[i].type = LUA_TNIL;
            continue;
        }
        int at = first + (int)i;
        if (lua_isnil(L, at)) {
            plan->values[i].type = LUA_TNIL;
        } else {
            lua_pushvalue(L, at);
            take_value(L, plan, i);
            lua_pop(L, 1);
        }
    }
}

/* Pushes the table that is the value of a column: of the row's table, or of the values from
 * index on. */
static void push_table(lua_State *L, const row_plan *plan, const plan_column *column, int row) {
    if (plan->is_positional) {
        lua_pushvalue(L, row + (int)(column - plan->columns));
        return;
    }
    lua_pushlstring(L, column->name.ptr, column->name.len);
    lua_rawget(L, row);
}

static void put_table(lua_State *L, const row_plan *plan, const plan_column *column, int row,
                      ms_buffer *out) {
    const ms_json_style style = {0};
    push_table(L, plan, column, row);
    ms_json_encode_value(L, lua_gettop(L), &style, out);
    lua_pop(L, 1);
}

/* Appends what is neither a text nor a table. */
static ms_status put_scalar(ms_buffer *out, const row_value *value) {
    switch (value->type) {
    case INTEGER: return ms_json_put_int(out, value->as.integer);
    case LUA_TNUMBER: return ms_json_put_double(out, value->as.number);
    case LUA_TBOOLEAN:
        return value->as.integer ? ms_buffer_append(out, "true", 4)
                                 : ms_buffer_append(out, "false", 5);
    default: return ms_buffer_append(out, "null", 4);
    }
}

static void encode_json(lua_State *L, const row_plan *plan, int row, ms_buffer *out) {
    for (size_t i = 0; i < plan->count; i++) {
        const plan_column *column = &plan->columns[i];
        const row_value *value = &plan->values[i];
        ms_json_check(L, ms_buffer_append(out, plan->prefixes + column->prefix_from,
                                          column->prefix_len));
        if (value->type == LUA_TTABLE) {
            put_table(L, plan, column, row, out);
        } else {
            ms_json_check(L, value->type != LUA_TSTRING ? put_scalar(out, value)
                             : value->is_valid ? ms_json_put_valid(out, value->as.text)
                                               : ms_json_encode_text(out, value->as.text));
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
static void put_table_field(lua_State *L, const row_plan *plan, const plan_column *column, int row,
                            ms_buffer *out, const ms_csv_style *style) {
    size_t from = out->len;
    put_table(L, plan, column, row, out);
    size_t len = out->len - from;
    const char *text = lua_pushlstring(L, out->data + from, len);
    out->len = from;
    ms_json_check(L, ms_csv_put_field(out, ms_slice_of(text, len), style));
    lua_pop(L, 1);
}

static void encode_csv(lua_State *L, const row_plan *plan, int row, char separator,
                       ms_buffer *out) {
    ms_state *state = ms_state_of(L);
    const ms_csv_style style = {.separator = separator};
    for (size_t i = 0; i < plan->count; i++) {
        const row_value *value = &plan->values[i];
        if (i > 0) ms_json_check(L, ms_buffer_append_byte(out, separator));
        if (value->type == LUA_TSTRING) {
            ms_json_check(L, put_text_field(state, out, value->as.text, &style));
        } else if (value->type == LUA_TTABLE) {
            put_table_field(L, plan, &plan->columns[i], row, out, &style);
        } else if (value->type != LUA_TNIL) {
            ms_json_check(L, put_scalar(out, value));
        }
    }
    /* A line without anything would be no record at all. */
    if (out->len == 0) ms_json_check(L, ms_buffer_append(out, "\"\"", 2));
    ms_json_check(L, ms_buffer_append_byte(out, '\n'));
}

/* Builds the row's line in the state's scratch. The row is the table at the index `row`, or the
 * values from there on: `values` of them. */
static ms_buffer *build_row(lua_State *L, int row, int values, int columns,
                            ms_row_encoding encoding) {
    int top = lua_gettop(L);
    luaL_checkstack(L, LUA_MINSTACK, "no room for a row");
    bool is_plan = lua_type(L, columns) == LUA_TUSERDATA;
    row_plan *plan = is_plan ? lua_touserdata(L, columns) : plan_of(L, columns);
    ms_buffer *scratch = &ms_state_of(L)->scratch;
    plan->is_positional = values >= 0;
    if (plan->is_positional) take_positional(L, plan, row, values);
    else take_row(L, plan, row);
    ms_buffer_reset(scratch);
    if (encoding == MS_ROWS_JSON) encode_json(L, plan, row, scratch);
    else encode_csv(L, plan, row, encoding == MS_ROWS_TSV ? '\t' : ',', scratch);
    ms_spend(L, scratch->len);
    lua_settop(L, top);
    return scratch;
}

void ms_row_push_plan(lua_State *L, int columns) {
    columns = lua_absindex(L, columns);
    luaL_checktype(L, columns, LUA_TTABLE);
    plan_of(L, columns);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &plans_key);
    lua_pushvalue(L, columns);
    lua_rawget(L, -2);
    lua_remove(L, -2);
}

void ms_row_encode(lua_State *L, int row, int columns, ms_row_encoding encoding,
                   ms_buffer *out) {
    luaL_checktype(L, row, LUA_TTABLE);
    ms_buffer *line = build_row(L, lua_absindex(L, row), -1, lua_absindex(L, columns), encoding);
    ms_json_check(L, ms_buffer_append_slice(out, ms_buffer_slice(line)));
}

void ms_row_encode_values(lua_State *L, int first, int count, int columns,
                          ms_row_encoding encoding, ms_buffer *out) {
    ms_buffer *line = build_row(L, first, count, lua_absindex(L, columns), encoding);
    ms_json_check(L, ms_buffer_append_slice(out, ms_buffer_slice(line)));
}

/* --- what Lua sees ------------------------------------------------------------------------ */

/** ms.rows.encode(row, columns, format) -> string
 *  One row as a line with its line end, exactly as `emit` writes it. `format` is "jsonl" (the
 *  default), "csv" or "tsv". A column that the row does not have is null in JSON and empty in CSV; a
 *  field that is no column is an error.
 *  @example
 *  ms.rows.encode({ b = 2 }, { "a", "b" }):sub(1, -2) --> {"a":null,"b":2}
 */
static int l_encode(lua_State *L) {
    static const char *const formats[] = {"jsonl", "csv", "tsv", NULL};
    static const ms_row_encoding encodings[] = {MS_ROWS_JSON, MS_ROWS_CSV, MS_ROWS_TSV};
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checktype(L, 2, LUA_TTABLE);
    ms_buffer *line = build_row(L, 1, -1, 2, encodings[luaL_checkoption(L, 3, "jsonl", formats)]);
    lua_pushlstring(L, line->data, line->len);
    return 1;
}

/** ms.rows.sort_key(row, order) -> string
 *  The bytes by which a result with this `order` (column names, "-name" descending) sorts the row:
 *  comparing two keys as strings compares the rows. Numbers sort by value and before texts, nothing
 *  sorts last.
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
    static const luaL_Reg functions[] = {{"encode", l_encode}, {"sort_key", l_sort_key},
                                         {NULL, NULL}};
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k"); /* a plan lives as long as its columns */
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &plans_key);
    luaL_newlib(L, functions);
    lua_setfield(L, -2, "rows");
}
