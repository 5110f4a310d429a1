/* moonscribe inside a program of your own: runs a script over inputs and gets rows and rejects by callback.
 *
 *   cc embed.c -o embed -I/usr/local/include/moonscribe -lmoonscribe
 *   ./embed dataset interviews.zip unit=exchange
 */
#include <stdio.h>
#include <string.h>

#include "moonscribe.h"

static ms_status on_row(void *state, ms_slice json, ms_slice document) {
    (void)state;
    printf("%.*s: %.*s\n", (int)document.len, document.len ? document.ptr : "", (int)json.len, json.ptr);
    return MS_OK;
}

static ms_status on_reject(void *state, const ms_reject *reject) {
    (void)state;
    fprintf(stderr, "%.*s\n", (int)reject->json.len, reject->json.ptr);
    return MS_OK;
}

/* "NAME=VALUE" sets an option of the script, anything else is an input. */
static ms_status take_argument(ms_engine *engine, const char *argument, ms_error *error) {
    char key[64];
    const char *equals = strchr(argument, '=');
    if (!equals) return ms_engine_add_input(engine, argument, error);
    snprintf(key, sizeof key, "option.%.*s", (int)(equals - argument), argument);
    return ms_engine_set(engine, key, equals + 1, error);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: embed SCRIPT INPUT... [OPTION=VALUE]...\n");
        return 2;
    }
    ms_engine *engine = NULL;
    ms_error error = {0};
    ms_totals totals = {0};
    ms_listener listener = {.row = on_row, .reject = on_reject};
    ms_status status = ms_engine_new(NULL, NULL, &engine, &error);
    if (status == MS_OK) status = ms_engine_load(engine, argv[1], &error);
    for (int i = 2; i < argc && status == MS_OK; i++) status = take_argument(engine, argv[i], &error);
    if (status == MS_OK) status = ms_engine_run(engine, &listener, &totals, &error);
    ms_engine_free(engine);
    if (status != MS_OK) {
        fprintf(stderr, "%s: %s\n", ms_status_name(status), error.message);
        return 1;
    }
    fprintf(stderr, "%llu documents, %llu rows, %llu rejects\n", (unsigned long long)totals.documents,
            (unsigned long long)totals.rows, (unsigned long long)totals.rejects);
    return 0;
}
