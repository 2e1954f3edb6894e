#ifndef CHASQUI_MEMORY_GUARD_H
#define CHASQUI_MEMORY_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// Mapped files that are cut short while they are read: the bytes that are gone become zeros, where the
// system would end the program with SIGBUS. For the whole process; all functions may be called by any thread.

// Installs the handler; later calls do nothing. Returns 0, or the number of the system's error.
int memory_guard_install(void);

// Tells whether the handler has been installed.
bool memory_guard_is_installed(void);

// Guards a mapping that is only read. `base` must be the start of a page. Returns the number of the range,
// or -1 where the handler is not installed or too many ranges are guarded.
int memory_guard_register(const void *base, size_t length);

// Ends the guard; to be called before the memory is unmapped. -1 is no range.
void memory_guard_unregister(int range);

// Tells whether bytes of the range have become zeros. -1 is never damaged.
bool memory_guard_is_damaged(int range);

#ifdef __cplusplus
}
#endif

#endif
