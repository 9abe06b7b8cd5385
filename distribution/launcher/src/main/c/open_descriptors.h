/* The open descriptors of this process above standard error. */
#ifndef CNI_FP_OPEN_DESCRIPTORS_H
#define CNI_FP_OPEN_DESCRIPTORS_H

#include <stdbool.h>

#include "descriptors.h"

/* Each of these is false with errno. */
bool open_descriptors_read(struct descriptors *descriptors);
bool open_descriptors_close(void);

#endif
