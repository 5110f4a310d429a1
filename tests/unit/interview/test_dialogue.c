/* The dialogue reader: layouts, traps, and that nothing makes it slow, crash or leak. */
#include "support.h"

#include "interview/dialogue.h"

static ms_ctx context;

static int set_up(void **state) {
    ms_ctx_init(&context, ms_sys_real());
    context.limits.fuel = UINT64_MAX / 2;
    context.limits.time_ns = UINT64_MAX / 2;
    ms_ctx_start(&context);
    ms_dialogue *dialogue = NULL;
    if (ms_dialogue_new(&context, &dialogue) != MS_OK) return -1;
    *state = dialogue;
    return 0;
}

static int tear_down(void **state) {
    ms_dialogue_free(*state);
    return 0;
}

/* "speaker|body" of each turn, a line each, newlines in bodies shown as "/". */
static void describe(ms_dialogue *dialogue, ms_slice text, char *to, size_t size) {
    int confidence;
    assert_int_equal(ms_dialogue_read(dialogue, text, &confidence), MS_OK);
    size_t count, speakers;
    const ms_turn *turns = ms_dialogue_turns(dialogue, &count);
    const ms_speaker *names = ms_dialogue_speakers(dialogue, &speakers);
    assert_true((confidence > 0) == (count > 0));
    size_t at = 0;
    to[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        ms_span name = turns[i].speaker == MS_NO_SPEAKER
                ? turns[i].label : names[turns[i].speaker].name;
        int written = snprintf(to + at, size - at, "%s%.*s|%.*s", i ? "\n" : "",
                (int)(name.to - name.from), text.ptr + name.from,
                               (int)(turns[i].body.to - turns[i].body.from),
                                       text.ptr + turns[i].body.from);
        assert_true(written > 0 && (size_t)written < size - at);
        for (size_t k = at + (i ? 1 : 0); k < at + (size_t)written; k++) {
            if (to[k] == '\n' || to[k] == '\r') to[k] = '/';
        }
        at += (size_t)written;
    }
}

typedef struct example {
    const char *text, *turns;
} example;

static void assert_examples(void **state, const example *examples, size_t count) {
    for (size_t i = 0; i < count; i++) {
        char got[4096];
        describe(*state, ms_slice_str(examples[i].text), got, sizeof got);
        if (strcmp(got, examples[i].turns) != 0) {
            fail_msg("for:\n%s\nexpected:\n%s\ngot:\n%s", examples[i].text, examples[i].turns,
                    got);
        }
    }
}
#define CHECK(list) assert_examples(state, list, sizeof(list) / sizeof((list)[0]))

static void every_layout_gives_its_turns(void **state) {
    static const example list[] = {
        {"Ann: Why?\nBob: So.\nAnn: How?\nBob: Thus.",
            "Ann|Why?\nBob|So.\nAnn|How?\nBob|Thus."},
        {"主持人：您好\n沈岚：您好\n主持人：好\n沈岚：好", "主持人|您好\n沈岚|您好\n主持人|好\n沈岚|好"},
        {"**Ann:** Why?\n\n**Bob Lee:** So.\n\n**Ann:** How?",
            "Ann|Why?\nBob Lee|So.\nAnn|How?"},
        {"**Ann**: Why?\n\n**Bob**: So.\n\n**Ann**: How?", "Ann|Why?\nBob|So.\nAnn|How?"},
        {"**沈岚：**好\n**记者：**嗯\n**沈岚：**好", "沈岚|好\n记者|嗯\n沈岚|好"},
        {"### 問：\n多久？\n\n### 沈：\n一天。\n\n### 問：\n好。", "問|多久？\n沈|一天。\n問|好。"},
        {"## Ann\nWhy?\n\n## Bob\nSo.\n\n## Ann\nHow?\n\n## Bob\nThus.",
            "Ann|Why?\nBob|So.\nAnn|How?\nBob|Thus."},
        {"[00:01:02] Ann: a\n[00:01:04] Bob: b", "Ann|a\nBob|b"},
        {"(00:01:02) Ann: a\n(00:01:04) Bob: b", "Ann|a\nBob|b"},
        {"00:01:02 Ann: a\n00:01:04 Bob: b\n00:02:00 Ann: c", "Ann|a\nBob|b\nAnn|c"},
        {"Ann [00:01:02]: a\nBob [00:01:04]: b\nAnn (0:32): c\nBob (1:00): d",
            "Ann|a\nBob|b\nAnn|c\nBob|d"},
        {"**Ann**  0:32  \na\n\n**Bob**  0:40\nb\n\n**Ann** 1:00\nc", "Ann|a\nBob|b\nAnn|c"},
        {"Ann  0:32\na\n\nBob  0:40\nb\n\nAnn  1:00\nc", "Ann|a\nBob|b\nAnn|c"},
        {"Ann Lee: 00:00:36\na\n\nBob: 00:00:40\nb\n\nAnn Lee: 00:01:00\nc\n\nBob: 00:02:00\nd",
            "Ann Lee|a\nBob|b\nAnn Lee|c\nBob|d"},
        {"**Ann** \\[00:02:06\\]\na\n\n**Bob** \\[00:03:06\\]\nb\n\n**Ann** \\[00:04:06\\]\nc",
            "Ann|a\nBob|b\nAnn|c"},
        {"**Ann:** \\[00:05\\] a\n\n**Bob:** b\n\n**Ann:** c", "Ann|a\nBob|b\nAnn|c"},
        {"说话人1：一\n说话人2：二\n说话人1：三", "说话人1|一\n说话人2|二\n说话人1|三"},
        {"说话人 1 00:01\n一\n说话人 2 00:05\n二\n说话人 1 00:09\n三", "说话人 1|一\n说话人 2|二\n说话人 1|三"},
        {"Q: a?\nA: b.\nQ: c?\nA: d.", "Q|a?\nA|b.\nQ|c?\nA|d."},
        {"Q1: a?\nA1: b.\nQ2: c?\nA2: d.", "Q|a?\nA|b.\nQ|c?\nA|d."},
        {"Q. a?\nA. b.\nQ. c?\nA. d.", "Q|a?\nA|b.\nQ|c?\nA|d."},
        {"问：几岁？\n答：十九。", "问|几岁？\n答|十九。"},
        {"问\n几岁？\n答\n十九。", "问|几岁？\n答|十九。"},
        {"INTERVIEWER: a?\nMR. SMITH: b.\nINTERVIEWER: c?\nMR. SMITH: d.",
            "INTERVIEWER|a?\nMR. SMITH|b.\nINTERVIEWER|c?\nMR. SMITH|d."},
        {"Speaker 1: a\nSpeaker 2: b", "Speaker 1|a\nSpeaker 2|b"},
        {"- Ann: a\n- Bob: b\n- Ann: c\n- Bob: d\n- Ann: e\n- Bob: f",
            "Ann|a\nBob|b\nAnn|c\nBob|d\nAnn|e\nBob|f"},
        {"> Ann: a\n> Bob: b\n> Ann: c\n> Bob: d", "Ann|a\nBob|b\nAnn|c\nBob|d"},
        {"Ann :\na\nBob :\nb\nAnn :\nc\nBob :\nd", "Ann|a\nBob|b\nAnn|c\nBob|d"},
        {"Alice: Hi?\nBob: Hello.", "Alice|Hi?\nBob|Hello."},
    };
    CHECK(list);
}

static void what_only_looks_like_a_label_is_speech(void **state) {
    static const example list[] = {
        {"主持人：您好\n注意：门要关\n沈岚：好\n例如：这样\n主持人：嗯\n沈岚：对", "主持人|您好/注意：门要关\n沈岚|好/例如：这样\n主持人|嗯\n沈岚|对"},
        {"Ann: See\nhttps://example.org/a\nBob: Yes\nNote: no\nAnn: It is\n12:30 now\nBob: Oh",
            "Ann|See/https://example.org/a\nBob|Yes/Note: no\nAnn|It is/12:30 now\nBob|Oh"},
        {"### 沈岚：\n因此我觉得有两个：\n一个是水。\n\n### 记者：\n嗯。\n\n### 沈岚：\n好。",
            "沈岚|因此我觉得有两个：/一个是水。\n记者|嗯。\n沈岚|好。"},
        {"Ann: a\n1.第一项：x\nBob: b\nAnn: c\nBob: d", "Ann|a/1.第一项：x\nBob|b\nAnn|c\nBob|d"},
        {"It rained.\nNote: we went home.\nThen: nothing.", ""},
        {"- **Goal**: speed\n- **Problem**: none\n- **Goal**: size\n- **Problem**: some", ""},
        {"00:00:00 It rained\n\n00:00:05 Right\n\n00:00:09 We left\n\n00:00:12 Right", ""},
        {"## Results: one\na\n\n## Results: two\nb", ""},
        {"", ""},
        {"\n\n\n", ""},
        {":", ""},
        {"：\n：\n：", ""},
    };
    CHECK(list);
}

static void the_turn_is_its_speech_and_no_more(void **state) {
    static const example list[] = {
        {"Ann: a\n\nb\n\n\nc\n\nBob: d\nAnn: e\nBob: f", "Ann|a//b///c\nBob|d\nAnn|e\nBob|f"},
        {"### Ann：\na\n\n> (laughter)\n\n### Bob：\nb\n\n> （笑）\n\nc\n\n### Ann：\nd",
            "Ann|a\nBob|b//> （笑）//c\nAnn|d"},
        {"**Ann:** a\n\n**Break:** \\[11:51\\]\n\n**Bob:** b\n\n**Ann:** c",
            "Ann|a\nBob|b\nAnn|c"},
        {"Ann: a\n\n## Part two\n\nBob: b\nAnn: c\nBob: d", "Ann|a\nBob|b\nAnn|c\nBob|d"},
        {"### Ann：\n##we begin\n\n### Bob：\nb\n\n### Ann：\n#1 first",
            "Ann|##we begin\nBob|b\nAnn|#1 first"},
        {"### Ann：\n\n### Bob：\nb\n\n### Ann：\nc\n\n### Bob：\nd", "Bob|b\nAnn|c\nBob|d"},
    };
    CHECK(list);
}

static void facts_and_front_matter_are_no_turns(void **state) {
    static const example list[] = {
        {"---\ntitle: A\nspeaker: B\ntitle: A\n---\nAnn: a\nBob: b\nAnn: c\nBob: d",
            "Ann|a\nBob|b\nAnn|c\nBob|d"},
        {"采访者：张三\n受访者：李四\n时间：2020年\n\n采访者：好？\n受访者：好。", "采访者|好？\n受访者|好。"},
        {"# 2020-01-02 Talk\n\n### 問：\na\n\n### 沈：\nb\n\n### 問：\nc", "問|a\n沈|b\n問|c"},
    };
    CHECK(list);
}

static void one_person_is_one_speaker(void **state) {
    static const example list[] = {
        {"Ann Lee (AL): a\nBob: b\nAL: c\nBob: d\nAL: e",
            "Ann Lee (AL)|a\nBob|b\nAnn Lee (AL)|c\nBob|d\nAnn Lee (AL)|e"},
        {"**Ann:** a\n\n**Ann：** b\n\n**Bob :** c\n\n**Bob:** d", "Ann|a\nAnn|b\nBob|c\nBob|d"},
        {"### Ann：\na\n\n### Bob：\nb\n\n### Ann\n\nc\n\n### Bob：\nd",
            "Ann|a\nBob|b\nAnn|c\nBob|d"},
    };
    CHECK(list);
}

static void line_endings_and_a_byte_order_mark_change_nothing(void **state) {
    static const example list[] = {
        {"Ann: a\r\nBob: b\r\n\r\nc\r\nAnn: d\r\nBob: e\r\n",
            "Ann|a\nBob|b////c\nAnn|d\nBob|e"},
        {"Ann: a\rBob: b\rAnn: d\rBob: e\r", "Ann|a\nBob|b\nAnn|d\nBob|e"},
        {"\xEF\xBB\xBF" "Ann: a\nBob: b\nAnn: c\nBob: d", "Ann|a\nBob|b\nAnn|c\nBob|d"},
    };
    CHECK(list);
}

static void times_are_read(void **state) {
    ms_slice text =
            MS_SLICE("[00:01:02.5 - 00:01:04] Ann: a\n[1:00:00] Bob: b\nAnn (0:32): c\nBob: d");
    int confidence;
    size_t count;
    assert_int_equal(ms_dialogue_read(*state, text, &confidence), MS_OK);
    const ms_turn *turns = ms_dialogue_turns(*state, &count);
    assert_int_equal(count, 4);
    assert_int_equal(turns[0].time_ms, 62500);
    assert_int_equal(turns[0].end_ms, 64000);
    assert_int_equal(turns[1].time_ms, 3600000);
    assert_int_equal(turns[1].end_ms, -1);
    assert_int_equal(turns[2].time_ms, 32000);
    assert_int_equal(turns[3].time_ms, -1);
}

static void a_talk_before_the_questions_is_kept(void **state) {
    char text[8192] = "# A talk\n\n";
    while (strlen(text) < 5000) strcat(text, "It was a long talk about water and stones.\n");
    strcat(text, "\nQ: Why?\nA: So.\nQ: How?\nA: Thus.\n");
    int confidence;
    size_t count;
    assert_int_equal(ms_dialogue_read(*state, ms_slice_str(text), &confidence), MS_OK);
    const ms_turn *turns = ms_dialogue_turns(*state, &count);
    assert_int_equal(count, 5);
    assert_true(turns[0].speaker == MS_NO_SPEAKER);
    assert_true(turns[0].body.to - turns[0].body.from > 4900);
    assert_slice_equal(ms_slice_sub(ms_slice_str(text), 0, ms_dialogue_front(*state).to),
            "# A talk\n\n");
}

/* --- size --------------------------------------------------------------------------------- */

static double seconds_to_read(ms_dialogue *dialogue, ms_slice text, size_t *turns) {
    int confidence;
    int64_t start = own_time_ns(NULL);
    assert_int_equal(ms_dialogue_read(dialogue, text, &confidence), MS_OK);
    int64_t end = own_time_ns(NULL);
    ms_dialogue_turns(dialogue, turns);
    return (double)(end - start) / 1e9;
}

static void many_labels_cost_a_step_each(void **state) {
    enum { LABELS = 400000, WIDTH = 16 };
    char *text = malloc((size_t)LABELS * WIDTH + 1);
    assert_non_null(text);
    for (int kind = 0; kind < 3; kind++) {
        size_t at = 0;
        for (int i = 0; i < LABELS; i++) {
            at += (size_t)snprintf(text + at, WIDTH + 1, "N%06d: speech%c", kind == 1
                    ? i : i % 7, kind == 2 ? '\r' : '\n');
        }
        size_t turns;
        double seconds = seconds_to_read(*state, ms_slice_of(text, at), &turns);
        /* a few seconds even under sanitizers; a quadratic reader needs hours */
        assert_true(seconds < 20);
        if (kind != 1) assert_int_equal(turns, LABELS);
    }
    free(text);
}

static void one_huge_line_is_no_label_and_quick(void **state) {
    size_t size = (size_t)32 << 20, turns;
    char *text = malloc(size);
    assert_non_null(text);
    const char fills[] = {'a', ':', '#', '>', '*', ' ', '[', '('};
    for (size_t i = 0; i < sizeof fills; i++) {
        memset(text, fills[i], size);
        assert_true(seconds_to_read(*state, ms_slice_of(text, size), &turns) < 5);
    }
    free(text);
}

/* --- hostile input and memory ------------------------------------------------------------- */

static void any_mixture_of_marks_keeps_the_promises(void **state) {
    static const char *const bits[] = {
        "Ann", "：", ":", "**", "#", " ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ",
        ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ", ",
        ", "};
    uint32_t random = 12345;
    for (int round = 0; round < 4000; round++) {
        char text[512];
        size_t at = 0;
        while (at < sizeof text - 40) {
            random = random * 1664525u + 1013904223u;
            const char *bit = bits[(random >> 16) % (sizeof bits / sizeof bits[0])];
            memcpy(text + at, bit, strlen(bit));
            at += strlen(bit);
            if ((random >> 8) % 97 == 0) break;
        }
        char *exact = malloc(at ? at : 1); /* so that a read beyond the end is seen */
        assert_non_null(exact);
        memcpy(exact, text, at);
        int confidence;
        size_t count, speakers;
        assert_int_equal(ms_dialogue_read(*state, ms_slice_of(exact, at), &confidence), MS_OK);
        const ms_turn *turns = ms_dialogue_turns(*state, &count);
        ms_dialogue_speakers(*state, &speakers);
        size_t end = 0;
        for (size_t i = 0; i < count; i++) {
            assert_true(turns[i].body.from < turns[i].body.to && turns[i].body.to <= at);
            assert_true(turns[i].body.from >= end); /* in order, and none within another */
            assert_true(turns[i].speaker == MS_NO_SPEAKER || turns[i].speaker < speakers);
            end = turns[i].body.to;
        }
        free(exact);
    }
}

static void refused_memory_is_an_error_without_a_leak(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_ctx ctx;
        ms_ctx_init(&ctx, failing_sys_init(&failing, n));
        ms_dialogue *dialogue = NULL;
        int confidence;
        ms_status status = ms_dialogue_new(&ctx, &dialogue);
        if (status == MS_OK) {
            status = ms_dialogue_read(dialogue, MS_SLICE("Ann: a\nBob: b\nAnn: c\nBob: d\n"),
                    &confidence);
            ms_dialogue_free(dialogue);
        }
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

static void a_warm_reader_allocates_nothing(void **state) {
    (void)state;
    failing_sys failing;
    ms_ctx ctx;
    ms_ctx_init(&ctx, failing_sys_init(&failing, 0));
    ms_dialogue *dialogue = NULL;
    int confidence;
    assert_int_equal(ms_dialogue_new(&ctx, &dialogue), MS_OK);
    ms_slice text = MS_SLICE("Ann: a\nBob: b\nAnn: c\nBob: d\n");
    assert_int_equal(ms_dialogue_read(dialogue, text, &confidence), MS_OK);
    size_t calls = failing.calls;
    for (int i = 0; i < 10; i++) assert_int_equal(ms_dialogue_read(dialogue, text, &confidence),
            MS_OK);
    assert_int_equal(failing.calls, calls);
    ms_dialogue_free(dialogue);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_layout_gives_its_turns),
        cmocka_unit_test(what_only_looks_like_a_label_is_speech),
        cmocka_unit_test(the_turn_is_its_speech_and_no_more),
        cmocka_unit_test(facts_and_front_matter_are_no_turns),
        cmocka_unit_test(one_person_is_one_speaker),
        cmocka_unit_test(line_endings_and_a_byte_order_mark_change_nothing),
        cmocka_unit_test(times_are_read),
        cmocka_unit_test(a_talk_before_the_questions_is_kept),
        cmocka_unit_test(many_labels_cost_a_step_each),
        cmocka_unit_test(one_huge_line_is_no_label_and_quick),
        cmocka_unit_test(any_mixture_of_marks_keeps_the_promises),
        cmocka_unit_test(refused_memory_is_an_error_without_a_leak),
        cmocka_unit_test(a_warm_reader_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
