/* See command.h. Which options a script has is known only when it is loaded: until then, a flag
 * that is not in the table is kept as a guess. */
#include "cli/command.h"

#include <stdio.h>
#include <unistd.h>

static const ms_flag *find_flag(const char *name, size_t len) {
    size_t count;
    const ms_flag *flags = ms_flags(&count);
    for (size_t i = 0; i < count; i++) {
        if (strlen(flags[i].name) == len && memcmp(flags[i].name, name, len) == 0)
            return &flags[i];
    }
    return NULL;
}

static const ms_flag *find_letter(char letter) {
    size_t count;
    const ms_flag *flags = ms_flags(&count);
    for (size_t i = 0; i < count; i++) {
        if (flags[i].letter && flags[i].letter == letter) return &flags[i];
    }
    return NULL;
}

/* --- flags that are known ----------------------------------------------------------------- */

static ms_status take_own(ms_command_line *line, const ms_flag *flag, const char *value,
                          ms_error *error) {
    if (strcmp(flag->name, "result") == 0) {
        line->result = value;
        return MS_OK;
    }
    if (strcmp(flag->name, "dry-run") == 0) line->is_dry = true;
    else if (strcmp(flag->name, "watch") == 0) line->is_watching = true;
    else if (strcmp(flag->name, "json") == 0) line->is_json = true;
    else if (strcmp(flag->name, "quiet") == 0) line->is_quiet = true;
    else if (strcmp(flag->name, "help") == 0) line->wants_help = true;
    else if (strcmp(flag->name, "version") == 0) line->wants_version = true;
    else if (!value || value[0] < '1' || value[0] > '9' || value[strspn(value, "0123456789")]) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "--%s takes a whole number from 1, not \"%.40s\"", flag->name,
                            value ? value : "");
    }
    return MS_OK;
}

static ms_status add_setting(ms_command_line *line, const ms_flag *flag, const char *key,
                             const char *value, ms_error *error) {
    if (line->setting_count == MS_SETTINGS_MAX) {
        return ms_error_set(error, MS_E_USAGE, 0, "there are too many flags");
    }
    ms_setting *setting = &line->settings[line->setting_count++];
    setting->flag = flag;
    setting->value = value;
    snprintf(setting->key, sizeof setting->key, "%s", key);
    return MS_OK;
}

static ms_status take_flag(ms_command_line *line, const ms_flag *flag, const char *value,
                           ms_error *error) {
    if (flag->kind == MS_FLAG_OWN) return take_own(line, flag, value, error);
    bool is_output = strcmp(flag->name, "output") == 0;
    /* As elsewhere, - is the standard stream: where the result goes without the flag. */
    if (is_output && value && strcmp(value, "-") == 0) return MS_OK;
    if (is_output) line->output = value;
    if (strcmp(flag->name, "to") == 0) line->has_to = true;
    if (strcmp(flag->name, "stdin") == 0) line->reads_rows = true;
    return add_setting(line, flag, flag->name, value, error);
}

/* --- reading ------------------------------------------------------------------------------ */

static ms_status add_guess(ms_command_line *line, ms_slice name, const char *value,
                           ms_error *error) {
    ms_guess *guess = &line->guesses[line->guess_count];
    if (line->guess_count == MS_GUESSES_MAX || name.len >= sizeof guess->name ||
        name.len == 0) {
        return ms_error_set(error, MS_E_USAGE, 0, "there is no flag --%.*s",
                            (int)(name.len < 60 ? name.len : 60), name.ptr);
    }
    line->guess_count++;
    memcpy(guess->name, name.ptr, name.len);
    guess->name[name.len] = '\0';
    guess->value = value;
    guess->next_word = line->word_count;
    return MS_OK;
}

/* --NAME, --NAME=VALUE or --NAME VALUE; *at moves over a value. */
static ms_status read_long(int argc, char **argv, int *at, ms_command_line *line,
                           ms_error *error) {
    const char *text = argv[*at] + 2, *equals = strchr(text, '=');
    ms_slice name = ms_slice_of(text, equals ? (size_t)(equals - text) : strlen(text));
    const char *value = equals ? equals + 1 : NULL;
    const ms_flag *flag = find_flag(name.ptr, name.len);
    bool is_limit = ms_slice_starts(name, MS_SLICE("limit-"));
    if (!flag && !is_limit) return add_guess(line, name, value, error);
    bool takes_value = is_limit || flag->argument;
    if (!takes_value && value) {
        return ms_error_set(error, MS_E_USAGE, 0, "--%s takes no value", flag->name);
    }
    if (takes_value && !value && *at + 1 < argc) value = argv[++*at];
    if (takes_value && !value) {
        return ms_error_set(error, MS_E_USAGE, 0, "--%.40s needs %s behind it", text,
                            is_limit ? "a value" : flag->argument);
    }
    if (flag) return take_flag(line, flag, value, error);
    char key[sizeof line->settings[0].key];
    snprintf(key, sizeof key, "limit.%.*s", (int)(name.len < 40 ? name.len - 6 : 34),
             name.ptr + 6);
    return add_setting(line, NULL, key, value, error);
}

static ms_status read_short(int argc, char **argv, int *at, ms_command_line *line,
                            ms_error *error) {
    const char *text = argv[*at], *value = NULL;
    const ms_flag *flag = find_letter(text[1]);
    if (!flag) {
        return ms_error_set(error, MS_E_USAGE, 0, "there is no flag %.40s (--help lists them)",
                            text);
    }
    if (!flag->argument && text[2]) {
        return ms_error_set(error, MS_E_USAGE, 0, "-%c takes no value", flag->letter);
    }
    if (flag->argument) {
        if (text[2]) value = text + 2;
        else if (*at + 1 < argc) value = argv[++*at];
        else {
            return ms_error_set(error, MS_E_USAGE, 0, "-%c needs %s behind it", flag->letter,
                                flag->argument);
        }
    }
    return take_flag(line, flag, value, error);
}

static ms_status read_verb(const char *name, ms_command_line *line, ms_error *error) {
    size_t count;
    const ms_verb *verbs = ms_verbs(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(verbs[i].name, name) != 0) continue;
        line->verb = &verbs[i];
        return MS_OK;
    }
    const char *near = ms_verbs_nearest(name);
    if (near) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "there is no verb \"%.60s\"; did you mean \"%s\"?", name, near);
    }
    if (access(name, F_OK) == 0) {
        return ms_error_set(
            error, MS_E_USAGE, 0,
            "say what to do with \"%.60s\": moonscribe inspect, or moonscribe summary", name);
    }
    return ms_error_set(error, MS_E_USAGE, 0,
                        "there is no verb \"%.60s\"; moonscribe help lists what there is",
                        name);
}

ms_status ms_command_read(int argc, char **argv, ms_command_line *line, ms_error *error) {
    bool flags_are_over = false;
    for (int at = 1; at < argc; at++) {
        const char *text = argv[at];
        ms_status status = MS_OK;
        bool is_flag = !flags_are_over && text[0] == '-' && text[1];
        if (is_flag && strcmp(text, "--") == 0) flags_are_over = true;
        else if (is_flag && text[1] == '-') status = read_long(argc, argv, &at, line, error);
        else if (is_flag) status = read_short(argc, argv, &at, line, error);
        else if (!line->verb) status = read_verb(text, line, error);
        else line->words[line->word_count++] = text;
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

ms_status ms_command_apply(const ms_command_line *line, ms_flag_kind kind, ms_engine *engine,
                           ms_error *error) {
    for (size_t i = 0; i < line->setting_count; i++) {
        const ms_setting *setting = &line->settings[i];
        ms_flag_kind is = setting->flag ? setting->flag->kind : MS_FLAG_EARLY;
        if (is != kind) continue;
        ms_status status = ms_engine_set(engine, setting->key, setting->value ? setting->value : "1", error);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

/* --- what the script knows ---------------------------------------------------------------- */

/* The option that the flag name stands for: a - for each _. */
static const ms_option *find_option(const ms_description *script, const char *name) {
    for (size_t i = 0; script && i < script->option_count; i++) {
        const char *a = script->options[i].name, *b = name;
        while (*a && (*a == *b || (*a == '_' && *b == '-'))) a++, b++;
        if (!*a && !*b) return &script->options[i];
    }
    return NULL;
}

static ms_status no_flag(const ms_guess *guess, const ms_description *script, ms_error *error) {
    const char *near = ms_flags_nearest(guess->name, script);
    if (!near) {
        return ms_error_set(error, MS_E_USAGE, 0,
                            "there is no flag --%s; --help lists what there is", guess->name);
    }
    char flag[64];
    snprintf(flag, sizeof flag, "%s", near);
    for (char *c = flag; *c; c++) *c = *c == '_' ? '-' : *c;
    return ms_error_set(error, MS_E_USAGE, 0, "there is no flag --%s; did you mean --%s?",
                        guess->name, flag);
}

/* The word behind the flag is its value: it leaves the words, and the places of later flags
 * move. */
static const char *take_word(ms_command_line *line, size_t index, size_t guess) {
    const char *word = line->words[index];
    line->word_count--;
    memmove(&line->words[index], &line->words[index + 1],
            (line->word_count - index) * sizeof *line->words);
    for (size_t i = guess + 1; i < line->guess_count; i++) {
        if (line->guesses[i].next_word > index) line->guesses[i].next_word--;
    }
    return word;
}

ms_status ms_command_resolve(ms_command_line *line, ms_engine *engine,
                             const ms_description *script, ms_error *error) {
    for (size_t i = 0; i < line->guess_count; i++) {
        const ms_guess *guess = &line->guesses[i];
        const ms_option *option = find_option(script, guess->name);
        if (!option) return no_flag(guess, script, error);
        const char *value = guess->value;
        if (!value && strcmp(option->type, "boolean") == 0) value = "true";
        if (!value && guess->next_word < line->word_count)
            value = take_word(line, guess->next_word, i);
        if (!value) {
            return ms_error_set(error, MS_E_USAGE, 0, "--%s needs a value behind it",
                                guess->name);
        }
        char key[64];
        snprintf(key, sizeof key, "option.%.50s", option->name);
        ms_status status = ms_engine_set(engine, key, value, error);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}
