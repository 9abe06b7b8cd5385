/**
 * Third parties' code as it runs: whatever it does becomes an error that names it, and is said in a
 * bounded text.
 *
 * <p>Must not know how it was found, nor calls.
 */
@NullMarked
package io.cnifp.engine.foreign;

import org.jspecify.annotations.NullMarked;
