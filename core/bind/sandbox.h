/* The sandbox: what Lua code finds around it. Two environments: the library's own modules
 * (compiled in, trusted), and everybody else's, who see only an allow-list of bounded
 * functions in read-only tables. Its parts are library_*.c, order.c, freeze.c, deadline.c and
 * host.c. */
#ifndef MS_BIND_SANDBOX_H
#define MS_BIND_SANDBOX_H

#include "bind/bind.h"

/* --- sandbox.c ---------------------------------------------------------------------------- */

/* A C function for lua_pcall: builds both environments. */
int ms_sandbox_open(lua_State *L);

/* Pushes a fresh environment for untrusted code and starts the random numbers anew. */
void ms_sandbox_push_environment(lua_State *L);

/* Pushes the library's own environment. */
void ms_sandbox_push_library(lua_State *L);

/* Compiles source (text only) and pushes the chunk, whose environment is still to be set; name
 * as Lua shows it ("@file.lua"). Raises with file and line where it does not compile. */
void ms_sandbox_compile(lua_State *L, ms_slice source, const char *name);

/* Sets the environment of the chunk at index to the table on top, and pops that. */
void ms_sandbox_set_environment(lua_State *L, int index);

/* --- freeze.c: read-only views ------------------------------------------------------------ */

/* Prepares freezing; called once. */
void ms_freeze_open(lua_State *L);
/* Pushes a read-only view of the table at index, deep for plain tables; other values as they
 * are. */
void ms_freeze_push(lua_State *L, int index);
/* Replaces a read-only view at index by what it shows, for functions that only read. */
void ms_freeze_resolve(lua_State *L, int index);
bool ms_freeze_is_frozen(lua_State *L, int index);

/* --- the library set; each function pushes or fills a table ------------------------------- */

void ms_library_open_base(lua_State *L);      /* adds to the table on top */
void ms_library_close_metatables(lua_State *L); /* the library's own setmetatable, in the table on top */
void ms_library_set_environment(lua_State *L); /* what load gives code: the table on top */
void ms_library_open_order(lua_State *L);     /* pairs, next: adds to the table on top */
void ms_library_open_table(lua_State *L);     /* pushes */
void ms_library_open_string(lua_State *L);    /* pushes; strings' methods are this table's */
void ms_library_open_pattern(lua_State *L);   /* find, match, gmatch, gsub: adds to the table on top */
void ms_library_open_coroutine(lua_State *L); /* pushes */

/* len, or an error when one string may not be as long as that. */
size_t ms_library_check_string(lua_State *L, size_t len);

/* Raises the passed limit with the position of the function at level (state.c). */
int ms_raise_trip_at(lua_State *L, int level);

/* --- deadline.c --------------------------------------------------------------------------- */

/* From now on the code that runs is ended when limits.time_ns have passed since ms_ctx_start:
 * the trip is raised in whatever coroutine runs, again and again, so that no pcall outlives
 * it. */
ms_status ms_deadline_start(ms_state *state, ms_error *error) MS_CHECKED;
void ms_deadline_stop(ms_state *state);
/* Deletes the timer; once, before the state is freed. */
void ms_deadline_free(ms_state *state);
/* Arms the hook on L at once when the deadline has passed already. */
void ms_deadline_follow(lua_State *L);

/* --- host.c: what only the library's own modules may do (files, compiling) ---------------- */

void ms_host_push(lua_State *L);

#endif
