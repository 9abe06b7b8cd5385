#include "environment.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "successor.h"
#include "text.h"

/* For other Java programs, or for programs of another C library. */
static const char *const KEPT[] = {
    "JAVA_TOOL_OPTIONS",    "_JAVA_OPTIONS",   "JDK_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS", "CLASSPATH",
    "_JAVA_LAUNCHER_DEBUG", "LD_LIBRARY_PATH", "LD_PRELOAD",       "LD_AUDIT",
};
enum { KEPT_COUNT = sizeof KEPT / sizeof KEPT[0], MADE_COUNT = KEPT_COUNT + 4 };

static const char KEPT_AS[] = "CNI_FP_ENV_";
static const char UNSET[] = "CNI_FP_UNSET";
static const char STATE[] = "CNI_FP_PROCESS";
static const char LOCALE[] = "LC_ALL";

/* Whether a variable has a name; returns its value then, else null. */
static const char *value_of(const char *variable, const char *name) {
  size_t length = strlen(name);
  return strncmp(variable, name, length) == 0 && variable[length] == '=' ? variable + length + 1 : NULL;
}

const char *environment_value(char *const variables[], const char *name) {
  for (char *const *variable = variables; *variable != NULL; variable++) {
    const char *value = value_of(*variable, name);
    if (value != NULL) {
      return value;
    }
  }
  return NULL;
}

static bool is_kept(const char *variable) {
  for (size_t i = 0; i < KEPT_COUNT; i++) {
    if (value_of(variable, KEPT[i]) != NULL) {
      return true;
    }
  }
  return false;
}

/* Names that are this launcher's to set. */
static bool is_reserved(const char *variable) {
  return strncmp(variable, KEPT_AS, sizeof KEPT_AS - 1) == 0 || value_of(variable, UNSET) != NULL ||
         value_of(variable, STATE) != NULL || value_of(variable, SUCCESSIONS) != NULL;
}

static const char *first_not_empty(char *const variables[], const char *const names[]) {
  for (const char *const *name = names; *name != NULL; name++) {
    const char *value = environment_value(variables, *name);
    if (value != NULL && value[0] != '\0') {
      return value;
    }
  }
  return "";
}

static bool ends_with(const char *text, const char *end) {
  size_t length = strlen(text);
  size_t end_length = strlen(end);
  return length >= end_length && strcasecmp(text + length - end_length, end) == 0;
}

/* Under a locale of ASCII alone, which is what runtimes have, the JVM takes no path outside ASCII. */
static bool is_utf8(char *const variables[]) {
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG", NULL};
  const char *locale = first_not_empty(variables, names);
  return ends_with(locale, "UTF-8") || ends_with(locale, "UTF8");
}

/* Appends PREFIX NAME=VALUE. */
static bool make(struct environment *environment, size_t *next, size_t *made, const char *prefix, const char *name,
                 const char *value) {
  size_t size = strlen(prefix) + strlen(name) + strlen(value) + 2;
  char *storage = malloc(size);
  if (storage == NULL) {
    return false;
  }
  struct text variable = text_in(storage, size);
  text_add(&variable, prefix);
  text_add(&variable, name);
  text_add(&variable, "=");
  text_add(&variable, value);
  environment->variables[(*next)++] = storage;
  environment->made[(*made)++] = storage;
  return true;
}

static bool fill(struct environment *environment, char *const inherited[], const char *state) {
  bool change_locale = !is_utf8(inherited);
  const char *locale = environment_value(inherited, LOCALE);
  size_t next = 0;
  size_t made = 0;
  bool filled = true;
  for (char *const *variable = inherited; *variable != NULL; variable++) {
    bool hidden =
        is_reserved(*variable) || is_kept(*variable) || (change_locale && value_of(*variable, LOCALE) != NULL);
    if (!hidden) {
      environment->variables[next++] = *variable;
    }
  }
  for (size_t i = 0; filled && i < KEPT_COUNT; i++) {
    const char *value = environment_value(inherited, KEPT[i]);
    filled = value == NULL || make(environment, &next, &made, KEPT_AS, KEPT[i], value);
  }
  if (filled && change_locale) {
    filled = (locale == NULL ? make(environment, &next, &made, "", UNSET, LOCALE)
                             : make(environment, &next, &made, KEPT_AS, LOCALE, locale)) &&
             make(environment, &next, &made, "", LOCALE, "C.UTF-8");
  }
  return filled && make(environment, &next, &made, "", STATE, state);
}

bool environment_for_jvm(struct environment *environment, char *const inherited[], const char *state,
                         struct problem *problem) {
  size_t count = 0;
  while (inherited[count] != NULL) {
    count++;
  }
  environment->variables = calloc(count + MADE_COUNT, sizeof(char *));
  environment->made = calloc(MADE_COUNT, sizeof(char *));
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
