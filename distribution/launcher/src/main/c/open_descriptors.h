/* The open descriptors of this process above standard error. */
#ifndef CNI_FP_OPEN_DESCRIPTORS_H
#define CNI_FP_OPEN_DESCRIPTORS_H

#include <stdbool.h>

#include "descriptors.h"

/* Each of these is false with errno. The first finds all but one; -1 for none. */
bool open_descriptors_read(struct descriptors *descriptors, int except);
bool open_descriptors_close(void);

#endif
