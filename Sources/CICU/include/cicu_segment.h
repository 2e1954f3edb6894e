#ifndef CICU_SEGMENT_H
#define CICU_SEGMENT_H

#include <stdint.h>

// Writes the ends of the sentences of `text` (offsets in UTF-16 units), by ICU's rules for `locale`.
// Returns how many there are, at most `capacity`, or -1 on failure.
int32_t cicu_sentence_ends(
    const char *locale, const uint16_t *text, int32_t length, int32_t *ends, int32_t capacity);

#endif
