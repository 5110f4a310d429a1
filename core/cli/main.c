/* The command: reads its line, has the library do the work, and tells what came of it. It knows
 * moonscribe.h and base/ alone, and never looks into what it is given to read. */
#include <stdio.h>

#include "cli/help.h"
#include "cli/report.h"
#include "cli/verbs.h"

static int dispatch(ms_command_line *line, ms_engine *engine) {
    const ms_verb *verb = line->verb;
    if (verb->script) return ms_verbs_run(line, engine, verb->script, 0);
    if (strcmp(verb->name, "show") == 0) return ms_verbs_show(line, engine);
    if (strcmp(verb->name, "merge") == 0) return ms_verbs_merge(line, engine);
    if (strcmp(verb->name, "new") == 0) return ms_verbs_new(line, engine);
    if (strcmp(verb->name, "run") != 0) return ms_verbs_tool(line, engine, verb->name);
    /* The first word is the script, unless it is the value of an option before it. */
    bool is_first =
        line->guess_count == 0 || line->guesses[0].value || line->guesses[0].next_word > 0;
    if (line->word_count > 0 && is_first) return ms_verbs_run(line, engine, line->words[0], 1);
    ms_error error;
    ms_error_set(&error, MS_E_USAGE, 0,
                 "moonscribe run SCRIPT INPUT... [FLAGS]: the script comes "
                 "before the inputs, and before its own options");
    return ms_report_failure(line, MS_E_USAGE, MS_PHASE_SETUP, &error);
}

static int start_once(ms_command_line *line) {
    ms_engine *engine;
    ms_error error = {0};
    ms_status status = ms_engine_new(NULL, NULL, &engine, &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
    int code = dispatch(line, engine);
    ms_verbs_let_go();
    ms_engine_free(engine);
    return code;
}

/* Each time with the line as it was given: what belongs to the script's options is found out anew. */
static int watch(const ms_command_line *line) {
    const ms_sys *sys = ms_sys_real();
    size_t room = line->word_count + 1;
    for (bool is_again = false;; is_again = true) {
        ms_command_line copy = *line;
        copy.words = ms_sys_array(sys, room, sizeof *copy.words);
        if (!copy.words) return MS_EXIT_FAILED;
        const char **words = copy.words;
        memcpy(words, line->words, line->word_count * sizeof *words);
        copy.is_again = is_again;
        uint64_t before = ms_watch_look(line);
        int code = start_once(&copy);
        ms_sys_free(sys, words, room * sizeof *words);
        bool is_over = code == MS_EXIT_USAGE || code == MS_EXIT_AGAIN || ms_verbs_were_interrupted();
        if (is_over || fflush(stdout) != 0) return code;
        ms_watch_wait(line, before);
    }
}

static int start(ms_command_line *line) {
    return line->is_watching && !line->wants_help ? watch(line) : start_once(line);
}

/* Help on a verb is that verb with --help; of some, there is no more to say than the tables do.
 */
static int help(ms_command_line *line) {
    ms_error error = {0};
    if (line->verb && strcmp(line->verb->name, "help") == 0 && line->word_count > 0) {
        char *again[] = {NULL, (char *)(uintptr_t)line->words[0], NULL};
        line->verb = NULL;
        line->word_count = 0;
        ms_status status = ms_command_read(2, again, line, &error);
        if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
        line->wants_help = true;
    }
    const ms_verb *verb = line->verb;
    if (verb && strcmp(verb->name, "help") == 0) verb = NULL;
    bool has_script = verb && (verb->script || strcmp(verb->name, "show") == 0 ||
                               (strcmp(verb->name, "run") == 0 && line->word_count > 0));
    if (has_script) return start(line);
    ms_help_print(verb, NULL);
    return MS_EXIT_DONE;
}

static int command(int argc, char **argv, ms_command_line *line) {
    ms_error error = {0};
    ms_status status = ms_command_read(argc, argv, line, &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
    if (line->wants_version) {
        printf("moonscribe %s\n", MS_VERSION);
        return MS_EXIT_DONE;
    }
    if (line->wants_help || (line->verb && strcmp(line->verb->name, "help") == 0))
        return help(line);
    if (line->verb) return start(line);
    ms_help_print(NULL, NULL);
    return MS_EXIT_USAGE;
}

int main(int argc, char **argv) {
    const ms_sys *sys = ms_sys_real();
    size_t count = argc > 0 ? (size_t)argc : 1;
    ms_command_line line = {.words = ms_sys_array(sys, count, sizeof *line.words)};
    if (!line.words) return MS_EXIT_FAILED;
    const char **words = line.words;
    int code = command(argc, argv, &line);
    if (fflush(stdout) != 0 && code == MS_EXIT_DONE) code = MS_EXIT_AGAIN;
    ms_sys_free(sys, words, count * sizeof *words);
    return code;
}
