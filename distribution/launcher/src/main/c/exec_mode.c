#include "exec_mode.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "delegate_environment.h"
#include "process_environment.h"
#include "process_state.h"
#include "standard_streams.h"
#include "text.h"

enum { ARGUMENTS = 5, NOT_EXECUTED = 127, MISUSED = 126, SHORTEST_TOKEN = 16, LONGEST_TOKEN = 128 };

static bool is_token(const char *token) {
  static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  size_t length = strlen(token);
  return length >= SHORTEST_TOKEN && length <= LONGEST_TOKEN && strspn(token, allowed) == length;
}

/* Proves to the JVM that this is the launcher, and that what follows is of the delegate or of execve. */
static bool acknowledge(const char *token) {
  char bytes[LONGEST_TOKEN + 2];
  struct text line = text_in(bytes, sizeof bytes);
  text_add(&line, token);
  text_add(&line, "\n");
  return write_all(STDERR_FILENO, line.bytes, line.length);
}

/* One write: the line is whole, whoever else writes there. */
static int report(const char *token, int error, const char *sentence) {
  char bytes[LONGEST_TOKEN + 256];
  struct text line = text_in(bytes, sizeof bytes);
  text_add(&line, token);
  text_add(&line, " ");
  text_add_decimal(&line, (uint64_t)error);
  text_add(&line, sentence);
  text_add(&line, "\n");
  (void)write_all(STDERR_FILENO, line.bytes, line.length);
  return NOT_EXECUTED;
}

/* The environment that the runtime gave, with the engine's changes. What the JVM passes serves if its own can't be read. */
static char **compose_environment(struct process_environment *jvm, pid_t process, char *const passed[]) {
  bool readable = getppid() == process && process_environment_read(jvm, process) && getppid() == process;
  return delegate_environment(readable ? jvm->variables : passed, passed);
}

/* Returns only if it fails. */
static int execute(const char *token, char *path, char *const environment[]) {
  char *const delegate[] = {path, NULL};
  if (!acknowledge(token)) {
    return NOT_EXECUTED;
  }
  (void)execve(path, delegate, environment);
  return report(token, errno, "");
}

/* Returns only if it fails. */
static int become(const struct process_state *state, const char *token, char *path, char *const passed[]) {
  struct process_environment jvm = {NULL, NULL};
  char **environment = compose_environment(&jvm, state->process, passed);
  int status = NOT_EXECUTED;
  if (environment == NULL) {
    status = report(token, 0, " there is no memory for the environment of the delegate: raise the limits of the runtime");
  } else if (!process_state_restore(state)) {
    char bytes[256];
    struct text sentence = text_in(bytes, sizeof bytes);
    text_add(&sentence, " the limits, signals and descriptors that the runtime gave can't be restored: ");
    text_add(&sentence, strerror(errno));
    status = report(token, 0, bytes);
  } else {
    status = execute(token, path, environment);
  }
  free(environment);
  process_environment_free(&jvm);
  return status;
}

int exec_mode(int count, char *const arguments[], char *const environment[]) {
  struct process_state state;
  if (count != ARGUMENTS || !is_token(arguments[3])) {
    static const char usage[] = "cni-fp: --exec STATE TOKEN PATH is how the JVM starts a delegate\n";
    (void)write_all(STDERR_FILENO, usage, sizeof usage - 1);
    return MISUSED;
  }
  if (!process_state_parse(&state, arguments[2], strlen(arguments[2]))) {
    return report(arguments[3], 0, " the process state is not one that this launcher reads: install cni-fp again");
  }
  return become(&state, arguments[3], arguments[4], environment);
}
