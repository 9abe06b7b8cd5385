/**
 * Installs images of cni-fp on a node, and uninstalls them.
 *
 * <p>A prefix has one directory for each image, {@code PREFIX/BUILD}, and a link {@code
 * PREFIX/current} to one of them. The launchers in the directories of CNI plugins are links through
 * {@code current}, so one rename switches all of them. A process that dies at any instant leaves
 * the old installation or the new one; the next run removes the rest.
 */
@NullMarked
package io.cnifp.node.install;

import org.jspecify.annotations.NullMarked;
