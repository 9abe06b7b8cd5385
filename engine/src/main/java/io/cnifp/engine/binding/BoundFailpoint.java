package io.cnifp.engine.binding;

import io.cnifp.engine.failpoint.Failpoint;
import java.util.List;

/**
 * A failpoint whose actions exist.
 *
 * @param failpoint the failpoint
 * @param actions the actions of each term, in the order of its steps
 */
public record BoundFailpoint(Failpoint failpoint, List<List<BoundAction>> actions) {}
