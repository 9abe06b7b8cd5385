/** Whether an installation is such that failpoints work; one concern a class. */
@NullMarked
package io.cnifp.cli.installation;

import org.jspecify.annotations.NullMarked;
