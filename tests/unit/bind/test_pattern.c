/* Our matching of Lua's patterns against Lua's own: thousands of random small patterns, texts and
 * replacements, which must give the same values and the same errors. */
#include "support.h"

#include <lualib.h>

#include "bind/sandbox.h"

static ms_ctx ctx;
static ms_state *state;
static lua_State *plain; /* Lua as it comes */

static int open_both(void **unused) {
    (void)unused;
    ms_error error = {0};
    ms_ctx_init(&ctx, ms_sys_real());
    if (ms_state_new(&ctx, &state, &error) != MS_OK) return -1;
    plain = luaL_newstate();
    if (!plain) return -1;
    luaL_openlibs(plain);
    return 0;
}

static int close_both(void **unused) {
    (void)unused;
    lua_close(plain);
    ms_state_free(state);
    return 0;
}

/* --- chance -------------------------------------------------------------------------------- */

static uint64_t seed = 20261125;

static unsigned pick(unsigned count) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(seed >> 33) % count;
}

typedef struct words {
    char bytes[64];
    size_t len;
} words;

static void add(words *w, const char *piece, size_t len) {
    if (w->len + len >= sizeof w->bytes) return;
    memcpy(w->bytes + w->len, piece, len);
    w->len += len;
}

static words random_text(void) {
    static const char letters[] = "aab(x)].1-%_ \0A\xE4";
    words w = {.len = 0};
    for (unsigned i = pick(14); i > 0; i--) add(&w, letters + pick(sizeof letters - 1), 1);
    return w;
}

static words random_pattern(void) {
    static const char *const pieces[] = {
        "a", "a", "b", "x", ".", ".", "%a", "%d", "%s", "%w", "%p", "%A", "%W", "%x", "%g", "%c", "%u", "%l", "%z",
        "%.", "%%", "%]", "[ab]", "[^a]", "[a-x]", "[]]", "[^]]", "[%a_]", "[a-]", "[%]x]", "[-a]", "[x-a]", "(", ")",
        "()", "(", ")", "*", "+", "-", "?", "*", "-", "^", "$", "%b()", "%bxx", "%f[a]", "%f[^%w]", "%1", "%2",
        "%f", "%b(", "[", "%", "]", "\xE4", "(a*(.)%2)", "(.-)"};
    words w = {.len = 0};
    for (unsigned i = pick(7); i > 0; i--) {
        const char *piece = pieces[pick(sizeof pieces / sizeof pieces[0])];
        add(&w, piece, strlen(piece));
        if (pick(30) == 0) add(&w, "\0", 1);
    }
    if (pick(40) == 0) add(&w, "%", 1);
    return w;
}

static words random_replacement(void) {
    static const char *const pieces[] = {"", "r", "%0", "%1", "%2", "%%", "%", "%x", "<%0>", "%9"};
    words w = {.len = 0};
    for (unsigned i = pick(3); i > 0; i--) {
        const char *piece = pieces[pick(sizeof pieces / sizeof pieces[0])];
        add(&w, piece, strlen(piece));
    }
    return w;
}

/* --- the comparison ------------------------------------------------------------------------ */

/* What a call gives, as one string; the same code for both. */
static const char driver[] =
    "local show = function(...)\n"
    "  local out = {}\n"
    "  for i = 1, select('#', ...) do\n"
    "    local v = select(i, ...)\n"
    "    out[i] = type(v) .. ':' .. tostring(v)\n"
    "  end\n"
    "  return table.concat(out, '|')\n"
    "end\n"
    "local way, text, pattern, replacement, number = ...\n"
    "local function call()\n"
    "  if way == 0 then return show(text:find(pattern, number)) end\n"
    "  if way == 1 then return show(text:match(pattern, number)) end\n"
    "  if way == 2 then return show(text:gsub(pattern, replacement)) end\n"
    "  if way == 3 then return show(text:gsub(pattern, { a = 'A', b = 7, x = false, [1] = 'one' }, number)) end\n"
    "  if way == 4 then\n"
    "    return show(text:gsub(pattern, function(...) return select('#', ...) > 1 and show(...) or nil end))\n"
    "  end\n"
    "  if way == 5 then return show(text:find(pattern, number, true)) end\n"
    "  local out, most = {}, 0\n"
    "  for a, b, c in text:gmatch(pattern, number) do\n"
    "    most = most + 1\n"
    "    out[most] = show(a, b, c)\n"
    "  end\n"
    "  return table.concat(out, ';')\n"
    "end\n"
    "local ok, result = pcall(call)\n"
    "return (ok and 'gives ' or 'fails ') .. result\n";

typedef struct question {
    int way, number;
    words text, pattern, replacement;
} question;

static int load_driver(lua_State *L) {
    ms_sandbox_compile(L, ms_slice_of(driver, sizeof driver - 1), "=driver");
    if (L == state->lua) {
        ms_sandbox_push_environment(L);
        ms_sandbox_set_environment(L, -2);
    }
    return 1;
}

/* Leaves the answer on top. The driver is at 1. */
static const char *ask(lua_State *L, const question *q, size_t *len) {
    lua_settop(L, 1);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, q->way);
    lua_pushlstring(L, q->text.bytes, q->text.len);
    lua_pushlstring(L, q->pattern.bytes, q->pattern.len);
    lua_pushlstring(L, q->replacement.bytes, q->replacement.len);
    lua_pushinteger(L, q->number);
    if (lua_pcall(L, 5, 1, 0) != LUA_OK) fail_msg("the driver fails: %s", lua_tostring(L, -1));
    return lua_tolstring(L, -1, len);
}

static void both_give_the_same(void **unused) {
    (void)unused;
    enum { QUESTIONS = 35000 };
    lua_State *const both[] = {state->lua, plain};
    for (size_t i = 0; i < 2; i++) {
        lua_settop(both[i], 0);
        lua_pushcfunction(both[i], load_driver);
        assert_int_equal(lua_pcall(both[i], 0, 1, 0), LUA_OK);
    }
    size_t answers = 0;
    for (int i = 0; i < QUESTIONS; i++) {
        question q = {.way = i % 7, .number = (int)pick(9) - 4, .text = random_text(),
                      .pattern = random_pattern(), .replacement = random_replacement()};
        size_t ours_len, theirs_len;
        const char *ours = ask(state->lua, &q, &ours_len), *theirs = ask(plain, &q, &theirs_len);
        if (ours_len != theirs_len || memcmp(ours, theirs, ours_len) != 0) {
            fail_msg("way %d, text \"%.*s\", pattern \"%.*s\", replacement \"%.*s\", number %d:\n  %s\n  Lua: %s",
                     q.way, (int)q.text.len, q.text.bytes, (int)q.pattern.len, q.pattern.bytes,
                     (int)q.replacement.len, q.replacement.bytes, q.number, ours, theirs);
        }
        answers += ours[0] == 'g';
    }
    /* Most are well-formed, many are not: both are worth comparing. */
    assert_in_range(answers, QUESTIONS / 3, QUESTIONS - QUESTIONS / 20);
    lua_settop(state->lua, 0);
    ms_ctx_start(&ctx);
}

/* Every loop spends: what would take for ever ends by fuel, and soon. */
static void what_never_ends_is_ended(void **unused) {
    (void)unused;
    static const char *const sources[] = {
        "return (('a'):rep(5000)):find(('a-'):rep(30) .. 'b')",
        "return (('a'):rep(5000)):match(('a*'):rep(30) .. 'b')",
        "return (('a'):rep(100000)):gsub('a*b', '')",
        "for _ in (('('):rep(100000)):gmatch('%b()') do end",
        "return (('a'):rep(1000000)):find('.-b')",
        "local p = '[' .. ('b'):rep(15000) .. ']' return (('a'):rep(1000000)):find(p)",
        "local p = '[' .. ('b'):rep(15000) .. ']-x' return (('a'):rep(1000000)):find(p)",
        "return (('a'):rep(60000)):find('(a+)%1b')",
        "return (('a'):rep(1000000)):gsub('', ('%0'):rep(1000) .. ('b'):rep(100))"};
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        lua_State *L = state->lua;
        ctx.limits.fuel = 5000000;
        lua_settop(L, 0);
        if (luaL_loadstring(L, sources[i]) != LUA_OK) fail_msg("%s", lua_tostring(L, -1));
        ms_sandbox_push_environment(L);
        ms_sandbox_set_environment(L, 1);
        ms_ctx_start(&ctx);
        int status = lua_pcall(L, 0, 0, 0);
        ms_status code = status == LUA_OK ? MS_OK : ms_caught_status(L, -1);
        if (code != MS_E_LIMIT_FUEL && code != MS_E_LIMIT_MEMORY) {
            fail_msg("%s: %s %s", sources[i], ms_status_name(code), status ? lua_tostring(L, -1) : "");
        }
        assert_in_range(ctx.fuel_used, 0, 7000000);
        ctx.limits = ms_limits_default();
        ms_ctx_start(&ctx);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_give_the_same),
                                       cmocka_unit_test(what_never_ends_is_ended)};
    return cmocka_run_group_tests(tests, open_both, close_both);
}
