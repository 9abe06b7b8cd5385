/**
 * The failpoint file as real processes use it through the image: many at once, killed, and in the
 * hands of someone who means harm.
 */
@NullMarked
package io.cnifp.acceptance.file;

import org.jspecify.annotations.NullMarked;
