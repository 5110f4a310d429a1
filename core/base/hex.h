/* Hexadecimal digits, for whoever reads escapes. */
#ifndef MS_BASE_HEX_H
#define MS_BASE_HEX_H

/* The value of a digit of either case, 0 to 15, or -1. */
static inline int ms_hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

#endif
