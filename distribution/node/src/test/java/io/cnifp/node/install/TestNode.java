package io.cnifp.node.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A directory with small images, a prefix and a directory of CNI plugins. */
final class TestNode {
  final Path directory;
  final Prefix prefix;
  final Path binDir;
  private final Processes processes;

  TestNode(Path directory) throws IOException {
    this.directory = directory.toRealPath();
    this.prefix = new Prefix(this.directory.resolve("opt/cni fp"));
    this.binDir = this.directory.resolve("cni/bin");
    this.processes = new Processes(Files.createDirectories(this.directory.resolve("proc")), 1);
  }

  /** Creates an image of a few files. */
  Path image(String version) throws IOException {
    Path image = directory.resolve("image-" + version);
    write(image.resolve("VERSION"), version + "\n");
    write(image.resolve("extensions/README"), "about extensions");
    write(image.resolve("runtime/lib/modules"), "modules of " + version);
    write(image.resolve("runtime/legal/java.base/LICENSE"), "license");
    Files.createDirectories(image.resolve("runtime/legal/other"));
    Files.createSymbolicLink(
        image.resolve("runtime/legal/other/LICENSE"), Path.of("../java.base/LICENSE"));
    executable(image.resolve("bin/launcher"), "launcher CNI_FP_PROCESS");
    executable(image.resolve("runtime/bin/java"), "java of " + version);
    for (String name : Launcher.STANDARD) {
      executable(image.resolve("bin").resolve(name), "launcher CNI_FP_PROCESS");
      executable(image.resolve("runtime/bin").resolve(name), "java of " + version);
    }
    return image;
  }

  /** Installs as the shell script before builds did. */
  void installFormer(String version) throws IOException {
    Path image = image(version);
    List<String> lines = new ArrayList<>();
    lines.add("Installed by cni-fp bin/install; bin/install --uninstall removes it.");
    lines.add("created " + binDir);
    for (Path from : FileTree.below(image)) {
      Path name = image.relativize(from);
      Path to = prefix.directory().resolve(name);
      if (FileTree.isDirectory(from)) {
        Files.createDirectories(to);
        lines.add("directory " + name);
      } else {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
        Files.setPosixFilePermissions(
            to,
            PosixFilePermissions.fromString(Files.isExecutable(from) ? "rwxr-xr-x" : "rw-r--r--"));
        lines.add("file " + name);
      }
    }
    for (String name : Launcher.STANDARD) {
      executable(binDir.resolve(name), "launcher CNI_FP_PROCESS");
      write(binDir.resolve(".cni-fp").resolve(name + ".json"), "{\"home\": \"" + prefix + "\"}\n");
      lines.add("launcher " + binDir.resolve(name));
    }
    write(prefix.manifest(), String.join("\n", lines) + "\n");
  }

  static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  static void executable(Path file, String content) throws IOException {
    write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Makes a process appear that runs an executable. */
  void process(long pid, String executable) throws IOException {
    Path process = Files.createDirectories(processes.proc().resolve("" + pid));
    Files.createSymbolicLink(process.resolve("exe"), Path.of(executable));
  }

  InstallRequest request(String version, String... delegates) throws IOException {
    Path image = directory.resolve("image-" + version);
    return new InstallRequest(
        Files.exists(image) ? image : image(version),
        prefix.directory(),
        binDir,
        List.of(delegates),
        false);
  }

  Installation install(String version, String... delegates) throws Exception {
    return install(new DiskChanges(false), request(version, delegates));
  }

  Installation install(FileChanges changes, InstallRequest request) throws Exception {
    return new Installer(changes, processes).install(request);
  }

  Uninstaller uninstaller(FileChanges changes) {
    return new Uninstaller(changes, processes);
  }

  /** Returns the version that a launcher runs, as the launcher itself finds it. */
  String called(String launcher) throws IOException {
    Path real = binDir.resolve(launcher).toRealPath();
    Path home = real.getParent().getParent();
    if (!real.startsWith(prefix.directory())) {
      home = prefix.directory();
    }
    if (!Files.isExecutable(home.resolve("runtime/bin").resolve(launcher))) {
      throw new AssertionError("no runtime/bin/" + launcher + " in " + home);
    }
    String version = Files.readString(home.resolve("VERSION")).strip();
    String modules = Files.readString(home.resolve("runtime/lib/modules"));
    return modules.equals("modules of " + version) ? version : "damaged";
  }

  /** Returns all that there is, with contents, modes and links. */
  SortedMap<String, String> snapshot() throws IOException {
    SortedMap<String, String> snapshot = new TreeMap<>();
    for (Path root : List.of(directory.resolve("opt"), directory.resolve("cni"))) {
      if (!Files.exists(root)) {
        continue;
      }
      for (Path path : FileTree.below(root)) {
        String content =
            Files.isSymbolicLink(path)
                ? "-> " + Files.readSymbolicLink(path)
                : FileTree.isDirectory(path) ? "directory" : Files.readString(path);
        snapshot.put(
            path.toString(),
            content + Files.readAttributes(path, "posix:permissions", LinkOption.NOFOLLOW_LINKS));
      }
    }
    return snapshot;
  }

  /** Returns the names of builds, and of what would be one. */
  List<String> directoriesInPrefix() throws IOException {
    return FileTree.entries(prefix.directory()).stream()
        .map(path -> path.getFileName().toString())
        .filter(name -> BuildId.isName(name) || name.startsWith(".staged") || name.startsWith(".r"))
        .toList();
  }
}
