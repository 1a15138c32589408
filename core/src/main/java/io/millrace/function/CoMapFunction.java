/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** Maps the elements of two connected streams. */
public interface CoMapFunction<A, B, O> extends Function {
    O map1(A value) throws Exception;

    O map2(B value) throws Exception;
}
