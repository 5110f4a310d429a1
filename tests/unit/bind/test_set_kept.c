/* ms.set over several documents: the same list gives the set of an earlier document again,
 * and within one document each call gives a set of its own. */
#include "support.h"

#include "bind/sandbox.h"

/* The linker must take these along: the state refers to rooms weakly. */
extern void (*const needed[])(lua_State *);
void (*const needed[])(lua_State *) = {ms_bind_text, ms_bind_regex};

typedef struct document {
    ms_slice source;   /* returns one set or two */
    const void *sets[2];
} document;

static int run_source(lua_State *L) {
    document *d = lua_touserdata(L, 1);
    ms_sandbox_compile(L, d->source, "=test");
    ms_sandbox_push_environment(L);
    lua_getfield(L, -1, "require");
    lua_pushliteral(L, "moonscribe");
    lua_call(L, 1, 1);
    lua_setfield(L, -2, "ms");
    ms_sandbox_set_environment(L, -2);
    lua_call(L, 0, 2);
    d->sets[0] = lua_touserdata(L, -2);
    d->sets[1] = lua_touserdata(L, -1);
    lua_gc(L, LUA_GCCOLLECT);
    return 0;
}

static document run_document(ms_state *state, const char *source) {
    document d = {.source = ms_slice_str(source)};
    int64_t before = state->ctx->started_ns;
    do ms_ctx_start(state->ctx);
    while (state->ctx->started_ns == before);
    lua_pushcfunction(state->lua, run_source);
    lua_pushlightuserdata(state->lua, &d);
    if (lua_pcall(state->lua, 1, 0, 0) != LUA_OK) fail_msg("%s", lua_tostring(state->lua, -1));
    return d;
}

static void the_same_list_gives_the_same_set_in_a_later_document_only(void **unused) {
    (void)unused;
    ms_ctx ctx;
    ms_state *state;
    ms_error error;
    ms_ctx_init(&ctx, ms_sys_real());
    assert_int_equal(ms_state_new(&ctx, &state, &error), MS_OK);
    const char *list = "local function make() return ms.set { 'a', ms.regex('b', 'i'), "
                       "{ pattern = 'c', name = 'n' } } end return make(), make()";
    document first = run_document(state, list), second = run_document(state, list);
    assert_non_null(first.sets[0]);
    assert_ptr_not_equal(first.sets[0], first.sets[1]);
    assert_ptr_equal(second.sets[0], first.sets[0]);
    assert_ptr_not_equal(second.sets[1], second.sets[0]);

    static const char *const others[] = {
        "return ms.set { 'a', ms.regex('b'), { pattern = 'c', name = 'n' } }",
        "return ms.set { 'a', ms.regex('b', 'i'), { pattern = 'c', name = 'm' } }",
        "return ms.set { 'a', ms.regex('b', 'i'), { literal = 'c', name = 'n' } }",
        "return ms.set { 'a', ms.regex('b', 'i'), { pattern = 'c', flags = 'i', name = 'n' } }",
        "return ms.set { ms.regex('a'), ms.regex('b', 'i'), { pattern = 'c', name = 'n' } }",
        "return ms.set { 'a', ms.regex('b', 'i'), { pattern = 'c', name = 'n' }, longest = true }",
    };
    const void *seen[sizeof others / sizeof others[0]];
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        seen[i] = run_document(state, others[i]).sets[0];
        assert_ptr_not_equal(seen[i], first.sets[0]);
        for (size_t j = 0; j < i; j++) assert_ptr_not_equal(seen[i], seen[j]);
    }

    /* One that was closed is made anew. */
    run_document(state, "local set <close> = ms.set { 'closed' }");
    document again = run_document(
        state, "local set = ms.set { 'closed' } assert(set:count 'closed' == 1) return set");
    assert_non_null(again.sets[0]);
    ms_state_free(state);
}

static void more_lists_than_are_kept_do_no_harm(void **unused) {
    (void)unused;
    ms_ctx ctx;
    ms_state *state;
    ms_error error;
    ms_ctx_init(&ctx, ms_sys_real());
    assert_int_equal(ms_state_new(&ctx, &state, &error), MS_OK);
    run_document(state,
                 "for i = 1, 1000 do assert(ms.set { 'x' .. i }:count('x' .. i) == 1) end");
    ms_state_free(state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_list_gives_the_same_set_in_a_later_document_only),
        cmocka_unit_test(more_lists_than_are_kept_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
