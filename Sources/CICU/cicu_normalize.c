#include "cicu_normalize.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

int32_t cicu_nfc(const uint16_t *text, int32_t length, uint16_t *result, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return -1;
  int32_t needed =
      unorm2_normalize(nfc, (const UChar *)text, length, (UChar *)result, capacity, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) return needed;
  return U_FAILURE(status) ? -1 : needed;
}

int32_t cicu_is_nfc_inert(uint32_t scalar) {
  return u_getIntPropertyValue((UChar32)scalar, UCHAR_NFC_QUICK_CHECK) == UNORM_YES &&
         u_getCombiningClass((UChar32)scalar) == 0;
}

int32_t cicu_may_compose_back(uint32_t scalar) {
  return u_getIntPropertyValue((UChar32)scalar, UCHAR_NFC_QUICK_CHECK) == UNORM_MAYBE ||
         u_getCombiningClass((UChar32)scalar) != 0;
}

int32_t cicu_combining_class(uint32_t scalar) { return u_getCombiningClass((UChar32)scalar); }

int32_t cicu_is_pictographic(uint32_t scalar) {
  return u_hasBinaryProperty((UChar32)scalar, UCHAR_EXTENDED_PICTOGRAPHIC);
}
