/* An error as CNI has it: a JSON object on standard output, and exit status 1. */
#ifndef CNI_FP_CNI_ERROR_H
#define CNI_FP_CNI_ERROR_H

#include "text.h"

enum { CNI_ERROR_STATUS = 1, CNI_ERROR_CODE = 999, CNI_ERROR_TEXT_SIZE = 65536 };

/* Composes the object and a line feed. Whatever bytes the sentence has, the text is JSON. */
void cni_error_write(struct text *text, int code, const char *sentence);

#endif
