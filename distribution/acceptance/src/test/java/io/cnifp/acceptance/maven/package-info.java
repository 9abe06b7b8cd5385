/** Maven as the author of a plugin runs it, on the artifacts of this build. */
@NullMarked
package io.cnifp.acceptance.maven;

import org.jspecify.annotations.NullMarked;
