/* Numerals, read exactly: Chinese in every style, and English words; as a decimal, not a double. */
#ifndef MS_INTERVIEW_NUMERAL_H
#define MS_INTERVIEW_NUMERAL_H

#include "base/slice.h"

/* value = (-1)^negative * digits * 10^exponent */
typedef struct ms_decimal {
    uint64_t digits;
    int32_t exponent;
    bool negative;
} ms_decimal;

/* Reads the longest numeral at the start of s: 150.03, 1,234, １２, 1.5万, 两千零四, 一万五千亿, 叁佰,
 * 零点五, 三十, 廿, "twenty-five", "three hundred and four", "1.5 million". Returns the bytes it took,
 * 0 when there is none. */
size_t ms_numeral_read(ms_slice s, ms_decimal *value);
/* The nearest int64 when it is whole and fits: true; else false. */
bool ms_decimal_to_int(ms_decimal value, int64_t *out);
double ms_decimal_to_double(ms_decimal value); /* correctly rounded */
bool ms_decimal_multiply_pow10(ms_decimal *value, int power);

#endif
