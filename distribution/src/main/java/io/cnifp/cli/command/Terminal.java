package io.cnifp.cli.command;

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

/**
 * Where a command reads and writes: the process's standard streams, or a test's. Text is UTF-8
 * whatever the locale. Used on one thread.
 */
public final class Terminal {
  private static final String RESET = "\u001b[0m";

  private final InputStream in;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean colours;

  /** What a text is, for a terminal with colours. */
  public enum Style {
    /** In order. */
    GOOD("\u001b[32m"),
    /** Worth a look. */
    DOUBTFUL("\u001b[33m"),
    /** Wrong. */
    BAD("\u001b[31m"),
    /** Stands out. */
    STRONG("\u001b[1m"),
    /** In the background. */
    FAINT("\u001b[2m");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  /**
   * Creates a terminal.
   *
   * @param colours whether standard output is a terminal that wants colours
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

  /** Standard input. */
  public InputStream in() {
    return in;
  }

  /** Standard output. */
  public PrintWriter out() {
    return out;
  }

  /** Standard error. */
  public PrintWriter err() {
    return err;
  }

  /** Whether colours are wanted. */
  public boolean colours() {
    return colours;
  }

  /** Writes a line to standard output. */
  public void line(String text) {
    out.print(text);
    out.print('\n');
  }

  /** Writes a line to standard error. */
  public void error(String text) {
    err.print(text);
    err.print('\n');
    err.flush();
  }

  /** Writes a value as JSON, laid out for people. */
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
      line(writer.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text in a style, if there are colours. */
  public String styled(Style style, String text) {
    return colours ? style.code + text + RESET : text;
  }

  /** Has everything reach its reader; false if nobody reads any more. */
  public boolean flush() {
    err.flush();
    return !out.checkError();
  }
}
