/* The Lua state: its memory is counted and capped, failures of the system end it cleanly,
 * limits are sticky, and the deadline ends what never ends. */
#include "support.h"

#include "bind/sandbox.h"

static void every_failed_allocation_is_survived_without_a_leak(void **unused) {
    (void)unused;
    for (size_t n = 1, sticky = 0; sticky < 2;) {
        failing_sys failing;
        ms_ctx ctx;
        ms_ctx_init(&ctx, failing_sys_init(&failing, n));
        failing.is_sticky = sticky == 1;
        ms_state *state = NULL;
        ms_error error = {0};
        ms_status status = ms_state_new(&ctx, &state, &error);
        /* Lua hides a single failure by collecting and trying again; not one that goes on. */
        if (status != MS_OK) assert_int_equal(status, MS_E_MEMORY);
        /* A table of strings that cannot grow (a refusal is four calls: with the pool and
         * without, before and after collecting; each new string asks again) is no error. */
        bool was_last = failing.calls <= n + 63;
        if (failing.has_failed && failing.is_sticky && !was_last) {
            assert_int_equal(status, MS_E_MEMORY);
        }
        ms_state_free(state);
        assert_int_equal(failing.live_bytes, 0);
        /* All of the first hundred, then a sample: they are alike. */
        n += n < 100 ? 1 : 37;
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            n = 1;
            sticky++;
        }
    }
}

typedef struct fixture {
    ms_ctx ctx;
    ms_state *state;
} fixture;

static int open_fixture(void **out) {
    static fixture fixed;
    ms_error error = {0};
    ms_ctx_init(&fixed.ctx, ms_sys_real());
    assert_int_equal(ms_state_new(&fixed.ctx, &fixed.state, &error), MS_OK);
    *out = &fixed;
    return 0;
}

static int close_fixture(void **fixed) {
    ms_state_free(((fixture *)*fixed)->state);
    return 0;
}

static int account_and_give_back(lua_State *L) {
    ms_state_account(L, 1000);
    ms_state_account(L, -1000);
    ms_state_account(L, -1000); /* never below nothing */
    return 0;
}

static int account_too_much(lua_State *L) {
    ms_state_account(L, (int64_t)ms_state_of(L)->ctx->limits.memory);
    return 0;
}

static void memory_outside_of_Lua_counts_against_the_cap(void **out) {
    fixture *fixed = *out;
    lua_State *L = fixed->state->lua;
    lua_pushcfunction(L, account_and_give_back);
    assert_int_equal(lua_pcall(L, 0, 0, 0), LUA_OK);
    assert_int_equal(fixed->state->outside_bytes, 0);
    lua_pushcfunction(L, account_too_much);
    assert_int_equal(lua_pcall(L, 0, 0, 0), LUA_ERRRUN);
    assert_int_equal(ms_caught_status(L, -1), MS_E_LIMIT_MEMORY);
    assert_int_equal(fixed->state->outside_bytes, 0);
    lua_pop(L, 1);
    ms_ctx_start(&fixed->ctx); /* the next document begins without the trip */
    lua_pushcfunction(L, account_and_give_back);
    assert_int_equal(lua_pcall(L, 0, 0, 0), LUA_OK);
}

static int spend_all(lua_State *L) {
    ms_spend(L, ms_state_of(L)->ctx->limits.fuel + 1);
    return 0;
}

static int spend_one(lua_State *L) {
    ms_spend(L, 1);
    return 0;
}

static void a_passed_limit_is_raised_again_and_again(void **out) {
    fixture *fixed = *out;
    lua_State *L = fixed->state->lua;
    ms_ctx_start(&fixed->ctx);
    for (int i = 0; i < 3; i++) {
        lua_pushcfunction(L, i == 0 ? spend_all : spend_one);
        assert_int_equal(lua_pcall(L, 0, 0, 0), LUA_ERRRUN);
        assert_int_equal(ms_caught_status(L, -1), MS_E_LIMIT_FUEL);
        lua_pop(L, 1);
    }
    ms_ctx_start(&fixed->ctx);
}

static int raise_checksum(lua_State *L) {
    ms_error error = {0};
    ms_error_set(&error, MS_E_CHECKSUM, 7, "it does not add up");
    return ms_raise(L, &error);
}


static void a_caught_error_keeps_its_code(void **out) {
    lua_State *L = ((fixture *)*out)->state->lua;
    lua_pushcfunction(L, raise_checksum);
    assert_int_equal(lua_pcall(L, 0, 0, 0), LUA_ERRRUN);
    assert_int_equal(ms_caught_status(L, -1), MS_E_CHECKSUM);
    lua_pop(L, 1);
    lua_pushliteral(L, "another");
    assert_int_equal(ms_caught_status(L, -1), MS_E_SCRIPT);
    lua_pop(L, 1);
}

static int loop_for_ever(lua_State *L) {
    ms_slice source = MS_SLICE("while true do pcall(function() while true do end end) end");
    ms_sandbox_compile(L, source, "=loop");
    ms_sandbox_push_environment(L);
    ms_sandbox_set_environment(L, -2);
    lua_call(L, 0, 0);
    return 0;
}

static void the_deadline_ends_a_loop_and_the_next_document_has_its_own(void **out) {
    fixture *fixed = *out;
    lua_State *L = fixed->state->lua;
    fixed->ctx.limits.time_ns = 20000000;
    for (int i = 0; i < 3; i++) {
        ms_error error = {0};
        ms_ctx_start(&fixed->ctx);
        assert_int_equal(ms_deadline_start(fixed->state, &error), MS_OK);
        lua_pushcfunction(L, i == 1 ? account_and_give_back : loop_for_ever);
        int status = lua_pcall(L, 0, 0, 0);
        ms_deadline_stop(fixed->state);
        assert_int_equal(status, i == 1 ? LUA_OK : LUA_ERRRUN);
        if (i != 1) assert_int_equal(ms_caught_status(L, -1), MS_E_LIMIT_TIME);
        lua_settop(L, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_failed_allocation_is_survived_without_a_leak),
        cmocka_unit_test_setup_teardown(memory_outside_of_Lua_counts_against_the_cap, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_passed_limit_is_raised_again_and_again, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_caught_error_keeps_its_code, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(the_deadline_ends_a_loop_and_the_next_document_has_its_own,
                                        open_fixture, close_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
