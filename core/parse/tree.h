/* Markup as a tree that is quick to build and to walk: what xml.c and html.c make.
 *
 * The one idea: nodes lie in document order and say where they end, so that a subtree is a range
 * of nodes, and its text a range of the text.
 *
 *   <a><b>x</b>y</a>     node  0 document  1 a  2 b  3 "x"  4 "y"
 *                        end   5           5    4    4      5
 *                        text  0           0    0    0      1       of "xy"
 */
#ifndef MS_PARSE_TREE_H
#define MS_PARSE_TREE_H

#include "base/buffer.h"
#include "base/ctx.h"

typedef struct ms_tree_node {
    uint32_t name;   /* of an element, from 1; 0 for text and for the document */
    uint32_t parent; /* the node around it */
    uint32_t end;    /* the first node behind it that is not in it */
    uint32_t text;   /* bytes of text before it */
    uint32_t attr;   /* attributes of the nodes before it */
    uint32_t at;     /* where it begins in the source, in bytes */
} ms_tree_node;

typedef struct ms_tree_attr {
    uint32_t name;     /* as of elements */
    uint32_t from, to; /* of the value, in values */
} ms_tree_attr;

typedef struct ms_tree {
    ms_ctx *ctx;
    ms_buffer nodes;  /* of ms_tree_node: the document first, and one behind the last */
    ms_buffer attrs;  /* of ms_tree_attr */
    ms_buffer text;   /* all of it */
    ms_buffer values; /* of attributes */
    ms_buffer names;  /* each once, as written */
    ms_buffer ends;   /* of uint32_t: where each name ends in names */
    ms_buffer slots;  /* of uint32_t: names by their digest */
    uint32_t open;    /* the node being filled */
    uint64_t depth;   /* of that */
} ms_tree;

void ms_tree_init(ms_tree *tree, ms_ctx *ctx);
void ms_tree_free(ms_tree *tree);
/* Bytes that it holds. */
size_t ms_tree_size(const ms_tree *tree);

/* --- building: MS_OK, the meter's limits, MS_E_LIMIT_NESTING, MS_E_LIMIT_MEMORY, MS_E_MEMORY -- */

ms_status ms_tree_begin(ms_tree *tree) MS_CHECKED;
ms_status ms_tree_open(ms_tree *tree, ms_slice name, size_t at) MS_CHECKED;
/* An attribute of the element just opened. */
ms_status ms_tree_add_attr(ms_tree *tree, ms_slice name, ms_slice value) MS_CHECKED;
ms_status ms_tree_add_text(ms_tree *tree, ms_slice text, size_t at) MS_CHECKED;
void ms_tree_close(ms_tree *tree);
/* Closes what is open. Afterwards the tree may be read. */
ms_status ms_tree_end(ms_tree *tree) MS_CHECKED;
/* Fills *error for a status of those above. */
ms_status ms_tree_explain(const ms_tree *tree, ms_status status, size_t at, ms_error *error);

/* --- reading ------------------------------------------------------------------------------ */

static inline const ms_tree_node *ms_tree_nodes(const ms_tree *tree) {
    return (const ms_tree_node *)(const void *)tree->nodes.data;
}

/* How many nodes there are, the document among them. */
static inline size_t ms_tree_count(const ms_tree *tree) {
    return tree->nodes.len / sizeof(ms_tree_node) - 1;
}

/* The text in the node and all below it. */
static inline ms_slice ms_tree_text(const ms_tree *tree, size_t node) {
    const ms_tree_node *nodes = ms_tree_nodes(tree);
    uint32_t end = nodes[nodes[node].end].text;
    return ms_slice_sub(ms_buffer_slice(&tree->text), nodes[node].text, end);
}

/* How many names there are; they count from 1. */
size_t ms_tree_name_count(const ms_tree *tree);
/* As written, with its prefix. */
ms_slice ms_tree_name(const ms_tree *tree, uint32_t name);
/* Without it. */
ms_slice ms_tree_local_name(const ms_tree *tree, uint32_t name);

/* The attributes of a node, and how many there are. */
const ms_tree_attr *ms_tree_attrs(const ms_tree *tree, size_t node, size_t *count);
/* The value of the attribute of that name, with its prefix or, when none has that, without. */
bool ms_tree_find_attr(const ms_tree *tree, size_t node, ms_slice name, ms_slice *value);

#endif
