#include "hidden_variables.h"

#include <stddef.h>
#include <string.h>

/* Beginnings, which differ from each other after the first byte. With an equals sign it is a whole name. */
static const char *const HIDDEN[] = {
    "LD_",
    "GLIBC_TUNABLES=",
    "_JAVA_",
    "JAVA_TOOL_OPTIONS=",
    "JDK_JAVA_OPTIONS=",
    "JDK_AOT_VM_OPTIONS=",
    "CLASSPATH=",
    /* Under a locale of ASCII alone, which is what runtimes have, or one that isn't installed, the JVM takes no path
     * outside ASCII. */
    "LC_ALL=",
};

/* Whether a variable begins with a text, its first byte aside. */
static bool continues(const char *variable, const char *beginning) {
  return variable[0] != '\0' && strncmp(variable + 1, beginning + 1, strlen(beginning + 1)) == 0;
}

bool variable_is_hidden(const char *variable) {
  for (size_t i = 0; i < sizeof HIDDEN / sizeof HIDDEN[0]; i++) {
    if (variable[0] == HIDDEN[i][0] && continues(variable, HIDDEN[i])) {
      return true;
    }
  }
  return false;
}

char variable_unmarked_first(const char *variable) {
  for (size_t i = 0; variable[0] == HIDDEN_MARK && i < sizeof HIDDEN / sizeof HIDDEN[0]; i++) {
    if (continues(variable, HIDDEN[i])) {
      return HIDDEN[i][0];
    }
  }
  return '\0';
}
