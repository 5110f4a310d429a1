/* ms-bench-bare INPUT...: reads every document of archives or folders' files and decodes it, and nothing more: what a
 * run cannot be faster than by our own reading. Prints how many documents and bytes. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "archive/archive.h"
#include "text/encoding.h"

typedef struct totals {
    unsigned long long documents, bytes;
} totals;

static ms_status decode(ms_ctx *ctx, ms_converters *converters, ms_slice bytes, ms_buffer *text, ms_error *error) {
    ms_encoding_guess guess = {0};
    size_t replaced;
    ms_encoding_detect(converters, bytes, &guess);
    ms_buffer_reset(text);
    return ms_encoding_decode(converters, ctx, guess.name, ms_slice_sub(bytes, guess.bom, bytes.len), text, &replaced,
                              NULL, error);
}

static ms_status read_all(ms_ctx *ctx, ms_converters *converters, const char *path, ms_buffer *text, totals *to,
                          ms_error *error) {
    ms_archive *archive;
    ms_archive_options options = {.converters = converters};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ms_error_set(error, MS_E_NOT_FOUND, 0, "%s", path);
    ms_status status = ms_archive_open_fd(ctx, fd, ms_slice_str(path), &options, &archive, error);
    if (status != MS_OK) return status;
    for (;;) {
        ms_member member = {0};
        ms_ctx_start(ctx);
        status = ms_archive_next(archive, &member, error);
        if (status == MS_OK && !member.is_skip) {
            status = decode(ctx, converters, member.bytes, text, error);
            to->documents++;
            to->bytes += member.bytes.len;
        }
        if (status != MS_OK) break;
    }
    ms_archive_close(archive);
    close(fd);
    return status == MS_END ? MS_OK : status;
}

int main(int argc, char **argv) {
    ms_ctx ctx;
    ms_converters *converters;
    ms_error error = {0};
    ms_buffer text;
    totals to = {0};
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.time_ns *= 1000;
    ctx.limits.members *= 1000;
    ms_buffer_init(&text, ctx.sys, 0);
    ms_status status = ms_converters_new(&ctx, &converters, &error);
    if (argc == 2 && strcmp(argv[1], "-") == 0) { /* a list of files */
        char path[4096];
        while (status == MS_OK && fgets(path, sizeof path, stdin)) {
            path[strcspn(path, "\n")] = '\0';
            status = read_all(&ctx, converters, path, &text, &to, &error);
        }
    }
    for (int i = 1; i < argc && strcmp(argv[1], "-") != 0 && status == MS_OK; i++) {
        status = read_all(&ctx, converters, argv[i], &text, &to, &error);
    }
    if (status != MS_OK) fprintf(stderr, "bare: %s\n", error.message);
    printf("%llu documents, %llu bytes\n", to.documents, to.bytes);
    return status == MS_OK ? 0 : 1;
}
