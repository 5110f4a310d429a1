/* Tars of all ages, and what is left of damaged ones. */
#include "archive/make.h"

typedef struct made_header {
    const char *name;
    const char *size; /* the field, octal */
    char type;
    const char *magic; /* "ustar\0" + "00", "ustar  ", or "" for the old format */
    const char *prefix;
} made_header;

static void put_sum(char *block) {
    unsigned sum = 0;
    memset(block + 148, ' ', 8);
    for (size_t i = 0; i < 512; i++) sum += (unsigned char)block[i];
    char text[12];
    snprintf(text, sizeof text, "%06o", sum);
    memcpy(block + 148, text, 7);
}

static void put_header(ms_buffer *out, made_header h) {
    char block[512] = {0};
    memcpy(block, h.name, strlen(h.name));
    memcpy(block + 100, "0000644\0000000000\0000000000", 24);
    memcpy(block + 124, h.size, strlen(h.size));
    memcpy(block + 136, "14524567350", 11);
    block[156] = h.type;
    if (h.magic) memcpy(block + 257, h.magic, strlen(h.magic));
    if (h.magic && h.magic[5] == 0) memcpy(block + 263, "00", 2);
    if (h.prefix) memcpy(block + 345, h.prefix, strlen(h.prefix));
    put_sum(block);
    put_bytes(out, block, sizeof block);
}

static void put_data(ms_buffer *out, const char *data, size_t len) {
    static const char zeros[512];
    put_bytes(out, data, len);
    put_bytes(out, zeros, (512 - len % 512) % 512);
}

static void put_end(ms_buffer *out) {
    put_data(out, (const char[1024]){0}, 1024);
}

static void put_member(ms_buffer *out, const char *name, const char *data) {
    char size[24];
    snprintf(size, sizeof size, "%011zo", strlen(data));
    put_header(out, (made_header){.name = name, .size = size, .type = '0', .magic = "ustar"});
    put_data(out, data, strlen(data));
}

static void members_of_every_format_are_read(void **state) {
    (void)state;
    ms_buffer out = fresh();
    put_header(&out, (made_header){.name = "old.txt", .size = "3 ", .type = 0});
    put_data(&out, "v7.", 3);
    put_member(&out, "./posix.txt", "ustar");
    put_header(&out, (made_header){.name = "b.txt",
                                   .size = "00000000001",
                                   .type = '0',
                                   .magic = "ustar",
                                   .prefix = "long/prefix"});
    put_data(&out, "p", 1);
    put_header(&out,
               (made_header){.name = "gnu.txt", .size = "", .type = '0', .magic = "ustar  "});
    char *block = out.data + out.len - 512;
    block[124] = (char)0x80; /* base 256 */
    block[135] = 2;
    put_sum(block);
    put_data(&out, "gn", 2);
    put_end(&out);
    assert_lists(&out,
                 "old.txt = v7.\nposix.txt = ustar\nlong/prefix/b.txt = p\ngnu.txt = gn\n");
    ms_buffer_free(&out);
}

static void long_names_by_gnu_and_by_pax_are_read(void **state) {
    (void)state;
    ms_buffer out = fresh();
    put_header(&out, (made_header){.name = "././@LongLink",
                                   .size = "00000000012",
                                   .type = 'L',
                                   .magic = "ustar  "});
    put_data(&out, "2024/x.txt", 10);
    put_member(&out, "cut", "1");
    const char pax[] = "26 path=2024/采访 1.txt\n11 mtime=9\n";
    char size[24];
    snprintf(size, sizeof size, "%011zo", sizeof pax - 1);
    put_header(&out, (made_header){
                         .name = "PaxHeaders/x", .size = size, .type = 'x', .magic = "ustar"});
    put_data(&out, pax, sizeof pax - 1);
    put_member(&out, "cut", "2");
    put_member(&out, "whole", "3");
    put_end(&out);
    assert_lists(&out, "2024/x.txt = 1\n2024/采访 1.txt = 2\nwhole = 3\n");
    ms_buffer_free(&out);
}

static void links_folders_and_devices_are_skipped(void **state) {
    (void)state;
    ms_buffer out = fresh();
    put_header(&out, (made_header){.name = "d/", .size = "0", .type = '5', .magic = "ustar"});
    put_header(&out, (made_header){.name = "soft", .size = "0", .type = '2', .magic = "ustar"});
    put_header(&out, (made_header){.name = "hard", .size = "5", .type = '1', .magic = "ustar"});
    put_header(&out, (made_header){.name = "dev", .size = "0", .type = '3', .magic = "ustar"});
    put_member(&out, "a", "1");
    put_member(&out, "a", "2");
    put_end(&out);
    assert_lists(
        &out, "d/ - a folder\nsoft - a link\nhard - a link\ndev - a device\na = 1\na@2 = 2\n");
    ms_buffer_free(&out);
}

static void damage_ends_a_tar_and_is_told(void **state) {
    (void)state;
    ms_buffer out = fresh();
    put_member(&out, "a", "1");
    size_t second = out.len;
    put_member(&out, "b", "2");
    put_end(&out);
    out.data[second]++;
    assert_lists(&out, "a = 1\n ! malformed\n");
    ms_buffer_free(&out);
}

static void a_tar_without_its_end_is_truncated_though_its_members_are_good(void **state) {
    (void)state;
    ms_buffer out = fresh();
    put_member(&out, "a", "1");
    put_member(&out, "b", "22");
    assert_lists(&out, "a = 1\nb = 22\n ! truncated\n");
    out.len = 3 * 512;
    assert_lists(&out, "a = 1\nb ! truncated\n");
    out.len = 2 * 512 + 100;
    assert_lists(&out, "a = 1\n ! truncated\n");
    ms_buffer_free(&out);
}

static void a_size_that_nothing_holds_costs_no_memory(void **state) {
    (void)state;
    ms_buffer out = fresh();
    put_header(&out, (made_header){
                         .name = "huge", .size = "37777777777", .type = '0', .magic = "ustar"});
    put_data(&out, "x", 1);
    failing_sys counting;
    ms_ctx ctx;
    ms_buffer list;
    ms_ctx_init(&ctx, failing_sys_init(&counting, 0));
    ms_buffer_init(&list, ctx.sys, 0);
    OK(list_bytes(&ctx, ms_buffer_slice(&out), NULL, &list));
    assert_slice_equal(ms_buffer_slice(&list), "huge ! truncated\n");
    ms_buffer_free(&list);
    ms_buffer_free(&out);
    assert_int_equal(counting.live_bytes, 0);
}

/* A file "s" of which `stored` is there, under pax records (pairs of key and value up to a NULL). */
static void put_sparse(ms_buffer *out, const char *stored, const char *const *records) {
    ms_buffer pax = fresh();
    char size[24];
    for (; *records; records += 2) {
        size_t len = strlen(records[0]) + strlen(records[1]) + 5; /* two digits, a blank, "=", a line end */
        assert_true(len > 9 && len < 100);
        OK(ms_buffer_printf(&pax, "%zu %s=%s\n", len, records[0], records[1]));
    }
    snprintf(size, sizeof size, "%011zo", pax.len);
    put_header(out, (made_header){.name = "x", .size = size, .type = 'x', .magic = "ustar"});
    put_data(out, pax.data, pax.len);
    put_member(out, "s", stored);
    ms_buffer_free(&pax);
}

static void check_sparse(const char *stored, const char *const *records, const char *expected) {
    ms_buffer out = fresh();
    put_sparse(&out, stored, records);
    put_member(&out, "next", "1");
    put_end(&out);
    assert_lists(&out, expected);
    ms_buffer_free(&out);
}
#define SPARSE(...) (const char *const[]){__VA_ARGS__, NULL}

static void holes_are_filled_and_false_maps_are_refused(void **state) {
    (void)state;
    check_sparse("abcd", SPARSE("GNU.sparse.size", "50", "GNU.sparse.map", "1,3,48,1,50,0"),
                 "s = 50 bytes\nnext = 1\n");
    check_sparse("x", SPARSE("GNU.sparse.size", "1", "GNU.sparse.map", "0,1", "GNU.sparse.name", "in/r"),
                 "in/r = x\nnext = 1\n");
    check_sparse("x", SPARSE("GNU.sparse.size", "1", "GNU.sparse.offset", "0", "GNU.sparse.numbytes", "1"),
                 "s = x\nnext = 1\n");
    static const char *const wrong[] = {"0,3", "0,1,0,1", "5,1", "0,5", "18446744073709551615,2"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        check_sparse("ab", SPARSE("GNU.sparse.size", "3", "GNU.sparse.map", wrong[i]),
                     i == 4 ? " ! malformed\n" : i == 1 ? " ! malformed\n" : "s ! malformed\nnext = 1\n");
    }
    check_sparse("a", SPARSE("GNU.sparse.size", "1000000000000", "GNU.sparse.map", "0,1"),
                 "s ! limit_member\nnext = 1\n");
    check_sparse("a", SPARSE("GNU.sparse.size", "1000000000", "GNU.sparse.map", "0,1"),
                 "s ! limit_ratio\nnext = 1\n");
    check_sparse("9\n0\n1\n", SPARSE("GNU.sparse.major", "1", "GNU.sparse.realsize", "3"),
                 "s ! malformed\nnext = 1\n");
}

static void names_in_gbk_come_out_right(void **state) {
    (void)state;
    ms_buffer out = fresh();
    put_member(&out, "\xB2\xC9\xB7\xC3\xBC\xC7\xC2\xBC/\xD6\xF7\xB3\xD6\xC8\xCB.txt", "1");
    put_end(&out);
    assert_lists(&out, "采访记录/主持人.txt = 1\n");
    ms_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_of_every_format_are_read),
        cmocka_unit_test(long_names_by_gnu_and_by_pax_are_read),
        cmocka_unit_test(links_folders_and_devices_are_skipped),
        cmocka_unit_test(damage_ends_a_tar_and_is_told),
        cmocka_unit_test(a_tar_without_its_end_is_truncated_though_its_members_are_good),
        cmocka_unit_test(a_size_that_nothing_holds_costs_no_memory),
        cmocka_unit_test(holes_are_filled_and_false_maps_are_refused),
        cmocka_unit_test(names_in_gbk_come_out_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
