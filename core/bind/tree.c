/* ms.xml and ms.html: markup as a tree whose nodes are numbers. One idea: a number costs nothing, so
 * that walking a document makes no garbage but the words that are asked for. The strings of names are
 * made once a tree. Never hands out a slice of the tree: it may go before the words do. */
#include "bind/json.h"
#include "bind/text.h"
#include "parse/html.h"
#include "parse/tree.h"
#include "parse/xml.h"

#define TYPE_TREE "moonscribe.tree"

enum { NAMES = 1 }; /* the user value: number of a name -> its local part, as a string */

typedef struct tree_box {
    ms_tree tree;
    bool is_open; /* the tree has been initialised */
    int64_t accounted;
} tree_box;

static int release_tree(lua_State *L) {
    tree_box *box = lua_touserdata(L, 1);
    if (box->is_open) ms_tree_free(&box->tree);
    box->is_open = false;
    int64_t accounted = box->accounted;
    box->accounted = 0;
    ms_state_account(L, -accounted);
    return 0;
}

static ms_tree *check_tree(lua_State *L) {
    tree_box *box = ms_type_check(L, 1, TYPE_TREE);
    if (!box->is_open) luaL_error(L, "this tree has been closed");
    return &box->tree;
}

static size_t check_node(lua_State *L, const ms_tree *tree, int arg) {
    lua_Integer node = luaL_checkinteger(L, arg);
    if (node < 0 || (size_t)node >= ms_tree_count(tree)) {
        luaL_argerror(L, arg, "no node of this tree");
    }
    return (size_t)node;
}

static void push_bytes(lua_State *L, ms_slice bytes) {
    lua_pushlstring(L, bytes.len ? bytes.ptr : "", bytes.len);
}

/* --- reading ------------------------------------------------------------------------------ */

typedef ms_status reader(ms_tree *tree, ms_slice bytes, ms_error *error);

static bool wants_part(lua_State *L, int options) {
    if (lua_isnoneornil(L, options)) return false;
    luaL_checktype(L, options, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, options)) {
        lua_pop(L, 1);
        const char *key = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
        if (strcmp(key, "partial") != 0) {
            luaL_error(L, "unknown option '%s' of ms.xml: there is 'partial'", key);
        }
    }
    lua_getfield(L, options, "partial");
    bool wants = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return wants;
}

/* Reads the text at 1 and pushes the tree, or the failure; with is_partial both. */
static int read_tree(lua_State *L, reader *read, bool is_partial) {
    ms_slice bytes = ms_text_check_valid(L, 1);
    ms_ctx *ctx = ms_state_of(L)->ctx;
    tree_box *box = ms_type_push(L, TYPE_TREE, sizeof *box, NAMES);
    lua_newtable(L);
    lua_setiuservalue(L, -2, NAMES);
    ms_tree_init(&box->tree, ctx);
    box->is_open = true;
    ms_error error = {0};
    ms_status status = read(&box->tree, bytes, &error);
    int64_t size = (int64_t)ms_tree_size(&box->tree);
    ms_state_account(L, size);
    box->accounted = size;
    if (status == MS_OK) return 1;
    if (status == MS_E_MEMORY || ctx->tripped != MS_OK) return ms_raise(L, &error);
    bool is_kept = is_partial && (status == MS_E_MALFORMED || status == MS_E_TRUNCATED) &&
                   ms_tree_count(&box->tree) > 1;
    if (!is_kept) return ms_push_failure(L, &error);
    lua_pushstring(L, error.message);
    lua_pushstring(L, ms_status_name(error.code));
    return 3;
}

/** ms.xml(text, {partial=}) -> Tree | nil, message, code
 *  Reads XML. A tree's nodes are numbers in the order of the document: 0 is the document, 1 its
 *  element; names are without their prefix. Nothing outside the text is ever read; what declares
 *  an entity is refused. With `partial`, XML that breaks off gives the tree of what came before,
 *  with the message and code.
 *  @example
 *  local t = ms.xml '<talk xml:lang="en"><u who="#Ann">Hi, <b>Bob</b>.</u><u>No.</u></talk>'
 *  t:name(1), t:attr(1, "lang"), t:text(1) --> talk, en, Hi, Bob.No.
 *  local seen = {}
 *  for u in t:children(1, "u") do seen[#seen + 1] = t:text(u) end
 *  table.concat(seen, "|") --> Hi, Bob.|No.
 *  ms.xml "<a><b></a>" --> nil, XML: mismatched tag, at line 1, column 9, malformed
 */
static int read_xml(lua_State *L) {
    bool is_partial = wants_part(L, 2);
    lua_settop(L, 1);
    return read_tree(L, ms_xml_read, is_partial);
}

/** ms.html(text) -> Tree | nil, message, code
 *  Reads HTML as browsers do: any text gives a tree. Scripts, styles and comments are not in it.
 *  @example
 *  local t = ms.html "<p>One<p>Two &amp; three<script>x()</script>"
 *  local seen = {}
 *  for p in t:all(0, "p") do seen[#seen + 1] = t:text(p) end
 *  table.concat(seen, "|") --> One|Two & three
 */
static int read_html(lua_State *L) {
    lua_settop(L, 1);
    return read_tree(L, ms_html_read, false);
}

/* --- one node ----------------------------------------------------------------------------- */

/* Pushes the local name; the tree is at `tree_at`. */
static void push_name(lua_State *L, const ms_tree *tree, int tree_at, uint32_t name) {
    lua_getiuservalue(L, tree_at, NAMES);
    if (lua_rawgeti(L, -1, name) == LUA_TNIL) {
        lua_pop(L, 1);
        push_bytes(L, ms_tree_local_name(tree, name));
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, name);
    }
    lua_remove(L, -2);
}

/** tree:name(node) -> string or nil
 *  The name of an element without its prefix; nil for text and for the document.
 */
static int tree_name(lua_State *L) {
    const ms_tree *tree = check_tree(L);
    uint32_t name = ms_tree_nodes(tree)[check_node(L, tree, 2)].name;
    if (name == 0) return 0;
    push_name(L, tree, 1, name);
    return 1;
}

/** tree:attr(node, name) -> string or nil
 *  The value of an attribute, whose name may be given with its prefix or without.
 */
static int tree_attr(lua_State *L) {
    const ms_tree *tree = check_tree(L);
    size_t node = check_node(L, tree, 2), len, count;
    const char *name = luaL_checklstring(L, 3, &len);
    ms_tree_attrs(tree, node, &count);
    if (count > 16) ms_spend(L, count);
    ms_slice value;
    if (!ms_tree_find_attr(tree, node, ms_slice_of(name, len), &value)) return 0;
    push_bytes(L, value);
    return 1;
}

/** tree:attrs(node) -> table
 *  All attributes, by their names as written.
 *  @example
 *  ms.xml('<a x:b="1"/>'):attrs(1)["x:b"] --> 1
 */
static int tree_attrs(lua_State *L) {
    const ms_tree *tree = check_tree(L);
    size_t count;
    const ms_tree_attr *attrs = ms_tree_attrs(tree, check_node(L, tree, 2), &count);
    ms_spend(L, count);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        push_bytes(L, ms_tree_name(tree, attrs[i].name));
        push_bytes(L, ms_slice_sub(ms_buffer_slice(&tree->values), attrs[i].from, attrs[i].to));
        lua_rawset(L, -3);
    }
    return 1;
}

/** tree:text(node) -> string
 *  All text in the node and below it.
 */
static int tree_text(lua_State *L) {
    const ms_tree *tree = check_tree(L);
    ms_slice text = ms_tree_text(tree, check_node(L, tree, 2));
    ms_spend(L, text.len);
    push_bytes(L, text);
    return 1;
}

/** tree:parent(node) -> node or nil
 *  The element around it; 0, the document, for the outermost one.
 */
static int tree_parent(lua_State *L) {
    const ms_tree *tree = check_tree(L);
    size_t node = check_node(L, tree, 2);
    if (node == 0) return 0;
    lua_pushinteger(L, ms_tree_nodes(tree)[node].parent);
    return 1;
}

/** tree:last(node) -> node
 *  The last node in it: what is in `node` has the numbers `node` to that.
 */
static int tree_last(lua_State *L) {
    const ms_tree *tree = check_tree(L);
    lua_pushinteger(L, (lua_Integer)ms_tree_nodes(tree)[check_node(L, tree, 2)].end - 1);
    return 1;
}

/** tree:offset(node) -> integer
 *  Where it begins in the text that was read: its first byte, from 1.
 */
static int tree_offset(lua_State *L) {
    const ms_tree *tree = check_tree(L);
    lua_pushinteger(L, (lua_Integer)ms_tree_nodes(tree)[check_node(L, tree, 2)].at + 1);
    return 1;
}

/* --- many nodes --------------------------------------------------------------------------- */

/* Is the node an element whose name is wanted? `wanted` has a byte for each name of the tree. */
static bool is_wanted(const ms_tree *tree, size_t node, const char *wanted) {
    uint32_t name = ms_tree_nodes(tree)[node].name;
    return name != 0 && wanted[name] != 0;
}

/* Upvalues: tree, next node, end, whether children only, what is wanted. */
static int next_node(lua_State *L) {
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    const ms_tree *tree = check_tree(L);
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
    size_t end = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    bool is_shallow = lua_toboolean(L, lua_upvalueindex(4));
    const char *wanted = lua_tostring(L, lua_upvalueindex(5));
    size_t looked = 1;
    while (at < end && !is_wanted(tree, at, wanted)) {
        at = is_shallow ? ms_tree_nodes(tree)[at].end : at + 1;
        looked++;
    }
    ms_spend(L, looked);
    size_t next = at < end && is_shallow ? ms_tree_nodes(tree)[at].end : at + 1;
    lua_pushinteger(L, (lua_Integer)(at < end ? next : end));
    lua_replace(L, lua_upvalueindex(2));
    if (at >= end) return 0;
    lua_pushinteger(L, (lua_Integer)at);
    push_name(L, tree, 1, ms_tree_nodes(tree)[at].name);
    return 2;
}

/* Pushes a string with a byte for each name of the tree: is it among the arguments from 3 to
 * `last`? */
static void push_wanted(lua_State *L, const ms_tree *tree, int last) {
    size_t count = ms_tree_name_count(tree);
    ms_spend(L, count * (size_t)(last - 1));
    luaL_Buffer wanted;
    luaL_buffinit(L, &wanted);
    luaL_addchar(&wanted, 0);
    for (uint32_t name = 1; name <= count; name++) {
        ms_slice local = ms_tree_local_name(tree, name);
        bool is_it = last < 3;
        for (int i = 3; i <= last && !is_it; i++) {
            size_t len;
            const char *one = lua_tolstring(L, i, &len);
            is_it = ms_slice_equal(local, ms_slice_of(one, len));
        }
        luaL_addchar(&wanted, is_it);
    }
    luaL_pushresult(&wanted);
}

static int push_iterator(lua_State *L, bool is_shallow) {
    const ms_tree *tree = check_tree(L);
    size_t node = check_node(L, tree, 2);
    int last = lua_gettop(L);
    for (int i = 3; i <= last; i++) luaL_checkstring(L, i);
    luaL_checkstack(L, 8, NULL);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, (lua_Integer)node + 1);
    lua_pushinteger(L, ms_tree_nodes(tree)[node].end);
    lua_pushboolean(L, is_shallow);
    push_wanted(L, tree, last);
    lua_pushcclosure(L, next_node, 5);
    return 1;
}

/** tree:children(node, name...) -> iterator of node, name
 *  The elements directly in it; with names, those of these names.
 */
static int tree_children(lua_State *L) {
    return push_iterator(L, true);
}

/** tree:all(node, name...) -> iterator of node, name
 *  The elements in it at any depth, in the document's order; with names, those of these names.
 *  @example
 *  local t = ms.xml "<a><b><c/></b><c/></a>"
 *  local seen = {}
 *  for node, name in t:all(1, "b", "c") do seen[#seen + 1] = name .. node end
 *  table.concat(seen, " ") --> b2 c3 c4
 */
static int tree_all(lua_State *L) {
    return push_iterator(L, false);
}

/** tree:find(node, name...) -> node or nil
 *  The first child of a name, in it the first child of the next name, and so on:
 *  `tree:find(1, "head", "title")`.
 *  @example
 *  local t = ms.xml "<a><b><c>x</c></b><b/></a>"
 *  t:text(t:find(1, "b", "c")), t:find(1, "c") --> x, nil
 */
static int tree_find(lua_State *L) {
    const ms_tree *tree = check_tree(L);
    const ms_tree_node *nodes = ms_tree_nodes(tree);
    size_t node = check_node(L, tree, 2), looked = 0;
    for (int i = 3; i <= lua_gettop(L); i++) {
        size_t len, end = nodes[node].end;
        const char *wanted = luaL_checklstring(L, i, &len);
        for (node++; node < end; node = nodes[node].end) {
            looked++;
            bool is_it = nodes[node].name != 0 &&
                         ms_slice_equal(ms_tree_local_name(tree, nodes[node].name),
                                        ms_slice_of(wanted, len));
            if (is_it) break;
        }
        if (node >= end) {
            ms_spend(L, looked);
            lua_pushnil(L);
            return 1;
        }
    }
    ms_spend(L, looked);
    lua_pushinteger(L, (lua_Integer)node);
    return 1;
}

/* Upvalues: tree, next node, end, the element that is open (and has been begun). */
static int next_event(lua_State *L) {
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    const ms_tree *tree = check_tree(L);
    const ms_tree_node *nodes = ms_tree_nodes(tree);
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
    size_t root = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    size_t open = (size_t)lua_tointeger(L, lua_upvalueindex(4));
    ms_spend(L, 1);
    if (nodes[open].end == at) { /* everything in it has been given */
        if (open == root) return 0;
        lua_pushinteger(L, nodes[open].parent);
        lua_replace(L, lua_upvalueindex(4));
        lua_pushliteral(L, "end");
        push_name(L, tree, 1, nodes[open].name);
        lua_pushinteger(L, (lua_Integer)open);
        return 3;
    }
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_replace(L, lua_upvalueindex(2));
    if (nodes[at].name == 0) {
        ms_slice text = ms_tree_text(tree, at);
        ms_spend(L, text.len);
        lua_pushliteral(L, "text");
        push_bytes(L, text);
    } else {
        lua_pushinteger(L, (lua_Integer)at);
        lua_replace(L, lua_upvalueindex(4));
        lua_pushliteral(L, "start");
        push_name(L, tree, 1, nodes[at].name);
    }
    lua_pushinteger(L, (lua_Integer)at);
    return 3;
}

/** tree:walk(node) -> iterator of event, value, node
 *  Everything in it as it comes: "start" and "end" with an element's name, "text" with the words.
 *  @example
 *  local t, seen = ms.xml "<a>x<b>y</b></a>", {}
 *  for event, value in t:walk(1) do seen[#seen + 1] = event .. ":" .. value end
 *  table.concat(seen, " ") --> text:x start:b text:y end:b
 */
static int tree_walk(lua_State *L) {
    const ms_tree *tree = check_tree(L);
    size_t node = check_node(L, tree, 2);
    luaL_argcheck(L, node == 0 || ms_tree_nodes(tree)[node].name != 0, 2, "text has nothing in it");
    lua_settop(L, 1);
    lua_pushinteger(L, (lua_Integer)node + 1);
    lua_pushinteger(L, (lua_Integer)node);
    lua_pushvalue(L, -1);
    lua_pushcclosure(L, next_event, 4);
    return 1;
}

/** ms.one_line(text) -> string
 *  The text on one line: each run of blanks, tabs and line ends is one blank, and there are none
 *  at the ends. It is how markup reads.
 *  @example
 *  ms.one_line " so\n  it\tis " --> so it is
 */
static int one_line(lua_State *L) {
    ms_slice words = ms_text_check(L, 1);
    ms_spend(L, words.len);
    ms_buffer *out = &ms_state_of(L)->scratch;
    ms_buffer_reset(out);
    ms_json_check(L, ms_buffer_reserve(out, words.len + 1));
    bool is_blank = false;
    for (size_t i = 0; i < words.len; i++) {
        char c = words.ptr[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            is_blank = out->len > 0;
            continue;
        }
        if (is_blank) out->data[out->len++] = ' ';
        is_blank = false;
        out->data[out->len++] = c;
    }
    push_bytes(L, ms_buffer_slice(out));
    return 1;
}

void ms_bind_tree(lua_State *L) {
    static const luaL_Reg methods[] = {
        {"name", tree_name},         {"attr", tree_attr},   {"attrs", tree_attrs},
        {"text", tree_text},         {"parent", tree_parent}, {"last", tree_last},
        {"offset", tree_offset},     {"children", tree_children}, {"all", tree_all},
        {"find", tree_find},         {"walk", tree_walk},   {"close", release_tree},
        {NULL, NULL}};
    static const luaL_Reg none[] = {{NULL, NULL}};
    ms_type_new(L, TYPE_TREE, methods, release_tree, none);
    lua_pushcfunction(L, read_xml);
    lua_setfield(L, -2, "xml");
    lua_pushcfunction(L, read_html);
    lua_setfield(L, -2, "html");
    lua_pushcfunction(L, one_line);
    lua_setfield(L, -2, "one_line");
}
