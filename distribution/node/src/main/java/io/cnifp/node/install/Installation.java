package io.cnifp.node.install;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What has been installed.
 *
 * @param version the version of the image
 * @param prefix where
 * @param build the build; empty if the image was unpacked at the prefix
 * @param launchers all launchers of the installation
 */
public record Installation(
    String version, Prefix prefix, Optional<BuildId> build, List<Path> launchers) {}
