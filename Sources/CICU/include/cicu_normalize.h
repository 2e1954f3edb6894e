#ifndef CICU_NORMALIZE_H
#define CICU_NORMALIZE_H

#include <stdint.h>

// Writes the NFC form of `text` to `result`. Returns its length in UTF-16 units, which may be more than
// `capacity` (then nothing useful was written), or -1 on failure.
int32_t cicu_nfc(const uint16_t *text, int32_t length, uint16_t *result, int32_t capacity);

// 1 if the code point is in NFC wherever it stands: it starts a cluster and composes with nothing before it.
int32_t cicu_is_nfc_inert(uint32_t scalar);

// 1 if the code point may compose with what stands before it: combining marks, Hangul vowels and finals.
int32_t cicu_may_compose_back(uint32_t scalar);

// The canonical combining class of a code point; 0 for what can start a cluster.
int32_t cicu_combining_class(uint32_t scalar);

// 1 for emoji and the other pictographs of UTS 51.
int32_t cicu_is_pictographic(uint32_t scalar);

#endif
