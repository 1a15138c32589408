/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Turns one element into any number of others. */
@FunctionalInterface
public interface FlatMapFunction<T, O> extends Function {
    void flatMap(T value, Collector<O> out) throws Exception;
}
