/* See sort.h. A run on disk is entries, one behind the other: u32 length of the key, u32 length of the
 * row, key, row. Runs are merged by a heap, as many at once as there may be buffers for; if there are more,
 * in several passes, always of neighbours, so that equal keys keep their order. */
#include "run/sort.h"

#include <stdlib.h>

#include "base/size.h"

enum { BUDGET = 64 * 1024 * 1024, HEADER = 8, FAN_IN = 64, READ_SIZE = 256 * 1024 };

static ms_status no_memory(ms_error *error) {
    return ms_error_set(error, MS_E_MEMORY, 0, "no memory to order the rows");
}

static uint32_t load_u32(const char *from) {
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) value |= (uint32_t)(unsigned char)from[i] << (8 * i);
    return value;
}

static void store_u32(char *to, uint32_t value) {
    for (int i = 0; i < 4; i++) to[i] = (char)(value >> (8 * i));
}

bool ms_sort_fits(ms_slice rows, ms_slice keys) {
    uint64_t at = 0;
    while (keys.len > 0) {
        if (keys.len < 4) return false;
        uint32_t key_length = load_u32(keys.ptr);
        if (keys.len - 4 < key_length || keys.len - 4 - key_length < 4) return false;
        at += load_u32(keys.ptr + 4 + key_length);
        if (at > rows.len) return false;
        keys = ms_slice_sub(keys, 8 + (size_t)key_length, keys.len);
    }
    return at == rows.len;
}

/* --- reading through a file --------------------------------------------------------------- */

typedef struct reader {
    const ms_append *file;
    uint64_t at, end;  /* of the file: next to read, and where to stop */
    ms_buffer window;
    size_t from;       /* in the window */
} reader;

static void open_reader(reader *r, const ms_append *file, uint64_t from, uint64_t to) {
    *r = (reader){.file = file, .at = from, .end = to};
    ms_buffer_init(&r->window, file->sys, 0);
}

/* Shows size bytes; MS_END when there are none left, MS_E_MALFORMED when there are fewer. */
static ms_status peek(reader *r, size_t size, const char **out, ms_error *error) {
    size_t have = r->window.len - r->from;
    if (have < size) {
        if (r->from && have) memmove(r->window.data, r->window.data + r->from, have);
        r->from = 0;
        r->window.len = have;
        uint64_t left = r->end - r->at;
        size_t want = ms_size_max(size - have, READ_SIZE);
        if (want > left) want = (size_t)left;
        if (have + want < size) return have + want == 0 ? MS_END : MS_E_MALFORMED;
        if (ms_buffer_reserve(&r->window, want) != MS_OK) return no_memory(error);
        ms_status status = ms_append_read(r->file, r->at, r->window.data + have, want, error);
        if (status != MS_OK) return status;
        r->at += want;
        r->window.len += want;
    }
    *out = r->window.data + r->from;
    return MS_OK;
}

/* --- one run in memory -------------------------------------------------------------------- */

typedef struct sorter {
    const ms_sys *sys;
    size_t budget;
    reader rows, keys;
    ms_buffer bytes;   /* entries of the run at hand */
    ms_buffer index;   /* size_t: where each begins in bytes */
    ms_append files[2]; /* runs lie in the one, and are merged into the other */
    ms_buffer bounds[2]; /* uint64_t: where each run ends */
    unsigned now;      /* which of the two has the runs */
    ms_sort_take take;
    void *state;
} sorter;

static ms_slice key_at(const char *entry) {
    return ms_slice_of(entry + HEADER, load_u32(entry));
}

static ms_slice row_at(const char *entry) {
    return ms_slice_of(entry + HEADER + load_u32(entry), load_u32(entry + 4));
}

static int by_key(const void *left, const void *right, void *bytes) {
    size_t a, b;
    memcpy(&a, left, sizeof a);
    memcpy(&b, right, sizeof b);
    int order = ms_slice_compare(key_at((char *)bytes + a), key_at((char *)bytes + b));
    return order ? order : (a > b) - (a < b);
}

static ms_status add_entry(sorter *s, bool *is_over, ms_error *error) {
    const char *at = "";
    ms_status status = peek(&s->keys, 4, &at, error);
    *is_over = status == MS_END;
    if (status != MS_OK) return *is_over ? MS_OK : status;
    size_t key_length = load_u32(at);
    status = peek(&s->keys, key_length + 8, &at, error);
    if (status != MS_OK) return status == MS_END ? MS_E_MALFORMED : status;
    char header[HEADER];
    size_t row_length = load_u32(at + 4 + key_length), begin = s->bytes.len;
    store_u32(header, (uint32_t)key_length);
    store_u32(header + 4, (uint32_t)row_length);
    status = ms_buffer_append(&s->bytes, header, sizeof header);
    if (status == MS_OK) status = ms_buffer_append(&s->bytes, at + 4, key_length);
    if (status != MS_OK) return no_memory(error);
    s->keys.from += key_length + 8;
    status = row_length ? peek(&s->rows, row_length, &at, error) : MS_OK;
    if (status != MS_OK) return status == MS_END ? MS_E_MALFORMED : status;
    if (row_length && ms_buffer_append(&s->bytes, at, row_length) != MS_OK) return no_memory(error);
    s->rows.from += row_length;
    return ms_buffer_append(&s->index, &begin, sizeof begin) == MS_OK ? MS_OK : no_memory(error);
}

static ms_status fill(sorter *s, bool *is_over, ms_error *error) {
    ms_buffer_reset(&s->bytes);
    ms_buffer_reset(&s->index);
    *is_over = false;
    while (!*is_over && s->bytes.len + s->index.len * 2 < s->budget) {
        ms_status status = add_entry(s, is_over, error);
        if (status != MS_OK) return status;
    }
    if (s->index.len) {
        qsort_r(s->index.data, s->index.len / sizeof(size_t), sizeof(size_t), by_key, s->bytes.data);
    }
    return MS_OK;
}

static const char *entry_at(const sorter *s, size_t i) {
    size_t at;
    memcpy(&at, s->index.data + i * sizeof at, sizeof at);
    return s->bytes.data + at;
}

static ms_status give_all(sorter *s, ms_error *error) {
    ms_status status = MS_OK;
    for (size_t i = 0; i < s->index.len / sizeof(size_t) && status == MS_OK; i++) {
        const char *entry = entry_at(s, i);
        status = s->take(s->state, key_at(entry), row_at(entry), error);
    }
    return status;
}

/* --- runs --------------------------------------------------------------------------------- */

static ms_status end_run(sorter *s, unsigned which, ms_error *error) {
    ms_status status = ms_append_flush(&s->files[which], error);
    if (status != MS_OK) return status;
    status = ms_buffer_append(&s->bounds[which], &s->files[which].length, sizeof(uint64_t));
    return status == MS_OK ? MS_OK : no_memory(error);
}

static ms_status spill(sorter *s, ms_error *error) {
    ms_status status = s->files[0].sys ? MS_OK : ms_append_open_nameless(&s->files[0], s->sys, error);
    for (size_t i = 0; i < s->index.len / sizeof(size_t) && status == MS_OK; i++) {
        const char *entry = entry_at(s, i);
        size_t size = HEADER + (size_t)load_u32(entry) + load_u32(entry + 4);
        status = ms_append_add(&s->files[0], ms_slice_of(entry, size), error);
    }
    return status == MS_OK ? end_run(s, 0, error) : status;
}

/* --- merging ------------------------------------------------------------------------------ */

/* The first entry of each run; the least is on top. Runs that came earlier win among equals. */
typedef struct merge {
    reader runs[FAN_IN];
    const char *entries[FAN_IN]; /* NULL when a run is over */
    size_t heap[FAN_IN], count;
} merge;

static bool is_before(const merge *m, size_t a, size_t b) {
    int order = ms_slice_compare(key_at(m->entries[a]), key_at(m->entries[b]));
    return order ? order < 0 : a < b;
}

static void sift_down(merge *m, size_t at) {
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < m->count; child++) {
            if (is_before(m, m->heap[child], m->heap[least])) least = child;
        }
        if (least == at) return;
        size_t moved = m->heap[at];
        m->heap[at] = m->heap[least];
        m->heap[least] = moved;
        at = least;
    }
}

static ms_status show_entry(merge *m, size_t run, ms_error *error) {
    const char *at = "";
    ms_status status = peek(&m->runs[run], HEADER, &at, error);
    if (status == MS_OK) {
        status = peek(&m->runs[run], HEADER + (size_t)load_u32(at) + load_u32(at + 4), &at, error);
    }
    m->entries[run] = status == MS_OK ? at : NULL;
    return status;
}

static ms_status next_entry(merge *m, ms_error *error) {
    size_t run = m->heap[0];
    const char *entry = m->entries[run];
    m->runs[run].from += HEADER + (size_t)load_u32(entry) + load_u32(entry + 4);
    ms_status status = show_entry(m, run, error);
    if (status == MS_END) {
        m->heap[0] = m->heap[--m->count];
        status = MS_OK;
    }
    if (status == MS_OK && m->count) sift_down(m, 0);
    return status;
}

static uint64_t bound_of(const ms_buffer *bounds, size_t i) {
    uint64_t at = 0;
    if (i > 0) memcpy(&at, bounds->data + (i - 1) * sizeof at, sizeof at);
    return at;
}

/* Merges runs [from, to) into the other file, or gives them away when they are all. */
static ms_status merge_some(sorter *s, size_t from, size_t to, bool is_last, ms_error *error) {
    merge *m = ms_sys_alloc(s->sys, sizeof *m);
    if (!m) return no_memory(error);
    ms_status status = MS_OK;
    unsigned other = 1 - s->now;
    for (size_t i = from; i < to; i++) {
        open_reader(&m->runs[i - from], &s->files[s->now], bound_of(&s->bounds[s->now], i),
                    bound_of(&s->bounds[s->now], i + 1));
    }
    for (size_t i = 0; i < to - from && status == MS_OK; i++) {
        status = show_entry(m, i, error);
        if (status == MS_OK) m->heap[m->count++] = i;
        else if (status == MS_END) status = MS_OK;
    }
    for (size_t i = m->count; i-- > 0;) sift_down(m, i);
    while (status == MS_OK && m->count > 0) {
        const char *entry = m->entries[m->heap[0]];
        size_t size = HEADER + (size_t)load_u32(entry) + load_u32(entry + 4);
        status = is_last ? s->take(s->state, key_at(entry), row_at(entry), error)
                         : ms_append_add(&s->files[other], ms_slice_of(entry, size), error);
        if (status == MS_OK) status = next_entry(m, error);
    }
    for (size_t i = 0; i < to - from; i++) ms_buffer_free(&m->runs[i].window);
    ms_sys_free(s->sys, m, sizeof *m);
    return status == MS_OK && !is_last ? end_run(s, other, error) : status;
}

static ms_status merge_all(sorter *s, ms_error *error) {
    for (;;) {
        size_t count = s->bounds[s->now].len / sizeof(uint64_t);
        if (count <= FAN_IN) return merge_some(s, 0, count, true, error);
        unsigned other = 1 - s->now;
        ms_append_close(&s->files[other]);
        ms_buffer_reset(&s->bounds[other]);
        ms_status status = ms_append_open_nameless(&s->files[other], s->sys, error);
        for (size_t at = 0; at < count && status == MS_OK; at += FAN_IN) {
            status = merge_some(s, at, ms_size_min(at + FAN_IN, count), false, error);
        }
        if (status != MS_OK) return status;
        s->now = other;
    }
}

static ms_status sort_all(sorter *s, ms_error *error) {
    bool is_over = false;
    while (!is_over) {
        ms_status status = fill(s, &is_over, error);
        if (status != MS_OK) return status;
        if (is_over && s->bounds[0].len == 0) return give_all(s, error);
        status = s->index.len ? spill(s, error) : MS_OK;
        if (status != MS_OK) return status;
    }
    return merge_all(s, error);
}

ms_status ms_sort_rows(const ms_sys *sys, ms_append *rows, ms_append *keys, size_t budget,
                       ms_sort_take take, void *state, ms_error *error) {
    sorter s = {.sys = sys, .budget = budget ? budget : BUDGET, .take = take, .state = state};
    ms_buffer *const buffers[] = {&s.bytes, &s.index, &s.bounds[0], &s.bounds[1]};
    for (size_t i = 0; i < 4; i++) ms_buffer_init(buffers[i], sys, 0);
    ms_status status = ms_append_flush(rows, error);
    if (status == MS_OK) status = ms_append_flush(keys, error);
    open_reader(&s.rows, rows, 0, rows->length);
    open_reader(&s.keys, keys, 0, keys->length);
    if (status == MS_OK) status = sort_all(&s, error);
    if (status == MS_E_MALFORMED) ms_error_set(error, status, 0, "the sort keys do not fit the rows");
    for (size_t i = 0; i < 4; i++) ms_buffer_free(buffers[i]);
    ms_buffer_free(&s.rows.window);
    ms_buffer_free(&s.keys.window);
    ms_append_close(&s.files[0]);
    ms_append_close(&s.files[1]);
    return status;
}
