/* What is written is read again, is the same every time, and stops cleanly. With a folder as
 * argument it writes samples there instead, for other programs to read
 * (tests/regress/archive_tools.sh). */
#include <fcntl.h>
#include <unistd.h>

#include "archive/make.h"

static const ms_archive_kind_out KINDS[] = {MS_WRITE_ZIP, MS_WRITE_GZ, MS_WRITE_TAR,
                                            MS_WRITE_TAR_GZ, MS_WRITE_TAR_ZST};
enum { KIND_COUNT = 5 };

/* A name, a long one, one that is not ASCII, and contents that do and do not deflate. */
static ms_status write_sample(ms_ctx *ctx, ms_archive_kind_out kind, ms_archive_sink sink,
                              void *state) {
    ms_error error = {0};
    ms_archive_writer *writer;
    char text[5000], long_name[151];
    for (size_t i = 0; i < sizeof text; i++) text[i] = "question and answer\n"[i % 20];
    memset(long_name, 'n', 150);
    long_name[150] = 0;
    long_name[90] = '/';
    const ms_slice names[] = {MS_SLICE("2024/a.txt"), ms_slice_str(long_name),
                              MS_SLICE("采访/喀什 #1.txt"), MS_SLICE("empty")};
    const ms_slice bytes[] = {ms_slice_of(text, sizeof text), MS_SLICE("x"), MS_SLICE("一是"),
                              MS_SLICE("")};
    ms_status status = ms_archive_writer_new(ctx, kind, sink, state, &writer, &error);
    if (status != MS_OK) return status;
    for (size_t i = 0; i < (kind == MS_WRITE_GZ ? 1u : 4u) && status == MS_OK; i++) {
        status =
            ms_archive_writer_add(writer, names[i], bytes[i], i == 2 ? 1700000000 : -1, &error);
    }
    if (status == MS_OK) status = ms_archive_writer_finish(writer, &error);
    if (status != MS_OK) {
        assert_int_equal(error.code, status);
        assert_int_equal(ms_archive_writer_finish(writer, &error),
                         status); /* it stays failed */
    }
    ms_archive_writer_free(writer);
    return status;
}

static void what_is_written_is_read_again_and_always_the_same(void **state) {
    (void)state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        ms_ctx ctx;
        ms_buffer first, second;
        ms_ctx_init(&ctx, ms_sys_real());
        ms_buffer_init(&first, ctx.sys, 0);
        ms_buffer_init(&second, ctx.sys, 0);
        OK(write_sample(&ctx, KINDS[i], to_buffer, &first));
        OK(write_sample(&ctx, KINDS[i], to_buffer, &second));
        assert_true(ms_slice_equal(ms_buffer_slice(&first), ms_buffer_slice(&second)));
        assert_lists(
            &first,
            KINDS[i] == MS_WRITE_GZ
                ? " = 5000 bytes\n"
                : "2024/a.txt = 5000 bytes\n"
                  "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn/"
                  "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn = x\n"
                  "采访/喀什 %231.txt = 一是\nempty = \n");
        ms_buffer_free(&first);
        ms_buffer_free(&second);
    }
}

static void times_come_back(void **state) {
    (void)state;
    static const int64_t times[][2] = {
        {-1, 315532800}, {1700000000, 1700000000}, {1709164800, 1709164800}, {0, 315532800}};
    for (size_t i = 0; i < 4; i++) {
        ms_ctx ctx;
        ms_error error;
        ms_buffer out;
        ms_archive_writer *writer;
        ms_archive *archive;
        ms_member member;
        ms_ctx_init(&ctx, ms_sys_real());
        ms_buffer_init(&out, ctx.sys, 0);
        OK(ms_archive_writer_new(&ctx, MS_WRITE_ZIP, to_buffer, &out, &writer, &error));
        OK(ms_archive_writer_add(writer, MS_SLICE("a"), MS_SLICE(""), times[i][0], &error));
        OK(ms_archive_writer_finish(writer, &error));
        ms_archive_writer_free(writer);
        OK(ms_archive_open_bytes(&ctx, ms_buffer_slice(&out), MS_SLICE("x"), NULL, &archive,
                                 &error));
        OK(ms_archive_next(archive, &member, &error));
        assert_int_equal(member.mtime_s, times[i][1]);
        ms_archive_close(archive);
        ms_buffer_free(&out);
    }
}

static void unsafe_and_second_names_are_refused_and_the_writer_goes_on(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_error error;
    ms_buffer out;
    ms_archive_writer *writer;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_buffer_init(&out, ctx.sys, 0);
    OK(ms_archive_writer_new(&ctx, MS_WRITE_TAR, to_buffer, &out, &writer, &error));
    OK(ms_archive_writer_add(writer, MS_SLICE("a"), MS_SLICE("1"), -1, &error));
    const ms_slice bad[] = {
        MS_SLICE(""),     MS_SLICE("/a"),  MS_SLICE("a/"),   MS_SLICE("../a"), MS_SLICE("b/.."),
        MS_SLICE("a//b"), MS_SLICE("./b"), MS_SLICE("a\0b"), MS_SLICE("\xFF"), MS_SLICE("a")};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(ms_archive_writer_add(writer, bad[i], MS_SLICE(""), -1, &error),
                         MS_E_USAGE);
    }
    OK(ms_archive_writer_add(writer, MS_SLICE("b.."), MS_SLICE("2"), -1, &error));
    OK(ms_archive_writer_finish(writer, &error));
    assert_int_equal(ms_archive_writer_add(writer, MS_SLICE("c"), MS_SLICE(""), -1, &error),
                     MS_E_USAGE);
    ms_archive_writer_free(writer);
    assert_lists(&out, "a = 1\nb.. = 2\n");
    ms_buffer_free(&out);
}

/* Takes `left` bytes, then refuses. */
static ms_status take_some(void *state, ms_slice bytes) {
    size_t *left = state;
    if (bytes.len > *left) return MS_E_IO;
    *left -= bytes.len;
    return MS_OK;
}

static void a_sink_that_refuses_stops_it(void **state) {
    (void)state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        for (size_t left = 0; left < 12000; left += 97) {
            ms_ctx ctx;
            size_t rest = left;
            ms_ctx_init(&ctx, ms_sys_real());
            ms_status status = write_sample(&ctx, KINDS[i], take_some, &rest);
            if (status == MS_OK) break;
            assert_int_equal(status, MS_E_IO);
        }
    }
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    for (size_t i = 0; i < KIND_COUNT; i++) {
        for (size_t n = 1;; n++) {
            failing_sys failing;
            ms_ctx ctx;
            ms_buffer out;
            ms_ctx_init(&ctx, failing_sys_init(&failing, n));
            ms_buffer_init(&out, ctx.sys, 0);
            ms_status status = write_sample(&ctx, KINDS[i], to_buffer, &out);
            ms_buffer_free(&out);
            assert_int_equal(failing.live_bytes, 0);
            if (!failing.has_failed) {
                OK(status);
                break;
            }
            assert_int_equal(status, MS_E_MEMORY);
        }
    }
}

static int write_files(const char *folder) {
    static const char *const names[] = {"sample.zip", "sample.gz", "sample.tar",
                                        "sample.tar.gz", "sample.tar.zst"};
    for (size_t i = 0; i < KIND_COUNT; i++) {
        ms_ctx ctx;
        ms_buffer out;
        char path[4096];
        ms_ctx_init(&ctx, ms_sys_real());
        ms_buffer_init(&out, ctx.sys, 0);
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        bool is_done = fd >= 0 && write_sample(&ctx, KINDS[i], to_buffer, &out) == MS_OK &&
                       write(fd, out.data, out.len) == (ssize_t)out.len && close(fd) == 0;
        ms_buffer_free(&out);
        if (!is_done) return 1;
    }
    return 0;
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_again_and_always_the_same),
        cmocka_unit_test(times_come_back),
        cmocka_unit_test(unsafe_and_second_names_are_refused_and_the_writer_goes_on),
        cmocka_unit_test(a_sink_that_refuses_stops_it),
        cmocka_unit_test(every_allocation_may_fail),
    };
    if (argc > 1) return write_files(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
