/* Turns this process into the JVM. */
#ifndef CNI_FP_BECOME_JVM_H
#define CNI_FP_BECOME_JVM_H

#include <stdbool.h>

#include "home.h"
#include "limits.h"
#include "problem.h"
#include "self.h"

enum { NO_RECORD = -1 };

/* What the process is to be. */
struct call {
  struct self self;
  struct home home;
  int in_use; /* the descriptor that holds the lock on the build, or NO_LOCK */
  bool command; /* the command for people, otherwise a CNI plugin */
  char *const *arguments; /* of the command, up to a null pointer */
  char *const *environment; /* as it was inherited */
  struct limit limits[LIMITS]; /* as they were inherited */
  int64_t input_length; /* of the call in standard input, before the record of what was done; NO_RECORD */
};

/* Returns, with false, only if something is missing or damaged. */
bool become_jvm(const struct call *call, struct problem *problem);

#endif
