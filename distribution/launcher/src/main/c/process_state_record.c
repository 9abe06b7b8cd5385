#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "coredump_filter.h"
#include "oom_score.h"
#include "open_descriptors.h"
#include "parent_death.h"
#include "process_state.h"
#include "signals.h"

bool process_state_record(struct process_state *state, int own, struct problem *problem) {
  state->process = getpid();
  state->directory = NO_DIRECTORY;
  if (!oom_score_read(&state->oom_score)) {
    state->oom_score = NO_OOM_SCORE;
  }
  if (!coredump_filter_read(&state->coredump_filter)) {
    state->coredump_filter = NO_COREDUMP_FILTER;
  }
  bool recorded = open_descriptors_read(&state->descriptors, own) && signals_blocked(&state->blocked) &&
                  signals_ignored(&state->ignored) && parent_death_read(&state->parent_death_signal);
  return recorded ||
         problem_is(problem, "the signals and descriptors that the runtime gave can't be read (",
                    strerror(errno), "): allow prctl, rt_sigaction and rt_sigprocmask here", (char *)NULL);
}
