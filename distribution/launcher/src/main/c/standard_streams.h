/* Sees to it that descriptors 0, 1 and 2 are open, so that no file of the JVM's gets one of these numbers. */
#ifndef CNI_FP_STANDARD_STREAMS_H
#define CNI_FP_STANDARD_STREAMS_H

#include <stdbool.h>
#include <stddef.h>

#include "problem.h"

/*
 * Opens those that are closed on /dev/null, for reading only: input is empty, and a reply that cannot be written stays
 * an error, as with a closed descriptor.
 */
bool standard_streams_open(struct problem *problem);

/* Writes everything. False with errno, which is EIO if nothing more is taken. */
bool write_all(int descriptor, const char *bytes, size_t length);

#endif
