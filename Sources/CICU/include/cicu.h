// The face of ICU for Swift: plain functions over UTF-16, without ICU's versioned names or headers.
#ifndef CICU_H
#define CICU_H

#include "cicu_case.h"
#include "cicu_format.h"
#include "cicu_locale.h"
#include "cicu_names.h"
#include "cicu_normalize.h"
#include "cicu_segment.h"
#include "cicu_transliterate.h"

#endif
