#include "cicu_case.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

struct cicu_case_mapper {
  UCaseMap *map;
  char *locale;
};

cicu_case_mapper *cicu_case_open(const char *locale) {
  UErrorCode status = U_ZERO_ERROR;
  cicu_case_mapper *mapper = malloc(sizeof *mapper);
  if (!mapper) return NULL;
  mapper->map = ucasemap_open(locale, 0, &status);
  mapper->locale = strdup(locale);
  if (U_FAILURE(status) || !mapper->locale) {
    cicu_case_close(mapper);
    return NULL;
  }
  return mapper;
}

void cicu_case_close(cicu_case_mapper *mapper) {
  if (!mapper) return;
  if (mapper->map) ucasemap_close(mapper->map);
  free(mapper->locale);
  free(mapper);
}

int32_t cicu_case_map(const cicu_case_mapper *mapper, int32_t kind, const char *source, int32_t length,
                      char *target, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t needed = -1;
  switch (kind) {
    case CICU_CASE_LOWER:
      needed = ucasemap_utf8ToLower(mapper->map, target, capacity, source, length, &status);
      break;
    case CICU_CASE_UPPER:
      needed = ucasemap_utf8ToUpper(mapper->map, target, capacity, source, length, &status);
      break;
    default: {
      /* Title-casing keeps a break iterator in the map, so a shared one would race. */
      uint32_t options = U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_LOWERCASE;
      UCaseMap *map = ucasemap_open(mapper->locale, options, &status);
      if (U_FAILURE(status)) return -1;
      needed = ucasemap_utf8ToTitle(map, target, capacity, source, length, &status);
      ucasemap_close(map);
    }
  }
  if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return -1;
  return needed;
}

uint32_t cicu_case_lower(uint32_t scalar) { return (uint32_t)u_tolower((UChar32)scalar); }

int32_t cicu_is_letter_or_mark(uint32_t scalar) {
  return u_isUAlphabetic((UChar32)scalar) || (U_GET_GC_MASK((UChar32)scalar) & U_GC_M_MASK) != 0;
}

int32_t cicu_script(uint32_t scalar) {
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript((UChar32)scalar, &status);
  return U_FAILURE(status) ? USCRIPT_UNKNOWN : script;
}

const char *cicu_script_name(int32_t script) {
  const char *name = uscript_getShortName((UScriptCode)script);
  return name ? name : "Zzzz";
}
