/** The pages of the repository: their links, and its scripts. */
@NullMarked
package io.cnifp.acceptance.docs;

import org.jspecify.annotations.NullMarked;
