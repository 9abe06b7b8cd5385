package io.cnifp.engine;

import io.cnifp.api.CniException;
import io.cnifp.api.CniRequest;
import io.cnifp.engine.policy.Annotations;
import io.cnifp.engine.policy.PolicyRefusal;
import io.cnifp.engine.safefile.DisplayPath;
import io.cnifp.engine.source.FailpointSource;
import io.cnifp.engine.source.FailpointSources;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which failpoint file a call uses: the policy applied to its sources.
 *
 * @param source the file that counts; empty if the call has no failpoint
 * @param ignored the path in the pod's annotation as it was written, if the policy ignores it
 */
record SourceChoice(Optional<FailpointSource> source, Optional<String> ignored) {
  /** The longest path that Linux accepts, in bytes, however much of it is slashes. */
  private static final int MAX_PATH = 4095;

  /**
   * Chooses the file of a call.
   *
   * @throws CniException with code 999 if what names the file is invalid, or if the policy is and
   *     the administrator names the file
   * @throws PolicyRefusal if an annotation names a file and the policy does not allow that, or
   *     cannot be read
   */
  static SourceChoice of(CniRequest request, CallPolicy policy) {
    Optional<String> annotation = annotation(request, policy);
    if (annotation.isEmpty()) {
      return administered(request, policy, Optional.empty());
    }
    return switch (annotations(policy)) {
      case IGNORED -> administered(request, policy, annotation);
      case REFUSED ->
          throw new PolicyRefusal(
              "the node's policy forbids failpoints that an annotation names, such as "
                  + DisplayPath.of(annotation.get())
                  + " (annotations)");
      case ALLOWED ->
          new SourceChoice(Optional.of(annotated(annotation.get(), policy)), Optional.empty());
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
      CniRequest request, CallPolicy policy, Optional<String> ignored) {
    Optional<FailpointSource> source = FailpointSources.administered(request);
    if (source.isPresent()) {
      policy.require();
    }
    return new SourceChoice(source, ignored);
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
