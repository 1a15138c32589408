/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Decides which elements stay. */
@FunctionalInterface
public interface FilterFunction<T> extends Function {
    boolean filter(T value) throws Exception;
}
