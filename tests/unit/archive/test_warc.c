/* Web archives: which records are documents, what servers did to their bodies, and damage. */
#include "archive/make.h"

static void put_text(ms_buffer *out, const char *text) {
    put_bytes(out, text, strlen(text));
}

/* A record; its length is that of the block, changed by `off`. */
static void put_record(ms_buffer *out, const char *type, const char *uri, const char *media,
                       ms_slice block, int off) {
    OK(ms_buffer_printf(out, "WARC/1.0\r\nWARC-Type: %s\r\n", type));
    if (uri) OK(ms_buffer_printf(out, "WARC-Target-URI: <%s>\r\n", uri));
    OK(ms_buffer_printf(out, "WARC-Date: 2024-06-27T09:30:00Z\r\nContent-Type: %s\r\n", media));
    OK(ms_buffer_printf(out, "Content-Length: %d\r\n\r\n", (int)block.len + off));
    OK(ms_buffer_append_slice(out, block));
    put_text(out, "\r\n\r\n");
}

static void put_response(ms_buffer *out, const char *uri, const char *head, ms_slice body) {
    ms_buffer block = fresh();
    put_text(&block, head);
    put_text(&block, "\r\n\r\n");
    OK(ms_buffer_append_slice(&block, body));
    put_record(out, "response", uri, "application/http; msgtype=response", ms_buffer_slice(&block), 0);
    ms_buffer_free(&block);
}

static void put_page(ms_buffer *out, const char *uri, const char *text) {
    put_response(out, uri, "HTTP/1.1 200 OK\r\nContent-Type: text/html", ms_slice_str(text));
}

static void what_servers_answered_is_documents_and_the_rest_is_skipped(void **state) {
    (void)state;
    ms_buffer out = fresh();
    put_record(&out, "warcinfo", NULL, "application/warc-fields", MS_SLICE("software: x"), 0);
    put_record(&out, "request", "http://a.example/", "application/http", MS_SLICE("GET / HTTP/1.1"), 0);
    put_page(&out, "http://a.example/", "hello");
    put_page(&out, "http://a.example/x?y=%41#!/z", "");
    put_page(&out, "http://a.example/", "again");
    put_response(&out, "http://a.example/p.png", "HTTP/1.1 200 OK\r\ncontent-type: Image/png", MS_SLICE("x"));
    put_response(&out, "http://a.example/old", "HTTP/1.1 301 Moved\r\nLocation: /", MS_SLICE(""));
    put_response(&out, "http://a.example/no", "HTTP/1.0 404", MS_SLICE("none"));
    put_record(&out, "resource", "file:///talk.txt", "text/plain", MS_SLICE("Ann: hi"), 0);
    put_record(&out, "revisit", "http://a.example/", "application/http", MS_SLICE("HTTP/1.1 200 OK\r\n\r\n"), 0);
    put_record(&out, "response", "dns:a.example", "text/dns", MS_SLICE("1.2.3.4"), 0);
    assert_lists(&out, "warcinfo - a record about others\n"
                       "http://a.example/ - a record about others\n"
                       "http://a.example/ = hello\n"
                       "http://a.example/x?y=%2541%23%21/z = \n"
                       "http://a.example/@2 = again\n"
                       "http://a.example/p.png - no text, by its media type\n"
                       "http://a.example/old - a redirection\n"
                       "http://a.example/no - an error page\n"
                       "file:///talk.txt = Ann: hi\n"
                       "http://a.example/ - seen before, by the crawler\n"
                       "dns:a.example - no text, by its media type\n");
    ms_buffer_free(&out);
}

static void bodies_come_as_a_browser_would_see_them(void **state) {
    (void)state;
    ms_buffer out = fresh(), packed = fresh(), both = fresh();
    pack(&packed, MS_WRITE_GZ, "x", "packed words", NULL);
    OK(ms_buffer_printf(&both, "5\r\n"));
    put_bytes(&both, packed.data, 5);
    OK(ms_buffer_printf(&both, "\r\n%zx\r\n", packed.len - 5));
    put_bytes(&both, packed.data + 5, packed.len - 5);
    put_text(&both, "\r\n0\r\n\r\n");
    put_response(&out, "u:1", "HTTP/1.1 200\r\nTransfer-Encoding: Chunked",
                 MS_SLICE("4;x=y\r\nhel \r\nA\r\nlo, world!\r\n0\r\nTrailer: 1\r\n\r\n"));
    put_response(&out, "u:2", "HTTP/1.1 200\r\ncontent-encoding: gzip", ms_buffer_slice(&packed));
    put_response(&out, "u:3", "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\nContent-Encoding: x-gzip",
                 ms_buffer_slice(&both));
    put_response(&out, "u:4", "HTTP/1.1 200\r\nTransfer-Encoding: chunked", MS_SLICE("kept whole"));
    put_response(&out, "u:5", "HTTP/1.1 200\r\nContent-Encoding: gzip", MS_SLICE("kept plain"));
    put_response(&out, "u:6", "HTTP/1.1 200\r\nContent-Encoding: br", MS_SLICE("?"));
    put_response(&out, "u:7", "HTTP/1.1 200\r\nContent-Encoding: gzip", ms_slice_of(packed.data, 14));
    put_page(&out, "u:8", "last");
    assert_lists(&out, "u:1 = hel lo, world!\nu:2 = packed words\nu:3 = packed words\nu:4 = kept whole\n"
                       "u:5 = kept plain\nu:6 ! unsupported\nu:7 ! truncated\nu:8 = last\n");
    ms_buffer_free(&out);
    ms_buffer_free(&packed);
    ms_buffer_free(&both);
}

/* Each record a gzip member of its own, as crawlers write them. */
static void a_packed_one_is_read_as_one_stream(void **state) {
    (void)state;
    ms_buffer out = fresh(), one = fresh();
    const char *const uris[] = {"u:1", "u:2", "u:3"};
    for (size_t i = 0; i < 3; i++) {
        ms_buffer_reset(&one);
        put_page(&one, uris[i], "page");
        OK(ms_buffer_append_byte(&one, 0));
        one.len--;
        pack(&out, MS_WRITE_GZ, "x", one.data, NULL);
    }
    assert_lists(&out, "u:1 = page\nu:2 = page\nu:3 = page\n");
    ms_buffer_free(&out);
    ms_buffer_free(&one);
}

static void a_damaged_record_does_not_hide_the_others(void **state) {
    (void)state;
    ms_buffer out = fresh();
    put_page(&out, "u:1", "one");
    put_record(&out, "resource", "u:2", "text/plain", MS_SLICE("wrong length"), -7);
    put_page(&out, "u:3", "three");
    put_text(&out, "WARC/1.0\r\nWARC-Type: resource\r\n\r\n");
    put_page(&out, "u:4", "four");
    put_text(&out, "rubbish");
    assert_lists(&out, "u:1 = one\nu:2 = wrong\n ! malformed\nu:3 = three\n ! malformed\nu:4 = four\n ! malformed\n");
    ms_buffer_reset(&out);
    put_page(&out, "u:1", "one");
    put_page(&out, "u:2", "two");
    out.len -= 6;
    assert_lists(&out, "u:1 = one\nu:2 ! truncated\n");
    ms_buffer_reset(&out);
    put_text(&out, "WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n");
    put_record(&out, "resource", "u:2", "text/plain", MS_SLICE(""), 2000000000);
    assert_lists(&out, " ! malformed\nu:2 ! truncated\n");
    ms_buffer_free(&out);
}

static void a_record_is_found_by_its_address(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_error error;
    ms_archive *archive;
    ms_member member;
    ms_buffer out = fresh();
    put_page(&out, "http://a.example/", "one");
    put_page(&out, "http://a.example/", "two");
    ms_ctx_init(&ctx, ms_sys_real());
    OK(ms_archive_open_bytes(&ctx, ms_buffer_slice(&out), MS_SLICE("x"), NULL, &archive, &error));
    assert_string_equal(ms_archive_kind(archive), "warc");
    OK(ms_archive_find(archive, MS_SLICE("http://a.example/@2"), &member, &error));
    assert_slice_equal(member.bytes, "two");
    assert_int_equal(member.mtime_s, 1719480600);
    ms_archive_close(archive);
    ms_buffer_free(&out);
}

static void every_refused_allocation_is_told(void **state) {
    (void)state;
    ms_buffer out = fresh(), packed = fresh();
    pack(&packed, MS_WRITE_GZ, "x", "packed words", NULL);
    put_response(&out, "u:1", "HTTP/1.1 200\r\nTransfer-Encoding: chunked", MS_SLICE("1\r\nx\r\n0\r\n\r\n"));
    put_response(&out, "u:2", "HTTP/1.1 200\r\nContent-Encoding: gzip", ms_buffer_slice(&packed));
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_ctx ctx;
        ms_buffer list;
        ms_ctx_init(&ctx, failing_sys_init(&failing, n));
        failing.is_sticky = true;
        ms_buffer_init(&list, ctx.sys, 0);
        ms_status status = list_bytes(&ctx, ms_buffer_slice(&out), NULL, &list);
        ms_buffer_free(&list);
        assert_int_equal(failing.live_bytes, 0);
        assert_int_equal(status, failing.has_failed ? MS_E_MEMORY : MS_OK);
        if (!failing.has_failed) break;
    }
    ms_buffer_free(&out);
    ms_buffer_free(&packed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_servers_answered_is_documents_and_the_rest_is_skipped),
        cmocka_unit_test(bodies_come_as_a_browser_would_see_them),
        cmocka_unit_test(a_packed_one_is_read_as_one_stream),
        cmocka_unit_test(a_damaged_record_does_not_hide_the_others),
        cmocka_unit_test(a_record_is_found_by_its_address),
        cmocka_unit_test(every_refused_allocation_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
