/**
 * Builds the run-time image, its archive, its Debian package and its bill of materials. None of it
 * is in the image. It runs on the JDK whose modules it links.
 */
@NullMarked
package io.cnifp.image;

import org.jspecify.annotations.NullMarked;
