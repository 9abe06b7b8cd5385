/** What all acceptance tests share: the image, runs of its programs, conditions and waiting. */
@NullMarked
package io.cnifp.acceptance.harness;

import org.jspecify.annotations.NullMarked;
