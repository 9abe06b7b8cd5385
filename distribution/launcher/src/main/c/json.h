/* Reads one member of a JSON object, strictly by RFC 8259: the whole text must be valid, and the member occurs once. */
#ifndef CNI_FP_JSON_H
#define CNI_FP_JSON_H

#include <stddef.h>

enum json_member {
  JSON_FOUND,
  JSON_ABSENT,
  JSON_MALFORMED, /* the text is not an object, or is not JSON */
  JSON_NOT_A_STRING,
  JSON_TOO_LONG
};

/* Copies the string that the object has under a name to value, NUL at its end. A string with a NUL in it is malformed. */
enum json_member json_string_member(const char *bytes, size_t length, const char *name, char *value, size_t size);

#endif
