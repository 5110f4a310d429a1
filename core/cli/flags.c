/* See flags.h. */
#include "cli/flags.h"

static const ms_flag flags[] = {
    {"output", 'o', "FILE", MS_FLAG_LATE,
     "write the result to FILE, which appears when it is complete; its suffix chooses the "
     "format"},
    {"to", 't', "FORMAT", MS_FLAG_LATE,
     "the result's format: jsonl, csv, tsv, md, html, table, ..."},
    {"jobs", 'j', "N", MS_FLAG_LATE, "workers at once; as many as there are cores by default"},
    {"shard", 0, "I/N", MS_FLAG_LATE, "only part I of N of the work, kept beside FILE until merge"},
    {"verify", 0, NULL, MS_FLAG_LATE, "going on, compare all bytes of the inputs, not only size, time and ends"},
    {"restart", 0, NULL, MS_FLAG_LATE, "begin anew where an earlier run was stopped"},
    {"first", 'n', "N", MS_FLAG_LATE, "only the first N documents"},
    {"sample", 0, "N", MS_FLAG_LATE, "only N documents, drawn by lot, always the same"},
    {"only-rejects", 0, "FILE", MS_FLAG_LATE, "only what FILE says was rejected: OUT.rejects.jsonl of an earlier run"},
    {"gather-only", 0, NULL, MS_FLAG_LATE, "only the script's first pass; its counts are the result"},
    {"gathered", 0, "FILE", MS_FLAG_LATE, "what --gather-only has made, instead of the first pass"},
    {"dry-run", 0, NULL, MS_FLAG_OWN, "list the files that would be read, and do nothing"},
    {"date", 0, "DATE", MS_FLAG_LATE, "when the interviews took place: 2024-06-27, 2024"},
    {"dates", 0, "FILE", MS_FLAG_LATE, "when each took place: lines of ID,DATE"},
    {"speaker", 0, "A=NAME", MS_FLAG_LATE, "the speaker labelled A is NAME (repeatable)"},
    {"role", 0, "NAME=ROLE", MS_FLAG_LATE,
     "NAME is interviewer, interviewee or other (repeatable)"},
    {"column", 0, "PART=NAME", MS_FLAG_LATE,
     "tables and JSON: the column or key that holds the text, speaker, start or end (repeatable)"},
    {"format", 0, "NAME", MS_FLAG_LATE, "the transcripts' format, whatever they look like"},
    {"encoding", 0, "NAME", MS_FLAG_LATE, "the transcripts' encoding, whatever they look like"},
    {"password-file", 0, "FILE", MS_FLAG_LATE, "the password of encrypted zips: the first line of FILE"},
    {"stdin", 0, "rows", MS_FLAG_LATE, "read JSON Lines from standard input, each row a document"},
    {"text-field", 0, "NAME", MS_FLAG_LATE, "JSON Lines: the field of each row that is a document (text)"},
    {"id-field", 0, "NAME", MS_FLAG_LATE, "JSON Lines: the field that is its id (id)"},
    {"date-field", 0, "NAME", MS_FLAG_LATE, "JSON Lines: the field that says when it took place (date)"},
    {"max-rejects", 0, "N", MS_FLAG_LATE, "stop when N documents have failed"},
    {"plugins", 0, "DIR", MS_FLAG_EARLY, "a further folder of plugins (repeatable)"},
    {"words", 0, "FILE", MS_FLAG_EARLY, "names and terms that are words, one a line (repeatable)"},
    {"allow", 0, "read:DIR", MS_FLAG_EARLY,
     "scripts may read the files below DIR (repeatable); write, run, net and native are not there yet"},
    {"result", 0, "FILE", MS_FLAG_OWN, "show: warn when a document has changed since FILE was made"},
    {"profile", 0, NULL, MS_FLAG_LATE, "tell where the time goes: script, formats, each extractor and pattern"},
    {"watch", 0, NULL, MS_FLAG_OWN, "run again whenever an input or the script changes"},
    {"json", 0, NULL, MS_FLAG_OWN, "every report as JSON, on standard error"},
    {"quiet", 'q', NULL, MS_FLAG_OWN, "no reports, only errors"},
    {"help", 'h', NULL, MS_FLAG_OWN, "this help; with a script, its options too"},
    {"version", 'V', NULL, MS_FLAG_OWN, "the version"},
};

static const ms_verb verbs[] = {
    {"summary", "INPUT...", "what it is about: the gist, key sentences, figures, dates", "summary"},
    {"timeline", "INPUT...", "dated statements in order of their dates", "timeline"},
    {"dataset", "INPUT...", "one row a turn, exchange, sentence, point, figure, ...",
     "dataset"},
    {"topics", "INPUT...", "what each turns to, one topic after the other", "topics"},
    {"compare", "INPUT...", "what several say on the same topic", "compare"},
    {"keywords", "INPUT...", "names and terms that each is about", "keywords"},
    {"claims", "INPUT...", "who said which number of what, and what contradicts it", "claims"},
    {"mentions", "INPUT...", "every date, figure, name and other mention", "mentions"},
    {"convert", "INPUT...", "transcripts as subtitles, documents, annotations, ...", "convert"},
    {"run", "SCRIPT INPUT...", "a script of your own", NULL},
    {"merge", "FILE | SHARD...", "the result of a run in shards: of FILE, or of these folders", NULL},
    {"inspect", "INPUT...", "what is it, who speaks, what could be run next", "inspect"},
    {"list", "INPUT...", "one line a document, archives opened", "list"},
    {"show", "LOCATOR", "the words that a locator cites", NULL},
    {"plugins", "", "the formats, extractors and writers that there are", NULL},
    {"test", "[FILE|DIR]...", "run the samples inside plugins", NULL},
    {"new", "script|format|extractor NAME", "begin a script or plugin from a template", NULL},
    {"help", "[VERB]", "this help, or that of a verb", NULL},
};

enum {
    FLAG_COUNT = sizeof flags / sizeof flags[0],
    VERB_COUNT = sizeof verbs / sizeof verbs[0]
};

const ms_flag *ms_flags(size_t *count) {
    *count = FLAG_COUNT;
    return flags;
}

const ms_verb *ms_verbs(size_t *count) {
    *count = VERB_COUNT;
    return verbs;
}

/* --- slips -------------------------------------------------------------------------------- */

enum { WORD_MAX = 48 };

static size_t least(size_t a, size_t b, size_t c) {
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* How many steps lead from a to b: a letter put in, taken out or changed, or two neighbours
 * swapped. */
static size_t distance(const char *a, const char *b) {
    size_t rows[3][WORD_MAX + 1];
    size_t m = strlen(a), n = strlen(b);
    if (m > WORD_MAX || n > WORD_MAX) return WORD_MAX;
    for (size_t j = 0; j <= n; j++) rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            now[j] = least(last[j - 1] + (a[i - 1] != b[j - 1]), last[j] + 1, now[j - 1] + 1);
            bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (is_swap && before[j - 2] + 1 < now[j]) now[j] = before[j - 2] + 1;
        }
    }
    return rows[m % 3][n];
}

typedef struct nearest {
    const char *word, *best;
    size_t steps; /* of the best; to begin with, what is too far */
} nearest;

static nearest nearest_to(const char *word) {
    return (nearest){.word = word, .steps = strlen(word) / 3 + 2};
}

static void consider(nearest *to, const char *candidate) {
    size_t steps = distance(to->word, candidate);
    if (steps >= to->steps) return;
    to->best = candidate;
    to->steps = steps;
}

const char *ms_verbs_nearest(const char *word) {
    nearest to = nearest_to(word);
    for (size_t i = 0; i < VERB_COUNT; i++) consider(&to, verbs[i].name);
    return to.best;
}

const char *ms_flags_nearest(const char *word, const ms_description *script) {
    nearest to = nearest_to(word);
    for (size_t i = 0; i < FLAG_COUNT; i++) consider(&to, flags[i].name);
    for (size_t i = 0; script && i < script->option_count; i++) {
        consider(&to, script->options[i].name);
    }
    return to.best;
}
