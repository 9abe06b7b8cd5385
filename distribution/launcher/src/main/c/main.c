/*
 * The launcher: the executable that a container runtime starts. It looks whether the run-time image is whole, notes what
 * the JVM would change, and becomes the JVM. As launcher --exec it becomes a delegate.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "become_jvm.h"
#include "cni_error.h"
#include "engine_call.h"
#include "environment.h"
#include "exec_mode.h"
#include "home.h"
#include "in_use.h"
#include "limits.h"
#include "people.h"
#include "self.h"
#include "standard_streams.h"
#include "successor.h"

static const char COMMAND_NAME[] = "cni-fp";
enum { COMMAND_ERROR_STATUS = 3 };

/* The command keeps its nature under a link's name, and a link may give it. */
static bool is_command(const struct self *self) {
  return strcmp(self->name, COMMAND_NAME) == 0 || strcmp(base_name(self->path), COMMAND_NAME) == 0;
}

/* What the whole process needs; too large for a stack that the runtime may have limited. */
struct launcher {
  struct call call;
  struct problem problem;
  int code; /* of the error, for a plugin */
  char answer[CNI_ERROR_TEXT_SIZE > ANSWER_SIZE + 2 * PATH_MAX ? CNI_ERROR_TEXT_SIZE : ANSWER_SIZE + 2 * PATH_MAX];
};

static int print(int descriptor, const struct text *text, int status) {
  return write_all(descriptor, text->bytes, text->length) ? status : CNI_ERROR_STATUS;
}

/*
 * The one end of everything that fails before the JVM runs. A launcher whose record names a real executable will run
 * that one here, with the limits, signals and descriptors that it has noted.
 */
static int fail(struct launcher *launcher) {
  struct text text = text_in(launcher->answer, sizeof launcher->answer);
  if (launcher->call.command) {
    text_add(&text, "cni-fp: ");
    text_add(&text, launcher->problem.sentence);
    text_add(&text, "\n");
    return print(STDERR_FILENO, &text, COMMAND_ERROR_STATUS);
  }
  cni_error_write(&text, launcher->code, launcher->problem.sentence);
  return print(STDOUT_FILENO, &text, CNI_ERROR_STATUS);
}

/* Answers a person who asks what this is, or becomes the JVM. Returns the exit status. */
static int answer_or_become(struct launcher *launcher, char *arguments[], const char *argument) {
  struct call *call = &launcher->call;
  struct text answer = text_in(launcher->answer, sizeof launcher->answer);
  bool person = !call->command && argument != NULL && environment_value(call->environment, "CNI_COMMAND") == NULL;
  if (person && people_answer(argument, &call->self, &call->home, &answer)) {
    return print(STDOUT_FILENO, &answer, 0);
  }
  if (!in_use_lock(&call->home, &call->in_use)) {
    successor_execute(&call->self, arguments, call->environment);
  }
  int status;
  enum engine_result result = call->command ? ENGINE_BECOME_JVM
                                            : engine_call(call, &status, &launcher->code, &launcher->problem);
  if (result != ENGINE_BECOME_JVM) {
    return result == ENGINE_ENDED ? status : fail(launcher);
  }
  (void)become_jvm(call, &launcher->problem);
  if (call->in_use != NO_LOCK) {
    (void)close(call->in_use);
  }
  /* The image isn't whole: perhaps an upgrade has removed it since this process was started. */
  successor_execute(&call->self, arguments, call->environment);
  return fail(launcher);
}

static bool check_limits(struct limit limits[LIMITS], struct problem *problem) {
  if (!limits_read(limits) || !limits_raise_low(limits)) {
    return problem_is(problem, "the limits that the runtime gave can't be read (", strerror(errno),
                      "): allow prlimit64 here", (char *)NULL);
  }
  return limits_suffice(limits, problem);
}

static bool find(struct launcher *launcher, char *arguments[], const char *name) {
  struct call *call = &launcher->call;
  if (!check_limits(call->limits, &launcher->problem) || !standard_streams_open(&launcher->problem) ||
      !self_find(&call->self, name, &launcher->problem)) {
    return false;
  }
  call->command = is_command(&call->self);
  bool found = home_find(&call->home, &call->self, &launcher->problem);
  if (!found) {
    successor_execute(&call->self, arguments, call->environment);
  }
  return found;
}

static int launch(int count, char *arguments[], char *environment[]) {
  static char *const none[] = {NULL};
  struct launcher *launcher = malloc(sizeof *launcher);
  if (launcher == NULL) {
    static const char error[] = "{\"cniVersion\":\"1.0.0\",\"code\":999,\"msg\":\"cni-fp: there is no memory for the"
                                " launcher: raise the limits of the runtime\"}\n";
    (void)write_all(STDOUT_FILENO, error, sizeof error - 1);
    return CNI_ERROR_STATUS;
  }
  launcher->problem.sentence[0] = '\0';
  launcher->call.command = false;
  launcher->call.input_length = NO_RECORD;
  launcher->code = CNI_ERROR_CODE;
  launcher->call.in_use = NO_LOCK;
  launcher->call.arguments = count > 0 ? arguments + 1 : none;
  launcher->call.environment = environment;
  int status = find(launcher, arguments, count > 0 ? arguments[0] : NULL)
                   ? answer_or_become(launcher, arguments, count > 1 ? arguments[1] : NULL)
                   : fail(launcher);
  free(launcher);
  return status;
}

int main(int count, char *arguments[], char *environment[]) {
  return count > 1 && strcmp(arguments[1], "--exec") == 0 ? exec_mode(count, arguments, environment)
                                                          : launch(count, arguments, environment);
}
