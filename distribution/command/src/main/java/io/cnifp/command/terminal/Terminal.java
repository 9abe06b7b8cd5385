package io.cnifp.command.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.cnifp.engine.interception.DiagnosticText;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where a command reads and writes: the standard streams of the process, or those of a test. Text
 * is UTF-8 in every locale. Used on one thread.
 */
public final class Terminal {
  private static final String RESET = "\u001b[0m";

  /** Begins a change of style until a line is written; a noncharacter of Unicode. */
  private static final String MARK = "\uFDD0";

  private static final char END = 'e';

  /** Distinguishes our changes of style from what others have written. */
  private final String nonce = Long.toHexString(ThreadLocalRandom.current().nextLong());

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean colours;

  /** The meaning of a text, which a terminal shows as a colour. */
  public enum Style {
    /** Success. */
    GOOD('g', "\u001b[32m"),
    /** A warning. */
    DOUBTFUL('d', "\u001b[33m"),
    /** An error. */
    BAD('b', "\u001b[31m"),
    /** Emphasis. */
    STRONG('s', "\u001b[1m"),
    /** Less important. */
    FAINT('f', "\u001b[2m");

    private final char letter;
    private final String code;

    /**
     * Creates a style.
     *
     * @param letter stands for its beginning until a line is written
     * @param code the escape sequence
     */
    Style(char letter, String code) {
      this.letter = letter;
      this.code = code;
    }

    /** Returns the escape sequence of a letter; that of the end of a style for any other. */
    private static String code(char letter) {
      for (Style style : values()) {
        if (style.letter == letter) {
          return style.code;
        }
      }
      return RESET;
    }
  }

  /**
   * Creates a terminal.
   *
   * @param colours whether standard output is a terminal that shows colours
   */
  public Terminal(InputStream in, OutputStream out, OutputStream err, boolean colours) {
    this.in = in;
    this.out = writer(out);
    this.err = writer(err);
    this.colours = colours;
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
  }

  /** Returns standard input. */
  public InputStream in() {
    return in;
  }

  /** Returns standard output. */
  public PrintWriter out() {
    return out;
  }

  /** Returns standard error. */
  public PrintWriter err() {
    return err;
  }

  /** Returns whether standard output shows colours. */
  public boolean colours() {
    return colours;
  }

  /**
   * Writes a line to standard output. Line ends and control characters in it are escaped, because
   * much of what is shown was written by others, for example a pod's author.
   */
  public void line(String text) {
    out.print(shown(text));
    out.print('\n');
  }

  /** Writes a line to standard error, escaped in the same way. */
  public void error(String text) {
    err.print(shown(text));
    err.print('\n');
    err.flush();
  }

  private String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    int from = 0;
    for (int at = text.indexOf(MARK + nonce); at >= 0; at = text.indexOf(MARK + nonce, from)) {
      shown.append(DiagnosticText.oneLine(text.substring(from, at)));
      from = at + 1 + nonce.length();
      char letter = text.charAt(from++);
      shown.append(colours ? Style.code(letter) : "");
    }
    return shown.append(DiagnosticText.oneLine(text.substring(from))).toString();
  }

  /** Writes a value as indented JSON. */
  public void json(Object value) {
    DefaultPrettyPrinter layout = new DefaultPrettyPrinter();
    layout.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    write(new ObjectMapper().writer(layout), value);
  }

  /** Writes a value as JSON on one line. */
  public void jsonLine(Object value) {
    write(new ObjectMapper().writer(), value);
  }

  private void write(ObjectWriter writer, Object value) {
    try {
      String json = writer.writeValueAsString(value);
      // Outside of strings only the layout has line ends, and no other control.
      json.lines().forEach(this::plainLine);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void plainLine(String text) {
    out.print(DiagnosticText.oneLine(text));
    out.print('\n');
  }

  /** Returns the text in a style, for {@link #line}. */
  public String styled(Style style, String text) {
    return MARK + nonce + style.letter + text + MARK + nonce + END;
  }

  /** Flushes both streams; returns false if standard output can no longer be written. */
  public boolean flush() {
    err.flush();
    return !out.checkError();
  }
}
