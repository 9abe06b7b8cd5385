/** The benchmarks in {@code distribution/acceptance/bench}: they still run. */
package io.cnifp.acceptance.bench;
