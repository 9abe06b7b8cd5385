/* Acts that the resident engine asks for, and what came of them. */
#ifndef CNI_FP_ENGINE_ACTS_H
#define CNI_FP_ENGINE_ACTS_H

#include "buffer.h"
#include "environment.h"
#include "watched_signals.h"

enum { ACT_UNKNOWN = -1 };

/*
 * Does an act, whose fields are given, and adds the fields of its outcome. slow is called once if it takes longer than a
 * second. Returns 0, the signal that has ended this process's call, or ACT_UNKNOWN.
 */
int engine_act(const char *act, size_t length, const struct environment *environment, struct buffer *outcome,
               struct watched_signals *signals, void (*slow)(void *), void *slow_argument);

#endif
