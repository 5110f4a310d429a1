/* The sandbox: what Lua code finds around it. Two environments: the library's own modules (compiled
 * in, trusted) and everybody else's, who see only read-only tables. */
#ifndef MS_BIND_SANDBOX_H
#define MS_BIND_SANDBOX_H

#include "bind/bind.h"

/* A C function for lua_pcall: builds both environments and loads the module "moonscribe". */
int ms_sandbox_open(lua_State *L);

/* Pushes a fresh environment for untrusted code. */
void ms_sandbox_push_environment(lua_State *L);

/* Compiles source (text only) and pushes the chunk, whose environment is still to be set; name as
 * Lua shows it ("@file.lua"). Raises with file and line where it does not compile. */
void ms_sandbox_compile(lua_State *L, ms_slice source, const char *name);

/* Sets the environment of the chunk at index to the table on top, and pops that. */
void ms_sandbox_set_environment(lua_State *L, int index);

#endif
