/* See flags.h. */
#include "cli/flags.h"

#include <string.h>

static const ms_flag flags[] = {
    {"output", 'o', "FILE", MS_FLAG_OWN, NULL, "write the result to FILE, which appears when it is complete; its suffix chooses the format"},
    {"to", 't', "FORMAT", MS_FLAG_SET, "to", "the result's format: jsonl, csv, tsv, md, html ..."},
    {"jobs", 'j', "N", MS_FLAG_OWN, NULL, "workers at once (one does the work in this version)"},
    {"first", 'n', "N", MS_FLAG_SET, "first", "only the first N documents"},
    {"dry-run", 0, NULL, MS_FLAG_OWN, NULL, "list what would be read, and do nothing"},
    {"date", 0, "DATE", MS_FLAG_SET, "date", "when the interviews took place (2024-06-27, 2024)"},
    {"dates", 0, "FILE", MS_FLAG_SET, "dates", "when each took place: lines of ID,DATE"},
    {"speaker", 0, "A=NAME", MS_FLAG_SET, "speaker", "the speaker labelled A is NAME (may be repeated)"},
    {"role", 0, "NAME=ROLE", MS_FLAG_SET, "role", "NAME is interviewer, interviewee or other (may be repeated)"},
    {"format", 0, "NAME", MS_FLAG_SET, "format", "the transcripts' format, whatever they look like"},
    {"encoding", 0, "NAME", MS_FLAG_SET, "encoding", "the transcripts' encoding, whatever they look like"},
    {"max-rejects", 0, "N", MS_FLAG_SET, "max-rejects", "stop after N documents that fail"},
    {"plugins", 0, "DIR", MS_FLAG_LOAD, "plugins", "a further folder of plugins (may be repeated)"},
    {"json", 0, NULL, MS_FLAG_OWN, NULL, "every report as JSON on standard error"},
    {"quiet", 'q', NULL, MS_FLAG_OWN, NULL, "no reports, only errors"},
    {"help", 'h', NULL, MS_FLAG_OWN, NULL, "this help"},
    {"version", 'V', NULL, MS_FLAG_OWN, NULL, "the version"},
};

const ms_flag *ms_flags(size_t *count) {
    *count = sizeof flags / sizeof flags[0];
    return flags;
}

static const ms_verb verbs[] = {
    {"summary", "INPUT...", "who speaks, the gist, each exchange, the figures", "summary"},
    {"timeline", "INPUT...", "dated statements in order of their dates", "timeline"},
    {"dataset", "INPUT...", "one row a turn, exchange, sentence, point, figure, mention or document", "dataset"},
    {"mentions", "INPUT...", "every date, figure, name and other mention", "mentions"},
    {"run", "SCRIPT INPUT...", "a script of your own", NULL},
    {"inspect", "INPUT...", "what is it, who speaks, what could you run next", "inspect"},
    {"list", "INPUT...", "one line a document, archives opened", "list"},
    {"show", "LOCATOR", "the words that a locator cites", NULL},
    {"plugins", "", "which formats, extractors and writers there are", NULL},
    {"test", "[FILE|FOLDER]", "run the samples inside plugins", NULL},
    {"new", "script|format|extractor NAME", "begin a script or plugin from a template", NULL},
    {"help", "[VERB]", "help on a verb", NULL},
    {NULL, NULL, NULL, NULL},
};

const ms_verb *ms_verbs(void) {
    return verbs;
}

enum { WORD_MAX = 48 };

/* Levenshtein distance with neighbouring letters swapped as one step; words beyond WORD_MAX are far from all. */
static size_t distance(const char *a, const char *b) {
    size_t rows[3][WORD_MAX + 1];
    size_t m = strlen(a), n = strlen(b);
    if (m > WORD_MAX || n > WORD_MAX) return WORD_MAX;
    for (size_t j = 0; j <= n; j++) rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < best) best = last[j] + 1;
            if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
            bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (is_swap && before[j - 2] + 1 < best) best = before[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[m % 3][n];
}

const char *ms_flags_nearest(const char *word, const char *const *candidates, size_t count) {
    const char *best = NULL;
    size_t best_distance = strlen(word) / 3 + 2;
    for (size_t i = 0; i < count; i++) {
        size_t steps = distance(word, candidates[i]);
        if (steps < best_distance) {
            best = candidates[i];
            best_distance = steps;
        }
    }
    return best;
}
