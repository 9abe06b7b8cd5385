#include "delegate_run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine_frame.h"

enum {
  GRACE_MS = 2000,
  SLOW_MS = 1000,
  BUSY_TRIES = 60,
  BUSY_WAIT_MS = 100,
  CHUNK = 4096,
  FOREVER = -1,
};

/* The ends of pipes. -1: closed. */
struct pipes {
  int input[2];
  int output[2];
  int diagnostics[2];
};

struct running {
  struct delegate_run *run;
  pid_t process;
  struct pipes pipes;
  size_t written; /* of the input */
  char pending[CHUNK]; /* what standard error takes when it can */
  size_t pending_length;
  bool ended;
};

static void close_end(int *end) {
  if (*end >= 0) {
    (void)close(*end);
    *end = -1;
  }
}

static void close_pipes(struct pipes *pipes) {
  for (int end = 0; end < 2; end++) {
    close_end(&pipes->input[end]);
    close_end(&pipes->output[end]);
    close_end(&pipes->diagnostics[end]);
  }
}

static bool open_pipes(struct pipes *pipes) {
  return pipe2(pipes->input, O_CLOEXEC) == 0 && pipe2(pipes->output, O_CLOEXEC) == 0 &&
         pipe2(pipes->diagnostics, O_CLOEXEC) == 0 && fcntl(pipes->input[1], F_SETFL, O_NONBLOCK) == 0 &&
         fcntl(pipes->output[0], F_SETFL, O_NONBLOCK) == 0 && fcntl(pipes->diagnostics[0], F_SETFL, O_NONBLOCK) == 0;
}

/* Returns 0 or an error number, also execve's. */
static int spawn(struct running *running, const sigset_t *mask) {
  struct pipes *pipes = &running->pipes;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  char *const arguments[] = {(char *)(void *)(uintptr_t)running->run->path, NULL};
  int error = posix_spawn_file_actions_init(&actions);
  if (error != 0) {
    return error;
  }
  error = posix_spawnattr_init(&attributes);
  if (error == 0) {
    error = posix_spawn_file_actions_adddup2(&actions, pipes->input[0], STDIN_FILENO);
    error = error != 0 ? error : posix_spawn_file_actions_adddup2(&actions, pipes->output[1], STDOUT_FILENO);
    error = error != 0 ? error : posix_spawn_file_actions_adddup2(&actions, pipes->diagnostics[1], STDERR_FILENO);
    error = error != 0 ? error : posix_spawnattr_setsigmask(&attributes, mask);
    error = error != 0 ? error : posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    error = error != 0 ? error
                       : posix_spawn(&running->process, running->run->path, &actions, &attributes, arguments,
                                     running->run->environment);
    (void)posix_spawnattr_destroy(&attributes);
  }
  (void)posix_spawn_file_actions_destroy(&actions);
  close_end(&pipes->input[0]);
  close_end(&pipes->output[1]);
  close_end(&pipes->diagnostics[1]);
  return error;
}

static void feed(struct running *running) {
  size_t left = running->run->input_length - running->written;
  ssize_t count = left == 0 ? 0 : write(running->pipes.input[1], running->run->input + running->written, left);
  if (count > 0) {
    running->written += (size_t)count;
  }
  /* It need not read its input. */
  if (running->written == running->run->input_length || (count < 0 && errno != EAGAIN && errno != EINTR)) {
    close_end(&running->pipes.input[1]);
  }
}

static void read_output(struct running *running) {
  struct buffer *output = &running->run->output;
  char rest[CHUNK];
  bool room = output->length < OUTPUT_LARGEST && !running->run->large;
  size_t wanted = room && OUTPUT_LARGEST - output->length < 16 * CHUNK ? OUTPUT_LARGEST - output->length : 16 * CHUNK;
  char *at = room ? buffer_room(output, wanted) : NULL;
  ssize_t count = at == NULL ? read(running->pipes.output[0], rest, sizeof rest)
                             : read(running->pipes.output[0], at, wanted);
  if (count > 0 && at != NULL) {
    output->length += (size_t)count;
  } else if (count > 0) {
    running->run->large = true;
  } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
    close_end(&running->pipes.output[0]);
  }
}

static void read_diagnostics(struct running *running) {
  struct buffer *kept = &running->run->diagnostics;
  ssize_t count = read(running->pipes.diagnostics[0], running->pending, sizeof running->pending);
  if (count > 0) {
    size_t room = DIAGNOSTICS_LARGEST - kept->length;
    running->pending_length = (size_t)count;
    buffer_add(kept, running->pending, (size_t)count < room ? (size_t)count : room);
  } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
    close_end(&running->pipes.diagnostics[0]);
  }
}

static void write_diagnostics(struct running *running) {
  ssize_t count = write(STDERR_FILENO, running->pending, running->pending_length);
  if (count >= 0) {
    running->pending_length -= (size_t)count;
    memmove(running->pending, running->pending + count, running->pending_length);
  } else if (errno != EAGAIN && errno != EINTR) {
    /* It has no reader, and the delegate must not block. */
    running->pending_length = 0;
  }
}

static void reap(struct running *running) {
  int status;
  if (!running->ended && waitpid(running->process, &status, WNOHANG) == running->process) {
    running->ended = true;
    running->run->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }
}

static bool is_finished(const struct running *running) {
  return running->ended && running->pipes.output[0] < 0 && running->pipes.diagnostics[0] < 0 &&
         running->pending_length == 0;
}

/* Does what can be done until a time; FOREVER: no limit. Returns the signal that ends this process, or 0. */
static int step(struct running *running, struct watched_signals *signals, int64_t until) {
  struct pollfd waiting[] = {
      {signals->descriptor, POLLIN, 0},
      {running->pipes.input[1], POLLOUT, 0},
      {running->pipes.output[0], POLLIN, 0},
      {running->pending_length == 0 ? running->pipes.diagnostics[0] : -1, POLLIN, 0},
      {running->pending_length > 0 ? STDERR_FILENO : -1, POLLOUT, 0},
  };
  int64_t left = until == FOREVER ? FOREVER : until - monotonic_ms();
  int timeout = until == FOREVER ? FOREVER : left < 0 ? 0 : (int)(left < GRACE_MS ? left : GRACE_MS);
  if (poll(waiting, sizeof waiting / sizeof waiting[0], timeout) < 0) {
    return 0;
  }
  if (waiting[1].revents != 0) {
    feed(running);
  }
  if (waiting[2].revents != 0) {
    read_output(running);
  }
  if (waiting[3].revents != 0) {
    read_diagnostics(running);
  }
  if (waiting[4].revents != 0) {
    write_diagnostics(running);
  }
  int ending = waiting[0].revents != 0 ? signals_ending(signals) : 0;
  reap(running);
  return ending;
}

static void end(struct running *running, struct watched_signals *signals) {
  int64_t until = monotonic_ms() + GRACE_MS;
  if (!running->ended) {
    (void)kill(running->process, SIGTERM);
  }
  while (!running->ended && monotonic_ms() < until) {
    (void)step(running, signals, until);
  }
  if (!running->ended) {
    (void)kill(running->process, SIGKILL);
    (void)waitpid(running->process, NULL, 0);
  }
}

static int await(struct running *running, struct watched_signals *signals, void (*slow)(void *), void *slow_argument) {
  int64_t slow_at = monotonic_ms() + SLOW_MS;
  int64_t grace_ends = FOREVER;
  while (!is_finished(running) && (grace_ends == FOREVER || monotonic_ms() < grace_ends)) {
    int ending = step(running, signals, grace_ends != FOREVER ? grace_ends : slow_at);
    if (ending != 0) {
      end(running, signals);
      return ending;
    }
    if (slow_at != FOREVER && monotonic_ms() >= slow_at) {
      slow(slow_argument);
      slow_at = FOREVER;
    }
    /* A child of the delegate may hold its pipes open for as long as it lives. */
    if (running->ended && grace_ends == FOREVER) {
      grace_ends = monotonic_ms() + GRACE_MS;
    }
  }
  return 0;
}

static void rest(void) {
  struct timespec wait = {0, BUSY_WAIT_MS * 1000000L};
  (void)nanosleep(&wait, NULL);
}

int delegate_run(struct delegate_run *run, struct watched_signals *signals, void (*slow)(void *), void *slow_argument) {
  struct running running = {.run = run, .pipes = {{-1, -1}, {-1, -1}, {-1, -1}}};
  int ending = 0;
  run->error = ETXTBSY;
  /* Someone may write the executable this instant. */
  for (int tries = 0; run->error == ETXTBSY && tries < BUSY_TRIES && ending == 0; tries++) {
    if (tries > 0) {
      rest();
      ending = signals_ending(signals);
    }
    close_pipes(&running.pipes);
    run->error = open_pipes(&running.pipes) ? spawn(&running, &signals->before) : errno;
  }
  if (run->error == 0) {
    ending = await(&running, signals, slow, slow_argument);
    run->large = run->large || run->output.failed;
  }
  close_pipes(&running.pipes);
  return ending;
}
