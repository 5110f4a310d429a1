/* Files that appear whole or not at all, with every system call failed in turn. */
#include "support.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "out/file.h"

/* A system that fails its Nth call of the write family, and notes what was synced before the
 * rename. */
typedef struct faulty {
    ms_sys sys;
    size_t fail_at; /* 0: never */
    size_t calls;
    bool is_synced;       /* since the last write */
    bool renamed_synced;  /* the rename came when all was synced */
    size_t syncs_behind;  /* after the rename */
    bool is_renamed;
} faulty;

static bool fails(faulty *f) {
    if (++f->calls != f->fail_at) return false;
    errno = ENOSPC;
    return true;
}

static int faulty_open(void *state, const char *path, int flags, unsigned mode) {
    return fails(state) ? -1 : ms_sys_real()->open(NULL, path, flags, mode);
}

/* Like the real one, it closes even when it fails. */
static int faulty_close(void *state, int fd) {
    int result = ms_sys_real()->close(NULL, fd);
    return fails(state) ? -1 : result;
}

static ssize_t faulty_write(void *state, int fd, const void *from, size_t size) {
    faulty *f = state;
    if (fails(f)) return -1;
    f->is_synced = false;
    return ms_sys_real()->write(NULL, fd, from, size > 1000 ? 1000 : size); /* and short */
}

static int faulty_fsync(void *state, int fd) {
    faulty *f = state;
    if (fails(f)) return -1;
    f->is_synced = true;
    if (f->is_renamed) f->syncs_behind++;
    return ms_sys_real()->fsync(NULL, fd);
}

static int faulty_rename(void *state, const char *from, const char *to) {
    faulty *f = state;
    if (fails(f)) return -1;
    f->renamed_synced = f->is_synced;
    f->is_renamed = true;
    return ms_sys_real()->rename(NULL, from, to);
}

static const ms_sys *faulty_init(faulty *f, size_t fail_at) {
    *f = (faulty){.sys = *ms_sys_real(), .fail_at = fail_at};
    f->sys.state = f;
    f->sys.open = faulty_open;
    f->sys.close = faulty_close;
    f->sys.write = faulty_write;
    f->sys.fsync = faulty_fsync;
    f->sys.rename = faulty_rename;
    return &f->sys;
}

static char folder[64];
static char path[128];

static int make_folder(void **state) {
    (void)state;
    strcpy(folder, "/tmp/moonscribe-test-XXXXXX");
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/rows.jsonl", folder);
    return 0;
}

static size_t count_files(void) {
    size_t count = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    while (readdir(dir)) count++;
    closedir(dir);
    return count - 2;
}

static int remove_folder(void **state) {
    (void)state;
    unlink(path);
    return rmdir(folder); /* fails, and with it the test, when something was left behind */
}

/* "" when there is none. */
static const char *contents(void) {
    static char text[32];
    memset(text, 0, sizeof text);
    int fd = open(path, O_RDONLY);
    if (fd < 0) return text;
    assert_true(read(fd, text, sizeof text - 1) >= 0);
    close(fd);
    return text;
}

static ms_status write_file(const ms_sys *sys, const char *text, ms_error *error) {
    ms_out_file *file;
    ms_status status = ms_out_file_new(sys, path, &file, error);
    if (status != MS_OK) return status;
    status = ms_out_file_write(file, ms_slice_str(text), error);
    if (status == MS_OK) return ms_out_file_publish(file, error);
    ms_out_file_discard(file);
    return status;
}

static void it_is_there_only_when_published(void **state) {
    (void)state;
    ms_out_file *file;
    ms_error error;
    assert_int_equal(ms_out_file_new(ms_sys_real(), path, &file, &error), MS_OK);
    assert_int_equal(ms_out_file_write(file, MS_SLICE("first"), &error), MS_OK);
    assert_string_equal(contents(), "");
    assert_int_equal(ms_out_file_publish(file, &error), MS_OK);
    assert_string_equal(contents(), "first");
    assert_int_equal(ms_out_file_new(ms_sys_real(), path, &file, &error), MS_OK);
    assert_int_equal(ms_out_file_write(file, MS_SLICE("second"), &error), MS_OK);
    assert_string_equal(contents(), "first");
    ms_out_file_discard(file);
    assert_string_equal(contents(), "first");
    assert_int_equal(write_file(ms_sys_real(), "third", &error), MS_OK);
    assert_string_equal(contents(), "third");
    assert_int_equal(count_files(), 1);
}

static void small_and_large_writes_keep_their_order(void **state) {
    (void)state;
    enum { BLOCK = 100000 };
    static char block[BLOCK], all[3 * BLOCK];
    ms_out_file *file;
    ms_error error;
    memset(block, 'b', BLOCK);
    faulty f;
    assert_int_equal(ms_out_file_new(faulty_init(&f, 0), path, &file, &error), MS_OK);
    assert_int_equal(ms_out_file_write(file, MS_SLICE("a"), &error), MS_OK);
    assert_int_equal(ms_out_file_write(file, ms_slice_of(block, BLOCK), &error), MS_OK);
    for (size_t i = 0; i < 70000; i++) {
        assert_int_equal(ms_out_file_write(file, MS_SLICE("c"), &error), MS_OK);
    }
    assert_int_equal(ms_out_file_publish(file, &error), MS_OK);
    int fd = open(path, O_RDONLY);
    assert_int_equal(read(fd, all, sizeof all), 1 + BLOCK + 70000);
    close(fd);
    assert_int_equal(all[0], 'a');
    assert_memory_equal(all + 1, block, BLOCK);
    for (size_t i = 0; i < 70000; i++) assert_int_equal(all[1 + BLOCK + i], 'c');
}

static void all_is_synced_before_the_name_and_the_folder_behind_it(void **state) {
    (void)state;
    faulty f;
    ms_error error;
    assert_int_equal(write_file(faulty_init(&f, 0), "text", &error), MS_OK);
    assert_true(f.renamed_synced);
    assert_int_equal(f.syncs_behind, 1);
}

static void any_failed_call_leaves_the_old_or_the_new_file_and_names_it(void **state) {
    (void)state;
    ms_error error;
    assert_int_equal(write_file(ms_sys_real(), "old", &error), MS_OK);
    for (size_t n = 1;; n++) {
        faulty f;
        assert_true(n < 50);
        ms_status status = write_file(faulty_init(&f, n), "new", &error);
        assert_int_equal(count_files(), 1);
        if (status == MS_OK && f.calls < n) break;
        if (status == MS_OK) continue; /* closing the synced folder may fail: nothing is lost */
        assert_int_equal(status, MS_E_IO);
        assert_non_null(strstr(error.message, path));
        assert_string_equal(contents(), f.is_renamed ? "new" : "old");
        assert_int_equal(write_file(ms_sys_real(), "old", &error), MS_OK);
    }
    assert_string_equal(contents(), "new");
}

static void a_refused_allocation_leaves_nothing_behind(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_error error;
        ms_status status = write_file(failing_sys_init(&failing, n), "text", &error);
        assert_int_equal(failing.live_bytes, 0);
        assert_int_equal(count_files(), status == MS_OK);
        if (!failing.has_failed) break;
        assert_int_equal(status, MS_E_MEMORY);
    }
}

static void what_is_no_file_is_not_replaced(void **state) {
    (void)state;
    ms_out_file *file;
    ms_error error;
    assert_int_equal(ms_out_file_new(ms_sys_real(), folder, &file, &error), MS_E_USAGE);
    assert_int_equal(ms_out_file_new(ms_sys_real(), "/dev/null", &file, &error), MS_E_USAGE);
    assert_int_equal(ms_out_file_new(ms_sys_real(), "/nonexistent/x", &file, &error),
                     MS_E_NOT_FOUND);
    assert_non_null(strstr(error.message, "/nonexistent/x"));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(it_is_there_only_when_published),
        IN_FOLDER(small_and_large_writes_keep_their_order),
        IN_FOLDER(all_is_synced_before_the_name_and_the_folder_behind_it),
        IN_FOLDER(any_failed_call_leaves_the_old_or_the_new_file_and_names_it),
        IN_FOLDER(a_refused_allocation_leaves_nothing_behind),
        IN_FOLDER(what_is_no_file_is_not_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
