/**
 * The image as a real runtime and a real kernel see it: Debian's containerd and Debian's plugins,
 * in namespaces that the tests make and that take everything in them along when they go.
 */
@NullMarked
package io.cnifp.acceptance.e2e;

import org.jspecify.annotations.NullMarked;
