/* Archives that nobody here made: real, odd, corrupt and hostile ones from the test suites of
 * others. Not one may crash, hang or write a file. Skips, loudly, where they are not there. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/make.h"

enum { SECONDS_MOST = 10 };

/* libarchive asks for absurd amounts of memory in some of them, and gets on without. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "allocator_may_return_null=1";
}

typedef struct tally {
    size_t files, opened, members, errors, slow;
} tally;

static void read_one(const char *path, tally *sums) {
    ms_ctx ctx;
    ms_error error;
    ms_archive *archive;
    ms_member member;
    int fd = open(path, O_RDONLY);
    assert_true(fd >= 0);
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.total = UINT64_C(1) << 30;
    ctx.limits.member = UINT64_C(1) << 28;
    ctx.limits.members = 20000;
    int64_t start = own_time_ns(NULL);
    sums->files++;
    if (ms_archive_open_fd(&ctx, fd, ms_slice_str(path), NULL, &archive, &error) == MS_OK) {
        ms_status status;
        sums->opened++;
        for (size_t calls = 0; (status = ms_archive_next(archive, &member, &error)) != MS_END;
             calls++) {
            assert_true(calls < 30000);
            assert_int_not_equal(status, MS_E_INTERNAL);
            sums->members += status == MS_OK;
            sums->errors += status != MS_OK;
        }
        ms_archive_close(archive);
    } else {
        sums->errors++;
    }
    close(fd);
    int64_t took_ms = (own_time_ns(NULL) - start) / 1000000;
    if (took_ms > 1000) print_message("%5lld ms: %s\n", (long long)took_ms, path);
    sums->slow += took_ms > SECONDS_MOST * 1000;
}

static void walk(const char *folder, tally *sums) {
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char path[4096];
        struct stat info;
        if (entry->d_name[0] == '.') continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (lstat(path, &info) != 0) continue;
        if (S_ISDIR(info.st_mode)) walk(path, sums);
        if (S_ISREG(info.st_mode)) read_one(path, sums);
    }
    closedir(dir);
}

/* In the folder that MS_SHARED names, else in "shared" beside the checkout, whose build folder
 * we run in. */
static void set_folder(char *folder, size_t size) {
    const char *shared = getenv("MS_SHARED");
    char program[2048];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    program[len > 0 ? len : 0] = 0;
    char *slash = strrchr(program, '/');
    if (slash) *slash = 0;
    if (shared) snprintf(folder, size, "%s/data/archives", shared);
    else snprintf(folder, size, "%s/../../shared/data/archives", program);
}

static void nothing_in_the_corpora_crashes_hangs_or_writes(void **state) {
    (void)state;
    char folder[4096];
    set_folder(folder, sizeof folder);
    if (access(folder, R_OK) != 0) {
        print_message("SKIPPED: there are no archives in %s (set MS_SHARED)\n", folder);
        skip();
    }
    /* The kernel refuses every byte that would be written to a file. */
    const struct rlimit none = {0, 0};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    tally sums = {0};
    walk(folder, &sums);
    print_message("%zu files, %zu opened, %zu members, %zu errors\n", sums.files, sums.opened,
                  sums.members, sums.errors);
    assert_true(sums.files > 0);
    assert_int_equal(sums.slow, 0);
}

/* --- as a tool: what is in one archive, for scripts that hold it against other readers --- */

static void show(const char *what, const ms_member *member, const char *message) {
    printf("%s\t%zu\t%08x\t%.*s\t%s\n", what, member->bytes.len,
           (unsigned)ms_inflate_crc32(0, member->bytes), (int)member->path.len,
           member->path.ptr ? member->path.ptr : "", message);
}

/* A line a member: "ok", "skip" or a code, size, CRC-32, path, and words. */
static int list_file(const char *path, bool is_flat) {
    ms_ctx ctx;
    ms_error error = {0};
    ms_archive *archive;
    ms_member member = {0};
    ms_status status;
    const struct rlimit none = {0, 0};
    int fd = open(path, O_RDONLY);
    if (fd < 0) return 1;
    struct stat info;
    if (fstat(STDOUT_FILENO, &info) == 0 && !S_ISREG(info.st_mode)) {
        OK(setrlimit(RLIMIT_FSIZE, &none));
    }
    ms_ctx_init(&ctx, ms_sys_real());
    ms_archive_options options = {.no_descent = is_flat, .password = getenv("MS_TEST_PASSWORD")};
    OK(ms_converters_new(&ctx, &options.converters, &error));
    status = ms_archive_open_fd(&ctx, fd, ms_slice_str(path), &options, &archive, &error);
    if (status != MS_OK) show(ms_status_name(status), &member, error.message);
    while (archive && (status = ms_archive_next(archive, &member, &error)) != MS_END) {
        const char *what = status != MS_OK ? ms_status_name(status)
                           : member.is_skip ? "skip"
                                            : "ok";
        show(what, &member, status != MS_OK    ? error.message
                            : member.is_skip ? member.skip_reason
                                             : "");
        ms_ctx_start(&ctx);
    }
    ms_archive_close(archive);
    ms_converters_free(options.converters);
    close(fd);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 3) return list_file(argv[2], strcmp(argv[1], "--flat") == 0);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_in_the_corpora_crashes_hangs_or_writes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
