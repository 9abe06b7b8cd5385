#include "../../main/c/cni_error.h"
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

void test_cni_error(void) {
  for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
    char bytes[512];
    char expected[512];
    struct text text = text_in(bytes, sizeof bytes);
    cni_error_write(&text, ROWS[i].sentence);
    (void)snprintf(expected, sizeof expected, "{\"cniVersion\":\"1.0.0\",\"code\":999,\"msg\":\"cni-fp: %s\"}\n",
                   ROWS[i].json);
    CHECK_TEXT(bytes, expected);
  }
}
