/* Any bytes as HTML: an error or a tree that holds together, in bounded time. */
#include "parse/html.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ms_ctx ctx;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_tree tree;
    ms_tree_init(&tree, &ctx);
    ms_error error = {0};
    ms_status status = ms_html_read(&tree, ms_slice_of((const char *)data, size), &error);
    assert(status == MS_OK || error.code == status);
    for (size_t i = 0; status == MS_OK && i < ms_tree_count(&tree); i++) {
        const ms_tree_node *node = &ms_tree_nodes(&tree)[i];
        assert(node->end > i && (i == 0 || node->end <= ms_tree_nodes(&tree)[node->parent].end));
        assert(ms_tree_text(&tree, i).len <= tree.text.len);
    }
    ms_tree_free(&tree);
    return 0;
}
