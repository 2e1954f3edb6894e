#ifndef CLIBXML2_SHIM_H
#define CLIBXML2_SHIM_H

#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

#endif
