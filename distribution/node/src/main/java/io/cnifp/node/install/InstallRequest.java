package io.cnifp.node.install;

import java.nio.file.Path;
import java.util.List;

/**
 * What to install.
 *
 * @param image the directory of the image
 * @param prefix where to install it
 * @param binDir the runtime's directory of CNI plugins
 * @param delegates for which further delegates to install launchers
 * @param force whether to replace files of others that have a launcher's name
 */
public record InstallRequest(
    Path image, Path prefix, Path binDir, List<String> delegates, boolean force) {}
