#ifndef CHASQUI_CZIP_H
#define CHASQUI_CZIP_H

#include <zip.h>

#endif
