/*
 * The launcher that an upgrade has put in this one's place. A process that was started just before its build was removed
 * continues as that one, under the name by which it was called.
 */
#ifndef CNI_FP_SUCCESSOR_H
#define CNI_FP_SUCCESSOR_H

#include "self.h"

/* The variable that counts how often a call has continued so. */
#define SUCCESSIONS "CNI_FP_SUCCESSIONS"

/* Returns only if there is no other launcher, or if it can't be executed. arguments begin with argv[0]. */
void successor_execute(const struct self *self, char *const arguments[], char *const environment[]);

#endif
