#include "watched_signals.h"

#include <errno.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const int WATCHED[] = {SIGTERM, SIGINT, SIGHUP, SIGCHLD, SIGPIPE};

enum { COUNT = sizeof WATCHED / sizeof WATCHED[0], ENDING = 3 };

/* Adds those that are to be watched; false if one is blocked, or if nothing would be said of the delegate's end. */
static bool choose(const sigset_t *blocked, sigset_t *set) {
  struct sigaction action;
  (void)sigemptyset(set);
  for (size_t i = 0; i < COUNT; i++) {
    if (sigismember(blocked, WATCHED[i]) != 0 || sigaction(WATCHED[i], NULL, &action) != 0 ||
        (WATCHED[i] == SIGCHLD && action.sa_handler != SIG_DFL)) {
      return false;
    }
    /* What is ignored stays so, for the delegate too. */
    if (action.sa_handler != SIG_IGN) {
      (void)sigaddset(set, WATCHED[i]);
    }
  }
  return true;
}

bool signals_watch(struct watched_signals *signals) {
  sigset_t set;
  if (sigprocmask(SIG_BLOCK, NULL, &signals->before) != 0 || !choose(&signals->before, &set)) {
    return false;
  }
  signals->descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals->descriptor < 0) {
    return false;
  }
  if (sigprocmask(SIG_BLOCK, &set, NULL) != 0) {
    (void)close(signals->descriptor);
    return false;
  }
  return true;
}

int signals_ending(const struct watched_signals *signals) {
  struct signalfd_siginfo came;
  int ending = 0;
  while (read(signals->descriptor, &came, sizeof came) == (ssize_t)sizeof came) {
    for (size_t i = 0; i < ENDING; i++) {
      if (came.ssi_signo == (uint32_t)WATCHED[i]) {
        ending = WATCHED[i];
      }
    }
  }
  return ending;
}

void signals_unwatch(struct watched_signals *signals) {
  int ending = signals_ending(signals);
  (void)close(signals->descriptor);
  (void)sigprocmask(SIG_SETMASK, &signals->before, NULL);
  if (ending != 0) {
    die_by(ending);
  }
}

void die_by(int signal) {
  sigset_t only;
  (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  (void)sigemptyset(&only);
  (void)sigaddset(&only, signal);
  if (signal != SIGKILL) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    (void)sigaction(signal, &standard, NULL);
  }
  (void)kill(getpid(), signal);
  (void)sigprocmask(SIG_UNBLOCK, &only, NULL);
}
