#include "user_namespace.h"

#include <fcntl.h>
#include <stdint.h>

#include "scanner.h"
#include "small_file.h"

/* 340 lines are the kernel's limit; more than fit count as a map of root. */
enum { MAP_SIZE = 4096 };

static void skip_spaces(struct scanner *map) {
  while (scanner_accept(map, " ")) {
  }
}

/* One line: the first number inside, the first outside, how many. */
static bool line(struct scanner *map, uint64_t *outside, uint64_t *count) {
  uint64_t inside = 0;
  skip_spaces(map);
  if (!scanner_decimal(map, &inside)) {
    return false;
  }
  skip_spaces(map);
  if (!scanner_decimal(map, outside)) {
    return false;
  }
  skip_spaces(map);
  return scanner_decimal(map, count) && scanner_accept(map, "\n");
}

/* Whether no line maps the number 0 of the parent namespace. */
static bool lacks_root(const char *bytes, size_t length) {
  struct scanner map = scanner_over(bytes, length);
  uint64_t outside = 0;
  uint64_t count = 0;
  while (!scanner_at_end(&map)) {
    if (!line(&map, &outside, &count) || (outside == 0 && count > 0)) {
      return false;
    }
  }
  return true;
}

bool user_is_overflow_of_root(uid_t user, const char *overflow, size_t overflow_length, const char *map,
                              size_t map_length) {
  struct scanner scanner = scanner_over(overflow, overflow_length);
  uint64_t number = 0;
  return scanner_decimal(&scanner, &number) && scanner_accept(&scanner, "\n") && scanner_at_end(&scanner) &&
         number == user && lacks_root(map, map_length);
}

bool user_may_be_unmapped_root(uid_t user) {
  char overflow[24];
  char map[MAP_SIZE];
  ssize_t overflow_length = read_small_file(AT_FDCWD, "/proc/sys/kernel/overflowuid", overflow, sizeof overflow);
  ssize_t map_length = read_small_file(AT_FDCWD, "/proc/self/uid_map", map, sizeof map);
  return overflow_length > 0 && map_length > 0 &&
         user_is_overflow_of_root(user, overflow, (size_t)overflow_length, map, (size_t)map_length);
}
