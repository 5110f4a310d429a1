/* ms-bind-test FILE: runs a Lua test in the sandbox that scripts get, with `ms` predefined.
 * ms-bind-test --examples FILE: runs the ```lua blocks of a Markdown file, each in an environment of its
 * own; a line `EXPR --> TEXT` demands that tostring of EXPR's values, joined by ", ", is TEXT.
 * Exit code 1 and a traceback when anything fails. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "bind/bind.h"
#include "bind/sandbox.h"

typedef struct run {
    ms_slice source;  /* of the file */
    const char *path; /* of the file */
    int failed;       /* examples that failed */
} run;

static int traceback(lua_State *L) {
    const char *message = lua_tostring(L, 1);
    luaL_traceback(L, L, message ? message : "(error object is no string)", 1);
    return 1;
}

/* check(expected, ...): the assertion behind `-->`. */
static int check(lua_State *L) {
    luaL_Buffer text;
    int count = lua_gettop(L);
    luaL_buffinit(L, &text);
    for (int i = 2; i <= count; i++) {
        if (i > 2) luaL_addstring(&text, ", ");
        luaL_tolstring(L, i, NULL);
        luaL_addvalue(&text);
    }
    luaL_pushresult(&text);
    if (!lua_rawequal(L, 1, -1)) {
        return luaL_error(L, "expected %s\n     got %s", lua_tostring(L, 1), lua_tostring(L, -1));
    }
    return 0;
}

static void push_environment(lua_State *L) {
    ms_sandbox_push_environment(L);
    lua_getfield(L, -1, "require");
    lua_pushstring(L, "moonscribe");
    lua_call(L, 1, 1);
    lua_setfield(L, -2, "ms");
    lua_pushcfunction(L, check);
    lua_setfield(L, -2, "check_example");
}

static void call_source(lua_State *L, ms_slice source, const char *name) {
    ms_sandbox_compile(L, source, name);
    push_environment(L);
    ms_sandbox_set_environment(L, -2);
    lua_call(L, 0, 0);
}

static int run_file(lua_State *L) {
    run *job = lua_touserdata(L, 1);
    lua_pushfstring(L, "@%s", job->path);
    call_source(L, job->source, lua_tostring(L, -1));
    return 0;
}

static ms_slice take_line(ms_slice *rest) {
    const char *end = memchr(rest->ptr, '\n', rest->len);
    size_t len = end ? (size_t)(end - rest->ptr) : rest->len;
    ms_slice line = ms_slice_sub(*rest, 0, len);
    *rest = ms_slice_sub(*rest, len + 1, rest->len);
    return line;
}

static ms_slice trim(ms_slice s) {
    while (s.len > 0 && (s.ptr[0] == ' ' || s.ptr[0] == '\t')) s = ms_slice_sub(s, 1, s.len);
    while (s.len > 0 && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t')) s.len--;
    return s;
}

static void add_example_line(luaL_Buffer *code, ms_slice line) {
    const char *arrow = memmem(line.ptr, line.len, "-->", 3);
    if (!arrow) {
        luaL_addlstring(code, line.ptr, line.len);
    } else {
        ms_slice text = trim(ms_slice_sub(line, (size_t)(arrow - line.ptr) + 3, line.len));
        luaL_addstring(code, "check_example([==[");
        luaL_addlstring(code, text.ptr, text.len);
        luaL_addstring(code, "]==], ");
        luaL_addlstring(code, line.ptr, (size_t)(arrow - line.ptr));
        luaL_addstring(code, ")");
    }
    luaL_addchar(code, '\n');
}

static int run_example(lua_State *L) {
    const char *name = lua_tostring(L, 1);
    size_t len;
    const char *code = lua_tolstring(L, 2, &len);
    call_source(L, ms_slice_of(code, len), name);
    return 0;
}

static int run_examples(lua_State *L) {
    run *job = lua_touserdata(L, 1);
    ms_slice rest = job->source;
    int line_number = 0, ran = 0;
    while (rest.len > 0) {
        line_number++;
        if (!ms_slice_equal(take_line(&rest), MS_SLICE("```lua"))) continue;
        lua_settop(L, 1);
        lua_pushcfunction(L, traceback);
        lua_pushcfunction(L, run_example);
        lua_pushfstring(L, "=%s: example at line %d, line", job->path, line_number);
        luaL_Buffer code;
        luaL_buffinit(L, &code);
        while (rest.len > 0) {
            ms_slice line = take_line(&rest);
            line_number++;
            if (ms_slice_equal(line, MS_SLICE("```"))) break;
            add_example_line(&code, line);
        }
        luaL_pushresult(&code);
        ran++;
        ms_ctx_start(ms_state_of(L)->ctx);
        if (lua_pcall(L, 2, 0, 2) != LUA_OK) {
            fprintf(stderr, "%s\n", lua_tostring(L, -1));
            job->failed++;
        }
    }
    fprintf(stderr, "%d examples, %d failed\n", ran, job->failed);
    return ran == 0 ? luaL_error(L, "%s holds no examples", job->path) : 0;
}

static int call(ms_state *state, lua_CFunction function, run *job) {
    lua_State *L = state->lua;
    lua_pushcfunction(L, traceback);
    lua_pushcfunction(L, function);
    lua_pushlightuserdata(L, job);
    if (lua_pcall(L, 1, 0, 1) == LUA_OK) return job->failed > 0;
    const char *message = lua_tostring(L, -1);
    fprintf(stderr, "%s\n", message ? message : "(no message)");
    return 1;
}

static ms_status read_file(const ms_sys *sys, const char *path, ms_buffer *out) {
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    if (fd < 0) return MS_E_NOT_FOUND;
    ms_status status = MS_OK;
    ssize_t got = 1;
    while (status == MS_OK && got > 0) {
        status = ms_buffer_reserve(out, 65536);
        if (status != MS_OK) break;
        got = sys->read(sys->state, fd, out->data + out->len, 65536);
        if (got > 0) out->len += (size_t)got;
    }
    sys->close(sys->state, fd);
    return status == MS_OK && got < 0 ? MS_E_IO : status;
}

int main(int argc, char **argv) {
    bool is_examples = argc == 3 && strcmp(argv[1], "--examples") == 0;
    if (argc != 2 && !is_examples) {
        fprintf(stderr, "usage: ms-bind-test [--examples] FILE\n");
        return 2;
    }
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.time_ns = UINT64_C(120000000000);
    run job = {.path = argv[argc - 1]};
    ms_buffer source;
    ms_buffer_init(&source, ctx.sys, 0);
    ms_error error = {0};
    ms_state *state = NULL;
    int code = 1;
    if (read_file(ctx.sys, job.path, &source) != MS_OK) {
        fprintf(stderr, "%s cannot be read\n", job.path);
    } else if (ms_state_new(&ctx, &state, &error) != MS_OK) {
        fprintf(stderr, "%s\n", error.message);
    } else {
        job.source = ms_buffer_slice(&source);
        code = call(state, is_examples ? run_examples : run_file, &job);
    }
    ms_state_free(state);
    ms_buffer_free(&source);
    return code;
}
