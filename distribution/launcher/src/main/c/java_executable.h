/* Why the kernel doesn't execute the JVM's executable. */
#ifndef CNI_FP_JAVA_EXECUTABLE_H
#define CNI_FP_JAVA_EXECUTABLE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "problem.h"

struct executable {
  uint16_t machine; /* EM_X86_64 and so on */
  char loader[PATH_MAX]; /* empty if there is none in the bytes that were read */
};

/* Reads the beginning of a program. False if it is none for 64 bits and this byte order. */
bool executable_parse(struct executable *executable, const char *bytes, size_t length);

/* Says it, given the errno of execve. Returns false. */
bool java_executable_explain(const char *path, int error, struct problem *problem);

#endif
