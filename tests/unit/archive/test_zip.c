/* Zips as they are found in the wild, and zips that lie. */
#include "archive/make.h"

#define A \
    { .name = "a.txt", .data = MS_SLICE("hello") }
#define B \
    { .name = "b.txt", .data = MS_SLICE("world") }

static void members_come_in_the_order_of_the_directory(void **state) {
    (void)state;
    assert_zip_lists((&(made_zip){MADE(B, A)}), "b.txt = world\na.txt = hello\n");
}

static void an_empty_zip_has_no_members(void **state) {
    (void)state;
    assert_zip_lists((&(made_zip){.comment = "nothing"}), "");
}

static void data_descriptors_are_read_with_and_without_mark(void **state) {
    (void)state;
    assert_zip_lists(
        (&(made_zip){MADE(
            {.name = "a", .data = MS_SLICE("1"), .has_descriptor = true},
            {.name = "b", .data = MS_SLICE("2"), .has_descriptor = true, .is_unmarked = true},
            {.name = "c", .data = MS_SLICE("3"), .has_descriptor = true, .is_wide = true})}),
        "a = 1\nb = 2\nc = 3\n");
}

static void zip64_is_read(void **state) {
    (void)state;
    assert_zip_lists(
        (&(made_zip){MADE({.name = "a", .data = MS_SLICE("1"), .is_wide = true}, B),
                     .is_wide = true}),
        "a = 1\nb.txt = world\n");
    assert_zip_lists((&(made_zip){MADE(A), .is_wide = true, .prefix = "#!/bin/sh\n"}),
                     "a.txt = hello\n");
}

/* Lists [from, to) behind what is in list. */
static void list_range(ms_archive *archive, ms_ctx *ctx, uint64_t from, uint64_t to, ms_buffer *list) {
    ms_error error;
    OK(ms_archive_range(archive, from, to, &error));
    OK(list_archive(ctx, archive, list));
}

static void ranges_give_together_what_a_full_walk_gives(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_error error;
    ms_archive *archive;
    ms_buffer inner = fresh(), bytes = fresh(), all = fresh(), parts = fresh();
    pack(&inner, MS_WRITE_TAR, "deep", "1", "deeper", "2", NULL);
    make_zip(&bytes, &(made_zip){MADE(A, B, {.name = "in.tar", .data = ms_buffer_slice(&inner)}, A,
                                      {.name = "folder/"}, {.name = "thief", .start_at = 2},
                                      {.name = "bad", .data = MS_SLICE("x"), .crc_change = 1}, A),
                                 .count_change = 1});
    ms_ctx_init(&ctx, ms_sys_real());
    OK(ms_archive_open_bytes(&ctx, ms_buffer_slice(&bytes), MS_SLICE("x"), NULL, &archive, &error));
    assert_int_equal(ms_archive_count(archive), 8);
    OK(list_archive(&ctx, archive, &all));
    put_bytes(&all, "", 1);
    for (uint64_t n = 1; n <= 9; n++) {
        ms_buffer_reset(&parts);
        for (uint64_t i = 0; i < n; i++) {
            list_range(archive, &ctx, 8 * i / n, 8 * (i + 1) / n, &parts);
        }
        assert_slice_equal(ms_buffer_slice(&parts), all.data);
    }
    ms_buffer_reset(&parts);
    list_range(archive, &ctx, 3, 4, &parts);
    list_range(archive, &ctx, 2, 3, &parts);
    list_range(archive, &ctx, 1, 1, &parts);
    assert_slice_equal(ms_buffer_slice(&parts),
                       "a.txt@2 = hello\nin.tar!/deep = 1\nin.tar!/deeper = 2\n");
    assert_int_equal(ms_archive_range(archive, 0, 9, &error), MS_E_USAGE);
    assert_int_equal(ms_archive_range(archive, 3, 2, &error), MS_E_USAGE);
    ms_archive_close(archive);
    ms_buffer_free(&inner);
    ms_buffer_free(&bytes);
    ms_buffer_free(&all);
    ms_buffer_free(&parts);
}

static void only_what_has_a_directory_is_counted(void **state) {
    (void)state;
    static const ms_archive_kind_out kinds[] = {MS_WRITE_TAR, MS_WRITE_TAR_GZ};
    for (size_t i = 0; i < 2; i++) {
        ms_ctx ctx;
        ms_error error;
        ms_archive *archive;
        ms_buffer bytes = fresh();
        pack(&bytes, kinds[i], "a", "1", NULL);
        ms_ctx_init(&ctx, ms_sys_real());
        OK(ms_archive_open_bytes(&ctx, ms_buffer_slice(&bytes), MS_SLICE("x"), NULL, &archive, &error));
        assert_int_equal(ms_archive_count(archive), 0);
        assert_int_equal(ms_archive_range(archive, 0, 0, &error), MS_E_USAGE);
        ms_archive_close(archive);
        ms_buffer_free(&bytes);
    }
}

static void something_may_stand_in_front_of_a_zip(void **state) {
    (void)state;
    assert_zip_lists(
        (&(made_zip){MADE(A, B), .prefix = "#!/bin/sh\nexec unzip \"$0\"\n", .comment = "bye"}),
        "a.txt = hello\nb.txt = world\n");
}

static void a_damaged_member_does_not_hide_the_others(void **state) {
    (void)state;
    assert_zip_lists(
        (&(made_zip){MADE(A, {.name = "bad", .data = MS_SLICE("x"), .crc_change = 1}, B)}),
        "a.txt = hello\nbad ! checksum\nb.txt = world\n");
    assert_zip_lists(
        (&(made_zip){
            MADE({.name = "bad", .data = MS_SLICE("\x06 no deflate"), .method = 8}, B)}),
        "bad ! malformed\nb.txt = world\n");
    assert_zip_lists(
        (&(made_zip){MADE({.name = "odd", .data = MS_SLICE("x"), .method = 97}, B)}),
        "odd ! unsupported\nb.txt = world\n");
    assert_zip_lists(
        (&(made_zip){MADE({.name = "secret", .data = MS_SLICE("x"), .flags = 1}, B)}),
        "secret ! encrypted\nb.txt = world\n");
}

static void what_directory_and_local_header_disagree_on_is_refused(void **state) {
    (void)state;
    assert_zip_lists(
        (&(made_zip){MADE({.name = "a", .data = MS_SLICE("x"), .local_name = "b"}, B)}),
        "a ! ambiguous\nb.txt = world\n");
    assert_zip_lists(
        (&(made_zip){MADE({.name = "a", .data = MS_SLICE("x"), .local_change = 1}, B)}),
        "a ! ambiguous\nb.txt = world\n");
    assert_zip_lists(
        (&(made_zip){MADE({.name = "a", .data = MS_SLICE("x"), .claimed_size = 2}, B)}),
        "a ! ambiguous\nb.txt = world\n");
    assert_zip_lists(
        (&(made_zip){MADE(
            {.name = "a", .data = MS_SLICE("\3\0"), .method = 8, .claimed_size = 3000}, B)}),
        "a ! ambiguous\nb.txt = world\n");
    assert_zip_lists((&(made_zip){MADE(A, B), .count_change = 1}),
                     "a.txt = hello\nb.txt = world\n ! ambiguous\n");
}

static void overlapping_members_are_refused(void **state) {
    (void)state;
    assert_zip_lists(
        (&(made_zip){MADE(A, {.name = "a.txt", .data = MS_SLICE("hello"), .start_at = 1}, B)}),
        "a.txt ! ambiguous\na.txt@2 ! ambiguous\nb.txt = world\n");
}

static void two_end_records_are_an_ambiguity(void **state) {
    (void)state;
    ms_buffer inner, both;
    ms_buffer_init(&inner, ms_sys_real(), 0);
    ms_buffer_init(&both, ms_sys_real(), 0);
    /* A zip in the comment of another, its offsets counted from the whole. */
    make_zip(&inner, &(made_zip){MADE(A, B)});
    make_zip(&both, &(made_zip){MADE(B)});
    size_t comment_at = both.len - 2;
    both.data[comment_at] = (char)inner.len;
    both.data[comment_at + 1] = (char)(inner.len >> 8);
    put_bytes(&both, inner.data, inner.len);
    assert_lists(&both, "ambiguous");
    ms_buffer_free(&inner);
    ms_buffer_free(&both);
}

static void a_zip_that_is_cut_off_is_truncated_wherever_that_is(void **state) {
    enum { ONE = 40, BOTH = 80 }; /* where the members end */
    (void)state;
    ms_buffer bytes;
    ms_buffer_init(&bytes, ms_sys_real(), 0);
    make_zip(&bytes, &(made_zip){MADE(A, B), .comment = "a comment"});
    for (size_t whole = bytes.len, cut = whole - 1; cut >= 4; cut--) {
        bytes.len = cut;
        assert_lists(&bytes, cut >= BOTH  ? "a.txt = hello\nb.txt = world\n ! truncated\n"
                             : cut >= ONE ? "a.txt = hello\n ! truncated\n"
                                          : "truncated");
    }
    ms_buffer_free(&bytes);
}

static void a_zip_without_its_directory_is_read_by_its_local_headers(void **state) {
    (void)state;
    ms_buffer bytes = fresh();
    make_zip(&bytes, &(made_zip){MADE(
        A, {.name = "open", .data = MS_SLICE("no PK\7\10PK\3\4 end"), .has_descriptor = true},
        {.name = "wide", .data = MS_SLICE("1"), .has_descriptor = true, .is_wide = true},
        {.name = "wide2", .data = MS_SLICE("2"), .is_wide = true}, A,
        {.name = "bad", .data = MS_SLICE("x"), .crc_change = 1},
        {.name = "unmarked", .data = MS_SLICE("3"), .has_descriptor = true, .is_unmarked = true}, B)});
    const char *directory = memmem(bytes.data, bytes.len, "PK\1\2", 4);
    bytes.len = (size_t)(directory - bytes.data) + 20;
    assert_lists(&bytes, "a.txt = hello\nopen = no PK\7\10PK\3\4 end\nwide = 1\nwide2 = 2\n"
                         "a.txt@2 = hello\nbad ! checksum\n ! truncated\n");
    ms_buffer_free(&bytes);
}

static void names_in_gbk_big5_and_dos_encodings_come_out_right(void **state) {
    (void)state;
    const made_zip gbk = {
        MADE({.name = "\xB2\xC9\xB7\xC3\xBC\xC7\xC2\xBC/\xBF\xA6\xCA\xB2.txt",
              .data = MS_SLICE("1")},
             {.name = "\xB2\xC9\xB7\xC3\xBC\xC7\xC2\xBC/\xD6\xF7\xB3\xD6\xC8\xCB.txt",
              .data = MS_SLICE("2")})};
    assert_zip_lists(&gbk, "采访记录/喀什.txt = 1\n采访记录/主持人.txt = 2\n");
    const made_zip big5 = {
        MADE({.name = "\xB1\xC4\xB3\x58\xB0\x4F\xBF\xFD.txt", .data = MS_SLICE("1")},
             {.name = "\xA5\x44\xAB\xF9\xA4\x48\xAA\xBA\xB0\xDD\xC3\x44.txt",
              .data = MS_SLICE("2")})};
    assert_zip_lists(&big5, "採訪記錄.txt = 1\n主持人的問題.txt = 2\n");
}

static void info_zips_unicode_path_is_believed_only_for_its_own_name(void **state) {
    (void)state;
    char field[9 + 8] = "\x75\x70\x0D\0\1";
    uint32_t crc = ms_inflate_crc32(0, MS_SLICE("x.txt"));
    memcpy(field + 5, &crc, 4);
    memcpy(field + 9, "\xE5\x96\x80.md/b", 8);
    ms_slice extra = ms_slice_of(field, 17);
    assert_zip_lists(
        (&(made_zip){MADE({.name = "x.txt", .data = MS_SLICE("1"), .extra = extra})}),
        "喀.md/b = 1\n");
    assert_zip_lists(
        (&(made_zip){MADE({.name = "y.txt", .data = MS_SLICE("1"), .extra = extra})}),
        "y.txt = 1\n");
}

static void backslashes_part_folders_where_dos_made_them(void **state) {
    (void)state;
    assert_zip_lists(
        (&(made_zip){MADE({.name = "2024\\a.txt", .data = MS_SLICE("1")},
                          {.name = "2024\\", .data = MS_SLICE("")},
                          {.name = "b\\c.txt", .data = MS_SLICE("2"), .host = 3})}),
        "2024/a.txt = 1\n2024/ - a folder\nb\\c.txt = 2\n");
}

static void a_second_member_of_a_name_is_numbered(void **state) {
    (void)state;
    assert_zip_lists((&(made_zip){MADE(A, {.name = "a.txt", .data = MS_SLICE("2")},
                                       {.name = "a.txt@2", .data = MS_SLICE("3")},
                                       {.name = "a.txt", .data = MS_SLICE("4")})}),
                     "a.txt = hello\na.txt@2 = 2\na.txt@2@2 = 3\na.txt@3 = 4\n");
}

static void what_is_no_document_is_skipped_with_a_reason(void **state) {
    (void)state;
    assert_zip_lists(
        (&(made_zip){MADE(
            {.name = "f/", .data = MS_SLICE("")},
            {.name = "__MACOSX/._a.txt", .data = MS_SLICE("x")},
            {.name = "f/.DS_Store", .data = MS_SLICE("x")},
            {.name = "f/Thumbs.db", .data = MS_SLICE("x")},
            {.name = "link", .data = MS_SLICE("/etc/passwd"), .host = 3, .mode = 0120777}, A)}),
        "f/ - a folder\n__MACOSX/._a.txt - a file of the operating system\n"
        "f/.DS_Store - a file of the operating system\nf/Thumbs.db - a file of the operating system\n"
        "link - a link\na.txt = hello\n");
}

static void names_are_shown_escaped_and_never_resolved(void **state) {
    (void)state;
    assert_zip_lists((&(made_zip){MADE({.name = "../../etc/passwd", .data = MS_SLICE("1")},
                                       {.name = "/abs", .data = MS_SLICE("2")},
                                       {.name = "a\033[2J#1\n", .data = MS_SLICE("3")},
                                       {.name = "b!/c", .data = MS_SLICE("4")})}),
                     "../../etc/passwd = 1\n/abs = 2\na%1B[2J%231%0A = 3\nb%21/c = 4\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_in_the_order_of_the_directory),
        cmocka_unit_test(an_empty_zip_has_no_members),
        cmocka_unit_test(data_descriptors_are_read_with_and_without_mark),
        cmocka_unit_test(zip64_is_read),
        cmocka_unit_test(ranges_give_together_what_a_full_walk_gives),
        cmocka_unit_test(only_what_has_a_directory_is_counted),
        cmocka_unit_test(something_may_stand_in_front_of_a_zip),
        cmocka_unit_test(a_damaged_member_does_not_hide_the_others),
        cmocka_unit_test(what_directory_and_local_header_disagree_on_is_refused),
        cmocka_unit_test(overlapping_members_are_refused),
        cmocka_unit_test(two_end_records_are_an_ambiguity),
        cmocka_unit_test(a_zip_that_is_cut_off_is_truncated_wherever_that_is),
        cmocka_unit_test(a_zip_without_its_directory_is_read_by_its_local_headers),
        cmocka_unit_test(names_in_gbk_big5_and_dos_encodings_come_out_right),
        cmocka_unit_test(info_zips_unicode_path_is_believed_only_for_its_own_name),
        cmocka_unit_test(backslashes_part_folders_where_dos_made_them),
        cmocka_unit_test(a_second_member_of_a_name_is_numbered),
        cmocka_unit_test(what_is_no_document_is_skipped_with_a_reason),
        cmocka_unit_test(names_are_shown_escaped_and_never_resolved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
