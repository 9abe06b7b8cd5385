package io.cnifp.engine.protocol;

import java.util.Optional;

/** The versions of results that have the same members. */
enum ResultClass {
  /** 0.1.0 and 0.2.0: one address of each family. */
  V0_2,
  /** 0.3.0 to 0.4.0: lists, and the family of each address. */
  V0_4,
  /** 1.0.0 and 1.1.0. */
  V1;

  /** Returns the class of a supported version. */
  static ResultClass of(String version) {
    return find(version)
        .orElseThrow(() -> new IllegalArgumentException("unsupported version " + version));
  }

  /** Returns the class of a version; empty if it is not supported. */
  static Optional<ResultClass> find(String version) {
    if (!CniVersions.SUPPORTED.contains(version)) {
      return Optional.empty();
    }
    if (version.startsWith("1.")) {
      return Optional.of(V1);
    }
    return Optional.of(version.equals("0.1.0") || version.equals("0.2.0") ? V0_2 : V0_4);
  }
}
