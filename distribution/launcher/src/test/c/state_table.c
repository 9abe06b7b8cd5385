/*
 * state_table LAUNCHER EXEC-LAUNCHER PROBE [NAME=VALUE]...: starts the probe under a table of settings, directly and
 * through the launcher of an image. It must print the same. Without variables the image has the pretended JVM; with them
 * it is a real one, the variables and standard input are those of a call, and the probe prints to standard error.
 * Longer than 300 lines because of the table: a setting and its reason are one row each.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <grp.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { OUTPUT = 1 << 18 };

/* What settings use. */
struct scene {
  int pipe_ends[2];
  char lost[32]; /* a directory for those that are lost */
};

static void limit(int resource, rlim_t soft, rlim_t hard) {
  struct rlimit limit = {soft, hard};
  CHECK(setrlimit((__rlimit_resource_t)resource, &limit) == 0);
}

static void nothing(const struct scene *) {}

static void soft_files(const struct scene *) {
  struct rlimit files;
  CHECK(getrlimit(RLIMIT_NOFILE, &files) == 0);
  limit(RLIMIT_NOFILE, 256, files.rlim_max);
}

/* Not one more file can be opened. */
static void low_soft_files(const struct scene *) {
  struct rlimit files;
  CHECK(getrlimit(RLIMIT_NOFILE, &files) == 0);
  limit(RLIMIT_NOFILE, 3, files.rlim_max);
}

static void hard_files(const struct scene *) {
  limit(RLIMIT_NOFILE, 300, 512);
}

static void other_limits(const struct scene *) {
  limit(RLIMIT_CORE, 0, RLIM_INFINITY);
  limit(RLIMIT_STACK, 4 << 20, 16 << 20);
  limit(RLIMIT_FSIZE, 1 << 20, 1 << 21);
  limit(RLIMIT_MEMLOCK, 0, 0);
  limit(RLIMIT_SIGPENDING, 100, 200);
  limit(RLIMIT_MSGQUEUE, 1000, 2000);
  limit(RLIMIT_CPU, 100, 200);
}

static void kernel_ignore(int signal) {
  struct {
    void (*handler)(int);
    unsigned long rest[5];
  } action = {.handler = SIG_IGN};
  CHECK(syscall(SYS_rt_sigaction, signal, &action, NULL, sizeof(uint64_t)) == 0);
}

static void ignored_signals(const struct scene *) {
  static const int ignored[] = {SIGHUP, SIGPIPE, SIGCHLD, SIGUSR1, SIGXFSZ, 32, 33, 34, 64};
  for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++) {
    kernel_ignore(ignored[i]);
  }
}

static void kernel_block(uint64_t set) {
  CHECK(syscall(SYS_rt_sigprocmask, SIG_SETMASK, &set, NULL, sizeof set) == 0);
}

static void some_blocked(const struct scene *) {
  kernel_block(1ULL << (SIGTERM - 1) | 1ULL << (SIGCHLD - 1) | 1ULL << 31 | 1ULL << 33 | 1ULL << 63);
}

static void all_blocked(const struct scene *) {
  kernel_block(~0ULL);
}

static void narrow_umask(const struct scene *) {
  (void)umask(077);
}

static void nicer(const struct scene *) {
  CHECK(setpriority(PRIO_PROCESS, 0, 5) == 0);
}

static void new_session(const struct scene *) {
  CHECK(setsid() == getpid());
}

static void new_group(const struct scene *) {
  CHECK(setpgid(0, 0) == 0);
}

static void write_value(const char *path, const char *value) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  CHECK(file >= 0 && write(file, value, strlen(value)) > 0 && close(file) == 0);
}

static void high_score(const struct scene *) {
  write_value("/proc/self/oom_score_adj", "700");
}

static void low_score(const struct scene *) {
  write_value("/proc/self/oom_score_adj", "-700");
}

static void more_in_core_dumps(const struct scene *) {
  write_value("/proc/self/coredump_filter", "0x7f");
}

static void less_in_core_dumps(const struct scene *) {
  write_value("/proc/self/coredump_filter", "0x10");
}

static void ends_with_its_parent(const struct scene *) {
  CHECK(prctl(PR_SET_PDEATHSIG, (unsigned long)SIGUSR1) == 0);
}

static void other_attributes(const struct scene *) {
  CHECK(prctl(PR_SET_THP_DISABLE, 1UL, 0UL, 0UL, 0UL) == 0 && personality(0x0040000 /* ADDR_NO_RANDOMIZE */) != -1 &&
        syscall(SYS_ioprio_set, 1, 0, 2 << 13 | 6) == 0);
}

/* The JVM needs more than this, and the launcher raises it. */
static void small_stack(const struct scene *) {
  limit(RLIMIT_STACK, 32 << 10, RLIM_INFINITY);
}

static void small_hard_stack(const struct scene *) {
  limit(RLIMIT_STACK, 64 << 10, 64 << 10);
}

/* Deeper than a path may be long. */
static void deep_directory(const struct scene *scene) {
  char part[201];
  memset(part, 'x', sizeof part - 1);
  part[sizeof part - 1] = '\0';
  CHECK(chdir(scene->lost) == 0);
  for (int i = 0; i < 25; i++) {
    CHECK((mkdir(part, 0700) == 0 || errno == EEXIST) && chdir(part) == 0);
  }
}

static void another_directory(const struct scene *) {
  CHECK(chdir("/usr/lib") == 0);
}

static void deleted_directory(const struct scene *scene) {
  CHECK(chdir(scene->lost) == 0 && mkdir("gone", 0700) == 0 && chdir("gone") == 0 && rmdir("../gone") == 0);
}

static void more_descriptors(const struct scene *scene) {
  CHECK(dup2(scene->pipe_ends[0], 3) == 3 && dup2(scene->pipe_ends[1], 4) == 4 && dup2(scene->pipe_ends[1], 200) == 200);
  int file = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
  CHECK(dup2(file, 9) == 9);
}

static void descriptors_above_the_limit(const struct scene *scene) {
  CHECK(dup2(scene->pipe_ends[0], 250) == 250);
  struct rlimit files;
  CHECK(getrlimit(RLIMIT_NOFILE, &files) == 0);
  limit(RLIMIT_NOFILE, 64, files.rlim_max);
}

static void highest_descriptor(const struct scene *scene) {
  CHECK(dup2(scene->pipe_ends[0], 5) == 5 && dup2(scene->pipe_ends[1], 127) == 127 && syscall(SYS_close_range, 128, ~0U, 0) == 0);
  limit(RLIMIT_NOFILE, 128, 128);
}

static void descriptor_above_the_hard_limit(const struct scene *scene) {
  CHECK(dup2(scene->pipe_ends[1], 200) == 200);
  limit(RLIMIT_NOFILE, 64, 128);
}

static void no_new_privileges(const struct scene *) {
  CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
}

static void filter(struct sock_filter *rules, unsigned short count) {
  struct sock_fprog program = {count, rules};
  CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
}

static void seccomp_filter(const struct scene *) {
  struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  filter(&allow, 1);
}

/* Linux 5.4, where descriptors can't be taken from the JVM. */
static void old_kernel(const struct scene *) {
  CHECK(syscall(SYS_close_range, 3, ~0U, 0) == 0);
  struct sock_filter rules[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_close_range, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_getfd, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  filter(rules, sizeof rules / sizeof rules[0]);
}

/* Limits can be read, but not set. */
static void no_new_limits(const struct scene *scene) {
  struct sock_filter rules[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  CHECK(dup2(scene->pipe_ends[0], 7) == 7);
  limit(RLIMIT_NOFILE, 256, 4096);
  filter(rules, sizeof rules / sizeof rules[0]);
}

/* Descriptors can't be taken, but a deleted directory is found. */
static void deleted_directory_without_pidfd(const struct scene *scene) {
  struct sock_filter rules[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_getfd, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  CHECK(syscall(SYS_close_range, 3, ~0U, 0) == 0);
  deleted_directory(scene);
  filter(rules, sizeof rules / sizeof rules[0]);
}

static void secure_bits(const struct scene *) {
  CHECK(prctl(PR_SET_SECUREBITS, 1 << 4 | 1 << 6) == 0);
}

static void fewer_capabilities(const struct scene *) {
  CHECK(prctl(PR_CAPBSET_DROP, 24 /* SYS_RESOURCE */) == 0);
  limit(RLIMIT_NOFILE, 100, 1000);
}

static void another_user(const struct scene *scene) {
  CHECK(setgroups(0, NULL) == 0 && setgid(65534) == 0 && setuid(65534) == 0);
  soft_files(scene);
}

/* Adds texts to the environment as they are. */
static void add_texts(char *const texts[], size_t added) {
  static char *all[64];
  size_t count = 0;
  for (; environ[count] != NULL; count++) {
    CHECK(count + added + 1 < sizeof all / sizeof all[0]);
    all[count] = environ[count];
  }
  memcpy(all + count, texts, added * sizeof *texts);
  environ = all;
}

static void odd_variables(const struct scene *) {
  static char *const odd[] = {"NOVALUE", "", "=x", "=y=z", "TWICE=1", "TWICE=2", "X\xff=\xff", "X\xfe=\xfe",
                              "LD_PRELOAD=", "LD_PRELOAD=", "LD_LIBRARY_PATH=/\xe9", "JAVA_TOOL_OPTIONS=\xe9",
                              "LC_ALL=fr\xe9"};
  add_texts(odd, sizeof odd / sizeof odd[0]);
}

/* The kernel's limit of one text is 128 KiB. */
static void longest_variable(const struct scene *) {
  static char text[131072] = "JAVA_TOOL_OPTIONS=";
  static char *const texts[] = {text};
  memset(text + strlen(text), 'x', sizeof text - strlen(text) - 1);
  add_texts(texts, 1);
}

static void of_the_loader_and_of_java(const struct scene *) {
  static char *const variables[] = {"LD_TRACE_LOADED_OBJECTS=1", "LD_SHOW_AUXV=1", "LD_DEBUG=all", "LD_BIND_NOW=1",
                                    "GLIBC_TUNABLES=glibc.rtld.nns=1", "_JAVA_SR_SIGNUM=2", "_JAVA_OPTIONS=-Xq",
                                    "LC_ALL=xx_YY.UTF-8"};
  add_texts(variables, sizeof variables / sizeof variables[0]);
}

static void for_other_programs(const struct scene *) {
  CHECK(setenv("JAVA_TOOL_OPTIONS", "-Xx", 1) == 0 && setenv("LC_ALL", "C", 1) == 0 && setenv("EMPTY", "", 1) == 0 &&
        setenv("LD_LIBRARY_PATH", "/nowhere", 1) == 0 && setenv("ODD", "\xff\xc3\xa9", 1) == 0);
}

static void one_processor(const struct scene *) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(0, &set);
  CHECK(sched_setaffinity(0, sizeof set, &set) == 0 && prctl(PR_SET_TIMERSLACK, 12345UL) == 0);
}

static void everything(const struct scene *scene) {
  hard_files(scene);
  other_limits(scene);
  ignored_signals(scene);
  narrow_umask(scene);
  nicer(scene);
  new_session(scene);
  more_descriptors(scene);
  deleted_directory(scene);
  for_other_programs(scene);
  some_blocked(scene);
}

struct row {
  const char *name;
  void (*set)(const struct scene *);
  enum { ANYBODY, ROOT, SYS_RESOURCE } needs;
};

static const struct row ROWS[] = {
    {"nothing", nothing, ANYBODY},
    {"a soft limit of files", soft_files, ANYBODY},
    {"the lowest soft limit of files", low_soft_files, ANYBODY},
    {"a hard limit of files", hard_files, ANYBODY},
    {"other limits", other_limits, ANYBODY},
    {"ignored signals", ignored_signals, ANYBODY},
    {"blocked signals", some_blocked, ANYBODY},
    {"all signals blocked", all_blocked, ANYBODY},
    {"umask", narrow_umask, ANYBODY},
    {"nice", nicer, ANYBODY},
    {"a session of its own", new_session, ANYBODY},
    {"a process group of its own", new_group, ANYBODY},
    {"a high oom_score_adj", high_score, ANYBODY},
    {"a low oom_score_adj", low_score, SYS_RESOURCE},
    {"more in core dumps", more_in_core_dumps, ANYBODY},
    {"less in core dumps", less_in_core_dumps, ANYBODY},
    {"a signal at the parent's end", ends_with_its_parent, ANYBODY},
    {"other attributes", other_attributes, ANYBODY},
    {"a small stack", small_stack, ANYBODY},
    {"a small stack that can't be raised", small_hard_stack, ANYBODY},
    {"another working directory", another_directory, ANYBODY},
    {"a working directory that is deleted", deleted_directory, ANYBODY},
    {"a working directory too deep", deep_directory, ANYBODY},
    {"a deleted directory without pidfd_getfd", deleted_directory_without_pidfd, ANYBODY},
    {"more descriptors", more_descriptors, ANYBODY},
    {"a descriptor above the limit", descriptors_above_the_limit, ANYBODY},
    {"the highest descriptor", highest_descriptor, ANYBODY},
    {"a descriptor above the hard limit", descriptor_above_the_hard_limit, SYS_RESOURCE},
    {"limits that can't be set", no_new_limits, ANYBODY},
    {"no_new_privs", no_new_privileges, ANYBODY},
    {"a seccomp filter", seccomp_filter, ANYBODY},
    {"an old kernel", old_kernel, ANYBODY},
    {"securebits", secure_bits, ROOT},
    {"fewer capabilities", fewer_capabilities, ROOT},
    {"another user", another_user, ROOT},
    {"variables for other programs", for_other_programs, ANYBODY},
    {"odd variables", odd_variables, ANYBODY},
    {"the longest variable", longest_variable, ANYBODY},
    {"variables of the loader and of Java", of_the_loader_and_of_java, ANYBODY},
    {"one processor, timer slack", one_processor, ANYBODY},
    {"everything at once", everything, ANYBODY},
};

/* Starts a program under a setting, as a runtime does, and reads what it prints. */
static void run(const struct row *row, const struct scene *scene, const char *program, const char *launcher, const char *delegate,
                char *variables[], char *output) {
  int ends[2];
  CHECK(pipe2(ends, O_CLOEXEC) == 0);
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) {
    char number[16];
    bool real = variables[0] != NULL;
    CHECK(dup2(ends[1], real ? 2 : 1) > 0 && (!real || lseek(0, 0, SEEK_SET) == 0));
    (void)snprintf(number, sizeof number, "%d", (int)getpid());
    CHECK(clearenv() == 0 && setenv("STARTED", number, 1) == 0 && setenv("PATH", "/usr/bin:/bin", 1) == 0);
    for (char **variable = variables; *variable != NULL; variable++) {
      CHECK(putenv(*variable) == 0);
    }
    if (launcher != NULL && !real) {
      CHECK(setenv("LAUNCHER", launcher, 1) == 0 && setenv("DELEGATE", delegate, 1) == 0);
    }
    row->set(scene);
    (void)execl(program, program, (char *)NULL);
    _exit(97);
  }
  CHECK(close(ends[1]) == 0);
  size_t length = 0;
  ssize_t count = 0;
  do {
    count = read(ends[0], output + length, OUTPUT - 1 - length);
    CHECK(count >= 0);
    length += (size_t)count;
  } while (count > 0);
  output[length] = '\0';
  CHECK(close(ends[0]) == 0);
  int status = 0;
  CHECK(waitpid(child, &status, 0) == child);
  if (status != 0 || length == 0) {
    (void)fprintf(stderr, "%s, %s: wait status %d\n", row->name, launcher == NULL ? "directly" : "through the launcher",
                  status);
    output[0] = '\0';
  }
}

static int differ(const char *left, const char *right) {
  while (*left != '\0' || *right != '\0') {
    size_t left_length = strcspn(left, "\n");
    size_t right_length = strcspn(right, "\n");
    if (left_length != right_length || memcmp(left, right, left_length) != 0) {
      (void)fprintf(stderr, "  directly:             %.*s\n  through the launcher: %.*s\n", (int)left_length, left,
                    (int)right_length, right);
      return 1;
    }
    left += left_length + (left[left_length] == '\n' ? 1 : 0);
    right += right_length + (right[right_length] == '\n' ? 1 : 0);
  }
  return 0;
}

static int may(int needs) {
  enum { CAPABILITY_SYS_RESOURCE = 24 };
  return needs == ANYBODY ||
         (geteuid() == 0 && (needs == ROOT || prctl(PR_CAPBSET_READ, CAPABILITY_SYS_RESOURCE, 0, 0, 0) == 1));
}

/* The deepest path in it is longer than a path may be. */
static void remove_lost(const char *lost) {
  int status = 0;
  pid_t child = fork();
  if (child == 0) {
    (void)execlp("rm", "rm", "-rf", lost, (char *)NULL);
    _exit(127);
  }
  CHECK(waitpid(child, &status, 0) == child && status == 0);
}

int main(int count, char *arguments[]) {
  static char direct[OUTPUT];
  static char through[OUTPUT];
  struct scene scene = {.lost = "/tmp/state-table-XXXXXX"};
  int bad = 0;
  CHECK(count >= 4 && pipe2(scene.pipe_ends, O_CLOEXEC) == 0 && mkdtemp(scene.lost) != NULL && chmod(scene.lost, 0755) == 0);
  for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
    if (!may(ROWS[i].needs)) {
      (void)printf("state_table: impossible here without %s: %s\n", ROWS[i].needs == ROOT ? "root" : "CAP_SYS_RESOURCE",
                   ROWS[i].name);
      continue;
    }
    run(&ROWS[i], &scene, arguments[3], NULL, NULL, arguments + 4, direct);
    run(&ROWS[i], &scene, arguments[1], arguments[2], arguments[3], arguments + 4, through);
    if (direct[0] == '\0' || differ(direct, through)) {
      (void)fprintf(stderr, "%s: not the same\n", ROWS[i].name);
      bad = 1;
    }
  }
  remove_lost(scene.lost);
  return bad;
}
