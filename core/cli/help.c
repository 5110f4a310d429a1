/* --help, made from the tables. */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "cli/flags.h"

static void print_flags(void) {
    size_t count;
    const ms_flag *flags = ms_flags(&count);
    for (size_t i = 0; i < count; i++) {
        char name[48];
        snprintf(name, sizeof name, "--%s%s%s", flags[i].name, flags[i].argument ? " " : "", flags[i].argument ? flags[i].argument : "");
        if (flags[i].letter) printf("  -%c, %-24s %s\n", flags[i].letter, name, flags[i].help);
        else printf("      %-24s %s\n", name, flags[i].help);
    }
}

static void print_amount(const ms_limit_info *info, char *to, size_t size) {
    if (strcmp(info->unit, "time") == 0) snprintf(to, size, "%llus", (unsigned long long)(info->fallback / 1000000000));
    else if (strcmp(info->unit, "bytes") == 0 && info->fallback % (1024 * 1024) == 0) snprintf(to, size, "%lluM", (unsigned long long)(info->fallback >> 20));
    else snprintf(to, size, "%llu", (unsigned long long)info->fallback);
}

static void print_limits(void) {
    size_t count;
    const ms_limit_info *limits = ms_limits_table(&count);
    printf("\nLimits, always on (defaults in brackets); a document that passes one becomes a reject:\n");
    for (size_t i = 0; i < count; i++) {
        char amount[32], name[48];
        print_amount(&limits[i], amount, sizeof amount);
        snprintf(name, sizeof name, "--limit-%s", limits[i].name);
        printf("      %-24s %s [%s]\n", name, limits[i].meaning, amount);
    }
}

static void print_exit_codes(void) {
    printf("\nExit status: 0 done; 1 failed; 2 usage; 3 done, with rejects; 4 the script does not load, or fails outside a\n"
           "document; 5 stopped by --max-rejects; 6 nothing readable in the input; 7 permission refused; 70 our own fault;\n"
           "75 interrupted or disk full: run it again.\n");
}

static void print_general(void) {
    printf("moonscribe turns interview transcripts into summaries, timelines and datasets.\n\nUsage: moonscribe VERB [FLAGS] ...\n\n");
    for (const ms_verb *verb = ms_verbs(); verb->name; verb++) {
        char head[64];
        snprintf(head, sizeof head, "%s %s", verb->name, verb->arguments);
        printf("  %-36s %s\n", head, verb->help);
    }
    printf("\nINPUT is a file, a folder, a glob, an archive, - for standard input, or @FILE for a list of inputs.\n\n");
}

static void print_options(const ms_description *script) {
    if (script->option_count == 0) return;
    printf("\nOptions of %s:\n", script->name);
    for (size_t i = 0; i < script->option_count; i++) {
        const ms_option *option = &script->options[i];
        char name[80] = "--";
        size_t at = 2;
        for (const char *c = option->name; *c && at < 50; c++) name[at++] = *c == '_' ? '-' : *c;
        snprintf(name + at, sizeof name - at, "%s", strcmp(option->type, "boolean") == 0 ? "" : strcmp(option->type, "enum") == 0 ? " ONE" : strcmp(option->type, "string") == 0 ? " TEXT" : " N");
        printf("      %-24s %s", name, option->help);
        if (option->choices[0]) printf(" (%s)", option->choices);
        if (option->fallback[0]) printf(" [%s]", option->fallback);
        printf("\n");
    }
}

void ms_help_print(const ms_verb *verb, const ms_description *script) {
    if (!verb) {
        print_general();
    } else {
        printf("Usage: moonscribe %s [FLAGS] %s\n\n%s\n", verb->name, verb->arguments, script && script->about[0] ? script->about : verb->help);
        if (script) print_options(script);
        printf("\n");
    }
    printf("Flags:\n");
    print_flags();
    if (verb) print_limits();
    print_exit_codes();
}
