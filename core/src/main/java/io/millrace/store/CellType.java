/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import java.util.function.Supplier;

/** What the cells of an object column hold: how they are copied, when they expire, how they are written. */
interface CellType {
    /** True if no cell can ever change, so that none needs a copy. */
    boolean isAlwaysImmutable();

    /** A deep copy of all that can change in a cell; the same instance where nothing can. */
    Object copy(Object cell);

    /** Whether anything in the cell has outlived its time. */
    default boolean hasExpired(Object cell, long nowMillis) {
        return false;
    }

    /** Removes what has expired; returns whether nothing is left. */
    default boolean evict(Object cell, long nowMillis) {
        return false;
    }

    /**
     * How cells are written.
     *
     * @param name a valid Avro name, unique in the table; names within the format begin with it
     * @param nowMillis processing time of the snapshot: what has expired by then is left out
     * @param undeclared makes a codec for values of undeclared types
     */
    CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared);
}
