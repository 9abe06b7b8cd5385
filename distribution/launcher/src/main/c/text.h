/* A bounded text that grows at its end. It never writes past its storage: what does not fit is remembered as overflow. */
#ifndef CNI_FP_TEXT_H
#define CNI_FP_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
  char *bytes; /* always ends with NUL */
  size_t capacity;
  size_t length;
  bool overflow; /* something did not fit, the text is cut off */
};

/* Starts an empty text in storage of at least one byte. */
struct text text_in(char *storage, size_t capacity);

void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
void text_add_decimal(struct text *text, uint64_t value);
/* Sixteen digits, the highest first. */
void text_add_hex(struct text *text, uint64_t value);

#endif
