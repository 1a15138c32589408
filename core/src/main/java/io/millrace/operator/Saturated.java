/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

/** Sums of times that stop at the ends of time instead of passing over into the other one. */
final class Saturated {
    private Saturated() {}

    static long sum(long a, long b) {
        long sum = a + b;
        boolean overflows = ((a ^ sum) & (b ^ sum)) < 0;
        if (!overflows) {
            return sum;
        }
        return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    static long negated(long number) {
        return number == Long.MIN_VALUE ? Long.MAX_VALUE : -number;
    }
}
