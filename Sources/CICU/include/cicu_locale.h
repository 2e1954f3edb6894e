#ifndef CICU_LOCALE_H
#define CICU_LOCALE_H

#include <stdint.h>

// Writes the ISO 639-3 code of a language given as a BCP 47 tag or a two- or three-letter code, NUL-ended.
// Returns 0 if ICU knows the language, -1 otherwise.
int32_t cicu_language_code(const char *tag, char *result, int32_t capacity);

// Writes the region of a tag (such as "BR"), or an empty string.
void cicu_region(const char *tag, char *result, int32_t capacity);

// Writes the two-letter code of a language where there is one, otherwise its three-letter code.
void cicu_short_code(const char *tag, char *result, int32_t capacity);

// Writes the name of `locale` in the language `display` as UTF-8. Returns its length, or -1.
int32_t cicu_display_name(const char *locale, const char *display, char *result, int32_t capacity);

#endif
