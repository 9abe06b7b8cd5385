/* Gets a delegate the descriptors that its parent, the JVM, still has: the JDK closes them in what it starts. */
#ifndef CNI_FP_PARENT_DESCRIPTORS_H
#define CNI_FP_PARENT_DESCRIPTORS_H

#include <stdbool.h>
#include <sys/types.h>

#include "descriptors.h"

/*
 * Takes them under the same numbers. Nothing else may be open from 3 up. Without the kernel's permission (Linux before
 * 5.6, a security module, no right to trace the parent) they stay closed, and so they do if the parent is another
 * process. Everything else that fails is false with errno.
 */
bool parent_descriptors_take(const struct descriptors *descriptors, pid_t parent);

#endif
