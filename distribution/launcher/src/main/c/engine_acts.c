#include "engine_acts.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "delegate_environment.h"
#include "delegate_run.h"
#include "engine_frame.h"
#include "standard_streams.h"

enum { NANOS = 1000000000 };

/* The variables of a field, each of which ends with NUL, as an array that the caller frees. */
static char **split(char *bytes, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length; i++) {
    count += bytes[i] == '\0';
  }
  char **variables = calloc(count + 1, sizeof *variables);
  if (variables == NULL) {
    return NULL;
  }
  for (size_t i = 0; i < count; i++) {
    variables[i] = bytes;
    bytes += strlen(bytes) + 1;
  }
  return variables;
}

static void add_ran(struct buffer *outcome, const struct delegate_run *run) {
  if (run->error != 0) {
    buffer_add_text_field(outcome, "failed");
    buffer_add_number_field(outcome, (uint64_t)run->error);
  } else if (run->large) {
    buffer_add_text_field(outcome, "large");
  } else {
    buffer_add_text_field(outcome, "exited");
    buffer_add_number_field(outcome, (uint64_t)run->status);
    buffer_add_field(outcome, run->output.bytes, run->output.length);
    buffer_add_field(outcome, run->diagnostics.bytes, run->diagnostics.length);
  }
}

/* Copies the variables one after the other, since the hidden ones get their names back in place. */
static char *copy(char *const variables[], size_t *length) {
  size_t size = 0;
  for (char *const *variable = variables; *variable != NULL; variable++) {
    size += strlen(*variable) + 1;
  }
  char *copied = malloc(size + 1);
  *length = 0;
  for (char *const *variable = variables; copied != NULL && *variable != NULL; variable++) {
    size_t one = strlen(*variable) + 1;
    memcpy(copied + *length, *variable, one);
    *length += one;
  }
  return copied;
}

static int run_in(char *const environment[], const struct frame *act, const char *path, struct buffer *outcome,
                  struct watched_signals *signals, void (*slow)(void *), void *slow_argument) {
  struct delegate_run delegate = {
      .path = path, .environment = environment, .input = act->fields[3].bytes, .input_length = act->fields[3].length};
  int ending = delegate_run(&delegate, signals, slow, slow_argument);
  add_ran(outcome, &delegate);
  buffer_free(&delegate.output);
  buffer_free(&delegate.diagnostics);
  return ending;
}

static int run(struct frame *act, const struct environment *environment, struct buffer *outcome,
               struct watched_signals *signals, void (*slow)(void *), void *slow_argument) {
  if (act->count != 4) {
    return ACT_UNKNOWN;
  }
  int ending = ACT_UNKNOWN;
  size_t length;
  char *path = field_string(act, 1);
  char *copied = copy(environment->variables, &length);
  char **base = copied == NULL ? NULL : split(copied, length);
  /* The bytes are the frame's own. */
  char **passed = split(act->bytes.bytes + (act->fields[2].bytes - act->bytes.bytes), act->fields[2].length);
  char **variables = path == NULL || base == NULL || passed == NULL ? NULL : delegate_environment(base, passed);
  if (variables != NULL) {
    ending = run_in(variables, act, path, outcome, signals, slow, slow_argument);
  }
  free(variables);
  free(passed);
  free(base);
  free(copied);
  free(path);
  return ending;
}

static uint64_t monotonic_nanos(void) {
  struct timespec now;
  return clock_gettime(CLOCK_MONOTONIC, &now) == 0 ? (uint64_t)now.tv_sec * NANOS + (uint64_t)now.tv_nsec : 0;
}

static int sleep_for(const struct frame *act, struct buffer *outcome, struct watched_signals *signals) {
  uint64_t nanos;
  if (!field_number(act, 1, &nanos)) {
    return ACT_UNKNOWN;
  }
  uint64_t from = monotonic_nanos();
  uint64_t elapsed = 0;
  int ending = 0;
  while (ending == 0 && elapsed < nanos) {
    uint64_t left = nanos - elapsed;
    struct timespec wait = {(time_t)(left / NANOS), (long)(left % NANOS)};
    struct pollfd waiting = {signals->descriptor, POLLIN, 0};
    (void)ppoll(&waiting, 1, &wait, NULL);
    ending = signals_ending(signals);
    elapsed = monotonic_nanos() - from;
  }
  buffer_add_text_field(outcome, "slept");
  buffer_add_number_field(outcome, elapsed);
  return ending;
}

static int print(const struct frame *act, struct buffer *outcome) {
  if (act->count != 2) {
    return ACT_UNKNOWN;
  }
  struct buffer line = {NULL, 0, 0, false};
  buffer_add(&line, act->fields[1].bytes, act->fields[1].length);
  buffer_add(&line, "\n", 1);
  /* Without a reader nothing happens. */
  (void)write_all(STDERR_FILENO, line.bytes, line.length);
  buffer_free(&line);
  buffer_add_text_field(outcome, "printed");
  return 0;
}

int engine_act(const char *act, size_t length, const struct environment *environment, struct buffer *outcome,
               struct watched_signals *signals, void (*slow)(void *), void *slow_argument) {
  struct frame fields = {.letter = 'A'};
  int ending = ACT_UNKNOWN;
  buffer_add(&fields.bytes, act, length);
  if (!fields.bytes.failed && frame_split(&fields)) {
    if (field_is(&fields, 0, "run")) {
      ending = run(&fields, environment, outcome, signals, slow, slow_argument);
    } else if (field_is(&fields, 0, "sleep")) {
      ending = sleep_for(&fields, outcome, signals);
    } else if (field_is(&fields, 0, "print")) {
      ending = print(&fields, outcome);
    }
  }
  buffer_free(&fields.bytes);
  return ending;
}
