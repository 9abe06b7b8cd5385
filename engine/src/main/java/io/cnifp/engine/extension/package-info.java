/**
 * Third parties' jars: finding them, loading their classes apart from each other, and reading what
 * their providers are without running their code.
 *
 * <p>Knows the service interfaces. Must not know failpoints, calls or the policy's file.
 */
@NullMarked
package io.cnifp.engine.extension;

import org.jspecify.annotations.NullMarked;
