/** The command {@code cni-fp}: its process, its terminal and how its commands are put together. */
@NullMarked
package io.cnifp.cli;

import org.jspecify.annotations.NullMarked;
