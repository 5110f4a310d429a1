/* See tree.h. Never recurses: what is deep is data. Never lets a number of nodes or bytes outgrow
 * its 32 bits. */
#include "parse/tree.h"

#include "base/digest.h"
#include "base/size.h"

enum { FIRST_SLOTS = 64, NODE_COST = 8, BUFFERS = 7 };

static ms_tree_node *nodes_of(ms_tree *tree) {
    return (ms_tree_node *)(void *)tree->nodes.data;
}

static uint32_t *numbers_of(const ms_buffer *buffer) {
    return (uint32_t *)(void *)buffer->data;
}

static ms_buffer *buffer_at(ms_tree *tree, size_t i) {
    ms_buffer *const all[BUFFERS] = {&tree->nodes, &tree->attrs, &tree->text, &tree->values,
                                     &tree->names, &tree->ends,  &tree->slots};
    return all[i];
}

void ms_tree_init(ms_tree *tree, ms_ctx *ctx) {
    *tree = (ms_tree){.ctx = ctx};
    uint64_t most = ctx->limits.memory < UINT32_MAX ? ctx->limits.memory : UINT32_MAX;
    for (size_t i = 0; i < BUFFERS; i++) {
        ms_buffer_init(buffer_at(tree, i), ctx->sys, (size_t)most);
    }
}

void ms_tree_free(ms_tree *tree) {
    for (size_t i = 0; i < BUFFERS; i++) ms_buffer_free(buffer_at(tree, i));
}

size_t ms_tree_size(const ms_tree *tree) {
    return tree->nodes.capacity + tree->attrs.capacity + tree->text.capacity +
           tree->values.capacity + tree->names.capacity + tree->ends.capacity +
           tree->slots.capacity;
}

/* --- names -------------------------------------------------------------------------------- */

size_t ms_tree_name_count(const ms_tree *tree) {
    return tree->ends.len / sizeof(uint32_t);
}

ms_slice ms_tree_name(const ms_tree *tree, uint32_t name) {
    if (name == 0) return (ms_slice){0};
    const uint32_t *ends = numbers_of(&tree->ends);
    return ms_slice_sub(ms_buffer_slice(&tree->names), name > 1 ? ends[name - 2] : 0,
                        ends[name - 1]);
}

static ms_slice without_prefix(ms_slice name) {
    const char *colon = name.len ? memchr(name.ptr, ':', name.len) : NULL;
    return colon ? ms_slice_sub(name, (size_t)(colon - name.ptr) + 1, name.len) : name;
}

ms_slice ms_tree_local_name(const ms_tree *tree, uint32_t name) {
    return without_prefix(ms_tree_name(tree, name));
}

/* The slot where the name is or belongs. Many names of one digest are paid for. */
static ms_status find_slot(ms_tree *tree, ms_slice name, size_t *slot) {
    const uint32_t *slots = numbers_of(&tree->slots);
    size_t mask = tree->slots.len / sizeof(uint32_t) - 1;
    size_t at = (size_t)ms_digest(name) & mask;
    while (slots[at] != 0 && !ms_slice_equal(ms_tree_name(tree, slots[at]), name)) {
        at = (at + 1) & mask;
        ms_status status = ms_tick(tree->ctx, 1);
        if (status != MS_OK) return status;
    }
    *slot = at;
    return MS_OK;
}

static ms_status make_slots(ms_tree *tree, size_t count) {
    size_t size = count * sizeof(uint32_t);
    ms_buffer_reset(&tree->slots);
    ms_status status = ms_buffer_reserve(&tree->slots, size);
    if (status != MS_OK) return status;
    memset(tree->slots.data, 0, size);
    tree->slots.len = size;
    for (uint32_t name = 1; name <= ms_tree_name_count(tree); name++) {
        size_t slot;
        status = find_slot(tree, ms_tree_name(tree, name), &slot);
        if (status != MS_OK) return status;
        numbers_of(&tree->slots)[slot] = name;
    }
    return MS_OK;
}

/* The number of a name, which is new or has been met. */
static ms_status number_name(ms_tree *tree, ms_slice name, uint32_t *number) {
    size_t slots = tree->slots.len / sizeof(uint32_t), count = ms_tree_name_count(tree), slot;
    ms_status status = MS_OK;
    if (slots == 0) status = make_slots(tree, FIRST_SLOTS);
    else if (count >= slots / 2) status = make_slots(tree, slots * 2);
    if (status == MS_OK) status = find_slot(tree, name, &slot);
    if (status != MS_OK) return status;
    *number = numbers_of(&tree->slots)[slot];
    if (*number != 0) return MS_OK;
    status = ms_buffer_append_slice(&tree->names, name);
    uint32_t end = (uint32_t)tree->names.len;
    if (status == MS_OK) status = ms_buffer_append(&tree->ends, &end, sizeof end);
    if (status != MS_OK) return status;
    *number = (uint32_t)count + 1;
    numbers_of(&tree->slots)[slot] = *number;
    return MS_OK;
}

/* --- building ----------------------------------------------------------------------------- */

static ms_status add_node(ms_tree *tree, uint32_t name, size_t at) {
    const ms_tree_node node = {
        .name = name,
        .parent = tree->open,
        .text = (uint32_t)tree->text.len,
        .attr = (uint32_t)(tree->attrs.len / sizeof(ms_tree_attr)),
        .at = at < UINT32_MAX ? (uint32_t)at : UINT32_MAX,
    };
    return ms_buffer_append(&tree->nodes, &node, sizeof node);
}

static uint32_t last_of(const ms_tree *tree) {
    return (uint32_t)(tree->nodes.len / sizeof(ms_tree_node) - 1);
}

ms_status ms_tree_begin(ms_tree *tree) {
    for (size_t i = 0; i < BUFFERS; i++) ms_buffer_reset(buffer_at(tree, i));
    tree->open = 0;
    tree->depth = 0;
    return add_node(tree, 0, 0);
}

ms_status ms_tree_open(ms_tree *tree, ms_slice name, size_t at) {
    if (tree->depth >= tree->ctx->limits.nesting) return MS_E_LIMIT_NESTING;
    uint32_t number;
    ms_status status = ms_tick(tree->ctx, NODE_COST + name.len);
    if (status == MS_OK) status = number_name(tree, name, &number);
    if (status == MS_OK) status = add_node(tree, number, at);
    if (status != MS_OK) return status;
    tree->open = last_of(tree);
    tree->depth++;
    return MS_OK;
}

ms_status ms_tree_add_attr(ms_tree *tree, ms_slice name, ms_slice value) {
    ms_tree_attr attr = {.from = (uint32_t)tree->values.len};
    ms_status status = ms_tick(tree->ctx, NODE_COST + name.len + value.len);
    if (status == MS_OK) status = number_name(tree, name, &attr.name);
    if (status == MS_OK) status = ms_buffer_append_slice(&tree->values, value);
    attr.to = (uint32_t)tree->values.len;
    return status == MS_OK ? ms_buffer_append(&tree->attrs, &attr, sizeof attr) : status;
}

ms_status ms_tree_add_text(ms_tree *tree, ms_slice text, size_t at) {
    if (text.len == 0) return MS_OK;
    uint32_t last = last_of(tree);
    const ms_tree_node *node = &nodes_of(tree)[last];
    bool goes_on = last > 0 && node->name == 0 && node->parent == tree->open;
    ms_status status = ms_tick(tree->ctx, text.len);
    if (status == MS_OK && !goes_on) {
        status = add_node(tree, 0, at);
        if (status == MS_OK) nodes_of(tree)[last + 1].end = last + 2;
    }
    return status == MS_OK ? ms_buffer_append_slice(&tree->text, text) : status;
}

void ms_tree_close(ms_tree *tree) {
    ms_tree_node *node = &nodes_of(tree)[tree->open];
    node->end = last_of(tree) + 1;
    tree->open = node->parent;
    if (tree->depth > 0) tree->depth--;
}

ms_status ms_tree_end(ms_tree *tree) {
    while (tree->open != 0) ms_tree_close(tree);
    ms_tree_close(tree);
    return add_node(tree, 0, 0);
}

ms_status ms_tree_explain(const ms_tree *tree, ms_status status, size_t at, ms_error *error) {
    const ms_limits *limits = &tree->ctx->limits;
    if (status == MS_E_LIMIT_NESTING) {
        return ms_limits_hit(limits, status, limits->nesting + 1, at, error);
    }
    if (status == MS_E_LIMIT_MEMORY) {
        return ms_limits_hit(limits, status, ms_tree_size(tree), at, error);
    }
    if (status == MS_E_MEMORY) {
        return ms_error_set(error, status, at, "not enough memory to read the markup");
    }
    return ms_ctx_explain(tree->ctx, status, error);
}

/* --- attributes --------------------------------------------------------------------------- */

const ms_tree_attr *ms_tree_attrs(const ms_tree *tree, size_t node, size_t *count) {
    const ms_tree_node *nodes = ms_tree_nodes(tree);
    *count = nodes[node].name ? nodes[node + 1].attr - nodes[node].attr : 0;
    if (*count == 0) return NULL;
    return (const ms_tree_attr *)(const void *)tree->attrs.data + nodes[node].attr;
}

bool ms_tree_find_attr(const ms_tree *tree, size_t node, ms_slice name, ms_slice *value) {
    size_t count;
    const ms_tree_attr *attrs = ms_tree_attrs(tree, node, &count), *found = NULL;
    for (size_t i = 0; i < count; i++) {
        ms_slice full = ms_tree_name(tree, attrs[i].name);
        if (ms_slice_equal(full, name)) {
            found = &attrs[i];
            break;
        }
        if (!found && full.len > name.len && ms_slice_equal(without_prefix(full), name)) {
            found = &attrs[i];
        }
    }
    if (!found) return false;
    *value = ms_slice_sub(ms_buffer_slice(&tree->values), found->from, found->to);
    return true;
}
