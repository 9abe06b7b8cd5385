/**
 * What POSIX and Linux offer and the JDK lacks or makes dear, by a library of this project: to
 * start a child without a process between, to wait for several descriptors on one thread, to open a
 * file without blocking. Where the library cannot be loaded, the JDK's own ways serve.
 */
@NullMarked
package io.cnifp.engine.posix;

import org.jspecify.annotations.NullMarked;
