/* Frames on the connection to the resident engine: a length, a letter, fields. The page is engine/resident's. */
#ifndef CNI_FP_ENGINE_FRAME_H
#define CNI_FP_ENGINE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

enum { FRAME_FIELDS = 8 };

struct frame {
  char letter;
  struct buffer bytes; /* all fields */
  size_t count;
  struct field {
    const char *bytes; /* not ended by NUL */
    size_t length;
  } fields[FRAME_FIELDS];
};

/* Sends a letter and fields. False if the connection has ended. */
bool frame_send(int connection, char letter, const struct buffer *fields);

/* Receives a frame, until a time of monotonic_ms. False if there is none by then, or if it is none. */
bool frame_receive(int connection, int64_t deadline, struct frame *frame);

/* Finds the fields in the bytes; false if they are wrong. */
bool frame_split(struct frame *frame);

bool field_is(const struct frame *frame, size_t index, const char *string);
/* A decimal number; false if it is none. */
bool field_number(const struct frame *frame, size_t index, uint64_t *number);
/* A copy that ends with NUL, which the caller frees; null if the field has one itself, or if there is no memory. */
char *field_string(const struct frame *frame, size_t index);

int64_t monotonic_ms(void);

#endif
