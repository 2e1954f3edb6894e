#ifndef CICU_H
#define CICU_H

#include "cicu_case.h"

#endif
