/* See command.h. Which flags a script has is known only when it is loaded; until then what is unknown is kept. */
#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ms_flag *find_flag(const char *name, size_t len) {
    size_t count;
    const ms_flag *flags = ms_flags(&count);
    for (size_t i = 0; i < count; i++) {
        if (strlen(flags[i].name) == len && memcmp(flags[i].name, name, len) == 0) return &flags[i];
    }
    return NULL;
}

static const ms_flag *find_letter(char letter) {
    size_t count;
    const ms_flag *flags = ms_flags(&count);
    for (size_t i = 0; i < count; i++) {
        if (flags[i].letter == letter) return &flags[i];
    }
    return NULL;
}

static ms_status add_setting(ms_command_line *line, const ms_flag *flag, const char *key, const char *value, ms_error *error) {
    if (line->setting_count == MS_SETTINGS_MAX) return ms_error_set(error, MS_E_USAGE, 0, "too many flags; a list of inputs can be given as @FILE");
    ms_setting *setting = &line->settings[line->setting_count++];
    setting->flag = flag;
    setting->value = value;
    snprintf(setting->key, sizeof setting->key, "%s", key ? key : "");
    return MS_OK;
}

static ms_status take_own(ms_command_line *line, const ms_flag *flag, const char *value, ms_error *error) {
    if (strcmp(flag->name, "output") == 0) line->output = value;
    else if (strcmp(flag->name, "dry-run") == 0) line->is_dry = true;
    else if (strcmp(flag->name, "json") == 0) line->is_json = true;
    else if (strcmp(flag->name, "quiet") == 0) line->is_quiet = true;
    else if (strcmp(flag->name, "help") == 0) line->wants_help = true;
    else if (strcmp(flag->name, "version") == 0) line->wants_version = true;
    else if (strcmp(flag->name, "jobs") == 0 && (value[strspn(value, "0123456789")] || value[0] == '0' || !value[0])) {
        return ms_error_set(error, MS_E_USAGE, 0, "--jobs takes a number of workers from 1, not \"%.40s\"", value);
    }
    return MS_OK;
}

static ms_status take_flag(ms_command_line *line, const ms_flag *flag, const char *value, ms_error *error) {
    if (strcmp(flag->name, "to") == 0) line->to = value;
    if (flag->kind == MS_FLAG_OWN) return take_own(line, flag, value, error);
    return add_setting(line, flag, flag->key, value, error);
}

/* --NAME, --NAME=VALUE or --NAME VALUE; *at is moved over a value. */
static ms_status read_long(int argc, char **argv, int *at, ms_command_line *line, ms_error *error) {
    const char *name = argv[*at] + 2;
    const char *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    const ms_flag *flag = find_flag(name, len);
    bool is_limit = len > 6 && memcmp(name, "limit-", 6) == 0;
    if (flag || is_limit) {
        const char *value = equals ? equals + 1 : NULL;
        bool takes_value = is_limit || flag->argument;
        if (!takes_value && value) return ms_error_set(error, MS_E_USAGE, 0, "--%.*s takes no value", (int)len, name);
        if (takes_value && !value) {
            if (*at + 1 >= argc) return ms_error_set(error, MS_E_USAGE, 0, "--%.*s needs %s behind it", (int)len, name, is_limit ? "a value" : flag->argument);
            value = argv[++*at];
        }
        if (flag) return take_flag(line, flag, value, error);
        char key[48];
        snprintf(key, sizeof key, "limit.%.*s", (int)(len - 6 < 30 ? len - 6 : 30), name + 6);
        return add_setting(line, NULL, key, value, error);
    }
    if (line->guess_count == MS_GUESSES_MAX || len >= sizeof line->guesses[0].name) {
        return ms_error_set(error, MS_E_USAGE, 0, "unknown flag --%.60s", name);
    }
    ms_guess *guess = &line->guesses[line->guess_count++];
    memcpy(guess->name, name, len);
    guess->name[len] = '\0';
    guess->value = equals ? equals + 1 : NULL;
    guess->next_word = line->word_count;
    return MS_OK;
}

static ms_status read_short(int argc, char **argv, int *at, ms_command_line *line, ms_error *error) {
    const char *text = argv[*at];
    const ms_flag *flag = find_letter(text[1]);
    if (!flag) return ms_error_set(error, MS_E_USAGE, 0, "unknown flag %.40s; moonscribe help lists them", text);
    const char *value = NULL;
    if (flag->argument) {
        value = text[2] ? text + 2 : *at + 1 < argc ? argv[++*at] : NULL;
        if (!value) return ms_error_set(error, MS_E_USAGE, 0, "-%c needs %s behind it", text[1], flag->argument);
    } else if (text[2]) {
        return ms_error_set(error, MS_E_USAGE, 0, "-%c takes no value", text[1]);
    }
    return take_flag(line, flag, value, error);
}

static ms_status find_verb(const char *name, ms_command_line *line, ms_error *error) {
    const char *names[32];
    size_t count = 0;
    for (const ms_verb *verb = ms_verbs(); verb->name; verb++) {
        if (strcmp(verb->name, name) == 0) {
            line->verb = verb;
            return MS_OK;
        }
        names[count++] = verb->name;
    }
    const char *near = ms_flags_nearest(name, names, count);
    return ms_error_set(error, MS_E_USAGE, 0, "there is no verb \"%.40s\"%s%s%s; moonscribe help lists them", name, near ? " (did you mean " : "",
                        near ? near : "", near ? "?)" : "");
}

ms_status ms_command_read(int argc, char **argv, ms_command_line *line, ms_error *error) {
    bool is_over = false;
    for (int at = 1; at < argc; at++) {
        const char *text = argv[at];
        ms_status status = MS_OK;
        if (!is_over && strcmp(text, "--") == 0) is_over = true;
        else if (!is_over && text[0] == '-' && text[1] == '-') status = read_long(argc, argv, &at, line, error);
        else if (!is_over && text[0] == '-' && text[1]) status = read_short(argc, argv, &at, line, error);
        else if (!line->verb) status = find_verb(text, line, error);
        else line->words[line->word_count++] = text;
        if (status != MS_OK) return status;
    }
    return MS_OK;
}

/* --- what the script knows ------------------------------------------------------------------------------ */

static const ms_option *find_option(const ms_description *script, const char *name) {
    for (size_t i = 0; script && i < script->option_count; i++) {
        const char *a = script->options[i].name, *b = name;
        while (*a && (*a == *b || (*a == '_' && *b == '-'))) a++, b++;
        if (!*a && !*b) return &script->options[i];
    }
    return NULL;
}

static ms_status unknown_flag(const ms_guess *guess, const ms_description *script, ms_error *error) {
    const char *names[128];
    size_t count = 0, flag_count;
    const ms_flag *flags = ms_flags(&flag_count);
    for (size_t i = 0; i < flag_count && count < 64; i++) names[count++] = flags[i].name;
    for (size_t i = 0; script && i < script->option_count && count < 128; i++) names[count++] = script->options[i].name;
    const char *near = ms_flags_nearest(guess->name, names, count);
    return ms_error_set(error, MS_E_USAGE, 0, "unknown flag --%s%s%s%s", guess->name, near ? " (did you mean --" : "", near ? near : "",
                        near ? "?)" : "; --help lists them");
}

/* The word behind the flag is its value: it leaves the words, and later flags' places move. */
static const char *take_word(ms_command_line *line, size_t index, size_t guess) {
    const char *word = line->words[index];
    memmove(&line->words[index], &line->words[index + 1], (line->word_count - index - 1) * sizeof *line->words);
    line->word_count--;
    for (size_t i = guess + 1; i < line->guess_count; i++) {
        if (line->guesses[i].next_word > index) line->guesses[i].next_word--;
    }
    return word;
}

ms_status ms_command_resolve(ms_command_line *line, ms_engine *engine, const ms_description *script, ms_error *error) {
    for (size_t i = 0; i < line->guess_count; i++) {
        ms_guess *guess = &line->guesses[i];
        const ms_option *option = find_option(script, guess->name);
        if (!option) return unknown_flag(guess, script, error);
        const char *value = guess->value;
        bool is_boolean = strcmp(option->type, "boolean") == 0;
        if (!value && is_boolean) value = "true";
        if (!value && guess->next_word < line->word_count) value = take_word(line, guess->next_word, i);
        if (!value) return ms_error_set(error, MS_E_USAGE, 0, "--%s needs a value behind it", guess->name);
        char key[64];
        snprintf(key, sizeof key, "option.%s", option->name);
        ms_status status = ms_engine_set(engine, key, value, error);
        if (status != MS_OK) return status;
    }
    return MS_OK;
}
