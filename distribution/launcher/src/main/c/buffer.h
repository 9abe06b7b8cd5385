/* Bytes that grow at their end. What cannot be had of memory is remembered, so that one look at the end suffices. */
#ifndef CNI_FP_BUFFER_H
#define CNI_FP_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer {
  char *bytes; /* null if nothing was added */
  size_t length;
  size_t capacity;
  bool failed; /* memory was missing, something is not there */
};

void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
/* Room for bytes at the end, which the caller writes and counts; null if there is no memory. */
char *buffer_room(struct buffer *buffer, size_t length);
/* The length in four bytes, the highest first, then the bytes. */
void buffer_add_field(struct buffer *buffer, const void *bytes, size_t length);
void buffer_add_text_field(struct buffer *buffer, const char *string);
void buffer_add_number_field(struct buffer *buffer, uint64_t number);
void buffer_clear(struct buffer *buffer);
void buffer_free(struct buffer *buffer);

#endif
