/**
 * JSON as immutable values: {@link io.cnifp.api.json.JsonValue} and its six kinds.
 *
 * <p>Requests and results offer their JSON as these values, so that an extension needs no library
 * and is tied to none. Nothing here is {@code null}.
 */
@NullMarked
package io.cnifp.api.json;

import org.jspecify.annotations.NullMarked;
