#include "engine_socket.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "environment.h"
#include "small_file.h"
#include "text.h"

static const char BUILD[] = "/runtime/lib/cni-fp.build";

enum { BUILD_LENGTH = 16 };

/* The name of the build, which is the socket's. */
static bool read_build(const struct home *home, char build[BUILD_LENGTH + 1]) {
  char path[PATH_MAX + sizeof BUILD];
  char bytes[BUILD_LENGTH + 2];
  struct text text = text_in(path, sizeof path);
  text_add(&text, home->path);
  text_add(&text, BUILD);
  ssize_t length = read_small_file(AT_FDCWD, path, bytes, sizeof bytes);
  if (length < BUILD_LENGTH) {
    return false;
  }
  memcpy(build, bytes, BUILD_LENGTH);
  build[BUILD_LENGTH] = '\0';
  return strspn(build, "0123456789abcdef") == BUILD_LENGTH;
}

/* The directory of the sockets, like the engine's state directory; false if there is none. */
static bool compose_directory(char *const environment[], struct text *path) {
  const char *named = environment_value(environment, "CNI_FP_STATE_DIR");
  const char *runtime = environment_value(environment, "XDG_RUNTIME_DIR");
  if (named != NULL && named[0] != '\0') {
    text_add(path, named);
  } else if (geteuid() == 0) {
    text_add(path, "/run/cni-fp");
  } else if (runtime != NULL && runtime[0] != '\0') {
    text_add(path, runtime);
    text_add(path, "/cni-fp");
  }
  bool absolute = path->length > 0 && path->bytes[0] == '/';
  text_add(path, "/1/engine");
  return absolute && !path->overflow;
}

static int open_directory(const char *path, const char **reason) {
  struct stat status;
  int directory = open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (directory < 0) {
    *reason = "no engine was ever started";
    return -1;
  }
  if (fstat(directory, &status) == 0 && status.st_uid == geteuid() && (status.st_mode & 077) == 0) {
    return directory;
  }
  (void)close(directory);
  *reason = "the engine's directory is not this user's alone";
  return -1;
}

static bool is_own_server(int connection) {
  struct ucred peer;
  socklen_t length = sizeof peer;
  return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && length == sizeof peer &&
         peer.uid == geteuid();
}

/* By the descriptor of the directory: the path may be too long for a socket's. */
static int connect_in(int directory, const char *build, const char **reason) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  struct text path = text_in(address.sun_path, sizeof address.sun_path);
  text_add(&path, "/proc/self/fd/");
  text_add_decimal(&path, (uint64_t)directory);
  text_add(&path, "/");
  text_add(&path, build);
  int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (connection >= 0 && connect(connection, (const struct sockaddr *)&address, sizeof address) == 0) {
    if (is_own_server(connection)) {
      return connection;
    }
    *reason = "the server is another user's";
  } else {
    *reason = "no engine of this build runs";
  }
  if (connection >= 0) {
    (void)close(connection);
  }
  return NO_CONNECTION;
}

int engine_connect(const struct home *home, char *const environment[], const char **reason) {
  char build[BUILD_LENGTH + 1];
  char storage[PATH_MAX];
  struct text path = text_in(storage, sizeof storage);
  *reason = "the image has no build";
  if (!read_build(home, build)) {
    return NO_CONNECTION;
  }
  *reason = "there is no state directory";
  if (!compose_directory(environment, &path)) {
    return NO_CONNECTION;
  }
  int directory = open_directory(path.bytes, reason);
  if (directory < 0) {
    return NO_CONNECTION;
  }
  int connection = connect_in(directory, build, reason);
  (void)close(directory);
  return connection;
}
