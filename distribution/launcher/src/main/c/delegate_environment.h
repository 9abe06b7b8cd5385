/*
 * The environment of a delegate: the one that the runtime gave, byte for byte, with the engine's changes. The JVM's own
 * shows what was given; the one that it passes to this process shows what has been changed. The JDK passes neither a
 * name's second value nor a text without an equals sign.
 */
#ifndef CNI_FP_DELEGATE_ENVIRONMENT_H
#define CNI_FP_DELEGATE_ENVIRONMENT_H

#include <stdbool.h>

/*
 * Merges the environment that the launcher made for the JVM with the one that the JVM passes. The strings stay those
 * of the arguments, of which marked ones in base get their names back. Returns an array that the caller frees, or null
 * if there is no memory.
 */
char **delegate_environment(char *const base[], char *const passed[]);

#endif
