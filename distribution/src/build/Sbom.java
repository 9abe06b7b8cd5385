import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The list of what the image is made of, in CycloneDX's format: what Maven has found, and the JDK,
 * which Maven doesn't know to be in it.
 */
final class Sbom {
  private static final String COMPONENTS = "\n  \"components\" : [";

  private Sbom() {}

  /**
   * Completes the list.
   *
   * @param maven the file of Maven's plugin
   * @param runtime the linked run-time image
   */
  static void write(Path maven, Path runtime, Path file) throws IOException {
    String list = Files.readString(maven);
    int at = list.indexOf(COMPONENTS);
    if (at < 0) {
      throw new IllegalStateException("no components in " + maven + ": its format has changed");
    }
    String modules =
        Files.readAllLines(runtime.resolve("release")).stream()
            .filter(line -> line.startsWith("MODULES="))
            .findFirst()
            .orElseThrow()
            .replace("MODULES=", "")
            .replace("\"", "");
    String jdk =
        """

            {
              "type" : "platform",
              "bom-ref" : "jdk",
              "publisher" : "%s",
              "name" : "OpenJDK run-time image",
              "version" : "%s",
              "licenses" : [ { "expression" : "GPL-2.0-only WITH Classpath-exception-2.0" } ],
              "properties" : [ { "name" : "cni-fp:modules", "value" : "%s" } ]
            },\
        """
            .formatted(
                System.getProperty("java.vendor"),
                System.getProperty("java.runtime.version"),
                modules);
    Files.createDirectories(file.getParent());
    int end = at + COMPONENTS.length();
    Files.writeString(file, list.substring(0, end) + jdk + list.substring(end));
  }
}
