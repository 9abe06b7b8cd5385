#include <errno.h>

#include "oom_score.h"
#include "process_state.h"
#include "signals.h"

/* A process may not always lower its score, and /proc may be read-only: then it keeps the JVM's, which is the same
 * unless somebody else has changed it. */
static bool restore_oom_score(int oom_score) {
  return oom_score == NO_OOM_SCORE || oom_score_set(oom_score) || errno == EACCES || errno == EPERM ||
         errno == EROFS || errno == ENOENT;
}

bool process_state_restore(const struct process_state *state) {
  /* Descriptors first: some may be above the limit that comes back after them. The JVM has raised it, unless it was
   * started with -XX:-MaxFDLimit. */
  return (state->descriptors.count == 0 || limits_raise_files()) &&
         descriptors_restore(&state->descriptors, state->process, state->directory) &&
         restore_oom_score(state->oom_score) && limits_set(state->limits) && signals_ignore(state->ignored) &&
         signals_block(state->blocked);
}
