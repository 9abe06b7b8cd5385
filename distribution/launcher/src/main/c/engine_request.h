/* What the resident engine is told of a call. */
#ifndef CNI_FP_ENGINE_REQUEST_H
#define CNI_FP_ENGINE_REQUEST_H

#include <stdbool.h>

#include "buffer.h"
#include "environment.h"
#include "self.h"

/*
 * Adds the fields of the frame Q up to standard input: names, identity, network namespace, environment. False if one of
 * them cannot be had.
 */
bool engine_request_add(struct buffer *fields, const struct self *self, const struct environment *environment,
                        const struct buffer *input);

#endif
