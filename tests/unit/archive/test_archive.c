/* The stream of documents: nesting, ids, limits, pipes, looking up, and what happens when
 * memory or bytes fail. */
#include <fcntl.h>
#include <unistd.h>

#include "archive/make.h"

/* Adds one member of any bytes to a zip of its own. */
static void wrap(ms_buffer *out, ms_archive_kind_out kind, const char *name, ms_slice bytes) {
    ms_ctx ctx;
    ms_error error;
    ms_archive_writer *writer;
    ms_ctx_init(&ctx, ms_sys_real());
    OK(ms_archive_writer_new(&ctx, kind, to_buffer, out, &writer, &error));
    OK(ms_archive_writer_add(writer, ms_slice_str(name), bytes, -1, &error));
    OK(ms_archive_writer_finish(writer, &error));
    ms_archive_writer_free(writer);
}

static void what_is_no_archive_is_one_member(void **state) {
    (void)state;
    ms_buffer out = fresh();
    assert_lists(&out, " = \n");
    put_bytes(&out, "PK is how he signed.", 20);
    assert_lists(&out, " = PK is how he signed.\n");
    ms_buffer_free(&out);
}

static void all_members_of_a_gzip_are_one_document(void **state) {
    (void)state;
    ms_buffer out = fresh();
    wrap(&out, MS_WRITE_GZ, "a", MS_SLICE("one "));
    wrap(&out, MS_WRITE_GZ, "b", MS_SLICE(""));
    wrap(&out, MS_WRITE_GZ, "c", MS_SLICE("two"));
    assert_lists(&out, " = one two\n");
    put_bytes(&out, "\0\0\0", 3); /* padding */
    assert_lists(&out, " = one two\n");
    put_bytes(&out, "x", 1);
    assert_lists(&out, " ! malformed\n");
    out.len -= 5; /* into the last member's trailer */
    assert_lists(&out, " ! truncated\n");
    out.data[out.len - 6]++;
    put_bytes(&out, "\0", 1);
    assert_lists(&out, " ! checksum\n");
    ms_buffer_free(&out);
}

static void archives_inside_archives_are_walked_in_their_places(void **state) {
    (void)state;
    ms_buffer inner = fresh(), packed = fresh(), outer = fresh();
    pack(&inner, MS_WRITE_ZIP, "2024/a.txt", "1", "b.txt", "2", NULL);
    pack(&packed, MS_WRITE_TAR_GZ, "c.txt", "3", NULL);
    const made_zip zip = {MADE({.name = "in.zip", .data = ms_buffer_slice(&inner)},
                               {.name = "m.txt", .data = MS_SLICE("4")},
                               {.name = "t.tgz", .data = ms_buffer_slice(&packed)})};
    make_zip(&outer, &zip);
    assert_lists(&outer,
                 "in.zip!/2024/a.txt = 1\nin.zip!/b.txt = 2\nm.txt = 4\nt.tgz!/c.txt = 3\n");
    ms_buffer_free(&inner);
    ms_buffer_free(&packed);
    ms_buffer_free(&outer);
}

static void check_ids(ms_slice bytes, const char *expected) {
    ms_ctx ctx;
    ms_error error;
    ms_archive *archive;
    ms_member member;
    ms_buffer ids = fresh();
    ms_ctx_init(&ctx, ms_sys_real());
    OK(ms_archive_open_bytes(&ctx, bytes, MS_SLICE("x"), NULL, &archive, &error));
    while (ms_archive_next(archive, &member, &error) == MS_OK) {
        OK(ms_buffer_append_slice(&ids, member.id));
        OK(ms_buffer_append_byte(&ids, ' '));
    }
    assert_slice_equal(ms_buffer_slice(&ids), expected);
    ms_archive_close(archive);
    ms_buffer_free(&ids);
}

static void an_archive_alone_in_a_zip_adds_no_level_to_ids(void **state) {
    (void)state;
    ms_buffer inner = fresh(), outer = fresh(), two = fresh();
    pack(&inner, MS_WRITE_ZIP, "2024/a#1.txt", "1", "b.txt", "2", NULL);
    wrap(&outer, MS_WRITE_ZIP, "in.zip", ms_buffer_slice(&inner));
    make_zip(&two, &(made_zip){MADE({.name = "in.zip", .data = ms_buffer_slice(&inner)},
                                    {.name = "c", .data = MS_SLICE("")})});
    check_ids(ms_buffer_slice(&inner), "2024/a#1.txt b.txt ");
    check_ids(ms_buffer_slice(&outer), "2024/a#1.txt b.txt ");
    check_ids(ms_buffer_slice(&two), "in.zip/2024/a#1.txt in.zip/b.txt c ");
    ms_buffer_free(&inner);
    ms_buffer_free(&outer);
    ms_buffer_free(&two);
}

static bool says_yes(void *state, ms_slice name, ms_slice head) {
    (void)head;
    return ms_slice_ends(name, ms_slice_str(state));
}

static void packages_and_all_archives_can_be_left_whole(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_buffer inner = fresh(), outer = fresh(), list = fresh();
    ms_ctx_init(&ctx, ms_sys_real());
    pack(&inner, MS_WRITE_ZIP, "a", "1", NULL);
    make_zip(&outer, &(made_zip){MADE({.name = "x.docx", .data = ms_buffer_slice(&inner)},
                                      {.name = "y.zip", .data = ms_buffer_slice(&inner)})});
    ms_archive_options options = {.is_document = says_yes, .state = ".docx"};
    OK(list_bytes(&ctx, ms_buffer_slice(&outer), &options, &list));
    assert_slice_equal(ms_buffer_slice(&list), "x.docx = 101 bytes\ny.zip!/a = 1\n");
    ms_buffer_reset(&list);
    options = (ms_archive_options){.no_descent = true};
    OK(list_bytes(&ctx, ms_buffer_slice(&outer), &options, &list));
    assert_slice_equal(ms_buffer_slice(&list), "x.docx = 101 bytes\ny.zip = 101 bytes\n");
    ms_buffer_free(&inner);
    ms_buffer_free(&outer);
    ms_buffer_free(&list);
}

/* --- descriptors ------------------------------------------------------------------------ */

/* A pipe that holds bytes (at most what a pipe takes at once). */
static int pipe_of(ms_slice bytes) {
    int ends[2];
    OK(pipe(ends) != 0);
    assert_int_equal(write(ends[1], bytes.ptr, bytes.len), (ssize_t)bytes.len);
    close(ends[1]);
    return ends[0];
}

static int file_of(ms_slice bytes) {
    char path[] = "/tmp/ms-archive-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    unlink(path);
    assert_int_equal(write(fd, bytes.ptr, bytes.len), (ssize_t)bytes.len);
    return fd;
}

static void check_fd(int fd, const char *kind, const char *expected) {
    ms_ctx ctx;
    ms_error error;
    ms_archive *archive;
    ms_buffer list = fresh();
    ms_ctx_init(&ctx, ms_sys_real());
    OK(ms_archive_open_fd(&ctx, fd, MS_SLICE("-"), NULL, &archive, &error));
    assert_string_equal(ms_archive_kind(archive), kind);
    assert_true(ms_archive_is_container(archive) == (strcmp(kind, "plain") != 0));
    OK(list_archive(&ctx, archive, &list));
    assert_slice_equal(ms_buffer_slice(&list), expected);
    ms_archive_close(archive);
    ms_buffer_free(&list);
    close(fd);
}

static void files_and_pipes_give_the_same(void **state) {
    (void)state;
    static const ms_archive_kind_out kinds[] = {MS_WRITE_ZIP, MS_WRITE_TAR, MS_WRITE_TAR_GZ};
    static const char *const names[] = {"zip", "tar", "tar.gz"};
    for (size_t i = 0; i < 3; i++) {
        ms_buffer out = fresh();
        pack(&out, kinds[i], "a", "1", "b", "2", NULL);
        check_fd(file_of(ms_buffer_slice(&out)), names[i], "a = 1\nb = 2\n");
        check_fd(pipe_of(ms_buffer_slice(&out)), names[i], "a = 1\nb = 2\n");
        ms_buffer_free(&out);
    }
    check_fd(pipe_of(MS_SLICE("words")), "plain", " = words\n");
    check_fd(file_of(MS_SLICE("words")), "plain", " = words\n");
    check_fd(pipe_of(MS_SLICE("")), "plain", " = \n");
    check_fd(open("/dev/null", O_RDONLY), "plain", " = \n");
}

static void a_folder_is_an_error_with_words(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_error error;
    ms_archive *archive;
    int fd = open("/", O_RDONLY);
    ms_ctx_init(&ctx, ms_sys_real());
    assert_int_equal(ms_archive_open_fd(&ctx, fd, MS_SLICE("x"), NULL, &archive, &error),
                     MS_E_IO);
    assert_non_null(strstr(error.message, "cannot read"));
    close(fd);
}

/* --- looking up ------------------------------------------------------------------------- */

static void a_member_is_found_by_its_path(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_error error;
    ms_archive *archive;
    ms_member member;
    ms_buffer inner = fresh(), gz = fresh(), outer = fresh();
    pack(&inner, MS_WRITE_TAR_GZ, "2024/a 1%.txt", "deep", "z", "", NULL);
    wrap(&gz, MS_WRITE_GZ, "x", MS_SLICE("packed"));
    make_zip(&outer, &(made_zip){MADE({.name = "in!/x.tgz", .data = ms_buffer_slice(&inner)},
                                      {.name = "b.txt.gz", .data = ms_buffer_slice(&gz)},
                                      {.name = "c", .data = MS_SLICE("one")},
                                      {.name = "c", .data = MS_SLICE("two")})});
    ms_ctx_init(&ctx, ms_sys_real());
    OK(ms_archive_open_bytes(&ctx, ms_buffer_slice(&outer), MS_SLICE("x"), NULL, &archive,
                             &error));
    static const char *const found[][2] = {{"c@2", "two"},
                                           {"in%21/x.tgz!/2024/a 1%25.txt", "deep"},
                                           {"c", "one"},
                                           {"b.txt.gz", "packed"}};
    for (size_t i = 0; i < 4; i++) {
        OK(ms_archive_find(archive, ms_slice_str(found[i][0]), &member, &error));
        assert_slice_equal(member.path, found[i][0]);
        assert_slice_equal(member.bytes, found[i][1]);
    }
    static const char *const missing[] = {
        "", "d", "c@3", "c!/d", "in%21/x.tgz!/nothing", "in", "b.txt.gz!/x"};
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++) {
        assert_int_equal(ms_archive_find(archive, ms_slice_str(missing[i]), &member, &error),
                         MS_E_NOT_FOUND);
    }
    assert_int_equal(ms_archive_find(archive, MS_SLICE("a%zz"), &member, &error), MS_E_USAGE);
    ms_archive_close(archive);
    ms_buffer_free(&inner);
    ms_buffer_free(&gz);
    ms_buffer_free(&outer);
}

static void what_lies_beside_a_member_does_not_disturb_it(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_error error;
    ms_archive *archive;
    ms_member member;
    ms_buffer out = fresh(), beside = fresh();
    make_zip(&out, &(made_zip){MADE({.name = "a.txt", .data = MS_SLICE("hello")},
                                    {.name = "a.txt.meta", .data = MS_SLICE("corrected")})});
    int fd = file_of(ms_buffer_slice(&out));
    ms_ctx_init(&ctx, ms_sys_real());
    OK(ms_archive_open_fd(&ctx, fd, MS_SLICE("x"), NULL, &archive, &error));
    OK(ms_archive_next(archive, &member, &error));
    OK(ms_archive_beside(archive, MS_SLICE(".meta"), &beside, &error));
    assert_slice_equal(ms_buffer_slice(&beside), "corrected");
    assert_slice_equal(member.bytes, "hello");
    assert_int_equal(ms_archive_beside(archive, MS_SLICE(".other"), &beside, &error),
                     MS_E_NOT_FOUND);
    OK(ms_archive_next(archive, &member, &error));
    assert_slice_equal(member.bytes, "corrected");
    ms_archive_close(archive);
    close(fd);
    ms_buffer_free(&out);
    ms_buffer_free(&beside);
}

/* --- limits ----------------------------------------------------------------------------- */

static void check_limit(ms_slice bytes, const char *name, const char *value,
                        const char *expected) {
    ms_ctx ctx;
    ms_error error;
    ms_buffer list = fresh();
    ms_ctx_init(&ctx, ms_sys_real());
    OK(ms_limits_set(&ctx.limits, name, value, &error));
    ms_status status = list_bytes(&ctx, bytes, NULL, &list);
    if (status != MS_OK) OK(ms_buffer_printf(&list, "%s", ms_status_name(status)));
    assert_slice_equal(ms_buffer_slice(&list), expected);
    ms_buffer_free(&list);
}

static void every_limit_holds(void **state) {
    (void)state;
    static const ms_archive_kind_out kinds[] = {MS_WRITE_ZIP, MS_WRITE_TAR_GZ};
    for (size_t i = 0; i < 2; i++) {
        ms_buffer out = fresh();
        pack(&out, kinds[i], "a", "1", "long name", "22222", "b", "3", NULL);
        check_limit(ms_buffer_slice(&out), "members", "2",
                    "a = 1\nlong name = 22222\nb ! limit_members\n");
        check_limit(ms_buffer_slice(&out), "member", "4096",
                    "a = 1\nlong name = 22222\nb = 3\n");
        check_limit(ms_buffer_slice(&out), "name", "8", "a = 1\n ! limit_name\nb = 3\n");
        ms_buffer_free(&out);
    }
    ms_buffer out = fresh();
    pack(&out, MS_WRITE_ZIP, "a", "1", "b", "22222", "c", "3", NULL);
    check_limit(ms_buffer_slice(&out), "member", "4",
                "limit_member"); /* so small that it covers the directory */
    check_limit(ms_buffer_slice(&out), "total", "5", "a = 1\nb ! limit_total\n");
    ms_buffer_free(&out);
}

static void nesting_ends_at_the_limit_and_the_rest_goes_on(void **state) {
    (void)state;
    ms_buffer zips[6];
    zips[0] = fresh();
    pack(&zips[0], MS_WRITE_ZIP, "a", "1", NULL);
    for (size_t i = 1; i < 6; i++) {
        zips[i] = fresh();
        make_zip(&zips[i],
                 &(made_zip){MADE({.name = "z", .data = ms_buffer_slice(&zips[i - 1])},
                                  {.name = "b", .data = MS_SLICE("2")})});
    }
    assert_lists(&zips[3], "z!/z!/z!/a = 1\nz!/z!/b = 2\nz!/b = 2\nb = 2\n");
    assert_lists(&zips[4],
                 "z!/z!/z!/z ! limit_depth\nz!/z!/z!/b = 2\nz!/z!/b = 2\nz!/b = 2\nb = 2\n");
    check_limit(
        ms_buffer_slice(&zips[5]), "depth", "8",
        "z!/z!/z!/z!/z!/a = 1\nz!/z!/z!/z!/b = 2\nz!/z!/z!/b = 2\nz!/z!/b = 2\nz!/b = 2\nb = 2\n");
    for (size_t i = 0; i < 6; i++) ms_buffer_free(&zips[i]);
}

static void gzip_in_gzip_ends_at_the_limit(void **state) {
    (void)state;
    ms_buffer out = fresh(), next = fresh();
    put_bytes(&out, "seed", 4);
    for (int i = 0; i < 12; i++) {
        ms_buffer_reset(&next);
        wrap(&next, MS_WRITE_GZ, "x", ms_buffer_slice(&out));
        ms_buffer swap = out;
        out = next;
        next = swap;
    }
    assert_lists(&out, "limit_depth");
    ms_buffer_free(&out);
    ms_buffer_free(&next);
}

static void bombs_are_refused_early(void **state) {
    (void)state;
    enum { BIG = 80 * 1024 * 1024 };
    ms_buffer zeros = fresh(), gz = fresh(), zip = fresh(), inner = fresh(), outer = fresh();
    OK(ms_buffer_reserve(&zeros, BIG));
    memset(zeros.data, 0, BIG);
    zeros.len = BIG;
    wrap(&gz, MS_WRITE_GZ, "x", ms_buffer_slice(&zeros));
    assert_lists(&gz, " ! limit_ratio\n");
    wrap(&zip, MS_WRITE_ZIP, "x", ms_buffer_slice(&zeros));
    assert_lists(&zip, "x ! limit_ratio\n");
    /* Not hidden by harmless data beside it, nor by a second layer. */
    wrap(&inner, MS_WRITE_ZIP, "in.zip", ms_buffer_slice(&zip));
    make_zip(&outer,
             &(made_zip){MADE(
                 {.name = "b.zip", .data = ms_buffer_slice(&inner)},
                 {.name = "pad", .data = ms_slice_sub(ms_buffer_slice(&zeros), 0, 1 << 20)},
                 {.name = "c", .data = MS_SLICE("end")})});
    assert_lists(&outer, "b.zip!/in.zip!/x ! limit_ratio\npad = 1048576 bytes\nc = end\n");
    ms_buffer_free(&zeros);
    ms_buffer_free(&gz);
    ms_buffer_free(&zip);
    ms_buffer_free(&inner);
    ms_buffer_free(&outer);
}

/* --- everything that can fail ----------------------------------------------------------- */

static void pack_samples(ms_buffer samples[4]) {
    for (int i = 0; i < 4; i++) samples[i] = fresh();
    pack(&samples[0], MS_WRITE_ZIP, "a.txt", "one, one, one, one, one, one", "采访.txt", "two",
         NULL);
    pack(&samples[1], MS_WRITE_TAR_GZ, "a.txt", "one", "采访.txt", "two", NULL);
    pack(&samples[2], MS_WRITE_TAR, "a.txt", "one", "采访.txt", "two", NULL);
    make_zip(&samples[3],
             &(made_zip){MADE(
                 {.name = "t.tgz", .data = ms_buffer_slice(&samples[1])},
                 {.name = "z.zip", .data = ms_buffer_slice(&samples[0])},
                 {.name = "\xB2\xC9\xB7\xC3", .data = MS_SLICE("x"), .has_descriptor = true})});
}

static void no_changed_or_missing_byte_does_harm(void **state) {
    (void)state;
    ms_buffer samples[4];
    ms_ctx ctx;
    ms_buffer list = fresh();
    ms_ctx_init(&ctx, ms_sys_real());
    pack_samples(samples);
    for (int i = 0; i < 4; i++) {
        ms_slice whole = ms_buffer_slice(&samples[i]);
        for (size_t at = 0; at < whole.len; at++) {
            for (unsigned change = 1; change < 256; change = change * 2 + 1) {
                samples[i].data[at] = (char)(samples[i].data[at] ^ (char)change);
                ms_buffer_reset(&list);
                ms_status status = list_bytes(&ctx, whole, NULL, &list);
                assert_int_not_equal(status, MS_E_INTERNAL);
                samples[i].data[at] = (char)(samples[i].data[at] ^ (char)change);
            }
            /* In memory of its own, so that one byte read too many is seen. */
            char *part = malloc(at + 1);
            memcpy(part, whole.ptr, at);
            ms_buffer_reset(&list);
            ms_status status = list_bytes(&ctx, ms_slice_of(part, at), NULL, &list);
            bool is_told = status != MS_OK || memmem(list.data, list.len, " ! ", 3);
            bool is_no_archive =
                at < 20 || (i == 2 && at < 512); /* too little to be known for one */
            bool is_padding =
                i == 2 &&
                at >= whole.len - 512; /* of the end mark: one block of zeros ends it too */
            if (!is_told && !is_no_archive && !is_padding) {
                fail_msg("sample %d cut at %zu says nothing", i, at);
            }
            free(part);
        }
        ms_buffer_free(&samples[i]);
    }
    ms_buffer_free(&list);
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    ms_buffer samples[4];
    pack_samples(samples);
    for (int i = 0; i < 4; i++) {
        for (size_t n = 1;; n++) {
            failing_sys failing;
            ms_ctx ctx;
            ms_buffer list;
            ms_ctx_init(&ctx, failing_sys_init(&failing, n));
            failing.is_sticky = true;
            ms_buffer_init(&list, ctx.sys, 0);
            ms_status status = list_bytes(&ctx, ms_buffer_slice(&samples[i]), NULL, &list);
            ms_buffer_free(&list);
            assert_int_equal(failing.live_bytes, 0);
            if (!failing.has_failed) {
                OK(status);
                break;
            }
            assert_int_equal(status, MS_E_MEMORY);
        }
        ms_buffer_free(&samples[i]);
    }
}

static void members_cost_no_allocation_once_warm(void **state) {
    (void)state;
    static const ms_archive_kind_out kinds[] = {MS_WRITE_ZIP, MS_WRITE_TAR, MS_WRITE_TAR_GZ};
    for (size_t k = 0; k < 3; k++) {
        ms_ctx ctx;
        ms_error error;
        ms_archive_writer *writer;
        ms_archive *archive;
        ms_member member;
        failing_sys counting;
        ms_buffer out = fresh();
        ms_ctx_init(&ctx, failing_sys_init(&counting, 0));
        OK(ms_archive_writer_new(&ctx, kinds[k], to_buffer, &out, &writer, &error));
        for (int i = 0; i < 200; i++) {
            char name[16];
            int len = snprintf(name, sizeof name, "%03d.txt", i);
            OK(ms_archive_writer_add(writer, ms_slice_of(name, (size_t)len),
                                     MS_SLICE("words, words, words"), -1, &error));
        }
        OK(ms_archive_writer_finish(writer, &error));
        ms_archive_writer_free(writer);
        OK(ms_archive_open_bytes(&ctx, ms_buffer_slice(&out), MS_SLICE("x"), NULL, &archive,
                                 &error));
        /* Names are remembered in a table that doubles: 129 is the last time for 200. */
        for (int i = 0; i < 130; i++) OK(ms_archive_next(archive, &member, &error));
        size_t before = counting.calls;
        for (int i = 130; i < 200; i++) OK(ms_archive_next(archive, &member, &error));
        assert_int_equal(counting.calls, before);
        assert_int_equal(ms_archive_next(archive, &member, &error), MS_END);
        assert_int_equal(ms_archive_next(archive, &member, &error), MS_END);
        ms_archive_close(archive);
        ms_buffer_free(&out);
        assert_int_equal(counting.live_bytes, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_archive_is_one_member),
        cmocka_unit_test(all_members_of_a_gzip_are_one_document),
        cmocka_unit_test(archives_inside_archives_are_walked_in_their_places),
        cmocka_unit_test(an_archive_alone_in_a_zip_adds_no_level_to_ids),
        cmocka_unit_test(packages_and_all_archives_can_be_left_whole),
        cmocka_unit_test(files_and_pipes_give_the_same),
        cmocka_unit_test(a_folder_is_an_error_with_words),
        cmocka_unit_test(a_member_is_found_by_its_path),
        cmocka_unit_test(what_lies_beside_a_member_does_not_disturb_it),
        cmocka_unit_test(every_limit_holds),
        cmocka_unit_test(nesting_ends_at_the_limit_and_the_rest_goes_on),
        cmocka_unit_test(gzip_in_gzip_ends_at_the_limit),
        cmocka_unit_test(bombs_are_refused_early),
        cmocka_unit_test(no_changed_or_missing_byte_does_harm),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(members_cost_no_allocation_once_warm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
