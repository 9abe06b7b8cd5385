package io.cnifp.engine.policy;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonScanner;
import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.api.json.JsonToken;
import io.cnifp.engine.path.ShownPath;
import io.cnifp.engine.path.TrustedPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the policy: {@code /etc/cni-fp/policy.json}, or the file that {@code CNI_FP_POLICY} names.
 *
 * <p>Strict, since a limit that is misspelt is no limit: an unknown key, a wrong type or a file
 * that someone else may change fails every call that has a failpoint, with code 999.
 */
public final class PolicyFile {
  /** Where the policy is unless {@code CNI_FP_POLICY} says otherwise. */
  public static final Path DEFAULT_PATH = Path.of("/etc/cni-fp/policy.json");

  private static final int MAX_SIZE = 1024 * 1024;

  private final Path path;
  private final JsonScanner json;

  private PolicyFile(Path path, byte[] document) {
    this.path = path;
    this.json = new JsonScanner(document);
  }

  /**
   * Reads the policy that an environment asks for.
   *
   * @throws CniException with code 999 if it can't be read or isn't a policy
   */
  public static Policy read(Map<String, String> environment) {
    String named = environment.getOrDefault("CNI_FP_POLICY", "");
    Path path;
    try {
      path = named.isEmpty() ? DEFAULT_PATH : Path.of(named);
    } catch (InvalidPathException e) {
      throw error("CNI_FP_POLICY doesn't name a file: it isn't a path");
    }
    if (!path.isAbsolute()) {
      throw error("CNI_FP_POLICY must name the policy by an absolute path");
    }
    if (named.isEmpty() && Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Policy.DEFAULT;
    }
    return new PolicyFile(path, content(path)).policy();
  }

  private static byte[] content(Path path) {
    TrustedPath.Trusted trusted = TrustedPath.check(path);
    String problem = trusted.problem();
    if (!problem.isEmpty()) {
      throw error("the policy " + ShownPath.of(path) + " is refused: " + problem);
    }
    if (!Files.isRegularFile(trusted.real(), LinkOption.NOFOLLOW_LINKS)) {
      throw error("the policy " + ShownPath.of(path) + " is refused: it isn't a regular file");
    }
    try (InputStream stream = Files.newInputStream(trusted.real())) {
      byte[] content = stream.readNBytes(MAX_SIZE + 1);
      if (content.length > MAX_SIZE) {
        throw error("the policy " + ShownPath.of(path) + " is larger than " + MAX_SIZE + " bytes");
      }
      return content;
    } catch (IOException e) {
      throw error("the policy " + ShownPath.of(path) + " can't be read");
    }
  }

  private Policy policy() {
    try {
      return object();
    } catch (JsonSyntaxException e) {
      throw error("the policy " + ShownPath.of(path) + " is wrong: " + e.getMessage());
    }
  }

  private Policy object() {
    Policy p = Policy.DEFAULT;
    if (json.next() != JsonToken.OBJECT_START) {
      throw json.error("a JSON object was expected", json.start());
    }
    Set<String> seen = new HashSet<>();
    while (json.next() == JsonToken.KEY) {
      String key = json.text();
      int at = json.start();
      if (!seen.add(key)) {
        throw json.error("each key only once was expected", at);
      }
      p =
          switch (key) {
            case "confDirs" -> copy(p, Optional.of(paths()), p.journal(), p.pluginDirs());
            case "pluginDirs" -> copy(p, p.confDirs(), p.journal(), paths());
            case "journal" -> copy(p, p.confDirs(), Optional.of(path()), p.pluginDirs());
            case "annotations" -> copy(p, bool(), p.lockTimeout(), p.maxDelay());
            case "lockTimeout" -> copy(p, p.annotations(), duration(), p.maxDelay());
            case "maxDelay" -> copy(p, p.annotations(), p.lockTimeout(), duration());
            case "$schema" -> schema(p);
            default ->
                throw json.error(
                    "one of annotations, confDirs, journal, lockTimeout, maxDelay, pluginDirs was"
                        + " expected",
                    at);
          };
    }
    json.next();
    return p;
  }

  private static Policy copy(
      Policy p, Optional<List<Path>> confDirs, Optional<Path> journal, List<Path> pluginDirs) {
    return new Policy(
        confDirs, p.annotations(), p.lockTimeout(), p.maxDelay(), journal, pluginDirs);
  }

  private static Policy copy(
      Policy p, boolean annotations, Duration lockTimeout, Duration maxDelay) {
    return new Policy(
        p.confDirs(), annotations, lockTimeout, maxDelay, p.journal(), p.pluginDirs());
  }

  /** Where an editor finds the schema, which is nothing to us. */
  private Policy schema(Policy p) {
    if (json.next() != JsonToken.STRING) {
      throw json.error("the place of a JSON Schema was expected", json.start());
    }
    return p;
  }

  private boolean bool() {
    JsonToken token = json.next();
    if (token != JsonToken.TRUE && token != JsonToken.FALSE) {
      throw json.error("true or false was expected", json.start());
    }
    return token == JsonToken.TRUE;
  }

  private Duration duration() {
    JsonToken token = json.next();
    int at = json.start();
    if (token != JsonToken.STRING && token != JsonToken.NUMBER) {
      throw json.error("a duration such as \"10s\" was expected", at);
    }
    return PolicyDuration.parse(json.text())
        .orElseThrow(() ->
            json.error(
                "a duration was expected: milliseconds, or a number with us, ms, s, m or h", at));
  }

  private List<Path> paths() {
    if (json.next() != JsonToken.ARRAY_START) {
      throw json.error("a list of absolute paths was expected", json.start());
    }
    List<Path> paths = new ArrayList<>();
    for (JsonToken t = json.next(); t != JsonToken.ARRAY_END; t = json.next()) {
      paths.add(path(t));
    }
    return List.copyOf(paths);
  }

  private Path path() {
    return path(json.next());
  }

  private Path path(JsonToken token) {
    int at = json.start();
    if (token == JsonToken.STRING) {
      try {
        Path read = Path.of(json.text());
        if (read.isAbsolute()) {
          return read;
        }
      } catch (InvalidPathException e) {
        // Told below, like a relative path.
      }
    }
    throw json.error("an absolute path was expected", at);
  }

  private static CniException error(String message) {
    return new CniException(CniError.INTERNAL, message);
  }
}
