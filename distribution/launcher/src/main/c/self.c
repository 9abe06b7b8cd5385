#include "self.h"

#include <errno.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#include "text.h"

static const char DELETED[] = " (deleted)";

const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

/* The path as it was given to execve, as a script finds it in $0. The kernel makes one up for a descriptor: null. */
static const char *called_path(void) {
  const char *path = (const char *)getauxval(AT_EXECFN);
  bool made_up = path == NULL || path[0] == '\0' || strncmp(path, "/dev/fd/", 8) == 0 ||
                 strncmp(path, "/proc/self/fd/", 14) == 0;
  return made_up ? NULL : path;
}

static bool find_path(char path[PATH_MAX]) {
  ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);
  if (length < 0) {
    return false;
  }
  if (length >= PATH_MAX) {
    errno = ENAMETOOLONG;
    return false;
  }
  path[length] = '\0';
  /* An upgrade has just replaced this file: its directory is still right. */
  size_t suffix = sizeof DELETED - 1;
  if ((size_t)length > suffix && strcmp(path + (size_t)length - suffix, DELETED) == 0 && access(path, F_OK) != 0) {
    path[(size_t)length - suffix] = '\0';
  }
  return true;
}

bool self_find(struct self *self, const char *argument, struct problem *problem) {
  self->called = called_path();
  /* argv[0] may be anything, so it comes second. */
  const char *called = self->called == NULL && argument != NULL && argument[0] != '\0' ? argument : self->called;
  if (!find_path(self->path)) {
    return problem_is(problem, "the launcher can't read its own path, /proc/self/exe (", strerror(errno),
                      "): mount /proc, which the JVM needs too", (char *)NULL);
  }
  struct text name = text_in(self->name, sizeof self->name);
  text_add(&name, base_name(called == NULL ? self->path : called));
  if (name.length == 0 || name.overflow) {
    return problem_is(problem, "the launcher ", self->path, " is called by a path without a file's name", (char *)NULL);
  }
  return true;
}
