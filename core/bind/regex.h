/* What the files of the regex binding share: subjects, and the Match type. Private to bind/. */
#ifndef MS_BIND_REGEX_H
#define MS_BIND_REGEX_H

#include "bind/bind.h"
#include "regex/regex.h"
#include "regex/set.h"

#define MS_TYPE_REGEX "moonscribe.regex"
#define MS_TYPE_MATCH "moonscribe.match"
#define MS_TYPE_SET "moonscribe.set"

/* User value 1 is the pattern, a string. */
typedef struct ms_lua_regex {
    ms_regex *regex;          /* NULL before it is open and after it is closed */
    ms_regex_options options; /* so that a set can compile it again */
    int64_t accounted;        /* bytes told to the collector */
} ms_lua_regex;

/* User value 1: names by index (strings or nil). */
typedef struct ms_lua_set {
    ms_set *set;       /* NULL before it is open and after it is closed */
    size_t count;      /* patterns and literals */
    uint64_t scan;     /* number of the scan that the set's scratch belongs to */
    bool longest;      /* literals leftmost-longest */
    int64_t given_ns;  /* start of the work (a document's) in which ms.set last gave it */
    int64_t accounted; /* bytes told to the collector */
} ms_lua_set;

/* The regex, the set; raise when closed. */
ms_lua_regex *ms_regex_check(lua_State *L, int arg);
ms_lua_set *ms_set_check(lua_State *L, int arg);

/* A string or Text that can be searched: raises for bytes that are not valid UTF-8. `known`
 * says that this very value has passed before (a Text is still checked for being stale). */
ms_slice ms_regex_subject(lua_State *L, int arg, bool known);
/* Pushes bytes [from, to) of the subject at index `of` as its own kind: a Text for a Text. */
void ms_regex_push_part(lua_State *L, int of, ms_slice subject, size_t from, size_t to);
/* Pushes group `group` of a match, nil when unset. */
void ms_regex_push_group(lua_State *L, int of, ms_slice subject, const ms_match *match,
                         size_t group);
/* Pushes a Match that anchors the subject and its regex or set; pattern: the index in a set. */
void ms_regex_push_match(lua_State *L, int subject, int owner, size_t pattern,
                         const ms_match *match);

/* i m s x u; raises for others. flags may be NULL. */
ms_regex_options ms_regex_parse_flags(lua_State *L, const char *flags);

int ms_regex_gsub(lua_State *L);      /* regex_gsub.c */
void ms_regex_open_match(lua_State *L); /* regex_match.c: registers the type */
void ms_regex_open_set(lua_State *L); /* set.c: adds ms.set to the table on top */

#endif
