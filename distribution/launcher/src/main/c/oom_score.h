/* How willing the kernel is to kill this process when memory is out: /proc/self/oom_score_adj. */
#ifndef CNI_FP_OOM_SCORE_H
#define CNI_FP_OOM_SCORE_H

#include <stdbool.h>
#include <stddef.h>

/* From -1000 to 1000; false if it cannot be read, as where there is no /proc. */
bool oom_score_read(int *adjustment);
bool oom_score_parse(const char *bytes, size_t length, int *adjustment);
/* Writes it only if it differs. False with errno. */
bool oom_score_set(int adjustment);

#endif
