/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Makes one element of a pair of elements of two streams. */
@FunctionalInterface
public interface JoinFunction<IN1, IN2, OUT> extends Function {
    OUT join(IN1 first, IN2 second) throws Exception;
}
