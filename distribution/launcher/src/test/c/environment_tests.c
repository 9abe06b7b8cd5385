#include "../../main/c/environment.h"
#include "check.h"

/* Calls with an environment, and returns the JVM's as lines. */
static const char *jvm(char *const inherited[], char lines[2048]) {
  struct environment environment;
  struct problem problem;
  CHECK(environment_for_jvm(&environment, inherited, "S", &problem));
  lines[0] = '\0';
  for (char **variable = environment.variables; *variable != NULL; variable++) {
    strcat(strcat(lines, *variable), "\n");
  }
  environment_free(&environment);
  return lines;
}

static void it_hands_on_what_does_not_concern_the_jvm(void) {
  char *const inherited[] = {"CNI_COMMAND=ADD", "EMPTY=", "NOVALUE", "B=\xff", "CLASSPATHS=1", "LANG=de_DE.UTF-8", NULL};
  char lines[2048];
  CHECK_TEXT(jvm(inherited, lines),
             "CNI_COMMAND=ADD\nEMPTY=\nNOVALUE\nB=\xff\nCLASSPATHS=1\nLANG=de_DE.UTF-8\nCNI_FP_PROCESS=S\n");
}

static void it_keeps_what_is_for_other_programs(void) {
  char *const inherited[] = {"JAVA_TOOL_OPTIONS=-Xx",  "_JAVA_OPTIONS=",       "JDK_JAVA_OPTIONS=1",
                             "JDK_AOT_VM_OPTIONS=2",   "CLASSPATH=3",          "_JAVA_LAUNCHER_DEBUG=4",
                             "LD_LIBRARY_PATH=/snap",  "LD_PRELOAD=/x.so",     "LD_AUDIT=/y.so",
                             "LC_ALL=en_US.utf8",      NULL};
  char lines[2048];
  CHECK_TEXT(jvm(inherited, lines),
             "LC_ALL=en_US.utf8\nCNI_FP_ENV_JAVA_TOOL_OPTIONS=-Xx\nCNI_FP_ENV__JAVA_OPTIONS=\n"
             "CNI_FP_ENV_JDK_JAVA_OPTIONS=1\nCNI_FP_ENV_JDK_AOT_VM_OPTIONS=2\nCNI_FP_ENV_CLASSPATH=3\n"
             "CNI_FP_ENV__JAVA_LAUNCHER_DEBUG=4\nCNI_FP_ENV_LD_LIBRARY_PATH=/snap\nCNI_FP_ENV_LD_PRELOAD=/x.so\n"
             "CNI_FP_ENV_LD_AUDIT=/y.so\nCNI_FP_PROCESS=S\n");
}

static void it_drops_its_own_names(void) {
  char *const inherited[] = {"CNI_FP_ENV_PATH=/evil", "CNI_FP_UNSET=PATH", "CNI_FP_PROCESS=1", "CNI_FP_CONF=/f",
                             "LC_CTYPE=C.UTF-8", NULL};
  char lines[2048];
  CHECK_TEXT(jvm(inherited, lines), "CNI_FP_CONF=/f\nLC_CTYPE=C.UTF-8\nCNI_FP_PROCESS=S\n");
}

static void it_sets_a_locale_where_there_is_none_of_utf8(void) {
  static const struct {
    char *const inherited[4];
    const char *lines;
  } rows[] = {
      {{NULL}, "CNI_FP_UNSET=LC_ALL\nLC_ALL=C.UTF-8\nCNI_FP_PROCESS=S\n"},
      {{"LC_ALL=C", NULL}, "CNI_FP_ENV_LC_ALL=C\nLC_ALL=C.UTF-8\nCNI_FP_PROCESS=S\n"},
      {{"LC_ALL=", "LANG=C.UTF-8", NULL}, "LC_ALL=\nLANG=C.UTF-8\nCNI_FP_PROCESS=S\n"},
      {{"LC_ALL=", NULL}, "CNI_FP_ENV_LC_ALL=\nLC_ALL=C.UTF-8\nCNI_FP_PROCESS=S\n"},
      {{"LC_CTYPE=POSIX", "LANG=C.UTF-8", NULL},
       "LC_CTYPE=POSIX\nLANG=C.UTF-8\nCNI_FP_UNSET=LC_ALL\nLC_ALL=C.UTF-8\nCNI_FP_PROCESS=S\n"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char lines[2048];
    CHECK_TEXT(jvm(rows[i].inherited, lines), rows[i].lines);
  }
}

void test_environment(void) {
  it_hands_on_what_does_not_concern_the_jvm();
  it_keeps_what_is_for_other_programs();
  it_drops_its_own_names();
  it_sets_a_locale_where_there_is_none_of_utf8();
}
