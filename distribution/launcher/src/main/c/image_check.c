#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "image_list.h"
#include "small_file.h"
#include "text.h"

/* Says what is wrong with a file, and returns false then. */
static bool is_intact(const char *path, const struct image_file *file, struct problem *problem) {
  struct stat status;
  char has[24];
  char should[24];
  if (stat(path, &status) != 0) {
    return problem_is(problem, "the file ", path, " of the run-time image ",
                      errno == ENOENT ? "is missing" : "can't be read: ", errno == ENOENT ? "" : strerror(errno),
                      ": install cni-fp again", (char *)NULL);
  }
  if (!S_ISREG(status.st_mode)) {
    return problem_is(problem, path, " of the run-time image is not a file: install cni-fp again", (char *)NULL);
  }
  if (file->any_size || (uint64_t)status.st_size == file->size) {
    return true;
  }
  struct text has_text = text_in(has, sizeof has);
  text_add_decimal(&has_text, (uint64_t)status.st_size);
  struct text should_text = text_in(should, sizeof should);
  text_add_decimal(&should_text, file->size);
  return problem_is(problem, "the file ", path, " of the run-time image has ", has, " bytes instead of ", should,
                    ": install cni-fp again", (char *)NULL);
}

static bool check_files(const struct home *home, struct scanner *list, const char *java, const char *cache,
                        bool *cache_intact, struct problem *problem) {
  struct image_file file;
  while (image_list_next(list, &file)) {
    char path[PATH_MAX];
    bool is_cache = strcmp(file.path, cache) == 0;
    if (!file.needed && !is_cache) {
      continue;
    }
    if (!home_path(home, strcmp(file.path, IMAGE_JAVA) == 0 ? java : file.path, path, problem)) {
      return false;
    }
    bool intact = is_intact(path, &file, problem);
    if (is_cache) {
      *cache_intact = intact;
    }
    if (file.needed && !intact) {
      return false;
    }
  }
  return true;
}

bool image_check(const struct home *home, const char *java, const char *cache, bool *cache_intact,
                 struct problem *problem) {
  char path[PATH_MAX];
  char bytes[IMAGE_LIST_LARGEST + 1];
  *cache_intact = false;
  if (!home_path(home, IMAGE_LIST, path, problem)) {
    return false;
  }
  ssize_t length = read_small_file(AT_FDCWD, path, bytes, sizeof bytes);
  if (length < 0) {
    return problem_is(problem, "the list of the run-time image's files, ", path, ", can't be read (", strerror(errno),
                      "): install cni-fp again", (char *)NULL);
  }
  struct scanner list = scanner_over(bytes, (size_t)length);
  if (image_list_begin(&list)) {
    if (!check_files(home, &list, java, cache, cache_intact, problem)) {
      return false;
    }
    if (scanner_at_end(&list)) {
      return true;
    }
  }
  return problem_is(problem, "the list of the run-time image's files, ", path, ", is damaged: install cni-fp again",
                    (char *)NULL);
}
