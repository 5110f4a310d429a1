/* What `show` warns of: a document that is no longer what it was when a result cited it. The
 * manifests in the working folder are asked, or that of the result which --result names. */
#include <glob.h>
#include <stdio.h>

#include "cli/text.h"
#include "cli/verbs.h"

enum { PATH_ROOM = 4096 };

/* True when this manifest knows the document in another state. */
static bool has_changed(const char *manifest, const ms_document *document) {
    ms_error error = {0};
    ms_manifest_answer answer;
    if (ms_manifest_check(manifest, document, &answer, &error) == MS_OK) {
        return answer == MS_MANIFEST_CHANGED;
    }
    fputs("moonscribe: ", stderr);
    ms_text_print(stderr, ms_slice_str(error.message));
    fputs("\n", stderr);
    return false;
}

static void warn(const char *manifest, const ms_document *document) {
    static const char SUFFIX[] = ".manifest.jsonl";
    ms_slice result = ms_slice_str(manifest);
    if (ms_slice_ends(result, ms_slice_str(SUFFIX))) result.len -= sizeof SUFFIX - 1;
    fputs("moonscribe: warning: ", stderr);
    ms_text_print(stderr, document->locator);
    fputs(" has changed since ", stderr);
    ms_text_print(stderr, result);
    fputs(" was made: these may not be the words that it cites\n", stderr);
}

void ms_changed_warn(const char *result, const ms_document *document) {
    char pattern[PATH_ROOM] = "*.manifest.jsonl";
    if (result) {
        int len = snprintf(pattern, sizeof pattern, "%s.manifest.jsonl", result);
        bool fits = len > 0 && (size_t)len < sizeof pattern;
        if (fits && has_changed(pattern, document)) warn(pattern, document);
        return;
    }
    glob_t found = {0};
    if (glob(pattern, 0, NULL, &found) != 0) return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        if (has_changed(found.gl_pathv[i], document)) warn(found.gl_pathv[i], document);
    }
    globfree(&found);
}
