package io.cnifp.command.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes: the standard streams of the process, or those of a test. Text
 * is UTF-8 in every locale. Used on one thread.
 */
public final class Terminal {
  private static final String RESET = "\u001b[0m";

  /** Stands for a style's end until a line is written; a noncharacter of Unicode. */
  private static final char END_OF_STYLE = '\uFDEF';

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean colours;

  /** The meaning of a text, which a terminal shows as a colour. */
  public enum Style {
    /** Success. */
    GOOD('\uFDD0', "\u001b[32m"),
    /** A warning. */
    DOUBTFUL('\uFDD1', "\u001b[33m"),
    /** An error. */
    BAD('\uFDD2', "\u001b[31m"),
    /** Emphasis. */
    STRONG('\uFDD3', "\u001b[1m"),
    /** Less important. */
    FAINT('\uFDD4', "\u001b[2m");

    private final char mark;
    private final String code;

    /**
     * Creates a style.
     *
     * @param mark stands for its beginning until a line is written; a noncharacter of Unicode
     * @param code the escape sequence
     */
    Style(char mark, String code) {
      this.mark = mark;
      this.code = code;
    }

    private static @Nullable Style of(char mark) {
      for (Style style : values()) {
        if (style.mark == mark) {
          return style;
        }
      }
      return null;
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
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      Style style = Style.of(c);
      if (style != null) {
        shown.append(colours ? style.code : "");
      } else if (c == END_OF_STYLE) {
        shown.append(colours ? RESET : "");
      } else if (c == '\n') {
        shown.append("\\n");
      } else if (c != '\t' && isControl(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }

  /** Returns whether a terminal might act on it: controls, separators, changes of direction. */
  private static boolean isControl(char c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
        || Character.getType(c) == Character.FORMAT;
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
      out.print(writer.writeValueAsString(value));
      out.print('\n');
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the text in a style, for {@link #line}. */
  public String styled(Style style, String text) {
    return style.mark + text + END_OF_STYLE;
  }

  /** Flushes both streams; returns false if standard output can no longer be written. */
  public boolean flush() {
    err.flush();
    return !out.checkError();
  }
}
