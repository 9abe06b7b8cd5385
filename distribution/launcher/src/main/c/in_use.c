#include "in_use.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "text.h"

bool in_use_lock(const struct home *home, int *descriptor) {
  char path[PATH_MAX];
  struct text text = text_in(path, sizeof path);
  text_add(&text, home->path);
  text_add(&text, "/in-use");
  *descriptor = NO_LOCK;
  if (text.overflow) {
    return true;
  }
  /* Not closed on exec: the JVM keeps it. */
  int opened = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  if (opened < 0) {
    return true;
  }
  /* Never waits: the holder may be anybody who may open the file. */
  if (flock(opened, LOCK_SH | LOCK_NB) == 0) {
    *descriptor = opened;
    return true;
  }
  bool removing = errno == EWOULDBLOCK;
  (void)close(opened);
  return !removing;
}

void in_use_pass(int descriptor, bool passes) {
  if (descriptor != NO_LOCK) {
    (void)fcntl(descriptor, F_SETFD, passes ? 0 : FD_CLOEXEC);
  }
}
