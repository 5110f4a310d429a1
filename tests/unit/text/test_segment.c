/* Chinese words: what the dictionary says, nothing lost and nothing given twice, in time that
 * grows with the text, and no memory kept when there is none. */
#include "support.h"

#include <fcntl.h>
#include <unistd.h>

#include "text/utf8.h"
#include "text/words.h"

static ms_dictionary *open_dictionary(void) {
    ms_dictionary *dictionary = NULL;
    ms_error error = {0};
    if (ms_dictionary_open(ms_sys_real(), MS_TEST_DICTIONARY, &dictionary, &error) != MS_OK ||
        ms_dictionary_check(dictionary, &error) != MS_OK) {
        fail_msg("%s", error.message);
    }
    return dictionary;
}

static int setup(void **state) {
    *state = open_dictionary();
    return 0;
}

static int teardown(void **state) {
    ms_dictionary_close(*state);
    return 0;
}

typedef struct cutting {
    ms_segmenter segmenter;
    ms_buffer words;
    const ms_user_words *user;
    bool is_jieba;
} cutting;

static void begin(cutting *c, const ms_sys *sys, const ms_dictionary *dictionary) {
    ms_segmenter_init(&c->segmenter, sys, dictionary);
    ms_buffer_init(&c->words, sys, 0);
}

static void end(cutting *c) {
    ms_segmenter_free(&c->segmenter);
    ms_buffer_free(&c->words);
}

static ms_status cut_all(cutting *c, ms_slice text) {
    ms_buffer_reset(&c->words);
    ms_status status = MS_OK;
    for (ms_words_place place = {0}; place.at < text.len && status == MS_OK;) {
        status = c->is_jieba
                     ? ms_segment_jieba(&c->segmenter, text, &place.at, 100, &c->words)
                     : ms_words_cut(&c->segmenter, c->user, text, &place, 100, &c->words);
    }
    return status;
}

static void check_words(void **state, const char *text, const char *expected) {
    cutting c = {.is_jieba = true};
    begin(&c, ms_sys_real(), *state);
    assert_int_equal(cut_all(&c, ms_slice_str(text)), MS_OK);
    ms_buffer joined;
    ms_buffer_init(&joined, ms_sys_real(), 0);
    for (size_t i = 0; i < c.words.len; i += sizeof(ms_span)) {
        ms_span span;
        memcpy(&span, c.words.data + i, sizeof span);
        if (i > 0) assert_int_equal(ms_buffer_append_byte(&joined, '/'), MS_OK);
        assert_int_equal(ms_buffer_append(&joined, text + span.from, span.to - span.from), MS_OK);
    }
    assert_slice_equal(ms_buffer_slice(&joined), expected);
    ms_buffer_free(&joined);
    end(&c);
}

static void words_are_those_of_jieba(void **state) {
    check_words(state, "小明硕士毕业于中国科学院计算所，后在日本京都大学深造",
                "小明/硕士/毕业/于/中国科学院/计算所/，/后/在/日本京都大学/深造");
    check_words(state, "工信处女干事每月经过下属科室都要亲口交代24口交换机等技术性器件的安装工作",
                "工信处/女干事/每月/经过/下属/科室/都/要/亲口/交代/24/口/交换机/等/技术性/器件/的/安装/工作");
    check_words(state, "a1.5%b+#3.x", "a1.5%/b/+#/3/./x");
    check_words(state, "", "");
}

/* Whatever the bytes, jieba's tokens together are the text. */
static void nothing_is_lost(void **state) {
    static const char *const parts[] = {"中", "国", "的", "人民", "a", "7", ".", "%", "-", " ",
                                        "\r\n", "\r", "，", "é", "𠀀", "龥", "鿿", "京都大学"};
    cutting c = {.is_jieba = true};
    begin(&c, ms_sys_real(), *state);
    ms_buffer text;
    ms_buffer_init(&text, ms_sys_real(), 0);
    uint32_t random = 1;
    for (int round = 0; round < 400; round++) {
        ms_buffer_reset(&text);
        for (int i = 0; i < 60; i++) {
            random = random * 1664525 + 1013904223;
            const char *part = parts[(random >> 8) % (sizeof parts / sizeof parts[0])];
            assert_int_equal(ms_buffer_append(&text, part, strlen(part)), MS_OK);
        }
        c.segmenter.has_hmm = round % 2;
        c.segmenter.is_folding = round % 3 == 0;
        assert_int_equal(cut_all(&c, ms_buffer_slice(&text)), MS_OK);
        size_t at = 0;
        for (size_t i = 0; i < c.words.len; i += sizeof(ms_span)) {
            ms_span span;
            memcpy(&span, c.words.data + i, sizeof span);
            assert_int_equal(span.from, at);
            assert_true(span.to > span.from);
            assert_true(ms_utf8_is_valid(ms_slice_sub(ms_buffer_slice(&text), span.from, span.to)));
            at = span.to;
        }
        assert_int_equal(at, text.len);
    }
    ms_buffer_free(&text);
    end(&c);
}

/* Lines that are hard on a segmenter take a time that doubles with their length. */
static void time_grows_with_the_text(void **state) {
    static const char *const hard[] = {"的", "一", "龘", "中华人民共和国", "a", "1."};
    ms_sys own;
    const ms_sys *clock = own_time_sys(&own);
    for (size_t h = 0; h < sizeof hard / sizeof hard[0]; h++) {
        int64_t spent[2];
        for (size_t size = 0; size < 2; size++) {
            ms_buffer text;
            ms_buffer_init(&text, ms_sys_real(), 0);
            size_t bytes = size == 0 ? 400000 : 1600000;
            while (text.len < bytes) {
                assert_int_equal(ms_buffer_append(&text, hard[h], strlen(hard[h])), MS_OK);
            }
            cutting c = {.is_jieba = true};
            begin(&c, ms_sys_real(), *state);
            int64_t before = clock->monotonic_ns(clock->state);
            assert_int_equal(cut_all(&c, ms_buffer_slice(&text)), MS_OK);
            spent[size] = clock->monotonic_ns(clock->state) - before;
            end(&c);
            ms_buffer_free(&text);
        }
        assert_true(spent[1] < spent[0] * 10 + 20000000);
    }
}

static void no_memory_is_said_and_nothing_leaks(void **state) {
    for (size_t n = 1;; n++) {
        failing_sys failing;
        cutting c = {0};
        begin(&c, failing_sys_init(&failing, n), *state);
        ms_status status = cut_all(&c, MS_SLICE("我们在北京清华大学学习，then we left"));
        end(&c);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
    failing_sys failing;
    ms_dictionary *dictionary = NULL;
    ms_error error = {0};
    assert_int_equal(ms_dictionary_open(failing_sys_init(&failing, 1), MS_TEST_DICTIONARY,
                                        &dictionary, &error),
                     MS_E_MEMORY);
    assert_null(dictionary);
}

static ms_status make_list(const ms_sys *sys, size_t count) {
    ms_user_words list;
    ms_user_words_init(&list, sys, NULL);
    ms_status status = MS_OK;
    for (size_t i = 0; i < count && status == MS_OK; i++) {
        char word[32];
        int len = snprintf(word, sizeof word, "词%zu", i);
        status = ms_user_words_add(&list, ms_slice_of(word, (size_t)len));
    }
    ms_span found = {0};
    if (status == MS_OK) {
        assert_true(ms_user_words_find(&list, MS_SLICE("第词199"), 0, &found));
        assert_int_equal(found.from, 3);
        assert_int_equal(found.to, 9);
    }
    ms_user_words_free(&list);
    return status;
}

static void a_list_without_memory_leaks_nothing(void **state) {
    (void)state;
    for (size_t n = 1;; n++) {
        failing_sys failing;
        ms_status status = make_list(failing_sys_init(&failing, n), 200);
        assert_int_equal(failing.live_bytes, 0);
        if (!failing.has_failed) {
            assert_int_equal(status, MS_OK);
            break;
        }
        assert_int_equal(status, MS_E_MEMORY);
    }
}

/* A copy of the dictionary with one byte changed at `at`, cut to `size`. */
static ms_status open_changed(size_t at, size_t size) {
    const ms_sys *sys = ms_sys_real();
    ms_dictionary *good = open_dictionary();
    char *copy = malloc(good->size);
    assert_non_null(copy);
    memcpy(copy, good->map, good->size);
    copy[at] = (char)(copy[at] ^ 1);
    char path[] = "/tmp/moonscribe-dictionary-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_true(ms_sys_write_all(sys, fd, copy, size ? size : good->size));
    close(fd);
    ms_error error = {0};
    ms_dictionary *dictionary = NULL;
    ms_status status = ms_dictionary_open(sys, path, &dictionary, &error);
    if (status == MS_OK) status = ms_dictionary_check(dictionary, &error);
    ms_dictionary_close(dictionary);
    unlink(path);
    free(copy);
    ms_dictionary_close(good);
    return status;
}

static void a_damaged_dictionary_is_refused(void **state) {
    (void)state;
    assert_int_equal(open_changed(0, 0), MS_E_MALFORMED);      /* no dictionary */
    assert_int_equal(open_changed(12, 0), MS_E_MALFORMED);     /* another version */
    assert_int_equal(open_changed(32, 0), MS_E_MALFORMED);     /* counts that do not fit */
    assert_int_equal(open_changed(100000, 0), MS_E_MALFORMED); /* a changed number */
    assert_int_equal(open_changed(12, 64), MS_E_MALFORMED);
    assert_int_equal(open_changed(100000, 100001), MS_E_MALFORMED); /* cut off */
}

static void words_are_rare_or_common(void **state) {
    const ms_dictionary *dictionary = *state;
    double common = ms_dictionary_rarity(dictionary, MS_SLICE("我们"));
    double rare = ms_dictionary_rarity(dictionary, MS_SLICE("湿地"));
    assert_true(common > 2 && common < rare && rare < 9);
    assert_true(ms_dictionary_rarity(dictionary, MS_SLICE("濕地")) == rare);
    /* The beginning of a word, more than a word, what no dictionary has, nothing. */
    assert_true(ms_dictionary_rarity(dictionary, MS_SLICE("中华人民共")) < 0);
    assert_true(ms_dictionary_rarity(dictionary, MS_SLICE("湿地湿地")) < 0);
    assert_true(ms_dictionary_rarity(dictionary, MS_SLICE("😀")) < 0);
    assert_true(ms_dictionary_rarity(dictionary, MS_SLICE("")) < 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_those_of_jieba),
        cmocka_unit_test(words_are_rare_or_common),
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(time_grows_with_the_text),
        cmocka_unit_test(no_memory_is_said_and_nothing_leaks),
        cmocka_unit_test(a_list_without_memory_leaks_nothing),
        cmocka_unit_test(a_damaged_dictionary_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
