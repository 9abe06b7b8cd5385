#include "signals.h"

#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SIGNALS = 64 };

/* What rt_sigaction reads and writes. Only the handler matters: for SIG_DFL and SIG_IGN all the rest is zero. */
struct kernel_action {
  void (*handler)(int);
  unsigned long rest[5];
};

static bool action(int signal, const struct kernel_action *wanted, struct kernel_action *present) {
  return syscall(SYS_rt_sigaction, signal, wanted, present, sizeof(uint64_t)) == 0;
}

bool signals_blocked(uint64_t *blocked) {
  return syscall(SYS_rt_sigprocmask, SIG_SETMASK, NULL, blocked, sizeof *blocked) == 0;
}

bool signals_block(uint64_t blocked) {
  return syscall(SYS_rt_sigprocmask, SIG_SETMASK, &blocked, NULL, sizeof blocked) == 0;
}

bool signals_ignored(uint64_t *ignored) {
  *ignored = 0;
  for (int signal = 1; signal <= SIGNALS; signal++) {
    struct kernel_action present = {.handler = SIG_DFL};
    if (!action(signal, NULL, &present)) {
      return false;
    }
    if (present.handler == SIG_IGN) {
      *ignored |= (uint64_t)1 << (signal - 1);
    }
  }
  return true;
}

bool signals_ignore(uint64_t ignored) {
  for (int signal = 1; signal <= SIGNALS; signal++) {
    bool ignore = (ignored >> (signal - 1) & 1U) != 0;
    struct kernel_action wanted = {.handler = ignore ? SIG_IGN : SIG_DFL};
    if (signal != SIGKILL && signal != SIGSTOP && !action(signal, &wanted, NULL)) {
      return false;
    }
  }
  return true;
}
