/* A set of open descriptors above standard error. */
#ifndef CNI_FP_DESCRIPTORS_H
#define CNI_FP_DESCRIPTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  FIRST_DESCRIPTOR = 3,
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

/* The lowest number that is not in the set. */
int descriptors_lowest_free(const struct descriptors *descriptors);

#endif
