/* The assertions of the unit tests. */
#ifndef CNI_FP_CHECK_H
#define CNI_FP_CHECK_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                                               \
  do {                                                                                                                 \
    if (!(condition)) {                                                                                                \
      (void)fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition);                              \
      exit(1);                                                                                                         \
    }                                                                                                                  \
  } while (0)

#define CHECK_TEXT(actual, expected)                                                                                   \
  do {                                                                                                                 \
    if (strcmp((actual), (expected)) != 0) {                                                                           \
      (void)fprintf(stderr, "%s:%d: \"%s\" instead of \"%s\"\n", __FILE__, __LINE__, (actual), (expected));             \
      exit(1);                                                                                                         \
    }                                                                                                                  \
  } while (0)

void test_text(void);
void test_json(void);
void test_cni_error(void);
void test_environment(void);
void test_image_list(void);
void test_executable(void);
void test_process_state(void);
void test_record(void);
void test_engine_frame(void);
void test_delegate_run(void);

#endif
