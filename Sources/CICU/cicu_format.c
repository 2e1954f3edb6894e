#include "cicu_format.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/unum.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

int32_t cicu_has_locale(const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UResourceBundle *bundle = ures_open(NULL, locale, &status);
  int32_t found = U_SUCCESS(status) && status != U_USING_DEFAULT_WARNING;
  ures_close(bundle);
  return found;
}

struct cicu_number_format {
  UNumberFormat *format;
  int32_t kind;
};

cicu_number_format *cicu_number_open(int32_t kind, const char *locale) {
  static const UNumberFormatStyle styles[] = {UNUM_DECIMAL, UNUM_PERCENT, UNUM_CURRENCY};
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormat *format = unum_open(styles[kind], NULL, 0, locale, NULL, &status);
  if (U_FAILURE(status)) return NULL;
  cicu_number_format *result = malloc(sizeof *result);
  if (!result) {
    unum_close(format);
    return NULL;
  }
  unum_setAttribute(format, UNUM_LENIENT_PARSE, 0);
  // Groups are written where they are asked for: in Spanish ICU begins with 10.000.
  unum_setAttribute(format, UNUM_MINIMUM_GROUPING_DIGITS, 1);
  result->format = format;
  result->kind = kind;
  return result;
}

void cicu_number_close(cicu_number_format *format) {
  unum_close(format->format);
  free(format);
}

int32_t cicu_number_parse(cicu_number_format *format, const uint16_t *text, int32_t length, char *decimal,
                          int32_t capacity, char currency[4]) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t position = 0;
  currency[0] = 0;
  unum_setAttribute(format->format, UNUM_GROUPING_USED, 1);
  if (format->kind == CICU_NUMBER_CURRENCY) {
    UChar code[4] = {0};
    // Only the double is read here, to learn the currency; the digits come from the decimal number below.
    double value = unum_parseDoubleCurrency(format->format, (const UChar *)text, length, &position, code, &status);
    if (U_FAILURE(status) || position != length) return -1;
    u_UCharsToChars(code, currency, 4);
    // The shortest decimal that reads as the same double is what was written, below 16 digits.
    UNumberFormat *plain = unum_open(UNUM_PATTERN_DECIMAL, u"0.####", 6, "en_US_POSIX", NULL, &status);
    UChar units[64];
    int32_t count = unum_formatDouble(plain, value, units, 63, NULL, &status);
    unum_close(plain);
    if (U_FAILURE(status) || count >= capacity || count >= 63) return -1;
    u_UCharsToChars(units, decimal, count);
    decimal[count] = 0;
    return 0;
  }
  int32_t written =
      unum_parseDecimal(format->format, (const UChar *)text, length, &position, decimal, capacity, &status);
  return U_SUCCESS(status) && position == length && written < capacity ? 0 : -1;
}

int32_t cicu_number_print(cicu_number_format *format, const char *decimal, int32_t fraction, int32_t grouped,
                          const char *currency, uint16_t *result, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  if (format->kind == CICU_NUMBER_CURRENCY) {
    UChar code[4];
    u_charsToUChars(currency, code, 4);
    // A currency sets its own digits, so that it comes first.
    unum_setTextAttribute(format->format, UNUM_CURRENCY_CODE, code, 3, &status);
  }
  unum_setAttribute(format->format, UNUM_GROUPING_USED, grouped);
  unum_setAttribute(format->format, UNUM_MAX_FRACTION_DIGITS, fraction);
  unum_setAttribute(format->format, UNUM_MIN_FRACTION_DIGITS, fraction);
  int32_t length = unum_formatDecimal(format->format, decimal, (int32_t)strlen(decimal), (UChar *)result, capacity,
                                      NULL, &status);
  return U_SUCCESS(status) && length <= capacity ? length : -1;
}

struct cicu_date_format {
  UDateFormat *format;
};

cicu_date_format *cicu_date_open(const char *skeleton, const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UDateTimePatternGenerator *generator = udatpg_open(locale, &status);
  if (U_FAILURE(status)) return NULL;
  UChar fields[64];
  UChar pattern[128];
  u_uastrncpy(fields, skeleton, 63);
  fields[63] = 0;
  int32_t length = udatpg_getBestPattern(generator, fields, -1, pattern, 128, &status);
  udatpg_close(generator);
  UDateFormat *format =
      udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, u"UTC", 3, pattern, length, &status);
  if (U_FAILURE(status)) return NULL;
  cicu_date_format *result = malloc(sizeof *result);
  if (!result) {
    udat_close(format);
    return NULL;
  }
  udat_setLenient(format, 0);
  result->format = format;
  return result;
}

void cicu_date_close(cicu_date_format *format) {
  udat_close(format->format);
  free(format);
}

int32_t cicu_date_parse(cicu_date_format *format, const uint16_t *text, int32_t length, double *time) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t position = 0;
  *time = udat_parse(format->format, (const UChar *)text, length, &position, &status);
  return U_SUCCESS(status) && position == length ? 0 : -1;
}

int32_t cicu_date_print(cicu_date_format *format, double time, uint16_t *result, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = udat_format(format->format, time, (UChar *)result, capacity, NULL, &status);
  return U_SUCCESS(status) && length <= capacity ? length : -1;
}
