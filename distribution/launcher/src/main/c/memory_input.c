#include "memory_input.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "standard_streams.h"

enum { CHUNK = 16 * 1024 };

bool input_read(struct buffer *input, size_t largest) {
  while (input->length <= largest) {
    char *at = buffer_room(input, CHUNK);
    ssize_t count = at == NULL ? -1 : read(STDIN_FILENO, at, CHUNK);
    if (count > 0) {
      input->length += (size_t)count;
    } else if (count == 0 || at == NULL || errno != EINTR) {
      return count == 0;
    }
  }
  return false;
}

static bool copy_rest(int file) {
  char bytes[4096];
  while (true) {
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count == 0) {
      return true;
    }
    if (count < 0 && errno != EINTR) {
      /* The JVM would not read it either. */
      return true;
    }
    if (count > 0 && !write_all(file, bytes, (size_t)count)) {
      return false;
    }
  }
}

bool input_replace(const struct buffer *first, const struct buffer *second, bool rest) {
  int file = memfd_create("input", MFD_CLOEXEC);
  if (file < 0) {
    return false;
  }
  bool replaced = write_all(file, first->bytes, first->length) && write_all(file, second->bytes, second->length) &&
                  (!rest || copy_rest(file)) && lseek(file, 0, SEEK_SET) == 0 && dup2(file, STDIN_FILENO) >= 0;
  (void)close(file);
  return replaced;
}
