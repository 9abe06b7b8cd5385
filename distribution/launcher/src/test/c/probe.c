/* A delegate that prints what a process inherits, one fact a line; to standard error in a real call. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* All that a process can inherit, in the kernel's words. The others are of one process or change while it runs. */
static void status(void) {
  static const char *const others[] = {"Name:",   "Tgid:",  "Ngid:",  "Pid:",    "PPid:",  "TracerPid:", "FDSize:",
                                       "NStgid:", "NSpid:", "NSpgid:", "NSsid:", "Vm",     "Rss",        "Hugetlb",
                                       "SigQ:",   "voluntary_", "nonvoluntary_"};
  char line[4096];
  FILE *file = fopen("/proc/self/status", "r");
  if (file == NULL) {
    return;
  }
  while (fgets(line, sizeof line, file) != NULL) {
    int inherited = 1;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
      inherited &= strncmp(line, others[i], strlen(others[i])) != 0;
    }
    if (inherited) {
      (void)fputs(line, stdout);
    }
  }
  (void)fclose(file);
}

static void file(const char *path) {
  char line[256];
  FILE *stream = fopen(path, "r");
  if (stream == NULL) {
    (void)printf("%s unreadable\n", path);
    return;
  }
  while (fgets(line, sizeof line, stream) != NULL) {
    (void)printf("%s %s", path, line);
  }
  (void)fclose(stream);
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

static void namespaces(void) {
  static const char *const names[] = {"cgroup", "ipc", "mnt", "net", "pid", "pid_for_children", "time", "user", "uts"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char path[64];
    (void)snprintf(path, sizeof path, "/proc/self/ns/%s", names[i]);
    link_of(path, path);
  }
}

static void scheduling(void) {
  struct {
    unsigned size;
    unsigned policy;
    unsigned long long flags;
    int nice;
    unsigned priority;
    unsigned long long deadline[3];
  } attributes = {0};
  long result = syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0);
  (void)printf("scheduling %ld policy %u flags %llu nice %d priority %u\n", result, attributes.policy, attributes.flags,
               attributes.nice, attributes.priority);
  (void)printf("io priority %ld\n", syscall(SYS_ioprio_get, 1, 0));
}

/* What prctl and its like show. */
static void attributes(void) {
  static const struct {
    const char *name;
    int option;
  } rows[] = {{"dumpable", PR_GET_DUMPABLE},     {"keepcaps", PR_GET_KEEPCAPS},     {"securebits", PR_GET_SECUREBITS},
              {"thp_disable", PR_GET_THP_DISABLE}, {"timerslack", PR_GET_TIMERSLACK}, {"mce_kill", PR_MCE_KILL_GET},
              {"no_new_privs", PR_GET_NO_NEW_PRIVS}};
  int signal = -1;
  int policy = -1;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    (void)printf("%s %d\n", rows[i].name, prctl(rows[i].option, 0UL, 0UL, 0UL, 0UL));
  }
  (void)prctl(PR_GET_PDEATHSIG, &signal);
  (void)printf("parent death signal %d\n", signal);
  (void)printf("personality %x\n", (unsigned)personality(0xffffffff));
  (void)syscall(SYS_get_mempolicy, &policy, NULL, 0UL, NULL, 0UL);
  (void)printf("memory policy %d\n", policy);
}

/* This program opens files, whatever the limit was: it has been printed. */
static void allow_files(void) {
  struct rlimit files;
  (void)getrlimit(RLIMIT_NOFILE, &files);
  (void)printf("files %llu %llu\n", (unsigned long long)files.rlim_cur, (unsigned long long)files.rlim_max);
  files.rlim_cur = files.rlim_max < 512 ? files.rlim_max : 512;
  (void)setrlimit(RLIMIT_NOFILE, &files);
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
  allow_files();
  descriptors();
  status();
  static const char *const files[] = {"/proc/self/limits",  "/proc/self/oom_score_adj", "/proc/self/coredump_filter",
                                      "/proc/self/cgroup",  "/proc/self/timerslack_ns", "/proc/self/loginuid",
                                      "/proc/self/uid_map", "/proc/self/attr/current"};
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    file(files[i]);
  }
  namespaces();
  link_of("directory", "/proc/self/cwd");
  link_of("root", "/proc/self/root");
  group("session", getsid(0));
  group("group", getpgid(0));
  scheduling();
  attributes();
  environment(variables);
  return fflush(stdout) == 0 ? 0 : 1;
}
