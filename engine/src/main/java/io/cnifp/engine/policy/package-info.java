/** What the node's administrator allows. */
@NullMarked
package io.cnifp.engine.policy;

import org.jspecify.annotations.NullMarked;
