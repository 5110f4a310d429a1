/* What the files of the Text binding share: text.c (owners, slices, the string-like half),
 * text_more.c (iterators, positions, citations), text_words.c (words), text_mapped.c
 * (texts put together) and text_decode.c (from bytes). */
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

/* Raises with that status as the code. */
_Noreturn void ms_text_raise(lua_State *L, ms_status status, const char *message);

/* Raises "stale" unless generation is the owner's. */
void ms_text_check_alive(lua_State *L, const ms_owner *owner, uint32_t generation);

/* A new owner of nothing, on top of the stack; user value 1 is for what it must keep alive. */
ms_owner *ms_owner_push(lua_State *L);

/* Memory of size bytes that the owner owns and the cap counts; NULL for 0. Raises. */
void *ms_owner_allocate(lua_State *L, ms_owner *owner, size_t size);

/* A new owner whose bytes cite the document of the Text at arg, with an empty map. */
ms_owner *ms_owner_push_mapped(lua_State *L, int arg);
/* Adds where a part of its bytes stands: segment.document is a byte of `from`, the owner of that Text. */
void ms_owner_map(lua_State *L, ms_owner *owner, const ms_owner *from, ms_segment segment);

/* Counts what the owner's positions and map have come to hold; raises when over the cap. */
void ms_owner_account(lua_State *L, ms_owner *owner);

/* A Text over bytes [from, to) of the owner at index `of`, on top of the stack. */
void ms_text_push_slice(lua_State *L, int of, ms_owner *owner, size_t from, size_t to);

/* Functions of text_mapped.c and text_decode.c. */
extern const luaL_Reg ms_text_mapped_functions[];
extern const luaL_Reg ms_text_mapped_methods[];
extern const luaL_Reg ms_text_decode_functions[];

/* Methods of text_more.c and text_words.c, for ms_bind_text to register. */
extern const luaL_Reg ms_text_more_methods[];
extern const luaL_Reg ms_text_words_methods[];

#endif
