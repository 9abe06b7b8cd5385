/**
 * Calls that the resident engine answers: the image's launcher with a real server, and with worse.
 */
@NullMarked
package io.cnifp.acceptance.resident;

import org.jspecify.annotations.NullMarked;
