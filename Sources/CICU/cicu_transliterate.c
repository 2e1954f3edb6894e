#include "cicu_transliterate.h"

#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

cicu_transliterator *cicu_transliterator_open(
    const uint16_t *rules, int32_t length, const char **error, int32_t *offset) {
  static const UChar name[] = {'c', 'h', 'a', 's', 'q', 'u', 'i', 0};
  UErrorCode status = U_ZERO_ERROR;
  UParseError parse;
  memset(&parse, 0, sizeof parse);
  UTransliterator *opened =
      utrans_openU(name, -1, UTRANS_FORWARD, (const UChar *)rules, length, &parse, &status);
  if (U_FAILURE(status)) {
    *error = u_errorName(status);
    *offset = parse.offset;
    return NULL;
  }
  return (cicu_transliterator *)opened;
}

cicu_transliterator *cicu_transliterator_clone(const cicu_transliterator *transliterator) {
  UErrorCode status = U_ZERO_ERROR;
  UTransliterator *clone = utrans_clone((const UTransliterator *)transliterator, &status);
  return U_FAILURE(status) ? NULL : (cicu_transliterator *)clone;
}

void cicu_transliterator_close(cicu_transliterator *transliterator) {
  utrans_close((UTransliterator *)transliterator);
}

int32_t cicu_transliterate(
    const cicu_transliterator *transliterator, const uint16_t *text, int32_t length, uint16_t *result,
    int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  if (length > capacity) return -1;
  memcpy(result, text, (size_t)length * sizeof(uint16_t));
  int32_t count = length;
  int32_t limit = length;
  utrans_transUChars((const UTransliterator *)transliterator, (UChar *)result, &count, capacity, 0, &limit,
                     &status);
  return U_FAILURE(status) ? -1 : count;
}
