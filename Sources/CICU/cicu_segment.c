#include "cicu_segment.h"

#include <unicode/ubrk.h>

int32_t cicu_sentence_ends(
    const char *locale, const uint16_t *text, int32_t length, int32_t *ends, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *iterator = ubrk_open(UBRK_SENTENCE, locale, (const UChar *)text, length, &status);
  if (U_FAILURE(status)) return -1;
  int32_t count = 0;
  ubrk_first(iterator);
  for (int32_t end = ubrk_next(iterator); end != UBRK_DONE && count < capacity; end = ubrk_next(iterator)) {
    ends[count++] = end;
  }
  ubrk_close(iterator);
  return count;
}
