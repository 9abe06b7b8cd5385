/* A working directory in which the JVM can't start: one that has been deleted, or whose path is too long. */
#ifndef CNI_FP_WORKING_DIRECTORY_H
#define CNI_FP_WORKING_DIRECTORY_H

#include <stdbool.h>
#include <sys/types.h>

enum { NO_DIRECTORY = -1 };

/*
 * Leaves such a directory for the root. Sets descriptor to one that holds it, which the JVM inherits, or to
 * NO_DIRECTORY. False with errno.
 */
bool working_directory_leave(int *descriptor);

/* Enters the directory that the parent, which must be this process, holds under this number. False with errno. */
bool working_directory_enter(int descriptor, pid_t parent);

#endif
