#include "engine_frame.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { HEAD = 5, LARGEST = 24 * 1024 * 1024 };

int64_t monotonic_ms(void) {
  struct timespec now;
  return clock_gettime(CLOCK_MONOTONIC, &now) == 0 ? (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 : 0;
}

static uint32_t number_at(const char *at) {
  const unsigned char *byte = (const unsigned char *)at;
  return (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 | (uint32_t)byte[2] << 8 | (uint32_t)byte[3];
}

/* The connection does not block. */
static bool wait_for(int connection, short event, int64_t deadline) {
  while (true) {
    int64_t left = deadline - monotonic_ms();
    struct pollfd waiting = {connection, event, 0};
    int ready = left <= 0 ? 0 : poll(&waiting, 1, left > INT32_MAX ? INT32_MAX : (int)left);
    if (ready > 0 || (ready < 0 && errno != EINTR) || left <= 0) {
      return ready > 0;
    }
  }
}

static bool send_all(int connection, const char *bytes, size_t length) {
  int64_t deadline = monotonic_ms() + 1000;
  while (length > 0) {
    ssize_t count = send(connection, bytes, length, MSG_NOSIGNAL);
    if (count > 0) {
      bytes += count;
      length -= (size_t)count;
    } else if (!(count < 0 && (errno == EINTR || (errno == EAGAIN && wait_for(connection, POLLOUT, deadline))))) {
      return false;
    }
  }
  return true;
}

bool frame_send(int connection, char letter, const struct buffer *fields) {
  size_t length = fields->length + 1;
  struct buffer frame = {NULL, 0, 0, false};
  char head[HEAD] = {(char)(length >> 24), (char)(length >> 16), (char)(length >> 8), (char)length, letter};
  buffer_add(&frame, head, sizeof head);
  buffer_add(&frame, fields->bytes, fields->length);
  bool sent = !fields->failed && !frame.failed && length <= LARGEST && send_all(connection, frame.bytes, frame.length);
  buffer_free(&frame);
  return sent;
}

static bool receive(int connection, char *bytes, size_t length, int64_t deadline) {
  while (length > 0) {
    ssize_t count = recv(connection, bytes, length, 0);
    if (count > 0) {
      bytes += count;
      length -= (size_t)count;
    } else if (!(count < 0 && (errno == EINTR || (errno == EAGAIN && wait_for(connection, POLLIN, deadline))))) {
      return false;
    }
  }
  return true;
}

bool frame_split(struct frame *frame) {
  const char *at = frame->bytes.bytes;
  size_t left = frame->bytes.length;
  while (left > 0) {
    size_t length = left < 4 ? SIZE_MAX : number_at(at);
    if (left < 4 || length > left - 4 || frame->count == FRAME_FIELDS) {
      return false;
    }
    frame->fields[frame->count].bytes = at + 4;
    frame->fields[frame->count].length = length;
    frame->count++;
    at += 4 + length;
    left -= 4 + length;
  }
  return true;
}

bool frame_receive(int connection, int64_t deadline, struct frame *frame) {
  char head[HEAD];
  buffer_clear(&frame->bytes);
  frame->count = 0;
  if (!receive(connection, head, sizeof head, deadline)) {
    return false;
  }
  size_t length = number_at(head);
  frame->letter = head[4];
  if (length < 1 || length > LARGEST) {
    return false;
  }
  char *room = buffer_room(&frame->bytes, length);
  if (room == NULL || !receive(connection, room, length - 1, deadline)) {
    return false;
  }
  frame->bytes.length = length - 1;
  return frame_split(frame);
}

bool field_is(const struct frame *frame, size_t index, const char *string) {
  return index < frame->count && frame->fields[index].length == strlen(string) &&
         memcmp(frame->fields[index].bytes, string, frame->fields[index].length) == 0;
}

bool field_number(const struct frame *frame, size_t index, uint64_t *number) {
  *number = 0;
  if (index >= frame->count || frame->fields[index].length == 0 || frame->fields[index].length > 19) {
    return false;
  }
  for (size_t i = 0; i < frame->fields[index].length; i++) {
    char digit = frame->fields[index].bytes[i];
    if (digit < '0' || digit > '9') {
      return false;
    }
    *number = *number * 10 + (uint64_t)(digit - '0');
  }
  return true;
}

char *field_string(const struct frame *frame, size_t index) {
  const struct field *field = &frame->fields[index];
  if (index >= frame->count || memchr(field->bytes, '\0', field->length) != NULL) {
    return NULL;
  }
  char *string = malloc(field->length + 1);
  if (string != NULL) {
    memcpy(string, field->bytes, field->length);
    string[field->length] = '\0';
  }
  return string;
}
