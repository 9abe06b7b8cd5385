#include "engine_call.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine_acts.h"
#include "engine_frame.h"
#include "engine_request.h"
#include "engine_socket.h"
#include "environment.h"
#include "in_use.h"
#include "memory_input.h"
#include "parent_death.h"
#include "signals.h"
#include "standard_streams.h"

enum {
  INPUT_LARGEST = 1024 * 1024,
  ANSWER_MS = 200,
  DECISION_LONGEST_MS = 3600 * 1000,
  TRY_AGAIN_LATER = 11,
  END_FIELDS = 4,
};

/* 32 to 34, by the kernel's bits. */
static const uint64_t LIBRARY_SIGNALS = (uint64_t)7 << 31;

static const struct {
  const char *name;
  int signal;
} DEATHS[] = {{"HUP", SIGHUP},   {"INT", SIGINT},   {"QUIT", SIGQUIT}, {"ABRT", SIGABRT},
              {"KILL", SIGKILL}, {"SEGV", SIGSEGV}, {"TERM", SIGTERM}};

/* All that a call has; the fields of frames are kept as they came, for whoever finishes it. */
struct dialogue {
  struct call *call;
  const char *reason; /* why the engine does not make the call */
  int connection;
  bool went; /* GO was sent, and no decision has come since */
  bool input_rest; /* standard input was not read to its end */
  struct environment environment;
  struct watched_signals signals;
  struct buffer input;
  struct buffer request; /* the fields that are the same in each request */
  struct buffer record;
  struct buffer act;
  struct buffer outcome; /* fields */
  struct frame frame;
};

static void disconnect(void *argument) {
  struct dialogue *dialogue = argument;
  if (dialogue->connection != NO_CONNECTION) {
    (void)close(dialogue->connection);
    dialogue->connection = NO_CONNECTION;
  }
}

static void keep(struct buffer *kept, const struct frame *frame, size_t index) {
  buffer_clear(kept);
  if (index < frame->count) {
    buffer_add(kept, frame->fields[index].bytes, frame->fields[index].length);
  }
}

/* The record, the last act and its outcome, as fields. */
static void add_progress(struct buffer *fields, const struct dialogue *dialogue) {
  buffer_add_field(fields, dialogue->record.bytes, dialogue->record.length);
  buffer_add_field(fields, dialogue->act.bytes, dialogue->act.length);
  buffer_add_field(fields, dialogue->outcome.bytes, dialogue->outcome.length);
  fields->failed = fields->failed || dialogue->record.failed || dialogue->act.failed || dialogue->outcome.failed;
}

static bool request(struct dialogue *dialogue) {
  struct buffer fields = {NULL, 0, 0, false};
  buffer_add(&fields, dialogue->request.bytes, dialogue->request.length);
  add_progress(&fields, dialogue);
  bool sent = frame_send(dialogue->connection, 'Q', &fields);
  buffer_free(&fields);
  return sent;
}

/* Ends as the engine says. Returns the exit status. */
static int end(const struct dialogue *dialogue) {
  const struct frame *frame = &dialogue->frame;
  uint64_t status = 1;
  (void)write_all(STDERR_FILENO, frame->fields[2].bytes, frame->fields[2].length);
  bool written = write_all(STDOUT_FILENO, frame->fields[3].bytes, frame->fields[3].length);
  if (field_is(frame, 0, "signal")) {
    for (size_t i = 0; i < sizeof DEATHS / sizeof DEATHS[0]; i++) {
      if (field_is(frame, 1, DEATHS[i].name)) {
        die_by(DEATHS[i].signal);
      }
    }
  } else if (!field_number(frame, 1, &status) || !written) {
    status = 1;
  }
  return (int)status;
}

/* Does the act of the frame. Returns whether the dialogue can continue. */
static bool act(struct dialogue *dialogue) {
  dialogue->went = false;
  keep(&dialogue->record, &dialogue->frame, 0);
  keep(&dialogue->act, &dialogue->frame, 1);
  buffer_clear(&dialogue->outcome);
  int ending = dialogue->act.failed || dialogue->record.failed
                   ? ACT_UNKNOWN
                   : engine_act(dialogue->act.bytes, dialogue->act.length, &dialogue->environment, &dialogue->outcome,
                                &dialogue->signals, disconnect, dialogue);
  if (ending > 0) {
    die_by(ending);
  }
  if (ending != 0 || dialogue->outcome.failed) {
    buffer_clear(&dialogue->outcome);
    buffer_clear(&dialogue->act);
    dialogue->reason = "the engine asked for an unknown act";
    return false;
  }
  return true;
}

/* Sends the outcome of an act, by a new connection if the old one is gone. */
static bool resume(struct dialogue *dialogue) {
  if (dialogue->connection != NO_CONNECTION && frame_send(dialogue->connection, 'O', &dialogue->outcome)) {
    return true;
  }
  disconnect(dialogue);
  dialogue->connection = engine_connect(&dialogue->call->home, dialogue->call->environment, &dialogue->reason);
  return dialogue->connection != NO_CONNECTION && request(dialogue);
}

/* Waits for the next frame; signals end the process meanwhile. */
static bool receive(struct dialogue *dialogue, int64_t milliseconds) {
  bool received = frame_receive(dialogue->connection, monotonic_ms() + milliseconds, &dialogue->frame);
  int ending = signals_ending(&dialogue->signals);
  if (ending != 0) {
    die_by(ending);
  }
  return received;
}

/* Talks until the call has ended or somebody else is to finish it. Returns whether it has ended, with a status. */
static bool talk(struct dialogue *dialogue, int *status) {
  static const struct buffer nothing = {NULL, 0, 0, false};
  int64_t limit = ANSWER_MS;
  bool sent = request(dialogue);
  while (sent && receive(dialogue, limit)) {
    uint64_t milliseconds = ANSWER_MS;
    limit = ANSWER_MS;
    switch (dialogue->frame.letter) {
      case 'R':
        if (!field_number(&dialogue->frame, 0, &milliseconds)) {
          return false;
        }
        limit = milliseconds > DECISION_LONGEST_MS ? DECISION_LONGEST_MS : (int64_t)milliseconds;
        dialogue->went = frame_send(dialogue->connection, 'G', &nothing);
        sent = dialogue->went;
        break;
      case 'A':
        sent = act(dialogue) && resume(dialogue);
        break;
      case 'E':
        if (dialogue->frame.count != END_FIELDS) {
          return false;
        }
        *status = end(dialogue);
        return true;
      case 'Y':
        dialogue->went = false;
        dialogue->reason = "the engine leaves such a call to its process";
        keep(&dialogue->record, &dialogue->frame, 1);
        buffer_clear(&dialogue->act);
        buffer_clear(&dialogue->outcome);
        return false;
      default:
        return false;
    }
  }
  return false;
}

/* Gives the JVM the input, and how far the call has got. */
static enum engine_result hand_over(struct dialogue *dialogue, struct problem *problem) {
  struct buffer progress = {NULL, 0, 0, false};
  bool begun = dialogue->record.length > 0;
  if (begun) {
    add_progress(&progress, dialogue);
    dialogue->call->input_length = (int64_t)dialogue->input.length;
  }
  bool replaced = !progress.failed && !dialogue->input.failed &&
                  input_replace(&dialogue->input, &progress, dialogue->input_rest);
  buffer_free(&progress);
  if (!replaced) {
    (void)problem_is(problem, "standard input can't be kept in memory (", strerror(errno),
                     "): raise the limits of the runtime", (char *)NULL);
    return ENGINE_FAILED;
  }
  return ENGINE_BECOME_JVM;
}

static enum engine_result make(struct dialogue *dialogue, int *status, int *code, struct problem *problem) {
  if (!input_read(&dialogue->input, INPUT_LARGEST)) {
    dialogue->input_rest = true;
    dialogue->reason = "the configuration is large";
    return hand_over(dialogue, problem);
  }
  if (!signals_watch(&dialogue->signals)) {
    dialogue->reason = "signals are blocked";
    return hand_over(dialogue, problem);
  }
  bool ended = engine_request_add(&dialogue->request, &dialogue->call->self, &dialogue->environment,
                                  &dialogue->input) &&
               talk(dialogue, status);
  signals_unwatch(&dialogue->signals);
  if (ended) {
    return ENGINE_ENDED;
  }
  if (dialogue->went) {
    *code = TRY_AGAIN_LATER;
    (void)problem_is(problem, "the resident engine was lost while it decided, and a count may have been used: try again",
                     (char *)NULL);
    return ENGINE_FAILED;
  }
  return hand_over(dialogue, problem);
}

/*
 * Whether a child of this process has what the runtime gave: limits that were raised for the JVM, a signal at the
 * parent's end and the signals that the C library keeps for itself would be another's.
 */
static bool is_usual(const struct call *call) {
  struct limit limits[LIMITS];
  uint64_t blocked;
  int death;
  return limits_read(limits) && memcmp(limits, call->limits, sizeof limits) == 0 && parent_death_read(&death) &&
         death == 0 && signals_blocked(&blocked) && (blocked & LIBRARY_SIGNALS) == 0;
}

static enum engine_result refuse(const char *reason, int *code, struct problem *problem) {
  *code = TRY_AGAIN_LATER;
  (void)problem_is(problem, "CNI_FP_ENGINE requires the resident engine, and ", reason,
                   ": start it by cni-fp engine run", (char *)NULL);
  return ENGINE_FAILED;
}

static void forget(struct dialogue *dialogue) {
  disconnect(dialogue);
  environment_free(&dialogue->environment);
  buffer_free(&dialogue->input);
  buffer_free(&dialogue->request);
  buffer_free(&dialogue->record);
  buffer_free(&dialogue->act);
  buffer_free(&dialogue->outcome);
  buffer_free(&dialogue->frame.bytes);
}

enum engine_result engine_call(struct call *call, int *status, int *code, struct problem *problem) {
  const char *mode = environment_value(call->environment, "CNI_FP_ENGINE");
  bool required = mode != NULL && strcmp(mode, "require") == 0;
  struct dialogue *dialogue = calloc(1, sizeof *dialogue);
  if (dialogue == NULL || (mode != NULL && strcmp(mode, "off") == 0) ||
      environment_value(call->environment, "CNI_COMMAND") == NULL) {
    free(dialogue);
    return ENGINE_BECOME_JVM;
  }
  dialogue->call = call;
  dialogue->reason = "its limits or signals are unusual";
  dialogue->connection = is_usual(call) ? engine_connect(&call->home, call->environment, &dialogue->reason) : NO_CONNECTION;
  enum engine_result result = ENGINE_BECOME_JVM;
  *code = 999;
  if (dialogue->connection != NO_CONNECTION &&
      environment_for_jvm(&dialogue->environment, call->environment, "-", problem)) {
    in_use_pass(call->in_use, false);
    result = make(dialogue, status, code, problem);
    in_use_pass(call->in_use, true);
  }
  if (result == ENGINE_BECOME_JVM && required) {
    result = refuse(dialogue->reason, code, problem);
  }
  forget(dialogue);
  free(dialogue);
  return result;
}
