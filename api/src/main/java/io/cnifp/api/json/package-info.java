/**
 * JSON, as far as the way of a call needs it; open to the project's own modules only.
 *
 * <p>A call of a plugin lives for some 40 ms. Jackson's streaming parser alone costs it 15 ms on
 * its first document with the AOT cache in force, this reader 2 ms (measured in turn, in the same
 * image); that is the one reason why it is here. Code that is not on the way of a call uses
 * Jackson.
 */
@NullMarked
package io.cnifp.api.json;

import org.jspecify.annotations.NullMarked;
