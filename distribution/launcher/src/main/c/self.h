/* Which file this process runs, and under which name it was called. */
#ifndef CNI_FP_SELF_H
#define CNI_FP_SELF_H

#include <limits.h>
#include <stdbool.h>

#include "problem.h"

struct self {
  char path[PATH_MAX]; /* the executable, links resolved */
  const char *called; /* the path that was given to execve, or null if the kernel made it up */
  char name[NAME_MAX + 1]; /* the last part of the path by which it was called, a link's name if it was a link */
};

/* argument is argv[0] or null. */
bool self_find(struct self *self, const char *argument, struct problem *problem);

/* The last part of a path. */
const char *base_name(const char *path);

#endif
