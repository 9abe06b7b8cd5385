/* What went wrong, as one sentence for the person who has to mend it: what, where, what to do. */
#ifndef CNI_FP_PROBLEM_H
#define CNI_FP_PROBLEM_H

#include <stdbool.h>

struct problem {
  char sentence[9216]; /* room for two paths */
};

/* Writes the sentence from strings up to a null pointer. Returns false, for the caller to return. */
bool problem_is(struct problem *problem, ...) __attribute__((sentinel));

#endif
