/* Texts in UTF-8. */
#ifndef CNI_FP_UTF8_H
#define CNI_FP_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* The length of the character at the beginning of a text that ends with NUL, or 0 if there is none. */
size_t utf8_length(const unsigned char *at);

bool utf8_is_valid(const char *text);

#endif
