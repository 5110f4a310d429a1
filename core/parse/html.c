/* See html.h.
 *
 * gumbo checks no allocation and frees its tree by recursion. So all its memory is an arena of
 * ours: what is refused leaves gumbo by a jump, and the arena goes as a whole. It also looks
 * through all open elements for many a tag, so documents that open thousands are refused
 * before it sees them. Never calls gumbo_destroy_output. */
#include "parse/html.h"

#include <gumbo.h>
#include <setjmp.h>

#include "base/arena.h"

/* Open elements in the source for each level that the tree may have: real pages leave some
 * unclosed. */
enum { OPEN_A_LEVEL = 16, ALLOCATION_COST = 64, BLOCK_MOST = 128 * 1024 };

typedef struct reading {
    ms_tree *tree;
    ms_slice bytes;
    ms_arena arena;   /* gumbo's */
    ms_status status; /* why it was left */
    jmp_buf leave;
} reading;

/* --- before gumbo ------------------------------------------------------------------------- */

/* Elements without an end tag, or whose end tag people leave out. */
static bool is_closed_by_others(ms_slice name) {
    static const char others[] =
        " area base body br col colgroup dd dt embed head hr html img input keygen li link meta "
        "option optgroup p param rp rt source tbody td tfoot th thead tr track wbr ";
    char key[16] = " ";
    if (name.len == 0 || name.len > sizeof key - 3) return false;
    for (size_t i = 0; i < name.len; i++) key[i + 1] = (char)(name.ptr[i] | 0x20);
    key[name.len + 1] = ' ';
    return strstr(others, key) != NULL;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The most elements that are open at once, as far as tags alone can tell. */
static uint64_t count_open(ms_slice bytes) {
    uint64_t open = 0, most = 0;
    const char *end = bytes.len ? bytes.ptr + bytes.len : bytes.ptr;
    for (const char *at = bytes.ptr; at && at < end; at++) {
        at = memchr(at, '<', (size_t)(end - at));
        if (!at) break;
        bool is_end = end - at > 1 && at[1] == '/';
        const char *name = at + 1 + is_end, *to = name;
        while (to < end && to - name < 16 && is_letter(*to)) to++;
        if (to == name || is_closed_by_others(ms_slice_of(name, (size_t)(to - name)))) continue;
        if (!is_end) open++;
        else if (open > 0) open--;
        if (open > most) most = open;
    }
    return most;
}

/* --- gumbo -------------------------------------------------------------------------------- */

static _Noreturn void leave(reading *read, ms_status status) {
    read->status = status;
    longjmp(read->leave, 1);
}

static void *allocate(void *user, size_t size) {
    reading *read = user;
    ms_status status = ms_tick(read->tree->ctx, ALLOCATION_COST);
    if (status != MS_OK) leave(read, status);
    void *memory = ms_arena_alloc(&read->arena, size ? size : 1);
    if (!memory) {
        bool is_full = read->arena.max - read->arena.held < BLOCK_MOST ||
                       read->arena.max - read->arena.held - BLOCK_MOST < size;
        leave(read, is_full ? MS_E_LIMIT_MEMORY : MS_E_MEMORY);
    }
    return memory;
}

static void release(void *user, void *memory) {
    (void)user, (void)memory; /* the arena goes as a whole */
}

/* --- its tree to ours --------------------------------------------------------------------- */

static size_t place_of(const reading *read, const char *in_source) {
    if (!in_source || in_source < read->bytes.ptr) return 0;
    return (size_t)(in_source - read->bytes.ptr);
}

static ms_status add_text(const reading *read, const GumboText *text) {
    return ms_tree_add_text(read->tree, ms_slice_str(text->text),
                            place_of(read, text->original_text.data));
}

static ms_slice name_of(const GumboElement *element) {
    if (element->tag != GUMBO_TAG_UNKNOWN) {
        return ms_slice_str(gumbo_normalized_tagname(element->tag));
    }
    GumboStringPiece original = element->original_tag;
    gumbo_tag_from_original_text(&original);
    return ms_slice_of(original.data, original.length);
}

static ms_status open_element(const reading *read, const GumboElement *element) {
    ms_status status = ms_tree_open(read->tree, name_of(element),
                                    place_of(read, element->original_tag.data));
    for (unsigned i = 0; status == MS_OK && i < element->attributes.length; i++) {
        const GumboAttribute *attribute = element->attributes.data[i];
        status = ms_tree_add_attr(read->tree, ms_slice_str(attribute->name),
                                  ms_slice_str(attribute->value));
    }
    return status;
}

static const GumboVector *children_of(const GumboNode *node) {
    if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
    bool is_element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
    return is_element ? &node->v.element.children : NULL;
}

static bool is_left_out(const GumboNode *node) {
    return node->type == GUMBO_NODE_COMMENT || node->type == GUMBO_NODE_TEMPLATE ||
           (node->type == GUMBO_NODE_ELEMENT &&
            (node->v.element.tag == GUMBO_TAG_SCRIPT || node->v.element.tag == GUMBO_TAG_STYLE));
}

/* The node after this one, the elements that end between them closed; NULL at the end. */
static const GumboNode *next_node(ms_tree *tree, const GumboNode *node, bool is_entered) {
    const GumboVector *children = is_entered ? children_of(node) : NULL;
    if (children && children->length > 0) return children->data[0];
    if (is_entered && children) ms_tree_close(tree);
    for (const GumboNode *around = node->parent; around; around = around->parent) {
        const GumboVector *siblings = children_of(around);
        size_t next = node->index_within_parent + 1;
        if (next < siblings->length) return siblings->data[next];
        if (around->type == GUMBO_NODE_DOCUMENT) return NULL;
        ms_tree_close(tree);
        node = around;
    }
    return NULL;
}

static ms_status copy_tree(const reading *read, const GumboNode *document) {
    ms_status status = MS_OK;
    const GumboVector *top = &document->v.document.children;
    const GumboNode *node = top->length > 0 ? top->data[0] : NULL;
    while (node && status == MS_OK) {
        bool is_entered = !is_left_out(node);
        if (is_entered) {
            bool is_element = node->type == GUMBO_NODE_ELEMENT;
            status = is_element ? open_element(read, &node->v.element)
                                : add_text(read, &node->v.text);
        }
        if (status == MS_OK) node = next_node(read->tree, node, is_entered);
    }
    return status;
}

static ms_status read_by_gumbo(reading *read) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = read;
    options.max_errors = 0;
    if (setjmp(read->leave)) return read->status;
    ms_slice bytes = read->bytes;
    const GumboOutput *output = gumbo_parse_with_options(&options, bytes.ptr, bytes.len);
    return copy_tree(read, output->document);
}

ms_status ms_html_read(ms_tree *tree, ms_slice bytes, ms_error *error) {
    const ms_limits *limits = &tree->ctx->limits;
    ms_status status = ms_tree_begin(tree);
    if (status == MS_OK) status = ms_tick(tree->ctx, bytes.len);
    uint64_t open = status == MS_OK ? count_open(bytes) : 0;
    if (open / OPEN_A_LEVEL > limits->nesting) {
        return ms_limits_hit(limits, MS_E_LIMIT_NESTING, open, 0, error);
    }
    reading read = {.tree = tree, .bytes = bytes};
    ms_arena_init(&read.arena, tree->ctx->sys, (size_t)limits->memory);
    if (status == MS_OK && bytes.len > 0) status = read_by_gumbo(&read);
    ms_arena_free(&read.arena);
    if (status == MS_OK) status = ms_tree_end(tree);
    return status == MS_OK ? MS_OK : ms_tree_explain(tree, status, 0, error);
}
