/* The lua_State and what every binding file shares: memory, errors, the meter and types.
 *
 * The one idea: everything is counted. Lua's memory and what we hold for Lua objects fall
 * under one cap, and a limit that has been passed is sticky, so that no script can catch it
 * and go on.
 *
 * Never keep C memory across a call that may raise. */
#include <string.h>

#include "bind/bind.h"
#include "bind/sandbox.h"
#include "base/size.h"
#include "text/encoding.h"
#include "text/stem.h"

/* The registry keeps the last raised message here, so that its code can be found again. */
static const char last_error_key;

/* --- memory ------------------------------------------------------------------------------- */

static size_t bytes_held(const ms_state *state) {
    return state->lua_bytes + state->outside_bytes;
}

static bool is_over_cap(const ms_state *state, size_t more) {
    size_t total;
    return !ms_size_add(bytes_held(state), more, &total) || total > state->ctx->limits.memory;
}

static void trip_memory(ms_state *state, ms_status status) {
    if (state->ctx->tripped == MS_OK) state->ctx->tripped = status;
    state->ctx->next_check = 0;
}

/* Lua answers a refusal with a full collection and one more try: only a second refusal is a
 * trip. */
static void *allocate(void *user, void *ptr, size_t old_size, size_t new_size) {
    ms_state *state = user;
    size_t held = ptr ? old_size : 0; /* for a new object, old_size is its type */
    if (new_size > held) {
        bool is_capped = is_over_cap(state, new_size - held);
        void *grown = is_capped ? NULL : ms_pool_resize(&state->pool, ptr, held, new_size);
        if (!grown) {
            if (state->is_refusing) trip_memory(state, is_capped ? MS_E_LIMIT_MEMORY : MS_E_MEMORY);
            state->is_refusing = true;
            return NULL;
        }
        state->is_refusing = false;
        state->lua_bytes += new_size - held;
        return grown;
    }
    void *result = ms_pool_resize(&state->pool, ptr, held, new_size);
    if (!result && new_size > 0) return NULL; /* moving to a smaller block needs one first */
    state->lua_bytes -= held - new_size;
    return result;
}

static void step_collector(lua_State *L, ms_state *state, size_t more) {
    state->unstepped += more;
    size_t kib = state->unstepped / 1024;
    if (kib == 0) return;
    state->unstepped %= 1024;
    lua_gc(L, LUA_GCSTEP, (int)ms_size_min(kib, INT32_MAX / 1024));
}

int64_t ms_state_enter(ms_state *state, ms_stage stage) {
    const ms_sys *sys = state->ctx->sys;
    int64_t now = sys->monotonic_ns(sys->state);
    if (state->spent.since_ns) state->spent.ns[state->spent.now] += (uint64_t)(now - state->spent.since_ns);
    state->spent.now = stage;
    state->spent.since_ns = now;
    return now;
}

void ms_state_account(lua_State *L, int64_t bytes) {
    ms_state *state = ms_state_of(L);
    if (bytes <= 0) {
        size_t freed = (size_t)-bytes;
        state->outside_bytes -= ms_size_min(freed, state->outside_bytes);
        return;
    }
    size_t more = (size_t)bytes;
    if (is_over_cap(state, more)) {
        lua_gc(L, LUA_GCCOLLECT);
        if (is_over_cap(state, more)) {
            trip_memory(state, MS_E_LIMIT_MEMORY);
            ms_raise_trip(L);
        }
    }
    step_collector(L, state, more);
    state->outside_bytes += more;
}

/* --- errors ------------------------------------------------------------------------------- */

int ms_raise_at(lua_State *L, int level, const ms_error *error) {
    ms_state *state = ms_state_of(L);
    luaL_where(L, level);
    lua_pushstring(L, error->message);
    lua_concat(L, 2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &last_error_key);
    state->last_code = error->code;
    return lua_error(L);
}

int ms_raise(lua_State *L, const ms_error *error) {
    return ms_raise_at(L, 1, error);
}

int ms_raise_trip_at(lua_State *L, int level) {
    ms_state *state = ms_state_of(L);
    ms_status status = state->ctx->tripped;
    ms_error error = {0};
    if (status == MS_E_LIMIT_MEMORY) {
        ms_limits_hit(&state->ctx->limits, status, bytes_held(state), 0, &error);
    } else if (status == MS_E_MEMORY) {
        ms_error_set(&error, status, 0, "the system has no more memory");
    } else {
        ms_ctx_explain(state->ctx, status, &error);
    }
    return ms_raise_at(L, level, &error);
}

int ms_raise_trip(lua_State *L) {
    return ms_raise_trip_at(L, 1);
}

ms_status ms_caught_status(lua_State *L, int index) {
    ms_state *state = ms_state_of(L);
    if (state->ctx->tripped != MS_OK) return state->ctx->tripped;
    index = lua_absindex(L, index);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &last_error_key);
    bool is_ours = lua_type(L, index) == LUA_TSTRING && lua_rawequal(L, -1, index);
    lua_pop(L, 1);
    if (is_ours) return state->last_code;
    /* Lua's own words, also where it has not tried twice (buffers do not). */
    bool is_memory = lua_type(L, index) == LUA_TSTRING && strcmp(lua_tostring(L, index), "not enough memory") == 0;
    return is_memory ? MS_E_LIMIT_MEMORY : MS_E_SCRIPT;
}

int ms_push_failure(lua_State *L, const ms_error *error) {
    lua_pushnil(L);
    lua_pushstring(L, error->message);
    lua_pushstring(L, ms_status_name(error->code));
    return 3;
}

void ms_spend(lua_State *L, uint64_t cost) {
    if (ms_tick(ms_state_of(L)->ctx, cost) != MS_OK) ms_raise_trip(L);
}

/* --- sizes and types ---------------------------------------------------------------------- */

size_t ms_check_size(lua_State *L, int arg) {
    lua_Integer value = luaL_checkinteger(L, arg);
    luaL_argcheck(L, value >= 0, arg, "must not be negative");
    return (size_t)value;
}

void ms_push_size(lua_State *L, size_t value) {
    lua_pushinteger(L, value > (size_t)LUA_MAXINTEGER ? LUA_MAXINTEGER : (lua_Integer)value);
}

static const luaL_Reg nothing[] = {{NULL, NULL}};

void ms_type_new(lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction release,
                 const luaL_Reg *metamethods) {
    luaL_newmetatable(L, name);
    lua_newtable(L);
    luaL_setfuncs(L, methods ? methods : nothing, 0);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    if (release) {
        lua_pushcfunction(L, release);
        lua_setfield(L, -2, "__gc");
        lua_pushcfunction(L, release);
        lua_setfield(L, -2, "__close");
    }
    luaL_setfuncs(L, metamethods ? metamethods : nothing, 0);
    lua_pop(L, 1);
}

static const ms_type_entry *find_type(lua_State *L, const char *name) {
    ms_state *state = ms_state_of(L);
    for (size_t i = 0; i < state->type_count; i++) {
        if (state->types[i].name == name) return &state->types[i];
    }
    if (state->type_count == MS_TYPES_MAX) luaL_error(L, "more than %d types", MS_TYPES_MAX);
    luaL_getmetatable(L, name);
    const void *metatable = lua_topointer(L, -1);
    int reference = luaL_ref(L, LUA_REGISTRYINDEX);
    ms_type_entry *entry = &state->types[state->type_count++];
    *entry = (ms_type_entry){name, metatable, reference};
    return entry;
}

void *ms_type_test(lua_State *L, int arg, const char *name) {
    void *object = lua_touserdata(L, arg);
    if (!object || !lua_getmetatable(L, arg)) return NULL;
    const void *metatable = lua_topointer(L, -1);
    lua_pop(L, 1);
    return metatable == find_type(L, name)->metatable ? object : NULL;
}

void *ms_type_check(lua_State *L, int arg, const char *name) {
    void *object = ms_type_test(L, arg, name);
    if (!object) luaL_typeerror(L, arg, name);
    return object;
}

void *ms_type_push(lua_State *L, const char *name, size_t size, int user_values) {
    void *object = lua_newuserdatauv(L, size, user_values);
    memset(object, 0, size);
    lua_rawgeti(L, LUA_REGISTRYINDEX, find_type(L, name)->reference);
    lua_setmetatable(L, -2);
    return object;
}

/* --- the state ---------------------------------------------------------------------------- */

ms_state *ms_state_of(lua_State *L) {
    return *(ms_state **)lua_getextraspace(L);
}

static ms_status open_state(ms_state *state, ms_error *error) {
    lua_State *L = state->lua = lua_newstate(allocate, state);
    if (!L) return ms_error_set(error, MS_E_MEMORY, 0, "no memory for Lua");
    *(ms_state **)lua_getextraspace(L) = state;
    state->running = L;
    /* Most of what is alive is the library and the plugins: to look through them at every
     * doubling costs more than the memory is worth. */
    lua_gc(L, LUA_GCINC, 200, 0, 0);
    lua_pushcfunction(L, ms_sandbox_open);
    if (lua_pcall(L, 0, 0, 0) == LUA_OK) return MS_OK;
    const char *message = lua_tostring(L, -1);
    ms_status status = ms_caught_status(L, -1);
    if (status == MS_E_SCRIPT) status = MS_E_INTERNAL;
    return ms_error_set(error, status, 0, "the Lua library does not load: %.160s",
                        message ? message : "?");
}

ms_status ms_state_new(ms_ctx *ctx, ms_state **out, ms_error *error) {
    *out = NULL;
    ms_state *state = ms_sys_alloc(ctx->sys, sizeof *state);
    if (!state) return ms_error_set(error, MS_E_MEMORY, 0, "no memory for a Lua state");
    state->ctx = ctx;
    ms_pool_init(&state->pool, ctx->sys);
    ms_buffer_init(&state->scratch, ctx->sys, ctx->limits.memory);
    ms_buffer_init(&state->sources, ctx->sys, ctx->limits.memory);
    ms_segmenter_init(&state->segmenter, ctx->sys, NULL);
    ms_buffer_init(&state->term, ctx->sys, 0);
    ms_status status = open_state(state, error);
    if (status != MS_OK) {
        ms_state_free(state);
        return status;
    }
    *out = state;
    return MS_OK;
}

void ms_state_free(ms_state *state) {
    if (!state) return;
    ms_deadline_free(state);
    if (state->lua) lua_close(state->lua);
    ms_pool_free(&state->pool);
    ms_buffer_free(&state->scratch);
    ms_buffer_free(&state->sources);
    ms_converters_free(state->converters);
    ms_segmenter_free(&state->segmenter);
    ms_buffer_free(&state->term);
    ms_stem_free(state->stemmer);
    ms_dictionary_close(state->dictionary);
    ms_sys_free(state->ctx->sys, state, sizeof *state);
}
