/** The benchmarks in {@code distribution/bench}, looked after. */
package io.cnifp.acceptance.bench;
