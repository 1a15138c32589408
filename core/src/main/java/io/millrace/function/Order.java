/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/** How elements are sorted. */
public enum Order {
    /** In no order. */
    NONE,
    /** From the lowest to the highest. */
    ASCENDING,
    /** From the highest to the lowest. */
    DESCENDING,
    /** In either order. */
    ANY;

    /** Returns whether this is an order at all. */
    public boolean isOrdered() {
        return this != NONE;
    }
}
