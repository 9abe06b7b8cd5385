/* The open descriptors above standard error: which there were, and how a delegate gets them back. */
#ifndef CNI_FP_DESCRIPTORS_H
#define CNI_FP_DESCRIPTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
  DESCRIPTOR_RANGES = 64,
  DESCRIPTORS_MOST = 4096,
  DESCRIPTOR_HIGHEST = 1 << 30
};

struct descriptor_range {
  int first;
  int last;
};

/* Ascending and not touching each other. Of a process that has more than fit the highest are left out. */
struct descriptors {
  size_t count; /* of ranges */
  size_t numbers; /* in all ranges */
  struct descriptor_range ranges[DESCRIPTOR_RANGES];
};

/* Adds numbers of which the first is higher than all present ones. False if it is not, or if there is no room. */
bool descriptors_add(struct descriptors *descriptors, uint64_t first, uint64_t last);

/* Finds those that are open from 3 up, except one. */
bool descriptors_read(struct descriptors *descriptors, int except);

/*
 * Takes them from the process that still has them, which must be the parent, under the same numbers; closes all others
 * from 3 up. The JDK closes them in what it starts. One that the kernel doesn't let us take (Linux before 5.6, a
 * security module) is left as it is.
 *
 * If directory is not -1, makes the directory that the parent holds under this number the working directory.
 */
bool descriptors_restore(const struct descriptors *descriptors, pid_t owner, int directory);

#endif
