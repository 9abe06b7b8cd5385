/* Where cni-fp is installed. */
#ifndef CNI_FP_HOME_H
#define CNI_FP_HOME_H

#include <limits.h>
#include <stdbool.h>

#include "problem.h"
#include "self.h"

struct home {
  char path[PATH_MAX];
};

/* The directory that the launcher's record names, or the one above the launcher's bin. Its path must be UTF-8. */
bool home_find(struct home *home, const struct self *self, struct problem *problem);

/* Composes HOME/NAME; false if that is too long. */
bool home_path(const struct home *home, const char *name, char path[PATH_MAX], struct problem *problem);

#endif
