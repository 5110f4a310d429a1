/* precompile OUTPUT.c LIBRARY... -- PLUGIN...: compiles Lua files when building, so that no worker has to when it
 * starts. Modules of the library are found by name (core/bind/embedded.h); plugins by the digest of their source, so
 * that one that has been changed since is compiled as ever. Run in the source folder: paths are as messages show them. */
#include <lauxlib.h>
#include <lua.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

static _Noreturn void fail(const char *path, const char *why) {
    fprintf(stderr, "precompile: %s: %s\n", path, why);
    exit(1);
}

static char *read_file(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) fail(path, "cannot be read");
    long size = ftell(file);
    rewind(file);
    char *text = size >= 0 ? malloc((size_t)size + 1) : NULL;
    if (!text) fail(path, "no memory");
    *len = fread(text, 1, (size_t)size, file);
    fclose(file);
    return text;
}

typedef struct writing {
    FILE *out;
    size_t count;
} writing;

static int put_bytes(lua_State *L, const void *bytes, size_t size, void *state) {
    writing *w = state;
    (void)L;
    for (size_t i = 0; i < size; i++) {
        fprintf(w->out, "%u,%s", ((const unsigned char *)bytes)[i], ++w->count % 32 == 0 ? "\n" : "");
    }
    return 0;
}

/* An array of the compiled file: bytes_INDEX. Returns the digest of the source. */
static unsigned long long put_file(lua_State *L, FILE *out, const char *path, int index) {
    size_t len;
    char *text = read_file(path, &len), name[512];
    snprintf(name, sizeof name, "@%s", path);
    if (luaL_loadbufferx(L, text, len, name, "t") != LUA_OK) fail(path, lua_tostring(L, -1));
    unsigned long long digest = ms_digest(ms_slice_of(text, len));
    free(text);
    fprintf(out, "static const unsigned char bytes_%d[] = {\n", index);
    writing w = {.out = out};
    if (lua_dump(L, put_bytes, &w, 0) != 0) fail(path, "cannot be written");
    fprintf(out, "};\n");
    lua_pop(L, 1);
    return digest;
}

/* "scripts/ms/init.lua" -> "init" */
static void put_name(FILE *out, const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    fprintf(out, "%.*s", (int)strcspn(name, "."), name);
}

int main(int argc, char **argv) {
    enum { FILES_MOST = 1024 };
    static unsigned long long digests[FILES_MOST];
    lua_State *L = luaL_newstate();
    FILE *out = argc > 1 && argc < FILES_MOST ? fopen(argv[1], "w") : NULL;
    if (!L || !out) fail(argc > 1 ? argv[1] : "precompile", "cannot be written");
    int plugins = argc;
    fprintf(out, "/* Made when building; see cmake/precompile.c. */\n#include \"bind/embedded.h\"\n\n");
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) plugins = i + 1;
        else digests[i] = put_file(L, out, argv[i], i);
    }
    fprintf(out, "\nconst ms_embedded ms_embedded_files[] = {\n");
    for (int i = 2; i < argc && i < plugins - 1; i++) {
        fprintf(out, "    {\"");
        put_name(out, argv[i]);
        fprintf(out, "\", \"%s\", bytes_%d, sizeof bytes_%d},\n", argv[i], i, i);
    }
    fprintf(out, "    {0, 0, 0, 0}};\n\nconst ms_precompiled ms_precompiled_files[] = {\n");
    for (int i = plugins; i < argc; i++) fprintf(out, "    {0x%016llxu, bytes_%d, sizeof bytes_%d},\n", digests[i], i, i);
    fprintf(out, "    {0, 0, 0}};\n");
    lua_close(L);
    return fclose(out) == 0 ? 0 : 1;
}
