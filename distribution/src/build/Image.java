import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Assembles {@code target/cni-fp}, its {@code .tar.gz} and its {@code .deb}. Run as a source-code
 * program by the JDK whose run-time image goes into it.
 *
 * <p>The order matters: the JVM notes the size and time of {@code lib/modules} in its archives and
 * refuses them when either changes, so times are set before the archives are made.
 */
final class Image {
  private static final List<String> MODULES =
      List.of(
          "io.cnifp.engine",
          "io.cnifp.actions",
          "io.cnifp.delegates",
          "io.cnifp.cli",
          "org.slf4j.simple",
          "jdk.unsupported");

  /**
   * The plugins of the image. Each is a copy of {@code java}, whose name the process then bears.
   */
  private static final List<String> PLUGINS =
      List.of("cni-bridge-fp", "cni-ptp-fp", "cni-macvlan-fp");

  private final Path base;
  private final Path target;
  private final Path image;
  private final Path runtime;
  private final String version;
  private final Instant time;
  private final String modulePath;
  private final List<String> modules;

  private Image(
      Path base,
      Path target,
      String version,
      Instant time,
      String modulePath,
      List<String> modules) {
    this.base = base;
    this.target = target;
    this.image = target.resolve("cni-fp");
    this.runtime = image.resolve("runtime");
    this.version = version;
    this.time = time;
    this.modulePath = modulePath;
    this.modules = modules;
  }

  /**
   * Arguments: the distribution's folder, the version, the time of every file, the module path. The
   * system property {@code cnifp.link} names jars of plugins to link in, {@code cnifp.target}
   * another folder to build in.
   */
  public static void main(String[] arguments) throws Exception {
    Path base = Path.of(arguments[0]).toAbsolutePath();
    Path target = Path.of(System.getProperty("cnifp.target", base + "/target")).toAbsolutePath();
    StringBuilder modulePath = new StringBuilder(arguments[3]);
    List<String> modules = new ArrayList<>(MODULES);
    for (String jar : System.getProperty("cnifp.link", "").split(File.pathSeparator)) {
      if (!jar.isEmpty()) {
        PluginModule plugin = PluginModule.of(Path.of(jar), target.resolve("linked"));
        modulePath.append(File.pathSeparator).append(plugin.jar());
        modules.add(plugin.name());
      }
    }
    Instant time = Instant.parse(arguments[2]);
    new Image(base, target, arguments[1], time, modulePath.toString(), modules).build();
  }

  private void build() throws Exception {
    delete(image);
    Files.createDirectories(target);
    // So that an image can be built again without Maven, say with a plugin in it.
    Files.writeString(target.resolve("module-path"), modulePath);
    link();
    copyLegalNotices();
    copyFiles();
    describeCommand();
    setTimes();
    run(
        "class data archive",
        java("-XX:SharedArchiveFile=" + lib("server/classes.jsa"), "-Xshare:dump"));
    train();
    trainCommand();
    setTimes();
    Path archive = target.resolve("cni-fp-" + version + "-linux-" + architecture() + ".tar.gz");
    ReproducibleTar.write(image, archive, time);
    Path debian =
        new DebianPackage(base.resolve("src/main/debian"), version, architecture(), time)
            .write(image, target);
    System.out.printf(
        "%s (%d MB), %s (%d MB), %s (%d MB)%n",
        image, megabytes(image), archive, megabytes(archive), debian, megabytes(debian));
  }

  private void link() throws IOException {
    Files.createDirectories(image);
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    int status =
        jlink.run(
            System.out,
            System.err,
            "--module-path",
            modulePath,
            "--add-modules",
            String.join(",", modules),
            "--no-header-files",
            "--no-man-pages",
            "--output",
            runtime.toString());
    if (status != 0) {
      throw new IllegalStateException("jlink ended with status " + status);
    }
    for (String unused : List.of("bin/keytool", "lib/jexec", "lib/jrt-fs.jar")) {
      Files.deleteIfExists(runtime.resolve(unused));
    }
  }

  /** Brings the notices of the linked libraries, which jlink leaves behind, beside the JDK's. */
  private void copyLegalNotices() throws IOException {
    Path[] path =
        Stream.of(modulePath.split(File.pathSeparator)).map(Path::of).toArray(Path[]::new);
    for (ModuleReference module : ModuleFinder.of(path).findAll()) {
      Path jar = Path.of(module.location().orElseThrow());
      if (!Files.isRegularFile(jar) || !isLinked(module.descriptor().name())) {
        continue;
      }
      try (FileSystem content = FileSystems.newFileSystem(jar);
          Stream<Path> files = Files.list(content.getPath("META-INF"))) {
        for (Path file : files.filter(Image::isLegalNotice).toList()) {
          Path notices = runtime.resolve("legal").resolve(module.descriptor().name());
          Files.createDirectories(notices);
          Files.copy(file, notices.resolve(file.getFileName().toString()));
        }
      }
    }
  }

  private boolean isLinked(String module) throws IOException {
    String line =
        Files.readAllLines(runtime.resolve("release")).stream()
            .filter(entry -> entry.startsWith("MODULES="))
            .findFirst()
            .orElseThrow();
    return List.of(line.replace("MODULES=", "").replace("\"", "").split(" ")).contains(module);
  }

  private static boolean isLegalNotice(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("LICENSE") || name.startsWith("NOTICE");
  }

  private void copyFiles() throws IOException {
    Path source = base.resolve("src/main/image");
    for (Path file : files(source)) {
      Path name = source.relativize(file);
      if (!name.equals(Path.of("bin/launcher"))) {
        copy(file, image.resolve(name));
      }
    }
    for (String plugin : PLUGINS) {
      copy(source.resolve("bin/launcher"), image.resolve("bin").resolve(plugin));
      copy(runtime.resolve("bin/java"), runtime.resolve("bin").resolve(plugin));
    }
    for (String name : List.of("LICENSE", "CHANGELOG.md")) {
      copy(base.resolveSibling(name), image.resolve(name));
    }
    Files.writeString(image.resolve("VERSION"), version + "\n");
    Sbom.write(
        base.resolve("target/cni-fp.cdx.json"),
        runtime,
        image.resolve("share/sbom/cni-fp.cdx.json"));
    for (Path path : paths(image)) {
      String name = image.relativize(path).toString();
      boolean executable =
          Files.isDirectory(path)
              || name.startsWith("bin/")
              || name.startsWith("runtime/bin/")
              || name.equals("runtime/lib/jspawnhelper");
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  /** Folders after what is in them, whose changes would change theirs. */
  private void setTimes() throws IOException {
    for (Path path : paths(image).reversed()) {
      Files.setLastModifiedTime(path, FileTime.from(time));
    }
  }

  private void train() throws Exception {
    Path folder = target.resolve("training");
    delete(folder);
    new Training(folder).write();
    Path cache = lib("cni-fp.aot");
    run(
        "AOT cache",
        java(
            "@" + lib("cni-fp.options"),
            "-XX:AOTCacheOutput=" + cache,
            "-Dcnifp.home=" + image,
            "-m",
            "io.cnifp.engine/io.cnifp.engine.Main",
            "--train",
            folder.toString()));
    if (!Files.isRegularFile(cache)) {
      throw new IllegalStateException("the JVM left no AOT cache at " + cache);
    }
  }

  private void trainCommand() throws Exception {
    Path folder = target.resolve("training-of-command");
    delete(folder);
    Path cache = lib("cni-fp-cli.aot");
    run(
        "AOT cache of the command",
        command("-XX:AOTCacheOutput=" + cache, "-Dcnifp.train=" + CommandTraining.write(folder)));
    if (!Files.isRegularFile(cache)) {
      throw new IllegalStateException("the JVM left no AOT cache at " + cache);
    }
  }

  /** What the command cni-fp says of itself, for man and for the shell. */
  private void describeCommand() throws Exception {
    write("man", image.resolve("share/man/man1/cni-fp.1"));
    write("completion", image.resolve("share/bash-completion/completions/cni-fp"));
  }

  private void write(String subcommand, Path file) throws Exception {
    run("cni-fp " + subcommand, command(subcommand));
    Files.createDirectories(file.getParent());
    Files.copy(target.resolve("cni-fp-" + subcommand + ".log"), file);
    for (Path made = file; !made.equals(image); made = made.getParent()) {
      Files.setPosixFilePermissions(
          made, PosixFilePermissions.fromString(made.equals(file) ? "rw-r--r--" : "rwxr-xr-x"));
    }
  }

  /** A command line of cni-fp; options of the JVM go first. */
  private List<String> command(String... arguments) {
    List<String> command = java("@" + lib("cni-fp-cli.options"), "-Dcnifp.home=" + image);
    List<String> rest = new ArrayList<>(List.of(arguments));
    while (!rest.isEmpty() && rest.getFirst().startsWith("-")) {
      command.add(rest.removeFirst());
    }
    command.addAll(List.of("-m", "io.cnifp.cli/io.cnifp.cli.Main"));
    command.addAll(rest);
    return command;
  }

  private Path lib(String name) {
    return runtime.resolve("lib").resolve(name);
  }

  private List<String> java(String... arguments) {
    List<String> command = new ArrayList<>(List.of(runtime.resolve("bin/java").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Shows what the command wrote only if it failed. */
  private void run(String what, List<String> command) throws Exception {
    Path log = target.resolve(what.replace(' ', '-') + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    // Nothing of who builds: a locale, for one, gets into the JVM's archives.
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"));
    Process process =
        builder
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(what + ": no end after 2 minutes, see " + log);
    }
    if (process.exitValue() != 0) {
      System.err.print(Files.readString(log));
      throw new IllegalStateException(what + ": status " + process.exitValue() + ", see " + log);
    }
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }

  private static long megabytes(Path path) throws IOException {
    long size = 0;
    for (Path file : files(path)) {
      size += Files.size(file);
    }
    return size >> 20;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<Path> files(Path folder) throws IOException {
    return paths(folder).stream().filter(Files::isRegularFile).toList();
  }

  private static List<Path> paths(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path path : paths(folder).reversed()) {
        Files.delete(path);
      }
    }
  }
}
