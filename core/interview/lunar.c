/* See lunar.h. The idea: a month begins on the day of the new moon; the one that holds the winter
 * solstice is the eleventh; where thirteen months lie between two solstices, the first without one
 * of the twelve principal terms is a leap month. Nothing is tabulated but the series of the sun
 * and the moon, from Jean Meeus, Astronomical Algorithms: chapters 25, 32 (VSOP87) and 49. */
#include "interview/lunar.h"

#include <math.h>

static const double PI = 3.14159265358979323846, SYNODIC_MONTH = 29.530588861,
                    TROPICAL_YEAR = 365.242190, FIRST_MOON = 2451550.09766, /* of January 2000 */
                    J2000 = 2451545.0, CENTURY = 36525.0, DAY_0 = 2440587.5; /* 1970-01-01 */

typedef struct term {
    double amplitude, phase, rate;
} term;

/* What dynamical time is ahead of the earth's, in seconds, every twenty years from 1640 on. */
static double clock_ahead(double jd) {
    static const double seconds[] = {62, 35, 15, 9,  9,  11, 13,  15,  17,  13, 7,  8,  -6,
                                     -3, 21, 24, 33, 51, 64, 71, 78, 87, 98, 115, 135, 160,
                                     185, 210, 240, 270};
    enum { COUNT = sizeof seconds / sizeof seconds[0] };
    double place = (2000 + (jd - J2000) / 365.25 - 1640) / 20;
    if (place < 0) return seconds[0];
    if (place >= COUNT - 1) return seconds[COUNT - 1];
    int at = (int)place;
    return seconds[at] + (seconds[at + 1] - seconds[at]) * (place - at);
}

/* The day in Beijing of a moment in dynamical time. */
static int64_t day_in_beijing(double jd) {
    double universal = jd - clock_ahead(jd) / 86400;
    double ahead = universal < 2425612.5 ? 465.6667 / 1440 : 8.0 / 24; /* 1929-01-01 */
    return (int64_t)floor(universal + ahead - DAY_0);
}

static double in_radians(double degrees) {
    return fmod(degrees, 360) * PI / 180;
}

static double sum_of(const term *terms, size_t count, double thousands) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += terms[i].amplitude * cos(terms[i].phase + terms[i].rate * thousands);
    }
    return sum;
}

/* The apparent longitude of the sun, in degrees from 0 to 360. */
static double sun_at(double jd) {
    static const term steady[] = {
        {175347046, 0, 0},           {3341656, 4.6692568, 6283.07585},
        {34894, 4.6261, 12566.1517}, {3497, 2.7441, 5753.3849},
        {3418, 2.8289, 3.5231},      {3136, 3.6277, 77713.7715},
        {2676, 4.4181, 7860.4194},   {2343, 6.1352, 3930.2097},
        {1324, 0.7425, 11506.7698},  {1273, 2.0371, 529.691},
        {1199, 1.1096, 1577.3435},   {990, 5.233, 5884.927},
        {902, 2.045, 26.298},        {857, 3.508, 398.149},
        {780, 1.179, 5223.694},      {753, 2.533, 5507.553},
        {505, 4.583, 18849.228},     {492, 4.205, 775.523},
        {357, 2.92, 0.067},          {317, 5.849, 11790.629},
        {284, 1.899, 796.298},       {271, 0.315, 10977.079},
        {243, 0.345, 5486.778},      {206, 4.806, 2544.314},
        {205, 1.869, 5573.143},      {202, 2.458, 6069.777},
        {156, 0.833, 213.299},       {132, 3.411, 2942.463},
        {126, 1.083, 20.775},        {115, 0.645, 0.98},
        {103, 0.636, 4694.003},      {102, 0.976, 15720.839},
        {102, 4.267, 7.114},         {99, 6.21, 2146.17},
        {98, 0.68, 155.42},          {86, 5.98, 161000.69}};
    static const term growing[] = {
        {628331966747, 0, 0},      {206059, 2.678235, 6283.07585}, {4303, 2.6351, 12566.1517},
        {425, 1.59, 3.523},        {119, 5.796, 26.298},           {109, 2.966, 1577.344},
        {93, 2.59, 18849.23},      {72, 1.14, 529.69},             {68, 1.87, 398.15},
        {67, 4.41, 5507.55},       {59, 2.89, 5223.69},            {56, 2.17, 155.42}};
    static const term squared[] = {
        {52919, 0, 0}, {8720, 1.0721, 6283.0758}, {309, 0.867, 12566.152}, {27, 0.05, 3.52}};
    double t = (jd - J2000) / CENTURY / 10;
    double earth = sum_of(steady, sizeof steady / sizeof steady[0], t) +
                   sum_of(growing, sizeof growing / sizeof growing[0], t) * t +
                   sum_of(squared, sizeof squared / sizeof squared[0], t) * t * t +
                   289 * cos(5.844 + 6283.076 * t) * t * t * t;
    double node = in_radians(125.04452 - 1934.136261 * t * 10);
    double mean_sun = in_radians(280.4665 + 36000.7698 * t * 10);
    double mean_moon = in_radians(218.3165 + 481267.8813 * t * 10);
    double anomaly = in_radians(357.52911 + 35999.05029 * t * 10);
    double nutation = -17.2 * sin(node) - 1.32 * sin(2 * mean_sun) - 0.23 * sin(2 * mean_moon) +
                      0.21 * sin(2 * node);
    double aberration = -20.4898 / (1.00014 - 0.01671 * cos(anomaly));
    double degrees = earth * 1e-8 * 180 / PI + 180 + (nutation + aberration - 0.09033) / 3600;
    degrees = fmod(degrees, 360);
    return degrees < 0 ? degrees + 360 : degrees;
}

/* The moment near a guess at which the sun has a longitude. */
static double sun_reaches(double longitude, double guess) {
    for (int i = 0; i < 6; i++) {
        double missing = fmod(longitude - sun_at(guess) + 540, 360) - 180;
        guess += missing * TROPICAL_YEAR / 360;
    }
    return guess;
}

static double term_of(int32_t year, int32_t longitude) {
    double equinox = 2451623.8 + TROPICAL_YEAR * (year - 2000);
    double turn = (longitude >= 285 ? longitude - 360 : longitude) / 360.0;
    return sun_reaches(longitude, equinox + turn * TROPICAL_YEAR);
}

/* Multiples of the arguments M (sun), M' (moon) and F that a term's angle is made of. */
typedef struct moon_term {
    double amplitude;
    int8_t eccentric; /* how often the shape of the earth's orbit goes into it */
    int8_t sun, moon, node;
} moon_term;

static double moon_terms(double eccentricity, double sun, double moon, double node) {
    static const moon_term terms[] = {
        {-.4072, 0, 0, 1, 0},   {.17241, 1, 1, 0, 0},   {.01608, 0, 0, 2, 0},
        {.01039, 0, 0, 0, 2},   {.00739, 1, -1, 1, 0},  {-.00514, 1, 1, 1, 0},
        {.00208, 2, 2, 0, 0},   {-.00111, 0, 0, 1, -2}, {-.00057, 0, 0, 1, 2},
        {.00056, 1, 1, 2, 0},   {-.00042, 0, 0, 3, 0},  {.00042, 1, 1, 0, 2},
        {.00038, 1, 1, 0, -2},  {-.00024, 1, -1, 2, 0}, {-.00007, 0, 2, 1, 0},
        {.00004, 0, 0, 2, -2},  {.00004, 0, 3, 0, 0},   {.00003, 0, 1, 1, -2},
        {.00003, 0, 0, 2, 2},   {-.00003, 0, 1, 1, 2},  {.00003, 0, -1, 1, 2},
        {-.00002, 0, -1, 1, -2}, {-.00002, 0, 1, 3, 0}, {.00002, 0, 0, 4, 0}};
    double sum = 0;
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        const moon_term *one = &terms[i];
        sum += one->amplitude * pow(eccentricity, one->eccentric) *
               sin(one->sun * sun + one->moon * moon + one->node * node);
    }
    return sum;
}

static double planet_terms(double k, double t) {
    static const term terms[] = {
        {.000325, 299.77, 0.107408}, {.000165, 251.88, 0.016321}, {.000164, 251.83, 26.651886},
        {.000126, 349.42, 36.412478}, {.00011, 84.66, 18.206239}, {.000062, 141.74, 53.303771},
        {.00006, 207.14, 2.453732},  {.000056, 154.84, 7.30686},  {.000047, 34.52, 27.261239},
        {.000042, 207.19, 0.121824}, {.00004, 291.34, 1.844379},  {.000037, 161.72, 24.198154},
        {.000035, 239.56, 25.513099}, {.000023, 331.55, 3.592518}};
    double sum = 0;
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        double bend = i == 0 ? -0.009173 * t * t : 0;
        sum += terms[i].amplitude * sin(in_radians(terms[i].phase + terms[i].rate * k + bend));
    }
    return sum;
}

/* The day of the new moon number k, counted from January 2000. */
static int64_t new_moon(int64_t number) {
    double k = (double)number, t = k / 1236.85;
    double moment = FIRST_MOON + SYNODIC_MONTH * k + 0.00015437 * t * t;
    double sun = in_radians(2.5534 + 29.1053567 * k - 0.0000014 * t * t);
    double moon = in_radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t);
    double node = in_radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t);
    double turning = in_radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t);
    double eccentricity = 1 - 0.002516 * t - 0.0000074 * t * t;
    moment += moon_terms(eccentricity, sun, moon, node) - 0.00017 * sin(turning);
    return day_in_beijing(moment + planet_terms(k, t));
}

/* The number of the last new moon on or before a day. */
static int64_t moon_of(int64_t day) {
    int64_t number = (int64_t)floor(((double)day + DAY_0 - FIRST_MOON) / SYNODIC_MONTH);
    while (new_moon(number) > day) number--;
    while (new_moon(number + 1) <= day) number++;
    return number;
}

/* The place of the leap month among the months from one solstice to the next, 0 for none. */
static int leap_place(int32_t year, int64_t first, int64_t months) {
    if (months != 13) return 0;
    for (int i = 1; i < 13; i++) {
        int64_t from = new_moon(first + i), to = new_moon(first + i + 1);
        bool has_term = false;
        for (int n = 0; n <= 12 && !has_term; n++) {
            int32_t longitude = (270 + 30 * n) % 360;
            int64_t day = day_in_beijing(term_of(n == 0 ? year : year + 1, longitude));
            has_term = day >= from && day < to;
        }
        if (!has_term) return i;
    }
    return 0;
}

bool ms_lunar_to_days(int32_t year, int32_t month, int32_t day, bool is_leap, int64_t *days) {
    if (year < MS_LUNAR_LEAST || year > MS_LUNAR_MOST) return false;
    if (month < 1 || month > 12 || day < 1 || day > 30) return false;
    int32_t solstice = month > 10 ? year : year - 1;
    int place = month > 10 ? month - 11 : month + 1;
    int64_t first = moon_of(day_in_beijing(term_of(solstice, 270)));
    int64_t months = moon_of(day_in_beijing(term_of(solstice + 1, 270))) - first;
    int leap = leap_place(solstice, first, months);
    if (is_leap && leap != place + 1) return false;
    if (is_leap || (leap && place >= leap)) place++;
    int64_t from = new_moon(first + place), to = new_moon(first + place + 1);
    *days = from + day - 1;
    return *days < to;
}

bool ms_lunar_term(int32_t year, int32_t longitude, int64_t *days) {
    if (year < MS_LUNAR_LEAST || year > MS_LUNAR_MOST) return false;
    if (longitude < 0 || longitude >= 360 || longitude % 15 != 0) return false;
    *days = day_in_beijing(term_of(year, longitude));
    return true;
}
