/* The command: reads the command line, runs the library, tells what came of it. It knows moonscribe.h, base/ and
 * out/ alone, and opens nothing that a stranger made. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/report.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_REJECTS = 3, EXIT_SCRIPT = 4, EXIT_LIMIT = 5, EXIT_NOTHING = 6,
       EXIT_PERMISSION = 7, EXIT_OURS = 70, EXIT_AGAIN = 75 };

/* The exit code of a failure; is_script: it came from loading or finishing a script. */
static int exit_code(ms_status status, bool is_script) {
    switch (status) {
    case MS_OK: return EXIT_DONE;
    case MS_E_USAGE: return EXIT_USAGE;
    case MS_E_PERMISSION: return EXIT_PERMISSION;
    case MS_E_NOT_FOUND: return is_script ? EXIT_SCRIPT : EXIT_NOTHING;
    case MS_E_INTERNAL: return EXIT_OURS;
    case MS_E_INTERRUPTED:
    case MS_E_IO: return EXIT_AGAIN;
    case MS_E_SCRIPT: return EXIT_SCRIPT;
    default: return ms_status_is_limit(status) || is_script ? EXIT_SCRIPT : EXIT_FAILED;
    }
}

static int fail(const ms_command_line *line, ms_status status, const ms_error *error, bool is_script) {
    ms_report_error(line, status, error->message);
    return exit_code(status, is_script);
}

/* --- interruption ------------------------------------------------------------------------------------ */

/* What the signal handler reaches; set before the handler is. */
static ms_engine *volatile running;

static void on_signal(int number) {
    (void)number;
    ms_engine *engine = running;
    if (!engine) _exit(EXIT_AGAIN);
    running = NULL; /* the second time ends at once */
    ms_engine_interrupt(engine);
}

static void catch_signals(ms_engine *engine) {
    running = engine;
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* --- settings ------------------------------------------------------------------------------------------- */

static ms_status apply(const ms_command_line *line, ms_engine *engine, bool is_before_loading, ms_error *error) {
    for (size_t i = 0; i < line->setting_count; i++) {
        const ms_setting *setting = &line->settings[i];
        bool is_early = !setting->flag || setting->flag->kind == MS_FLAG_LOAD;
        if (is_early != is_before_loading) continue;
        ms_status status = ms_engine_set(engine, setting->key, setting->value, error);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

static bool is_in_list(const char *list, const char *name, size_t len) {
    for (const char *at = list; *at; at += strcspn(at, ",")) {
        at += *at == ',';
        if (strcspn(at, ",") == len && memcmp(at, name, len) == 0) return true;
    }
    return false;
}

/* The format that the suffix of a file's name stands for; NULL when it stands for none. */
static const char *format_of(const char *path, const char *formats) {
    static const char *const aliases[][2] = {{"ndjson", "jsonl"}, {"markdown", "md"}, {"htm", "html"}, {"txt", "table"}};
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    if (!dot) return NULL;
    if (is_in_list(formats, dot + 1, strlen(dot + 1))) return dot + 1;
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++) {
        if (strcmp(dot + 1, aliases[i][0]) == 0 && is_in_list(formats, aliases[i][1], strlen(aliases[i][1]))) return aliases[i][1];
    }
    return NULL;
}

/* What a person would rather read than data. */
static const char *view_of(const ms_description *script) {
    static const char *const views[] = {"view", "md"};
    for (size_t i = 0; i < sizeof views / sizeof views[0]; i++) {
        if (is_in_list(script->views, views[i], strlen(views[i]))) return views[i];
    }
    return is_in_list(script->formats, "table", 5) ? "table" : NULL;
}

static ms_status choose_format(const ms_command_line *line, ms_engine *engine, ms_error *error) {
    const ms_description *script = ms_engine_description(engine);
    if (line->to) return MS_OK;
    const char *format = NULL;
    if (line->output) {
        format = format_of(line->output, script->formats);
        const char *slash = strrchr(line->output, '/');
        if (!format && strchr(slash ? slash : line->output, '.')) {
            return ms_error_set(error, MS_E_USAGE, 0, "the suffix of %.100s is no result format; there are: %.80s (--to chooses one)", line->output, script->formats);
        }
    } else if (isatty(STDOUT_FILENO)) {
        format = view_of(script);
    }
    return format ? ms_engine_set(engine, "to", format, error) : MS_OK;
}

/* --- running a script -------------------------------------------------------------------------------------- */

static int dry_run(const ms_engine *engine) {
    for (size_t i = 0; i < ms_engine_input_count(engine); i++) {
        ms_report_print(stdout, ms_slice_str(ms_engine_input(engine, i)));
        putchar('\n');
    }
    fprintf(stderr, "%zu file%s would be read\n", ms_engine_input_count(engine), ms_engine_input_count(engine) == 1 ? "" : "s");
    return EXIT_DONE;
}

static int run_inputs(ms_command_line *line, ms_engine *engine, ms_error *error) {
    ms_report report;
    ms_totals totals = {0};
    ms_status status = ms_report_open(&report, ms_sys_real(), line, error);
    if (status != MS_OK) return fail(line, status, error, false);
    ms_listener listener = ms_report_listener(&report);
    catch_signals(engine);
    status = ms_engine_run(engine, &listener, &totals, error);
    bool is_script = status != MS_E_NOT_FOUND;
    status = ms_report_close(&report, status, &totals, error);
    if (status != MS_OK) return fail(line, status, error, is_script);
    if (totals.is_stopped_by_rejects) {
        ms_report_error(line, MS_E_LIMIT_TOTAL, "stopped by --max-rejects");
        return EXIT_LIMIT;
    }
    return totals.rejects ? EXIT_REJECTS : EXIT_DONE;
}

/* Loads script, applies everything, runs it over the words from first_input on. */
static int run_script(ms_command_line *line, ms_engine *engine, const char *script, size_t first_input, ms_error *error) {
    ms_status status = apply(line, engine, true, error);
    if (status != MS_OK) return fail(line, status, error, false);
    status = ms_engine_load(engine, script, error);
    if (status != MS_OK) return fail(line, status, error, true);
    if (line->wants_help) {
        ms_help_print(line->verb, ms_engine_description(engine));
        return EXIT_DONE;
    }
    status = ms_command_resolve(line, engine, ms_engine_description(engine), error);
    if (status == MS_OK) status = apply(line, engine, false, error);
    if (status == MS_OK) status = choose_format(line, engine, error);
    if (status == MS_OK && line->word_count <= first_input) {
        status = ms_error_set(error, MS_E_USAGE, 0, "moonscribe %s needs an input: a file, a folder, an archive, or - for standard input", line->verb->name);
    }
    for (size_t i = first_input; i < line->word_count && status == MS_OK; i++) status = ms_engine_add_input(engine, line->words[i], error);
    if (status != MS_OK) return fail(line, status, error, false);
    return line->is_dry ? dry_run(engine) : run_inputs(line, engine, error);
}

/* --- verbs of their own -------------------------------------------------------------------------------------- */

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Takes percent escapes out, in place. */
static void unescape(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        bool is_escape = *from == '%' && hex(from[1]) >= 0 && hex(from[2]) >= 0;
        *to++ = is_escape ? (char)(hex(from[1]) * 16 + hex(from[2])) : *from;
        if (is_escape) from += 2;
    }
    *to = '\0';
}

/* Splits PATH!/MEMBER#PLACE: the file to open, the member in it. */
static int show(ms_command_line *line, ms_engine *engine, ms_error *error) {
    char path[8192];
    const char *locator = line->word_count ? line->words[0] : "";
    if (line->wants_help || line->word_count != 1 || strlen(locator) >= sizeof path) {
        if (line->wants_help) return run_script(line, engine, "show", 0, error);
        ms_error_set(error, MS_E_USAGE, 0, "moonscribe show takes one locator, such as 'interviews.zip!/a.txt#L12:C8-C19' (in quotes)");
        return fail(line, MS_E_USAGE, error, false);
    }
    memcpy(path, locator, strlen(locator) + 1);
    char *place = strrchr(path, '#');
    if (place) *place = '\0';
    char *member = strstr(path, "!/");
    if (member) *member = '\0';
    unescape(path);
    const char *input = path;
    line->words = &input;
    line->word_count = 1;
    ms_status status = apply(line, engine, true, error);
    if (status == MS_OK) status = ms_engine_load(engine, "show", error);
    if (status == MS_OK) status = ms_engine_set(engine, "option.locator", locator, error);
    if (status == MS_OK && member) status = ms_engine_set(engine, "member", member + 2, error);
    if (status == MS_OK) status = apply(line, engine, false, error);
    if (status == MS_OK) status = choose_format(line, engine, error);
    if (status == MS_OK) status = ms_engine_add_input(engine, path, error);
    return status == MS_OK ? run_inputs(line, engine, error) : fail(line, status, error, false);
}

static ms_status print_bytes(void *state, ms_slice bytes) {
    (void)state;
    return fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len ? MS_OK : MS_E_IO;
}

static int tool(ms_command_line *line, ms_engine *engine, const char *name, ms_error *error) {
    ms_status status = apply(line, engine, true, error);
    ms_listener listener = {.bytes = print_bytes};
    if (status == MS_OK) status = ms_command_resolve(line, engine, NULL, error);
    if (status == MS_OK) status = ms_engine_tool(engine, name, line->words, line->word_count, &listener, error);
    fflush(stdout);
    if (status == MS_OK) return EXIT_DONE;
    ms_report_error(line, status, error->message);
    return status == MS_E_SCRIPT ? EXIT_FAILED : exit_code(status, true);
}

static ms_status copy_template(const char *from, const char *to, const char *name, ms_error *error) {
    char text[16 * 1024];
    const ms_sys *sys = ms_sys_real();
    int fd = sys->open(sys->state, from, O_RDONLY, 0);
    if (fd < 0) return ms_error_system(error, errno, "the template %.150s cannot be read", from);
    ssize_t got = sys->read(sys->state, fd, text, sizeof text - 1);
    sys->close(sys->state, fd);
    if (got < 0) return ms_error_system(error, errno, "the template %.150s cannot be read", from);
    text[got] = '\0';
    fd = sys->open(sys->state, to, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (fd < 0) return ms_error_system(error, errno, "%.150s is not written", to);
    bool is_written = true;
    for (const char *at = text; *at && is_written;) {
        const char *next = strstr(at, "NAME");
        size_t len = next ? (size_t)(next - at) : strlen(at);
        is_written = ms_sys_write_all(sys, fd, at, len) && (!next || ms_sys_write_all(sys, fd, name, strlen(name)));
        at += next ? len + 4 : len;
    }
    ms_status status = is_written ? MS_OK : ms_error_system(error, errno, "writing %.150s", to);
    sys->close(sys->state, fd);
    return status;
}

static int new_from_template(ms_command_line *line, ms_engine *engine, ms_error *error) {
    static const char *const kinds[][2] = {{"script", ""}, {"format", "formats/"}, {"extractor", "extractors/"}};
    const char *kind = line->word_count == 2 ? line->words[0] : "";
    const char *name = line->word_count == 2 ? line->words[1] : "";
    bool is_name = name[0] && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name) && strlen(name) < 60;
    const char *folder = NULL;
    for (size_t i = 0; i < 3; i++) {
        if (strcmp(kinds[i][0], kind) == 0) folder = kinds[i][1];
    }
    if (!folder || !is_name) {
        ms_error_set(error, MS_E_USAGE, 0, "moonscribe new takes script, format or extractor, and a name of small letters, digits and _");
        return fail(line, MS_E_USAGE, error, false);
    }
    char from[4096], to[128];
    snprintf(from, sizeof from, "%.3900s/scripts/templates/%s.lua", ms_engine_data(engine), kind);
    snprintf(to, sizeof to, "%s%s.lua", folder, name);
    const ms_sys *sys = ms_sys_real();
    if (folder[0] && sys->mkdir(sys->state, folder, 0755) != 0 && errno != EEXIST) {
        return fail(line, ms_error_system(error, errno, "the folder %s cannot be made", folder), error, false);
    }
    ms_status status = copy_template(from, to, name, error);
    if (status != MS_OK) return fail(line, status == MS_E_IO ? MS_E_USAGE : status, error, false);
    printf("%s\n", to);
    fprintf(stderr, folder[0] ? "Written. Next: moonscribe test %s\n" : "Written. Next: moonscribe run %s INPUT\n", to);
    return EXIT_DONE;
}

static int dispatch(ms_command_line *line, ms_engine *engine, ms_error *error) {
    const char *verb = line->verb->name;
    if (line->verb->script) return run_script(line, engine, line->verb->script, 0, error);
    if (strcmp(verb, "run") == 0) {
        if (line->word_count == 0) {
            if (line->wants_help) {
                ms_help_print(line->verb, NULL);
                return EXIT_DONE;
            }
            ms_error_set(error, MS_E_USAGE, 0, "moonscribe run needs a script and an input: moonscribe run SCRIPT INPUT...");
            return fail(line, MS_E_USAGE, error, false);
        }
        return run_script(line, engine, line->words[0], 1, error);
    }
    if (strcmp(verb, "show") == 0) return show(line, engine, error);
    if (line->wants_help) {
        ms_help_print(line->verb, NULL);
        return EXIT_DONE;
    }
    if (strcmp(verb, "new") == 0) return new_from_template(line, engine, error);
    return tool(line, engine, verb, error);
}

static int start(ms_command_line *line, ms_error *error) {
    ms_engine *engine;
    ms_status status = ms_engine_new(NULL, NULL, &engine, error);
    if (status != MS_OK) return fail(line, status, error, true);
    int code = dispatch(line, engine, error);
    running = NULL;
    ms_engine_free(engine);
    return code;
}

/* Reads the line and does it. Help on a verb is that verb with --help. */
static int command(int argc, char **argv, const char **words) {
    ms_command_line line = {.words = words};
    ms_error error = {0};
    ms_status status = ms_command_read(argc, argv, &line, &error);
    if (status != MS_OK) return fail(&line, status, &error, false);
    if (line.wants_version) {
        printf("moonscribe %s\n", MS_VERSION);
        return EXIT_DONE;
    }
    bool is_help = line.verb && strcmp(line.verb->name, "help") == 0;
    if (is_help && line.word_count == 1) {
        char *again[] = {argv[0], (char *)(uintptr_t)words[0], "--help", NULL};
        line = (ms_command_line){.words = words};
        status = ms_command_read(3, again, &line, &error);
        if (status != MS_OK) return fail(&line, status, &error, false);
        is_help = strcmp(line.verb->name, "help") == 0;
    }
    if (!line.verb || is_help) {
        ms_help_print(NULL, NULL);
        return argc < 2 ? EXIT_USAGE : EXIT_DONE;
    }
    return start(&line, &error);
}

int main(int argc, char **argv) {
    const ms_sys *sys = ms_sys_real();
    size_t count = argc > 0 ? (size_t)argc : 1;
    const char **words = ms_sys_array(sys, count, sizeof *words);
    if (!words) return EXIT_AGAIN;
    int code = command(argc, argv, words);
    ms_sys_free(sys, words, count * sizeof *words);
    return code;
}
