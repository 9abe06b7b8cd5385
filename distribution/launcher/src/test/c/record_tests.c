#include <sys/stat.h>
#include <unistd.h>

#include "../../main/c/record.h"
#include "../../main/c/user_namespace.h"
#include "check.h"

struct row {
  const char *content; /* null: no record */
  mode_t mode;
  const char *wrong; /* null: nothing */
  const char *home;
};

static const struct row ROWS[] = {
    {NULL, 0, NULL, NULL},
    {"{\"home\":\"/opt/cni-fp\",\"real\":\"/opt/cni/bin/bridge.real\"}", 0644, NULL, "/opt/cni-fp"},
    {"{\"home\":\"/opt/cni-fp\"}", 0664, "no other user may write to it", NULL},
    {"{\"home\":\"/opt/cni-fp\"}", 0666, "no other user may write to it", NULL},
    {"{\"home\":\"opt\"}", 0644, "its \"home\" is not an absolute path", NULL},
    {"{}", 0644, "it has no string \"home\"", NULL},
    {"", 0644, "it is not a JSON object", NULL},
};

static void it_reads_a_trusted_file(const char *directory, const char *launcher, const char *file) {
  (void)directory;
  for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
    struct record record;
    struct problem problem = {.sentence = ""};
    if (ROWS[i].content != NULL) {
      FILE *stream = fopen(file, "w");
      CHECK(stream != NULL && fputs(ROWS[i].content, stream) >= 0 && fclose(stream) == 0);
      CHECK(chmod(file, ROWS[i].mode) == 0);
    }
    CHECK(record_read(&record, launcher, &problem) == (ROWS[i].wrong == NULL));
    CHECK(record.present == (ROWS[i].home != NULL));
    if (ROWS[i].home != NULL) {
      CHECK_TEXT(record.home, ROWS[i].home);
    }
    if (ROWS[i].wrong != NULL) {
      CHECK(strstr(problem.sentence, ROWS[i].wrong) != NULL);
    }
  }
  CHECK(unlink(file) == 0);
}

static void it_follows_no_link_and_opens_no_fifo(const char *launcher, const char *file) {
  struct record record;
  struct problem problem;
  CHECK(symlink("/etc/passwd", file) == 0);
  CHECK(!record_read(&record, launcher, &problem));
  CHECK(strstr(problem.sentence, "it is a symbolic link") != NULL);
  CHECK(unlink(file) == 0 && mkfifo(file, 0600) == 0);
  CHECK(!record_read(&record, launcher, &problem));
  CHECK(strstr(problem.sentence, "it is not a regular file") != NULL);
  CHECK(unlink(file) == 0);
}

static void others_may_not_write_to_its_directory(const char *directory, const char *launcher) {
  struct record record;
  struct problem problem;
  CHECK(chmod(directory, 0777) == 0);
  CHECK(!record_read(&record, launcher, &problem));
  CHECK(strstr(problem.sentence, "no other user may write to it") != NULL);
}

struct owner {
  uid_t user;
  const char *overflow;
  const char *map;
  bool may_be_root;
};

#define WIDE "         0          0 4294967295\n"
#define ROOTLESS "         0       1000          1\n         1     100000      65536\n"

static const struct owner OWNERS[] = {
    {65534, "65534\n", ROOTLESS, true},
    {65534, "65534\n", "      1000       1000          1\n", true},
    {65534, "65534\n", WIDE, false},
    {65534, "65534\n", "0 1000 1\n1 0 1\n", false},
    {1000, "65534\n", ROOTLESS, false},
    {65533, "65533\n", ROOTLESS, true},
    {65534, "65534", ROOTLESS, false},
    {65534, "65534\n", "0 1000\n", false},
};

/* Root's files in a rootless container. */
static void an_owner_without_a_number_may_be_root(void) {
  for (size_t i = 0; i < sizeof OWNERS / sizeof OWNERS[0]; i++) {
    const struct owner *row = &OWNERS[i];
    CHECK(user_is_overflow_of_root(row->user, row->overflow, strlen(row->overflow), row->map, strlen(row->map)) ==
          row->may_be_root);
  }
}

void test_record(void) {
  an_owner_without_a_number_may_be_root();
  char where[] = "/tmp/record-XXXXXX";
  char directory[64];
  char launcher[64];
  char file[96];
  CHECK(mkdtemp(where) != NULL);
  (void)snprintf(directory, sizeof directory, "%s/.cni-fp", where);
  (void)snprintf(launcher, sizeof launcher, "%s/bridge", where);
  (void)snprintf(file, sizeof file, "%s/bridge.json", directory);
  CHECK(mkdir(directory, 0755) == 0);
  it_reads_a_trusted_file(directory, launcher, file);
  it_follows_no_link_and_opens_no_fifo(launcher, file);
  others_may_not_write_to_its_directory(directory, launcher);
  CHECK(rmdir(directory) == 0 && rmdir(where) == 0);
}
