/* The signal that this process gets when its parent ends. A process that it starts doesn't inherit it. */
#ifndef CNI_FP_PARENT_DEATH_H
#define CNI_FP_PARENT_DEATH_H

#include <stdbool.h>
#include <sys/types.h>

/* Each of these is false with errno. 0 is no signal. */
bool parent_death_read(int *signal);
/* ESRCH: the parent is not, or no more, this process. */
bool parent_death_set(int signal, pid_t parent);

#endif
