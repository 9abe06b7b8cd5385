package io.cnifp.engine.failpoint;

import io.cnifp.api.spi.ActionArguments;

/**
 * An action of a term with its arguments.
 *
 * @param name the action's name
 * @param arguments its arguments
 * @param source the step in canonical form
 * @param position where it begins in the failpoint, from 0
 */
public record Step(String name, ActionArguments arguments, String source, int position) {}
