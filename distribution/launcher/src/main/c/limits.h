/* The resource limits of this process, by the kernel's numbers. */
#ifndef CNI_FP_LIMITS_H
#define CNI_FP_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#include "problem.h"

enum { LIMITS = 16 };

struct limit {
  uint64_t soft; /* UINT64_MAX: none */
  uint64_t hard;
};

/* Each of these is false with errno. */
bool limits_read(struct limit limits[LIMITS]);
/*
 * Raises soft limits with which neither this program nor the JVM can run: of open files, the stack, memory and processes.
 * It is no failure if this process may not.
 */
bool limits_raise_low(const struct limit limits[LIMITS]);
/* Whether the JVM and a delegate can run under the hard limits. */
bool limits_suffice(const struct limit limits[LIMITS], struct problem *problem);
/*
 * Raises the limit of open files if it is below a number, for as long as descriptors are put back; the hard limit too if
 * this process may. It is no failure if it may not.
 */
bool limits_allow_files(uint64_t number);
/* A hard limit that somebody has lowered since, and that this process may not raise, stays lowered. */
bool limits_set(const struct limit limits[LIMITS]);

#endif
