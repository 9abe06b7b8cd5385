#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
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

/* Too large for a stack that the runtime may have limited. */
struct check {
  char bytes[IMAGE_LIST_LARGEST + 1];
  char path[PATH_MAX];
  struct image_file file;
};

static bool check_file(struct check *check, const struct home *home, const struct image_use *use, bool *cache_intact,
                       struct problem *problem) {
  const char *path = check->file.path;
  bool is_cache = strcmp(path, use->cache) == 0;
  bool is_needed = check->file.needed || strcmp(path, use->options) == 0;
  if (!is_needed && !is_cache) {
    return true;
  }
  if (!home_path(home, strcmp(path, IMAGE_JAVA) == 0 ? use->java : path, check->path, problem)) {
    return false;
  }
  bool intact = is_intact(check->path, &check->file, problem);
  if (is_cache) {
    *cache_intact = intact;
  }
  return intact || !is_needed;
}

static bool check_list(struct check *check, const struct home *home, const struct image_use *use, bool *cache_intact,
                       struct problem *problem) {
  char path[PATH_MAX];
  if (!home_path(home, IMAGE_LIST, path, problem)) {
    return false;
  }
  ssize_t length = read_small_file(AT_FDCWD, path, check->bytes, sizeof check->bytes);
  if (length < 0) {
    return problem_is(problem, "the list of the run-time image's files, ", path, ", can't be read (", strerror(errno),
                      "): install cni-fp again", (char *)NULL);
  }
  struct scanner list = scanner_over(check->bytes, (size_t)length);
  uint64_t files = 0;
  bool begun = image_list_begin(&list);
  while (begun && image_list_next(&list, &check->file)) {
    if (!check_file(check, home, use, cache_intact, problem)) {
      return false;
    }
    files++;
  }
  return (begun && image_list_end(&list, files)) ||
         problem_is(problem, "the list of the run-time image's files, ", path, ", is damaged: install cni-fp again",
                    (char *)NULL);
}

bool image_check(const struct home *home, const struct image_use *use, bool *cache_intact, struct problem *problem) {
  struct check *check = malloc(sizeof *check);
  *cache_intact = false;
  if (check == NULL) {
    return problem_is(problem, "there is no memory to check the run-time image: raise the limits of the runtime",
                      (char *)NULL);
  }
  bool whole = check_list(check, home, use, cache_intact, problem);
  free(check);
  return whole;
}
