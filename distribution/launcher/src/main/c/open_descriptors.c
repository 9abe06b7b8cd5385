#include "open_descriptors.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "scanner.h"

static const char DIRECTORY[] = "/proc/self/fd";

/* The next open descriptor, ascending, but the directory's own; -1 at the end or, with errno, at an error. */
static int next_open(DIR *directory) {
  for (;;) {
    errno = 0;
    struct dirent *entry = readdir(directory);
    if (entry == NULL) {
      return -1;
    }
    struct scanner name = scanner_over(entry->d_name, strlen(entry->d_name));
    uint64_t number = 0;
    if (scanner_decimal(&name, &number) && number <= DESCRIPTOR_HIGHEST && (int)number != dirfd(directory)) {
      return (int)number;
    }
  }
}

bool open_descriptors_read(struct descriptors *descriptors, int except) {
  descriptors->count = 0;
  descriptors->numbers = 0;
  DIR *directory = opendir(DIRECTORY);
  if (directory == NULL) {
    return false;
  }
  int number = next_open(directory);
  while (number >= 0) {
    if (number != except) {
      (void)descriptors_add(descriptors, (uint64_t)number, (uint64_t)number);
    }
    number = next_open(directory);
  }
  int error = errno;
  (void)closedir(directory);
  errno = error;
  return error == 0;
}

/* Before Linux 5.9: there may be a million numbers, so only open ones are closed. */
static bool close_each(void) {
  DIR *directory = opendir(DIRECTORY);
  if (directory == NULL) {
    return false;
  }
  int number = next_open(directory);
  while (number >= 0) {
    if (number >= FIRST_DESCRIPTOR) {
      (void)close(number);
    }
    number = next_open(directory);
  }
  int error = errno;
  (void)closedir(directory);
  errno = error;
  return error == 0;
}

bool open_descriptors_close(void) {
  return syscall(SYS_close_range, (unsigned)FIRST_DESCRIPTOR, ~0U, 0U) == 0 || close_each();
}
