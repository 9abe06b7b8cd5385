package io.cnifp.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/**
 * An extension that the training calls: without it the JVM would look up in the image what it needs
 * to open a jar, one class after the other.
 */
final class TrainingExtension {
  /** The name of its action, which continues the call. */
  static final String ACTION = "training.continue";

  private static final String SOURCE =
      """
      package training;

      import io.cnifp.api.spi.*;

      @ProviderInfo(name = "%s", description = "continues the call")
      public final class ContinueProvider implements FailpointActionProvider {
        public FailpointAction create(ActionArguments arguments, ActionContext context) {
          arguments.read();
          return FailpointAction.Invocation::proceed;
        }
      }
      """
          .formatted(ACTION);

  private TrainingExtension() {}

  /**
   * Compiles the extension.
   *
   * @param modulePath where the api is
   * @param classes a directory for its class
   * @param jar the jar to write
   */
  static void write(String modulePath, Path classes, Path jar) throws IOException {
    Path source = Files.createDirectories(classes).resolve("ContinueProvider.java");
    Files.writeString(source, SOURCE);
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("io.cnifp.api.spi.FailpointActionProvider"),
        "training.ContinueProvider\n");
    run("javac", "-cp", modulePath, "-proc:none", "-d", classes.toString(), source.toString());
    run("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
  }

  private static void run(String tool, String... arguments) {
    StringWriter messages = new StringWriter();
    PrintWriter writer = new PrintWriter(messages);
    int status = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
    if (status != 0) {
      throw new IllegalStateException(tool + " failed with status " + status + ":\n" + messages);
    }
  }
}
