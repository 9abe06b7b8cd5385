package io.cnifp.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The POM of a module as its users need it: without a parent, and with versions.
 *
 * @param artifact its artifact id
 * @param text the POM
 */
record FlatPom(String artifact, String text) {
  /** The group of all modules. */
  static final String GROUP = "io.cnifp";

  private record Dependency(String group, String artifact, String version, String scope) {}

  /**
   * Reads the POM of a module.
   *
   * @param file the module's {@code pom.xml}, whose parent manages its versions
   * @param version the version of all modules
   * @param classPath the jars that it depends on, from whose names the versions are taken
   * @throws IllegalStateException if a jar is missing
   */
  static FlatPom of(Path file, String version, List<Path> classPath) throws IOException {
    Element project = read(file);
    String artifact = text(project, "artifactId");
    List<Dependency> dependencies = new ArrayList<>();
    for (Element dependency : children(child(project, "dependencies"), "dependency")) {
      String scope = child(dependency, "scope").map(Node::getTextContent).orElse("compile");
      if (scope.equals("compile") || scope.equals("runtime")) {
        String name = text(dependency, "artifactId");
        String group = text(dependency, "groupId");
        dependencies.add(
            new Dependency(
                group, name, group.equals(GROUP) ? version : version(name, classPath), scope));
      }
    }
    return new FlatPom(
        artifact,
        write(
            artifact, version, text(project, "name"), text(project, "description"), dependencies));
  }

  private static Element read(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns the version in the name of an artifact's jar. */
  private static String version(String artifact, List<Path> classPath) {
    for (Path jar : classPath) {
      String name = String.valueOf(jar.getFileName());
      if (name.matches(artifact + "-[0-9].*[.]jar")) {
        return name.substring(artifact.length() + 1, name.length() - ".jar".length());
      }
    }
    throw new IllegalStateException("no jar of " + artifact + " is among " + classPath);
  }

  private static String write(
      String artifact,
      String version,
      String name,
      String description,
      List<Dependency> dependencies) {
    StringBuilder list = new StringBuilder();
    for (Dependency dependency : dependencies) {
      list.append(
          """
              <dependency>
                <groupId>%s</groupId>
                <artifactId>%s</artifactId>
                <version>%s</version>
                <scope>%s</scope>
              </dependency>
          """
              .formatted(
                  dependency.group(),
                  dependency.artifact(),
                  dependency.version(),
                  dependency.scope()));
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>%s</groupId>
      <artifactId>%s</artifactId>
      <version>%s</version>
      <name>%s</name>
      <description>%s</description>
      <licenses>
        <license>
          <name>Apache-2.0</name>
          <url>https://www.apache.org/licenses/LICENSE-2.0.txt</url>
        </license>
      </licenses>
      <dependencies>
    %s  </dependencies>
    </project>
    """
        .formatted(GROUP, artifact, version, name, description, list);
  }

  private static String text(Element parent, String name) {
    return child(parent, name)
        .map(element -> element.getTextContent().strip())
        .orElseThrow(() -> new IllegalStateException("a POM has no " + name));
  }

  private static Optional<Element> child(Element parent, String name) {
    return children(Optional.of(parent), name).stream().findFirst();
  }

  private static List<Element> children(Optional<Element> parent, String name) {
    List<Element> children = new ArrayList<>();
    Node next = parent.map(Node::getFirstChild).orElse(null);
    for (Node node = next; node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }
}
