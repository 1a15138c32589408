/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

/**
 * How much an operator remembers.
 *
 * @param keys once for each slice of time that has them
 * @param bytes an estimate
 */
public record StateSize(long keys, long bytes) {
    public static final StateSize NONE = new StateSize(0, 0);
}
