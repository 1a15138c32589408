/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Turns the elements of two connected streams into any number of others. */
public interface CoFlatMapFunction<A, B, O> extends Function {
    void flatMap1(A value, Collector<O> out) throws Exception;

    void flatMap2(B value, Collector<O> out) throws Exception;
}
