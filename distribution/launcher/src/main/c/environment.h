/* The environment of the JVM: what was inherited, with the variables hidden that would change it. */
#ifndef CNI_FP_ENVIRONMENT_H
#define CNI_FP_ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "problem.h"

#define ENVIRONMENT_STATE "CNI_FP_PROCESS"
#define ENVIRONMENT_LOCALE "LC_ALL"

struct environment {
  char **variables; /* for execve; null if there is none */
  char **made; /* those of them that were allocated here, up to a null pointer */
};

/* state is the text of the variable CNI_FP_PROCESS. */
bool environment_for_jvm(struct environment *environment, char *const inherited[], const char *state,
                         struct problem *problem);

void environment_free(struct environment *environment);

/* The value of a variable if this is its name, else null. */
const char *variable_value(const char *variable, const char *name);

/* The value of a variable, or null. */
const char *environment_value(char *const variables[], const char *name);

/* How many there are up to the null pointer. */
size_t environment_count(char *const variables[]);

#endif
