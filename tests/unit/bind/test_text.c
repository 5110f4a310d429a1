/* Texts of documents: slices of a document that is done with raise "stale" and never dangle,
 * whatever still holds them; a warm worker allocates nothing of its own for the next
 * document. */
#include "support.h"

#include "bind/sandbox.h"
#include "bind/text.h"

typedef struct fixture {
    failing_sys failing;
    ms_ctx ctx;
    ms_state *state;
} fixture;

static const char environment_key; /* registry: what the Lua code of a test shares */

/* The environment of scripts, with the module as `ms`. */
static int open_environment(lua_State *L) {
    ms_sandbox_push_environment(L);
    ms_sandbox_push_library(L);
    lua_getfield(L, -1, "require");
    lua_pushliteral(L, "moonscribe");
    lua_call(L, 1, 1);
    lua_setfield(L, -3, "ms");
    lua_pop(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
    return 0;
}

static void open_fixture(fixture *fixed) {
    ms_error error = {0};
    ms_ctx_init(&fixed->ctx, failing_sys_init(&fixed->failing, 0));
    assert_int_equal(ms_state_new(&fixed->ctx, &fixed->state, &error), MS_OK);
    assert_int_equal(ms_state_open_dictionary(fixed->state, MS_TEST_DICTIONARY, &error), MS_OK);
    lua_pushcfunction(fixed->state->lua, open_environment);
    assert_int_equal(lua_pcall(fixed->state->lua, 0, 0, 0), LUA_OK);
}

static void close_fixture(fixture *fixed) {
    ms_state_free(fixed->state);
    assert_int_equal(fixed->failing.live_bytes, 0);
}

static int run_source(lua_State *L) {
    const char *source = lua_touserdata(L, 1);
    ms_sandbox_compile(L, ms_slice_str(source), "=test");
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
    ms_sandbox_set_environment(L, -2);
    lua_call(L, 0, 0);
    return 0;
}

static ms_status run(fixture *fixed, const char *source) {
    lua_State *L = fixed->state->lua;
    lua_pushcfunction(L, run_source);
    lua_pushlightuserdata(L, (void *)(uintptr_t)source);
    ms_status status = MS_OK;
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
        status = ms_caught_status(L, -1);
        if (status == MS_E_SCRIPT) print_error("%s\n", lua_tostring(L, -1));
        lua_pop(L, 1);
    }
    return status;
}

/* The document of these bytes becomes `doc`; gives its owner. */
static int set_document(lua_State *L) {
    const ms_slice *bytes = lua_touserdata(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
    ms_owner *owner = ms_text_push_document(L, *bytes, MS_SLICE("a.zip!/b.txt"));
    lua_setfield(L, -2, "doc");
    lua_pushlightuserdata(L, owner);
    return 1;
}

static ms_owner *begin(fixture *fixed, ms_slice *bytes) {
    lua_State *L = fixed->state->lua;
    lua_pushcfunction(L, set_document);
    lua_pushlightuserdata(L, bytes);
    assert_int_equal(lua_pcall(L, 1, 1, 0), LUA_OK);
    ms_owner *owner = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return owner;
}

static void locators_cite_lines_and_columns(void **unused) {
    (void)unused;
    fixture fixed;
    open_fixture(&fixed);
    ms_slice bytes = MS_SLICE("第一行\r\n问：湿地在哪里？\r\n答：在喀什。");
    begin(&fixed, &bytes);
    assert_int_equal(run(&fixed,
        "local at = doc:find '湿地'\n"
        "assert(doc:sub(at, at + 5):locator() == 'a.zip!/b.txt#L2:C3-C5')\n"
        "assert(doc:locator() == 'a.zip!/b.txt#L1:C1-L3:C7')\n"
        "assert(doc:sub(1, 0):locator() == 'a.zip!/b.txt#L1:C1-C1')\n"
        "assert(tostring(doc:sub(at, at + 5)):rep(2) == '湿地湿地')"), MS_OK);
    close_fixture(&fixed);
}

static void what_is_kept_of_a_document_is_stale_afterwards(void **unused) {
    (void)unused;
    fixture fixed;
    open_fixture(&fixed);
    char *memory = malloc(64);
    memcpy(memory, "one. two.\nthree. four.", 22);
    ms_slice bytes = ms_slice_of(memory, 22);
    ms_owner *owner = begin(&fixed, &bytes);
    assert_int_equal(
        run(&fixed,
            "kept, part = doc, doc:sub(3, 5)\n"
            "lines, sentences, words, pieces = doc:lines(), doc:sentences(), doc:words(), doc:split 'e'\n"
            "lines() sentences() words() pieces()"),
        MS_OK);
    ms_text_retire(fixed.state->lua, owner);
    free(memory);
    static const char *const uses[] = {"return #kept",
                                       "return tostring(part)",
                                       "return part .. 'x'",
                                       "return part == kept",
                                       "return part < 'x'",
                                       "part:sub(1)",
                                       "part:byte()",
                                       "part:find 'x'",
                                       "part:find '%w'",
                                       "part:gsub('x', 'y')",
                                       "part:lines()",
                                       "lines()",
                                       "sentences()",
                                       "words()",
                                       "pieces()",
                                       "part:span()",
                                       "part:locator()",
                                       "part:within(1, 1)",
                                       "part:offset()",
                                       "part:sentence_around()",
                                       "part:normalise 'NFC'",
                                       "part:trim()",
                                       "kept:count()",
                                       "ms.text('x'):is(part)",
                                       "ms.mapped_text(part, {})",
                                       "ms.regex('x'):match(part)",
                                       "part:time()",
                                       "part:is_valid()",
                                       "part:repair()"};
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
            ms_status status = run(&fixed, uses[i]);
            if (status != MS_E_STALE) print_error("%s: %s\n", uses[i], ms_status_name(status));
            assert_int_equal(status, MS_E_STALE);
        }
        /* Nor do they come alive again with the next document in the same memory. */
        ms_slice next = MS_SLICE("another one altogether");
        begin(&fixed, &next);
    }
    close_fixture(&fixed);
}

static void a_text_put_together_keeps_its_words_but_no_place(void **unused) {
    (void)unused;
    fixture fixed;
    open_fixture(&fixed);
    ms_slice bytes = MS_SLICE("00:01\nhello\n00:02\nworld\n");
    ms_owner *owner = begin(&fixed, &bytes);
    assert_int_equal(
        run(&fixed,
            "joined = ms.mapped_text(doc, { doc:sub(7, 11), ' ', { from = 19, to = 23, time = 2 } })\n"
            "assert(joined:is 'hello world')\n"
            "assert(joined:locator() == 'a.zip!/b.txt#L2:C1-L4:C6')\n"
            "assert(joined:sub(7, 8):locator() == 'a.zip!/b.txt#L4:C1-C3')\n"
            "assert(joined:sub(7, 8):time() == 2)"),
        MS_OK);
    ms_text_retire(fixed.state->lua, owner);
    assert_int_equal(run(&fixed, "assert(joined:is 'hello world')"), MS_OK);
    assert_int_equal(run(&fixed, "joined:locator()"), MS_E_STALE);
    assert_int_equal(run(&fixed, "joined:span()"), MS_E_STALE);
    assert_int_equal(run(&fixed, "ms.mapped_text(joined, { joined })"), MS_E_STALE);
    close_fixture(&fixed);
}

static void a_warm_worker_allocates_nothing_for_a_document(void **unused) {
    (void)unused;
    fixture fixed;
    open_fixture(&fixed);
    ms_slice bytes = MS_SLICE("a line\nanother line\n");
    ms_owner *owner = begin(&fixed, &bytes);
    assert_int_equal(run(&fixed, "doc:span()"), MS_OK);
    ms_text_retire(fixed.state->lua, owner);
    lua_gc(fixed.state->lua, LUA_GCCOLLECT);
    /* Lua's small blocks stay in its pool: nothing more is asked of the system. */
    size_t held = fixed.failing.live_bytes;
    for (int i = 0; i < 100; i++) {
        owner = begin(&fixed, &bytes);
        assert_int_equal(run(&fixed, "assert(select(2, doc:span()) == 20)"), MS_OK);
        ms_text_retire(fixed.state->lua, owner);
        lua_gc(fixed.state->lua, LUA_GCCOLLECT);
    }
    assert_true(fixed.failing.live_bytes <= held + 64 * 1024);
    close_fixture(&fixed);
}

static void memory_of_texts_counts_and_is_given_back(void **unused) {
    (void)unused;
    fixture fixed;
    open_fixture(&fixed);
    size_t before = fixed.state->outside_bytes;
    assert_int_equal(
        run(&fixed, "held = ms.text(('\\n'):rep(100000)):repair() held:line_column(1)"), MS_OK);
    assert_true(fixed.state->outside_bytes >= before + 100000 * (1 + sizeof(uint32_t)));
    assert_int_equal(run(&fixed, "held = nil"), MS_OK);
    lua_gc(fixed.state->lua, LUA_GCCOLLECT);
    assert_int_equal(fixed.state->outside_bytes, before);
    close_fixture(&fixed);
}

/* One use of everything of texts that allocates. */
static const char everything[] =
    "local t = ms.text('Ａ湿 é\\nb. c.'):repair()\n"
    "t:normalise('NFKC') t:normalise('lower') t:span() t:within(1, 3) t:sentence_around()\n"
    "for _ in t:lines() do end for _ in t:sentences() do end for _ in t:words() do end\n"
    "for _ in t:split('b') do end for _ in t:paragraphs() do end\n"
    "ms.decode('\\xCA\\xAA', 'gbk') ms.detect('\\xCA\\xAA')\n"
    "t:find('b') t:find('%w') t:gsub('b', 'x') t:byte(1, -1)\n"
    "local m = ms.mapped_text(t, { t:sub(1, 3), ' ', { from = 4, to = 6, time = 1 } }) m:span() m:locator()";

static void every_failed_allocation_is_an_error_without_a_leak(void **unused) {
    (void)unused;
    for (size_t n = 1;; n++) {
        fixture fixed;
        open_fixture(&fixed);
        fixed.failing.fail_at = fixed.failing.calls + n;
        fixed.failing.is_sticky = true;
        ms_status status = run(&fixed, everything);
        bool has_failed = fixed.failing.has_failed;
        fixed.failing.fail_at = 0;
        close_fixture(&fixed);
        if (!has_failed) {
            assert_int_equal(status, MS_OK);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(locators_cite_lines_and_columns),
        cmocka_unit_test(what_is_kept_of_a_document_is_stale_afterwards),
        cmocka_unit_test(a_text_put_together_keeps_its_words_but_no_place),
        cmocka_unit_test(a_warm_worker_allocates_nothing_for_a_document),
        cmocka_unit_test(memory_of_texts_counts_and_is_given_back),
        cmocka_unit_test(every_failed_allocation_is_an_error_without_a_leak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
