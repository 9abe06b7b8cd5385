/*
 * The launcher: the executable that a container runtime starts. It looks whether the run-time image is whole, notes what
 * the JVM would change, and becomes the JVM. As launcher --exec it becomes a delegate.
 */
#include <string.h>
#include <unistd.h>

#include "become_jvm.h"
#include "cni_error.h"
#include "environment.h"
#include "exec_mode.h"
#include "home.h"
#include "in_use.h"
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

static int print(int descriptor, const struct text *text, int status) {
  return write_all(descriptor, text->bytes, text->length) ? status : CNI_ERROR_STATUS;
}

/*
 * The one end of everything that fails before the JVM runs. A launcher whose record names a real executable will run
 * that one here, with the limits, signals and descriptors that it has noted.
 */
static int fail(const struct call *call, const struct problem *problem) {
  char bytes[CNI_ERROR_TEXT_SIZE];
  struct text text = text_in(bytes, sizeof bytes);
  if (call->command) {
    text_add(&text, "cni-fp: ");
    text_add(&text, problem->sentence);
    text_add(&text, "\n");
    return print(STDERR_FILENO, &text, COMMAND_ERROR_STATUS);
  }
  cni_error_write(&text, problem->sentence);
  return print(STDOUT_FILENO, &text, CNI_ERROR_STATUS);
}

static int launch(int count, char *arguments[], char *environment[]) {
  struct call call = {.command = false, .environment = environment, .in_use = NO_LOCK};
  struct problem problem = {.sentence = ""};
  char bytes[ANSWER_SIZE + 2 * PATH_MAX];
  struct text answer = text_in(bytes, sizeof bytes);
  static char *const none[] = {NULL};
  call.arguments = count > 0 ? arguments + 1 : none;
  if (!standard_streams_open(&problem) || !self_find(&call.self, count > 0 ? arguments[0] : NULL, &problem)) {
    return fail(&call, &problem);
  }
  call.command = is_command(&call.self);
  if (!home_find(&call.home, &call.self, &problem)) {
    successor_execute(&call.self, arguments, environment);
    return fail(&call, &problem);
  }
  bool person = !call.command && count > 1 && environment_value(environment, "CNI_COMMAND") == NULL;
  if (person && people_answer(arguments[1], &call.self, &call.home, &answer)) {
    return print(STDOUT_FILENO, &answer, 0);
  }
  if (!in_use_lock(&call.home, &call.in_use)) {
    successor_execute(&call.self, arguments, environment);
  }
  (void)become_jvm(&call, &problem);
  if (call.in_use != NO_LOCK) {
    (void)close(call.in_use);
  }
  /* The image isn't whole: perhaps an upgrade has removed it since this process was started. */
  successor_execute(&call.self, arguments, environment);
  return fail(&call, &problem);
}

int main(int count, char *arguments[], char *environment[]) {
  return count > 1 && strcmp(arguments[1], "--exec") == 0 ? exec_mode(count, arguments, environment)
                                                          : launch(count, arguments, environment);
}
