#include <limits.h>

#include "process_state.h"
#include "scanner.h"

static void write_limit(struct text *text, uint64_t limit) {
  if (limit == UINT64_MAX) {
    text_add(text, "-");
  } else {
    text_add_decimal(text, limit);
  }
}

static void write_descriptors(struct text *text, const struct descriptors *descriptors) {
  for (size_t i = 0; i < descriptors->count; i++) {
    const struct descriptor_range *range = &descriptors->ranges[i];
    text_add(text, i == 0 ? "" : ",");
    text_add_decimal(text, (uint64_t)range->first);
    if (range->last > range->first) {
      text_add(text, "-");
      text_add_decimal(text, (uint64_t)range->last);
    }
  }
}

void process_state_write(const struct process_state *state, struct text *text) {
  text_add(text, "1;process=");
  text_add_decimal(text, (uint64_t)state->process);
  text_add(text, ";blocked=");
  text_add_hex(text, state->blocked);
  text_add(text, ";ignored=");
  text_add_hex(text, state->ignored);
  text_add(text, ";oom=");
  if (state->oom_score != NO_OOM_SCORE) {
    text_add(text, state->oom_score < 0 ? "-" : "+");
    text_add_decimal(text, (uint64_t)(state->oom_score < 0 ? -state->oom_score : state->oom_score));
  }
  text_add(text, ";dump=");
  if (state->coredump_filter != NO_COREDUMP_FILTER) {
    text_add_hex(text, state->coredump_filter);
  }
  text_add(text, ";death=");
  text_add_decimal(text, (uint64_t)state->parent_death_signal);
  text_add(text, ";directory=");
  if (state->directory != NO_DIRECTORY) {
    text_add_decimal(text, (uint64_t)state->directory);
  }
  text_add(text, ";limits=");
  for (size_t i = 0; i < LIMITS; i++) {
    text_add(text, i == 0 ? "" : ",");
    write_limit(text, state->limits[i].soft);
    text_add(text, ":");
    write_limit(text, state->limits[i].hard);
  }
  text_add(text, ";descriptors=");
  write_descriptors(text, &state->descriptors);
}

static bool parse_int(struct scanner *scanner, uint64_t highest, int *value) {
  uint64_t number = 0;
  if (!scanner_decimal(scanner, &number) || number > highest) {
    return false;
  }
  *value = (int)number;
  return true;
}

static bool parse_oom_score(struct scanner *scanner, int *oom_score) {
  bool negative = scanner_accept(scanner, "-");
  if (!negative && !scanner_accept(scanner, "+")) {
    *oom_score = NO_OOM_SCORE;
    return true;
  }
  if (!parse_int(scanner, 1000, oom_score)) {
    return false;
  }
  *oom_score = negative ? -*oom_score : *oom_score;
  return true;
}

static bool parse_coredump_filter(struct scanner *scanner, uint64_t *filter) {
  if (scanner_peek(scanner) == ';') {
    *filter = NO_COREDUMP_FILTER;
    return true;
  }
  return scanner_hex(scanner, filter);
}

static bool parse_directory(struct scanner *scanner, int *directory) {
  if (scanner_peek(scanner) == ';') {
    *directory = NO_DIRECTORY;
    return true;
  }
  return parse_int(scanner, DESCRIPTOR_HIGHEST, directory);
}

static bool parse_limit(struct scanner *scanner, uint64_t *limit) {
  if (scanner_accept(scanner, "-")) {
    *limit = UINT64_MAX;
    return true;
  }
  return scanner_decimal(scanner, limit);
}

static bool parse_limits(struct scanner *scanner, struct limit limits[LIMITS]) {
  for (size_t i = 0; i < LIMITS; i++) {
    if ((i > 0 && !scanner_accept(scanner, ",")) || !parse_limit(scanner, &limits[i].soft) ||
        !scanner_accept(scanner, ":") || !parse_limit(scanner, &limits[i].hard) || limits[i].soft > limits[i].hard) {
      return false;
    }
  }
  return true;
}

static bool parse_descriptors(struct scanner *scanner, struct descriptors *descriptors) {
  descriptors->count = 0;
  descriptors->numbers = 0;
  if (scanner_at_end(scanner)) {
    return true;
  }
  do {
    uint64_t first = 0;
    uint64_t last = 0;
    if (!scanner_decimal(scanner, &first)) {
      return false;
    }
    last = first;
    if ((scanner_accept(scanner, "-") && !scanner_decimal(scanner, &last)) ||
        !descriptors_add(descriptors, first, last)) {
      return false;
    }
  } while (scanner_accept(scanner, ","));
  return scanner_at_end(scanner);
}

bool process_state_parse(struct process_state *state, const char *bytes, size_t length) {
  struct scanner scanner = scanner_over(bytes, length);
  return scanner_accept(&scanner, "1;process=") && parse_int(&scanner, INT_MAX, &state->process) &&
         scanner_accept(&scanner, ";blocked=") && scanner_hex(&scanner, &state->blocked) &&
         scanner_accept(&scanner, ";ignored=") && scanner_hex(&scanner, &state->ignored) &&
         scanner_accept(&scanner, ";oom=") && parse_oom_score(&scanner, &state->oom_score) &&
         scanner_accept(&scanner, ";dump=") && parse_coredump_filter(&scanner, &state->coredump_filter) &&
         scanner_accept(&scanner, ";death=") && parse_int(&scanner, 64, &state->parent_death_signal) &&
         scanner_accept(&scanner, ";directory=") && parse_directory(&scanner, &state->directory) &&
         scanner_accept(&scanner, ";limits=") && parse_limits(&scanner, state->limits) &&
         scanner_accept(&scanner, ";descriptors=") && parse_descriptors(&scanner, &state->descriptors);
}
