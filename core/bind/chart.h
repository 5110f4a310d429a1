/* The chart for the library's own modules. Private to bind/. */
#ifndef MS_BIND_CHART_H
#define MS_BIND_CHART_H

#include "bind/bind.h"

void ms_chart_open(lua_State *L); /* registers the type */
/* A Lua function, host.chart() -> an empty chart. */
int ms_chart_push(lua_State *L);

#endif
