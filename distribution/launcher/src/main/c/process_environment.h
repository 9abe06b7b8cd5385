/* The environment that another process was executed with, byte for byte: /proc/PID/environ. */
#ifndef CNI_FP_PROCESS_ENVIRONMENT_H
#define CNI_FP_PROCESS_ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct process_environment {
  char **variables; /* in the order of execve, up to a null pointer */
  char *block; /* their storage */
};

/* False with errno: the kernel doesn't let this process read it, or there is no memory. */
bool process_environment_read(struct process_environment *environment, pid_t process);

void process_environment_free(struct process_environment *environment);

#endif
