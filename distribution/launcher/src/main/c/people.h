/* What a plugin's launcher answers to a person; a runtime passes no arguments. */
#ifndef CNI_FP_PEOPLE_H
#define CNI_FP_PEOPLE_H

#include <stdbool.h>

#include "home.h"
#include "self.h"
#include "text.h"

enum { ANSWER_SIZE = 2048 };

/* Composes the answer to --version or --help. False for every other argument. */
bool people_answer(const char *argument, const struct self *self, const struct home *home, struct text *answer);

#endif
