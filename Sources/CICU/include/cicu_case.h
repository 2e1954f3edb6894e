#ifndef CICU_CASE_H
#define CICU_CASE_H

#include <stdint.h>

/// Case mapping by the rules of one locale. Immutable: threads may share it.
typedef struct cicu_case_mapper cicu_case_mapper;

enum { CICU_CASE_LOWER = 0, CICU_CASE_UPPER = 1, CICU_CASE_TITLE = 2 };

/// NULL if ICU has no memory or no data; an unknown locale gives the root rules.
cicu_case_mapper *cicu_case_open(const char *locale);
void cicu_case_close(cicu_case_mapper *mapper);

/// Maps UTF-8. CICU_CASE_TITLE changes only the first letter of the string (and the j of Dutch ij).
/// Returns the length needed, which may exceed `capacity` (call again), or -1.
int32_t cicu_case_map(const cicu_case_mapper *mapper, int32_t kind, const char *source, int32_t length,
                      char *target, int32_t capacity);

/// The simple lower-case mapping of a code point, the same for all locales.
uint32_t cicu_case_lower(uint32_t scalar);
/// 1 for letters (Alphabetic, Unicode) and combining marks.
int32_t cicu_is_letter_or_mark(uint32_t scalar);
/// A number for the script of a code point; small, stable within one ICU version.
int32_t cicu_script(uint32_t scalar);
/// The ISO 15924 name, four letters, of a number from cicu_script.
const char *cicu_script_name(int32_t script);

#endif
