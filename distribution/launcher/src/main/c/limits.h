/* The resource limits of this process, by the kernel's numbers. */
#ifndef CNI_FP_LIMITS_H
#define CNI_FP_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

enum { LIMITS = 16 };

struct limit {
  uint64_t soft; /* UINT64_MAX: none */
  uint64_t hard;
};

/* Each of these is false with errno. */
bool limits_read(struct limit limits[LIMITS]);
/* Raises the soft limit of open files to the hard one, for as long as descriptors are put back. */
bool limits_raise_files(void);
/* A hard limit that somebody has lowered since, and that this process may not raise, stays lowered. */
bool limits_set(const struct limit limits[LIMITS]);

#endif
