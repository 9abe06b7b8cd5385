package io.cnifp.engine;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.engine.policy.Annotations;
import io.cnifp.engine.policy.PolicyRefusal;
import io.cnifp.engine.safefile.DisplayPath;
import io.cnifp.engine.source.FailpointSettings;
import io.cnifp.engine.source.FailpointSource;
import io.cnifp.engine.source.FailpointSources;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which failpoints a call uses: the policy applied to their sources.
 *
 * @param source those that count; empty if the call has none
 * @param ignored the path in the pod's annotation as it was written, if the policy ignores it
 * @param unusable why optional failpoints are passed over, if the policy cannot be read
 */
record SourceChoice(
    Optional<FailpointSource> source, Optional<String> ignored, Optional<CniError> unusable) {
  /** The longest path that Linux accepts, in bytes, however much of it is slashes. */
  private static final int MAX_PATH = 4095;

  /**
   * Chooses the failpoints of a call.
   *
   * @param request the call
   * @param settings the key {@code failpoint} of its configuration
   * @param policy the node's policy
   * @throws CniException with code 999 if what names the file is invalid, or if the policy is and
   *     the administrator's failpoints are not optional
   * @throws PolicyRefusal if an annotation names a file and the policy does not allow that, or
   *     cannot be read
   */
  static SourceChoice of(
      CniRequest request, Optional<FailpointSettings> settings, CallPolicy policy) {
    Optional<String> annotation = annotation(request, policy);
    if (annotation.isEmpty()) {
      return administered(request, settings, policy, Optional.empty());
    }
    return switch (annotations(policy)) {
      case IGNORED -> administered(request, settings, policy, annotation);
      case REFUSED ->
          throw new PolicyRefusal(
              "the node's policy forbids failpoints that an annotation names, such as "
                  + DisplayPath.of(annotation.get())
                  + " (annotations)");
      case ALLOWED ->
          new SourceChoice(
              Optional.of(annotated(annotation.get(), policy)), Optional.empty(), Optional.empty());
    };
  }

  /** What is no path at all matters only if the policy lets annotations name files. */
  private static Optional<String> annotation(CniRequest request, CallPolicy policy) {
    try {
      return FailpointSources.annotation(request);
    } catch (CniException e) {
      if (annotations(policy) == Annotations.ALLOWED) {
        throw e;
      }
      return Optional.of("");
    }
  }

  private static FailpointSource annotated(String path, CallPolicy policy) {
    if (path.length() > MAX_PATH || path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
      throw new PolicyRefusal(
          "the failpoint file "
              + DisplayPath.of(path)
              + " has a path of more than "
              + MAX_PATH
              + " bytes");
    }
    try {
      return FailpointSources.annotated(path);
    } catch (CniException e) {
      if (policy.get().confDirs().isEmpty()) {
        throw e;
      }
      // What is no absolute path is in no directory that the policy allows.
      throw new PolicyRefusal(e.error().message());
    }
  }

  private static SourceChoice administered(
      CniRequest request,
      Optional<FailpointSettings> settings,
      CallPolicy policy,
      Optional<String> ignored) {
    Optional<FailpointSource> source = FailpointSources.administered(settings, request);
    if (source.isPresent()) {
      try {
        policy.require();
      } catch (CniException e) {
        if (!source.get().optional()) {
          throw e;
        }
        return new SourceChoice(source, ignored, Optional.of(e.error()));
      }
    }
    return new SourceChoice(source, ignored, Optional.empty());
  }

  /** A policy that cannot be read allows an annotation nothing. */
  private static Annotations annotations(CallPolicy policy) {
    try {
      return policy.get().annotations();
    } catch (CniException e) {
      throw new PolicyRefusal(e.error().message());
    }
  }
}
