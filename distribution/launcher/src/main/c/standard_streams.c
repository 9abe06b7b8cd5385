#include "standard_streams.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A root may have no /dev/null, or another file of this name; a pipe without a writer serves as well. */
static int open_nothing(void) {
  int ends[2];
  struct stat status;
  int descriptor = open("/dev/null", O_RDONLY | O_NOCTTY | O_NONBLOCK);
  if (descriptor >= 0 && fstat(descriptor, &status) == 0 && S_ISCHR(status.st_mode)) {
    return descriptor;
  }
  if (descriptor >= 0) {
    (void)close(descriptor);
  }
  if (pipe(ends) != 0) {
    return -1;
  }
  (void)close(ends[1]);
  return ends[0];
}

bool standard_streams_open(struct problem *problem) {
  for (int number = 0; number <= 2; number++) {
    if (fcntl(number, F_GETFD) >= 0) {
      continue;
    }
    int opened = open_nothing();
    bool right = opened == number;
    if (opened >= 0 && !right) {
      right = dup2(opened, number) == number;
      (void)close(opened);
    }
    if (!right) {
      return problem_is(problem, "a closed standard descriptor can't be opened on /dev/null (", strerror(errno),
                        "): start cni-fp with descriptors 0, 1 and 2 open", (char *)NULL);
    }
  }
  return true;
}

bool write_all(int descriptor, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t count = write(descriptor, bytes, length);
    if (count > 0) {
      bytes += count;
      length -= (size_t)count;
    } else if (count == 0) {
      errno = EIO;
      return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}
