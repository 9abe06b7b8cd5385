package io.cnifp.engine.failpointfile;

/**
 * Whose state something is: that of an action in a term of a point.
 *
 * @param point the point, spelled as in the language
 * @param term the term's place in the failpoint, from 0
 * @param action the action's name
 */
public record StateKey(String point, int term, String action) {}
