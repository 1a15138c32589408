/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Takes the elements that a function emits. Valid only during the call it was passed to. */
@FunctionalInterface
public interface Collector<T> {
    void collect(T record);
}
