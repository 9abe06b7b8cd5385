#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../../main/c/coredump_filter.h"
#include "../../main/c/oom_score.h"
#include "../../main/c/process_state.h"
#include "../../main/c/standard_streams.h"
#include "check.h"

#define LIMITS_TEXT "0:0,-:-,1:2,1:-,5:5,5:5,5:5,5:5,5:5,5:5,5:5,5:5,5:5,5:5,5:5,5:5"
#define STATE_TEXT(oom, directory, descriptors) STATE_TEXT_WITH(oom, "000000000000007f", "0", directory, descriptors)
#define STATE_TEXT_WITH(oom, dump, death, directory, descriptors)                                                                        \
  "1;process=42;blocked=0000000000000001;ignored=8000000000001000;oom=" oom ";dump=" dump ";death=" death ";directory=" directory                    \
  ";limits=" LIMITS_TEXT ";descriptors=" descriptors

static const char *const RIGHT[] = {STATE_TEXT("", "", ""), STATE_TEXT("+0", "7", "3"), STATE_TEXT("-1000", "", "3-9,11"),
                                    STATE_TEXT("+1000", "1073741824", "4,1073741824"),
                                    STATE_TEXT_WITH("", "", "64", "", "")};
static const char *const WRONG[] = {"",
                                    "1",
                                    "2;process=1",
                                    STATE_TEXT("+1001", "", ""),
                                    STATE_TEXT("5", "", ""),
                                    STATE_TEXT("", "x", ""),
                                    STATE_TEXT_WITH("", "7f", "0", "", ""),
                                    STATE_TEXT_WITH("", "", "", "", ""),
                                    STATE_TEXT_WITH("", "", "65", "", ""),
                                    STATE_TEXT("", "", "2"),
                                    STATE_TEXT("", "", "4,3"),
                                    STATE_TEXT("", "", "5-4"),
                                    STATE_TEXT("", "", "3,"),
                                    STATE_TEXT("", "", "3-5000"),
                                    STATE_TEXT("", "", "1073741825"),
                                    STATE_TEXT("", "", "3;")};

static void the_text_comes_back_as_it_was(void) {
  for (size_t i = 0; i < sizeof RIGHT / sizeof RIGHT[0]; i++) {
    struct process_state state;
    char bytes[STATE_TEXT_SIZE];
    struct text text = text_in(bytes, sizeof bytes);
    CHECK(process_state_parse(&state, RIGHT[i], strlen(RIGHT[i])));
    process_state_write(&state, &text);
    CHECK_TEXT(bytes, RIGHT[i]);
  }
  for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
    struct process_state state;
    CHECK(!process_state_parse(&state, WRONG[i], strlen(WRONG[i])));
  }
}

static void the_longest_text_fits(void) {
  struct process_state state = {.process = 1 << 22, .oom_score = -1000, .parent_death_signal = 64, .directory = DESCRIPTOR_HIGHEST};
  char bytes[STATE_TEXT_SIZE];
  struct text text = text_in(bytes, sizeof bytes);
  for (size_t i = 0; i < LIMITS; i++) {
    state.limits[i].soft = UINT64_MAX - 1;
    state.limits[i].hard = UINT64_MAX - 1;
  }
  for (uint64_t i = 0; i < DESCRIPTOR_RANGES; i++) {
    CHECK(descriptors_add(&state.descriptors, 1000000000 + i * 3, 1000000001 + i * 3));
  }
  CHECK(!descriptors_add(&state.descriptors, 1070000000, 1070000000));
  process_state_write(&state, &text);
  CHECK(!text.overflow);
}

static void it_records_this_process(void) {
  struct process_state state;
  struct problem problem;
  struct rlimit files;
  CHECK(getrlimit(RLIMIT_NOFILE, &files) == 0);
  CHECK(signal(SIGUSR1, SIG_IGN) != SIG_ERR);
  int pair[2];
  CHECK(pipe(pair) == 0);
  CHECK(process_state_record(&state, -1, &problem) && limits_read(state.limits));
  CHECK((state.ignored >> (SIGUSR1 - 1) & 1U) == 1);
  CHECK(state.limits[RLIMIT_NOFILE].soft == files.rlim_cur && state.limits[RLIMIT_NOFILE].hard == files.rlim_max);
  CHECK(state.process == getpid() && state.directory == NO_DIRECTORY);
  bool found = false;
  for (size_t i = 0; i < state.descriptors.count; i++) {
    found = found || (pair[1] >= state.descriptors.ranges[i].first && pair[1] <= state.descriptors.ranges[i].last);
  }
  CHECK(found);
  CHECK(close(pair[0]) == 0 && close(pair[1]) == 0 && signal(SIGUSR1, SIG_DFL) != SIG_ERR);
}

static void an_oom_score_is_a_number_and_a_line_feed(void) {
  int score = 0;
  CHECK(oom_score_parse("-999\n", 5, &score) && score == -999);
  CHECK(oom_score_parse("1000\n", 5, &score) && score == 1000);
  CHECK(!oom_score_parse("1001\n", 5, &score));
  CHECK(!oom_score_parse("5 \n", 3, &score));
}

static void the_lowest_free_number_is_found(void) {
  struct descriptors descriptors = {.count = 0};
  CHECK(descriptors_lowest_free(&descriptors) == 3);
  CHECK(descriptors_add(&descriptors, 4, 9) && descriptors_lowest_free(&descriptors) == 3);
  descriptors.count = 0;
  CHECK(descriptors_add(&descriptors, 3, 9) && descriptors_add(&descriptors, 11, 11));
  CHECK(descriptors_lowest_free(&descriptors) == 10);
}

static void enough_files_are_allowed_already(void) {
  struct rlimit before;
  struct rlimit after;
  CHECK(getrlimit(RLIMIT_NOFILE, &before) == 0 && limits_allow_files(before.rlim_cur));
  CHECK(getrlimit(RLIMIT_NOFILE, &after) == 0 && before.rlim_cur == after.rlim_cur);
}

static void a_core_dump_filter_is_written_as_it_is_read(void) {
  uint64_t before = 0;
  uint64_t after = 0;
  CHECK(coredump_filter_read(&before) && coredump_filter_set(before ^ 0x41U) && coredump_filter_read(&after));
  CHECK(after == (before ^ 0x41U) && coredump_filter_set(before));
}

/* A write that takes nothing would be tried forever. */
static void writing_ends_if_nothing_is_taken(void) {
  CHECK(!write_all(-1, "x", 1) && write_all(-1, "", 0));
}

void test_process_state(void) {
  the_lowest_free_number_is_found();
  enough_files_are_allowed_already();
  a_core_dump_filter_is_written_as_it_is_read();
  writing_ends_if_nothing_is_taken();
  the_text_comes_back_as_it_was();
  the_longest_text_fits();
  it_records_this_process();
  an_oom_score_is_a_number_and_a_line_feed();
}
