package io.cnifp.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniRequest;
import io.cnifp.api.spi.DelegateProvider;
import io.cnifp.api.spi.FailpointActionProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * An extension's jar, made as its author makes it: sources compiled against the api at release 17,
 * and packed with a manifest and META-INF/services.
 */
public final class ExtensionJar {
  private final Map<String, byte[]> entries = new TreeMap<>();
  private final Manifest manifest = new Manifest();
  private final List<Path> classPath = new ArrayList<>();

  public ExtensionJar() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    classPath.add(api());
  }

  /** An action's provider; {@code body} is what its {@code create} does. */
  public static ExtensionJar action(String type, String name, String body) throws IOException {
    return new ExtensionJar().andAction(type, name, body);
  }

  /** Adds a further action. */
  public ExtensionJar andAction(String type, String name, String body) throws IOException {
    return provider(
        FailpointActionProvider.class,
        name,
        type,
        "public FailpointAction create(ActionArguments arguments, ActionContext context) { "
            + body
            + " }");
  }

  /** An action that fails with this message. */
  public static ExtensionJar failing(String type, String name, String message) throws IOException {
    return action(type, name, "return call -> CniResponse.failure(200, \"" + message + "\");");
  }

  /** A delegate's provider; {@code body} is what its {@code create} does. */
  public static ExtensionJar delegate(String type, String name, String body) throws IOException {
    return new ExtensionJar()
        .provider(
            DelegateProvider.class,
            name,
            type,
            "public Delegate create(DelegateContext context) { " + body + " }");
  }

  /** A provider's class of that name with these members, listed in META-INF/services. */
  public ExtensionJar provider(Class<?> service, String name, String type, String members)
      throws IOException {
    return annotated(service, "@ProviderInfo(name = \"" + name + "\")", type, members);
  }

  /** A provider's class with this annotation, or none if it is empty. */
  public ExtensionJar annotated(Class<?> service, String annotation, String type, String members)
      throws IOException {
    int dot = type.lastIndexOf('.');
    String text =
        """
        package %s;
        import io.cnifp.api.*;
        import io.cnifp.api.spi.*;
        %s public final class %s implements %s { %s }
        """
            .formatted(
                type.substring(0, dot),
                annotation,
                type.substring(dot + 1),
                service.getSimpleName(),
                members);
    return source(type, text).service(service, type);
  }

  /** Compiles many sources at once; each becomes a jar with one provider of a service. */
  public static Map<String, ExtensionJar> compiled(
      Map<String, String> sources, Map<String, Class<?>> services) throws IOException {
    ExtensionJar all = new ExtensionJar();
    all.compile(sources);
    Map<String, ExtensionJar> jars = new TreeMap<>();
    for (String type : sources.keySet()) {
      ExtensionJar jar = new ExtensionJar();
      String file = type.replace('.', '/');
      all.entries.forEach((name, content) -> {
        if (name.equals(file + ".class") || name.startsWith(file + "$")) {
          jar.entry(name, content);
        }
      });
      jars.put(type, jar.service(services.get(type), type));
    }
    return jars;
  }

  /** Compiles a source and adds its classes. */
  public ExtensionJar source(String type, String text) throws IOException {
    compile(Map.of(type, text));
    return this;
  }

  private void compile(Map<String, String> sources) throws IOException {
    Path classes = Files.createTempDirectory("cni-fp-extension");
    try {
      List<JavaFileObject> units = new ArrayList<>();
      sources.forEach((type, text) -> units.add(inMemory(type, text)));
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      StringWriter messages = new StringWriter();
      List<String> options =
          List.of("--release", "17", "-d", classes.toString(), "-cp", joined(classPath));
      boolean compiled = compiler.getTask(messages, null, null, options, null, units).call();
      assertThat(compiled).as(messages.toString()).isTrue();
      try (Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          entries.put(classes.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    } finally {
      delete(classes);
    }
  }

  /** Lists a class in META-INF/services. */
  public ExtensionJar service(Class<?> service, String type) {
    entries.merge(
        "META-INF/services/" + service.getName(),
        (type + "\n").getBytes(StandardCharsets.UTF_8),
        (a, b) ->
            (new String(a, StandardCharsets.UTF_8) + new String(b, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public ExtensionJar manifest(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  /** Compiles what follows against another jar too. */
  public ExtensionJar against(Path jar) {
    classPath.add(jar);
    return this;
  }

  public ExtensionJar entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  public ExtensionJar edited(String name, UnaryOperator<byte[]> edit) {
    entries.computeIfPresent(name, (_, content) -> edit.apply(content));
    return this;
  }

  public ExtensionJar without(String name) {
    assertThat(entries.remove(name)).as(name).isNotNull();
    return this;
  }

  /** Writes the jar, readable by all and writable by its owner. */
  public Path write(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }

  /** The jar of the api, or its directory of classes. */
  public static Path api() {
    try {
      return Path.of(CniRequest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JavaFileObject inMemory(String type, String text) {
    URI uri = URI.create("string:///" + type.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  private static String joined(List<Path> paths) {
    return String.join(":", paths.stream().map(Path::toString).toList());
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
