/* See literals.h. It must never miss an occurrence: every filter before memcmp may only let too
 * much pass. */
#include "regex/literals.h"

#include "base/buffer.h"
#include "base/size.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define MS_AVX2 __attribute__((target("avx2,bmi")))
#endif

enum {
    GROUPS = 5,       /* of literals, by how many of their first bytes are hashed */
    BUCKETS = 8,      /* of fingerprints: one bit each */
    PRINT = 3,        /* bytes of a fingerprint */
    BITS_EACH = 16,   /* of a bitmap for each literal */
    MOST_BITS = 1 << 21 /* of a bitmap: 256 KiB */
};
static const size_t key_sizes[GROUPS] = {1, 2, 3, 4, 6};
static const uint32_t NONE = UINT32_MAX;

typedef struct literal {
    uint64_t key;   /* the hashed bytes, for a quick no */
    size_t offset;  /* in bytes */
    uint32_t len;
    uint32_t next;  /* in its chain, or NONE */
} literal;

typedef struct group {
    uint64_t mask;      /* of the bytes hashed, in a little-endian load */
    uint64_t *bits;     /* one for each hash that some literal has */
    uint32_t *heads;    /* chains of literals by hash */
    size_t bit_words;   /* of bits */
    size_t head_count;  /* a power of two */
    unsigned bit_shift, head_shift; /* from the 64-bit hash */
} group;

struct ms_literals {
    const ms_sys *sys;
    ms_buffer bytes;     /* of all literals */
    literal *items;
    size_t count, capacity;
    uint32_t *known;     /* open addressing over whole literals, while adding */
    size_t known_size;   /* a power of two */
    group groups[GROUPS];
    unsigned used[GROUPS], used_count; /* groups that hold something */
    uint8_t low[PRINT][16], high[PRINT][16]; /* buckets by nibble of each byte */
    uint8_t first[256];  /* whether some literal begins with this byte, for the scalar twin */
    size_t longest;
    size_t pair[2];      /* a single literal: offsets of its rarer bytes */
    bool is_single, use_simd;
};

static uint64_t hash_key(uint64_t key) {
    return key * UINT64_C(0x9E3779B97F4A7C15);
}

static uint64_t hash_bytes(ms_slice s) {
    uint64_t hash = s.len;
    for (size_t i = 0; i < s.len; i++) {
        hash = (hash ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001B3);
    }
    return hash_key(hash);
}

/* Eight bytes at `at`, zeros behind the end. */
static inline uint64_t load_key(ms_slice s, size_t at) {
    uint64_t key = 0;
    size_t left = s.len - at;
    memcpy(&key, s.ptr + at, left < 8 ? left : 8);
    return key;
}

ms_status ms_literals_new(const ms_sys *sys, ms_literals **out) {
    ms_literals *literals = *out = ms_sys_alloc(sys, sizeof *literals);
    if (!literals) return MS_E_MEMORY;
    literals->sys = sys;
    ms_buffer_init(&literals->bytes, sys, UINT32_MAX);
    return MS_OK;
}

void ms_literals_free(ms_literals *literals) {
    if (!literals) return;
    const ms_sys *sys = literals->sys;
    for (size_t i = 0; i < GROUPS; i++) {
        group *g = &literals->groups[i];
        ms_sys_free(sys, g->bits, g->bit_words * sizeof *g->bits);
        ms_sys_free(sys, g->heads, g->head_count * sizeof *g->heads);
    }
    ms_sys_free(sys, literals->known, literals->known_size * sizeof *literals->known);
    ms_sys_free(sys, literals->items, literals->capacity * sizeof *literals->items);
    ms_buffer_free(&literals->bytes);
    ms_sys_free(sys, literals, sizeof *literals);
}

ms_slice ms_literals_get(const ms_literals *literals, uint32_t id) {
    const literal *item = &literals->items[id];
    const char *bytes = literals->bytes.data ? literals->bytes.data : "";
    return (ms_slice){bytes + item->offset, item->len};
}

/* The slot of a literal in `known`: its own, or the free one where it belongs. */
static uint32_t *find_slot(const ms_literals *literals, ms_slice bytes) {
    size_t at = (size_t)(hash_bytes(bytes) >> 20) & (literals->known_size - 1);
    while (literals->known[at] != NONE &&
           !ms_slice_equal(ms_literals_get(literals, literals->known[at]), bytes)) {
        at = (at + 1) & (literals->known_size - 1);
    }
    return &literals->known[at];
}

static ms_status grow(ms_literals *literals) {
    size_t capacity = literals->capacity ? literals->capacity * 2 : 16;
    size_t size = literals->capacity * sizeof *literals->items, new_size;
    if (!ms_size_mul(capacity, sizeof *literals->items, &new_size)) return MS_E_MEMORY;
    literal *items = ms_sys_resize(literals->sys, literals->items, size, new_size);
    if (!items) return MS_E_MEMORY;
    literals->items = items;
    literals->capacity = capacity;
    uint32_t *known = ms_sys_array(literals->sys, capacity * 2, sizeof *known);
    if (!known) return MS_E_MEMORY;
    ms_sys_free(literals->sys, literals->known, literals->known_size * sizeof *known);
    memset(known, 0xFF, capacity * 2 * sizeof *known);
    literals->known = known;
    literals->known_size = capacity * 2;
    for (uint32_t id = 0; id < literals->count; id++) {
        *find_slot(literals, ms_literals_get(literals, id)) = id;
    }
    return MS_OK;
}

ms_status ms_literals_add(ms_literals *literals, ms_slice bytes, uint32_t *id) {
    if (bytes.len == 0 || bytes.len > UINT32_MAX) return MS_E_USAGE;
    if (literals->count >= NONE - 1) return MS_E_USAGE;
    if (literals->count * 2 >= literals->known_size) {
        ms_status status = grow(literals);
        if (status != MS_OK) return status;
    }
    uint32_t *slot = find_slot(literals, bytes);
    if (*slot == NONE) {
        size_t offset = literals->bytes.len;
        ms_status status = ms_buffer_append_slice(&literals->bytes, bytes);
        if (status != MS_OK) return status;
        *slot = (uint32_t)literals->count;
        literals->items[literals->count++] = (literal){0, offset, (uint32_t)bytes.len, NONE};
        literals->longest = ms_size_max(literals->longest, bytes.len);
    }
    *id = *slot;
    return MS_OK;
}

/* --- building ----------------------------------------------------------------------------- */

static unsigned group_of(size_t len) {
    unsigned g = GROUPS - 1;
    while (key_sizes[g] > len) g--;
    return g;
}

static ms_status build_group(ms_literals *literals, unsigned index) {
    group *g = &literals->groups[index];
    size_t count = 0;
    for (size_t i = 0; i < literals->count; i++) {
        count += group_of(literals->items[i].len) == index;
    }
    if (count == 0) return MS_OK;
    unsigned bits = 10, heads = 4;
    while (((size_t)1 << bits) < count * BITS_EACH && ((size_t)1 << bits) < MOST_BITS) bits++;
    while (((size_t)1 << heads) < count * 2) heads++;
    g->mask = (UINT64_C(1) << (8 * key_sizes[index])) - 1;
    g->bit_shift = 64 - bits;
    g->head_shift = 64 - heads;
    g->bits = ms_sys_array(literals->sys, (size_t)1 << (bits - 6), sizeof *g->bits);
    if (!g->bits) return MS_E_MEMORY;
    g->bit_words = (size_t)1 << (bits - 6);
    g->heads = ms_sys_array(literals->sys, (size_t)1 << heads, sizeof *g->heads);
    if (!g->heads) return MS_E_MEMORY;
    g->head_count = (size_t)1 << heads;
    memset(g->heads, 0xFF, g->head_count * sizeof *g->heads);
    for (uint32_t id = 0; id < literals->count; id++) {
        literal *item = &literals->items[id];
        if (group_of(item->len) != index) continue;
        item->key = load_key(ms_literals_get(literals, id), 0) & g->mask;
        uint64_t hash = hash_key(item->key), bit = hash >> g->bit_shift;
        g->bits[bit >> 6] |= UINT64_C(1) << (bit & 63);
        item->next = g->heads[hash >> g->head_shift];
        g->heads[hash >> g->head_shift] = id;
    }
    literals->used[literals->used_count++] = index;
    return MS_OK;
}

static void add_print(ms_literals *literals, ms_slice bytes, unsigned bucket) {
    uint8_t bit = (uint8_t)(1U << bucket);
    for (size_t i = 0; i < PRINT; i++) {
        if (i < bytes.len) {
            literals->low[i][(unsigned char)bytes.ptr[i] & 15] |= bit;
            literals->high[i][(unsigned char)bytes.ptr[i] >> 4] |= bit;
        } else {
            for (size_t n = 0; n < 16; n++) {
                literals->low[i][n] |= bit;
                literals->high[i][n] |= bit;
            }
        }
    }
    literals->first[(unsigned char)bytes.ptr[0]] = 1;
}

static int compare_ids(const ms_literals *literals, uint32_t a, uint32_t b) {
    return ms_slice_compare(ms_literals_get(literals, a), ms_literals_get(literals, b));
}

static void sift_down(const ms_literals *literals, uint32_t *ids, size_t root, size_t count) {
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && compare_ids(literals, ids[child], ids[child + 1]) < 0) child++;
        if (compare_ids(literals, ids[root], ids[child]) >= 0) return;
        uint32_t id = ids[root];
        ids[root] = ids[child];
        ids[child] = id;
    }
}

static void sort_ids(const ms_literals *literals, uint32_t *ids, size_t count) {
    for (size_t i = count / 2; i-- > 0;) sift_down(literals, ids, i, count);
    for (size_t i = count; i-- > 1;) {
        uint32_t id = ids[0];
        ids[0] = ids[i];
        ids[i] = id;
        sift_down(literals, ids, 0, i);
    }
}

/* Neighbours in byte order share a bucket, so that the nibbles of a bucket stay few; literals
 * shorter than a fingerprint, which match anything behind them, have the last bucket to
 * themselves. */
static ms_status build_prints(ms_literals *literals) {
    uint32_t *ids = ms_sys_array(literals->sys, literals->count, sizeof *ids);
    if (!ids) return MS_E_MEMORY;
    for (uint32_t id = 0; id < literals->count; id++) ids[id] = id;
    sort_ids(literals, ids, literals->count);
    size_t prefixes = 0, seen = 0; /* different ones, of literals that fill a fingerprint */
    bool has_short = false;
    ms_slice last = {NULL, 0};
    for (int pass = 0; pass < 2; pass++) {
        unsigned buckets = has_short ? BUCKETS - 1 : BUCKETS;
        for (size_t i = 0; i < literals->count; i++) {
            ms_slice bytes = ms_literals_get(literals, ids[i]);
            ms_slice prefix = ms_slice_sub(bytes, 0, PRINT);
            bool is_new = !ms_slice_equal(prefix, last);
            last = prefix;
            if (pass == 0) {
                if (bytes.len < PRINT) has_short = true;
                prefixes += bytes.len >= PRINT && is_new;
            } else if (bytes.len < PRINT) {
                add_print(literals, bytes, BUCKETS - 1);
            } else {
                seen += is_new;
                add_print(literals, bytes,
                          (unsigned)((seen - 1) * buckets / ms_size_max(prefixes, 1)));
            }
        }
        last = (ms_slice){NULL, 0};
    }
    ms_sys_free(literals->sys, ids, literals->count * sizeof *ids);
    return MS_OK;
}

/* How common a byte is in Chinese and English text, roughly. */
static int commonness(unsigned char byte) {
    if (byte >= 0xE3 && byte <= 0xEF) return 10;
    if (byte == ' ' || byte == 'e' || byte == 't' || byte == 'a') return 8;
    if (byte == 0x80 || byte == 0xBC || byte == 0xBA || byte == 0xB8) return 6;
    if (byte >= 'a' && byte <= 'z') return 5;
    return byte >= 0x80 ? 3 : 2;
}

static void choose_pair(ms_literals *literals) {
    ms_slice s = ms_literals_get(literals, 0);
    size_t best = 0, second = 1;
    for (size_t i = 0; i < s.len && i < 64; i++) {
        if (commonness((unsigned char)s.ptr[i]) < commonness((unsigned char)s.ptr[best])) {
            best = i;
        }
    }
    if (best == 1) second = 0;
    for (size_t i = 0; i < s.len && i < 64; i++) {
        if (i != best &&
            commonness((unsigned char)s.ptr[i]) < commonness((unsigned char)s.ptr[second])) {
            second = i;
        }
    }
    literals->pair[0] = ms_size_min(best, second);
    literals->pair[1] = ms_size_max(best, second);
}

ms_status ms_literals_build(ms_literals *literals, bool no_simd) {
#if defined(__x86_64__)
    literals->use_simd =
        !no_simd && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
#else
    (void)no_simd;
#endif
    ms_sys_free(literals->sys, literals->known, literals->known_size * sizeof *literals->known);
    literals->known = NULL;
    literals->known_size = 0;
    if (literals->count == 0) return MS_OK;
    for (unsigned i = 0; i < GROUPS; i++) {
        ms_status status = build_group(literals, i);
        if (status != MS_OK) return status;
    }
    literals->is_single = literals->count == 1 && literals->items[0].len >= 2;
    if (literals->is_single) choose_pair(literals);
    return build_prints(literals);
}

size_t ms_literals_count(const ms_literals *literals) {
    return literals->count;
}

size_t ms_literals_longest(const ms_literals *literals) {
    return literals->longest;
}

size_t ms_literals_size(const ms_literals *literals) {
    size_t size =
        sizeof *literals + literals->bytes.capacity + literals->capacity * sizeof(literal);
    for (size_t i = 0; i < GROUPS; i++) {
        size += literals->groups[i].bit_words * 8 + literals->groups[i].head_count * 4;
    }
    return size;
}

/* --- scanning ----------------------------------------------------------------------------- */

typedef struct scan {
    const ms_literals *literals;
    ms_slice subject;
    ms_literals_fn fn;
    void *arg;
} scan;

/* Walks the chain of a hash that the bitmap let pass. */
static bool verify(const scan *s, const group *g, uint64_t key, uint64_t hash, size_t at) {
    const ms_literals *literals = s->literals;
    for (uint32_t id = g->heads[hash >> g->head_shift]; id != NONE;) {
        const literal *item = &literals->items[id];
        uint32_t next = item->next;
        if (item->key == key && item->len <= s->subject.len - at &&
            memcmp(literals->bytes.data + item->offset, s->subject.ptr + at, item->len) == 0 &&
            !s->fn(s->arg, at, id)) {
            return false;
        }
        id = next;
    }
    return true;
}

/* What is asked of the bitmap at each start offset, when there is one group: kept in
 * registers. */
typedef struct probe {
    uint64_t mask;
    const uint64_t *bits;
    unsigned shift;
} probe;

static inline __attribute__((always_inline)) bool is_likely(const probe *p, const char *at) {
    uint64_t word;
    memcpy(&word, at, 8);
    uint64_t bit = hash_key(word & p->mask) >> p->shift;
    return p->bits[bit >> 6] >> (bit & 63) & 1;
}

/* Looks at one start offset; false when the caller's function wants no more. */
static inline __attribute__((always_inline)) bool check_at(const scan *s, size_t at) {
    uint64_t word;
    if (s->subject.len - at >= 8) {
        memcpy(&word, s->subject.ptr + at, 8);
    } else {
        word = load_key(s->subject, at);
    }
    for (unsigned i = 0; i < s->literals->used_count; i++) {
        const group *g = &s->literals->groups[s->literals->used[i]];
        uint64_t key = word & g->mask, hash = hash_key(key), bit = hash >> g->bit_shift;
        if (g->bits[bit >> 6] >> (bit & 63) & 1 && !verify(s, g, key, hash, at)) return false;
    }
    return true;
}

static bool scan_scalar(const scan *s, size_t from, size_t to) {
    for (size_t at = from; at < to; at++) {
        if (!s->literals->first[(unsigned char)s->subject.ptr[at]]) continue;
        if (!check_at(s, at)) return false;
    }
    return true;
}

#if defined(MS_AVX2)
static inline MS_AVX2 __m256i lookup(const uint8_t *low, const uint8_t *high,
                                     const char *from) {
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)from);
    __m256i nibble = _mm256_set1_epi8(15);
    __m256i lows =
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)low));
    __m256i highs =
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)high));
    __m256i a = _mm256_shuffle_epi8(lows, _mm256_and_si256(bytes, nibble));
    __m256i b = _mm256_shuffle_epi8(highs, _mm256_and_si256(_mm256_srli_epi16(bytes, 4),
                                                            nibble));
    return _mm256_and_si256(a, b);
}

/* One bit for each of the 32 start offsets whose fingerprint some bucket has. */
static inline MS_AVX2 uint32_t fingerprints(const ms_literals *l, const char *from) {
    __m256i hit = lookup(l->low[0], l->high[0], from);
    hit = _mm256_and_si256(hit, lookup(l->low[1], l->high[1], from + 1));
    hit = _mm256_and_si256(hit, lookup(l->low[2], l->high[2], from + 2));
    return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(hit, _mm256_setzero_si256()));
}

static MS_AVX2 bool scan_prints(const scan *s, size_t from, size_t to) {
    const char *text = s->subject.ptr;
    const group *only = &s->literals->groups[s->literals->used[0]];
    probe p = {only->mask, only->bits, only->bit_shift};
    bool is_one_group = s->literals->used_count == 1;
    size_t at = from;
    while (at < to && s->subject.len - at >= 32 + 8) {
        uint32_t mask = fingerprints(s->literals, text + at);
        if (to - at < 32) mask &= (UINT32_C(1) << (to - at)) - 1;
        for (; mask; mask &= mask - 1) {
            size_t start = at + (size_t)__builtin_ctz(mask);
            if (is_one_group && !is_likely(&p, text + start)) continue;
            if (!check_at(s, start)) return false;
        }
        at += 32;
    }
    if (at >= to) return true;
    char tail[64] = {0};
    memcpy(tail, text + at, s->subject.len - at);
    uint32_t mask = fingerprints(s->literals, tail);
    if (to - at < 32) mask &= (UINT32_C(1) << (to - at)) - 1;
    for (; mask; mask &= mask - 1) {
        if (!check_at(s, at + (size_t)__builtin_ctz(mask))) return false;
    }
    return scan_scalar(s, ms_size_min(at + 32, to), to);
}

/* A single literal by two of its bytes. */
static MS_AVX2 bool scan_pair(const scan *s, size_t from, size_t to) {
    const ms_literals *l = s->literals;
    ms_slice needle = ms_literals_get(l, 0);
    if (s->subject.len < needle.len) return true;
    to = ms_size_min(to, s->subject.len - needle.len + 1);
    const char *text = s->subject.ptr;
    __m256i a = _mm256_set1_epi8(needle.ptr[l->pair[0]]);
    __m256i b = _mm256_set1_epi8(needle.ptr[l->pair[1]]);
    size_t at = from;
    while (at < to && s->subject.len - at >= 32 + l->pair[1]) {
        const char *here = text + at;
        __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(here + l->pair[0]));
        __m256i y = _mm256_loadu_si256((const __m256i *)(const void *)(here + l->pair[1]));
        __m256i both = _mm256_and_si256(_mm256_cmpeq_epi8(x, a), _mm256_cmpeq_epi8(y, b));
        uint32_t mask = (uint32_t)_mm256_movemask_epi8(both);
        if (to - at < 32) mask &= (UINT32_C(1) << (to - at)) - 1;
        for (; mask; mask &= mask - 1) {
            size_t start = at + (size_t)__builtin_ctz(mask);
            if (memcmp(text + start, needle.ptr, needle.len) == 0 && !s->fn(s->arg, start, 0)) {
                return false;
            }
        }
        at += 32;
    }
    return scan_scalar(s, ms_size_min(at, to), to);
}
#endif

bool ms_literals_scan(const ms_literals *literals, ms_slice subject, size_t from, size_t to,
                      ms_literals_fn fn, void *arg) {
    scan s = {literals, subject, fn, arg};
    to = ms_size_min(to, subject.len);
    if (literals->count == 0 || from >= to) return true;
#if defined(MS_AVX2)
    if (literals->use_simd && literals->is_single) return scan_pair(&s, from, to);
    if (literals->use_simd) return scan_prints(&s, from, to);
#endif
    return scan_scalar(&s, from, to);
}
