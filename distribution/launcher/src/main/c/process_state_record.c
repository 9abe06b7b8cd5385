#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "oom_score.h"
#include "process_state.h"
#include "signals.h"

/* The working directory's descriptor if the directory has been deleted or lies outside of the root. */
static bool leave_lost_directory(int *directory) {
  char path[PATH_MAX];
  *directory = NO_DIRECTORY;
  if (getcwd(path, sizeof path) != NULL || errno != ENOENT) {
    return true;
  }
  /* Not closed on exec: the JVM keeps it for the delegate. */
  *directory = open(".", O_PATH | O_DIRECTORY);
  return *directory >= 0 && chdir("/") == 0;
}

bool process_state_record(struct process_state *state, int own, struct problem *problem) {
  state->process = getpid();
  if (!oom_score_read(&state->oom_score)) {
    state->oom_score = NO_OOM_SCORE;
  }
  bool recorded = descriptors_read(&state->descriptors, own) && signals_blocked(&state->blocked) &&
                  signals_ignored(&state->ignored) && limits_read(state->limits) &&
                  leave_lost_directory(&state->directory);
  return recorded ||
         problem_is(problem, "the limits, signals and descriptors that the runtime gave can't be read (",
                    strerror(errno), "): allow prlimit64, rt_sigaction and rt_sigprocmask here", (char *)NULL);
}
