/*
 * Takes the JVM's place in an image: changes the process as the JVM does, and starts $DELEGATE as the JDK does. With
 * $PRINT set it prints its own arguments and environment instead.
 */
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define TOKEN "0123456789abcdef"

extern char **environ;

static void handler(int signal) {
  (void)signal;
}

static void print(int count, char *arguments[]) {
  char exe[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", exe, sizeof exe);
  (void)printf("exe %.*s\n", (int)(length < 0 ? 0 : length), exe);
  for (int i = 0; i < count; i++) {
    (void)printf("argument %s\n", arguments[i]);
  }
  for (char **variable = environ; *variable != NULL; variable++) {
    (void)printf("variable %s\n", *variable);
  }
  (void)fflush(stdout);
}

static void write_value(const char *path, const char *value) {
  FILE *file = fopen(path, "w");
  if (file != NULL) {
    (void)fputs(value, file);
    (void)fclose(file);
  }
}

/* What HotSpot and the JDK's start of processes change, and what somebody else may change meanwhile. */
static void change(void) {
  static const int handled[] = {SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGPIPE, SIGTERM, SIGUSR2,
                                SIGXFSZ};
  struct rlimit files;
  sigset_t set;
  (void)getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  (void)setrlimit(RLIMIT_NOFILE, &files);
  for (size_t i = 0; i < sizeof handled / sizeof handled[0]; i++) {
    (void)signal(handled[i], handler);
  }
  (void)signal(SIGCHLD, SIG_DFL);
  (void)sigemptyset(&set);
  (void)sigaddset(&set, SIGQUIT);
  (void)sigprocmask(SIG_SETMASK, &set, NULL);
  write_value("/proc/self/oom_score_adj", "900");
  write_value("/proc/self/coredump_filter", "0x3f");
}

static size_t name_length(const char *variable) {
  return strcspn(variable, "=");
}

static int is_named(const char *variable, const char *name) {
  return strlen(name) == name_length(variable) && strncmp(variable, name, strlen(name)) == 0;
}

static int is_repeated(char *const *variable) {
  for (char **earlier = environ; earlier < variable; earlier++) {
    if (name_length(*earlier) == name_length(*variable) && strncmp(*earlier, *variable, name_length(*variable)) == 0) {
      return 1;
    }
  }
  return 0;
}

/* What the JDK and the engine pass: no repeated names, nothing without an equals sign, none of the launcher's own. */
static char **passed_environment(void) {
  size_t count = 0;
  while (environ[count] != NULL) {
    count++;
  }
  char **passed = calloc(count + 2, sizeof *passed);
  size_t next = 0;
  for (char **variable = environ; passed != NULL && *variable != NULL; variable++) {
    if (strchr(*variable, '=') != NULL && !is_repeated(variable) && !is_named(*variable, "CNI_FP_PROCESS") &&
        !is_named(*variable, "LC_ALL") && !is_named(*variable, "LAUNCHER") && !is_named(*variable, "DELEGATE")) {
      passed[next++] = *variable;
    }
  }
  if (passed != NULL) {
    passed[next] = "CNI_FP_NESTING=1";
  }
  return passed;
}

/* Copies what the delegate writes to standard error; false without the launcher's acknowledgement before it. */
static int copy_acknowledged(int from) {
  static char bytes[1 << 18];
  size_t length = 0;
  ssize_t count = 0;
  do {
    count = read(from, bytes + length, sizeof bytes - length);
    length += count > 0 ? (size_t)count : 0;
  } while (count > 0);
  size_t acknowledgement = strlen(TOKEN) + 1;
  if (length < acknowledgement || memcmp(bytes, TOKEN "\n", acknowledgement) != 0) {
    return 0;
  }
  /* Standard error may be closed. */
  ssize_t written = write(2, bytes + acknowledgement, length - acknowledgement);
  (void)written;
  return 1;
}

static int start(const char *state, const char *launcher, const char *delegate) {
  int ends[2];
  if (pipe(ends) != 0) {
    return 96;
  }
  pid_t child = fork();
  if (child == 0) {
    (void)dup2(ends[1], 2);
    for (int number = 3; number < 1024; number++) {
      (void)close(number);
    }
    /* One that leaked. */
    (void)dup2(2, 60);
    (void)execle(launcher, launcher, "--exec", state, TOKEN, delegate, (char *)NULL, passed_environment());
    _exit(99);
  }
  int status = 0;
  (void)close(ends[1]);
  int acknowledged = copy_acknowledged(ends[0]);
  (void)waitpid(child, &status, 0);
  return !acknowledged ? 95 : WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

int main(int count, char *arguments[]) {
  if (getenv("PRINT") != NULL) {
    print(count, arguments);
    return 0;
  }
  char state[4096];
  char delegate[PATH_MAX];
  char launcher[PATH_MAX];
  (void)snprintf(state, sizeof state, "%s", getenv("CNI_FP_PROCESS"));
  (void)snprintf(delegate, sizeof delegate, "%s", getenv("DELEGATE"));
  (void)snprintf(launcher, sizeof launcher, "%s", getenv("LAUNCHER"));
  change();
  return start(state, launcher, delegate);
}
