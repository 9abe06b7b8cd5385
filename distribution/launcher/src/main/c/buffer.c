#include "buffer.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { FIRST_CAPACITY = 4096 };

char *buffer_room(struct buffer *buffer, size_t length) {
  if (buffer->failed || length > SIZE_MAX / 4 - buffer->length) {
    buffer->failed = true;
    return NULL;
  }
  size_t needed = buffer->length + length;
  if (needed > buffer->capacity) {
    size_t capacity = buffer->capacity == 0 ? FIRST_CAPACITY : buffer->capacity;
    while (capacity < needed) {
      capacity *= 2;
    }
    char *bytes = realloc(buffer->bytes, capacity);
    if (bytes == NULL) {
      buffer->failed = true;
      return NULL;
    }
    buffer->bytes = bytes;
    buffer->capacity = capacity;
  }
  return buffer->bytes + buffer->length;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t length) {
  char *room = length == 0 ? NULL : buffer_room(buffer, length);
  if (room != NULL) {
    memcpy(room, bytes, length);
    buffer->length += length;
  }
}

void buffer_add_field(struct buffer *buffer, const void *bytes, size_t length) {
  unsigned char size[] = {(unsigned char)(length >> 24), (unsigned char)(length >> 16), (unsigned char)(length >> 8),
                          (unsigned char)length};
  buffer->failed = buffer->failed || length > UINT32_MAX;
  buffer_add(buffer, size, sizeof size);
  buffer_add(buffer, bytes, length);
}

void buffer_add_text_field(struct buffer *buffer, const char *string) {
  buffer_add_field(buffer, string, strlen(string));
}

void buffer_add_number_field(struct buffer *buffer, uint64_t number) {
  char digits[24];
  struct text text = text_in(digits, sizeof digits);
  text_add_decimal(&text, number);
  buffer_add_text_field(buffer, digits);
}

void buffer_clear(struct buffer *buffer) {
  buffer->length = 0;
  buffer->failed = false;
}

void buffer_free(struct buffer *buffer) {
  free(buffer->bytes);
  *buffer = (struct buffer){NULL, 0, 0, false};
}
