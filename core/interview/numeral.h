/* Numerals, read exactly: Chinese in every style, and English words; as a decimal, not a
 * double. */
#ifndef MS_INTERVIEW_NUMERAL_H
#define MS_INTERVIEW_NUMERAL_H

#include "base/slice.h"

/* value = (-1)^negative * digits * 10^exponent; digits ends in no 0 unless it is 0 (then
 * exponent is 0) */
typedef struct ms_decimal {
    uint64_t digits;
    int32_t exponent;
    bool negative;
} ms_decimal;

/* What a numeral says: exactly, or where thirds and the like are among it the nearest double. */
typedef struct ms_number {
    ms_decimal exact; /* when is_exact */
    double value;     /* always */
    bool is_exact;
} ms_number;

/* Reads the longest numeral at the start of s: 150.03, 1,234, １２, 1.5万, 两千零四, 一万五千亿, 叁佰, 零点五,
 * 三十, 廿, 两千三 (2300), 十多万, "twenty-five", "three hundred and four", "1.5 million", "5 lakh"; with
 * what makes it a fraction or larger (3/4, ⅔, 五分之二, "two and a half", "three quarters", "two dozen",
 * 10k, 1e6, 2^10) and a sign (-, −, 负, minus). More than 19 digits are a double. Returns the bytes it
 * took, 0 when there is none. A word is only read whole: nothing in "tenant". */
size_t ms_numeral_read(ms_slice s, ms_number *number);
/* The nearest int64 when it is whole and fits: true; else false. */
bool ms_decimal_to_int(ms_decimal value, int64_t *out);
double ms_decimal_to_double(ms_decimal value); /* correctly rounded */
/* False, and value as it was, when the exponent would leave ±1000. */
bool ms_decimal_multiply_pow10(ms_decimal *value, int power);
/* *sum += term; false, and *sum as it was, when that takes more than 19 digits or signs
 * differ. */
bool ms_decimal_add(ms_decimal *sum, ms_decimal term);

#endif
