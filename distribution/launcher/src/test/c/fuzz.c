/*
 * Feeds changed texts to everything that the launcher parses: fuzz --runs N [--seed S]. The same seed makes the same
 * texts. AddressSanitizer and UndefinedBehaviorSanitizer judge; so do the properties that are checked here.
 */
#include <errno.h>
#include <stdint.h>
#include <unistd.h>

#include "../../main/c/cni_error.h"
#include "../../main/c/delegate_environment.h"
#include "../../main/c/engine_frame.h"
#include "../../main/c/environment.h"
#include "../../main/c/image_list.h"
#include "../../main/c/java_executable.h"
#include "../../main/c/json.h"
#include "../../main/c/oom_score.h"
#include "../../main/c/process_state.h"
#include "check.h"

enum { LARGEST = 2048 };

static const char *const SEEDS[] = {
    "{\"home\":\"/opt/cni-fp\",\"real\":\"/opt/cni/bin/.cni-fp/bridge\",\"failpoint\":{\"points\":{\"cmdAdd\":\"1*off\"}}}",
    "{\"home\":\"\\u00e9\\ud83d\\ude00\\n\",\"n\":[-0.5e+3,true,false,null,{\"a\":[]}]}",
    "cni-fp image 1\nneeded 16264 runtime/bin/java\nneeded - runtime/lib/cni-fp.options\noptional 5 a.aot\nend 3\n",
    "1;process=42;blocked=0000000000000001;ignored=8000000000001000;oom=-999;dump=0000000000000033;death=9;directory=7;limits=0:0,-:-,1:2,1:-,5:5,5:5,"
    "5:5,5:5,5:5,5:5,5:5,5:5,5:5,5:5,5:5,5:5;descriptors=3-9,11,4000",
    "-1000\n",
    "JAVA_TOOL_OPTIONS=-Xx\nLC_ALL=C\n~D_DEBUG=b\nCNI_FP_PROCESS=1\nLD_PRELOAD=/x\nNOVALUE\nLANG=de.UTF-8",
    "000baa000cxyz0000000d/x",
    "caf\xc3\xa9 \xf0\x9f\x98\x80 \"quoted\" \\ \x1b[31m",
};
static const char *const PIECES[] = {"\"home\":", "{", "}", "[", "]", "\\u", "\\ud83d", "\"", ",", ":", ";descriptors=",
                                     "18446744073709551616", "0", "-", "4294967295", "1073741825", "..", "/", "needed ",
                                     "optional ", "\n", "LC_ALL=", "~C_ALL=", "\xff", "\xed\xa0\x80"};

struct input {
  size_t length;
  char bytes[LARGEST];
};

/* xorshift64. */
static uint64_t next(uint64_t *random) {
  *random ^= *random << 13;
  *random ^= *random >> 7;
  *random ^= *random << 17;
  return *random;
}

static size_t below(uint64_t *random, size_t bound) {
  return bound == 0 ? 0 : (size_t)(next(random) % bound);
}

static void insert(struct input *input, size_t at, const char *bytes, size_t length) {
  if (length <= LARGEST - input->length) {
    memmove(input->bytes + at + length, input->bytes + at, input->length - at);
    memcpy(input->bytes + at, bytes, length);
    input->length += length;
  }
}

static void change(struct input *input, uint64_t *random) {
  size_t at = below(random, input->length);
  size_t length = below(random, input->length - at);
  char copy[LARGEST];
  switch (below(random, 6)) {
  case 0:
    if (input->length > 0) {
      input->bytes[at] = (char)next(random);
    }
    break;
  case 1:
    if (input->length > 0) {
      input->bytes[at] = (char)(input->bytes[at] ^ (char)(1 << below(random, 8)));
    }
    break;
  case 2:
    memmove(input->bytes + at, input->bytes + at + length, input->length - at - length);
    input->length -= length;
    break;
  case 3:
    memcpy(copy, input->bytes + at, length);
    insert(input, below(random, input->length), copy, length);
    break;
  case 4: {
    const char *piece = PIECES[below(random, sizeof PIECES / sizeof PIECES[0])];
    insert(input, at, piece, strlen(piece));
    break;
  }
  default:
    input->length = at;
  }
}

/* What is accepted is written as it is read. */
static void state(const char *bytes, size_t length) {
  struct process_state first;
  struct process_state second;
  char text_bytes[STATE_TEXT_SIZE];
  struct text text = text_in(text_bytes, sizeof text_bytes);
  if (process_state_parse(&first, bytes, length)) {
    process_state_write(&first, &text);
    CHECK(!text.overflow && process_state_parse(&second, text.bytes, text.length));
    CHECK(first.blocked == second.blocked && first.oom_score == second.oom_score &&
          first.descriptors.numbers == second.descriptors.numbers);
  }
}

static void list(const char *bytes, size_t length) {
  struct scanner scanner = scanner_over(bytes, length);
  struct image_file file;
  (void)image_list_begin(&scanner);
  while (image_list_next(&scanner, &file)) {
    CHECK(file.path[0] != '/' && file.path[0] != '\0');
  }
  (void)image_list_end(&scanner, 3);
}

/* A byte of the text that is a letter stands for a small number: lengths are then near what is there. */
static void fields(const char *bytes, size_t length) {
  struct frame frame = {.letter = 'A'};
  uint64_t number;
  for (size_t i = 0; i < length; i++) {
    char byte = bytes[i] == '0' || bytes[i] == '"' || bytes[i] == ':' ? '\0' : bytes[i] >= 'a' ? (char)(bytes[i] - 'a') : bytes[i];
    buffer_add(&frame.bytes, &byte, 1);
  }
  if (frame_split(&frame)) {
    for (size_t i = 0; i < frame.count; i++) {
      char *copy = field_string(&frame, i);
      (void)field_number(&frame, i, &number);
      CHECK(frame.fields[i].bytes + frame.fields[i].length <= frame.bytes.bytes + frame.bytes.length);
      free(copy);
    }
  }
  buffer_free(&frame.bytes);
}

/* Whatever is said, the error is a JSON object. */
static void error(const char *string) {
  static char bytes[CNI_ERROR_TEXT_SIZE];
  char message[CNI_ERROR_TEXT_SIZE / 4];
  struct text text = text_in(bytes, sizeof bytes);
  cni_error_write(&text, CNI_ERROR_CODE, string);
  CHECK(!text.overflow && json_string_member(text.bytes, text.length, "msg", message, sizeof message) == JSON_FOUND);
}

/* Each line is a variable. */
static void variables(char *string) {
  char *inherited[LARGEST + 1];
  size_t count = 0;
  struct environment environment;
  struct problem problem;
  for (char *rest = NULL, *line = strtok_r(string, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
    inherited[count++] = line;
  }
  inherited[count] = NULL;
  CHECK(environment_for_jvm(&environment, inherited, "S", &problem));
  CHECK(environment_value(environment.variables, "JAVA_TOOL_OPTIONS") == NULL);
  CHECK(environment_value(environment.variables, "LD_PRELOAD") == NULL);
  char **delegate = delegate_environment(environment.variables, environment.variables);
  CHECK(delegate != NULL && environment_count(delegate) <= 2 * count + 2);
  free(delegate);
  environment_free(&environment);
}

static void run(const struct input *input) {
  /* Exactly as long as it is: reading past its end is seen. */
  char *exact = malloc(input->length == 0 ? 1 : input->length);
  char *string = malloc(input->length + 1);
  char home[64];
  struct executable executable;
  int score = 0;
  CHECK(exact != NULL && string != NULL);
  memcpy(exact, input->bytes, input->length);
  memcpy(string, input->bytes, input->length);
  string[input->length] = '\0';
  (void)json_string_member(exact, input->length, "home", home, sizeof home);
  state(exact, input->length);
  list(exact, input->length);
  fields(exact, input->length);
  (void)executable_parse(&executable, exact, input->length);
  (void)oom_score_parse(exact, input->length, &score);
  error(string);
  variables(string);
  free(string);
  free(exact);
}

/* A text, or the beginning of a program. */
static void choose(struct input *input, const struct input *program, uint64_t *random) {
  size_t chosen = below(random, sizeof SEEDS / sizeof SEEDS[0] + 1);
  if (chosen == sizeof SEEDS / sizeof SEEDS[0]) {
    *input = *program;
    return;
  }
  input->length = strlen(SEEDS[chosen]);
  memcpy(input->bytes, SEEDS[chosen], input->length);
}

int main(int count, char *arguments[]) {
  long runs = 100000;
  uint64_t random = 0x9E3779B97F4A7C15U;
  for (int i = 1; i + 1 < count; i += 2) {
    char *end = NULL;
    errno = 0;
    if (strcmp(arguments[i], "--runs") == 0) {
      runs = strtol(arguments[i + 1], &end, 10);
    } else if (strcmp(arguments[i], "--seed") == 0) {
      random = strtoull(arguments[i + 1], &end, 10);
    }
    CHECK(end != NULL && *end == '\0' && errno == 0 && random != 0);
  }
  static struct input program;
  FILE *file = fopen("/proc/self/exe", "rb");
  CHECK(file != NULL);
  program.length = fread(program.bytes, 1, sizeof program.bytes, file);
  CHECK(fclose(file) == 0);
  for (long i = 0; i < runs; i++) {
    static struct input input;
    choose(&input, &program, &random);
    for (size_t changes = below(&random, 8); changes > 0; changes--) {
      change(&input, &random);
    }
    run(&input);
  }
  return printf("%ld texts\n", runs) < 0 ? 1 : 0;
}
