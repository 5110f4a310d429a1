/* What the files that read numerals share. Private to them.
 *
 * A numeral is a sum of sections. What is read first collects in `section` (below the next
 * great unit); a great unit (万 亿 兆, thousand million) multiplies whatever before it is smaller
 * than itself, so that 一万五千亿 is (10000 + 5000) * 10^8 and 1亿2000万 is 10^8 + 2000 * 10^4. */
#ifndef MS_INTERVIEW_NUMERAL_READER_H
#define MS_INTERVIEW_NUMERAL_READER_H

#include "interview/numeral.h"

enum { MS_NUMERAL_PARTS = 8, MS_NUMERAL_ANY_POWER = 99 };

/* A part that a great unit has closed: its value, and the power of that unit. */
typedef struct ms_numeral_part {
    ms_decimal value;
    int power;
} ms_numeral_part;

typedef struct ms_numeral_reader {
    ms_slice s;
    size_t at;          /* the next byte */
    size_t end;         /* after the last byte that belongs to the numeral */
    ms_numeral_part parts[MS_NUMERAL_PARTS];
    size_t count;
    ms_decimal section; /* since the last great unit */
    int least;          /* the power of the last unit: what comes next is below 10^least */
    bool has_section;   /* something is in it */
} ms_numeral_reader;

/* The character at `at`, 0 at the end; *next is behind it. */
uint32_t ms_numeral_peek(const ms_numeral_reader *r, size_t at, size_t *next);
/* Multiplies all that is smaller than 10^power by it. False when there is nothing to
 * multiply. */
bool ms_numeral_close_section(ms_numeral_reader *r, int power);
/* The sum of what has been read; false when it is too long. */
bool ms_numeral_total(const ms_numeral_reader *r, ms_decimal *value);
/* Appends a digit; false when there would be too many. */
bool ms_numeral_append(ms_decimal *value, int digit, bool is_fraction);

/* A numeral without sign, fraction or mark of size; the bytes it takes, 0 when there is none. */
size_t ms_numeral_read_plain(ms_slice s, ms_decimal *value);

/* Reads English words at r->at. */
void ms_numeral_read_english(ms_numeral_reader *r);
/* Takes scales behind digits: 1.5 million, 3 hundred and 21. */
void ms_numeral_read_scales(ms_numeral_reader *r);
/* Whether c is a letter of a word. */
bool ms_numeral_is_letter(uint32_t c);

#endif
