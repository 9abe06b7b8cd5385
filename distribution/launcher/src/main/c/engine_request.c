#include "engine_request.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "text.h"

enum { IDENTITY_SIZE = 512, CAPABILITY_VERSION_3 = 0x20080522 };

/* What capget reads and writes; the kernel's header may not be at hand. */
struct capability_header {
  uint32_t version;
  int process;
};

struct capability_half {
  uint32_t effective;
  uint32_t permitted;
  uint32_t inheritable;
};

static bool add_namespace(struct text *text, const char *link) {
  char target[64];
  ssize_t length = readlink(link, target, sizeof target);
  if (length <= 0 || length >= (ssize_t)sizeof target) {
    return false;
  }
  text_add_bytes(text, target, (size_t)length);
  text_add(text, " ");
  return true;
}

static bool add_file(struct text *text, const char *path) {
  struct stat status;
  if (stat(path, &status) != 0) {
    return false;
  }
  text_add_decimal(text, status.st_dev);
  text_add(text, ":");
  text_add_decimal(text, status.st_ino);
  return true;
}

static bool add_capabilities(struct text *text) {
  struct capability_header header = {CAPABILITY_VERSION_3, 0};
  struct capability_half data[2];
  if (syscall(SYS_capget, &header, data) != 0) {
    return false;
  }
  text_add_hex(text, (uint64_t)data[1].effective << 32 | data[0].effective);
  return true;
}

static bool add_identity(struct buffer *fields) {
  char storage[IDENTITY_SIZE];
  struct text text = text_in(storage, sizeof storage);
  if (!add_namespace(&text, "/proc/self/ns/mnt") || !add_namespace(&text, "/proc/self/ns/user") ||
      !add_namespace(&text, "/proc/self/ns/pid") || !add_file(&text, "/")) {
    return false;
  }
  text_add(&text, " ");
  text_add_decimal(&text, geteuid());
  text_add(&text, ":");
  text_add_decimal(&text, getegid());
  text_add(&text, " ");
  if (!add_capabilities(&text)) {
    return false;
  }
  buffer_add_field(fields, text.bytes, text.length);
  return !text.overflow;
}

static void add_environment(struct buffer *fields, const struct environment *environment) {
  struct buffer all = {NULL, 0, 0, false};
  for (char *const *variable = environment->variables; *variable != NULL; variable++) {
    buffer_add(&all, *variable, strlen(*variable) + 1);
  }
  buffer_add_field(fields, all.bytes, all.length);
  fields->failed = fields->failed || all.failed;
  buffer_free(&all);
}

bool engine_request_add(struct buffer *fields, const struct self *self, const struct environment *environment,
                        const struct buffer *input) {
  char storage[64];
  struct text netns = text_in(storage, sizeof storage);
  buffer_add_text_field(fields, self->name);
  buffer_add_text_field(fields, self->path);
  if (!add_identity(fields) || !add_file(&netns, "/proc/self/ns/net")) {
    return false;
  }
  buffer_add_field(fields, netns.bytes, netns.length);
  add_environment(fields, environment);
  buffer_add_field(fields, input->bytes, input->length);
  return !fields->failed;
}
