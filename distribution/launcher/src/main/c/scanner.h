/* Reads a text from its beginning to its end. Each function consumes what it accepts, or nothing and returns false. */
#ifndef CNI_FP_SCANNER_H
#define CNI_FP_SCANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scanner {
  const char *at;
  const char *end;
};

struct scanner scanner_over(const char *bytes, size_t length);

bool scanner_at_end(const struct scanner *scanner);

/* The next byte, or -1 at the end; consumes nothing. */
int scanner_peek(const struct scanner *scanner);

bool scanner_accept(struct scanner *scanner, const char *literal);

/* A decimal number without sign and without a zero in front of other digits. */
bool scanner_decimal(struct scanner *scanner, uint64_t *value);

/* Sixteen lower-case digits. */
bool scanner_hex(struct scanner *scanner, uint64_t *value);

#endif
