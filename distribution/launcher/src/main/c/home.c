#include "home.h"

#include <string.h>
#include <unistd.h>

#include "record.h"
#include "text.h"
#include "utf8.h"

static bool is_home(const struct home *home) {
  char runtime[PATH_MAX + 16];
  struct text path = text_in(runtime, sizeof runtime);
  text_add(&path, home->path);
  text_add(&path, "/runtime/lib");
  return access(runtime, F_OK) == 0;
}

/* HOME of HOME/bin/NAME. */
static bool above_bin(struct home *home, const char *launcher) {
  static const char bin[] = "/bin";
  size_t directory = (size_t)(base_name(launcher) - launcher);
  if (directory <= sizeof bin || strncmp(launcher + directory - sizeof bin, bin, sizeof bin - 1) != 0) {
    return false;
  }
  struct text path = text_in(home->path, sizeof home->path);
  text_add_bytes(&path, launcher, directory - sizeof bin);
  return true;
}

static bool find(struct home *home, const struct self *self, struct problem *problem) {
  struct record record;
  if (!record_read(&record, self->path, problem)) {
    return false;
  }
  if (record.present) {
    struct text path = text_in(home->path, sizeof home->path);
    text_add(&path, record.home);
    if (!is_home(home)) {
      return problem_is(problem, "the launcher ", self->path, " belongs to ", home->path,
                        ", where cni-fp is not installed: install it again", (char *)NULL);
    }
    return true;
  }
  if (above_bin(home, self->path) && is_home(home)) {
    return true;
  }
  return problem_is(problem, "the launcher ", self->path,
                    " is neither in the bin directory of an installation nor has it a record in .cni-fp beside it:"
                    " install cni-fp again",
                    (char *)NULL);
}

bool home_find(struct home *home, const struct self *self, struct problem *problem) {
  if (!find(home, self, problem)) {
    return false;
  }
  const char *wrong = !utf8_is_valid(home->path) ? home->path : !utf8_is_valid(self->path) ? self->path : NULL;
  return wrong == NULL || problem_is(problem, "the path ", wrong,
                                     " is not UTF-8, which the JVM needs: install cni-fp in another directory",
                                     (char *)NULL);
}

bool home_path(const struct home *home, const char *name, char storage[PATH_MAX], struct problem *problem) {
  struct text path = text_in(storage, PATH_MAX);
  text_add(&path, home->path);
  text_add(&path, "/");
  text_add(&path, name);
  return !path.overflow || problem_is(problem, "the path of the installation ", home->path,
                                      " is too long: install cni-fp in another directory", (char *)NULL);
}
