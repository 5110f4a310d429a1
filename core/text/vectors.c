/* See vectors.h. Terms get numbers by a hash table; each remembers its entry in the text
 * that is being added, so that a text is never sorted or searched. */
#include "text/vectors.h"

#include <math.h>

#include "base/size.h"

enum { FIRST_ROOM = 64 };

static const size_t MOST = UINT32_MAX / 2; /* of terms, of entries, of bytes of a name */

void ms_vectors_init(ms_vectors *vectors, const ms_sys *sys) {
    *vectors = (ms_vectors){.sys = sys};
}

void ms_vectors_free(ms_vectors *v) {
    if (!v->sys) return;
    ms_sys_free(v->sys, v->terms, v->term_room * sizeof *v->terms);
    ms_sys_free(v->sys, v->slots, v->slot_count * sizeof *v->slots);
    ms_sys_free(v->sys, v->names, v->name_room);
    ms_sys_free(v->sys, v->entries, v->entry_room * sizeof *v->entries);
    ms_sys_free(v->sys, v->starts, v->start_room * sizeof *v->starts);
    ms_sys_free(v->sys, v->masses, ms_vectors_count(v) * sizeof *v->masses);
    ms_vectors_init(v, v->sys);
}

size_t ms_vectors_size(const ms_vectors *v) {
    return v->term_room * sizeof *v->terms + v->slot_count * sizeof *v->slots + v->name_room +
           v->entry_room * sizeof *v->entries + v->start_room * sizeof *v->starts +
           (v->masses ? ms_vectors_count(v) * sizeof *v->masses : 0);
}

/* Makes room for `more` behind count; what is there may move. */
static ms_status reserve(const ms_sys *sys, void **array, size_t size, size_t count, size_t more,
                         size_t *room) {
    if (*room - count >= more) return MS_OK;
    size_t wanted = ms_size_max(*room ? *room * 2 : FIRST_ROOM, count + more);
    size_t bytes;
    if (count > MOST || more > MOST || !ms_size_mul(wanted, size, &bytes)) return MS_E_MEMORY;
    void *larger = ms_sys_resize(sys, *array, *room * size, bytes);
    if (!larger) return MS_E_MEMORY;
    *array = larger;
    *room = wanted;
    return MS_OK;
}

static uint32_t hash_of(ms_slice name) {
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < name.len; i++) {
        hash = (hash ^ (unsigned char)name.ptr[i]) * UINT64_C(0x100000001B3);
    }
    return (uint32_t)(hash ^ hash >> 32);
}

/* The slot of the name, or the free one where it belongs. There is always a free one. */
static uint32_t *find_slot(const ms_vectors *v, ms_slice name, uint32_t hash) {
    size_t i = hash & (v->slot_count - 1);
    while (v->slots[i]) {
        const ms_vector_term *term = &v->terms[v->slots[i] - 1];
        if (term->hash == hash && term->len == name.len &&
            memcmp(v->names + term->from, name.ptr, name.len) == 0) {
            break;
        }
        i = (i + 1) & (v->slot_count - 1);
    }
    return &v->slots[i];
}

static ms_status grow_table(ms_vectors *v) {
    if (v->term_count * 2 < v->slot_count) return MS_OK;
    size_t count;
    if (!ms_size_mul(v->slot_count ? v->slot_count : FIRST_ROOM, 2, &count)) return MS_E_MEMORY;
    uint32_t *slots = ms_sys_array(v->sys, count, sizeof *slots);
    if (!slots) return MS_E_MEMORY;
    for (size_t t = 0; t < v->term_count; t++) {
        size_t i = v->terms[t].hash & (count - 1);
        while (slots[i]) i = (i + 1) & (count - 1);
        slots[i] = (uint32_t)t + 1;
    }
    ms_sys_free(v->sys, v->slots, v->slot_count * sizeof *slots);
    v->slots = slots;
    v->slot_count = count;
    return MS_OK;
}

ms_status ms_vectors_intern(ms_vectors *v, ms_slice name, uint32_t *term, bool *is_new) {
    *is_new = false;
    ms_status status = grow_table(v);
    if (status != MS_OK) return status;
    uint32_t hash = hash_of(name);
    uint32_t *slot = find_slot(v, name, hash);
    if (!*slot) {
        if (name.len > MOST) return MS_E_MEMORY;
        status = reserve(v->sys, (void **)&v->terms, sizeof *v->terms, v->term_count, 1,
                         &v->term_room);
        if (status == MS_OK) {
            status = reserve(v->sys, (void **)&v->names, 1, v->name_bytes, name.len, &v->name_room);
        }
        if (status != MS_OK) return status;
        if (name.len) memcpy(v->names + v->name_bytes, name.ptr, name.len);
        v->terms[v->term_count] = (ms_vector_term){
            .from = v->name_bytes, .len = (uint32_t)name.len, .hash = hash};
        v->name_bytes += name.len;
        *slot = (uint32_t)++v->term_count;
        *is_new = true;
    }
    *term = *slot - 1;
    return MS_OK;
}

/* The first text begins with the first entry. */
static ms_status begin(ms_vectors *v) {
    if (v->start_count) return MS_OK;
    ms_status status =
        reserve(v->sys, (void **)&v->starts, sizeof *v->starts, 0, 1, &v->start_room);
    if (status == MS_OK) v->starts[v->start_count++] = 0;
    return status;
}

ms_status ms_vectors_add(ms_vectors *v, uint32_t number) {
    ms_status status = begin(v);
    if (status != MS_OK) return status;
    ms_vector_term *term = &v->terms[number];
    if (term->count < UINT32_MAX) term->count++;
    if (term->last > v->starts[v->start_count - 1]) {
        v->entries[term->last - 1].weight += 1;
        return MS_OK;
    }
    status = reserve(v->sys, (void **)&v->entries, sizeof *v->entries, v->entry_count, 1,
                     &v->entry_room);
    if (status != MS_OK) return status;
    v->entries[v->entry_count++] = (ms_vector_entry){number, 1};
    term->last = (uint32_t)v->entry_count;
    term->texts++;
    return MS_OK;
}

ms_status ms_vectors_end(ms_vectors *v) {
    ms_status status = begin(v);
    if (status == MS_OK) {
        status = reserve(v->sys, (void **)&v->starts, sizeof *v->starts, v->start_count, 1,
                         &v->start_room);
    }
    if (status == MS_OK) v->starts[v->start_count++] = (uint32_t)v->entry_count;
    return status;
}

ms_status ms_vectors_finish(ms_vectors *v) {
    size_t count = ms_vectors_count(v);
    if (count == 0) return MS_OK;
    v->masses = ms_sys_array(v->sys, count, sizeof *v->masses);
    if (!v->masses) return MS_E_MEMORY;
    float once = logf(1.0F + (float)count); /* most terms are in one text only */
    for (size_t t = 0; t < v->term_count; t++) {
        ms_vector_term *term = &v->terms[t];
        if (term->texts == 1) term->rarity = once;
        else if (term->texts) term->rarity = logf(1.0F + (float)count / (float)term->texts);
    }
    for (size_t i = 0; i < count; i++) {
        float sum = 0;
        for (size_t e = v->starts[i]; e < v->starts[i + 1]; e++) {
            ms_vector_entry *entry = &v->entries[e];
            if (entry->weight > 1) entry->weight = 1 + logf(entry->weight);
            entry->weight *= v->terms[entry->term].rarity;
            sum += entry->weight * entry->weight;
        }
        v->masses[i] = sqrtf(sum);
        for (size_t e = v->starts[i]; e < v->starts[i + 1]; e++) {
            v->entries[e].weight /= v->masses[i];
        }
    }
    return MS_OK;
}
