/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Processes the elements of two streams that have one key, and lie in one window, together. */
@FunctionalInterface
public interface CoGroupFunction<IN1, IN2, O> extends Function {
    /** Either side may be empty, but not both. Each is in the order of arrival. */
    void coGroup(Iterable<IN1> first, Iterable<IN2> second, Collector<O> out) throws Exception;
}
