package io.cnifp.engine.binding;

import io.cnifp.api.spi.FailpointAction;

/**
 * A step of a failpoint, ready to be applied.
 *
 * @param name the action's name, for messages
 * @param action what its provider created for the step
 * @param keepsState whether it may keep something in the failpoint file
 */
public record BoundAction(String name, FailpointAction action, boolean keepsState) {}
