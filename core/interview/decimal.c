/* Exact decimals: an integer times a power of ten, so that 150.03亿 is 15003000000 and not
 * nearly so. Never rounds, but in ms_decimal_to_double, once. */
#include <stdio.h>
#include <stdlib.h>

#include "interview/numeral.h"

enum { MOST_EXPONENT = 1000 };

static void normalise(ms_decimal *value) {
    if (value->digits == 0) {
        value->exponent = 0;
        return;
    }
    while (value->digits % 10 == 0) {
        value->digits /= 10;
        value->exponent++;
    }
}

bool ms_decimal_multiply_pow10(ms_decimal *value, int power) {
    int64_t exponent = (int64_t)value->exponent + power;
    if (exponent > MOST_EXPONENT || exponent < -MOST_EXPONENT) return false;
    value->exponent = (int32_t)exponent;
    normalise(value);
    return true;
}

/* Writes digits so that it stands for the same with a smaller exponent. */
static bool lower_exponent(ms_decimal *value, int32_t exponent) {
    while (value->exponent > exponent) {
        if (value->digits > UINT64_MAX / 10) return false;
        value->digits *= 10;
        value->exponent--;
    }
    return true;
}

bool ms_decimal_add(ms_decimal *sum, ms_decimal term) {
    if (term.digits == 0) return true;
    if (sum->digits == 0) {
        *sum = term;
        normalise(sum);
        return true;
    }
    if (sum->negative != term.negative) return false;
    ms_decimal a = *sum;
    int32_t exponent = a.exponent < term.exponent ? a.exponent : term.exponent;
    if (!lower_exponent(&a, exponent) || !lower_exponent(&term, exponent)) return false;
    if (a.digits > UINT64_MAX - term.digits) return false;
    a.digits += term.digits;
    normalise(&a);
    *sum = a;
    return true;
}

bool ms_decimal_to_int(ms_decimal value, int64_t *out) {
    normalise(&value);
    if (value.exponent < 0 || !lower_exponent(&value, 0)) return false;
    uint64_t most = (uint64_t)INT64_MAX + (value.negative ? 1 : 0);
    if (value.digits > most) return false;
    *out = value.negative ? (int64_t)(0 - value.digits) : (int64_t)value.digits;
    return true;
}

double ms_decimal_to_double(ms_decimal value) {
    char text[48];
    snprintf(text, sizeof text, "%s%llue%d", value.negative ? "-" : "",
             (unsigned long long)value.digits, (int)value.exponent);
    return strtod(text, NULL);
}
