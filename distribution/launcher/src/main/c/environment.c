#include "environment.h"

#include <stdlib.h>
#include <string.h>

#include "hidden_variables.h"
#include "successor.h"
#include "text.h"

const char *variable_value(const char *variable, const char *name) {
  size_t length = strlen(name);
  return strncmp(variable, name, length) == 0 && variable[length] == '=' ? variable + length + 1 : NULL;
}

const char *environment_value(char *const variables[], const char *name) {
  for (char *const *variable = variables; *variable != NULL; variable++) {
    const char *value = variable_value(*variable, name);
    if (value != NULL) {
      return value;
    }
  }
  return NULL;
}

size_t environment_count(char *const variables[]) {
  size_t count = 0;
  while (variables[count] != NULL) {
    count++;
  }
  return count;
}

/* Appends a text that is made of two. */
static bool make(struct environment *environment, size_t *next, size_t *made, const char *first, const char *second) {
  size_t size = strlen(first) + strlen(second) + 1;
  char *storage = malloc(size);
  if (storage == NULL) {
    return false;
  }
  struct text variable = text_in(storage, size);
  text_add(&variable, first);
  text_add(&variable, second);
  environment->variables[(*next)++] = storage;
  environment->made[(*made)++] = storage;
  return true;
}

static bool fill(struct environment *environment, char *const inherited[], const char *state) {
  static const char mark[] = {HIDDEN_MARK, '\0'};
  size_t next = 0;
  size_t made = 0;
  bool filled = true;
  for (char *const *variable = inherited; filled && *variable != NULL; variable++) {
    /* Names that are this launcher's to set are dropped. */
    bool reserved = variable_value(*variable, ENVIRONMENT_STATE) != NULL ||
                    variable_value(*variable, SUCCESSIONS) != NULL || variable_unmarked_first(*variable) != '\0';
    if (variable_is_hidden(*variable)) {
      filled = make(environment, &next, &made, mark, *variable + 1);
    } else if (!reserved) {
      environment->variables[next++] = *variable;
    }
  }
  return filled && make(environment, &next, &made, ENVIRONMENT_LOCALE "=", "C.UTF-8") &&
         make(environment, &next, &made, ENVIRONMENT_STATE "=", state);
}

bool environment_for_jvm(struct environment *environment, char *const inherited[], const char *state,
                         struct problem *problem) {
  /* Two more, and a null pointer. */
  size_t size = environment_count(inherited) + 3;
  environment->variables = calloc(size, sizeof(char *));
  environment->made = calloc(size, sizeof(char *));
  if (environment->variables == NULL || environment->made == NULL || !fill(environment, inherited, state)) {
    return problem_is(problem, "there is no memory for the environment of the JVM: raise the limits of the runtime",
                      (char *)NULL);
  }
  return true;
}

void environment_free(struct environment *environment) {
  for (char **variable = environment->made; variable != NULL && *variable != NULL; variable++) {
    free(*variable);
  }
  free(environment->made);
  free(environment->variables);
  environment->made = NULL;
  environment->variables = NULL;
}
