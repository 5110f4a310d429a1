/* Lua values as JSON: what json.c (ms.json) and rows.c (emit) share. */
#ifndef MS_BIND_JSON_H
#define MS_BIND_JSON_H

#include "bind/bind.h"

typedef struct ms_json_style {
    int indent; /* blanks a level; 0 writes everything on one line */
    int order;  /* stack index of an array of keys that come first, or 0; others are sorted */
} ms_json_style;

/* Appends the value at the absolute index to out. Raises for what JSON cannot say
 * (functions, mixed tables), for nesting beyond the limit and when out is full; out then
 * holds a part of it. */
void ms_json_encode_value(lua_State *L, int value, const ms_json_style *style, ms_buffer *out);

/* Appends a string or Text as a JSON string, repaired where it is not UTF-8. */
ms_status ms_json_encode_text(ms_buffer *out, ms_slice text) MS_CHECKED;

/* Builds a row's sort key (see sort_key.c) in the state's scratch; absolute indices. */
ms_buffer *ms_row_build_key(lua_State *L, int row, int order);

/* csv.c: adds ms.csv to the table on top. */
void ms_bind_csv(lua_State *L);

/* Raises the error of a failed append. */
void ms_json_check(lua_State *L, ms_status status);

#endif
