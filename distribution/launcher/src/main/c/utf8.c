#include "utf8.h"

size_t utf8_length(const unsigned char *at) {
  unsigned char first = at[0];
  if (first < 0x80) {
    return 1;
  }
  size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) {
    return 0;
  }
  for (size_t i = 1; i < length; i++) {
    if ((at[i] & 0xC0U) != 0x80) {
      return 0;
    }
  }
  /* Longer than needed, half of a pair, above the highest. */
  bool wrong = (first == 0xE0 && at[1] < 0xA0) || (first == 0xED && at[1] > 0x9F) || (first == 0xF0 && at[1] < 0x90) ||
               (first == 0xF4 && at[1] > 0x8F);
  return wrong ? 0 : length;
}

bool utf8_is_valid(const char *text) {
  const unsigned char *at = (const unsigned char *)text;
  size_t length = utf8_length(at);
  while (*at != '\0' && length > 0) {
    at += length;
    length = utf8_length(at);
  }
  return *at == '\0';
}
