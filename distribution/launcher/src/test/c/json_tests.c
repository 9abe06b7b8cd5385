#include "../../main/c/json.h"
#include "check.h"

struct row {
  const char *json;
  enum json_member result;
  const char *home;
};

static const struct row ROWS[] = {
    {"{\"home\":\"/opt/cni-fp\"}", JSON_FOUND, "/opt/cni-fp"},
    {" {\n\t\"home\" : \"/a\" , \"real\":\"/b\"\r\n} ", JSON_FOUND, "/a"},
    {"{\"failpoint\":{\"points\":{\"cmdAdd\":[1,-0.5e+3,true,false,null,{}]}},\"home\":\"/a\"}", JSON_FOUND, "/a"},
    {"{\"home\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20ac\\ud83d\\ude00\"}", JSON_FOUND,
     "\"\\/\b\f\n\r\t\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},
    {"{\"home\":\"\xc3\xa9\"}", JSON_FOUND, "\xc3\xa9"},
    {"{\"h\\u006fme\":\"/a\"}", JSON_FOUND, "/a"},
    {"{}", JSON_ABSENT, NULL},
    {"{\"Home\":\"/a\",\"inner\":{\"home\":\"/b\"}}", JSON_ABSENT, NULL},
    {"{\"home\":5}", JSON_NOT_A_STRING, NULL},
    {"{\"home\":null}", JSON_NOT_A_STRING, NULL},
    {"{\"home\":\"/a\",\"home\":\"/b\"}", JSON_MALFORMED, NULL},
    {"", JSON_MALFORMED, NULL},
    {"[]", JSON_MALFORMED, NULL},
    {"null", JSON_MALFORMED, NULL},
    {"{\"home\":\"/a\"", JSON_MALFORMED, NULL},
    {"{\"home\":\"/a\"} x", JSON_MALFORMED, NULL},
    {"{\"home\":\"/a\",}", JSON_MALFORMED, NULL},
    {"{\"home\":\"/a", JSON_MALFORMED, NULL},
    {"{\"home\":\"/a\n\"}", JSON_MALFORMED, NULL},
    {"{\"home\":\"\\x\"}", JSON_MALFORMED, NULL},
    {"{\"home\":\"\\u0000\"}", JSON_MALFORMED, NULL},
    {"{\"home\":\"\\ud800\"}", JSON_MALFORMED, NULL},
    {"{\"home\":\"\\udc00\"}", JSON_MALFORMED, NULL},
    {"{\"a\":01,\"home\":\"/a\"}", JSON_MALFORMED, NULL},
    {"{\"a\":1.,\"home\":\"/a\"}", JSON_MALFORMED, NULL},
    {"{\"a\":nul,\"home\":\"/a\"}", JSON_MALFORMED, NULL},
    {"{'home':'/a'}", JSON_MALFORMED, NULL},
    {"{home:\"/a\"}", JSON_MALFORMED, NULL},
    {"{\"home\":\"/0123456789012345678901234567890123456789\"}", JSON_TOO_LONG, NULL},
};

static void it_reads_one_member(void) {
  for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
    char home[32] = "";
    enum json_member result = json_string_member(ROWS[i].json, strlen(ROWS[i].json), "home", home, sizeof home);
    if (result != ROWS[i].result) {
      (void)fprintf(stderr, "%s: %d\n", ROWS[i].json, (int)result);
    }
    CHECK(result == ROWS[i].result);
    if (ROWS[i].home != NULL) {
      CHECK_TEXT(home, ROWS[i].home);
    }
  }
}

static void it_refuses_what_is_nested_too_deeply(void) {
  char json[512] = "{\"a\":";
  char home[8];
  memset(json + strlen(json), '[', 400);
  CHECK(json_string_member(json, strlen(json), "home", home, sizeof home) == JSON_MALFORMED);
}

static void it_stops_at_every_length(void) {
  const char *json = ROWS[3].json;
  for (size_t length = 0; length < strlen(json); length++) {
    char home[32];
    char *exact = malloc(length == 0 ? 1 : length);
    CHECK(exact != NULL);
    memcpy(exact, json, length);
    CHECK(json_string_member(exact, length, "home", home, sizeof home) == JSON_MALFORMED);
    free(exact);
  }
}

void test_json(void) {
  it_reads_one_member();
  it_refuses_what_is_nested_too_deeply();
  it_stops_at_every_length();
}
