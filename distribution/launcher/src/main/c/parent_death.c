#include "parent_death.h"

#include <errno.h>
#include <sys/prctl.h>
#include <unistd.h>

bool parent_death_read(int *signal) {
  return prctl(PR_GET_PDEATHSIG, signal) == 0;
}

bool parent_death_set(int signal, pid_t parent) {
  if (signal == 0) {
    return true;
  }
  if (prctl(PR_SET_PDEATHSIG, (unsigned long)signal) != 0) {
    return false;
  }
  /* It may have ended before. */
  errno = ESRCH;
  return getppid() == parent;
}
