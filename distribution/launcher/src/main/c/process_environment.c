#include "process_environment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "small_file.h"
#include "text.h"

enum { FIRST_SIZE = 16 * 1024 };

/* The whole file in storage that the caller frees, with a NUL at its end. */
static char *read_block(int descriptor, size_t *length) {
  size_t size = FIRST_SIZE;
  for (;;) {
    char *block = malloc(size + 1);
    if (block == NULL || lseek(descriptor, 0, SEEK_SET) != 0) {
      free(block);
      return NULL;
    }
    ssize_t count = read_small(descriptor, block, size);
    if (count >= 0) {
      block[count] = '\0';
      *length = (size_t)count;
      return block;
    }
    free(block);
    if (errno != EFBIG) {
      return NULL;
    }
    size *= 4;
  }
}

/* The variables in a block, each of which ends with a NUL. */
static char **split(char *block, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length; i++) {
    count += block[i] == '\0' ? 1 : 0;
  }
  char **variables = calloc(count + 1, sizeof *variables);
  if (variables == NULL) {
    return NULL;
  }
  char *next = block;
  for (size_t i = 0; i < count; i++) {
    variables[i] = next;
    next += strlen(next) + 1;
  }
  return variables;
}

bool process_environment_read(struct process_environment *environment, pid_t process) {
  char storage[32];
  struct text path = text_in(storage, sizeof storage);
  size_t length = 0;
  text_add(&path, "/proc/");
  text_add_decimal(&path, (uint64_t)process);
  text_add(&path, "/environ");
  environment->block = NULL;
  environment->variables = NULL;
  int descriptor = open(storage, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    return false;
  }
  environment->block = read_block(descriptor, &length);
  if (environment->block != NULL) {
    environment->variables = split(environment->block, length);
  }
  int error = errno;
  (void)close(descriptor);
  errno = error;
  return environment->variables != NULL;
}

void process_environment_free(struct process_environment *environment) {
  free(environment->variables);
  free(environment->block);
  environment->variables = NULL;
  environment->block = NULL;
}
