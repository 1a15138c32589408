/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Gives the key of an element: never null, the same for equal elements, with value-based equals and hashCode. */
@FunctionalInterface
public interface KeySelector<I, K> extends Function {
    K getKey(I value) throws Exception;
}
