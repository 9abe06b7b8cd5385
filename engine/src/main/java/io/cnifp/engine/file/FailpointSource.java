package io.cnifp.engine.file;

import java.nio.file.Path;

/**
 * Which failpoint file a call has, and who said so.
 *
 * @param path the file as it was named; absolute
 * @param trusted whether the node's administrator named it, not a pod's annotation
 */
public record FailpointSource(Path path, boolean trusted) {}
