/* The boundary between C and Lua: what every binding file shares. The rules
 * (docs/internals.md): closed before open; no C frame owns memory across a call that can raise;
 * slices carry their owner and its generation; lua_Integer and size_t meet only in the two
 * helpers below. */
#ifndef MS_BIND_BIND_H
#define MS_BIND_BIND_H

#include <lauxlib.h>
#include <lua.h>
#include <time.h>

#include "base/buffer.h"
#include "base/ctx.h"
#include "base/frame.h"
#include "base/slice.h"
#include "bind/pool.h"
#include "text/positions.h"
#include "text/segmap.h"
#include "text/segment.h"

/* --- state.c ------------------------------------------------------------------------------ */

/* What one lua_State stands in; reached through lua_getextraspace. */
enum { MS_TYPES_MAX = 40, MS_FOLDERS_MAX = 8 };

/* A type by the address of its name; the same name may stand in several files, at several
 * addresses. */
typedef struct ms_type_entry {
    const char *name;
    const void *metatable;
    int reference; /* of the metatable in the registry: an array look-up, where its name would be hashed */
} ms_type_entry;

typedef struct ms_state {
    ms_ctx *ctx;          /* limits, meter, system */
    lua_State *lua;       /* the main thread */
    ms_pool pool;         /* where Lua's small blocks come from */
    size_t lua_bytes;     /* allocated by Lua */
    size_t outside_bytes; /* allocated by us for Lua objects (buffers, regexes) */
    ms_buffer scratch;    /* for functions that build bytes and then push them; reset at each use */
    ms_type_entry types[MS_TYPES_MAX]; /* those that have been asked for */
    size_t type_count;
    void *worker;         /* the worker's own; NULL in tests */
    ms_buffer sources;    /* lines of PATH TAB DIGEST: what has been read of scripts, plugins and their kin */
    struct ms_converters *converters; /* opened by ms.decode or ms.detect; owned */
    ms_dictionary *dictionary; /* for words; NULL until opened. Owned */
    ms_segmenter segmenter;    /* with it; for one call at a time */
    ms_buffer term;            /* a word as it is counted */
    struct sb_stemmer *stemmer; /* the one last asked for; owned */
    char stemmer_language[24];
    size_t unstepped;     /* outside bytes that the collector has not been told of yet */
    bool is_refusing;     /* the last growth was refused: the collector has one try, then it is a trip */
    ms_status last_code;  /* of the error last raised by ms_raise */
    size_t printed;       /* bytes by this document's script, on stderr */
    lua_State *running;   /* the coroutine that runs now: where the deadline's hook must be armed */
    timer_t timer;        /* of the deadline, when has_timer */
    bool has_timer;
    int folders[MS_FOLDERS_MAX]; /* that scripts may read, open (files.h) */
    size_t folder_count;
    struct {
        uint64_t ns[MS_STAGES];
        ms_stage now;
        int64_t since_ns;  /* when that stage was entered */
    } spent;
    volatile bool is_late; /* the deadline has passed; set by a signal handler */
} ms_state;

/* A state with the allow-listed library set and the module "moonscribe" (see
 * docs/internals.md). */
ms_status ms_state_new(ms_ctx *ctx, ms_state **out, ms_error *error) MS_CHECKED;
void ms_state_free(ms_state *state);
ms_state *ms_state_of(lua_State *L);

/* From now on time is spent in that stage; returns the time in nanoseconds. */
int64_t ms_state_enter(ms_state *state, ms_stage stage);

/* Counts bytes of outside memory against the cap and steps the collector; raises when over it.
 * Call before acquiring; give negative bytes when freeing. */
void ms_state_account(lua_State *L, int64_t bytes);

/* Raises the error of a failed core call: message, with the code kept for pcall's third
 * result. */
int ms_raise(lua_State *L, const ms_error *error);
/* The same with the place that Lua's error(message, level) would say; 0 says none. */
int ms_raise_at(lua_State *L, int level, const ms_error *error);
/* Pushes nil, message, code: what the world (not misuse) does wrong. Returns 3. */
int ms_push_failure(lua_State *L, const ms_error *error);
/* Spends fuel; raises on a limit. */
void ms_spend(lua_State *L, uint64_t cost);
/* Raises the limit that has been passed (ctx->tripped); a trip goes through every pcall. */
int ms_raise_trip(lua_State *L);
/* The status of an error value at index, just caught: that of the trip, of ms_raise, else
 * MS_E_SCRIPT. */
ms_status ms_caught_status(lua_State *L, int index);

/* The two checked helpers. */
size_t ms_check_size(lua_State *L, int arg);           /* >= 0 or an argument error */
void ms_push_size(lua_State *L, size_t value);

/* Registers a type: metatable `name` with __metatable=false, __gc and __close = release (may be
 * NULL), __name, and methods reachable only through __index. */
void ms_type_new(lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction release,
                 const luaL_Reg *metamethods);
/* The userdata of that type at arg, or NULL; check raises instead. Names are string literals: a
 * type is found by the address of its name, without hashing the text as luaL_testudata does,
 * which costs most of a hot loop. */
void *ms_type_test(lua_State *L, int arg, const char *name);
void *ms_type_check(lua_State *L, int arg, const char *name);
/* A zeroed userdata of that type with its metatable set: closed before open. */
void *ms_type_push(lua_State *L, const char *name, size_t size, int user_values);

/* --- text_words.c ------------------------------------------------------------------------- */

/* Maps the Chinese dictionary at path. Once, before anything asks for words: without it that
 * raises. */
ms_status ms_state_open_dictionary(ms_state *state, const char *path, ms_error *error) MS_CHECKED;
/* A Lua function: the word list that is its argument holds for every text:words() from now on. */
int ms_words_set_default(lua_State *L);

/* --- text.c ------------------------------------------------------------------------------- */

#define MS_TYPE_TEXT "moonscribe.text"

/* What slices belong to. A document's owner is reused: its generation is bumped for each
 * document, and slices of the one before raise "stale". */
typedef struct ms_owner {
    ms_slice bytes;         /* valid UTF-8 unless is_binary */
    uint32_t generation;    /* of the bytes */
    bool is_binary;
    ms_positions *positions; /* built at the first look-up; belongs to the owner */
    bool positions_built;    /* for this generation */
    ms_segmap *map;          /* to the document's coordinates, or NULL when these are they */
    struct ms_owner *origin; /* the document's owner, when map is set (anchored by user value 1) */
    uint32_t origin_generation; /* of origin when the map was made */
    size_t index_size;       /* bytes of positions and map that are counted against the cap */
    char *label;             /* locator prefix, percent-encoded; NULL: no locator. Belongs to the owner */
    size_t label_size;       /* bytes allocated for it */
    void *memory;            /* what bytes lie in, when the owner owns them */
    size_t memory_size;
} ms_owner;

/* The bytes of a string or Text argument (raises for others, for a stale or closed Text). Valid
 * while the value stays on the stack. */
ms_slice ms_text_check(lua_State *L, int arg);
/* Whether the value is a Text that is valid UTF-8 for certain: part of what has been validated,
 * and no character cut. Looks at two bytes. */
bool ms_text_is_known_valid(lua_State *L, int arg);
/* Pushes a Text for bytes [from, to) of the text at index `of` (a Text or a string: then a
 * copy). */
void ms_text_push_sub(lua_State *L, int of, size_t from, size_t to);
/* Pushes a new Text that owns a copy of bytes. */
void ms_text_push_copy(lua_State *L, ms_slice bytes);
/* Pushes a Text that owns a copy of bytes and cites the document of the Text at index `like`: what
 * a format makes of a document whose bytes are no readable text. */
void ms_text_push_composed(lua_State *L, ms_slice bytes, int like);
/* Pushes a Text over a document: bytes are borrowed until ms_text_retire of the returned owner,
 * label is copied. The owner userdata is kept in the registry and reused. */
ms_owner *ms_text_push_document(lua_State *L, ms_slice bytes, ms_slice label);
void ms_text_retire(lua_State *L, ms_owner *owner);
/* The owner and byte offset of the Text at arg; NULL for a string. */
ms_owner *ms_text_owner(lua_State *L, int arg, size_t *from, size_t *to);

/* --- one opener a type, called by state.c; each adds its functions to the table on top ---- */
void ms_bind_text(lua_State *L);
void ms_bind_regex(lua_State *L);    /* ms.regex, ms.set */
void ms_bind_archive(lua_State *L);  /* ms.archive */
void ms_bind_json(lua_State *L);     /* ms.json, ms.csv */
void ms_bind_tree(lua_State *L);    /* ms.xml, ms.html */
void ms_bind_rows(lua_State *L);     /* row encoder used by emit */
void ms_bind_dialogue(lua_State *L); /* dialogue reader, locators */
void ms_bind_cues(lua_State *L);     /* the reader of timed text */
void ms_bind_files(lua_State *L);    /* ms.files */
void ms_bind_words(lua_State *L);    /* ms.word_list */
void ms_bind_vectors(lua_State *L); /* ms.vectors */
void ms_bind_runs(lua_State *L);    /* ms.runs */
void ms_bind_numeral(lua_State *L);  /* ms.numeral, ms.calendar */
void ms_bind_feasts(lua_State *L);   /* into the table on top: ms.calendar.lunar and kin */

/* --- rows.c: from Lua tables to encoded rows ---------------------------------------------- */

typedef enum ms_row_encoding { MS_ROWS_JSON, MS_ROWS_CSV, MS_ROWS_TSV } ms_row_encoding;

/* Pushes what ms_row_encode works out for an array of columns: given instead of the array, it
 * saves looking that up for every row. */
void ms_row_push_plan(lua_State *L, int columns);
/* Appends the row (a table) at arg with the columns (array of names at index `columns`) to out.
 * An unknown key in the row raises, with the nearest column named. Strings are checked as
 * UTF-8. */
void ms_row_encode(lua_State *L, int row, int columns, ms_row_encoding encoding, ms_buffer *out);
/* The same for a row of `count` values on the stack from index `first` on, in the order of the
 * columns. */
void ms_row_encode_values(lua_State *L, int first, int count, int columns, ms_row_encoding encoding,
                          ms_buffer *out);
/* Appends a sort key for memcmp: order is an array of column names ("-name" descends) at index
 * `order`. nil sorts last; numbers by value; strings by bytes. */
void ms_row_sort_key(lua_State *L, int row, int order, ms_buffer *out);

#endif
