#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../main/c/image_list.h"
#include "../../main/c/text.h"
#include "check.h"

static int entries(const char *list) {
  struct image_file file;
  struct scanner scanner = scanner_over(list, strlen(list));
  int count = 0;
  if (!image_list_begin(&scanner)) {
    return -1;
  }
  while (image_list_next(&scanner, &file)) {
    count++;
  }
  return image_list_end(&scanner, (uint64_t)count) ? count : -1;
}

static void it_is_strict(void) {
  CHECK(entries("cni-fp image 1\nend 0\n") == 0);
  CHECK(entries("cni-fp image 1\nneeded 1 a\noptional - b c/d\nend 2\n") == 2);
  CHECK(entries("cni-fp image 1\nneeded 1 a\nend 2\n") == -1);
  CHECK(entries("cni-fp image 1\nneeded 1 a\nend 1") == -1);
  CHECK(entries("cni-fp image 1\nneeded 1 a\nend 1\nneeded 1 b\n") == -1);
  CHECK(entries("") == -1);
  CHECK(entries("cni-fp image 2\nend 0\n") == -1);
  CHECK(entries("cni-fp image 1\nneeded 1 a") == -1);
  CHECK(entries("cni-fp image 1\nneeded 1 a\n") == -1);
  CHECK(entries("cni-fp image 1\nneeded a\nend 1\n") == -1);
  CHECK(entries("cni-fp image 1\nneeded -1 a\nend 1\n") == -1);
  CHECK(entries("cni-fp image 1\nneeded 1 \nend 1\n") == -1);
  CHECK(entries("cni-fp image 1\nneeded 1 /a\nend 1\n") == -1);
  CHECK(entries("cni-fp image 1\nneeded 1 a/../b\nend 1\n") == -1);
  CHECK(entries("cni-fp image 1\nneeded 1 ..\nend 1\n") == -1);
  CHECK(entries("cni-fp image 1\nneeded 1 ..a/b..\nend 1\n") == 1);
  CHECK(entries("cni-fp image 1\n\nend 1\n") == -1);
}

static void put(const char *home, const char *name, const char *content) {
  char path[512];
  (void)snprintf(path, sizeof path, "%s/%s", home, name);
  FILE *file = fopen(path, "w");
  CHECK(file != NULL && fputs(content, file) >= 0 && fclose(file) == 0);
}

struct row {
  const char *java;
  const char *list;
  const char *sentence; /* what it ends with; null: the image is whole */
  bool cache_intact;
};

static const struct row ROWS[] = {
    {"runtime/bin/x", "cni-fp image 1\nneeded 4 runtime/bin/java\noptional 3 c.aot\nend 2\n", NULL, true},
    {"runtime/bin/x", "cni-fp image 1\nneeded - runtime/bin/java\noptional 4 c.aot\nend 2\n", NULL, false},
    {"runtime/bin/x", "cni-fp image 1\noptional 4 gone.aot\nend 1\n", NULL, false},
    {"runtime/bin/x", "cni-fp image 1\nneeded 5 runtime/bin/java\nend 1\n",
     "/runtime/bin/x of the run-time image has 4 bytes instead of 5: install cni-fp again", false},
    {"runtime/bin/gone", "cni-fp image 1\nneeded 4 runtime/bin/java\nend 1\n",
     "/runtime/bin/gone of the run-time image is missing: install cni-fp again", false},
    {"runtime/bin/x", "cni-fp image 1\nneeded 4 runtime/bin\nend 1\n",
     "/runtime/bin of the run-time image is not a file: install cni-fp again", false},
    {"runtime/bin/x", "cni-fp image 1\nneeded 4 runtime/bin/java\nx", "is damaged: install cni-fp again", false},
    {"runtime/bin/x", "cni-fp image 1\nneeded 4 runtime/bin/java\n", "is damaged: install cni-fp again", false},
    {"runtime/bin/x", "cni-fp image 1\noptional - x.options\nend 1\n",
     "/x.options of the run-time image is missing: install cni-fp again", false},
    {"runtime/bin/x", "cni-fp image 1\noptional - y.options\nend 1\n", NULL, false},
    {"runtime/bin/x", "", "is damaged: install cni-fp again", false},
};

static void it_finds_what_is_missing(void) {
  char home[] = "/tmp/image-list-XXXXXX";
  char path[512];
  CHECK(mkdtemp(home) != NULL);
  static const char *const directories[] = {"runtime", "runtime/bin", "runtime/lib"};
  for (size_t i = 0; i < 3; i++) {
    (void)snprintf(path, sizeof path, "%s/%s", home, directories[i]);
    CHECK(mkdir(path, 0700) == 0);
  }
  put(home, "runtime/bin/x", "java");
  put(home, "c.aot", "aot");
  struct home where;
  struct text text = text_in(where.path, sizeof where.path);
  text_add(&text, home);
  for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
    struct problem problem = {.sentence = ""};
    bool intact = !ROWS[i].cache_intact;
    put(home, IMAGE_LIST, ROWS[i].list);
    const struct image_use use = {ROWS[i].java, "x.options", "c.aot"};
    CHECK(image_check(&where, &use, &intact, &problem) == (ROWS[i].sentence == NULL));
    CHECK(intact == ROWS[i].cache_intact);
    if (ROWS[i].sentence != NULL) {
      size_t end = strlen(problem.sentence) - strlen(ROWS[i].sentence);
      CHECK_TEXT(problem.sentence + end, ROWS[i].sentence);
    }
  }
  static const char *const made[] = {"c.aot", "runtime/bin/x", IMAGE_LIST, "runtime/bin", "runtime/lib", "runtime", "."};
  for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
    (void)snprintf(path, sizeof path, "%s/%s", home, made[i]);
    CHECK(remove(strcmp(made[i], ".") == 0 ? home : path) == 0);
  }
}

void test_image_list(void) {
  it_is_strict();
  it_finds_what_is_missing();
}
