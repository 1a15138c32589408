/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

/** Single values as accumulators hold them. */
final class Values {
    private Values() {}

    /** Returns a value of a type that has an order. */
    @SuppressWarnings("unchecked")
    static Comparable<Object> comparable(Object value) {
        return (Comparable<Object>) value;
    }
}
