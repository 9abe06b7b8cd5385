package io.cnifp.engine.extension;

/**
 * Why a provider, or all providers of an extension, cannot be used.
 *
 * @param origin the extension: a path or a module
 * @param problem what is wrong
 */
public record ProviderProblem(String origin, String problem) {}
