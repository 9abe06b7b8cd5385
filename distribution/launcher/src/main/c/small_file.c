#include "small_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "standard_streams.h"

ssize_t read_small(int descriptor, char *bytes, size_t size) {
  size_t length = 0;
  while (length < size) {
    ssize_t count = read(descriptor, bytes + length, size - length);
    if (count == 0) {
      return (ssize_t)length;
    }
    if (count > 0) {
      length += (size_t)count;
    } else if (errno != EINTR) {
      return -1;
    }
  }
  errno = EFBIG;
  return -1;
}

ssize_t read_small_file(int directory, const char *path, char *bytes, size_t size) {
  /* Opening a FIFO would wait for its other end. */
  int descriptor = openat(directory, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) {
    return -1;
  }
  struct stat status;
  ssize_t length = -1;
  if (fstat(descriptor, &status) == 0) {
    if (S_ISREG(status.st_mode)) {
      length = read_small(descriptor, bytes, size);
    } else {
      errno = EINVAL;
    }
  }
  int error = errno;
  (void)close(descriptor);
  errno = error;
  return length;
}

bool write_small_file(const char *path, const char *bytes, size_t length) {
  int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) {
    return false;
  }
  bool written = write_all(descriptor, bytes, length);
  int error = errno;
  (void)close(descriptor);
  errno = error;
  return written;
}
