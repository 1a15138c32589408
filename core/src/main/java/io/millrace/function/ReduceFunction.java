/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Combines two elements into one of the same type. Must be associative. */
@FunctionalInterface
public interface ReduceFunction<T> extends Function {
    T reduce(T value1, T value2) throws Exception;
}
