#ifndef CICU_NORMALIZE_H
#define CICU_NORMALIZE_H

#include <stdint.h>

// Writes the NFC form of `text` to `result`. Returns its length in UTF-16 units, which may be more than
// `capacity` (then nothing useful was written), or -1 on failure.
int32_t cicu_nfc(const uint16_t *text, int32_t length, uint16_t *result, int32_t capacity);

#endif
