/* io.cnifp.engine.posix.Posix: what is done with a child. Each function returns a number, or minus an error number. */
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIPES = 3, RUNS = -1, LOST = -2 };

/* Texts, each with a NUL at its end, and an array that points at them. */
struct texts {
  char *bytes;
  char **all;
};

static void texts_free(struct texts *texts) {
  free(texts->bytes);
  free(texts->all);
}

static int texts_copy(JNIEnv *env, jbyteArray block, struct texts *texts) {
  size_t length = (size_t)(*env)->GetArrayLength(env, block);
  size_t count = 0;
  texts->bytes = malloc(length + 1);
  if (texts->bytes == NULL) {
    return ENOMEM;
  }
  (*env)->GetByteArrayRegion(env, block, 0, (jsize)length, (jbyte *)texts->bytes);
  texts->bytes[length] = '\0';
  for (size_t at = 0; at < length; at += strlen(texts->bytes + at) + 1) {
    count++;
  }
  texts->all = calloc(count + 1, sizeof *texts->all);
  if (texts->all == NULL) {
    return ENOMEM;
  }
  count = 0;
  for (size_t at = 0; at < length; at += strlen(texts->bytes + at) + 1) {
    texts->all[count++] = texts->bytes + at;
  }
  return 0;
}

static void close_all(int pipes[PIPES][2]) {
  for (int i = 0; i < PIPES; i++) {
    for (int end = 0; end < 2; end++) {
      if (pipes[i][end] >= 0) {
        (void)close(pipes[i][end]);
        pipes[i][end] = -1;
      }
    }
  }
}

static int open_all(int pipes[PIPES][2]) {
  for (int i = 0; i < PIPES; i++) {
    if (pipe2(pipes[i], O_CLOEXEC) != 0) {
      return errno;
    }
  }
  /* A child need not read its input. */
  return fcntl(pipes[0][1], F_SETFL, O_NONBLOCK) == 0 ? 0 : errno;
}

/* The child's standard streams are the pipes' other ends; what it does not need is closed when it is executed, or by it. */
static int start(pid_t *process, int pipes[PIPES][2], char *const command[], char *const environment[]) {
  posix_spawn_file_actions_t actions;
  int error = posix_spawn_file_actions_init(&actions);
  if (error != 0) {
    return error;
  }
  error = posix_spawn_file_actions_adddup2(&actions, pipes[0][0], STDIN_FILENO);
  error = error != 0 ? error : posix_spawn_file_actions_adddup2(&actions, pipes[1][1], STDOUT_FILENO);
  error = error != 0 ? error : posix_spawn_file_actions_adddup2(&actions, pipes[2][1], STDERR_FILENO);
  error = error != 0 ? error : posix_spawn(process, command[0], &actions, NULL, command, environment);
  (void)posix_spawn_file_actions_destroy(&actions);
  return error;
}

/* Gives our ends of the pipes away: the input's, the output's, the error output's, and a handle of the child or -1. */
static void hand_over(JNIEnv *env, jintArray ends, int pipes[PIPES][2], pid_t process) {
  jint numbers[] = {pipes[0][1], pipes[1][0], pipes[2][0], (jint)syscall(SYS_pidfd_open, process, 0)};
  pipes[0][1] = pipes[1][0] = pipes[2][0] = -1;
  (*env)->SetIntArrayRegion(env, ends, 0, sizeof numbers / sizeof numbers[0], numbers);
}

JNIEXPORT jint JNICALL Java_io_cnifp_engine_posix_Posix_startChild(JNIEnv *env, jclass type, jbyteArray command,
                                                                   jbyteArray environment, jintArray ends) {
  (void)type;
  struct texts arguments = {NULL, NULL};
  struct texts variables = {NULL, NULL};
  int pipes[PIPES][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
  pid_t process = 0;
  int error = texts_copy(env, command, &arguments);
  error = error != 0 ? error : texts_copy(env, environment, &variables);
  error = error != 0 ? error : open_all(pipes);
  error = error != 0 ? error : start(&process, pipes, arguments.all, variables.all);
  if (error == 0) {
    hand_over(env, ends, pipes, process);
  }
  close_all(pipes);
  texts_free(&arguments);
  texts_free(&variables);
  return error != 0 ? -error : process;
}

/* Returns the exit status, 128 and the number of the signal that has ended the child, RUNS, or LOST if there is no such child. */
JNIEXPORT jint JNICALL Java_io_cnifp_engine_posix_Posix_reapChild(JNIEnv *env, jclass type, jint process) {
  (void)env;
  (void)type;
  int status;
  pid_t reaped = waitpid(process, &status, WNOHANG);
  if (reaped != process) {
    return reaped < 0 ? LOST : RUNS;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

JNIEXPORT jint JNICALL Java_io_cnifp_engine_posix_Posix_signalChild(JNIEnv *env, jclass type, jint process, jint signal) {
  (void)env;
  (void)type;
  return kill(process, signal) == 0 ? 0 : -errno;
}
