package io.cnifp.command.extension;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of a new project, made of templates. */
final class ProjectFiles {
  private final Map<String, String> values;

  /**
   * Creates files.
   *
   * @param values what replaces {@code @word@} in the templates, by the words
   */
  ProjectFiles(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Returns the content of each file by its path in the project. */
  Map<String, String> of(ProjectNames names, boolean delegate) {
    String kind = delegate ? "delegate" : "action";
    String type = names.packageName().replace('.', '/') + "/" + names.className();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("README.md", filled("README.md"));
    files.put("src/main/java/" + type + ".java", filled(kind + "-provider"));
    files.put("src/test/java/" + type + "Tests.java", filled(kind + "-tests"));
    files.put("pom.xml", filled("pom.xml"));
    return files;
  }

  private String filled(String template) {
    String text;
    try (InputStream stream = ProjectFiles.class.getResourceAsStream(template + ".txt")) {
      if (stream == null) {
        throw new IllegalStateException("no template " + template);
      }
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    return text;
  }
}
