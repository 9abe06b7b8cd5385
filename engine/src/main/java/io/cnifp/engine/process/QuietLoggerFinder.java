package io.cnifp.engine.process;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the JDK and extensions log through {@link System.Logger}: warnings and errors go to standard
 * error by SLF4J, anything less is dropped.
 *
 * <p>The JDK asks for a logger whenever a process is started. To find that there is none but its
 * own it searches the whole image, which costs a call 4 ms; this one is found at once, and creates
 * SLF4J's logger when there is something to log. The module provides it; an engine on a class path
 * leaves the program's logging alone.
 */
public class QuietLoggerFinder extends System.LoggerFinder {
  private final Function<String, Logger> loggers;

  /** Created by the JDK, once. */
  public QuietLoggerFinder() {
    this(LoggerFactory::getLogger);
  }

  /** Creates a finder; {@code loggers} is asked when there is something to log. */
  QuietLoggerFinder(Function<String, Logger> loggers) {
    this.loggers = loggers;
  }

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new QuietLogger(name, loggers);
  }

  /**
   * Never created. The JDK asks whether there is a second finder, and without one would search the
   * image for it, which is half of the cost.
   */
  public static final class Second extends QuietLoggerFinder {
    /** Required of a service provider; never called. */
    public Second() {}
  }

  /** A logger of one name. Immutable. */
  private static final class QuietLogger implements System.Logger {
    private final String name;
    private final Function<String, Logger> loggers;

    QuietLogger(String name, Function<String, Logger> loggers) {
      this.name = name;
      this.loggers = loggers;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level != Level.OFF && level.getSeverity() >= Level.WARNING.getSeverity();
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        loggers.apply(name).warn(String.valueOf(message), thrown);
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        Object... parameters) {
      if (isLoggable(level)) {
        loggers.apply(name).warn(text(String.valueOf(format), parameters));
      }
    }

    private static String text(String format, Object[] parameters) {
      try {
        return parameters.length == 0 ? format : MessageFormat.format(format, parameters);
      } catch (IllegalArgumentException e) {
        return format;
      }
    }
  }
}
