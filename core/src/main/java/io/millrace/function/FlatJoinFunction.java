/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Makes any number of elements of a pair of elements of two streams. */
@FunctionalInterface
public interface FlatJoinFunction<IN1, IN2, OUT> extends Function {
    void join(IN1 first, IN2 second, Collector<OUT> out) throws Exception;
}
