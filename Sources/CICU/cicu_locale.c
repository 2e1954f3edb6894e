#include "cicu_locale.h"

#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

// The ICU locale id of a BCP 47 tag.
static int locale_of(const char *tag, char *locale, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t parsed = 0;
  uloc_forLanguageTag(tag, locale, capacity, &parsed, &status);
  return U_SUCCESS(status) && parsed == (int32_t)strlen(tag) ? 0 : -1;
}

int32_t cicu_language_code(const char *tag, char *result, int32_t capacity) {
  char locale[ULOC_FULLNAME_CAPACITY];
  if (locale_of(tag, locale, sizeof locale) != 0) return -1;
  const char *code = uloc_getISO3Language(locale);
  UErrorCode status = U_ZERO_ERROR;
  char language[ULOC_LANG_CAPACITY];
  uloc_getLanguage(locale, language, sizeof language, &status);
  if (U_FAILURE(status)) return -1;
  // ICU has no three-letter code for some languages that it can still name.
  if (code[0] == 0) code = language;
  if (strlen(code) != 3 || (int32_t)strlen(code) >= capacity) return -1;
  strcpy(result, code);
  return 0;
}

void cicu_region(const char *tag, char *result, int32_t capacity) {
  char locale[ULOC_FULLNAME_CAPACITY];
  UErrorCode status = U_ZERO_ERROR;
  result[0] = 0;
  if (locale_of(tag, locale, sizeof locale) != 0) return;
  uloc_getCountry(locale, result, capacity, &status);
  if (U_FAILURE(status)) result[0] = 0;
}

void cicu_short_code(const char *tag, char *result, int32_t capacity) {
  char locale[ULOC_FULLNAME_CAPACITY];
  UErrorCode status = U_ZERO_ERROR;
  result[0] = 0;
  if (locale_of(tag, locale, sizeof locale) != 0) return;
  uloc_getLanguage(locale, result, capacity, &status);
  if (U_FAILURE(status)) result[0] = 0;
}

int32_t cicu_display_name(const char *locale, const char *display, char *result, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UChar buffer[256];
  int32_t length = uloc_getDisplayName(locale, display, buffer, 256, &status);
  if (U_FAILURE(status)) return -1;
  int32_t written = 0;
  u_strToUTF8(result, capacity, &written, buffer, length, &status);
  return U_FAILURE(status) ? -1 : written;
}
