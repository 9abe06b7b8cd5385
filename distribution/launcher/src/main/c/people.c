#include "people.h"

#include <fcntl.h>
#include <string.h>

#include "small_file.h"

static void add_version(const struct home *home, struct text *answer) {
  char storage[PATH_MAX + 16];
  char version[128];
  struct text path = text_in(storage, sizeof storage);
  text_add(&path, home->path);
  text_add(&path, "/VERSION");
  ssize_t length = read_small_file(AT_FDCWD, storage, version, sizeof version);
  if (length > 0) {
    const char *end = memchr(version, '\n', (size_t)length);
    text_add_bytes(answer, version, end == NULL ? (size_t)length : (size_t)(end - version));
  } else {
    text_add(answer, "(without VERSION)");
  }
}

bool people_answer(const char *argument, const struct self *self, const struct home *home, struct text *answer) {
  bool version = strcmp(argument, "--version") == 0;
  if (!version && strcmp(argument, "--help") != 0) {
    return false;
  }
  text_add(answer, version ? "" : "Usage: ");
  text_add(answer, self->name);
  if (version) {
    text_add(answer, " of cni-fp ");
    add_version(home, answer);
    text_add(answer, "\n");
    return true;
  }
  text_add(answer, " [--version | --help]\n\n"
                   "A CNI plugin: a container runtime executes it with the command in the variable CNI_COMMAND and the\n"
                   "network configuration on standard input. It evaluates a failpoint and runs the real plugin.\n\n"
                   "cni-fp is the command for people: cni-fp --help. It lives in ");
  text_add(answer, home->path);
  text_add(answer, "/bin.\n");
  return true;
}
