/* How much is done: by the sizes of the inputs, and within one by the part at hand. Within a stream nobody knows. */
#include <sys/stat.h>

#include "run/run.h"

/* What an input that is no regular file counts for. */
enum { SMALL = 4096 };

static bool measure(ms_run *run) {
    const ms_inputs *inputs = &run->engine->inputs;
    if (run->sizes) return true;
    run->sizes = ms_sys_array(run->sys, inputs->count + 1, sizeof *run->sizes);
    if (!run->sizes) return false;
    for (size_t i = 0; i < inputs->count; i++) {
        struct stat about;
        bool is_file = stat(inputs->items[i].path, &about) == 0 && S_ISREG(about.st_mode);
        run->sizes[i] = SMALL + (is_file ? (uint64_t)about.st_size : 0);
        run->all_bytes += run->sizes[i];
    }
    return true;
}

/* From 0 to 1, or -1. */
static double within(const ms_task *task) {
    const ms_open_input *source = task->source;
    if (!source || source->size == 0) return task->part.kind == MS_PART_ALL ? 0 : -1;
    if (task->part.kind == MS_PART_LINES) return (double)task->part.from / (double)source->size;
    if (task->part.kind == MS_PART_MEMBERS) {
        return source->is_planned && source->last ? (double)task->part.from / (double)source->last : -1;
    }
    return -1;
}

double ms_outlook_done(ms_run *run, const ms_task *task) {
    enum { RARELY = 20 };
    if (!measure(run)) return -1;
    for (; run->passed_inputs < task->input; run->passed_inputs++) run->passed_bytes += run->sizes[run->passed_inputs];
    double share = within(task), size = (double)run->sizes[task->input], all = (double)run->all_bytes;
    /* What is not known does not matter where it is little. */
    if (share < 0 && size * RARELY > all) return -1;
    return ((double)run->passed_bytes + (share > 0 ? share * size : 0)) / all;
}

void ms_outlook_free(ms_run *run) {
    ms_sys_free(run->sys, run->sizes, (run->engine->inputs.count + 1) * sizeof *run->sizes);
    run->sizes = NULL;
}
