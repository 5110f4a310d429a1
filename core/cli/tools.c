/* The verbs that run no script over inputs: the worker's tools, and templates. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "base/buffer.h"
#include "cli/report.h"
#include "cli/verbs.h"

static ms_status print_bytes(void *state, ms_slice bytes) {
    (void)state;
    return fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len ? MS_OK : MS_E_IO;
}

int ms_verbs_tool(ms_command_line *line, ms_engine *engine, const char *tool) {
    ms_error error = {0};
    ms_listener listener = {.bytes = print_bytes};
    ms_status status = ms_command_apply(line, MS_FLAG_EARLY, engine, &error);
    if (status == MS_OK) status = ms_command_resolve(line, engine, NULL, &error);
    if (status == MS_OK) {
        status = ms_engine_tool(engine, tool, line->words, line->word_count, &listener, &error);
    }
    if (fflush(stdout) != 0 && status == MS_OK) {
        status = ms_error_system(&error, errno, "writing to standard output");
    }
    if (status == MS_OK) return MS_EXIT_DONE;
    return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
}

/* --- templates ---------------------------------------------------------------------------- */

static const char *const kinds[][2] = {
    {"script", ""}, {"format", "formats/"}, {"extractor", "extractors/"}};

static const char *folder_of(const char *kind) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i][0], kind) == 0) return kinds[i][1];
    }
    return NULL;
}

static bool is_name(const char *name) {
    size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return len > 0 && len < 60 && name[len] == '\0';
}

static ms_status read_template(const ms_sys *sys, const char *path, ms_buffer *text,
                               ms_error *error) {
    enum { PIECE = 16 * 1024 };
    int fd = sys->open(sys->state, path, O_RDONLY, 0);
    if (fd < 0)
        return ms_error_system(error, errno, "the template '%.150s' cannot be read", path);
    ssize_t got = 1;
    while (got > 0 && ms_buffer_reserve(text, PIECE) == MS_OK) {
        got = sys->read(sys->state, fd, text->data + text->len, PIECE);
        if (got > 0) text->len += (size_t)got;
    }
    int failure = errno;
    sys->close(sys->state, fd);
    if (got == 0) return MS_OK;
    return ms_error_system(error, got < 0 ? failure : ENOMEM, "reading the template '%.150s'",
                           path);
}

/* Appends text with name for each NAME in it. */
static ms_status fill_in(ms_buffer *out, ms_slice text, const char *name) {
    const ms_slice gap = MS_SLICE("NAME");
    ms_status status = MS_OK;
    while (text.len > 0 && status == MS_OK) {
        const char *found = memmem(text.ptr, text.len, gap.ptr, gap.len);
        size_t before = found ? (size_t)(found - text.ptr) : text.len;
        status = ms_buffer_append(out, text.ptr, before);
        if (found && status == MS_OK) status = ms_buffer_append_slice(out, ms_slice_str(name));
        text = ms_slice_sub(text, before + (found ? gap.len : 0), text.len);
    }
    return status;
}

/* Never over what is there. */
static ms_status write_new(const ms_sys *sys, const char *path, ms_slice text,
                           ms_error *error) {
    int fd = sys->open(sys->state, path, O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (fd < 0 && errno == EEXIST) {
        return ms_error_set(error, MS_E_USAGE, 0, "'%s' is there already; choose another name",
                            path);
    }
    if (fd < 0) return ms_error_system(error, errno, "'%s' cannot be written", path);
    bool is_written = ms_sys_write_all(sys, fd, text.ptr, text.len);
    int failure = errno;
    if (sys->close(sys->state, fd) != 0 && is_written) {
        is_written = false;
        failure = errno;
    }
    return is_written ? MS_OK : ms_error_system(error, failure, "writing '%s'", path);
}

static ms_status make_file(const ms_sys *sys, const char *from, const char *to,
                           const char *name, ms_error *error) {
    ms_buffer text, filled;
    ms_buffer_init(&text, sys, 0);
    ms_buffer_init(&filled, sys, 0);
    ms_status status = read_template(sys, from, &text, error);
    if (status == MS_OK && fill_in(&filled, ms_buffer_slice(&text), name) != MS_OK) {
        status = ms_error_set(error, MS_E_MEMORY, 0, "no memory for the template");
    }
    if (status == MS_OK) status = write_new(sys, to, ms_buffer_slice(&filled), error);
    ms_buffer_free(&text);
    ms_buffer_free(&filled);
    return status;
}

int ms_verbs_new(ms_command_line *line, ms_engine *engine) {
    ms_error error = {0};
    ms_status status = ms_command_resolve(line, engine, NULL, &error);
    const char *folder = line->word_count == 2 ? folder_of(line->words[0]) : NULL;
    if (status == MS_OK && (!folder || !is_name(line->words[1]))) {
        status = ms_error_set(
            &error, MS_E_USAGE, 0,
            "moonscribe new takes script, format or extractor, and a name of small "
            "letters, digits and _");
    }
    if (status != MS_OK || !folder) {
        return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
    }
    const ms_sys *sys = ms_sys_real();
    char from[4200], to[128];
    snprintf(from, sizeof from, "%.4000s/scripts/templates/%s.lua", ms_engine_data(engine),
             line->words[0]);
    snprintf(to, sizeof to, "%s%s.lua", folder, line->words[1]);
    if (folder[0] && sys->mkdir(sys->state, folder, 0777) != 0 && errno != EEXIST) {
        status = ms_error_system(&error, errno, "the folder '%s' cannot be made", folder);
    }
    if (status == MS_OK) status = make_file(sys, from, to, line->words[1], &error);
    if (status != MS_OK) return ms_report_failure(line, status, MS_PHASE_SETUP, &error);
    printf("%s\n", to);
    if (!line->is_quiet) {
        fprintf(stderr, "written; next: moonscribe %s %s%s\n", folder[0] ? "test" : "run", to,
                folder[0] ? "" : " INPUT");
    }
    return MS_EXIT_DONE;
}
