/* Standard input as the JVM finds it after the launcher has read it. */
#ifndef CNI_FP_MEMORY_INPUT_H
#define CNI_FP_MEMORY_INPUT_H

#include <stdbool.h>

#include "buffer.h"

/*
 * Reads standard input to its end, up to a size. False if it is larger or cannot be read; what was read is then in the
 * buffer, and the rest still to be read.
 */
bool input_read(struct buffer *input, size_t largest);

/*
 * Makes standard input a file in memory with these bytes and, if rest is true, what is still to be read. False with
 * errno.
 */
bool input_replace(const struct buffer *first, const struct buffer *second, bool rest);

#endif
