/** The command {@code cni-fp}, run from the image. */
package io.cnifp.acceptance.command;
