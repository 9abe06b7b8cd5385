/*
 * What the runtime gave this process and the JVM changes or does not hand on: recorded before the JVM, carried through
 * it as text, and restored in the process that becomes the delegate. What the kernel hands on through the JVM
 * unchanged (umask, nice, session, capabilities, ...) is not here.
 */
#ifndef CNI_FP_PROCESS_STATE_H
#define CNI_FP_PROCESS_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "descriptors.h"
#include "limits.h"
#include "problem.h"
#include "text.h"
#include "working_directory.h"

enum {
  STATE_TEXT_SIZE = 4096,
  NO_OOM_SCORE = -1001 /* outside of its range */
};

#define NO_COREDUMP_FILTER UINT64_MAX

struct process_state {
  pid_t process; /* the launcher, which becomes the JVM */
  uint64_t blocked; /* signal N is bit N - 1, here and below */
  uint64_t ignored;
  int oom_score; /* or NO_OOM_SCORE */
  uint64_t coredump_filter; /* or NO_COREDUMP_FILTER */
  int parent_death_signal; /* which the process gets if its parent ends, or 0 */
  int directory; /* the descriptor that holds a working directory that was left, or NO_DIRECTORY */
  struct limit limits[LIMITS];
  struct descriptors descriptors;
};

/*
 * Records the state of this process but for limits and directory, which are the caller's. One descriptor is the launcher's
 * own and not recorded; -1 if there is none.
 */
bool process_state_record(struct process_state *state, int own, struct problem *problem);

/* The text, of at most STATE_TEXT_SIZE bytes. README.md has its format. */
void process_state_write(const struct process_state *state, struct text *text);

/* False if it is no such text; then the state is undefined. */
bool process_state_parse(struct process_state *state, const char *bytes, size_t length);

/* False with errno. */
bool process_state_restore(const struct process_state *state);

#endif
