/* A call by the resident engine: the launcher asks it, and does what it answers. */
#ifndef CNI_FP_ENGINE_CALL_H
#define CNI_FP_ENGINE_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "become_jvm.h"

enum engine_result {
  ENGINE_ENDED, /* the call has ended, with a status */
  ENGINE_BECOME_JVM, /* the call is still to be made, or to be finished, as its input says */
  ENGINE_FAILED, /* the call fails, with a code and a sentence */
};

/*
 * Has the resident engine make a call, if there is one. It may end this process by a signal. CNI_FP_ENGINE says whether
 * it is asked: auto, off or require.
 */
enum engine_result engine_call(struct call *call, int *status, int *code, struct problem *problem);

#endif
