/* The run over a fake worker: order, what a dying or lying worker costs, limits, files. */
#include <sys/stat.h>
#include <sys/wait.h>

#include "fake_worker.h"
#include "moonscribe.h"

typedef struct heard {
    char text[8192]; /* what came, in order */
    size_t len;
    int stop_after;  /* rows, 0: never */
    int rows;
} heard;

static void hear(heard *h, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int len = vsnprintf(h->text + h->len, sizeof h->text - h->len, format, args);
    va_end(args);
    assert_true(len >= 0 && (size_t)len < sizeof h->text - h->len);
    h->len += (size_t)len;
}

static ms_status on_row(void *state, ms_slice json, ms_slice document) {
    heard *h = state;
    hear(h, "%.*s@%.*s ", (int)json.len, json.ptr, (int)document.len,
         document.len ? document.ptr : "");
    return h->stop_after && ++h->rows >= h->stop_after ? MS_E_STALE : MS_OK;
}

static ms_status on_bytes(void *state, ms_slice bytes) {
    hear(state, "%.*s", (int)bytes.len, bytes.ptr);
    return MS_OK;
}

static ms_status on_reject(void *state, const ms_reject *reject) {
    const char *name = memrchr(reject->locator.ptr, '/', reject->locator.len);
    ms_slice locator = name ? ms_slice_str(name + 1) : reject->locator;
    if (name) locator.len = (size_t)(reject->locator.ptr + reject->locator.len - name) - 1;
    hear(state, "REJECT %.*s %.*s %.*s: %.*s; ", (int)locator.len, locator.ptr,
         (int)reject->stage.len, reject->stage.ptr, (int)reject->code.len, reject->code.ptr,
         (int)reject->message.len, reject->message.ptr);
    return MS_OK;
}

static ms_status on_skip(void *state, ms_slice locator, ms_slice reason) {
    (void)locator;
    hear(state, "SKIP %.*s; ", (int)reason.len, reason.ptr);
    return MS_OK;
}

typedef struct scene {
    char folder[64], self[4096];
    ms_engine *engine;
    heard heard;
    ms_totals totals;
    ms_error error;
} scene;

static void write_file(const char *path, const char *content) {
    int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, content, strlen(content)), (ssize_t)strlen(content));
    close(fd);
}

static char *path_of(const scene *s, const char *name) {
    static char path[256];
    snprintf(path, sizeof path, "%s/%s", s->folder, name);
    return path;
}

static void file(const scene *s, const char *name, const char *deeds) {
    write_file(path_of(s, name), deeds);
}

static int open_scene(void **state) {
    scene *s = test_calloc(1, sizeof *s);
    snprintf(s->folder, sizeof s->folder, "/tmp/moonscribe-test-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    assert_true(readlink("/proc/self/exe", s->self, sizeof s->self - 1) > 0);
    assert_int_equal(mkdir(path_of(s, "in"), 0700), 0);
    assert_int_equal(ms_engine_new(s->self, s->folder, &s->engine, &s->error), MS_OK);
    *state = s;
    return 0;
}

static int close_scene(void **state) {
    scene *s = *state;
    ms_engine_free(s->engine);
    pid_t pid = fork();
    if (pid == 0) execlp("rm", "rm", "-rf", s->folder, (char *)NULL);
    waitpid(pid, NULL, 0);
    test_free(s);
    return 0;
}

static void set(scene *s, const char *key, const char *value) {
    assert_int_equal(ms_engine_set(s->engine, key, value, &s->error), MS_OK);
}

/* Runs over the folder "in"; with rows or with bytes. */
static ms_status run(scene *s, const char *script, bool by_rows) {
    if (ms_engine_load(s->engine, script, &s->error) != MS_OK) return s->error.code;
    assert_int_equal(ms_engine_add_input(s->engine, path_of(s, "in"), &s->error), MS_OK);
    ms_listener listener = {.state = &s->heard,
                            .row = by_rows ? on_row : NULL,
                            .bytes = on_bytes,
                            .reject = on_reject,
                            .skip = on_skip};
    return ms_engine_run(s->engine, &listener, &s->totals, &s->error);
}

/* --- what goes well ----------------------------------------------------------------------- */

static void rows_come_in_input_order_with_their_document(void **state) {
    scene *s = *state;
    file(s, "in/b", "doc b\nrow 3\nrow 4\n");
    file(s, "in/a", "doc a\nrow 1\n");
    file(s, "in/c", "skip\n");
    assert_int_equal(run(s, "plain", true), MS_OK);
    assert_string_equal(s->heard.text,
                        "{\"v\":\"1\"}@a {\"v\":\"3\"}@b {\"v\":\"4\"}@b SKIP an image; ");
    assert_int_equal(s->totals.documents, 2);
    assert_int_equal(s->totals.rows, 3);
    assert_int_equal(s->totals.skips, 1);
    assert_int_equal(s->totals.bytes, 14);
}

static void more_units_than_the_window_holds_all_come(void **state) {
    scene *s = *state;
    char expected[8192];
    size_t len = 0;
    for (unsigned char i = 0; i < 200; i++) {
        char name[32], deeds[64];
        snprintf(name, sizeof name, "in/%03d", i);
        snprintf(deeds, sizeof deeds, "doc %d\nrow %03d\n", i, i);
        file(s, name, deeds);
        len += (size_t)snprintf(expected + len, sizeof expected - len, "{\"v\":\"%03d\"}\n", i);
    }
    assert_int_equal(run(s, "plain", false), MS_OK);
    assert_string_equal(s->heard.text, expected);
}

static void an_order_sorts_rows_and_keeps_equal_ones_as_they_came(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nrow b\nrow ab\n");
    file(s, "in/2", "doc 2\nrow a\nrow b\n");
    assert_int_equal(run(s, "ordered", true), MS_OK);
    assert_string_equal(s->heard.text,
                        "{\"v\":\"a\"}@ {\"v\":\"ab\"}@ {\"v\":\"b\"}@ {\"v\":\"b\"}@ ");
}

static void a_table_begins_with_its_header(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nrow x\n");
    set(s, "to", "csv");
    assert_int_equal(run(s, "plain", false), MS_OK);
    assert_string_equal(s->heard.text, "v,\"a \"\"b\"\",c\"\n{\"v\":\"x\"}\n");
}

static void first_stops_behind_so_many_documents(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nrow x\n");
    file(s, "in/2", "doc 2\nrow y\ndoc 2b\nrow no\n");
    file(s, "in/3", "doc 3\nrow no\n");
    set(s, "first", "2");
    assert_int_equal(run(s, "ordered", true), MS_OK);
    assert_string_equal(s->heard.text, "{\"v\":\"x\"}@ {\"v\":\"y\"}@ ");
    assert_int_equal(s->totals.documents, 2);
}

static void the_description_is_what_ready_says(void **state) {
    scene *s = *state;
    assert_null(ms_engine_description(s->engine));
    assert_int_equal(ms_engine_load(s->engine, "plain", &s->error), MS_OK);
    const ms_description *d = ms_engine_description(s->engine);
    assert_string_equal(d->name, "fake");
    assert_int_equal(d->option_count, 1);
    assert_string_equal(d->options[0].help, "a \"unit\" 你");
    assert_string_equal(d->options[0].choices, "turn,point");
    assert_string_equal(d->options[0].fallback, "turn");
    assert_int_equal(d->format_count, 3);
    assert_string_equal(d->formats[0].suffixes, "jsonl,ndjson");
    assert_string_equal(d->formats[2].about, "for people");
}

/* --- a worker that dies or lies ----------------------------------------------------------- */

static void a_worker_that_dies_costs_one_document(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nrow a\n");
    file(s, "in/2", "doc 2\nrow b\n");
    file(s, "in/3", "doc 3\ndie\n");
    file(s, "in/4", "doc 4\nrow d\n");
    assert_int_equal(run(s, "plain", true), MS_OK);
    assert_string_equal(
        s->heard.text,
        "{\"v\":\"a\"}@1 {\"v\":\"b\"}@2 REJECT 3 worker internal: the worker died "
        "(signal 9), at 3; {\"v\":\"d\"}@4 ");
    assert_int_equal(s->totals.rejects, 1);
    assert_int_equal(s->totals.documents, 4);
    assert_int_equal(s->totals.rows, 3);
}

static void in_an_archive_only_the_document_that_kills_is_lost(void **state) {
    scene *s = *state;
    file(s, "in/1.zip", "doc 1.zip/a\nrow a\ndoc 1.zip/b\nrow b\ndoc 1.zip/c\ndie\nrow no\ndoc 1.zip/d\nrow e\n");
    file(s, "in/2", "doc 2\nrow d\n");
    assert_int_equal(run(s, "plain", true), MS_OK);
    assert_string_equal(
        s->heard.text,
        "{\"v\":\"a\"}@1.zip/a {\"v\":\"b\"}@1.zip/b REJECT 1.zip worker internal: the "
        "worker died (signal 9), at 1.zip/c; {\"v\":\"e\"}@1.zip/d {\"v\":\"d\"}@2 ");
}

static void many_that_die_cost_one_each(void **state) {
    scene *s = *state;
    for (unsigned char i = 0; i < 40; i++) {
        char name[32], deeds[64];
        snprintf(name, sizeof name, "in/%03d", i);
        snprintf(deeds, sizeof deeds, "doc %03d\n%s\n", i, i % 4 == 3 ? "die" : "row x");
        file(s, name, deeds);
    }
    assert_int_equal(run(s, "plain", false), MS_OK);
    assert_int_equal(s->totals.rows, 30);
    assert_int_equal(s->totals.rejects, 10);
    assert_int_equal(s->totals.documents, 40);
}

static void one_that_dies_only_once_costs_nothing(void **state) {
    scene *s = *state;
    char deeds[512];
    snprintf(deeds, sizeof deeds, "doc 2\nrow b\ndie-once %s\nrow c\n", path_of(s, "flag"));
    file(s, "in/1", "doc 1\nrow a\n");
    file(s, "in/2", deeds);
    file(s, "in/3", "doc 3\nrow d\n");
    assert_int_equal(run(s, "plain", true), MS_OK);
    assert_string_equal(s->heard.text,
                        "{\"v\":\"a\"}@1 {\"v\":\"b\"}@2 {\"v\":\"c\"}@2 {\"v\":\"d\"}@3 ");
    assert_int_equal(s->totals.documents, 3);
    assert_int_equal(s->totals.rows, 4);
}

static void nonsense_costs_the_document_too(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nhuge\n");
    file(s, "in/2", "doc 2\nstranger\n");
    file(s, "in/3", "doc 3\nnonsense\n");
    file(s, "in/4", "row without a document\n");
    file(s, "in/5", "doc 5\nrow e\n");
    assert_int_equal(run(s, "plain", false), MS_OK);
    assert_int_equal(s->totals.rejects, 4);
    assert_int_equal(s->totals.rows, 1);
    assert_non_null(
        strstr(s->heard.text, "REJECT 2 worker internal: the worker sent nonsense, at 2"));
    assert_non_null(strstr(s->heard.text, "{\"v\":\"e\"}"));
}

static void keys_that_do_not_fit_are_nonsense(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nbadkeys x\n");
    file(s, "in/2", "doc 2\nrow y\n");
    assert_int_equal(run(s, "ordered", true), MS_OK);
    assert_non_null(strstr(s->heard.text, "REJECT 1 worker"));
    assert_non_null(strstr(s->heard.text, "{\"v\":\"y\"}"));
    assert_null(strstr(s->heard.text, "{\"v\":\"x\"}"));
}

static void a_worker_that_never_loads_is_our_own_fault(void **state) {
    scene *s = *state;
    assert_int_equal(run(s, "dead", true), MS_E_INTERNAL);
    assert_non_null(strstr(s->error.message, "signal 9"));
}

static void one_that_says_nothing_is_too(void **state) {
    assert_int_equal(run(*state, "mute", true), MS_E_INTERNAL);
}

static void a_description_that_cannot_be_read_is_too(void **state) {
    assert_int_equal(run(*state, "wrong", true), MS_E_INTERNAL);
}

static void a_job_that_fails_ends_the_run(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nfail\n");
    assert_int_equal(run(s, "plain", true), MS_E_SCRIPT);
    assert_string_equal(s->error.message, "no");
}

/* --- what ends a run ---------------------------------------------------------------------- */

static void the_listener_stops_the_run(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nrow a\nrow b\nrow c\n");
    s->heard.stop_after = 2;
    assert_int_equal(run(s, "plain", true), MS_E_STALE);
    assert_string_equal(s->heard.text, "{\"v\":\"a\"}@1 {\"v\":\"b\"}@1 ");
}

static void an_interrupt_ends_it_and_leaves_no_file(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nrow a\n");
    set(s, "output", path_of(s, "out.jsonl"));
    ms_engine_interrupt(s->engine);
    assert_int_equal(run(s, "plain", false), MS_E_INTERRUPTED);
    assert_int_not_equal(access(path_of(s, "out.jsonl"), F_OK), 0);
}

static void too_many_rejects_end_it(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nreject\n");
    file(s, "in/2", "doc 2\nreject\n");
    file(s, "in/3", "doc 3\nreject\n");
    set(s, "output", path_of(s, "out.jsonl"));
    set(s, "max-rejects", "2");
    assert_int_equal(run(s, "plain", false), MS_E_INTERRUPTED);
    assert_true(s->totals.is_stopped_by_rejects);
    assert_int_equal(s->totals.rejects, 2);
    assert_int_not_equal(access(path_of(s, "out.jsonl"), F_OK), 0);
    assert_int_equal(access(path_of(s, "out.jsonl.run/rejects"), F_OK), 0);
}

static void nothing_to_read_is_not_found(void **state) {
    scene *s = *state;
    file(s, "in/1", "skip\n");
    assert_int_equal(run(s, "plain", true), MS_E_NOT_FOUND);
}

/* --- files -------------------------------------------------------------------------------- */

static void check_file(const scene *s, const char *name, const char *expected) {
    char text[4096] = "";
    int fd = open(path_of(s, name), O_RDONLY);
    assert_true(fd >= 0);
    assert_true(read(fd, text, sizeof text - 1) >= 0);
    close(fd);
    assert_string_equal(text, expected);
}

static void the_result_and_its_rejects_lie_beside_each_other(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nrow a\n");
    file(s, "in/2", "doc 2\nreject\n");
    set(s, "output", path_of(s, "out.jsonl"));
    assert_int_equal(run(s, "plain", false), MS_OK);
    check_file(s, "out.jsonl", "{\"v\":\"a\"}\n");
    check_file(s, "out.jsonl.rejects.jsonl",
               "{\"unit\":\"p\\u001b\",\"stage\":\"script\",\"code\":\"limit_time\","
               "\"message\":\"too \\\"slow\\\"\"}\n");
}

static void rejects_of_an_earlier_run_go(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nrow a\n");
    file(s, "out.jsonl.rejects.jsonl", "old\n");
    set(s, "output", path_of(s, "out.jsonl"));
    assert_int_equal(run(s, "plain", false), MS_OK);
    assert_int_not_equal(access(path_of(s, "out.jsonl.rejects.jsonl"), F_OK), 0);
}

static void the_result_of_an_earlier_run_is_no_input(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nrow a\n");
    file(s, "in/out.jsonl", "doc old\nrow old\n");
    set(s, "output", path_of(s, "in/out.jsonl"));
    assert_int_equal(run(s, "plain", false), MS_OK);
    check_file(s, "in/out.jsonl", "{\"v\":\"a\"}\n");
    assert_int_equal(s->totals.skips, 1);
}

static void the_suffix_chooses_the_format(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\nrow a\n");
    set(s, "output", path_of(s, "out.CSV"));
    assert_int_equal(run(s, "plain", false), MS_OK);
    check_file(s, "out.CSV", "v,\"a \"\"b\"\",c\"\n{\"v\":\"a\"}\n");
}

static void a_suffix_that_means_nothing_is_refused(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\n");
    set(s, "output", path_of(s, "out.xyz"));
    assert_int_equal(run(s, "plain", false), MS_E_USAGE);
    assert_non_null(strstr(s->error.message, "jsonl csv md"));
}

static void a_folder_that_is_not_there_is_said(void **state) {
    scene *s = *state;
    file(s, "in/1", "doc 1\n");
    set(s, "output", path_of(s, "no/out.csv"));
    assert_int_equal(run(s, "plain", false), MS_E_USAGE);
}

/* --- settings ----------------------------------------------------------------------------- */

static void impossible_settings_are_refused(void **state) {
    scene *s = *state;
    static const char *const wrong[][2] = {
        {"first", "0"},       {"first", "1x"},
        {"first", ""},        {"max-rejects", "99999999999999999999999"},
        {"limit.tmie", "1s"}, {"limit.time", "soon"},
        {"nothing", "x"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(ms_engine_set(s->engine, wrong[i][0], wrong[i][1], NULL), MS_E_USAGE);
    }
    assert_int_equal(ms_engine_load(s->engine, "plain", &s->error), MS_OK);
    assert_int_equal(ms_engine_set(s->engine, "plugins", "x", NULL), MS_E_USAGE);
    assert_int_equal(ms_engine_load(s->engine, "plain", NULL), MS_E_USAGE);
}

static void a_worker_that_is_not_there_is_said(void **state) {
    (void)state;
    ms_engine *engine;
    ms_error error;
    assert_int_equal(ms_engine_new("/nowhere/worker", "/tmp", &engine, &error), MS_E_NOT_FOUND);
    assert_non_null(strstr(error.message, "/nowhere/worker"));
    assert_null(engine);
}

int main(int argc, char **argv) {
    (void)argv;
    if (argc == 2) return fake_worker_main();
#define SCENE(test) cmocka_unit_test_setup_teardown(test, open_scene, close_scene)
    const struct CMUnitTest tests[] = {
        SCENE(rows_come_in_input_order_with_their_document),
        SCENE(more_units_than_the_window_holds_all_come),
        SCENE(an_order_sorts_rows_and_keeps_equal_ones_as_they_came),
        SCENE(a_table_begins_with_its_header),
        SCENE(first_stops_behind_so_many_documents),
        SCENE(the_description_is_what_ready_says),
        SCENE(a_worker_that_dies_costs_one_document),
        SCENE(in_an_archive_only_the_document_that_kills_is_lost),
        SCENE(many_that_die_cost_one_each),
        SCENE(one_that_dies_only_once_costs_nothing),
        SCENE(nonsense_costs_the_document_too),
        SCENE(keys_that_do_not_fit_are_nonsense),
        SCENE(a_worker_that_never_loads_is_our_own_fault),
        SCENE(one_that_says_nothing_is_too),
        SCENE(a_description_that_cannot_be_read_is_too),
        SCENE(a_job_that_fails_ends_the_run),
        SCENE(the_listener_stops_the_run),
        SCENE(an_interrupt_ends_it_and_leaves_no_file),
        SCENE(too_many_rejects_end_it),
        SCENE(nothing_to_read_is_not_found),
        SCENE(the_result_and_its_rejects_lie_beside_each_other),
        SCENE(rejects_of_an_earlier_run_go),
        SCENE(the_result_of_an_earlier_run_is_no_input),
        SCENE(the_suffix_chooses_the_format),
        SCENE(a_suffix_that_means_nothing_is_refused),
        SCENE(a_folder_that_is_not_there_is_said),
        SCENE(impossible_settings_are_refused),
        SCENE(a_worker_that_is_not_there_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
