#include "problem.h"

#include <stdarg.h>

#include "text.h"

bool problem_is(struct problem *problem, ...) {
  struct text sentence = text_in(problem->sentence, sizeof problem->sentence);
  va_list parts;
  va_start(parts, problem);
  for (const char *part = va_arg(parts, const char *); part != NULL; part = va_arg(parts, const char *)) {
    text_add(&sentence, part);
  }
  va_end(parts);
  return false;
}
