#ifndef CICU_NAMES_H
#define CICU_NAMES_H

#include <stdint.h>

enum {
  CICU_NAME_COUNTRY = 0,
  CICU_NAME_LANGUAGE = 1,
  CICU_NAME_CURRENCY = 2,
  CICU_NAME_MONTH = 3,
  CICU_NAME_WEEKDAY = 4
};

// Writes the codes of all countries (ISO 3166), languages (ISO 639) or current currencies (ISO 4217) as lines;
// for months and weekdays, their numbers from 0. Returns the length, or -1 if it does not fit.
int32_t cicu_name_codes(int32_t kind, char *result, int32_t capacity);

// Writes the name of `code` in the language of `locale`, for months and weekdays as they stand alone.
// Returns the length, or -1 if the locale has no name for it.
int32_t cicu_name(int32_t kind, const char *code, const char *locale, uint16_t *result, int32_t capacity);

#endif
