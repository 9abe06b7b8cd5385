#include "descriptors.h"

bool descriptors_add(struct descriptors *descriptors, uint64_t first, uint64_t last) {
  struct descriptor_range *highest = descriptors->count == 0 ? NULL : &descriptors->ranges[descriptors->count - 1];
  if (first < FIRST_DESCRIPTOR || first > last || last > DESCRIPTOR_HIGHEST ||
      (highest != NULL && (int)first <= highest->last) || last - first >= DESCRIPTORS_MOST - descriptors->numbers) {
    return false;
  }
  if (highest != NULL && highest->last == (int)first - 1) {
    highest->last = (int)last;
  } else if (descriptors->count < DESCRIPTOR_RANGES) {
    descriptors->ranges[descriptors->count].first = (int)first;
    descriptors->ranges[descriptors->count].last = (int)last;
    descriptors->count++;
  } else {
    return false;
  }
  descriptors->numbers += last - first + 1;
  return true;
}

int descriptors_lowest_free(const struct descriptors *descriptors) {
  bool is_taken = descriptors->count > 0 && descriptors->ranges[0].first == FIRST_DESCRIPTOR;
  return is_taken ? descriptors->ranges[0].last + 1 : FIRST_DESCRIPTOR;
}
