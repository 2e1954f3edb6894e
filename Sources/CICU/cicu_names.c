#include "cicu_names.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/udat.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/uldnames.h>
#include <unicode/ustring.h>

// Appends `code` as a line. Returns the new length, or -1 if it does not fit.
static int32_t append(const char *code, char *result, int32_t length, int32_t capacity) {
  int32_t count = (int32_t)strlen(code);
  if (length < 0 || length + count + 1 > capacity) return -1;
  memcpy(result + length, code, (size_t)count);
  result[length + count] = '\n';
  return length + count + 1;
}

static int32_t currency_codes(char *result, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *codes = ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
  int32_t length = 0;
  const char *code;
  while ((code = uenum_next(codes, NULL, &status)) && U_SUCCESS(status)) {
    length = append(code, result, length, capacity);
  }
  uenum_close(codes);
  return U_SUCCESS(status) ? length : -1;
}

int32_t cicu_name_codes(int32_t kind, char *result, int32_t capacity) {
  if (kind == CICU_NAME_CURRENCY) return currency_codes(result, capacity);
  int32_t length = 0;
  if (kind == CICU_NAME_MONTH || kind == CICU_NAME_WEEKDAY) {
    static const char *numbers[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"};
    int32_t count = kind == CICU_NAME_MONTH ? 12 : 7;
    for (int32_t i = 0; i < count; i++) length = append(numbers[i], result, length, capacity);
    return length;
  }
  const char *const *codes = kind == CICU_NAME_COUNTRY ? uloc_getISOCountries() : uloc_getISOLanguages();
  for (; *codes; codes++) length = append(*codes, result, length, capacity);
  return length;
}

// Copies a NUL-ended name. Returns its length, or -1 if it does not fit or is empty.
static int32_t copy(const UChar *name, int32_t length, uint16_t *result, int32_t capacity) {
  if (!name || length <= 0 || length > capacity) return -1;
  memcpy(result, name, (size_t)length * sizeof *name);
  return length;
}

static int32_t calendar_name(int32_t kind, int32_t number, const char *locale, uint16_t *result, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UDateFormat *format = udat_open(UDAT_DEFAULT, UDAT_DEFAULT, locale, u"UTC", 3, NULL, 0, &status);
  if (U_FAILURE(status)) return -1;
  int32_t isMonth = kind == CICU_NAME_MONTH;
  UDateFormatSymbolType type = isMonth ? UDAT_STANDALONE_MONTHS : UDAT_STANDALONE_WEEKDAYS;
  // ICU numbers weekdays from 1.
  int32_t length =
      udat_getSymbols(format, type, isMonth ? number : number + 1, (UChar *)result, capacity, &status);
  udat_close(format);
  return U_SUCCESS(status) && length > 0 && length <= capacity ? length : -1;
}

int32_t cicu_name(int32_t kind, const char *code, const char *locale, uint16_t *result, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  if (kind == CICU_NAME_MONTH || kind == CICU_NAME_WEEKDAY) {
    return calendar_name(kind, atoi(code), locale, result, capacity);
  }
  if (kind == CICU_NAME_CURRENCY) {
    UChar units[4];
    u_uastrncpy(units, code, 3);
    units[3] = 0;
    int32_t length = 0;
    const UChar *name = ucurr_getName(units, locale, UCURR_LONG_NAME, NULL, &length, &status);
    if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return -1;
    return copy(name, length, result, capacity);
  }
  UDisplayContext contexts[] = {UDISPCTX_DIALECT_NAMES, UDISPCTX_NO_SUBSTITUTE};
  ULocaleDisplayNames *names = uldn_openForContext(locale, contexts, 2, &status);
  if (U_FAILURE(status)) return -1;
  int32_t length = kind == CICU_NAME_COUNTRY
                       ? uldn_regionDisplayName(names, code, (UChar *)result, capacity, &status)
                       : uldn_languageDisplayName(names, code, (UChar *)result, capacity, &status);
  uldn_close(names);
  return U_SUCCESS(status) && length > 0 && length <= capacity ? length : -1;
}
