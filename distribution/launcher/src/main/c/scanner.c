#include "scanner.h"

#include <string.h>

struct scanner scanner_over(const char *bytes, size_t length) {
  struct scanner scanner = {bytes, bytes + length};
  return scanner;
}

bool scanner_at_end(const struct scanner *scanner) {
  return scanner->at == scanner->end;
}

int scanner_peek(const struct scanner *scanner) {
  return scanner->at == scanner->end ? -1 : (unsigned char)*scanner->at;
}

bool scanner_accept(struct scanner *scanner, const char *literal) {
  size_t length = strlen(literal);
  if ((size_t)(scanner->end - scanner->at) < length || memcmp(scanner->at, literal, length) != 0) {
    return false;
  }
  scanner->at += length;
  return true;
}

bool scanner_decimal(struct scanner *scanner, uint64_t *value) {
  const char *at = scanner->at;
  uint64_t number = 0;
  while (at < scanner->end && *at >= '0' && *at <= '9') {
    uint64_t digit = (uint64_t)(*at - '0');
    if (number > (UINT64_MAX - digit) / 10) {
      return false;
    }
    number = number * 10 + digit;
    at++;
  }
  if (at == scanner->at || (*scanner->at == '0' && at - scanner->at > 1)) {
    return false;
  }
  scanner->at = at;
  *value = number;
  return true;
}

bool scanner_hex(struct scanner *scanner, uint64_t *value) {
  if (scanner->end - scanner->at < 16) {
    return false;
  }
  uint64_t number = 0;
  for (size_t i = 0; i < 16; i++) {
    char c = scanner->at[i];
    uint64_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = (uint64_t)(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = (uint64_t)(c - 'a') + 10;
    } else {
      return false;
    }
    number = number << 4 | digit;
  }
  scanner->at += 16;
  *value = number;
  return true;
}
