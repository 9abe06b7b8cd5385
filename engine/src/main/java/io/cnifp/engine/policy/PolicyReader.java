package io.cnifp.engine.policy;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.json.JsonArray;
import io.cnifp.api.json.JsonBoolean;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonNumber;
import io.cnifp.api.json.JsonObject;
import io.cnifp.api.json.JsonString;
import io.cnifp.api.json.JsonValue;
import io.cnifp.api.spi.DurationRange;
import io.cnifp.engine.safefile.DisplayPath;
import io.cnifp.engine.safefile.TrustedPath;
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
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the policy: {@code /etc/cni-fp/policy.json}, or the file that {@code CNI_FP_POLICY} names.
 *
 * <p>Strict, since a misspelled limit is no limit: an unknown key, a wrong type or a file that
 * someone else may change fails every call that has a failpoint, with code 999.
 */
public final class PolicyReader {
  /** The variable that names the policy. */
  public static final String VARIABLE = "CNI_FP_POLICY";

  /** The policy's path unless {@value #VARIABLE} names another. */
  public static final Path DEFAULT_PATH = Path.of("/etc/cni-fp/policy.json");

  private static final int MAX_SIZE = 1024 * 1024;

  private PolicyReader() {}

  /**
   * Returns where the policy of an environment is.
   *
   * @throws CniException with code 999 if {@value #VARIABLE} is no absolute path
   */
  public static Path path(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    Path path;
    try {
      path = named.isEmpty() ? DEFAULT_PATH : Path.of(named);
    } catch (InvalidPathException e) {
      throw error(VARIABLE + " must name the policy: it is not a path");
    }
    if (!path.isAbsolute()) {
      throw error(VARIABLE + " must name the policy by an absolute path");
    }
    return path;
  }

  /**
   * Reads the policy of an environment.
   *
   * @throws CniException with code 999 if it cannot be read or is no policy
   */
  public static Policy read(Map<String, String> environment) {
    Path path = path(environment);
    if (environment.getOrDefault(VARIABLE, "").isEmpty()
        && Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Policy.DEFAULT;
    }
    String shown = "the policy " + DisplayPath.of(path);
    try {
      return policy(JsonValue.parse(content(path, shown)).asObject());
    } catch (JsonException e) {
      throw error(shown + " is wrong: " + e.getMessage());
    }
  }

  /**
   * Returns the content of a policy file, which must be a regular file that only root and the
   * caller can change.
   *
   * @throws CniException with code 999 if it is not
   */
  public static byte[] content(Path path) {
    return content(path, "the policy " + DisplayPath.of(path));
  }

  private static byte[] content(Path path, String shown) {
    TrustedPath.Trusted trusted = TrustedPath.check(path);
    if (!trusted.problem().isEmpty()) {
      throw error(shown + " is refused: " + trusted.problem());
    }
    if (!Files.isRegularFile(trusted.real(), LinkOption.NOFOLLOW_LINKS)) {
      throw error(shown + " is refused: it is not a regular file");
    }
    try (InputStream stream = Files.newInputStream(trusted.real())) {
      byte[] content = stream.readNBytes(MAX_SIZE + 1);
      if (content.length > MAX_SIZE) {
        throw error(shown + " is larger than " + MAX_SIZE + " bytes");
      }
      return content;
    } catch (IOException e) {
      throw error(shown + " cannot be read");
    }
  }

  /** A new key is read here, and is thereby known. */
  private static Policy policy(JsonObject document) {
    PolicyKeys keys = new PolicyKeys(document);
    Policy otherwise = Policy.DEFAULT;
    Policy policy =
        new Policy(
            keys.read("confDirs", PolicyReader::paths),
            keys.read("annotations", PolicyReader::annotations).orElse(otherwise.annotations()),
            keys.read("annotationActions", value -> names(value, AllowedNames.REFERENCE_ACTIONS))
                .orElse(otherwise.annotationActions()),
            keys.read("annotationPoints", value -> names(value, AllowedNames.REFERENCE_POINTS))
                .orElse(otherwise.annotationPoints()),
            keys.read("maxWaiting", PolicyReader::count).orElse(otherwise.maxWaiting()),
            keys.read("lockTimeout", PolicyReader::duration).orElse(otherwise.lockTimeout()),
            keys.read("maxDelay", PolicyReader::duration).orElse(otherwise.maxDelay()),
            keys.read("journal", PolicyReader::path),
            keys.read("extensionDirs", "pluginDirs", PolicyReader::paths)
                .orElse(otherwise.extensionDirs()),
            keys.read("actions", PolicyReader::settings).orElse(otherwise.actionSettings()),
            keys.read("delegates", PolicyReader::settings).orElse(otherwise.delegateSettings()));
    keys.requireNoOthers();
    return policy;
  }

  /** Settings are an extension's own; only it knows what they may hold. */
  private static JsonObject settings(JsonValue value) {
    JsonObject settings = value.asObject();
    Set<String> names = new HashSet<>();
    for (JsonObject.Member member : settings.members()) {
      if (member.name().indexOf('.') < 0) {
        throw settings.error(
            "the name of an extension's, with a dot, was expected", member.start());
      }
      if (!names.add(member.name())) {
        throw settings.error("duplicate key", member.start());
      }
      var _ = member.value().asObject();
    }
    return settings;
  }

  private static Annotations annotations(JsonValue value) {
    if (value instanceof JsonBoolean bool) {
      return bool.asBoolean() ? Annotations.ALLOWED : Annotations.REFUSED;
    }
    if (value instanceof JsonString text && text.asText().equals("ignore")) {
      return Annotations.IGNORED;
    }
    throw value.error("true, false or \"ignore\" was expected");
  }

  private static AllowedNames names(JsonValue value, AllowedNames reference) {
    if (value instanceof JsonString text && text.asText().equals("all")) {
      return AllowedNames.ALL;
    }
    if (value instanceof JsonString text && text.asText().equals("reference")) {
      return reference;
    }
    if (!(value instanceof JsonArray array)) {
      throw value.error("\"reference\", \"all\" or a list of names was expected");
    }
    List<String> names = new ArrayList<>();
    for (JsonValue element : array.elements()) {
      if (!(element instanceof JsonString name && isName(name.asText()))) {
        throw element.error("a name was expected");
      }
      names.add(name.asText());
    }
    return AllowedNames.listed(names);
  }

  private static boolean isName(String text) {
    boolean valid = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      valid &= c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.');
    }
    return valid;
  }

  private static OptionalInt count(JsonValue value) {
    try {
      if (value instanceof JsonNumber number && Integer.parseInt(number.text()) >= 0) {
        return OptionalInt.of(Integer.parseInt(number.text()));
      }
    } catch (NumberFormatException e) {
      // Reported below, like a negative number.
    }
    throw value.error("a whole number was expected");
  }

  private static Duration duration(JsonValue value) {
    if (value instanceof JsonString || value instanceof JsonNumber) {
      try {
        return DurationRange.parseDuration(
            value instanceof JsonNumber number ? number.text() : value.asText());
      } catch (IllegalArgumentException e) {
        // Reported below, like a wrong type.
      }
    }
    throw value.error("a duration such as \"10s\", \"1m30s\" or 500 (milliseconds) was expected");
  }

  private static List<Path> paths(JsonValue value) {
    List<Path> paths = new ArrayList<>();
    for (JsonValue element : value.asArray().elements()) {
      paths.add(path(element));
    }
    return List.copyOf(paths);
  }

  private static Path path(JsonValue value) {
    if (value instanceof JsonString text) {
      try {
        Path path = Path.of(text.asText());
        if (path.isAbsolute()) {
          return path;
        }
      } catch (InvalidPathException e) {
        // Reported below, like a relative path.
      }
    }
    throw value.error("an absolute path was expected");
  }

  private static CniException error(String message) {
    return new CniException(CniError.INTERNAL, message);
  }
}
