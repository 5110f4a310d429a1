/* See help.h. */
#include "cli/help.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/limits.h"
#include "cli/text.h"

enum { NAME_WIDTH = 22 };

static void print_flags(void) {
    size_t count;
    const ms_flag *flags = ms_flags(&count);
    printf("\nFlags:\n");
    for (size_t i = 0; i < count; i++) {
        const ms_flag *flag = &flags[i];
        char name[48];
        snprintf(name, sizeof name, "--%s%s%s", flag->name, flag->argument ? " " : "",
                 flag->argument ? flag->argument : "");
        if (flag->letter)
            printf("  -%c, %-*s %s\n", flag->letter, NAME_WIDTH, name, flag->help);
        else printf("      %-*s %s\n", NAME_WIDTH, name, flag->help);
    }
}

/* A value of a limit as the flag takes it. */
static void format_amount(const ms_limit_info *info, char *to, size_t size) {
    static const char suffixes[] = {0, 'K', 'M', 'G', 'T'};
    uint64_t value = info->fallback;
    bool is_time = strcmp(info->unit, "time") == 0;
    bool is_bytes = strcmp(info->unit, "bytes") == 0;
    uint64_t step = is_bytes ? 1024 : 1000;
    size_t level = 0;
    if (is_time) value /= UINT64_C(1000000000);
    while (!is_time && level + 1 < sizeof suffixes && value >= step && value % step == 0) {
        value /= step;
        level++;
    }
    char suffix[2] = {is_time ? 's' : suffixes[level], '\0'};
    snprintf(to, size, "%" PRIu64 "%s", value, suffix);
}

static void print_limits(void) {
    size_t count;
    const ms_limit_info *limits = ms_limits_table(&count);
    printf("\nLimits, always on; a document that passes one is rejected:\n");
    for (size_t i = 0; i < count; i++) {
        char amount[32], name[48];
        format_amount(&limits[i], amount, sizeof amount);
        snprintf(name, sizeof name, "--limit-%s N", limits[i].name);
        printf("      %-*s %s [%s]\n", NAME_WIDTH, name, limits[i].meaning, amount);
    }
}

static void print_exit_codes(void) {
    printf("\nExit status: 0 done; 1 failed; 2 usage; 3 done, with rejects; 4 the script does "
           "not load,\n"
           "or fails outside a document; 5 stopped by --max-rejects; 6 nothing readable in the "
           "input;\n"
           "7 permission refused; 70 our own fault; 75 interrupted, disk full or I/O error: "
           "run it again.\n");
}

static void print_inputs(void) {
    printf("\nINPUT is a file, a folder, a glob, an archive (nested too), - for standard "
           "input, or @FILE\n"
           "for a list of inputs, one a line. Without -o, a terminal gets a readable view and "
           "a pipe the\n"
           "script's own format.\n");
}

static void print_general(void) {
    size_t count;
    const ms_verb *verbs = ms_verbs(&count);
    printf("moonscribe turns interview transcripts into summaries, timelines and datasets.\n\n"
           "Usage: moonscribe VERB [FLAGS] ...\n\n");
    for (size_t i = 0; i < count; i++) {
        char head[64];
        snprintf(head, sizeof head, "%s %s", verbs[i].name, verbs[i].arguments);
        printf("  %-34s %s\n", head, verbs[i].help);
    }
}

static void print_option(const ms_option *option) {
    const char *argument = strcmp(option->type, "boolean") == 0  ? ""
                           : strcmp(option->type, "enum") == 0   ? " ONE"
                           : strcmp(option->type, "string") == 0 ? " TEXT"
                                                                 : " N";
    char name[80];
    int len = snprintf(name, sizeof name, "--%.60s%s", option->name, argument);
    for (int i = 0; i < len; i++) name[i] = name[i] == '_' ? '-' : name[i];
    printf("      ");
    ms_text_print(stdout, ms_slice_str(name));
    printf("%*s ", len < NAME_WIDTH ? NAME_WIDTH - len : 0, "");
    ms_text_print(stdout, ms_slice_str(option->help));
    if (option->choices[0]) {
        printf(": ");
        ms_text_print(stdout, ms_slice_str(option->choices));
    }
    if (option->fallback[0]) {
        printf(" [");
        ms_text_print(stdout, ms_slice_str(option->fallback));
        printf("]");
    }
    printf("\n");
}

static void print_script(const ms_description *script) {
    ms_text_print(stdout, ms_slice_str(script->about));
    printf("\n");
    if (script->option_count > 0) printf("\nIts options:\n");
    for (size_t i = 0; i < script->option_count; i++) print_option(&script->options[i]);
    printf("\nFormats of its result:");
    for (size_t i = 0; i < script->format_count; i++) {
        printf(" ");
        ms_text_print(stdout, ms_slice_str(script->formats[i].name));
    }
    printf("\n");
}

void ms_help_print(const ms_verb *verb, const ms_description *script) {
    if (!verb) {
        print_general();
    } else {
        printf("Usage: moonscribe %s %s [FLAGS]\n\n", verb->name, verb->arguments);
        if (script) print_script(script);
        else printf("%s\n", verb->help);
    }
    print_inputs();
    print_flags();
    if (verb) print_limits();
    print_exit_codes();
}
