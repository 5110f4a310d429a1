/* The verbs that run a script, shipped or not. */
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hex.h"
#include "cli/folder.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/text.h"
#include "cli/verbs.h"

/* --- interruption ------------------------------------------------------------------------- */

/* What the signal handler reaches: the one thing that has to be global. */
static ms_engine *volatile running;
static volatile sig_atomic_t was_interrupted;

bool ms_verbs_were_interrupted(void) {
    return was_interrupted;
}

static void on_signal(int number) {
    (void)number;
    ms_engine *engine = running;
    if (!engine) _exit(MS_EXIT_AGAIN); /* the second time */
    running = NULL;
    was_interrupted = 1;
    ms_engine_interrupt(engine);
}

void ms_verbs_let_go(void) {
    running = NULL;
}

static void catch_signals(ms_engine *engine) {
    running = engine;
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* --- running ------------------------------------------------------------------------------ */

static int list_inputs(const ms_engine *engine) {
    size_t i = 0;
    for (const char *path; (path = ms_engine_input(engine, i)); i++) {
        ms_text_print(stdout, ms_slice_str(path));
        putchar('\n');
    }
    fprintf(stderr, "%zu file%s would be read\n", i, i == 1 ? "" : "s");
    return MS_EXIT_DONE;
}

static int run_inputs(ms_command_line *line, ms_engine *engine) {
    ms_report report;
    ms_error error = {0};
    ms_totals totals = {0};
    ms_report_open(&report, ms_sys_real(), line, engine);
    ms_listener listener = ms_report_listener(&report);
    catch_signals(engine);
    ms_status status = ms_engine_run(engine, &listener, &totals, &error);
    running = NULL; /* from now on a signal ends us at once */
    status = ms_report_close(&report, status, &totals, &error);
    if (status != MS_OK) {
        int code = ms_report_failure(line, status, MS_PHASE_RUN, &error);
        return totals.is_stopped_by_rejects ? MS_EXIT_LIMIT : code;
    }
    return totals.rejects ? MS_EXIT_REJECTS : MS_EXIT_DONE;
}

/* Everything before the inputs: the script is loaded, and all is set. */
static ms_status prepare(ms_command_line *line, ms_engine *engine, ms_error *error) {
    ms_status status = ms_command_resolve(line, engine, ms_engine_description(engine), error);
    if (status == MS_OK) status = ms_command_apply(line, MS_FLAG_LATE, engine, error);
    if (status == MS_OK && line->is_again) status = ms_engine_set(engine, "restart", "1", error);
    if (status == MS_OK && !line->has_to && !line->output && isatty(STDOUT_FILENO)) {
        status = ms_engine_set(engine, "to", "view", error);
    }
    return status;
}

/* With -o FOLDER/, where that makes sense, the engine writes the stream `pack`; otherwise pack is empty. */
static ms_status prepare_folder(const ms_command_line *line, ms_engine *engine, char *pack, ms_error *error) {
    pack[0] = '\0';
    const char *verb = line->verb->name;
    bool has_files = strcmp(verb, "convert") == 0 || strcmp(verb, "run") == 0;
    if (!has_files || !line->output || !ms_folder_is(line->output)) return MS_OK;
    if (!line->has_to) {
        return ms_error_set(error, MS_E_USAGE, 0, "'%.180s' is a folder: --to FORMAT says what is to be written into it", line->output);
    }
    for (size_t i = 0; i < line->setting_count; i++) {
        if (strcmp(line->settings[i].key, "shard") == 0) {
            return ms_error_set(error, MS_E_USAGE, 0, "shards cannot be merged into a folder: give an archive, such as -o NAME.zip");
        }
    }
    ms_status status = ms_folder_pack(line->output, pack, error);
    return status == MS_OK ? ms_engine_set(engine, "output", pack, error) : status;
}

/* The files of the folder, when the run has come to its end. */
static int make_folder(ms_command_line *line, const char *pack, int code) {
    ms_error error = {0};
    if (!pack[0] || (code != MS_EXIT_DONE && code != MS_EXIT_REJECTS)) return code;
    ms_status status = ms_folder_unpack(ms_sys_real(), pack, line->output, &error);
    return status == MS_OK ? code : ms_report_failure(line, status, MS_PHASE_RUN, &error);
}

int ms_verbs_run(ms_command_line *line, ms_engine *engine, const char *script,
                 size_t first_input) {
    ms_error error = {0};
    catch_signals(engine);
    ms_status status = ms_command_apply(line, MS_FLAG_EARLY, engine, &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
    status = ms_engine_load(engine, script, &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_LOAD, &error);
    if (line->wants_help) {
        ms_help_print(line->verb, ms_engine_description(engine));
        return MS_EXIT_DONE;
    }
    char pack[MS_FOLDER_PATH];
    status = prepare(line, engine, &error);
    if (status == MS_OK) status = prepare_folder(line, engine, pack, &error);
    if (status == MS_OK && line->word_count <= first_input && !line->reads_rows) {
        status =
            ms_error_set(&error, MS_E_USAGE, 0,
                         "moonscribe %s needs an input: a file, a folder, an archive, or - for "
                         "standard input",
                         line->verb->name);
    }
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
    for (size_t i = first_input; i < line->word_count && status == MS_OK; i++) {
        status = ms_engine_add_input(engine, line->words[i], &error);
    }
    if (status == MS_OK && line->reads_rows) status = ms_engine_add_input(engine, "-", &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_INPUT, &error);
    return line->is_dry ? list_inputs(engine) : make_folder(line, pack, run_inputs(line, engine));
}

/* --- merge -------------------------------------------------------------------------------- */

/* The folders of the shards of FILE. */
static ms_status find_shards(const char *file, glob_t *found, ms_error *error) {
    char pattern[8192];
    size_t at = 0;
    for (const char *from = file; *from && at < sizeof pattern - 40; from++) {
        if (strchr("*?[\\", *from)) pattern[at++] = '\\';
        pattern[at++] = *from;
    }
    snprintf(pattern + at, sizeof pattern - at, ".shard-*-of-*");
    if (glob(pattern, 0, NULL, found) == 0) return MS_OK;
    return ms_error_set(error, MS_E_NOT_FOUND, 0, "there are no shards of '%.180s' (%.40s.shard-1-of-N and so on)", file, file);
}

static ms_status load_shards(ms_command_line *line, ms_engine *engine, ms_error *error) {
    struct stat about;
    glob_t found = {0};
    bool is_file = line->word_count == 1 && (stat(line->words[0], &about) != 0 || !S_ISDIR(about.st_mode));
    if (line->word_count == 0) {
        return ms_error_set(error, MS_E_USAGE, 0, "moonscribe merge FILE: the result whose shards are to be merged");
    }
    if (!is_file) return ms_engine_load_shards(engine, line->words, line->word_count, error);
    ms_status status = find_shards(line->words[0], &found, error);
    if (status != MS_OK) return status;
    status = ms_engine_load_shards(engine, (const char *const *)found.gl_pathv, found.gl_pathc, error);
    globfree(&found);
    if (status != MS_OK || line->output) return status;
    line->output = line->words[0];
    return ms_engine_set(engine, "output", line->output, error);
}

int ms_verbs_merge(ms_command_line *line, ms_engine *engine) {
    ms_error error = {0};
    ms_status status = ms_command_apply(line, MS_FLAG_EARLY, engine, &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
    status = load_shards(line, engine, &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_LOAD, &error);
    status = prepare(line, engine, &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
    return run_inputs(line, engine);
}

/* --- show --------------------------------------------------------------------------------- */

/* Takes percent escapes out, in place. */
static void unescape(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        int high = *from == '%' ? ms_hex_value(from[1]) : -1,
            low = high >= 0 ? ms_hex_value(from[2]) : -1;
        *to++ = low >= 0 ? (char)(high * 16 + low) : *from;
        if (low >= 0) from += 2;
    }
    *to = '\0';
}

/* PATH!/MEMBER#PLACE: the file is the input, the member is chosen, the script finds the place.
 */
int ms_verbs_show(ms_command_line *line, ms_engine *engine) {
    ms_error error = {0};
    char path[8192];
    if (line->wants_help) return ms_verbs_run(line, engine, "show", 0);
    if (line->word_count != 1 || strlen(line->words[0]) >= sizeof path) {
        ms_error_set(&error, MS_E_USAGE, 0,
                     "moonscribe show takes one locator, in quotes, such as "
                     "'interviews.zip!/a.txt#L12:C8-C19'");
        return ms_report_failure(line, MS_E_USAGE, MS_PHASE_SETUP, &error);
    }
    const char *locator = line->words[0];
    memcpy(path, locator, strlen(locator) + 1);
    path[strcspn(path, "#")] = '\0';
    char *member = strstr(path, "!/");
    if (member) *member = '\0';
    unescape(path);
    ms_status status = ms_command_apply(line, MS_FLAG_EARLY, engine, &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
    status = ms_engine_load(engine, "show", &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_LOAD, &error);
    status = prepare(line, engine, &error);
    if (status == MS_OK) status = ms_engine_set(engine, "option.locator", locator, &error);
    if (status == MS_OK && member) status = ms_engine_set(engine, "member", member + 2, &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
    status = ms_engine_add_input(engine, path, &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_INPUT, &error);
    return run_inputs(line, engine);
}
