/* A delegate that prints what a process inherits, one fact a line; to standard error in a real call. */
#include <dirent.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static void limits(void) {
  for (int resource = 0; resource < 16; resource++) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) == 0) {
      (void)printf("limit %d %llu %llu\n", resource, (unsigned long long)limit.rlim_cur,
                   (unsigned long long)limit.rlim_max);
    }
  }
}

/* Signals, capabilities, seccomp and so on, in the kernel's words. */
static void status(void) {
  static const char *const wanted[] = {"Umask:", "Uid:", "Gid:", "Groups:", "SigBlk:", "SigIgn:", "SigCgt:", "Cap",
                                       "NoNewPrivs:", "Seccomp", "Cpus_allowed:"};
  char line[4096];
  FILE *file = fopen("/proc/self/status", "r");
  if (file == NULL) {
    return;
  }
  while (fgets(line, sizeof line, file) != NULL) {
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
      if (strncmp(line, wanted[i], strlen(wanted[i])) == 0) {
        (void)fputs(line, stdout);
      }
    }
  }
  (void)fclose(file);
}

static void file(const char *path) {
  char line[256] = "unreadable\n";
  FILE *stream = fopen(path, "r");
  if (stream != NULL) {
    (void)fgets(line, sizeof line, stream);
    (void)fclose(stream);
  }
  (void)printf("%s %s", path, line);
}

static void link_of(const char *name, const char *path) {
  char target[4096];
  ssize_t length = readlink(path, target, sizeof target);
  (void)printf("%s %.*s\n", name, (int)(length < 0 ? 0 : length), target);
}

static void descriptors(void) {
  DIR *directory = opendir("/proc/self/fd");
  if (directory == NULL) {
    return;
  }
  for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
    char path[300];
    int number = atoi(entry->d_name);
    if (number > 2 && number != dirfd(directory)) {
      (void)snprintf(path, sizeof path, "/proc/self/fd/%d", number);
      link_of(path, path);
    }
  }
  (void)closedir(directory);
}

/* A session or group that the started process leads is called by that: numbers differ from run to run. */
static void group(const char *name, pid_t id) {
  const char *child = getenv("STARTED");
  if (child != NULL && atoi(child) == id) {
    (void)printf("%s the started process\n", name);
  } else {
    (void)printf("%s %d\n", name, (int)id);
  }
}

static int by_text(const void *left, const void *right) {
  return strcmp(*(char *const *)left, *(char *const *)right);
}

static void environment(char *variables[]) {
  size_t count = 0;
  while (variables[count] != NULL) {
    count++;
  }
  qsort(variables, count, sizeof *variables, by_text);
  for (size_t i = 0; i < count; i++) {
    /* The one variable that the engine adds counts launchers within launchers. */
    if (strncmp(variables[i], "STARTED=", 8) != 0 && strncmp(variables[i], "CNI_FP_NESTING=", 15) != 0) {
      (void)printf("variable %s\n", variables[i]);
    }
  }
}

int main(int count, char *arguments[], char *variables[]) {
  if (getenv("CNI_COMMAND") != NULL && dup2(2, 1) != 1) {
    return 1;
  }
  for (int i = 0; i < count; i++) {
    (void)printf("argument %s\n", arguments[i]);
  }
  descriptors();
  limits();
  status();
  file("/proc/self/oom_score_adj");
  file("/proc/self/timerslack_ns");
  link_of("directory", "/proc/self/cwd");
  link_of("root", "/proc/self/root");
  group("session", getsid(0));
  group("group", getpgid(0));
  (void)printf("nice %d\n", getpriority(PRIO_PROCESS, 0));
  (void)printf("policy %d\n", sched_getscheduler(0));
  (void)printf("securebits %d\n", prctl(PR_GET_SECUREBITS));
  (void)printf("no_new_privs %d\n", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
  environment(variables);
  return fflush(stdout) == 0 ? 0 : 1;
}
