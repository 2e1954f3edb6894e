#ifndef CICU_SEGMENT_H
#define CICU_SEGMENT_H

#include <stdint.h>

// Finds boundaries by the rules of one locale. Keeps state: one thread at a time.
typedef struct cicu_breaker cicu_breaker;

enum { CICU_BREAK_WORDS = 0, CICU_BREAK_SENTENCES = 1 };

// NULL if ICU has no memory or no data; an unknown locale gives the root rules.
cicu_breaker *cicu_breaker_open(int32_t kind, const char *locale);
void cicu_breaker_close(cicu_breaker *breaker);

// Writes the ends of the pieces of `text`, which is UTF-8, as byte offsets.
// Returns how many there are, at most `capacity`, or -1 on failure.
int32_t cicu_breaker_ends(
    cicu_breaker *breaker, const uint8_t *text, int32_t length, int32_t *ends, int32_t capacity);

#endif
