#include "working_directory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "text.h"

/* The JVM's own limit is PATH_MAX. */
enum { LONGEST = 4096 };

bool working_directory_leave(int *descriptor) {
  char path[LONGEST];
  *descriptor = NO_DIRECTORY;
  /* The kernel's own answer: a path outside of the root begins with another byte. */
  long length = syscall(SYS_getcwd, path, sizeof path);
  if (length > 0 && path[0] == '/') {
    return true;
  }
  if (length < 0 && errno != ENOENT && errno != ERANGE && errno != ENAMETOOLONG) {
    return false;
  }
  /* Not closed on exec: the JVM keeps it for the delegate. */
  *descriptor = open(".", O_PATH | O_DIRECTORY);
  return *descriptor >= 0 && chdir("/") == 0;
}

bool working_directory_enter(int descriptor, pid_t parent) {
  char storage[64];
  struct text path = text_in(storage, sizeof storage);
  text_add(&path, "/proc/");
  text_add_decimal(&path, (uint64_t)parent);
  text_add(&path, "/fd/");
  text_add_decimal(&path, (uint64_t)descriptor);
  if (getppid() != parent) {
    errno = ESRCH;
    return false;
  }
  return chdir(storage) == 0;
}
