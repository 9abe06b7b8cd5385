/*
 * Variables that are for other programs and would change the JVM: those of the dynamic loader, of other Java programs,
 * the locale. They pass through the JVM under a marked name of the same length, which neither the loader nor the JVM
 * knows: ~D_PRELOAD is LD_PRELOAD.
 */
#ifndef CNI_FP_HIDDEN_VARIABLES_H
#define CNI_FP_HIDDEN_VARIABLES_H

#include <stdbool.h>

enum { HIDDEN_MARK = '~' };

bool variable_is_hidden(const char *variable);

/* The first byte that the mark stands for, or NUL if the variable is not marked. */
char variable_unmarked_first(const char *variable);

#endif
