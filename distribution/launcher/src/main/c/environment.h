/*
 * The environment of the JVM: what would change the JVM is kept under another name, for the delegate to get it back.
 * A variable V is kept as CNI_FP_ENV_V; CNI_FP_UNSET names one that is set for the JVM alone.
 */
#ifndef CNI_FP_ENVIRONMENT_H
#define CNI_FP_ENVIRONMENT_H

#include <stdbool.h>

#include "problem.h"

struct environment {
  char **variables; /* for execve; null if there is none */
  char **made; /* those of them that were allocated here, up to a null pointer */
};

/* state is the text of the variable CNI_FP_PROCESS. */
bool environment_for_jvm(struct environment *environment, char *const inherited[], const char *state,
                         struct problem *problem);

void environment_free(struct environment *environment);

/* The value of a variable, or null. */
const char *environment_value(char *const variables[], const char *name);

#endif
