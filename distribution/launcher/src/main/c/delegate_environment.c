#include "delegate_environment.h"

#include <stdlib.h>
#include <string.h>

#include "environment.h"
#include "hidden_variables.h"

/* A variable that the JVM passes. */
struct passed {
  char *variable;
  size_t name_length;
  enum { NEW, UNCHANGED, CHANGED } is;
};

struct merge {
  struct passed *passed; /* sorted by name */
  size_t passed_count;
  char **merged;
  size_t merged_count;
};

/* 0 if there is no name. */
static size_t name_length(const char *variable) {
  const char *equals = strchr(variable, '=');
  return equals == NULL ? 0 : (size_t)(equals - variable);
}

static int by_name(const void *left, const void *right) {
  const struct passed *one = left;
  const struct passed *other = right;
  size_t shorter = one->name_length < other->name_length ? one->name_length : other->name_length;
  int order = memcmp(one->variable, other->variable, shorter);
  if (order != 0 || one->name_length == other->name_length) {
    return order;
  }
  return one->name_length < other->name_length ? -1 : 1;
}

static bool is_of_the_launcher(const char *variable) {
  return variable_value(variable, ENVIRONMENT_STATE) != NULL || variable_value(variable, ENVIRONMENT_LOCALE) != NULL;
}

static void sort(struct merge *merge, char *const passed[]) {
  for (char *const *variable = passed; *variable != NULL; variable++) {
    size_t length = name_length(*variable);
    if (length > 0 && variable_unmarked_first(*variable) == '\0') {
      struct passed *next = &merge->passed[merge->passed_count++];
      next->variable = *variable;
      next->name_length = length;
      next->is = NEW;
    }
  }
  qsort(merge->passed, merge->passed_count, sizeof *merge->passed, by_name);
}

static struct passed *find(const struct merge *merge, char *variable) {
  struct passed key = {variable, name_length(variable), NEW};
  return bsearch(&key, merge->passed, merge->passed_count, sizeof key, by_name);
}

static void add(struct merge *merge, char *variable) {
  merge->merged[merge->merged_count++] = variable;
}

/* Decides what becomes of a variable that was given. */
static void add_given(struct merge *merge, char *variable) {
  char first = variable_unmarked_first(variable);
  if (first != '\0') {
    variable[0] = first;
    /* The engine sees none of these, and sets one for a reason. */
    if (find(merge, variable) == NULL) {
      add(merge, variable);
    }
    return;
  }
  if (name_length(variable) == 0) {
    add(merge, variable);
    return;
  }
  struct passed *passed = is_of_the_launcher(variable) ? NULL : find(merge, variable);
  if (passed == NULL) {
    return;
  }
  if (passed->is == NEW) {
    passed->is = strcmp(passed->variable, variable) == 0 ? UNCHANGED : CHANGED;
    add(merge, passed->variable);
  } else if (passed->is == UNCHANGED) {
    add(merge, variable);
  }
}

char **delegate_environment(char *const base[], char *const passed[]) {
  size_t passed_count = environment_count(passed);
  struct merge merge = {.passed = calloc(passed_count + 1, sizeof(struct passed)),
                        .merged = calloc(environment_count(base) + passed_count + 1, sizeof(char *))};
  if (merge.passed != NULL && merge.merged != NULL) {
    sort(&merge, passed);
    for (char *const *variable = base; *variable != NULL; variable++) {
      add_given(&merge, *variable);
    }
    for (size_t i = 0; i < merge.passed_count; i++) {
      if (merge.passed[i].is == NEW) {
        add(&merge, merge.passed[i].variable);
      }
    }
  } else {
    free(merge.merged);
    merge.merged = NULL;
  }
  free(merge.passed);
  return merge.merged;
}
