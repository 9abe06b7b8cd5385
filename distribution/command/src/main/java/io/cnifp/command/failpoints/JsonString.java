package io.cnifp.command.failpoints;

/** Finds the place of a character of a JSON string in its document. */
final class JsonString {
  private JsonString() {}

  /**
   * Returns the offset of a character of the text.
   *
   * @param document the document
   * @param quote the offset of the string's opening quote
   * @param index which character of the text, in UTF-16 units from 0
   */
  static int offset(byte[] document, int quote, int index) {
    int at = quote + 1;
    int unit = 0;
    while (unit < index && document[at] != '"') {
      int first = document[at] & 0xFF;
      if (first == '\\') {
        at += document[at + 1] == 'u' ? 6 : 2;
        unit++;
      } else if (first < 0x80) {
        at++;
        unit++;
      } else {
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        // A character of four bytes has two UTF-16 units.
        unit += length == 4 ? 2 : 1;
        at += length;
      }
    }
    return at;
  }
}
