#include "cni_error.h"

#include <string.h>

/* The length of the UTF-8 character at the beginning of a text, or 0 if there is none. */
static size_t character(const unsigned char *at) {
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

static void add_string(struct text *text, const char *string) {
  const unsigned char *at = (const unsigned char *)string;
  while (*at != '\0') {
    size_t length = character(at);
    if (length == 0) {
      text_add(text, "\\ufffd");
      length = 1;
    } else if (*at < 0x20 || *at == 0x7F) {
      char code[] = {'\\', 'u', '0', '0', "0123456789abcdef"[*at >> 4], "0123456789abcdef"[*at & 15U], '\0'};
      text_add(text, code);
    } else {
      if (*at == '"' || *at == '\\') {
        text_add(text, "\\");
      }
      text_add_bytes(text, (const char *)at, length);
    }
    at += length;
  }
}

void cni_error_write(struct text *text, const char *sentence) {
  text_add(text, "{\"cniVersion\":\"1.0.0\",\"code\":999,\"msg\":\"cni-fp: ");
  add_string(text, sentence);
  text_add(text, "\"}\n");
}
