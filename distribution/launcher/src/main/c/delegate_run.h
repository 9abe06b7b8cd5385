/* Runs a delegate as a child of this process, to its end. */
#ifndef CNI_FP_DELEGATE_RUN_H
#define CNI_FP_DELEGATE_RUN_H

#include <stdbool.h>

#include "buffer.h"
#include "watched_signals.h"

enum { OUTPUT_LARGEST = 8 * 1024 * 1024, DIAGNOSTICS_LARGEST = 64 * 1024 };

struct delegate_run {
  const char *path;
  char *const *environment;
  const char *input;
  size_t input_length;
  /* What came of it. */
  int error; /* with which it was not executed, or 0 */
  int status; /* 128 and the signal's number for a signal */
  bool large; /* it wrote more than OUTPUT_LARGEST */
  struct buffer output;
  struct buffer diagnostics; /* the beginning of what it wrote to standard error, where all of it goes */
};

/*
 * Runs it; calls slow once if that takes longer than a second. Returns 0, or the signal that has ended this process's
 * call: the delegate has ended then, in two seconds or by SIGKILL.
 */
int delegate_run(struct delegate_run *run, struct watched_signals *signals, void (*slow)(void *), void *slow_argument);

#endif
