package io.cnifp.node.install;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A launcher in a directory of CNI plugins: a link through {@code current}.
 *
 * @param path its absolute path
 * @param prefix the installation
 */
record Launcher(Path path, Prefix prefix) {
  /** The launchers that the image has. */
  static final List<String> STANDARD = List.of("cni-bridge-fp", "cni-ptp-fp", "cni-macvlan-fp");

  private static final Pattern NAME = Pattern.compile("cni-[a-z0-9][a-z0-9._-]*-fp");

  /** Every launcher of ours contains this, and is far smaller. */
  private static final String MARK = "CNI_FP_PROCESS";

  private static final int MOST_READ = 4 << 20;

  /** What is at the path. */
  enum State {
    /** Nothing. */
    ABSENT,
    /** A link of this installation. */
    OURS,
    /** A copy with a record, of this installation before it had builds. */
    FORMER,
    /** Something else. */
    FOREIGN
  }

  /** Returns whether the last part of a path is the name of a launcher. */
  static boolean isName(String path) {
    return NAME.matcher(path.substring(path.lastIndexOf('/') + 1)).matches();
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  /** Returns its name and those of links to it beside it, which an administrator may create. */
  SortedSet<String> names() throws IOException {
    SortedSet<String> names = new TreeSet<>(Set.of(name()));
    for (Path each : FileTree.entries(path.resolveSibling(""))) {
      if (Files.isSymbolicLink(each)
          && path.resolveSibling(Files.readSymbolicLink(each)).normalize().equals(path)) {
        names.add(String.valueOf(each.getFileName()));
      }
    }
    return names;
  }

  /** Returns what the link names. */
  Path target() {
    return prefix.current().resolve("bin").resolve(name());
  }

  /** Returns where the link is created. */
  Path staged() {
    return Replacement.staged(path);
  }

  /** Returns a second name of what the link replaces. */
  Path before() {
    return path.resolveSibling("." + name() + ".cni-fp-old");
  }

  /** Returns the record of a former launcher. */
  Path record() {
    return path.resolveSibling(".cni-fp").resolve(name() + ".json");
  }

  State state() throws IOException {
    if (Files.isSymbolicLink(path)) {
      Path named = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
      return named.startsWith(prefix.current().resolve("bin")) ? State.OURS : State.FOREIGN;
    }
    if (!FileTree.exists(path)) {
      return State.ABSENT;
    }
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && isMarked() && hasRecord()
        ? State.FORMER
        : State.FOREIGN;
  }

  private boolean isMarked() throws IOException {
    try (var stream = Files.newInputStream(path)) {
      return new String(stream.readNBytes(MOST_READ), StandardCharsets.ISO_8859_1).contains(MARK);
    }
  }

  /** Returns whether there is a record that names the prefix. */
  boolean hasRecord() throws IOException {
    if (!Files.isRegularFile(record(), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      String home = new ObjectMapper().readTree(record().toFile()).path("home").asText("");
      return home.equals(prefix.toString());
    } catch (JacksonException e) {
      return false;
    }
  }
}
