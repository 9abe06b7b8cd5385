#include "coredump_filter.h"

#include <fcntl.h>

#include "scanner.h"
#include "small_file.h"
#include "text.h"

static const char FILE_NAME[] = "/proc/self/coredump_filter";
enum { DIGITS = 16, READ_DIGITS = 8 };

bool coredump_filter_read(uint64_t *filter) {
  /* The kernel writes eight digits; the scanner reads sixteen. */
  char bytes[DIGITS + 2] = "00000000";
  ssize_t length = read_small_file(AT_FDCWD, FILE_NAME, bytes + READ_DIGITS, sizeof bytes - READ_DIGITS);
  struct scanner scanner = scanner_over(bytes, DIGITS);
  return length == READ_DIGITS + 1 && scanner_hex(&scanner, filter);
}

bool coredump_filter_set(uint64_t filter) {
  char bytes[DIGITS + 3];
  struct text text = text_in(bytes, sizeof bytes);
  text_add(&text, "0x");
  text_add_hex(&text, filter);
  return write_small_file(FILE_NAME, text.bytes, text.length);
}
