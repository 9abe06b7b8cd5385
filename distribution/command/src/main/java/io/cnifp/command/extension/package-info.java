/** What the author of an extension uses: a new project. */
@NullMarked
package io.cnifp.command.extension;

import org.jspecify.annotations.NullMarked;
