/* Timed text in. */
#include "support.h"

#include "parse/cues.h"

static void put_time(ms_buffer *seen, int64_t time_ms) {
    assert_int_equal(ms_buffer_printf(seen, " %lld", (long long)time_ms), MS_OK);
}

/* Turns as lines of "Speaker start end|words", pieces of one turn apart by ~ where their times
 * differ. */
static void show(const ms_cues *cues, ms_slice text, ms_buffer *seen) {
    size_t count, segment_count, speaker_count;
    const ms_cue_turn *turns = ms_cues_turns(cues, &count);
    const ms_cue_segment *segments = ms_cues_segments(cues, &segment_count);
    const ms_cue_speaker *speakers = ms_cues_speakers(cues, &speaker_count);
    ms_slice extra = ms_cues_extra(cues);
    for (size_t i = 0; i < count; i++) {
        if (turns[i].speaker != MS_CUE_NOBODY) {
            const ms_cue_speaker *speaker = &speakers[turns[i].speaker];
            assert_int_equal(
                ms_buffer_append_slice(
                    seen, ms_slice_sub(extra, speaker->at, speaker->at + speaker->len)),
                MS_OK);
        }
        put_time(seen, turns[i].time_ms);
        put_time(seen, turns[i].end_ms);
        assert_int_equal(ms_buffer_append_byte(seen, '|'), MS_OK);
        size_t bytes = 0;
        for (size_t s = turns[i].first; s < turns[i].first + turns[i].count; s++) {
            const ms_cue_segment *part = &segments[s];
            assert_int_equal(
                ms_buffer_append_slice(seen, ms_slice_sub(part->is_extra ? extra : text,
                                                          part->at, part->at + part->len)),
                MS_OK);
            bytes += part->len;
        }
        assert_int_equal(bytes, turns[i].bytes);
        assert_int_equal(ms_buffer_append_byte(seen, '\n'), MS_OK);
    }
}

static ms_status read_text(ms_ctx *ctx, ms_slice text, ms_cue_kind kind, ms_buffer *seen) {
    ms_cues *cues;
    ms_status status = ms_cues_new(ctx, &cues);
    if (status != MS_OK) return status;
    ms_cues_begin(cues, text, kind);
    status = ms_cues_read(cues);
    if (status == MS_OK) status = ms_cues_join(cues);
    if (status == MS_OK) show(cues, text, seen);
    size_t count;
    const ms_cue_note *notes = ms_cues_notes(cues, &count);
    for (size_t i = 0; status == MS_OK && i < count; i++) {
        assert_int_equal(ms_buffer_printf(seen, "%zu %s\n", notes[i].line,
                                          ms_cue_repair_name(notes[i].repair)),
                         MS_OK);
    }
    ms_cues_free(cues);
    return status;
}

static void check_turns(const char *text, ms_cue_kind kind, const char *expected) {
    ms_ctx ctx;
    ms_buffer seen;
    ms_ctx_init(&ctx, ms_sys_real());
    ms_buffer_init(&seen, ms_sys_real(), 0);
    assert_int_equal(read_text(&ctx, ms_slice_str(text), kind, &seen), MS_OK);
    assert_slice_equal(ms_buffer_slice(&seen), expected);
    ms_buffer_free(&seen);
}

static void cues_of_one_speaker_are_one_turn(void **state) {
    (void)state;
    check_turns("1\n00:00:01,000 --> 00:00:02,500\nANN: Why\n\n2\n00:00:02,500 --> "
                "00:00:04,000\n<i>not?</i>\n\n"
                "3\r\n00:00:04,000 --> 00:00:05,000\r\nBOB: I &amp; you.\r\n",
                MS_CUE_SRT, "ANN 1000 4000|Why not?\nBOB 4000 5000|I & you.\n");
    check_turns("0:00:01.000,0:00:02.000\nIt rained.\n\n0:00:08.000,0:00:09.000\nAll day.\n",
                MS_CUE_SBV, " 1000 9000|It rained.\nAll day.\n");
    check_turns("WEBVTT\n\n00:01.000 --> 00:02.000\n\xE4\xB8\x8B\xE4\xBA\x86\n\xE9\x9B\xA8\n",
                MS_CUE_VTT, " 1000 2000|\xE4\xB8\x8B\xE4\xBA\x86\xE9\x9B\xA8\n");
    check_turns("", MS_CUE_SRT, "");
}

static void voices_notes_and_ids_are_no_words(void **state) {
    (void)state;
    check_turns(
        "WEBVTT - x\nKind: captions\n\nNOTE by\nhand\n\nSTYLE\n::cue {}\n\na1\n00:01.000 --> "
        "00:02.000 align:start\n<v.loud Ann &amp; Co>So <i>it</i> is.\n\n"
        "00:02.000 --> 00:03.000\n<v Bob>Is it?</v> <v Ann &amp; Co> Yes.\n",
        MS_CUE_VTT,
        "Ann & Co 1000 2000|So it is.\nBob 2000 3000|Is it?\nAnn & Co 2000 3000|Yes.\n");
    check_turns("WEBVTT\n\n00:01.000 --> 00:02.000\nnext line\n>> Who?\n- Me.\n", MS_CUE_VTT,
                " 1000 2000|next line\n 1000 2000|Who?\n 1000 2000|Me.\n");
}

static void lines_that_roll_up_are_read_once(void **state) {
    (void)state;
    check_turns("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n \none<00:00:01.500><c> "
                "two</c>\n\n00:00:02.000 --> 00:00:02.010\none two\n \n\n"
                "00:00:02.010 --> 00:00:03.000\none two\nthree\n\n00:00:03.000 --> "
                "00:00:03.010\nthree\n",
                MS_CUE_VTT, " 1000 3000|one two three\n3 rolling\n");
}

static void what_is_said_twice_is_read_twice(void **state) {
    (void)state;
    check_turns("WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n\n00:02.000 --> 00:03.000\nYes.\n\n"
                "00:03.000 --> 00:04.000\nYes.\n\n00:04.000 --> 00:05.000\nYes.\n",
                MS_CUE_VTT, " 1000 5000|Yes. Yes. Yes. Yes.\n");
}

static void damaged_cues_are_repaired(void **state) {
    (void)state;
    check_turns("1\r\n00:00:01,000 --> 00:00:02,000\r\n\r\nIt rained.\r\n2\r\n00:00:02,000 --> "
                "00:00:01,000\rStill.\n\nOn and on.\n\n"
                "00:00:01,500 --> 00:00:03,000\nYes.\n\n5\n00:00 --> soon\nlost\n",
                MS_CUE_SRT,
                " 1000 3000|It rained. Still. On and on. Yes. lost\n"
                "3 blank line\n6 no blank line\n6 backward\n9 blank line\n11 no number\n11 "
                "order\n15 bad timing\n16 blank line\n");
}

static void a_label_is_a_speaker_by_what_all_lines_do(void **state) {
    (void)state;
    check_turns("WEBVTT\n\n00:01.000 --> 00:02.000\nNote: it is 10:30 now\n\n00:02.000 --> "
                "00:03.000\nand so on\n\n00:03.000 --> 00:04.000\nand on\n",
                MS_CUE_VTT, " 1000 4000|Note: it is 10:30 now and so on and on\n");
    check_turns(
        "WEBVTT\n\n00:01.000 --> "
        "00:02.000\n\xE6\xB2\x88\xE5\xB2\x9A\xEF\xBC\x9A\xE5\xA5\xBD\xE3\x80\x82\n\n00:02.000 "
        "--> 00:03.000\n\xE6\xB2\x88\xE5\xB2\x9A\xEF\xBC\x9A\xE5\xA5\xBD\xE3\x80\x82\n",
        MS_CUE_VTT,
        "\xE6\xB2\x88\xE5\xB2\x9A 1000 "
        "3000|\xE5\xA5\xBD\xE3\x80\x82\xE5\xA5\xBD\xE3\x80\x82\n");
}

static void memory_has_its_limit(void **state) {
    (void)state;
    ms_ctx ctx;
    ms_buffer seen;
    ms_ctx_init(&ctx, ms_sys_real());
    ctx.limits.memory = 4096;
    ms_buffer_init(&seen, ms_sys_real(), 0);
    ms_slice text = MS_SLICE("00:00:01,000 --> 00:00:02,000\na\n");
    assert_int_equal(read_text(&ctx, text, MS_CUE_SRT, &seen), MS_E_LIMIT_MEMORY);
    ms_buffer_free(&seen);
}

static void a_refused_allocation_is_reported(void **state) {
    (void)state;
    ms_slice text = MS_SLICE("00:00:01,000 --> 00:00:02,000\nANN: a &lt; b\n\n00:00:02,000 --> "
                             "00:00:01,000\n<v Bob>c\n");
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_ctx ctx;
        ms_buffer seen;
        ms_ctx_init(&ctx, failing_sys_init(&failing, n));
        ms_buffer_init(&seen, ms_sys_real(), 0);
        ms_status status = read_text(&ctx, text, MS_CUE_SRT, &seen);
        ms_buffer_free(&seen);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cues_of_one_speaker_are_one_turn),
        cmocka_unit_test(voices_notes_and_ids_are_no_words),
        cmocka_unit_test(lines_that_roll_up_are_read_once),
        cmocka_unit_test(what_is_said_twice_is_read_twice),
        cmocka_unit_test(damaged_cues_are_repaired),
        cmocka_unit_test(a_label_is_a_speaker_by_what_all_lines_do),
        cmocka_unit_test(memory_has_its_limit),
        cmocka_unit_test(a_refused_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
