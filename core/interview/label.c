/* See label.h. A line is looked at for its first 160 bytes only: nobody's name is longer. */
#include "interview/label.h"

#include <ctype.h>

#include "text/utf8.h"

enum { LABEL_BYTES = 160, NAME_CHARACTERS = 40 };

static bool is_at(ms_slice text, size_t at, size_t end, const char *literal) {
    size_t len = strlen(literal);
    return end - at >= len && memcmp(text.ptr + at, literal, len) == 0;
}

static size_t skip_blanks(ms_slice text, size_t at, size_t end) {
    for (;;) {
        if (at < end && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) at++;
        else if (at < end && is_at(text, at, end, "\xE3\x80\x80")) at += 3;
        else if (at < end && is_at(text, at, end, "\xC2\xA0")) at += 2;
        else return at;
    }
}

/* Bytes of a colon (: or ： or ︰) at `at`. */
static size_t colon_length(ms_slice text, size_t at, size_t end) {
    if (at >= end) return 0;
    if (text.ptr[at] == ':') return 1;
    return is_at(text, at, end, "：") || is_at(text, at, end, "︰") ? 3 : 0;
}

/* --- times -------------------------------------------------------------------------------- */

/* Digits and colons: m:ss, h:mm:ss, with a fraction; -1 when there is none. Moves *at behind
 * it. */
static int64_t clock_ms(ms_slice text, size_t *at, size_t end) {
    size_t p = *at;
    int64_t parts[3];
    int count = 0;
    for (;;) {
        size_t from = p;
        int64_t value = 0;
        while (p < end && isdigit((unsigned char)text.ptr[p]) && p - from < 4) {
            value = value * 10 + (text.ptr[p++] - '0');
        }
        if (p == from || (count > 0 && p - from != 2)) return -1;
        parts[count++] = value;
        bool goes_on = count < 3 && p + 1 < end && text.ptr[p] == ':' &&
                isdigit((unsigned char)text.ptr[p + 1]);
        if (!goes_on) break;
        p++;
    }
    if (count < 2) return -1;
    int64_t ms = 0;
    for (int i = 0; i < count; i++) ms = ms * 60 + parts[i];
    ms *= 1000;
    if (p + 1 < end && (text.ptr[p] == '.' || text.ptr[p] == ',') &&
            isdigit((unsigned char)text.ptr[p + 1])) {
        int64_t scale = 100;
        for (p++; p < end && isdigit((unsigned char)text.ptr[p]); p++, scale /= 10) {
            ms += (text.ptr[p] - '0') * scale;
        }
    }
    if (p < end && isalnum((unsigned char)text.ptr[p])) return -1;
    *at = p;
    return ms;
}

bool ms_label_time(ms_slice text, size_t *at, size_t end, int64_t *time_ms, int64_t *end_ms) {
    size_t p = *at;
    if (p < end && text.ptr[p] == '\\') p++;
    char close = 0;
    if (p < end && text.ptr[p] == '[') close = ']';
    if (p < end && text.ptr[p] == '(') close = ')';
    if (is_at(text, p, end, "（")) close = '\xEF';
    if (is_at(text, p, end, "【")) close = '\xE3';
    if (close) p += close == '\xEF' || close == '\xE3' ? 3 : 1;
    p = skip_blanks(text, p, end);
    int64_t start = clock_ms(text, &p, end);
    if (start < 0) return false;
    int64_t stop = -1;
    size_t next = skip_blanks(text, p, end);
    bool is_long = is_at(text, next, end, "-->") || is_at(text, next, end, "–");
    size_t dash = is_long ? 3 : is_at(text, next, end, "-") ? 1 : 0;
    if (dash) {
        next = skip_blanks(text, next + dash, end);
        stop = clock_ms(text, &next, end);
        if (stop >= 0) p = next;
    }
    if (close) {
        p = skip_blanks(text, p, end);
        if (p < end && text.ptr[p] == '\\') p++;
        const char *wide = close == '\xEF' ? "）" : "】";
        const char *want = close == ']' ? "]" : close == ')' ? ")" : wide;
        if (!is_at(text, p, end, want)) return false;
        p += strlen(want);
    }
    *at = p;
    *time_ms = start;
    *end_ms = stop;
    return true;
}

/* --- the label ---------------------------------------------------------------------------- */

/* Characters that no name holds: a sentence has begun. */
static bool ends_name(ms_slice text, size_t at, size_t end) {
    char c = text.ptr[at];
    if (c == '!' || c == '?' || c == ';' || c == '"' || c == '=' || c == '{' || c == '}' ||
            c == '<' || c == '>' || c == '|' ||
        c == '`' || c == '/' || c == '\\' || c == '[' || c == ']') {
        return true;
    }
    /* what the marks below begin with */
    if (c != '\xE2' && c != '\xE3' && c != '\xEF') return false;
    static const char *const marks[] = {
        "。", "，", "！", "？", "；", "“", "”", "…", "「", "」", "『", "』", "《", "》", "——"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (is_at(text, at, end, marks[i])) return true;
    }
    return false;
}

/* Bytes of "(Guest, on the phone)" with its brackets; 0 when none begins at `at` or it does not
 * end. */
static size_t bracket_length(ms_slice text, size_t at, size_t end) {
    bool is_wide = is_at(text, at, end, "（");
    if (!is_wide && text.ptr[at] != '(') return 0;
    for (size_t i = at; i < end; i++) {
        if (text.ptr[i] == ')') return i + 1 - at;
        if (is_at(text, i, end, "）")) return i + 3 - at;
    }
    return 0;
}

/* Where the name that begins at `from` ends: before a colon, closing bold, a time, two blanks
 * or the end. */
static bool scan_name(ms_slice text, size_t from, size_t end, bool is_bold, size_t *name_end) {
    size_t characters = 0;
    size_t at = from;
    while (at < end) {
        /* Most of what is looked at is Chinese speech, characters that are only letters. */
        unsigned char lead = (unsigned char)text.ptr[at];
        if (lead >= 0xE4 && lead <= 0xED && end - at > 2) {
            if (++characters > NAME_CHARACTERS) return false;
            at += 3;
            continue;
        }
        if (colon_length(text, at, end)) break;
        if (is_bold && (is_at(text, at, end, "**") || is_at(text, at, end, "__"))) break;
        /* "Name [00:01]:" and "Name (0:32):" and "Name  0:32" */
        if (at > from && (text.ptr[at] == '[' || text.ptr[at] == '(' || text.ptr[at] == '\\' ||
                isdigit((unsigned char)text.ptr[at]) ||
                          is_at(text, at, end, "（"))) {
            size_t behind = at;
            int64_t start, stop;
            if ((text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t' ||
                    !isdigit((unsigned char)text.ptr[at])) &&
                ms_label_time(text, &behind, end, &start, &stop)) {
                break;
            }
        }
        size_t aside = bracket_length(text, at, end);
        if (aside) {
            at += aside;
            continue;
        }
        if (ends_name(text, at, end)) return false;
        if (++characters > NAME_CHARACTERS) return false;
        ms_utf8_next(text, &at);
    }
    *name_end = at;
    return at > from;
}

static bool has_letter(ms_slice name) {
    for (size_t i = 0; i < name.len; i++) {
        if (isalpha((unsigned char)name.ptr[i]) || (unsigned char)name.ptr[i] >= 0xC3) {
            return true;
        }
    }
    return false;
}

/* Skips list and quote marks, heading marks and opening bold; fills the layout. */
static size_t skip_marks(ms_slice text, size_t at, size_t end, unsigned *layout) {
    at = skip_blanks(text, at, end);
    if (at + 1 < end && (text.ptr[at] == '-' || text.ptr[at] == '>' || text.ptr[at] == '*') &&
            text.ptr[at + 1] == ' ') {
        if (text.ptr[at] != '>') *layout |= MS_LAYOUT_LIST;
        at = skip_blanks(text, at + 2, end);
    }
    size_t hashes = at;
    while (hashes < end && text.ptr[hashes] == '#' && hashes - at < 6) hashes++;
    if (hashes > at && hashes < end && text.ptr[hashes] == ' ') {
        *layout |= MS_LAYOUT_HEADING;
        at = skip_blanks(text, hashes, end);
    }
    return at;
}

static size_t skip_bold(ms_slice text, size_t at, size_t end, bool *is_bold) {
    if (is_at(text, at, end, "**") || is_at(text, at, end, "__")) {
        *is_bold = true;
        return at + 2;
    }
    return at;
}

/* "Q. What?", and 问 or 答 alone or with a blank behind: letters that need no colon. Returns the
 * label's length. */
static size_t bare_letter(ms_slice text, size_t at, size_t end, size_t *name_length) {
    if (end - at > 2 && (text.ptr[at] == 'Q' || text.ptr[at] == 'A')) {
        size_t dot = at + 1;
        while (dot < end && isdigit((unsigned char)text.ptr[dot])) dot++;
        *name_length = dot - at;
        return end - dot > 1 && text.ptr[dot] == '.' && text.ptr[dot + 1] == ' '
                ? dot + 1 - at : 0;
    }
    bool is_wide = is_at(text, at, end, "问") || is_at(text, at, end, "答") ||
            is_at(text, at, end, "問");
    *name_length = 3;
    return is_wide && (end - at == 3 || skip_blanks(text, at + 3, end) > at + 3) ? 3 : 0;
}

bool ms_label_read(ms_slice text, ms_span line, ms_label *label) {
    size_t end = line.to - line.from > LABEL_BYTES ? line.from + LABEL_BYTES : line.to;
    while (end > line.from && end < line.to && (text.ptr[end] & 0xC0) == 0x80) end--;
    *label = (ms_label){.line = line.from, .line_end = line.to, .time_ms = -1, .end_ms = -1};
    bool is_bold = false;
    size_t at = skip_marks(text, line.from, end, &label->layout);
    at = skip_bold(text, at, end, &is_bold);
    if (ms_label_time(text, &at, end, &label->time_ms, &label->end_ms)) {
        label->layout |= MS_LAYOUT_TIME;
    }
    at = skip_blanks(text, at, end);
    if (!is_bold) at = skip_bold(text, at, end, &is_bold);
    if (is_bold) label->layout |= MS_LAYOUT_BOLD;
    size_t name_end;
    size_t letter = at < end ? bare_letter(text, at, end, &name_end) : 0;
    if (letter) {
        label->name = (ms_span){at, at + name_end};
        label->layout |= MS_LAYOUT_COLON;
        label->body = skip_blanks(text, at + letter, end);
        return true;
    }
    if (at >= end || text.ptr[at] == '(' || is_at(text, at, end, "（") ||
            !scan_name(text, at, end, is_bold, &name_end)) {
        return false;
    }
    label->name = ms_lines_trim(text, (ms_span){at, name_end});
    /* "Name –" before a time: the dash is no part of it. */
    while (label->name.to - label->name.from > 3 &&
            (is_at(text, label->name.to - 3, label->name.to, "–") ||
            is_at(text, label->name.to - 3, label->name.to, "—"))) {
        label->name = ms_lines_trim(text, (ms_span){label->name.from, label->name.to - 3});
    }
    at = name_end;
    /* What may follow a name, in any order: closing bold, a time, a colon. */
    /* timed: the time stands behind the name */
    bool has_colon = false, was_bold = is_bold, is_timed = false;
    for (;;) {
        size_t next = skip_blanks(text, at, end);
        size_t colon = has_colon ? 0 : colon_length(text, next, end);
        int64_t start, stop;
        if (colon) {
            /* "https://" and a clock are no labels. */
            if (is_at(text, next + colon, end, "//")) return false;
            has_colon = true;
            at = next + colon;
        } else if (is_bold && (is_at(text, next, end, "**") || is_at(text, next, end, "__"))) {
            is_bold = false;
            at = next + 2;
        } else if (!(label->layout & MS_LAYOUT_TIME) &&
                ms_label_time(text, &next, end, &start, &stop)) {
            label->layout |= MS_LAYOUT_TIME;
            is_timed = true;
            label->time_ms = start;
            label->end_ms = stop;
            at = next;
        } else {
            at = next;
            break;
        }
    }
    if (was_bold && is_bold) return false; /* bold that goes on: emphasis, not a label */
    if (has_colon) label->layout |= MS_LAYOUT_COLON;
    bool is_alone = at >= line.to;
    /* "## Taproot: what is next" titles a section. */
    if ((label->layout & MS_LAYOUT_HEADING) && !was_bold && !is_alone) return false;
    if (is_alone) label->layout |= MS_LAYOUT_OWN_LINE;
    if (!has_colon) {
        label->layout |= MS_LAYOUT_NO_COLON;
        bool is_marked = label->layout & (MS_LAYOUT_TIME | MS_LAYOUT_HEADING | MS_LAYOUT_BOLD);
        /* Without a colon only a whole line or a time right behind the name tells. "00:00:43
         * Right" is speech. */
        if (!is_marked || !(is_alone || is_timed)) return false;
        if (!is_timed && !(label->layout & (MS_LAYOUT_HEADING | MS_LAYOUT_BOLD))) return false;
    }
    label->body = at;
    ms_slice name = ms_slice_sub(text, label->name.from, label->name.to);
    return name.len > 0 && has_letter(name);
}

/* --- names -------------------------------------------------------------------------------- */

static bool equals_any(ms_slice name, const char *const *words, size_t count) {
    if (name.len == 0) return false;
    int first = tolower((unsigned char)name.ptr[0]);
    for (size_t i = 0; i < count; i++) {
        /* The first byte settles nearly all of them. */
        if ((unsigned char)words[i][0] == first && strlen(words[i]) == name.len &&
                strncasecmp(words[i], name.ptr, name.len) == 0) {
            return true;
        }
    }
    return false;
}

static bool ends_with_any(ms_slice name, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (ms_slice_ends(name, ms_slice_str(words[i]))) return true;
    }
    return false;
}

/* Characters of what people say, and of no name: 的 是 了 吗 呢 我 你 这 那 说 就 也 都 不 ... */
bool ms_label_is_sentence(ms_slice name) {
    static const char *const first_person[] = {"我", "我们", "我們", "你"};
    if (equals_any(name, first_person, sizeof first_person / sizeof first_person[0])) {
        return false;
    }
    static const char *const words[] = {
        "的", "是", "了", "吗", "嗎", "呢", "么", "麼", "我", "你", "您", "这", "這", "那", "说", "說", "就",
        "也", "都", "不", "把", "被", "让", "讓", "來講", "来讲", "以下", "如下", "因此", "所以", "首先", "其次", "最後",
        "最后", "第一", "第二", "第三"};
    for (size_t at = 0; at < name.len; at++) {
        /* a remark is no part of the name */
        if (name.ptr[at] == '(' || is_at(name, at, name.len, "（")) return false;
        if ((unsigned char)name.ptr[at] < 0xE4) continue;
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            if (is_at(name, at, name.len, words[i])) return true;
        }
    }
    return false;
}

bool ms_label_is_denied(ms_slice name) {
    static const char *const words[] = {
        "note", "notes", "example", "examples", "for example", "warning", "tip", "tips", "hint",
        "update", "updated", "source", "sources", "http", "https", "ftp", "mailto", "www",
        "file", "ps", "p.s.", "nb", "n.b.", "re", "fwd", "date", "title", "subject", "time",
        "times", "location", "place", "where", "when", "duration", "tags", "tag", "category",
        "categories", "speakers", "participants", "present", "attendees", "author", "authors",
        "editor", "transcript", "transcript by", "transcript_by", "transcribed by",
        "transcription", "translation_by", "translator", "translators", "media", "video",
        "audio", "recorded", "recording", "station", "producer", "show", "episode", "series",
        "url", "link", "links", "website", "email", "e-mail", "tel", "phone", "fax", "address",
        "page", "pages", "isbn", "doi", "copyright", "licence", "license", "summary",
        "abstract", "introduction", "intro", "background", "conclusion", "contents", "chapter",
        "part", "section", "step", "important", "option", "options", "reminder", "correction",
        "edit", "editor's note", "disclaimer", "figure", "table", "total", "result", "results",
        "todo", "fixme", "problem", "problems", "proposed solution", "solution", "goal",
        "goals", "pros", "cons", "because", "however", "also", "finally", "topic", "topics",
        "agenda", "keywords", "language", "format", "version", "aliases", "needs",
        "interview date", "interviewed by", "注意", "注", "备注", "備註", "附注", "例如", "例", "比如", "譬如",
        "比方说", "比方說", "举例", "舉例", "提示", "说明", "說明", "时间", "時間", "地点", "地點", "日期", "标题", "標題",
        "题目", "題目", "来源", "來源", "编辑", "編輯", "责任编辑", "網址", "网址", "链接", "連結", "电话", "電話", "地址",
        "邮箱", "邮编", "作者", "翻译", "译者", "整理", "摄影", "关键词", "關鍵字", "摘要", "导语", "前言", "背景", "主题",
        "主題", "结论", "結論", "总之", "總之", "换句话说", "換句話說", "也就是说", "也就是說", "结果", "結果", "录影", "錄影",
        "录音", "錄音", "简介", "目录", "采访时间", "采访地点", "采访日期", "訪談時間", "訪談地點", "与会者", "與會者", "参会者",
        "出席", "列席", "更正", "附", "图", "表"};
    static const char *const sayings[] = {
        " said", " says", " asked", " adds", " added", " wrote", " writes", " explained",
        " replied", " is", " are", " that", " this", " following", " was", " were", "说", "說",
        "说道", "問道", "问道", "表示", "指出", "认为", "認為", "写道", "强调", "強調", "如下", "包括", "是", "就是", "介绍",
        "谈到", "一点", "一句话", "问题是", "的话"};
    size_t digits = 0; /* "1.第一項" and "12" are none, "0xB10C" is */
    while (digits < name.len && isdigit((unsigned char)name.ptr[digits])) digits++;
    if (digits && (digits == name.len || !isalpha((unsigned char)name.ptr[digits]))) {
        return true;
    }
    return equals_any(name, words, sizeof words / sizeof words[0]) ||
            ends_with_any(name, sayings, sizeof sayings / sizeof sayings[0]);
}

bool ms_label_is_meta(ms_slice name) {
    static const char *const words[] = {
        "date", "interview date", "time", "title", "place", "location", "venue", "recorded",
        "recorded on", "duration", "topic", "subject", "source", "transcript by",
        "transcribed by", "日期", "时间", "時間", "地点", "地點", "标题", "標題", "题目", "題目", "主题", "主題",
        "来源", "來源", "采访时间", "採訪時間", "采访地点", "采访日期", "访谈时间", "訪談時間", "访谈地点", "訪談地點", "整理", "录音",
        "錄音"};
    return equals_any(name, words, sizeof words / sizeof words[0]);
}

bool ms_label_is_aside(ms_slice name) {
    static const char *const words[] = {
        "break", "music", "jingle", "ad break", "sponsor break", "广告", "廣告", "音乐", "音樂"};
    return equals_any(name, words, sizeof words / sizeof words[0]);
}

ms_span ms_label_key(ms_slice text, ms_span name) {
    static const char *const numbered[] = {"q", "a", "question", "answer", "问", "問", "答"};
    size_t to = name.to;
    while (to > name.from && isdigit((unsigned char)text.ptr[to - 1])) to--;
    if (to == name.to) return name;
    while (to > name.from && (text.ptr[to - 1] == ' ' || text.ptr[to - 1] == '.' ||
            text.ptr[to - 1] == '#')) {
        to--;
    }
    bool is_numbered = equals_any(ms_slice_sub(text, name.from, to), numbered,
            sizeof numbered / sizeof numbered[0]);
    return is_numbered ? (ms_span){name.from, to} : name;
}

/* "In January", "Remember, March": a phrase, not a name. */
static bool begins_as_phrase(ms_slice name) {
    static const char *const words[] = {
        "in ", "on ", "at ", "for ", "from ", "to ", "by ", "and ", "but ", "so ", "then ",
        "now ", "finally", "remember", "because "};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t len = strlen(words[i]);
        if (name.len >= len && strncasecmp(name.ptr, words[i], len) == 0) return true;
    }
    return false;
}

bool ms_label_is_namelike(ms_slice name) {
    if (begins_as_phrase(name)) return false;
    size_t wide = 0, words = 1, at = 0;
    bool at_start = true;
    while (at < name.len) {
        uint32_t c = ms_utf8_next(name, &at);
        if ((c == '(' || c == 0xFF08) && at > 3) break; /* an alias or a remark */
        if (c >= 0x2E80) wide++;
        if (c == ' ') {
            words++;
            at_start = true;
            continue;
        }
        if (at_start && c < 0x80 && islower((int)c)) {
            /* Small words inside a name: "Ursula von der Leyen", "Maria de la Cruz". */
            ms_slice rest = ms_slice_sub(name, at - 1, name.len);
            static const char *const particles[] = {
                "von ", "van ", "der ", "den ", "de ", "la ", "le ", "du ", "da ", "di ", "al-",
                "bin ", "ibn ", "el ", "of "};
            bool is_particle = false;
            for (size_t i = 0; i < sizeof particles / sizeof particles[0]; i++) {
                is_particle |= ms_slice_starts(rest, ms_slice_str(particles[i]));
            }
            if (!is_particle) return false;
        }
        at_start = false;
    }
    if (wide > 0) return wide <= 8 && words <= 3;
    return words <= 4;
}
