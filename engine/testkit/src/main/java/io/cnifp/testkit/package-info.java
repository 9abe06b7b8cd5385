/**
 * For authors of actions and delegates: {@link io.cnifp.testkit.FailpointActionContract} and {@link
 * io.cnifp.testkit.DelegateContract} are the rules as tests, {@link io.cnifp.testkit.TestEngine} is
 * the whole engine with a failpoint file and a scripted delegate, without a process or a network.
 */
@NullMarked
package io.cnifp.testkit;

import org.jspecify.annotations.NullMarked;
