/* What an input stands for: which files, in which order, with which ids. */
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/engine.h"
#include "support.h"

static char top[64]; /* the folder of a test, which is its working folder */

static void touch(const char *path) {
    int fd = open(path, O_CREAT | O_WRONLY, 0600);
    assert_true(fd >= 0);
    close(fd);
}

static int enter(void **state) {
    (void)state;
    snprintf(top, sizeof top, "/tmp/moonscribe-test-XXXXXX");
    assert_non_null(mkdtemp(top));
    assert_int_equal(chdir(top), 0);
    static const char *const folders[] = {"talks", "talks/b", "talks/b-2", "talks/.hidden",
                                          "other"};
    static const char *const files[] = {
        "talks/b/1.txt", "talks/b/1.txt.meta.json", "talks/b-2/x",        "talks/b.txt",
        "talks/.no",     "talks/.hidden/no",        "talks/\xE4\xBD\xA0", "other/secret",
        "other/b.txt"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) mkdir(folders[i], 0700);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) touch(files[i]);
    return 0;
}

static int leave(void **state) {
    (void)state;
    assert_int_equal(chdir("/"), 0);
    pid_t pid = fork();
    if (pid == 0) execlp("rm", "rm", "-rf", top, (char *)NULL);
    waitpid(pid, NULL, 0);
    return 0;
}

/* "path=id path=id ..." of what the inputs stand for; a * marks one with corrections beside it,
 * a ! one that is left out. */
static const char *expand(const char *const *inputs) {
    static char text[2048];
    ms_arena arena;
    ms_error error = {0};
    size_t len = 0;
    ms_arena_init(&arena, ms_sys_real(), 0);
    ms_inputs all = {.arena = &arena, .sys = ms_sys_real()};
    ms_status status = MS_OK;
    for (; *inputs && status == MS_OK; inputs++) status = ms_inputs_add(&all, *inputs, &error);
    if (status == MS_OK) status = ms_inputs_settle(&all, &error);
    text[0] = '\0';
    if (status != MS_OK) snprintf(text, sizeof text, "%s", ms_status_name(status));
    for (size_t i = 0; i < all.count && status == MS_OK; i++) {
        len += (size_t)snprintf(
            text + len, sizeof text - len, "%s%s=%s%s%s", i ? " " : "", all.items[i].path,
            all.items[i].id, all.items[i].has_beside ? "*" : "", all.items[i].skip ? "!" : "");
    }
    ms_inputs_free(&all);
    ms_arena_free(&arena);
    return text;
}
#define EXPAND(...) expand((const char *const[]){__VA_ARGS__, NULL})

static void a_folder_is_walked_in_byte_order_of_paths(void **state) {
    (void)state;
    /* "b-2/" comes before "b.txt", and both before "b/". */
    assert_string_equal(EXPAND("talks"),
                        "talks/b-2/x=b-2/x talks/b.txt=b.txt talks/b/1.txt=b/1.txt* "
                        "talks/b/1.txt.meta.json=b/1.txt.meta.json "
                        "talks/\xE4\xBD\xA0=\xE4\xBD\xA0");
}

static void a_slash_at_the_end_changes_only_what_was_written(void **state) {
    (void)state;
    assert_string_equal(EXPAND("other/"), "other/b.txt=b.txt other/secret=secret");
    assert_string_equal(EXPAND("./other//"), "./other//b.txt=b.txt ./other//secret=secret");
}

static void one_file_needs_no_prefix(void **state) {
    (void)state;
    assert_string_equal(EXPAND("talks/b/1.txt"), "talks/b/1.txt=*");
    assert_string_equal(EXPAND("-"), "-=stdin");
}

static void several_inputs_have_their_names_before_the_ids(void **state) {
    (void)state;
    assert_string_equal(EXPAND("other", "talks/b.txt"),
                        "other/b.txt=other/b.txt other/secret=other/secret talks/b.txt=b.txt");
    assert_string_equal(EXPAND("other/", "-"),
                        "other/b.txt=other/b.txt other/secret=other/secret -=stdin");
}

static void a_glob_is_in_byte_order_and_may_match_nothing(void **state) {
    (void)state;
    assert_string_equal(EXPAND("*/b.t?t"), "other/b.txt=b.txt talks/b.txt=b.txt");
    assert_string_equal(EXPAND("other/s*"), "other/secret=");
    assert_string_equal(EXPAND("none*"), "not_found");
    touch("odd[1].txt"); /* what is there is no pattern */
    assert_string_equal(EXPAND("odd[1].txt"), "odd[1].txt=");
}

static void a_list_holds_one_input_a_line(void **state) {
    (void)state;
    int fd = open("list", O_CREAT | O_WRONLY, 0600);
    assert_int_equal(write(fd, "other\r\n\ntalks/b.txt", 19), 19);
    close(fd);
    assert_string_equal(EXPAND("@list"),
                        "other/b.txt=other/b.txt other/secret=other/secret talks/b.txt=b.txt");
    fd = open("list", O_TRUNC | O_WRONLY);
    assert_int_equal(write(fd, "@list\n", 6), 6);
    close(fd);
    assert_string_equal(EXPAND("@list"), "usage");
    assert_string_equal(EXPAND("@nolist"), "not_found");
}

static void links_are_followed_only_inside_the_folder(void **state) {
    (void)state;
    assert_int_equal(symlink("../../other/secret", "talks/b/out"), 0);
    assert_int_equal(symlink("../b.txt", "talks/b/in"), 0);
    assert_int_equal(symlink("..", "talks/b/round"), 0);
    assert_int_equal(symlink("nowhere", "talks/b/dead"), 0);
    assert_string_equal(
        EXPAND("talks/b"),
        "talks/b/1.txt=1.txt* talks/b/1.txt.meta.json=1.txt.meta.json "
        "talks/b/dead=dead! talks/b/in=in! talks/b/out=out! talks/b/round=round!");
    assert_non_null(strstr(EXPAND("talks"), "talks/b/in=b/in talks/b/out=b/out!"));
    /* One that the user names is the user's wish. */
    assert_string_equal(EXPAND("talks/b/out"), "talks/b/out=");
}

static void what_is_no_file_is_left_out(void **state) {
    (void)state;
    assert_int_equal(mkfifo("other/pipe", 0600), 0);
    assert_string_equal(EXPAND("other"),
                        "other/b.txt=b.txt other/pipe=pipe! other/secret=secret");
}

static void what_is_not_there_is_said(void **state) {
    (void)state;
    assert_string_equal(EXPAND("nothing"), "not_found");
    assert_string_equal(EXPAND(""), "not_found");
}

static void refused_memory_is_an_error_and_leaks_nothing(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        const ms_sys *sys = failing_sys_init(&failing, n);
        ms_arena arena;
        ms_error error = {0};
        ms_arena_init(&arena, sys, 0);
        ms_inputs all = {.arena = &arena, .sys = sys};
        ms_status status = ms_inputs_add(&all, "talks", &error);
        if (status == MS_OK) status = ms_inputs_add(&all, "other", &error);
        if (status == MS_OK) status = ms_inputs_settle(&all, &error);
        ms_inputs_free(&all);
        ms_arena_free(&arena);
        assert_int_equal(failing.live_bytes, 0);
        assert_int_equal(status, failing.has_failed ? MS_E_MEMORY : MS_OK);
        if (!failing.has_failed) break;
    }
}

int main(void) {
#define HERE(test) cmocka_unit_test_setup_teardown(test, enter, leave)
    const struct CMUnitTest tests[] = {
        HERE(a_folder_is_walked_in_byte_order_of_paths),
        HERE(a_slash_at_the_end_changes_only_what_was_written),
        HERE(one_file_needs_no_prefix),
        HERE(several_inputs_have_their_names_before_the_ids),
        HERE(a_glob_is_in_byte_order_and_may_match_nothing),
        HERE(a_list_holds_one_input_a_line),
        HERE(links_are_followed_only_inside_the_folder),
        HERE(what_is_no_file_is_left_out),
        HERE(what_is_not_there_is_said),
        HERE(refused_memory_is_an_error_and_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
