/** What a failpoint file says, and what is wrong with it; pure functions of its content. */
@NullMarked
package io.cnifp.cli.file;

import org.jspecify.annotations.NullMarked;
