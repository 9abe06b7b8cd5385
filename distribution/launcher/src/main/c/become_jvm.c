#include "become_jvm.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "environment.h"
#include "image_list.h"
#include "java_executable.h"
#include "process_state.h"
#include "terminal.h"
#include "text.h"

static const char BIN[] = "runtime/bin/";
static const char FIRST_NAME[] = "cni-bridge-fp";

enum { OPTION_SIZE = PATH_MAX + 64, FIXED_ARGUMENTS = 10 };

/* What differs between a plugin and the command for people. */
struct program {
  const char *options;
  const char *cache;
  const char *module;
};

static const struct program PLUGIN = {"runtime/lib/cni-fp.options", "runtime/lib/cni-fp.aot",
                                      "io.cnifp.engine/io.cnifp.engine.Main"};
static const struct program COMMAND = {"runtime/lib/cni-fp-command.options", "runtime/lib/cni-fp-command.aot",
                                       "io.cnifp.command/io.cnifp.command.Main"};

static const struct program ENGINE = {"runtime/lib/cni-fp-engine.options", "runtime/lib/cni-fp-engine.aot",
                                      "io.cnifp.resident/io.cnifp.resident.Main"};

struct options {
  char java[NAME_MAX + sizeof BIN]; /* relative to home */
  char java_path[PATH_MAX];
  char file[OPTION_SIZE];
  char cache[OPTION_SIZE];
  char home[OPTION_SIZE];
  char self[OPTION_SIZE];
  char input[64];
};

static bool is_executable(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & (S_IXUSR | S_IXGRP | S_IXOTH)) != 0;
}

/* A process is known by its executable's name. A name that the image doesn't have runs as the first one. */
static bool choose_java(const struct call *call, struct options *options, struct problem *problem) {
  struct text java = text_in(options->java, sizeof options->java);
  if (call->command) {
    text_add(&java, IMAGE_JAVA);
    return home_path(&call->home, options->java, options->java_path, problem);
  }
  text_add(&java, BIN);
  text_add(&java, call->self.name);
  if (!home_path(&call->home, options->java, options->java_path, problem)) {
    return false;
  }
  if (!is_executable(options->java_path)) {
    java = text_in(options->java, sizeof options->java);
    text_add(&java, BIN);
    text_add(&java, FIRST_NAME);
  }
  return home_path(&call->home, options->java, options->java_path, problem);
}

/* Composes BEFORE and PATH, or BEFORE and HOME/NAME; the storage is larger than a path by more than BEFORE. */
static void compose(char storage[OPTION_SIZE], const char *before, const char *path, const char *name) {
  struct text option = text_in(storage, OPTION_SIZE);
  text_add(&option, before);
  text_add(&option, path);
  text_add(&option, name == NULL ? "" : "/");
  text_add(&option, name == NULL ? "" : name);
}

static size_t count(char *const arguments[]) {
  size_t number = 0;
  while (arguments[number] != NULL) {
    number++;
  }
  return number;
}

/* The JVM's arguments, in an array that the caller frees; null if there is no memory. */
static const char **compose_arguments(const struct call *call, const struct program *program, bool cache_intact,
                                      struct options *options, const char columns[32]) {
  const char **arguments = calloc(FIXED_ARGUMENTS + count(call->arguments), sizeof *arguments);
  size_t next = 0;
  if (arguments == NULL) {
    return NULL;
  }
  compose(options->file, "@", call->home.path, program->options);
  compose(options->cache, "-XX:AOTCache=", call->home.path, program->cache);
  compose(options->home, "-Dcnifp.home=", call->home.path, NULL);
  compose(options->self, "-Dcnifp.self=", call->self.path, NULL);
  arguments[next++] = options->java_path;
  arguments[next++] = options->file;
  if (cache_intact) {
    arguments[next++] = options->cache;
  }
  arguments[next++] = options->home;
  arguments[next++] = call->command ? columns : options->self;
  if (call->input_length != NO_RECORD) {
    struct text input = text_in(options->input, sizeof options->input);
    text_add(&input, "-Dcnifp.input=");
    text_add_decimal(&input, (uint64_t)call->input_length);
    arguments[next++] = options->input;
  }
  arguments[next++] = "-m";
  arguments[next++] = program->module;
  if (call->command) {
    for (char *const *argument = call->arguments; *argument != NULL; argument++) {
      arguments[next++] = *argument;
    }
  } else {
    arguments[next++] = call->self.name;
  }
  arguments[next] = NULL;
  return arguments;
}

static bool execute(const struct call *call, const struct program *program, bool cache_intact, struct options *options,
                    char *const environment[], struct problem *problem) {
  char columns[32];
  struct text width = text_in(columns, sizeof columns);
  text_add(&width, "-Dcnifp.columns=");
  text_add_decimal(&width, terminal_columns());
  const char **arguments = compose_arguments(call, program, cache_intact, options, columns);
  if (arguments == NULL) {
    return problem_is(problem, "there is no memory for the arguments of the JVM: raise the limits of the runtime",
                      (char *)NULL);
  }
  /* execve changes none of its arguments; its declaration is older than const. */
  (void)execve(options->java_path, (char *const *)(void *)arguments, environment);
  (void)java_executable_explain(options->java_path, errno, problem);
  free(arguments);
  return false;
}

static bool leave_directory(int *directory, struct problem *problem) {
  return working_directory_leave(directory) ||
         problem_is(problem, "the working directory has been deleted and can't be kept for the delegate (",
                    strerror(errno), "): start cni-fp in another one", (char *)NULL);
}

/* Returns only if it fails. */
static void record_and_execute(const struct call *call, const struct program *program, bool cache_intact,
                               struct options *options, struct problem *problem) {
  struct process_state state;
  struct environment environment = {NULL, NULL};
  char bytes[STATE_TEXT_SIZE];
  struct text text = text_in(bytes, sizeof bytes);
  /* In this order: the descriptor of the directory is none of the delegate's. */
  if (!process_state_record(&state, call->in_use, problem) || !leave_directory(&state.directory, problem)) {
    return;
  }
  memcpy(state.limits, call->limits, sizeof state.limits);
  process_state_write(&state, &text);
  if (environment_for_jvm(&environment, call->environment, bytes, problem)) {
    (void)execute(call, program, cache_intact, options, environment.variables, problem);
  }
  environment_free(&environment);
}

/* Of all that the command does, the engine's server alone has a program of its own. */
static bool is_engine(char *const arguments[]) {
  return arguments[0] != NULL && strcmp(arguments[0], "engine") == 0 && arguments[1] != NULL &&
         strcmp(arguments[1], "run") == 0 && arguments[2] == NULL;
}

bool become_jvm(const struct call *call, struct problem *problem) {
  const struct program *program = !call->command ? &PLUGIN : is_engine(call->arguments) ? &ENGINE : &COMMAND;
  bool cache_intact = false;
  /* Too large for a stack that the runtime may have limited. */
  struct options *options = malloc(sizeof *options);
  if (options == NULL) {
    return problem_is(problem, "there is no memory for the arguments of the JVM: raise the limits of the runtime",
                      (char *)NULL);
  }
  const struct image_use use = {options->java, program->options, program->cache};
  if (choose_java(call, options, problem) && image_check(&call->home, &use, &cache_intact, problem)) {
    record_and_execute(call, program, cache_intact, options, problem);
  }
  free(options);
  return false;
}
