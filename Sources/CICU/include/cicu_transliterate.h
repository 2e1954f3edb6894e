#ifndef CICU_TRANSLITERATE_H
#define CICU_TRANSLITERATE_H

#include <stdint.h>

typedef struct cicu_transliterator cicu_transliterator;

// Compiles transliteration rules. On failure returns NULL, with ICU's name of the error in `error` and the
// offset of the faulty rule in `offset`.
cicu_transliterator *cicu_transliterator_open(
    const uint16_t *rules, int32_t length, const char **error, int32_t *offset);
// A copy that another thread may use. NULL if ICU has no memory.
cicu_transliterator *cicu_transliterator_clone(const cicu_transliterator *transliterator);
void cicu_transliterator_close(cicu_transliterator *transliterator);

// Writes the transliteration of `text` to `result`. Returns its length, or -1 if it does not fit or fails.
// Not to be called for one transliterator from two threads at a time.
int32_t cicu_transliterate(
    const cicu_transliterator *transliterator, const uint16_t *text, int32_t length, uint16_t *result,
    int32_t capacity);

#endif
