/* What the files of the Text binding share: text.c (owners, slices, the string-like half) and text_more.c
 * (iterators, positions, citations). */
#ifndef MS_BIND_TEXT_H
#define MS_BIND_TEXT_H

#include "bind/bind.h"

/* The payload of a Text: bytes [from, to) of an owner, which user value 1 keeps alive. */
typedef struct ms_text {
    ms_owner *owner;
    uint32_t generation; /* of the owner when the slice was cut */
    size_t from, to;     /* byte offsets in owner->bytes */
} ms_text;

/* The Text at arg; raises for anything else and for a stale one. */
ms_text *ms_text_check_slice(lua_State *L, int arg);

/* As ms_text_check, and valid UTF-8 or an error that says how to get there. */
ms_slice ms_text_check_valid(lua_State *L, int arg);

/* Makes the positions of an owner ready; raises without memory. */
ms_positions *ms_owner_positions(lua_State *L, ms_owner *owner);

/* Methods and module functions of text_more.c, for ms_bind_text to register. */
extern const luaL_Reg ms_text_more_methods[];
extern const luaL_Reg ms_text_more_functions[];

#endif
