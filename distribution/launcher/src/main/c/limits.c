#include "limits.h"

#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "text.h"

static const struct {
  int resource;
  uint64_t low;
  uint64_t enough;
} LOW[] = {
    /* The JVM raises it too, but opens files before. */
    {RLIMIT_NOFILE, 64, UINT64_MAX},
    /* The JVM's own start needs some 40 KiB. */
    {RLIMIT_STACK, 256 << 10, 8 << 20},
    /* The JVM reserves more than it uses, and starts threads. */
    {RLIMIT_AS, (uint64_t)4 << 30, UINT64_MAX},
    {RLIMIT_DATA, (uint64_t)1 << 30, UINT64_MAX},
    {RLIMIT_NPROC, 256, UINT64_MAX},
};

/* With less the JVM ends without an answer: it writes its reason to standard error alone. */
static const struct {
  int resource;
  uint64_t fewest;
  const char *limited;
  const char *name;
} NEEDED[] = {
    {RLIMIT_NOFILE, 24, "open files", "RLIMIT_NOFILE"},
    {RLIMIT_AS, (uint64_t)1600 << 20, "the bytes of the address space", "RLIMIT_AS"},
    {RLIMIT_DATA, (uint64_t)40 << 20, "the bytes of data", "RLIMIT_DATA"},
    {RLIMIT_NPROC, 20, "processes", "RLIMIT_NPROC"},
};

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

bool limits_raise_low(const struct limit limits[LIMITS]) {
  for (size_t i = 0; i < sizeof LOW / sizeof LOW[0]; i++) {
    struct limit raised = limits[LOW[i].resource];
    if (raised.soft < LOW[i].low && raised.soft < raised.hard) {
      raised.soft = raised.hard < LOW[i].enough ? raised.hard : LOW[i].enough;
      if (!change(LOW[i].resource, &raised, NULL) && errno != EPERM) {
        return false;
      }
    }
  }
  return true;
}

bool limits_suffice(const struct limit limits[LIMITS], struct problem *problem) {
  for (size_t i = 0; i < sizeof NEEDED / sizeof NEEDED[0]; i++) {
    uint64_t hard = limits[NEEDED[i].resource].hard;
    /* The kernel does not count root's processes. */
    if (hard < NEEDED[i].fewest && (NEEDED[i].resource != RLIMIT_NPROC || geteuid() != 0)) {
      char digits[24];
      struct text limit = text_in(digits, sizeof digits);
      text_add_decimal(&limit, hard);
      return problem_is(problem, "the hard limit of ", NEEDED[i].limited, " is ", digits,
                        ", too low for the JVM and a delegate: raise ", NEEDED[i].name, " of the runtime", (char *)NULL);
    }
  }
  return true;
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
