/* XML and HTML in: what is refused, how long it may take, and that no allocation is missed. */
#include "support.h"

#include "parse/html.h"
#include "parse/xml.h"

typedef ms_status reader(ms_tree *tree, ms_slice bytes, ms_error *error);

static ms_status read_with(reader *read, const ms_sys *sys, ms_slice bytes, ms_tree *tree,
                           ms_ctx *ctx, ms_error *error) {
    ms_ctx_init(ctx, sys);
    ms_tree_init(tree, ctx);
    *error = (ms_error){0};
    return read(tree, bytes, error);
}

static void check_status(reader *read, const char *text, ms_status expected) {
    ms_ctx ctx;
    ms_tree tree;
    ms_error error;
    ms_status status = read_with(read, ms_sys_real(), ms_slice_str(text), &tree, &ctx, &error);
    ms_tree_free(&tree);
    if (status != expected) {
        fail_msg("'%.60s' gave %s (%s), not %s", text, ms_status_name(status), error.message,
                 ms_status_name(expected));
    }
    if (expected != MS_OK) assert_true(error.message[0] != '\0');
}

static void xml_refuses(void **state) {
    (void)state;
    check_status(ms_xml_read, "<a/>", MS_OK);
    check_status(ms_xml_read, "<!DOCTYPE a><a/>", MS_OK);
    check_status(ms_xml_read, "<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a>&nbsp;&x;</a>", MS_OK);
    check_status(ms_xml_read, "<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", MS_OK);
    check_status(ms_xml_read, "", MS_E_TRUNCATED);
    check_status(ms_xml_read, "<a><b>", MS_E_TRUNCATED);
    check_status(ms_xml_read, "<a></b>", MS_E_MALFORMED);
    check_status(ms_xml_read, "<a b='1' b='2'/>", MS_E_MALFORMED);
    check_status(ms_xml_read, "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", MS_E_UNSUPPORTED);
    check_status(ms_xml_read, "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
                 MS_E_UNSUPPORTED);
    check_status(ms_xml_read, "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://h/'> %x;]><a/>", MS_E_UNSUPPORTED);
    check_status(ms_xml_read, "<!DOCTYPE a [<!ENTITY l 'l'><!ENTITY m '&l;&l;'>]><a b='&m;'/>",
                 MS_E_UNSUPPORTED);
    check_status(ms_xml_read, "<!DOCTYPE a [<!ATTLIST b c CDATA 'd'>]><a><b/></a>", MS_E_UNSUPPORTED);
}

/* What came before damage is there, closed. */
static void xml_keeps_what_came(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_tree tree;
    ms_error error;
    ms_slice text = MS_SLICE("<a><b c='d'>one</b><b>two");
    assert_int_equal(read_with(ms_xml_read, ms_sys_real(), text, &tree, &ctx, &error),
                     MS_E_TRUNCATED);
    assert_int_equal(ms_tree_count(&tree), 6);
    assert_slice_equal(ms_tree_text(&tree, 1), "onetwo");
    assert_slice_equal(ms_tree_text(&tree, 4), "two");
    ms_slice value;
    assert_true(ms_tree_find_attr(&tree, 2, MS_SLICE("c"), &value));
    assert_slice_equal(value, "d");
    ms_tree_free(&tree);
}

static char *repeated(const char *before, const char *part, size_t count, const char *after,
                      size_t *len) {
    size_t size = strlen(part);
    *len = strlen(before) + count * size + strlen(after);
    char *text = malloc(*len + 1);
    assert_non_null(text);
    strcpy(text, before);
    char *at = text + strlen(before);
    for (size_t i = 0; i < count; i++, at += size) memcpy(at, part, size);
    strcpy(at, after);
    return text;
}

/* Nothing takes time that grows faster than the document, or it is refused early. */
static void hostile(void **state) {
    (void)state;
    static const struct {
        reader *read;
        const char *before, *part, *after;
        size_t count;
        bool is_refused;
    } cases[] = {
        {ms_xml_read, "", "<a>", "", 300000, true},
        {ms_xml_read, "<a>", "<b c='d'/>", "</a>", 300000, false},
        {ms_xml_read, "<a>", "x\n", "</a>", 1000000, false},
        {ms_xml_read, "<a b='", "xxxxxxxxxx", "'/>", 300000, false},
        {ms_xml_read, "<a><!--", " - - - - -", " --></a>", 300000, false},
        {ms_xml_read, "<a><![CDATA[", "]]]]]]]]]]", "]]></a>", 300000, false},
        {ms_html_read, "", "<div>", "", 300000, true},
        {ms_html_read, "", "<b a=1><i>", "", 300000, true},
        {ms_html_read, "", "<p>x<br>", "", 100000, false},
        {ms_html_read, "<table>", "<tr><td>x", "", 50000, false},
        {ms_html_read, "<ul>", "<li>x</ul><ul>", "", 50000, false},
        {ms_html_read, "", "&ampampamp", "", 100000, false},
        {ms_html_read, "<a b='", "xxxxxxxxxx", "'>", 100000, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ms_sys sys;
        ms_ctx ctx;
        ms_tree tree;
        ms_error error;
        size_t len;
        char *text = repeated(cases[i].before, cases[i].part, cases[i].count, cases[i].after, &len);
        int64_t from = own_time_ns(NULL);
        ms_status status = read_with(cases[i].read, own_time_sys(&sys), ms_slice_of(text, len), &tree,
                                     &ctx, &error);
        int64_t took_ms = (own_time_ns(NULL) - from) / 1000000;
        ms_tree_free(&tree);
        free(text);
        if (status != (cases[i].is_refused ? MS_E_LIMIT_NESTING : MS_OK) || took_ms > 4000) {
            fail_msg("%s: %s after %lld ms", cases[i].part, ms_status_name(status),
                     (long long)took_ms);
        }
    }
}

/* Open elements are reopened in every paragraph: a small document that asks for a huge tree. */
static void html_is_bounded(void **state) {
    (void)state;
    enum { TAGS = 200, PARAGRAPHS = 20000 };
    size_t size = TAGS * 16 + PARAGRAPHS * 4 + 16, len = 0;
    char *text = malloc(size);
    assert_non_null(text);
    for (int i = 0; i < TAGS; i++) len += (size_t)snprintf(text + len, size - len, "<b a=%d>", i);
    for (int i = 0; i < PARAGRAPHS; i++) len += (size_t)snprintf(text + len, size - len, "<p>x");
    ms_ctx ctx;
    ms_tree tree;
    ms_error error;
    ms_status status = read_with(ms_html_read, ms_sys_real(), ms_slice_of(text, len), &tree, &ctx,
                                 &error);
    assert_true(ms_tree_size(&tree) <= 512 * 1024 * 1024);
    assert_true(status == MS_OK || ms_status_is_limit(status));
    ms_tree_free(&tree);
    free(text);
}

static void allocations_fail(void **state) {
    (void)state;
    static const struct {
        reader *read;
        const char *text;
    } cases[] = {
        {ms_xml_read, "<a b='c'><d e='f'>g</d>&nbsp;<h/></a>"},
        {ms_html_read, "<title>a</title><p class=b>c<table><td>d<zork e='f'>g"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t n = 1;; n++) {
            failing_sys failing;
            ms_ctx ctx;
            ms_tree tree;
            ms_error error;
            ms_status status = read_with(cases[i].read, failing_sys_init(&failing, n),
                                         ms_slice_str(cases[i].text), &tree, &ctx, &error);
            ms_tree_free(&tree);
            assert_int_equal(failing.live_bytes, 0);
            assert_int_equal(status, failing.has_failed ? MS_E_MEMORY : MS_OK);
            if (!failing.has_failed) break;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(xml_refuses), cmocka_unit_test(xml_keeps_what_came),
        cmocka_unit_test(hostile),     cmocka_unit_test(html_is_bounded),
        cmocka_unit_test(allocations_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
