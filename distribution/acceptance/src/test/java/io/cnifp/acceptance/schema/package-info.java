/** The JSON Schemas that the image brings, held against the engine by a validator of repute. */
@NullMarked
package io.cnifp.acceptance.schema;

import org.jspecify.annotations.NullMarked;
