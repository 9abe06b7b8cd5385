#include <elf.h>
#include <errno.h>

#include "../../main/c/java_executable.h"
#include "../../main/c/small_file.h"
#include "check.h"

#include <fcntl.h>

static void it_finds_loader_and_machine(void) {
  static char bytes[1 << 22];
  ssize_t length = read_small_file(AT_FDCWD, "/bin/ls", bytes, sizeof bytes);
  CHECK(length > 0);
  struct executable executable;
  CHECK(executable_parse(&executable, bytes, 4096));
  CHECK(strstr(executable.loader, "/ld-") != NULL);
  CHECK(!executable_parse(&executable, bytes, 40));
  CHECK(!executable_parse(&executable, "#!/bin/sh\n", 10));
}

static void it_says_what_to_do(void) {
  struct problem problem;
  CHECK(!java_executable_explain("/bin/ls", ENOENT, &problem));
  CHECK(strstr(problem.sentence, "its loader /lib") != NULL);
  CHECK(strstr(problem.sentence, "install glibc") != NULL);
  CHECK(!java_executable_explain("/etc/passwd", ENOEXEC, &problem));
  CHECK(strstr(problem.sentence, "the file is damaged; install cni-fp again") != NULL);
  CHECK(!java_executable_explain("/nowhere", EACCES, &problem));
  CHECK(strstr(problem.sentence, "noexec") != NULL);
}

void test_executable(void) {
  it_finds_loader_and_machine();
  it_says_what_to_do();
}
