#include "cni_error.h"

#include "utf8.h"

static void add_string(struct text *text, const char *string) {
  const unsigned char *at = (const unsigned char *)string;
  while (*at != '\0') {
    size_t length = utf8_length(at);
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

void cni_error_write(struct text *text, int code, const char *sentence) {
  text_add(text, "{\"cniVersion\":\"1.0.0\",\"code\":");
  text_add_decimal(text, (uint64_t)code);
  text_add(text, ",\"msg\":\"cni-fp: ");
  add_string(text, sentence);
  text_add(text, "\"}\n");
}
