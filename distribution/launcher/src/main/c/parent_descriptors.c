#include "parent_descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool is_not_permitted(int error) {
  return error == ENOSYS || error == EPERM || error == EACCES;
}

/* A handle of the parent under a number that is not in the set, or -1 with errno. */
static int open_parent(const struct descriptors *descriptors, pid_t parent) {
  int handle = (int)syscall(SYS_pidfd_open, parent, 0U);
  int wanted = descriptors_lowest_free(descriptors);
  if (handle < 0 || handle == wanted) {
    return handle;
  }
  int moved = fcntl(handle, F_DUPFD_CLOEXEC, wanted);
  int error = errno == EINVAL ? EMFILE : errno;
  (void)close(handle);
  errno = error;
  return moved;
}

static bool take(int handle, int number) {
  int taken = (int)syscall(SYS_pidfd_getfd, handle, number, 0U);
  if (taken < 0) {
    return is_not_permitted(errno);
  }
  if (taken == number) {
    return fcntl(number, F_SETFD, 0) == 0;
  }
  /* EBADF: the number is above a hard limit that this process may not raise. */
  bool done = dup2(taken, number) == number || errno == EBADF;
  int error = errno;
  (void)close(taken);
  errno = error;
  return done;
}

static bool take_all(const struct descriptors *descriptors, int handle) {
  bool taken = true;
  for (size_t i = 0; i < descriptors->count; i++) {
    for (int number = descriptors->ranges[i].first; taken && number <= descriptors->ranges[i].last; number++) {
      taken = take(handle, number);
    }
  }
  return taken;
}

bool parent_descriptors_take(const struct descriptors *descriptors, pid_t parent) {
  /* It must be the parent before and after: no other process can have got its number then. */
  if (descriptors->count == 0 || getppid() != parent) {
    return true;
  }
  int handle = open_parent(descriptors, parent);
  if (handle < 0) {
    return is_not_permitted(errno);
  }
  bool taken = getppid() != parent || take_all(descriptors, handle);
  int error = errno;
  (void)close(handle);
  errno = error;
  return taken;
}
