/* See chart.h. Rules that begin alike share the nodes of a tree; from an item, the tree is
 * walked along all that begins where the item ends. It must never hold a pointer into an array
 * across the caller's meaning, which may start another parse. */
#include "interview/chart.h"

#include <string.h>

#include "base/size.h"

enum { MOST_ITEMS = 1 << 16 }; /* of one run */
static const uint32_t NONE = UINT32_MAX;

/* From a node along a symbol to a node; in a table by hash. node NONE is a free slot. */
typedef struct edge {
    uint32_t node, symbol, to;
    bool has_value;
} edge;

typedef struct node {
    uint32_t first; /* chain of rules that end here, in order of their number, or NONE */
} node;

typedef struct ending {
    uint32_t rule, symbol;
    uint32_t next; /* or NONE */
} ending;

/* A rule that is complete, with the values of its elements. */
typedef struct found {
    uint32_t rule, symbol, end, count;
    uint32_t values[MS_CHART_ELEMENTS];
} found;

/* A growable array. */
typedef struct array {
    void *items;
    size_t count, capacity; /* in items */
} array;

struct ms_chart {
    const ms_sys *sys;
    array nodes, endings;
    edge *edges;
    size_t edge_count, edge_slots; /* slots: a power of two, or 0 */
    /* the run */
    uint64_t run;      /* its number */
    size_t tokens;
    array items;       /* of all cells; a cell is filled in one go, so its items lie together */
    array agenda;      /* of the cell being filled: not looked at yet */
    array matches;     /* found: of the item being looked at */
    uint32_t from[MS_CHART_TOKENS + 1], count[MS_CHART_TOKENS + 1]; /* of each cell in items */
};

static void *append(ms_chart *chart, array *a, size_t size) {
    if (a->count == a->capacity) {
        size_t capacity = a->capacity ? a->capacity * 2 : 32, bytes;
        if (a->count >= MOST_ITEMS || !ms_size_mul(capacity, size, &bytes)) return NULL;
        void *items = ms_sys_resize(chart->sys, a->items, a->capacity * size, bytes);
        if (!items) return NULL;
        a->items = items;
        a->capacity = capacity;
    }
    return (char *)a->items + size * a->count++;
}

static void free_array(ms_chart *chart, array *a, size_t size) {
    ms_sys_free(chart->sys, a->items, a->capacity * size);
}

static ms_status add_node(ms_chart *chart, uint32_t *number) {
    node *n = append(chart, &chart->nodes, sizeof *n);
    if (!n) return MS_E_MEMORY;
    *n = (node){NONE};
    *number = (uint32_t)(chart->nodes.count - 1);
    return MS_OK;
}

ms_status ms_chart_new(const ms_sys *sys, ms_chart **out) {
    ms_chart *chart = *out = ms_sys_alloc(sys, sizeof *chart);
    if (!chart) return MS_E_MEMORY;
    chart->sys = sys;
    uint32_t root;
    ms_status status = add_node(chart, &root);
    if (status != MS_OK) {
        ms_chart_free(chart);
        *out = NULL;
    }
    return status;
}

void ms_chart_free(ms_chart *chart) {
    if (!chart) return;
    free_array(chart, &chart->nodes, sizeof(node));
    free_array(chart, &chart->endings, sizeof(ending));
    free_array(chart, &chart->items, sizeof(ms_chart_item));
    free_array(chart, &chart->agenda, sizeof(ms_chart_item));
    free_array(chart, &chart->matches, sizeof(found));
    ms_sys_free(chart->sys, chart->edges, chart->edge_slots * sizeof(edge));
    ms_sys_free(chart->sys, chart, sizeof *chart);
}

size_t ms_chart_size(const ms_chart *chart) {
    return sizeof *chart + chart->nodes.capacity * sizeof(node) +
           chart->endings.capacity * sizeof(ending) + chart->edge_slots * sizeof(edge) +
           chart->matches.capacity * sizeof(found) +
           (chart->items.capacity + chart->agenda.capacity) * sizeof(ms_chart_item);
}

/* --- the tree ----------------------------------------------------------------------------- */

/* The slot of an edge, or the free one where it belongs. */
static edge *find_slot(const ms_chart *chart, uint32_t from, uint32_t symbol) {
    uint64_t key = (uint64_t)from << 32 | symbol;
    size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (chart->edge_slots - 1);
    while (chart->edges[at].node != NONE &&
           (chart->edges[at].node != from || chart->edges[at].symbol != symbol)) {
        at = (at + 1) & (chart->edge_slots - 1);
    }
    return &chart->edges[at];
}

static const edge *find_edge(const ms_chart *chart, uint32_t from, uint32_t symbol) {
    if (chart->edge_slots == 0) return NULL;
    const edge *e = find_slot(chart, from, symbol);
    return e->node == NONE ? NULL : e;
}

static ms_status grow_edges(ms_chart *chart) {
    size_t old_slots = chart->edge_slots, slots = old_slots ? old_slots * 2 : 256;
    edge *old = chart->edges, *edges = ms_sys_array(chart->sys, slots, sizeof *edges);
    if (!edges) return MS_E_MEMORY;
    for (size_t i = 0; i < slots; i++) edges[i].node = NONE;
    chart->edges = edges;
    chart->edge_slots = slots;
    for (size_t i = 0; i < old_slots; i++) {
        if (old[i].node != NONE) *find_slot(chart, old[i].node, old[i].symbol) = old[i];
    }
    ms_sys_free(chart->sys, old, old_slots * sizeof *old);
    return MS_OK;
}

/* The node behind a symbol; made when it is new. */
static ms_status step(ms_chart *chart, uint32_t *at, uint32_t symbol, bool has_value) {
    if (chart->edge_count * 2 >= chart->edge_slots) {
        ms_status status = grow_edges(chart);
        if (status != MS_OK) return status;
    }
    edge *e = find_slot(chart, *at, symbol);
    if (e->node == NONE) {
        uint32_t number;
        ms_status status = add_node(chart, &number);
        if (status != MS_OK) return status;
        *e = (edge){*at, symbol, number, has_value};
        chart->edge_count++;
    }
    *at = e->to;
    return MS_OK;
}

ms_status ms_chart_add(ms_chart *chart, uint32_t rule, uint32_t symbol,
                       const uint32_t *elements, const bool *has_value, size_t count) {
    if (count == 0 || count > MS_CHART_ELEMENTS) return MS_E_USAGE;
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        ms_status status = step(chart, &at, elements[i], has_value[i]);
        if (status != MS_OK) return status;
    }
    ending *e = append(chart, &chart->endings, sizeof *e);
    if (!e) return MS_E_MEMORY;
    uint32_t number = (uint32_t)(chart->endings.count - 1);
    ending *all = chart->endings.items;
    uint32_t *place = &((node *)chart->nodes.items)[at].first;
    while (*place != NONE && all[*place].rule <= rule) place = &all[*place].next;
    *e = (ending){rule, symbol, *place};
    *place = number;
    return MS_OK;
}

/* --- a run -------------------------------------------------------------------------------- */

ms_status ms_chart_begin(ms_chart *chart, size_t tokens) {
    if (tokens > MS_CHART_TOKENS) return MS_E_USAGE;
    chart->run++;
    chart->tokens = tokens;
    chart->items.count = chart->agenda.count = chart->matches.count = 0;
    memset(chart->from, 0, sizeof chart->from);
    memset(chart->count, 0, sizeof chart->count);
    return MS_OK;
}

ms_status ms_chart_put(ms_chart *chart, size_t at, uint32_t symbol, uint32_t value) {
    ms_chart_item *item = append(chart, &chart->agenda, sizeof *item);
    if (!item) return MS_E_MEMORY;
    *item = (ms_chart_item){symbol, (uint32_t)at + 1, value};
    return MS_OK;
}

const ms_chart_item *ms_chart_items(const ms_chart *chart, size_t at, size_t *count) {
    *count = at < chart->tokens ? chart->count[at] : 0;
    return (const ms_chart_item *)chart->items.items + chart->from[at];
}

static bool is_new(const ms_chart *chart, size_t at, const ms_chart_item *item) {
    size_t count;
    const ms_chart_item *items = ms_chart_items(chart, at, &count);
    for (size_t i = 0; i < count; i++) {
        if (items[i].symbol == item->symbol && items[i].end == item->end) return false;
    }
    return true;
}

static ms_status add_item(ms_chart *chart, size_t at, ms_chart_item item) {
    ms_chart_item *place = append(chart, &chart->items, sizeof *place);
    if (!place) return MS_E_MEMORY;
    *place = item;
    chart->count[at]++;
    return MS_OK;
}

/* The rules that are complete from a node on. */
static ms_status walk(ms_chart *chart, uint32_t at_node, uint32_t at, const uint32_t *values,
                      uint32_t value_count, uint64_t *steps) {
    uint32_t next = ((const node *)chart->nodes.items)[at_node].first;
    while (next != NONE) {
        ending e = ((const ending *)chart->endings.items)[next];
        found *f = append(chart, &chart->matches, sizeof *f);
        if (!f) return MS_E_MEMORY;
        *f = (found){e.rule, e.symbol, at, value_count, {0}};
        memcpy(f->values, values, value_count * sizeof *values);
        next = e.next;
    }
    size_t count;
    const ms_chart_item *items = ms_chart_items(chart, at, &count);
    *steps += count + 1;
    for (size_t i = 0; i < count; i++) {
        const edge *e = find_edge(chart, at_node, items[i].symbol);
        if (!e) continue;
        uint32_t longer[MS_CHART_ELEMENTS];
        uint32_t longer_count = value_count;
        memcpy(longer, values, value_count * sizeof *values);
        if (e->has_value) longer[longer_count++] = items[i].value;
        ms_status status = walk(chart, e->to, items[i].end, longer, longer_count, steps);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

/* By number; those of a rule stay in the order in which they were found. */
static void sort_matches(ms_chart *chart) {
    found *all = chart->matches.items;
    for (size_t i = 1; i < chart->matches.count; i++) {
        found one = all[i];
        size_t at = i;
        for (; at > 0 && all[at - 1].rule > one.rule; at--) all[at] = all[at - 1];
        all[at] = one;
    }
}

/* What the rules make of the item and what follows it goes on the agenda. */
static ms_status look(ms_chart *chart, ms_chart_item item, ms_chart_meaning meaning, void *arg,
                      uint64_t *steps) {
    const edge *e = find_edge(chart, 0, item.symbol);
    if (!e) return MS_OK;
    chart->matches.count = 0;
    ms_status status = walk(chart, e->to, item.end, &item.value, e->has_value, steps);
    if (status != MS_OK) return status;
    sort_matches(chart);
    uint64_t run = chart->run;
    for (size_t i = 0; i < chart->matches.count; i++) {
        found f = ((const found *)chart->matches.items)[i];
        uint32_t value = 0;
        bool is_one = meaning(arg, f.rule, f.values, f.count, &value);
        if (chart->run != run) return MS_E_USAGE;
        if (!is_one) continue;
        ms_chart_item *more = append(chart, &chart->agenda, sizeof *more);
        if (!more) return MS_E_MEMORY;
        *more = (ms_chart_item){f.symbol, f.end, value};
    }
    return MS_OK;
}

ms_status ms_chart_fill(ms_chart *chart, size_t at, bool is_through, ms_chart_meaning meaning,
                        void *arg, uint64_t *steps) {
    if (at >= chart->tokens) return MS_E_USAGE;
    ms_status status = MS_OK;
    chart->from[at] = (uint32_t)chart->items.count;
    for (size_t i = 0; i < chart->agenda.count && status == MS_OK; i++) {
        ms_chart_item item = ((const ms_chart_item *)chart->agenda.items)[i];
        if (!is_new(chart, at, &item)) continue;
        status = add_item(chart, at, item);
        if (status == MS_OK) status = look(chart, item, meaning, arg, steps);
    }
    size_t count = is_through ? chart->count[at + 1] : 0;
    for (size_t i = 0; i < count && status == MS_OK; i++) {
        const ms_chart_item *next = chart->items.items;
        status = add_item(chart, at, next[chart->from[at + 1] + i]);
    }
    chart->agenda.count = 0;
    return status;
}
