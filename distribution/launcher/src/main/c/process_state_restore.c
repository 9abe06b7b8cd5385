#include <errno.h>

#include "coredump_filter.h"
#include "oom_score.h"
#include "open_descriptors.h"
#include "parent_death.h"
#include "parent_descriptors.h"
#include "process_state.h"
#include "signals.h"

/* /proc may be read-only, or another user's: then the process keeps what it has. */
static bool may_not_write(int error) {
  return error == EACCES || error == EPERM || error == EROFS || error == ENOENT;
}

/* A process may not always lower its score. The JVM's is the same unless somebody else has changed it. */
static bool restore_oom_score(int oom_score) {
  return oom_score == NO_OOM_SCORE || oom_score_set(oom_score) || may_not_write(errno);
}

static bool restore_coredump_filter(uint64_t filter) {
  return filter == NO_COREDUMP_FILTER || coredump_filter_set(filter) || may_not_write(errno);
}

static bool restore_directory(int directory, pid_t process) {
  return directory == NO_DIRECTORY || working_directory_enter(directory, process);
}

/* The numbers, a handle of the parent and one that is being moved. */
static bool allow(const struct descriptors *descriptors) {
  return descriptors->count == 0 ||
         limits_allow_files((uint64_t)descriptors->ranges[descriptors->count - 1].last + 3);
}

bool process_state_restore(const struct process_state *state) {
  /* Descriptors before limits: some may be above the one that comes back. */
  return restore_directory(state->directory, state->process) && open_descriptors_close() &&
         allow(&state->descriptors) && parent_descriptors_take(&state->descriptors, state->process) &&
         restore_oom_score(state->oom_score) && restore_coredump_filter(state->coredump_filter) &&
         limits_set(state->limits) && parent_death_set(state->parent_death_signal, state->process) &&
         signals_ignore(state->ignored) && signals_block(state->blocked);
}
