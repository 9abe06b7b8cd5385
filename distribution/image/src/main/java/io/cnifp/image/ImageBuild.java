package io.cnifp.image;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds the directory {@code cni-fp} and what is distributed of it.
 *
 * <p>The order matters: the JVM notes the size and time of {@code lib/modules} in its archives and
 * refuses them when either changes. So times are set before the archives are created.
 */
final class ImageBuild {
  private static final List<String> MODULES =
      List.of(
          "io.cnifp.engine",
          "io.cnifp.resident",
          "io.cnifp.actions",
          "io.cnifp.delegates",
          "io.cnifp.command",
          "org.slf4j.simple",
          "jdk.unsupported");

  /** The plugins. Each has a copy of {@code java} under its name, which the process then has. */
  private static final List<String> PLUGINS =
      List.of("cni-bridge-fp", "cni-ptp-fp", "cni-macvlan-fp");

  /** The other names of the launcher: for delegates and the installer, and for people. */
  private static final List<String> OTHERS = List.of("launcher", "cni-fp");

  private final Inputs inputs;
  private final Path target;
  private final Path image;
  private final String version;
  private final Instant time;
  private final BuildProcess process;

  /**
   * What an image is built from.
   *
   * @param sources the directory with {@code image} and {@code debian}
   * @param repository the directory with {@code LICENSE}, {@code CHANGELOG.md} and the modules
   * @param launcher the launcher's executable
   * @param library the engine's library
   * @param modulePath the jars to link, separated as on a class path
   * @param components what Maven's CycloneDX plugin has written
   * @param authorsClassPath the jars that an extension is compiled and tested with
   * @param extensions jars to link in, with or without a module descriptor
   */
  record Inputs(
      Path sources,
      Path repository,
      Path launcher,
      Path library,
      String modulePath,
      Path components,
      String authorsClassPath,
      List<Path> extensions) {}

  /**
   * Creates a build.
   *
   * @param target the directory to build in
   * @param time the time that every file gets
   */
  ImageBuild(Inputs inputs, Path target, String version, Instant time) {
    this.inputs = inputs;
    this.target = target;
    this.image = target.resolve("cni-fp");
    this.version = version;
    this.time = time;
    this.process = new BuildProcess(target);
  }

  /** Builds all; returns a line for each thing built. */
  List<String> build() throws IOException, InterruptedException {
    FileTree.delete(image);
    Files.createDirectories(image);
    LinkedRuntime runtime = link();
    copyFiles(runtime);
    equipAuthors();
    describeCommand(runtime);
    BuildId.write(image);
    setTimes();
    createArchivesOfJvm(runtime);
    ImageList.write(image);
    setModes();
    setTimes();
    Path archive = target.resolve("cni-fp-" + version + "-linux-" + architecture() + ".tar.gz");
    ReproducibleArchive.tarGz(image, image.getFileName().toString(), archive, time);
    Path debian =
        new DebianPackage(inputs.sources().resolve("debian"), version, architecture(), time)
            .write(image, archive, target);
    List<String> built = new ArrayList<>();
    for (Path path : List.of(image, archive, debian)) {
      built.add(path + " (" + (FileTree.size(path) >> 20) + " MB)");
    }
    return built;
  }

  private LinkedRuntime link() throws IOException {
    StringBuilder modulePath = new StringBuilder(inputs.modulePath());
    List<String> modules = new ArrayList<>(MODULES);
    for (Path jar : inputs.extensions()) {
      ExtensionModule extension =
          ExtensionModule.of(jar, target.resolve("linked"), ModuleFinder.of(ownModules()));
      modulePath.append(File.pathSeparator).append(extension.jar());
      modules.add(extension.name());
    }
    return LinkedRuntime.link(image.resolve("runtime"), modulePath.toString(), modules);
  }

  private Path[] ownModules() {
    return Stream.of(inputs.modulePath().split(File.pathSeparator, -1))
        .map(Path::of)
        .toArray(Path[]::new);
  }

  private void copyFiles(LinkedRuntime runtime) throws IOException {
    Path source = inputs.sources().resolve("image");
    for (Path file : FileTree.files(source)) {
      FileTree.copy(file, image.resolve(source.relativize(file)));
    }
    for (String plugin : PLUGINS) {
      FileTree.copy(inputs.launcher(), image.resolve("bin").resolve(plugin));
      FileTree.copy(runtime.bin("java"), runtime.bin(plugin));
    }
    for (String other : OTHERS) {
      FileTree.copy(inputs.launcher(), image.resolve("bin").resolve(other));
    }
    FileTree.copy(inputs.library(), runtime.lib("libcnifp.so"));
    for (String name : List.of("LICENSE", "CHANGELOG.md")) {
      FileTree.copy(inputs.repository().resolve(name), image.resolve(name));
    }
    Files.writeString(image.resolve("VERSION"), version + "\n");
    Sbom.write(
        inputs.components(),
        Sbom.Jdk.running(runtime.modules()),
        image.resolve("share/sbom/cni-fp.cdx.json"));
    setModes();
  }

  /** Adds what the author of an extension needs besides Maven and a JDK. */
  private void equipAuthors() throws IOException {
    List<Path> classPath =
        Stream.of(inputs.authorsClassPath().split(File.pathSeparator, -1))
            .filter(path -> path.endsWith(".jar"))
            .map(Path::of)
            .toList();
    new MavenRepository(inputs.repository(), version, classPath, time)
        .write(image.resolve("share/maven"));
    ApiDocumentation.write(inputs.repository(), classPath, image.resolve("share/doc/api"));
    setModes();
  }

  /** Lets the command print its manual page and its completion script. */
  private void describeCommand(LinkedRuntime runtime) throws IOException, InterruptedException {
    Files.createDirectories(image.resolve("share/man/man1"));
    Files.writeString(
        image.resolve("share/man/man1/cni-fp.1"),
        process.run("manual page of cni-fp", command(runtime, List.of(), "man")));
    Path completions = Files.createDirectories(image.resolve("share/bash-completion/completions"));
    Files.writeString(
        completions.resolve("cni-fp"),
        process.run("completion of cni-fp", command(runtime, List.of(), "completion")));
    setModes();
  }

  /** Creates the archive of the JDK's classes and the AOT caches of launchers and command. */
  private void createArchivesOfJvm(LinkedRuntime runtime) throws IOException, InterruptedException {
    process.run(
        "class data archive",
        List.of(
            runtime.bin("java").toString(),
            "-XX:SharedArchiveFile=" + runtime.lib("server/classes.jsa"),
            "-Xshare:dump"));

    FileTree.delete(target.resolve("training-state"));
    // The first run creates the state directory. The cache must not hold what that alone needs:
    // the JVM loads all of it in each call.
    train("state directory", runtime, List.of());
    Path cache = runtime.lib("cni-fp.aot");
    train("AOT cache", runtime, List.of("-XX:AOTCacheOutput=" + cache));
    requireFile(cache);

    Path engineCache = runtime.lib("cni-fp-engine.aot");
    process.run(
        "AOT cache of the engine",
        List.of(
            runtime.bin("java").toString(),
            "@" + runtime.lib("cni-fp-engine.options"),
            "-XX:AOTCacheOutput=" + engineCache,
            "-Dcnifp.home=" + image,
            "-m",
            "io.cnifp.resident/io.cnifp.resident.Main",
            "--train"));
    requireFile(engineCache);

    Path commands = target.resolve("training-of-command");
    FileTree.delete(commands);
    Path commandCache = runtime.lib("cni-fp-command.aot");
    process.run(
        "AOT cache of the command",
        command(
            runtime,
            List.of(
                "-XX:AOTCacheOutput=" + commandCache,
                "-Dcnifp.train=" + CommandTraining.write(commands))));
    requireFile(commandCache);
  }

  private void train(String purpose, LinkedRuntime runtime, List<String> jvmOptions)
      throws IOException, InterruptedException {
    Path calls = target.resolve("training");
    FileTree.delete(calls);
    new CallTraining(calls, target.resolve("training-state"), inputs.modulePath()).write();
    List<String> command = new ArrayList<>();
    command.add(runtime.bin("java").toString());
    command.add("@" + runtime.lib("cni-fp.options"));
    command.addAll(jvmOptions);
    command.add("-Dcnifp.home=" + image);
    command.addAll(List.of("-m", "io.cnifp.engine/io.cnifp.engine.Main", "--train"));
    command.add(calls.toString());
    process.run(
        purpose,
        command,
        LauncherTraining.variables(inputs.launcher(), target.resolve("training-home"), process));
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("the JVM has not written " + file);
    }
  }

  /** Returns the command line that runs cni-fp. */
  private List<String> command(
      LinkedRuntime runtime, List<String> jvmOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(runtime.bin("java").toString());
    command.add("@" + runtime.lib("cni-fp-command.options"));
    command.add("-Dcnifp.home=" + image);
    command.addAll(jvmOptions);
    command.addAll(List.of("-m", "io.cnifp.command/io.cnifp.command.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Returns the architecture, as Debian calls it. */
  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }

  private void setModes() throws IOException {
    for (Path path : FileTree.paths(image)) {
      String name = image.relativize(path).toString();
      boolean executable =
          Files.isDirectory(path)
              || name.startsWith("bin/")
              || name.startsWith("runtime/bin/")
              || name.equals("runtime/lib/jspawnhelper");
      Files.setPosixFilePermissions(path, executable ? FileTree.EXECUTABLE : FileTree.PLAIN);
    }
  }

  /** Sets directories after what is in them, which would change their times. */
  private void setTimes() throws IOException {
    for (Path path : FileTree.paths(image).reversed()) {
      Files.setLastModifiedTime(path, FileTime.from(time));
    }
  }
}
