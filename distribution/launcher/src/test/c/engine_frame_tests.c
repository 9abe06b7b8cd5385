#include <sys/socket.h>
#include <unistd.h>

#include "../../main/c/engine_frame.h"
#include "check.h"

static void a_frame_arrives_as_it_was_sent(void) {
  int ends[2];
  struct buffer fields = {NULL, 0, 0, false};
  struct frame frame = {.letter = '?'};
  uint64_t number = 0;
  CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
  buffer_add_text_field(&fields, "abc");
  buffer_add_text_field(&fields, "");
  buffer_add_number_field(&fields, 4711);
  CHECK(frame_send(ends[0], 'A', &fields) && frame_receive(ends[1], monotonic_ms() + 1000, &frame));
  CHECK(frame.letter == 'A' && frame.count == 3);
  CHECK(field_is(&frame, 0, "abc") && field_is(&frame, 1, "") && !field_is(&frame, 1, "x"));
  CHECK(field_number(&frame, 2, &number) && number == 4711);
  CHECK(!field_number(&frame, 0, &number) && !field_number(&frame, 3, &number) && field_string(&frame, 3) == NULL);
  (void)close(ends[0]);
  CHECK(!frame_receive(ends[1], monotonic_ms() + 1000, &frame));
  (void)close(ends[1]);
  buffer_free(&fields);
  buffer_free(&frame.bytes);
}

static void what_is_no_frame_is_refused(void) {
  static const struct {
    const char *bytes;
    size_t length;
  } rows[] = {
      {"\0\0\0\0A", 5},                  /* no letter */
      {"\x7f\0\0\0A", 5},                /* 2 GiB */
      {"\0\0\0\6A\0\0\0\2x", 10},       /* a field that is cut off */
      {"\0\0\0\3A\0\0", 7},             /* a length that is cut off */
      {"\0\0\0\6A\xff\xff\xff\xffx", 10}, /* a field of 4 GiB */
      {"\0\0\0\2A", 5},                  /* half a frame, and nothing more */
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int ends[2];
    struct frame frame = {.letter = '?'};
    CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) == 0);
    CHECK(write(ends[0], rows[i].bytes, rows[i].length) == (ssize_t)rows[i].length);
    CHECK(!frame_receive(ends[1], monotonic_ms() + 20, &frame));
    (void)close(ends[0]);
    (void)close(ends[1]);
    buffer_free(&frame.bytes);
  }
}

void test_engine_frame(void) {
  a_frame_arrives_as_it_was_sent();
  what_is_no_frame_is_refused();
}
