/*
 * HOME/in-use: a call holds a shared lock on it as long as its process lives, so that the installer, which takes the
 * exclusive one, removes no build that a call still needs. A lock that can't be taken never fails a call.
 */
#ifndef CNI_FP_IN_USE_H
#define CNI_FP_IN_USE_H

#include <stdbool.h>

#include "home.h"

enum { NO_LOCK = -1 };

/*
 * Takes the lock and keeps it over exec. The descriptor is NO_LOCK if there is no such file or this user may not lock it.
 * False if somebody holds the exclusive lock: the build is being removed.
 */
bool in_use_lock(const struct home *home, int *descriptor);

/* Whether what this process executes keeps the lock. */
void in_use_pass(int descriptor, bool passes);

#endif
