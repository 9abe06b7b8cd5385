#include "descriptors.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "scanner.h"

enum { FIRST = 3 };

bool descriptors_add(struct descriptors *descriptors, uint64_t first, uint64_t last) {
  struct descriptor_range *highest = descriptors->count == 0 ? NULL : &descriptors->ranges[descriptors->count - 1];
  if (first < FIRST || first > last || last > DESCRIPTOR_HIGHEST || (highest != NULL && (int)first <= highest->last) ||
      last - first >= DESCRIPTORS_MOST - descriptors->numbers) {
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

bool descriptors_read(struct descriptors *descriptors, int except) {
  descriptors->count = 0;
  descriptors->numbers = 0;
  DIR *directory = opendir("/proc/self/fd");
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
  bool complete = errno == 0;
  (void)closedir(directory);
  return complete;
}

/* close_range, or what Linux before 5.9 has: there may be a million numbers, so only open ones are closed. */
static void close_from_to(unsigned first, unsigned last) {
  if (first > last || syscall(SYS_close_range, first, last, 0U) == 0) {
    return;
  }
  DIR *directory = opendir("/proc/self/fd");
  if (directory == NULL) {
    return;
  }
  for (int number = next_open(directory); number >= 0; number = next_open(directory)) {
    if ((unsigned)number >= first && (unsigned)number <= last) {
      (void)close(number);
    }
  }
  (void)closedir(directory);
}

/* Closes what is not in the list, except one. */
static void close_others(const struct descriptors *descriptors, int except) {
  unsigned next = FIRST;
  for (size_t i = 0; i < descriptors->count; i++) {
    close_from_to(next, (unsigned)descriptors->ranges[i].first - 1);
    next = (unsigned)descriptors->ranges[i].last + 1;
  }
  if (except >= (int)next) {
    close_from_to(next, (unsigned)except - 1);
    next = (unsigned)except + 1;
  }
  close_from_to(next, ~0U);
}

/* A handle of the owner under a number above the listed ones, or -1. It must be the parent before and after: no other
 * process can have got its number then. */
static int open_owner(const struct descriptors *descriptors, pid_t owner) {
  if (getppid() != owner) {
    return -1;
  }
  int handle = (int)syscall(SYS_pidfd_open, owner, 0U);
  if (handle < 0) {
    return -1;
  }
  int above = descriptors->count == 0 ? FIRST : descriptors->ranges[descriptors->count - 1].last + 1;
  int moved = getppid() == owner ? fcntl(handle, F_DUPFD_CLOEXEC, above) : -1;
  (void)close(handle);
  return moved;
}

static int take(int handle, int number) {
  return (int)syscall(SYS_pidfd_getfd, handle, number, 0U);
}

static bool put(int handle, int number) {
  int taken = take(handle, number);
  if (taken < 0) {
    return true;
  }
  if (taken == number) {
    return fcntl(number, F_SETFD, 0) == 0;
  }
  bool done = dup2(taken, number) == number;
  (void)close(taken);
  return done;
}

static bool enter(int handle, int directory) {
  int taken = take(handle, directory);
  if (taken < 0) {
    return true;
  }
  bool done = fchdir(taken) == 0;
  (void)close(taken);
  return done;
}

bool descriptors_restore(const struct descriptors *descriptors, pid_t owner, int directory) {
  bool wanted = descriptors->count > 0 || directory >= 0;
  int handle = wanted ? open_owner(descriptors, owner) : -1;
  bool done = true;
  close_others(descriptors, handle);
  if (handle < 0) {
    return true;
  }
  for (size_t i = 0; i < descriptors->count; i++) {
    for (int number = descriptors->ranges[i].first; done && number <= descriptors->ranges[i].last; number++) {
      done = put(handle, number);
    }
  }
  if (done && directory >= 0) {
    done = enter(handle, directory);
  }
  (void)close(handle);
  return done;
}
