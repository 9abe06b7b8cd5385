package io.cnifp.engine;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonScanner;
import io.cnifp.api.json.JsonSyntaxException;
import io.cnifp.api.json.JsonToken;
import io.cnifp.engine.file.FailpointSource;
import io.cnifp.engine.path.ShownPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds out which failpoint file a call has. The first of these that is present wins: the pod's
 * annotation, the configuration's {@code failpoint} key, the variable {@code CNI_FP_CONF}.
 */
final class FailpointSources {
  private static final String ANNOTATIONS = "io.kubernetes.cri.pod-annotations";
  private static final String CONF_PATH = "failpoint.cni.containerd.io/confpath";

  private FailpointSources() {}

  /**
   * Returns the failpoint file of a call, if it has one.
   *
   * @throws CniException with code 999 if what names it isn't of the right form
   */
  static Optional<FailpointSource> of(CniRequest request) {
    try {
      Optional<String> annotated =
          path(
              member(request.member("runtimeConfig"), ANNOTATIONS, "runtimeConfig", true),
              CONF_PATH,
              true);
      if (annotated.isPresent()) {
        return annotated.map(path -> source(path, false));
      }
      Optional<String> configured = path(request.member("failpoint"), "confPath", false);
      if (configured.isPresent()) {
        return configured.map(path -> source(path, true));
      }
    } catch (JsonSyntaxException e) {
      throw new CniException(
          CniError.INTERNAL, "failed to parse network configuration: " + e.getMessage());
    }
    String variable = request.environment().getOrDefault("CNI_FP_CONF", "");
    return variable.isEmpty() ? Optional.empty() : Optional.of(source(variable, true));
  }

  private static FailpointSource source(String path, boolean trusted) {
    String problem;
    try {
      Path parsed = Path.of(path);
      if (parsed.isAbsolute()) {
        return new FailpointSource(parsed, trusted);
      }
      problem = "failpoint confPath(" + ShownPath.of(path) + ") is required to be absolute";
    } catch (InvalidPathException e) {
      problem = "failpoint confPath(" + ShownPath.of(path) + ") isn't a path";
    }
    throw new CniException(CniError.INTERNAL, problem);
  }

  private static Optional<String> path(Optional<String> object, String name, boolean annotation) {
    String what = annotation ? ANNOTATIONS : "failpoint";
    Optional<String> found = member(object, name, what, annotation);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JsonScanner json = new JsonScanner(bytes(found.get()));
    if (json.next() != JsonToken.STRING) {
      throw json.error(name + " must be a string", 0);
    }
    return json.text().isEmpty() ? Optional.empty() : Optional.of(json.text());
  }

  /** The JSON text of a member of an object; empty if it isn't there or is {@code null}. */
  private static Optional<String> member(
      Optional<String> object, String name, String what, boolean others) {
    if (object.isEmpty()) {
      return Optional.empty();
    }
    byte[] document = bytes(object.get());
    JsonScanner json = new JsonScanner(document);
    if (json.next() != JsonToken.OBJECT_START) {
      throw json.error(what + " must be an object", 0);
    }
    Optional<String> found = Optional.empty();
    while (json.next() == JsonToken.KEY) {
      boolean wanted = json.text().equals(name);
      if (!wanted && !others) {
        throw json.error("only " + name + " was expected in " + what, json.start());
      }
      JsonToken value = json.next();
      int from = json.skip(value);
      if (wanted) {
        found =
            value == JsonToken.NULL
                ? Optional.empty()
                : Optional.of(
                    new String(document, from, json.end() - from, StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
