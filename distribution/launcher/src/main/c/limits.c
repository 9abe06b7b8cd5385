#include "limits.h"

#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The JVM raises it too, but opens files before. */
enum { LOW_FILES = 64 };

static bool change(int resource, const struct limit *wanted, struct limit *present) {
  return syscall(SYS_prlimit64, 0, resource, wanted, present) == 0;
}

bool limits_read(struct limit limits[LIMITS]) {
  for (int resource = 0; resource < LIMITS; resource++) {
    if (!change(resource, NULL, &limits[resource])) {
      return false;
    }
  }
  return true;
}

bool limits_raise_low_files(struct limit *files) {
  if (!change(RLIMIT_NOFILE, NULL, files)) {
    return false;
  }
  struct limit raised = {files->hard, files->hard};
  return files->soft >= LOW_FILES || files->soft == files->hard || change(RLIMIT_NOFILE, &raised, NULL) ||
         errno == EPERM;
}

bool limits_allow_files(uint64_t number) {
  struct limit files;
  if (!change(RLIMIT_NOFILE, NULL, &files)) {
    return false;
  }
  if (files.soft >= number) {
    return true;
  }
  struct limit raised = {number, files.hard < number ? number : files.hard};
  if (change(RLIMIT_NOFILE, &raised, NULL)) {
    return true;
  }
  files.soft = files.hard;
  return errno == EPERM && (change(RLIMIT_NOFILE, &files, NULL) || errno == EPERM);
}

static bool set_one(int resource, const struct limit *wanted) {
  struct limit present;
  if (!change(resource, NULL, &present)) {
    return false;
  }
  if (present.soft == wanted->soft && present.hard == wanted->hard) {
    return true;
  }
  if (change(resource, wanted, NULL)) {
    return true;
  }
  if (errno != EPERM) {
    return false;
  }
  struct limit lowered = {wanted->soft < present.hard ? wanted->soft : present.hard, present.hard};
  return change(resource, &lowered, NULL);
}

bool limits_set(const struct limit limits[LIMITS]) {
  for (int resource = 0; resource < LIMITS; resource++) {
    if (!set_one(resource, &limits[resource])) {
      return false;
    }
  }
  return true;
}
