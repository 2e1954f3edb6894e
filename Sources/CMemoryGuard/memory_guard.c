#include "memory_guard.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// As many ranges as a few hundred models have files. The table is static because a signal handler may neither
// allocate nor lock.
#define RANGE_LIMIT 4096

// A guarded range; free while `is_used` is 0, and not to be found by the handler while `base` is 0.
struct range {
  atomic_int is_used;
  atomic_uintptr_t base;
  atomic_size_t length;
  atomic_bool is_damaged;
};

static struct range ranges[RANGE_LIMIT];
// One more than the highest range that was ever used.
static atomic_int range_end;

enum { NOT_INSTALLED, INSTALLING, INSTALLED };
static atomic_int installation;
static struct sigaction former;
static uintptr_t page_size;

// The range that holds `address`, or NULL. Whoever touches guarded memory keeps it registered, so the range
// that is looked for does not change meanwhile; others may.
static struct range *find(uintptr_t address) {
  int end = atomic_load(&range_end);
  for (int index = 0; index < end; index++) {
    struct range *range = &ranges[index];
    uintptr_t base = atomic_load(&range->base);
    size_t length = atomic_load(&range->length);
    if (base == 0 || address < base || address - base >= length) continue;
    if (atomic_load(&range->base) == base) return range;
  }
  return NULL;
}

// Does with the signal what would have been done without the guard.
static void hand_on(int signal, siginfo_t *info, void *context) {
  if (former.sa_flags & SA_SIGINFO) {
    former.sa_sigaction(signal, info, context);
  } else if (former.sa_handler == SIG_DFL || former.sa_handler == SIG_IGN) {
    // The instruction runs again and ends the program, with the usual core dump; a signal that was sent must be
    // sent again. The system does not let a fault be ignored.
    if (former.sa_handler == SIG_IGN && info->si_code <= 0) return;
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(signal, &usual, NULL);
    if (info->si_code <= 0) raise(signal);
  } else {
    former.sa_handler(signal);
  }
}

// Calls nothing but `mmap` and `sigaction`, which are plain system calls, and `raise`.
static void handle(int signal, siginfo_t *info, void *context) {
  int error = errno;
  uintptr_t address = (uintptr_t)info->si_addr;
  // Codes up to 0 are of signals that somebody sent; they have no address.
  struct range *range = info->si_code > 0 ? find(address) : NULL;
  if (range == NULL) {
    hand_on(signal, info, context);
    errno = error;
    return;
  }
  // First, so that whoever sees the zeros finds the flag raised.
  atomic_store(&range->is_damaged, true);
  uintptr_t page = address & ~(page_size - 1);
  uintptr_t end = atomic_load(&range->base) + atomic_load(&range->length);
  // From here to the end, since what is cut off is the end. Two threads that fault at the same time both do it,
  // which comes to the same.
  void *zeros = mmap(
      (void *)page, end - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);
  if (zeros == MAP_FAILED) hand_on(signal, info, context);
  errno = error;
}

int memory_guard_install(void) {
  int expected = NOT_INSTALLED;
  if (!atomic_compare_exchange_strong(&installation, &expected, INSTALLING)) return 0;
  page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
  // The handler may run before `sigaction` returns, and needs the former one.
  struct sigaction action = {0};
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGBUS, NULL, &former) != 0 || sigaction(SIGBUS, &action, NULL) != 0) {
    atomic_store(&installation, NOT_INSTALLED);
    return errno;
  }
  atomic_store(&installation, INSTALLED);
  return 0;
}

bool memory_guard_is_installed(void) { return atomic_load(&installation) == INSTALLED; }

int memory_guard_register(const void *base, size_t length) {
  if (!memory_guard_is_installed() || base == NULL || length == 0) return -1;
  for (int index = 0; index < RANGE_LIMIT; index++) {
    struct range *range = &ranges[index];
    int expected = 0;
    if (!atomic_compare_exchange_strong(&range->is_used, &expected, 1)) continue;
    atomic_store(&range->is_damaged, false);
    atomic_store(&range->length, length);
    atomic_store(&range->base, (uintptr_t)base);
    int end = atomic_load(&range_end);
    while (end <= index && !atomic_compare_exchange_weak(&range_end, &end, index + 1)) {
    }
    return index;
  }
  return -1;
}

void memory_guard_unregister(int range) {
  if (range < 0 || range >= RANGE_LIMIT) return;
  atomic_store(&ranges[range].base, 0);
  atomic_store(&ranges[range].is_used, 0);
}

bool memory_guard_is_damaged(int range) {
  return range >= 0 && range < RANGE_LIMIT && atomic_load(&ranges[range].is_damaged);
}
