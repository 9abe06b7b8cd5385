#include "successor.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "environment.h"
#include "text.h"

/* Each takes an upgrade within the milliseconds of a start. The limit ends a loop on a file system that gives one file
 * two numbers. */
enum { SUCCESSIONS_MOST = 8 };

static bool is_other(const char *path) {
  struct stat own;
  struct stat other;
  return stat("/proc/self/exe", &own) == 0 && stat(path, &other) == 0 && S_ISREG(other.st_mode) &&
         (own.st_dev != other.st_dev || own.st_ino != other.st_ino);
}

/* PREFIX/current/bin/NAME of PREFIX/BUILD/bin/NAME. */
static bool in_current(const struct self *self, char path[PATH_MAX]) {
  const char *end = base_name(self->path);
  for (int parts = 0; parts < 2; parts++) {
    if (end - self->path < 2) {
      return false;
    }
    for (end--; end > self->path && end[-1] != '/'; end--) {
    }
  }
  struct text text = text_in(path, PATH_MAX);
  text_add_bytes(&text, self->path, (size_t)(end - self->path));
  text_add(&text, "current/bin/");
  text_add(&text, base_name(self->path));
  return !text.overflow;
}

/* The environment with a higher count, in an array that the caller frees; null if there is no memory. */
static char **counted(char *const environment[], char *variable) {
  size_t count = 0;
  while (environment[count] != NULL) {
    count++;
  }
  char **variables = calloc(count + 2, sizeof *variables);
  size_t next = 0;
  for (size_t i = 0; variables != NULL && i < count; i++) {
    if (strncmp(environment[i], SUCCESSIONS "=", sizeof SUCCESSIONS) != 0) {
      variables[next++] = environment[i];
    }
  }
  if (variables != NULL) {
    variables[next] = variable;
  }
  return variables;
}

void successor_execute(const struct self *self, char *const arguments[], char *const environment[]) {
  char path[PATH_MAX];
  char variable[sizeof SUCCESSIONS + 2] = SUCCESSIONS "=1";
  const char *before = environment_value(environment, SUCCESSIONS);
  if (before != NULL) {
    if (before[0] < '1' || before[0] >= '0' + SUCCESSIONS_MOST) {
      return;
    }
    variable[sizeof SUCCESSIONS] = (char)(before[0] + 1);
  }
  const char *other = self->called != NULL && is_other(self->called)       ? self->called
                      : in_current(self, path) && is_other(path) ? path
                                                                            : NULL;
  char **variables = other == NULL ? NULL : counted(environment, variable);
  if (variables != NULL) {
    (void)execve(other, arguments, variables);
    free(variables);
  }
}
