package io.cnifp.image;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program that Maven runs in the phase {@code package}: builds {@code target/cni-fp}, the
 * {@code .tar.gz} and the {@code .deb}.
 *
 * <p>Arguments: the directory of the Maven module, the version, and the time that every file gets.
 * The system property {@code cnifp.link} names extensions to link in, separated by colons; {@code
 * cnifp.target} names another directory to build in.
 */
final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Path module = Path.of(arguments[0]).toAbsolutePath();
    Path mavenTarget = module.resolve("target");
    Path target =
        Path.of(System.getProperty("cnifp.target", mavenTarget.toString())).toAbsolutePath();
    List<Path> extensions =
        Stream.of(System.getProperty("cnifp.link", "").split(File.pathSeparator, -1))
            .filter(jar -> !jar.isEmpty())
            .map(Path::of)
            .toList();
    ImageBuild.Inputs inputs =
        new ImageBuild.Inputs(
            module.resolve("src/main"),
            module.resolve("../..").normalize(),
            module.resolve("../launcher/target/launcher").normalize(),
            module.resolve("../../engine/target/libcnifp.so").normalize(),
            Files.readString(mavenTarget.resolve("module-path")).strip(),
            mavenTarget.resolve("cni-fp.cdx.json"),
            Files.readString(mavenTarget.resolve("authors-class-path")).strip(),
            extensions);
    new ImageBuild(inputs, target, arguments[1], Instant.parse(arguments[2]))
        .build()
        .forEach(System.out::println);
  }
}
