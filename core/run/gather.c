/* What a script counts over all documents in its first pass. Counts travel as rows whose sort key is what was counted,
 * so they are kept, taken up again and merged like any rows; in the order of their keys they are added up, into the
 * file that every worker maps in the next pass (bind/counts.h) or into JSON Lines that another run reads. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/digest.h"
#include "out/json.h"
#include "run/cursor.h"
#include "run/run.h"
#include "run/sort.h"

enum { KEY_MOST = 256 };

typedef struct totalling {
    ms_run *run;        /* NULL: read from a file */
    ms_append file;     /* what is written */
    ms_buffer places;   /* u64: where each key begins */
    ms_buffer line;     /* of JSON */
    ms_buffer key;      /* being added up */
    int64_t sum;
    bool has_key, is_told; /* it goes to the result, too */
} totalling;

static ms_status no_memory(ms_error *error) {
    return ms_error_set(error, MS_E_MEMORY, 0, "no memory for what is gathered");
}

/* Writes the key that has been added up. */
static ms_status put_entry(totalling *t, ms_error *error) {
    uint64_t place = t->file.length;
    uint32_t len = (uint32_t)t->key.len;
    if (!t->has_key) return MS_OK;
    ms_status status = ms_append_add(&t->file, ms_slice_of((const char *)&len, sizeof len), error);
    if (status == MS_OK) status = ms_append_add(&t->file, ms_buffer_slice(&t->key), error);
    if (status == MS_OK) status = ms_append_add(&t->file, ms_slice_of((const char *)&t->sum, sizeof t->sum), error);
    if (status != MS_OK) return status;
    if (ms_buffer_append(&t->places, &place, sizeof place) != MS_OK) return no_memory(error);
    if (!t->is_told) return MS_OK;
    ms_buffer_reset(&t->line);
    status = ms_buffer_append_slice(&t->line, MS_SLICE("{\"key\":"));
    if (status == MS_OK) status = ms_json_put_string(&t->line, ms_buffer_slice(&t->key));
    if (status == MS_OK) status = ms_buffer_printf(&t->line, ",\"count\":%" PRId64 "}\n", t->sum);
    return status == MS_OK ? ms_result_put(&t->run->result, ms_buffer_slice(&t->line), error) : no_memory(error);
}

static ms_status take_count(totalling *t, ms_slice key, int64_t count, ms_error *error) {
    bool is_same = t->has_key && ms_slice_equal(ms_buffer_slice(&t->key), key);
    if (is_same) {
        if (!__builtin_add_overflow(t->sum, count, &t->sum)) return MS_OK;
        return ms_error_set(error, MS_E_MALFORMED, 0, "the counts of one key are too large to be added up");
    }
    ms_status status = put_entry(t, error);
    if (status != MS_OK) return status;
    ms_buffer_reset(&t->key);
    if (ms_buffer_append_slice(&t->key, key) != MS_OK) return no_memory(error);
    t->sum = count;
    t->has_key = true;
    return MS_OK;
}

static bool read_number(ms_slice text, int64_t *number) {
    char copy[24];
    if (text.len == 0 || text.len >= sizeof copy) return false;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    char *end;
    *number = strtoll(copy, &end, 10);
    return *end == '\0' || *end == '\n';
}

static ms_status take_sorted(void *state, ms_slice key, ms_slice row, ms_error *error) {
    int64_t count = 0;
    if (!read_number(row, &count)) return ms_engine_malformed(error);
    return take_count(state, key, count, error);
}

/* --- before they are kept ----------------------------------------------------------------- */

/* Documents have most keys in common: what was counted since the last commit is added up in a table first, by open
 * addressing, and kept from time to time. */
enum { SLOTS = 1 << 17, FULL = SLOTS / 4 * 3 };

typedef struct slot {
    uint64_t digest; /* of the key; 0: free */
    size_t from, len; /* the key in table.keys */
    int64_t sum;
} slot;

struct ms_gather_table {
    slot slots[SLOTS];
    size_t count;
    ms_buffer keys, out_keys, out_rows;
};

static ms_gather_table *table_of(ms_run *run) {
    if (run->table) return run->table;
    run->table = ms_sys_alloc(run->sys, sizeof *run->table);
    if (!run->table) return NULL;
    ms_buffer_init(&run->table->keys, run->sys, 0);
    ms_buffer_init(&run->table->out_keys, run->sys, 0);
    ms_buffer_init(&run->table->out_rows, run->sys, 0);
    return run->table;
}

void ms_gather_free(ms_run *run) {
    if (!run->table) return;
    ms_buffer_free(&run->table->keys);
    ms_buffer_free(&run->table->out_keys);
    ms_buffer_free(&run->table->out_rows);
    ms_sys_free(run->sys, run->table, sizeof *run->table);
    run->table = NULL;
}

static ms_status put_u32(ms_buffer *out, size_t number) {
    uint32_t value = (uint32_t)number;
    return ms_buffer_append(out, &value, sizeof value);
}

static ms_status put_slot(ms_gather_table *table, const slot *s) {
    size_t before = table->out_rows.len;
    ms_status status = ms_buffer_printf(&table->out_rows, "%" PRId64 "\n", s->sum);
    if (status == MS_OK) status = put_u32(&table->out_keys, s->len);
    if (status == MS_OK) status = ms_buffer_append(&table->out_keys, table->keys.data + s->from, s->len);
    return status == MS_OK ? put_u32(&table->out_keys, table->out_rows.len - before) : status;
}

ms_status ms_gather_keep(ms_run *run, ms_error *error) {
    ms_gather_table *table = run->table;
    ms_status status = MS_OK;
    if (!table || table->count == 0) return MS_OK;
    ms_buffer_reset(&table->out_keys);
    ms_buffer_reset(&table->out_rows);
    for (size_t i = 0; i < SLOTS && status == MS_OK; i++) {
        if (table->slots[i].digest) status = put_slot(table, &table->slots[i]);
    }
    if (status != MS_OK) return no_memory(error);
    memset(table->slots, 0, sizeof table->slots);
    ms_buffer_reset(&table->keys);
    table->count = 0;
    return ms_result_rows(&run->result, ms_buffer_slice(&table->out_rows), ms_buffer_slice(&table->out_keys),
                          (ms_slice){0}, error);
}

static ms_status add_count(ms_run *run, ms_slice key, int64_t count, ms_error *error) {
    ms_gather_table *table = run->table;
    uint64_t digest = ms_digest(key) | 1;
    size_t at = (size_t)(digest >> 32) % SLOTS;
    for (slot *s = &table->slots[at]; s->digest; s = &table->slots[at]) {
        bool is_it = s->digest == digest && ms_slice_equal(ms_slice_of(table->keys.data + s->from, s->len), key);
        if (is_it && !__builtin_add_overflow(s->sum, count, &s->sum)) return MS_OK;
        if (is_it) return ms_error_set(error, MS_E_MALFORMED, 0, "the counts of one key are too large to be added up");
        at = (at + 1) % SLOTS;
    }
    if (table->count == FULL) {
        ms_status status = ms_gather_keep(run, error);
        return status == MS_OK ? add_count(run, key, count, error) : status;
    }
    table->slots[at] = (slot){.digest = digest, .from = table->keys.len, .len = key.len, .sum = count};
    table->count++;
    return ms_buffer_append_slice(&table->keys, key) == MS_OK ? MS_OK : no_memory(error);
}

ms_status ms_gather_take(ms_run *run, ms_slice rows, ms_slice keys, ms_error *error) {
    if (!ms_sort_fits(rows, keys)) return MS_E_MALFORMED;
    if (!table_of(run)) return no_memory(error);
    while (keys.len > 0) {
        uint32_t key_length, row_length;
        int64_t count;
        memcpy(&key_length, keys.ptr, sizeof key_length);
        memcpy(&row_length, keys.ptr + sizeof key_length + key_length, sizeof row_length);
        if (!read_number(ms_slice_sub(rows, 0, row_length), &count)) return MS_E_MALFORMED;
        ms_status status = add_count(run, ms_slice_sub(keys, sizeof key_length, sizeof key_length + key_length), count, error);
        if (status != MS_OK) return status;
        keys = ms_slice_sub(keys, 2 * sizeof key_length + key_length, keys.len);
        rows = ms_slice_sub(rows, row_length, rows.len);
    }
    return MS_OK;
}

/* --- the file ----------------------------------------------------------------------------- */

static ms_status begin(totalling *t, const ms_sys *sys, ms_error *error) {
    ms_buffer_init(&t->places, sys, 0);
    ms_buffer_init(&t->line, sys, 0);
    ms_buffer_init(&t->key, sys, 0);
    return ms_append_open_nameless(&t->file, sys, error);
}

/* Hands the file over to the engine, if all went well. */
static ms_status end(totalling *t, ms_engine *engine, ms_status status, ms_error *error) {
    uint64_t count = t->places.len / sizeof count;
    if (status == MS_OK) status = put_entry(t, error);
    count = t->places.len / sizeof count;
    if (status == MS_OK) status = ms_append_add(&t->file, ms_buffer_slice(&t->places), error);
    if (status == MS_OK) status = ms_append_add(&t->file, ms_slice_of((const char *)&count, sizeof count), error);
    if (status == MS_OK) status = ms_append_flush(&t->file, error);
    if (status == MS_OK) status = ms_shard_digest(&t->file, t->file.length, &engine->counts_digest, error);
    if (status == MS_OK) {
        engine->counts_fd = t->file.fd;
        t->file.fd = -1;
    }
    ms_append_close(&t->file);
    ms_buffer_free(&t->places);
    ms_buffer_free(&t->line);
    ms_buffer_free(&t->key);
    return status;
}

ms_status ms_gather_finish(ms_run *run, ms_error *error) {
    totalling t = {.run = run, .is_told = run->engine->is_gather_only};
    ms_append *rows, *keys;
    ms_status status = begin(&t, run->sys, error);
    ms_result_kept(&run->result, &rows, &keys);
    if (status == MS_OK && t.is_told) status = ms_result_begin_file(&run->result, error);
    if (status == MS_OK) status = ms_sort_rows(run->sys, rows, keys, 0, take_sorted, &t, error);
    return end(&t, run->engine, status, error);
}

/* --- what another run has gathered -------------------------------------------------------- */

typedef struct reading {
    totalling *to;
    ms_buffer *key; /* of the line */
    int64_t count;
    bool has_count;
} reading;

static ms_status take_field(void *state, const char *key, ms_slice value) {
    reading *r = state;
    if (strcmp(key, "count") == 0) {
        r->has_count = read_number(value, &r->count);
        return MS_OK;
    }
    ms_buffer_reset(r->key);
    return strcmp(key, "key") == 0 ? ms_buffer_append_slice(r->key, value) : MS_OK;
}

static ms_status take_line(void *state, ms_slice line, uint64_t number, ms_error *error) {
    totalling *t = state;
    ms_buffer scratch, key;
    ms_buffer_init(&scratch, t->file.sys, 0);
    ms_buffer_init(&key, t->file.sys, 0);
    reading r = {.to = t, .key = &key};
    ms_cursor cursor = {.text = line};
    ms_status status = ms_cursor_object(&cursor, &scratch, take_field, &r);
    bool is_good = status == MS_OK && r.has_count && key.len > 0 && key.len <= KEY_MOST &&
                   (!t->has_key || ms_slice_compare(ms_buffer_slice(&t->key), ms_buffer_slice(&key)) < 0);
    if (is_good) {
        status = take_count(t, ms_buffer_slice(&key), r.count, error);
    } else {
        status = ms_error_set(error, MS_E_USAGE, 0, "--gathered takes what --gather-only has made, as it was made; line %" PRIu64
                                                    " is not as it should be", number);
    }
    ms_buffer_free(&scratch);
    ms_buffer_free(&key);
    return status;
}

ms_status ms_gather_read(ms_engine *engine, ms_error *error) {
    totalling t = {0};
    ms_status status = begin(&t, engine->sys, error);
    if (status == MS_OK) status = ms_lines_read(engine->sys, engine->gathered, take_line, &t, error);
    return end(&t, engine, status, error);
}
