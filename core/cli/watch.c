/* --watch: the same command again whenever an input or the script has changed. Its one idea: looking now and then at
 * sizes and times finds changes on any file system. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "cli/report.h"
#include "cli/verbs.h"

static uint64_t mix(uint64_t digest, const char *path) {
    struct stat about = {0};
    bool is_there = stat(path, &about) == 0;
    const uint64_t state[6] = {digest, ms_digest(ms_slice_str(path)), is_there, (uint64_t)about.st_size,
                               (uint64_t)about.st_mtim.tv_sec, (uint64_t)about.st_mtim.tv_nsec};
    return ms_digest(ms_slice_of((const char *)state, sizeof state));
}

/* Of all that the words of the line name, folders walked anew. */
static uint64_t look(const ms_command_line *line) {
    ms_engine *engine;
    uint64_t digest = 0;
    if (ms_engine_new(NULL, NULL, &engine, NULL) != MS_OK) return 0;
    for (size_t i = 0; i < line->word_count; i++) {
        if (strcmp(line->words[i], "-") == 0) continue;
        digest = mix(digest, line->words[i]);
        ms_error ignored; /* what has gone may come again */
        (void)!ms_engine_add_input(engine, line->words[i], &ignored);
    }
    const char *path;
    for (size_t i = 0; (path = ms_engine_input(engine, i)); i++) digest = mix(digest, path);
    ms_engine_free(engine);
    return digest;
}

uint64_t ms_watch_look(const ms_command_line *line) {
    return look(line);
}

void ms_watch_wait(const ms_command_line *line, uint64_t before) {
    enum { PAUSE_US = 300 * 1000, SHARE = 10 };
    const ms_sys *sys = ms_sys_real();
    if (!line->is_quiet) fputs("moonscribe: waiting for a change (Ctrl-C ends)\n", stderr);
    for (;;) {
        int64_t since = sys->monotonic_ns(sys->state);
        uint64_t now = look(line);
        int64_t took_us = (sys->monotonic_ns(sys->state) - since) / 1000;
        if (now != before) {
            /* What is being written is left alone until it rests. */
            usleep(PAUSE_US);
            if (look(line) == now) return;
            continue;
        }
        usleep((useconds_t)(took_us * SHARE > PAUSE_US ? took_us * SHARE : PAUSE_US));
    }
}
