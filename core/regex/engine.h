/* PCRE2 itself, tamed: own memory, hard limits, and bounded time. Private to this room.
 *
 * PCRE2's match limit counts steps a start offset, so it does not bound the time of a call that
 * may try 65,536 of them. Searching therefore goes in windows of start offsets whose width
 * times the steps allowed at each is constant: wide and shallow first; a window that needs more
 * is tried again half as wide and twice as deep, down to the real limit. Only the offsets at
 * which a match may start are windowed; the subject is always whole, so lookbehind, \b and ^
 * see what they always see. */
#ifndef MS_REGEX_ENGINE_H
#define MS_REGEX_ENGINE_H

#include "regex/regex.h"

typedef struct ms_engine ms_engine;

/* Compiles; statuses and messages as ms_regex_new. */
ms_status ms_engine_new(ms_ctx *ctx, ms_slice pattern, const ms_regex_options *options,
                        ms_engine **out, ms_error *error) MS_CHECKED;
void ms_engine_free(ms_engine *engine);

/* The first match that starts (before any \K) in [from, last]; from is a character boundary and
 * at most subject.len. An anchored pattern is tried at from only. MS_OK, MS_END, or a limit. */
ms_status ms_engine_search(ms_engine *engine, ms_ctx *ctx, ms_slice subject, size_t from,
                           size_t last, ms_match *match, ms_error *error) MS_CHECKED;

/* Whether it is tried at one start only. */
bool ms_engine_is_anchored(const ms_engine *engine);
size_t ms_engine_groups(const ms_engine *engine);
size_t ms_engine_group_number(const ms_engine *engine, ms_slice name);
ms_slice ms_engine_group_name(const ms_engine *engine, size_t number);
/* Bytes of compiled and machine code. */
size_t ms_engine_size(const ms_engine *engine);

#endif
