#pragma once

#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer as a library; declared by no header of the toolchain.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
