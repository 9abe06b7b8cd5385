#include "record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "json.h"
#include "self.h"
#include "small_file.h"
#include "text.h"
#include "user_namespace.h"

static const char DIRECTORY[] = ".cni-fp";

enum { LARGEST = 64 * 1024 };

/* Only root and the caller may say which program runs here. */
static bool is_trusted(const struct stat *status) {
  return (status->st_mode & (S_IWGRP | S_IWOTH)) == 0 &&
         (status->st_uid == 0 || status->st_uid == geteuid() || user_may_be_unmapped_root(status->st_uid));
}

static const char *why_not_trusted(int descriptor, mode_t type) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) {
    return strerror(errno);
  }
  if ((status.st_mode & S_IFMT) != type) {
    return type == S_IFREG ? "it is not a regular file" : "it is not a directory";
  }
  return is_trusted(&status) ? NULL : "it must belong to root or the caller, and no other user may write to it";
}

static const char *why_not_read(enum json_member result) {
  switch (result) {
  case JSON_FOUND:
    return NULL;
  case JSON_ABSENT:
  case JSON_NOT_A_STRING:
    return "it has no string \"home\"";
  case JSON_TOO_LONG:
    return "its \"home\" is longer than a path can be";
  default:
    return "it is not a JSON object";
  }
}

/* Returns what is wrong with the record, or null. bytes has LARGEST + 1. */
static const char *read_into(char *bytes, int descriptor, struct record *record) {
  ssize_t length = read_small(descriptor, bytes, LARGEST + 1);
  if (length < 0) {
    return errno == EFBIG ? "it is larger than 64 KiB" : strerror(errno);
  }
  const char *wrong =
      why_not_read(json_string_member(bytes, (size_t)length, "home", record->home, sizeof record->home));
  return wrong == NULL && record->home[0] != '/' ? "its \"home\" is not an absolute path" : wrong;
}

static const char *read_from(int descriptor, struct record *record) {
  const char *wrong = why_not_trusted(descriptor, S_IFREG);
  if (wrong != NULL) {
    return wrong;
  }
  /* Too large for a stack that the runtime may have limited. */
  char *bytes = malloc(LARGEST + 1);
  wrong = bytes == NULL ? "there is no memory" : read_into(bytes, descriptor, record);
  free(bytes);
  return wrong;
}

/* Opens a name in a directory without following a link. Sets absent if there is none; otherwise returns what is wrong. */
static const char *open_in(int directory, const char *name, int flags, int *descriptor, bool *absent) {
  *descriptor = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);
  *absent = *descriptor < 0 && errno == ENOENT;
  if (*descriptor >= 0 || *absent) {
    return NULL;
  }
  return errno == ELOOP ? "it is a symbolic link" : strerror(errno);
}

bool record_read(struct record *record, const char *launcher, struct problem *problem) {
  char directory_path[PATH_MAX + sizeof DIRECTORY];
  char name[NAME_MAX + 6];
  struct text path = text_in(directory_path, sizeof directory_path);
  text_add_bytes(&path, launcher, (size_t)(base_name(launcher) - launcher));
  text_add(&path, DIRECTORY);
  struct text file = text_in(name, sizeof name);
  text_add(&file, base_name(launcher));
  text_add(&file, ".json");

  int directory = -1;
  int descriptor = -1;
  bool absent = file.overflow || path.overflow;
  const char *wrong = NULL;
  record->present = false;
  if (!absent) {
    wrong = open_in(AT_FDCWD, directory_path, O_DIRECTORY, &directory, &absent);
  }
  if (directory >= 0) {
    wrong = why_not_trusted(directory, S_IFDIR);
    if (wrong == NULL) {
      wrong = open_in(directory, name, 0, &descriptor, &absent);
    }
    (void)close(directory);
  }
  if (descriptor >= 0) {
    wrong = read_from(descriptor, record);
    record->present = wrong == NULL;
    (void)close(descriptor);
  }
  if (wrong != NULL) {
    return problem_is(problem, "the launcher's record ", directory_path, "/", name, " can't be used: ", wrong,
                      "; install cni-fp again", (char *)NULL);
  }
  return true;
}
