#include <unistd.h>

#include "../../main/c/delegate_environment.h"
#include "../../main/c/environment.h"
#include "../../main/c/hidden_variables.h"
#include "../../main/c/process_environment.h"
#include "check.h"

enum { LINES = 2048 };

static void join(char *const variables[], char lines[LINES]) {
  lines[0] = '\0';
  for (char *const *variable = variables; *variable != NULL; variable++) {
    strcat(strcat(lines, *variable), "\n");
  }
}

/* Calls with an environment, and returns the JVM's as lines. */
static const char *jvm(char *const inherited[], char lines[LINES]) {
  struct environment environment;
  struct problem problem;
  CHECK(environment_for_jvm(&environment, inherited, "S", &problem));
  join(environment.variables, lines);
  environment_free(&environment);
  return lines;
}

static void it_hands_on_what_does_not_concern_the_jvm(void) {
  char *const inherited[] = {"CNI_COMMAND=ADD", "EMPTY=", "NOVALUE", "", "=", "B=\xff", "B=2", "CLASSPATHS=1",
                             "LANG=de", "~HOME=1", NULL};
  char lines[LINES];
  CHECK_TEXT(jvm(inherited, lines),
             "CNI_COMMAND=ADD\nEMPTY=\nNOVALUE\n\n=\nB=\xff\nB=2\nCLASSPATHS=1\nLANG=de\n~HOME=1\n"
             "LC_ALL=C.UTF-8\nCNI_FP_PROCESS=S\n");
}

static char *const FOR_OTHERS[] = {"JAVA_TOOL_OPTIONS=-Xx", "_JAVA_OPTIONS=", "JDK_JAVA_OPTIONS=1", "JDK_AOT_VM_OPTIONS=2",
                                   "CLASSPATH=3", "_JAVA_LAUNCHER_DEBUG=4", "_JAVA_SR_SIGNUM=5", "LD_LIBRARY_PATH=/\xe9",
                                   "LD_PRELOAD=/x.so", "LD_PRELOAD=/y.so", "LD_TRACE_LOADED_OBJECTS=1", "LD_DEBUG=all",
                                   "GLIBC_TUNABLES=a=b", "LC_ALL=en_US.utf8", NULL};

static void it_hides_what_is_for_other_programs_byte_for_byte(void) {
  char lines[LINES];
  CHECK_TEXT(jvm(FOR_OTHERS, lines),
             "~AVA_TOOL_OPTIONS=-Xx\n~JAVA_OPTIONS=\n~DK_JAVA_OPTIONS=1\n~DK_AOT_VM_OPTIONS=2\n~LASSPATH=3\n"
             "~JAVA_LAUNCHER_DEBUG=4\n~JAVA_SR_SIGNUM=5\n~D_LIBRARY_PATH=/\xe9\n~D_PRELOAD=/x.so\n~D_PRELOAD=/y.so\n"
             "~D_TRACE_LOADED_OBJECTS=1\n~D_DEBUG=all\n~LIBC_TUNABLES=a=b\n~C_ALL=en_US.utf8\n"
             "LC_ALL=C.UTF-8\nCNI_FP_PROCESS=S\n");
}

static void each_mark_is_taken_off(void) {
  for (char *const *variable = FOR_OTHERS; *variable != NULL; variable++) {
    char marked[64];
    CHECK(variable_is_hidden(*variable) && variable_unmarked_first(*variable) == '\0');
    (void)snprintf(marked, sizeof marked, "%c%s", HIDDEN_MARK, *variable + 1);
    CHECK(!variable_is_hidden(marked) && variable_unmarked_first(marked) == (*variable)[0]);
  }
  CHECK(variable_unmarked_first("~") == '\0' && variable_unmarked_first("~HOME=1") == '\0');
}

static void it_drops_its_own_names(void) {
  char *const inherited[] = {"~D_PRELOAD=/evil", "CNI_FP_PROCESS=1", "CNI_FP_CONF=/f", "LC_CTYPE=C.UTF-8", NULL};
  char lines[LINES];
  CHECK_TEXT(jvm(inherited, lines), "CNI_FP_CONF=/f\nLC_CTYPE=C.UTF-8\nLC_ALL=C.UTF-8\nCNI_FP_PROCESS=S\n");
}

struct row {
  const char *base; /* lines */
  const char *passed;
  const char *delegate;
};

/* How the JVM's environment, and the one that it passes, become the delegate's. */
static const struct row ROWS[] = {
    {"A=1\nB=2\nLC_ALL=C.UTF-8\nCNI_FP_PROCESS=S\n", "B=2\nA=1\n", "A=1\nB=2\n"},
    /* What the JDK doesn't pass. */
    {"A=1\nA=2\nNOVALUE\n\n=x\nLC_ALL=C.UTF-8\n", "=x\nA=1\n", "A=1\nA=2\nNOVALUE\n\n=x\n"},
    /* What the engine has changed, added and removed. */
    {"A=1\nA=2\nB=1\nC=1\nC=2\n", "NEW=\nA=3\nB=1\n", "A=3\nB=1\nNEW=\n"},
    /* Hidden ones come back, unless the engine sets one. */
    {"~D_DEBUG=\xe9\n~D_DEBUG=2\n~LASSPATH=1\n~C_ALL=C\nLC_ALL=C.UTF-8\n", "~D_DEBUG=\xe9\nCLASSPATH=2\n",
     "LD_DEBUG=\xe9\nLD_DEBUG=2\nLC_ALL=C\nCLASSPATH=2\n"},
    {"~C_ALL=C\nLC_ALL=C.UTF-8\n", "LC_ALL=fr\n", "LC_ALL=fr\n"},
    /* Names of which one begins the other. */
    {"AB=1\nA=1\nABC=1\n", "A=1\nABC=2\nAB=1\n", "AB=1\nA=1\nABC=2\n"},
    {"X\xff=1\nX\xfe=2\n", "X\xfe=2\nX\xff=1\n", "X\xff=1\nX\xfe=2\n"},
    {"", "A=1\n", "A=1\n"},
    {"A=1\n", "", ""},
};

static void split(char *lines, char *variables[16]) {
  size_t count = 0;
  for (char *end = strchr(lines, '\n'); end != NULL; end = strchr(lines, '\n')) {
    *end = '\0';
    variables[count++] = lines;
    lines = end + 1;
  }
  variables[count] = NULL;
}

static void the_delegate_gets_what_was_given(void) {
  for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
    char lines[LINES];
    char *base[16];
    char *passed[16];
    char *base_lines = strdup(ROWS[i].base);
    char *passed_lines = strdup(ROWS[i].passed);
    CHECK(base_lines != NULL && passed_lines != NULL);
    split(base_lines, base);
    split(passed_lines, passed);
    char **delegate = delegate_environment(base, passed);
    CHECK(delegate != NULL);
    join(delegate, lines);
    CHECK_TEXT(lines, ROWS[i].delegate);
    free(delegate);
    free(base_lines);
    free(passed_lines);
  }
}

static void what_is_passed_serves_alone(void) {
  char lines[] = "A=1\n~D_DEBUG=1\nB=2\n";
  char result[LINES];
  char *passed[16];
  split(lines, passed);
  char **delegate = delegate_environment(passed, passed);
  CHECK(delegate != NULL);
  join(delegate, result);
  CHECK_TEXT(result, "A=1\nLD_DEBUG=1\nB=2\n");
  free(delegate);
}

static void it_reads_the_environment_of_a_process(void) {
  struct process_environment read;
  CHECK(process_environment_read(&read, getpid()));
  for (size_t i = 0; environ[i] != NULL || read.variables[i] != NULL; i++) {
    CHECK(environ[i] != NULL && read.variables[i] != NULL);
    CHECK_TEXT(read.variables[i], environ[i]);
  }
  process_environment_free(&read);
  CHECK(!process_environment_read(&read, 1 << 30));
}

void test_environment(void) {
  it_hands_on_what_does_not_concern_the_jvm();
  it_hides_what_is_for_other_programs_byte_for_byte();
  each_mark_is_taken_off();
  it_drops_its_own_names();
  the_delegate_gets_what_was_given();
  what_is_passed_serves_alone();
  it_reads_the_environment_of_a_process();
}
