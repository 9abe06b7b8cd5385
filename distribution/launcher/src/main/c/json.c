#include "json.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "scanner.h"
#include "text.h"

enum { DEEPEST = 64 };

static void skip_space(struct scanner *json) {
  int c = scanner_peek(json);
  while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
    json->at++;
    c = scanner_peek(json);
  }
}

static bool hex4(struct scanner *json, uint32_t *code) {
  uint32_t value = 0;
  for (int i = 0; i < 4; i++) {
    int c = scanner_peek(json);
    if (c >= '0' && c <= '9') {
      value = value * 16 + (uint32_t)(c - '0');
    } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
      value = value * 16 + (uint32_t)((c | 0x20) - 'a') + 10;
    } else {
      return false;
    }
    json->at++;
  }
  *code = value;
  return true;
}

static void add_utf8(struct text *text, uint32_t code) {
  char bytes[4];
  size_t length = 0;
  if (code < 0x80) {
    bytes[length++] = (char)code;
  } else if (code < 0x800) {
    bytes[length++] = (char)(0xC0U | code >> 6);
    bytes[length++] = (char)(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    bytes[length++] = (char)(0xE0U | code >> 12);
    bytes[length++] = (char)(0x80U | (code >> 6 & 0x3FU));
    bytes[length++] = (char)(0x80U | (code & 0x3FU));
  } else {
    bytes[length++] = (char)(0xF0U | code >> 18);
    bytes[length++] = (char)(0x80U | (code >> 12 & 0x3FU));
    bytes[length++] = (char)(0x80U | (code >> 6 & 0x3FU));
    bytes[length++] = (char)(0x80U | (code & 0x3FU));
  }
  text_add_bytes(text, bytes, length);
}

/* After the u of \u: one character, or the two halves of one. */
static bool unicode_escape(struct scanner *json, struct text *text) {
  uint32_t code = 0;
  uint32_t low = 0;
  if (!hex4(json, &code) || code == 0 || (code >= 0xDC00 && code <= 0xDFFF)) {
    return false;
  }
  if (code >= 0xD800 && code <= 0xDBFF) {
    if (!scanner_accept(json, "\\u") || !hex4(json, &low) || low < 0xDC00 || low > 0xDFFF) {
      return false;
    }
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  add_utf8(text, code);
  return true;
}

static bool escape(struct scanner *json, struct text *text) {
  static const char names[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  int c = scanner_peek(json);
  if (c < 0) {
    return false;
  }
  json->at++;
  if (c == 'u') {
    return unicode_escape(json, text);
  }
  const char *name = c == 0 ? NULL : strchr(names, c);
  if (name == NULL) {
    return false;
  }
  text_add_bytes(text, meanings + (name - names), 1);
  return true;
}

static bool string(struct scanner *json, struct text *text) {
  if (!scanner_accept(json, "\"")) {
    return false;
  }
  for (;;) {
    int c = scanner_peek(json);
    if (c < 0x20) {
      return false;
    }
    json->at++;
    if (c == '"') {
      return true;
    }
    if (c != '\\') {
      text_add_bytes(text, json->at - 1, 1);
    } else if (!escape(json, text)) {
      return false;
    }
  }
}

static bool digits(struct scanner *json) {
  const char *first = json->at;
  while (scanner_peek(json) >= '0' && scanner_peek(json) <= '9') {
    json->at++;
  }
  return json->at > first;
}

static bool number(struct scanner *json) {
  (void)scanner_accept(json, "-");
  if (!scanner_accept(json, "0") && !digits(json)) {
    return false;
  }
  if (scanner_accept(json, ".") && !digits(json)) {
    return false;
  }
  if (scanner_accept(json, "e") || scanner_accept(json, "E")) {
    if (!scanner_accept(json, "+")) {
      (void)scanner_accept(json, "-");
    }
    return digits(json);
  }
  return true;
}

static bool value(struct scanner *json, int depth);

static bool array(struct scanner *json, int depth) {
  json->at++;
  skip_space(json);
  if (scanner_accept(json, "]")) {
    return true;
  }
  do {
    if (!value(json, depth)) {
      return false;
    }
  } while (scanner_accept(json, ","));
  return scanner_accept(json, "]");
}

static bool object(struct scanner *json, int depth) {
  json->at++;
  skip_space(json);
  if (scanner_accept(json, "}")) {
    return true;
  }
  do {
    char unused[1];
    struct text name = text_in(unused, sizeof unused);
    skip_space(json);
    if (!string(json, &name)) {
      return false;
    }
    skip_space(json);
    if (!scanner_accept(json, ":") || !value(json, depth)) {
      return false;
    }
  } while (scanner_accept(json, ","));
  return scanner_accept(json, "}");
}

/* Any value and the space around it. */
/* NOLINTNEXTLINE(misc-no-recursion): the depth is bounded */
static bool value(struct scanner *json, int depth) {
  bool valid = false;
  char unused[1];
  struct text content = text_in(unused, sizeof unused);
  skip_space(json);
  switch (scanner_peek(json)) {
  case '{':
    valid = depth < DEEPEST && object(json, depth + 1);
    break;
  case '[':
    valid = depth < DEEPEST && array(json, depth + 1);
    break;
  case '"':
    valid = string(json, &content);
    break;
  case 't':
    valid = scanner_accept(json, "true");
    break;
  case 'f':
    valid = scanner_accept(json, "false");
    break;
  case 'n':
    valid = scanner_accept(json, "null");
    break;
  default:
    valid = number(json);
  }
  skip_space(json);
  return valid;
}

/* What is looked for in an object, and what has been found of it. */
struct search {
  const char *name;
  char *storage;
  size_t size;
  enum json_member result;
};

/* The value of the member that is looked for. */
static enum json_member wanted(struct scanner *json, const struct search *search) {
  skip_space(json);
  if (scanner_peek(json) != '"') {
    return value(json, 1) ? JSON_NOT_A_STRING : JSON_MALFORMED;
  }
  struct text content = text_in(search->storage, search->size);
  bool valid = string(json, &content);
  skip_space(json);
  return !valid ? JSON_MALFORMED : content.overflow ? JSON_TOO_LONG : JSON_FOUND;
}

/* A name, its value and the space around them. A name that is looked for occurs once. */
static bool member(struct scanner *json, struct search *search) {
  char storage[64];
  struct text name = text_in(storage, sizeof storage);
  skip_space(json);
  if (!string(json, &name)) {
    return false;
  }
  skip_space(json);
  if (!scanner_accept(json, ":")) {
    return false;
  }
  if (name.overflow || strcmp(storage, search->name) != 0) {
    return value(json, 1);
  }
  bool first = search->result == JSON_ABSENT;
  search->result = wanted(json, search);
  return first && search->result != JSON_MALFORMED;
}

static bool members(struct scanner *json, struct search *search) {
  skip_space(json);
  if (scanner_peek(json) == '}') {
    return true;
  }
  do {
    if (!member(json, search)) {
      return false;
    }
  } while (scanner_accept(json, ","));
  return true;
}

enum json_member json_string_member(const char *bytes, size_t length, const char *name, char *storage, size_t size) {
  struct scanner json = scanner_over(bytes, length);
  struct search search = {name, storage, size, JSON_ABSENT};
  skip_space(&json);
  bool valid = scanner_accept(&json, "{") && members(&json, &search) && scanner_accept(&json, "}");
  skip_space(&json);
  return valid && scanner_at_end(&json) ? search.result : JSON_MALFORMED;
}
