/* Which memory a core dump of this process has: /proc/self/coredump_filter. HotSpot adds to it. */
#ifndef CNI_FP_COREDUMP_FILTER_H
#define CNI_FP_COREDUMP_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* False if it cannot be read: the kernel makes no core dumps, or there is no /proc. */
bool coredump_filter_read(uint64_t *filter);
/* False with errno. */
bool coredump_filter_set(uint64_t filter);

#endif
