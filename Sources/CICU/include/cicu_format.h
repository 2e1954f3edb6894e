#ifndef CICU_FORMAT_H
#define CICU_FORMAT_H

#include <stdint.h>

// 1 if ICU has data of its own for the locale, or inherits some from a parent that is not the root.
int32_t cicu_has_locale(const char *locale);

/// Reads and writes numbers by the rules of one locale. Keeps state: one thread at a time.
typedef struct cicu_number_format cicu_number_format;

enum { CICU_NUMBER_DECIMAL = 0, CICU_NUMBER_PERCENT = 1, CICU_NUMBER_CURRENCY = 2 };

// NULL if ICU has no memory or no data.
cicu_number_format *cicu_number_open(int32_t kind, const char *locale);
void cicu_number_close(cicu_number_format *format);

// Reads `text`, all of it and nothing lenient, as a decimal number such as "1234.56", and, if the kind is
// currency, the code of the currency. Both results are NUL-ended. Returns 0, or -1 if it is no such number.
int32_t cicu_number_parse(cicu_number_format *format, const uint16_t *text, int32_t length, char *decimal,
                          int32_t capacity, char currency[4]);

// Writes the decimal number with exactly `fraction` digits behind the decimal mark, and groups of digits or
// none. `currency` is read only if the kind is currency. Returns the length, or -1.
int32_t cicu_number_print(cicu_number_format *format, const char *decimal, int32_t fraction, int32_t grouped,
                          const char *currency, uint16_t *result, int32_t capacity);

/// Reads and writes dates and times by one pattern of a locale. Keeps state: one thread at a time.
typedef struct cicu_date_format cicu_date_format;

// `skeleton` names the fields, such as "yMMMMd" (UTS 35); the locale orders and joins them.
cicu_date_format *cicu_date_open(const char *skeleton, const char *locale);
void cicu_date_close(cicu_date_format *format);

// Reads all of `text` as milliseconds since 1970, in UTC. Returns 0, or -1 if it is no such date.
int32_t cicu_date_parse(cicu_date_format *format, const uint16_t *text, int32_t length, double *time);
// Returns the length, or -1.
int32_t cicu_date_print(cicu_date_format *format, double time, uint16_t *result, int32_t capacity);

#endif
