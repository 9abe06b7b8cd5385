package io.cnifp.engine.source;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.api.json.JsonException;
import io.cnifp.api.json.JsonValue;
import io.cnifp.engine.safefile.DisplayPath;
import io.cnifp.engine.source.FailpointSource.Origin;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the failpoints of a call: the file that the pod's annotation names and, if the policy lets
 * that one count as absent or there is none, the administrator's, which the key {@code failpoint}
 * of the configuration names or holds, or else the variable {@code CNI_FP_CONF} names.
 */
public final class FailpointSources {
  private static final String ANNOTATIONS = "io.kubernetes.cri.pod-annotations";
  private static final String ANNOTATION = "failpoint.cni.containerd.io/confpath";
  private static final String VARIABLE = "CNI_FP_CONF";

  private FailpointSources() {}

  /**
   * Returns the path in the pod's annotation as it was written; empty if there is none.
   *
   * @throws CniException with code 999 if the configuration is invalid where annotations are
   */
  public static Optional<String> annotation(CniRequest request) {
    try {
      return annotated(request);
    } catch (JsonException e) {
      throw invalid(e);
    }
  }

  /**
   * Returns the file that an annotation names.
   *
   * @throws CniException with code 999 if it is no absolute path
   */
  public static FailpointSource annotated(String path) {
    return source(path, Origin.ANNOTATION, false);
  }

  /**
   * Returns the failpoints that the administrator names; empty if there are none.
   *
   * @param settings the key {@code failpoint} of the configuration
   * @param request the call
   * @throws CniException with code 999 if what names them is invalid
   */
  public static Optional<FailpointSource> administered(
      Optional<FailpointSettings> settings, CniRequest request) {
    boolean optional = settings.isPresent() && settings.get().optional();
    if (settings.isPresent()) {
      Optional<FailpointSource> configured = configured(settings.get());
      if (configured.isPresent()) {
        return configured;
      }
    }
    String variable = request.environment().getOrDefault(VARIABLE, "");
    return variable.isEmpty()
        ? Optional.empty()
        : Optional.of(source(variable, Origin.ENVIRONMENT, optional));
  }

  /**
   * Returns the failpoints that a configuration names; empty if it names none.
   *
   * @throws CniException with code 999 if it names a file by no absolute path
   */
  public static Optional<FailpointSource> configured(FailpointSettings settings) {
    if (settings.confPath().isPresent()) {
      return Optional.of(
          source(settings.confPath().get(), Origin.CONFIGURATION, settings.optional()));
    }
    return settings.points().isPresent()
        ? Optional.of(
            new FailpointSource(Optional.empty(), Origin.CONFIGURATION, settings.optional()))
        : Optional.empty();
  }

  private static CniException invalid(JsonException e) {
    return new CniException(
        CniError.INTERNAL, "failed to parse network configuration: " + e.getMessage());
  }

  /** Reads what containerd and CRI-O pass to a CNI plugin that declares the capability. */
  private static Optional<String> annotated(CniRequest request) {
    Optional<JsonValue> runtimeConfig = request.member("runtimeConfig");
    if (runtimeConfig.isEmpty()) {
      return Optional.empty();
    }
    return NetconfMember.of(NetconfMember.object(runtimeConfig.get(), "runtimeConfig"), ANNOTATIONS)
        .flatMap(annotations ->
            NetconfMember.of(NetconfMember.object(annotations, ANNOTATIONS), ANNOTATION))
        .flatMap(path -> NetconfMember.path(path, ANNOTATION));
  }

  private static FailpointSource source(String path, Origin origin, boolean optional) {
    String problem;
    try {
      Path parsed = Path.of(path);
      boolean ofDirectory = path.length() > 1 && (path.endsWith("/") || path.endsWith("/."));
      if (ofDirectory && origin == Origin.ANNOTATION) {
        problem = "failpoint confPath(" + DisplayPath.of(path) + ") is not the path of a file";
      } else if (parsed.isAbsolute()) {
        // The dot keeps what the path says: that a directory is there.
        Path named = ofDirectory ? parsed.resolve(".") : parsed;
        return new FailpointSource(Optional.of(named), origin, optional);
      } else {
        problem = "failpoint confPath(" + DisplayPath.of(path) + ") is required to be absolute";
      }
    } catch (InvalidPathException e) {
      problem = "failpoint confPath(" + DisplayPath.of(path) + ") is not a path";
    }
    throw new CniException(CniError.INTERNAL, problem);
  }
}
