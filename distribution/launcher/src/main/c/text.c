#include "text.h"

#include <string.h>

struct text text_in(char *storage, size_t capacity) {
  struct text text = {storage, capacity, 0, false};
  storage[0] = '\0';
  return text;
}

void text_add_bytes(struct text *text, const char *bytes, size_t length) {
  size_t room = text->capacity - text->length - 1;
  if (length > room) {
    text->overflow = true;
    length = room;
  }
  if (length > 0) {
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
  }
  text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *string) {
  text_add_bytes(text, string, strlen(string));
}

void text_add_decimal(struct text *text, uint64_t value) {
  char digits[20];
  size_t first = sizeof digits;
  do {
    digits[--first] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  text_add_bytes(text, digits + first, sizeof digits - first);
}

void text_add_hex(struct text *text, uint64_t value) {
  char digits[16];
  for (size_t i = sizeof digits; i > 0; i--) {
    digits[i - 1] = "0123456789abcdef"[value & 15U];
    value >>= 4;
  }
  text_add_bytes(text, digits, sizeof digits);
}
