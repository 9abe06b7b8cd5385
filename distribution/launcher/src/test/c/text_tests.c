#include "../../main/c/scanner.h"
#include "../../main/c/text.h"
#include "check.h"

static void it_cuts_off_what_does_not_fit(void) {
  char storage[4];
  struct text text = text_in(storage, sizeof storage);
  text_add(&text, "ab");
  CHECK(!text.overflow);
  text_add(&text, "cd");
  CHECK(text.overflow);
  CHECK_TEXT(storage, "abc");
  text_add(&text, "e");
  CHECK_TEXT(storage, "abc");
}

static void numbers_come_back_as_they_were(void) {
  static const uint64_t values[] = {0, 1, 9, 10, 4096, UINT64_MAX - 1, UINT64_MAX};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    char storage[64];
    uint64_t decimal = 0;
    uint64_t hex = 0;
    struct text text = text_in(storage, sizeof storage);
    text_add_decimal(&text, values[i]);
    text_add(&text, " ");
    text_add_hex(&text, values[i]);
    struct scanner scanner = scanner_over(storage, text.length);
    CHECK(scanner_decimal(&scanner, &decimal) && scanner_accept(&scanner, " ") && scanner_hex(&scanner, &hex));
    CHECK(scanner_at_end(&scanner) && decimal == values[i] && hex == values[i]);
  }
}

static void numbers_are_strict(void) {
  static const char *const wrong[] = {"", "-1", "+1", "01", "00", "x", "18446744073709551616", "99999999999999999999"};
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    uint64_t value = 0;
    struct scanner scanner = scanner_over(wrong[i], strlen(wrong[i]));
    CHECK(!scanner_decimal(&scanner, &value));
    CHECK(scanner.at == wrong[i]);
  }
}

void test_text(void) {
  it_cuts_off_what_does_not_fit();
  numbers_come_back_as_they_were();
  numbers_are_strict();
}
