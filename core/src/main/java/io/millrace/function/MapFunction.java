/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Turns one element into exactly one other. */
@FunctionalInterface
public interface MapFunction<T, O> extends Function {
    O map(T value) throws Exception;
}
