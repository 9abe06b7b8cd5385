/*
 * Signals while the launcher itself makes a call: SIGTERM, SIGINT and SIGHUP, which end it, SIGCHLD and SIGPIPE. They are
 * blocked and read from a descriptor, so that there is no handler. One that the runtime ignores stays ignored.
 */
#ifndef CNI_FP_WATCHED_SIGNALS_H
#define CNI_FP_WATCHED_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

struct watched_signals {
  int descriptor;
  sigset_t before; /* the mask that was given */
};

/* False if the runtime has blocked one of them or ignores SIGCHLD, or with errno: then nothing is changed. */
bool signals_watch(struct watched_signals *signals);

/* Gives the mask back, without what has come meanwhile but the signal that ends this process. */
void signals_unwatch(struct watched_signals *signals);

/* Reads what has come: the number of a signal that ends this process, or 0. */
int signals_ending(const struct watched_signals *signals);

/* Dies by a signal whose action is the default one. Returns only if that cannot be had. */
void die_by(int signal);

#endif
