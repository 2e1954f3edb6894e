#include "cicu_segment.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

cicu_breaker *cicu_breaker_open(int32_t kind, const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIteratorType type = kind == CICU_BREAK_WORDS ? UBRK_WORD : UBRK_SENTENCE;
  UBreakIterator *opened = ubrk_open(type, locale, NULL, 0, &status);
  return U_FAILURE(status) ? NULL : (cicu_breaker *)opened;
}

void cicu_breaker_close(cicu_breaker *breaker) { ubrk_close((UBreakIterator *)breaker); }

int32_t cicu_breaker_ends(
    cicu_breaker *breaker, const uint8_t *text, int32_t length, int32_t *ends, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = (UBreakIterator *)breaker;
  UText *opened = utext_openUTF8(NULL, (const char *)text, length, &status);
  if (U_FAILURE(status)) return -1;
  ubrk_setUText(iterator, opened, &status);
  if (U_FAILURE(status)) {
    utext_close(opened);
    return -1;
  }
  int32_t count = 0;
  ubrk_first(iterator);
  for (int32_t end = ubrk_next(iterator); end != UBRK_DONE && count < capacity; end = ubrk_next(iterator)) {
    ends[count++] = end;
  }
  utext_close(opened);
  return count;
}
