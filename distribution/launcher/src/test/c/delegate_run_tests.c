#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../main/c/delegate_run.h"
#include "check.h"

static void count(void *argument) {
  int *calls = argument;
  (*calls)++;
}

/* Writes a script and returns what came of it. */
static struct delegate_run run(const char *script, const char *input, size_t input_length, int *slow) {
  char path[] = "/tmp/cni-fp-unit-XXXXXX";
  char *const environment[] = {(char *)"PATH=/usr/bin:/bin", NULL};
  struct delegate_run run = {.path = path, .environment = environment, .input = input, .input_length = input_length};
  struct watched_signals signals;
  int file = mkstemp(path);
  CHECK(file >= 0 && write(file, script, strlen(script)) == (ssize_t)strlen(script) && fchmod(file, 0700) == 0);
  CHECK(close(file) == 0 && signals_watch(&signals));
  CHECK(delegate_run(&run, &signals, count, slow) == 0);
  signals_unwatch(&signals);
  CHECK(unlink(path) == 0);
  run.path = NULL;
  run.environment = NULL;
  return run;
}

static void forget(struct delegate_run *run) {
  buffer_free(&run->output);
  buffer_free(&run->diagnostics);
}

static void a_delegate_gets_its_input_and_is_heard(void) {
  int slow = 0;
  struct delegate_run ended = run("#!/bin/sh\ncat\necho x >&2\nexit 3\n", "input", 5, &slow);
  CHECK(ended.error == 0 && ended.status == 3 && !ended.large && slow == 0);
  CHECK(ended.output.length == 5 && memcmp(ended.output.bytes, "input", 5) == 0);
  CHECK(ended.diagnostics.length == 2 && memcmp(ended.diagnostics.bytes, "x\n", 2) == 0);
  forget(&ended);
}

static void a_signal_is_128_and_its_number(void) {
  int slow = 0;
  struct delegate_run ended = run("#!/bin/sh\nkill -9 $$\n", "", 0, &slow);
  CHECK(ended.error == 0 && ended.status == 128 + 9);
  forget(&ended);
}

static void what_the_kernel_does_not_execute_is_an_error_number(void) {
  int slow = 0;
  struct delegate_run ended = run("\x7f" "ELF no program", "", 0, &slow);
  CHECK(ended.error == ENOEXEC);
  forget(&ended);
}

static void input_need_not_be_read_and_output_is_bounded(void) {
  static char input[1 << 20];
  int slow = 0;
  memset(input, 'x', sizeof input);
  struct delegate_run ended = run("#!/bin/sh\nexec head -c 9000000 /dev/zero\n", input, sizeof input, &slow);
  CHECK(ended.error == 0 && ended.status == 0 && ended.large);
  forget(&ended);
}

static void slowness_is_told_once(void) {
  int slow = 0;
  struct delegate_run ended = run("#!/bin/sh\nsleep 1.3\n", "", 0, &slow);
  CHECK(ended.error == 0 && ended.status == 0 && slow == 1);
  forget(&ended);
}

void test_delegate_run(void) {
  a_delegate_gets_its_input_and_is_heard();
  a_signal_is_128_and_its_number();
  what_the_kernel_does_not_execute_is_an_error_number();
  input_need_not_be_read_and_output_is_bounded();
  slowness_is_told_once();
}
