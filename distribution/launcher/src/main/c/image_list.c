#include "image_list.h"

#include <string.h>

#include "text.h"

bool image_list_begin(struct scanner *list) {
  return scanner_accept(list, "cni-fp image 1\n");
}

static bool is_relative(const char *path) {
  if (path[0] == '\0' || path[0] == '/') {
    return false;
  }
  for (const char *part = path; part != NULL; part = strchr(part, '/')) {
    part += *part == '/' ? 1 : 0;
    if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) {
      return false;
    }
  }
  return true;
}

static bool rest_of_line(struct scanner *list, char storage[PATH_MAX]) {
  const char *end = memchr(list->at, '\n', (size_t)(list->end - list->at));
  if (end == NULL || memchr(list->at, '\0', (size_t)(end - list->at)) != NULL) {
    return false;
  }
  struct text path = text_in(storage, PATH_MAX);
  text_add_bytes(&path, list->at, (size_t)(end - list->at));
  list->at = end + 1;
  return !path.overflow && is_relative(storage);
}

bool image_list_next(struct scanner *list, struct image_file *file) {
  struct scanner line = *list;
  file->needed = scanner_accept(&line, "needed ");
  if (!file->needed && !scanner_accept(&line, "optional ")) {
    return false;
  }
  file->size = 0;
  file->any_size = scanner_accept(&line, "- ");
  if (!file->any_size && (!scanner_decimal(&line, &file->size) || !scanner_accept(&line, " "))) {
    return false;
  }
  if (!rest_of_line(&line, file->path)) {
    return false;
  }
  *list = line;
  return true;
}

bool image_list_end(struct scanner *list, uint64_t files) {
  uint64_t count = 0;
  return scanner_accept(list, "end ") && scanner_decimal(list, &count) && count == files &&
         scanner_accept(list, "\n") && scanner_at_end(list);
}
