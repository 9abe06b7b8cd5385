#include "../../main/c/cni_error.h"
#include "../../main/c/utf8.h"
#include "check.h"

struct row {
  const char *sentence;
  const char *json;
};

static const struct row ROWS[] = {
    {"plain", "plain"},
    {"a \"b\" \\c", "a \\\"b\\\" \\\\c"},
    {"line\nfeed\x1b[31m\x7f", "line\\u000afeed\\u001b[31m\\u007f"},
    {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},
    {"\xff|\xc3|\xc0\xaf|\xed\xa0\x80|\xf4\x90\x80\x80|\xe2\x82", "\\ufffd|\\ufffd|\\ufffd\\ufffd|\\ufffd\\ufffd\\ufffd|"
                                                                  "\\ufffd\\ufffd\\ufffd\\ufffd|\\ufffd\\ufffd"},
};

static void it_knows_utf8(void) {
  CHECK(utf8_is_valid("") && utf8_is_valid("/a") && utf8_is_valid("/\xc3\xa9/\xf0\x9f\x98\x80"));
  CHECK(!utf8_is_valid("/\xff/a") && !utf8_is_valid("/\xc3") && !utf8_is_valid("/\xed\xa0\x80"));
}

void test_cni_error(void) {
  it_knows_utf8();
  for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
    char bytes[512];
    char expected[512];
    struct text text = text_in(bytes, sizeof bytes);
    cni_error_write(&text, CNI_ERROR_CODE, ROWS[i].sentence);
    (void)snprintf(expected, sizeof expected, "{\"cniVersion\":\"1.0.0\",\"code\":999,\"msg\":\"cni-fp: %s\"}\n",
                   ROWS[i].json);
    CHECK_TEXT(bytes, expected);
  }
}
