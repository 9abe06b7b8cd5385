#include "oom_score.h"

#include <fcntl.h>
#include <sys/types.h>

#include "scanner.h"
#include "small_file.h"
#include "text.h"

static const char FILE_NAME[] = "/proc/self/oom_score_adj";
enum { HIGHEST = 1000 };

bool oom_score_parse(const char *bytes, size_t length, int *adjustment) {
  struct scanner scanner = scanner_over(bytes, length);
  uint64_t value = 0;
  bool negative = scanner_accept(&scanner, "-");
  if (!scanner_decimal(&scanner, &value) || value > HIGHEST) {
    return false;
  }
  (void)scanner_accept(&scanner, "\n");
  *adjustment = negative ? -(int)value : (int)value;
  return scanner_at_end(&scanner);
}

bool oom_score_read(int *adjustment) {
  char bytes[16];
  ssize_t length = read_small_file(AT_FDCWD, FILE_NAME, bytes, sizeof bytes);
  return length >= 0 && oom_score_parse(bytes, (size_t)length, adjustment);
}

bool oom_score_set(int adjustment) {
  int present = 0;
  char bytes[16];
  if (oom_score_read(&present) && present == adjustment) {
    return true;
  }
  struct text text = text_in(bytes, sizeof bytes);
  text_add(&text, adjustment < 0 ? "-" : "");
  text_add_decimal(&text, (uint64_t)(adjustment < 0 ? -adjustment : adjustment));
  return write_small_file(FILE_NAME, text.bytes, text.length);
}
