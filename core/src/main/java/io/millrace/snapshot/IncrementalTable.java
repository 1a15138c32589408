/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

/** A table that knows what changed since its owner's snapshot before, so that not all rows have to be written. */
public interface IncrementalTable extends StateTable {
    /** Which of its owner's snapshots this one is, from 0. */
    long version();

    /** How many rows the table has, or a few more. */
    long rowCount();

    /** What changed since the snapshot before; since the owner was made where there is none. */
    Changes changes();

    /**
     * The rows of this table that changed, and which are gone.
     *
     * @param since of this table, with those of the tables before it, as far back as wanted
     */
    StateTable rowsOf(Changes since);

    /** Which rows changed from one snapshot to another. Immutable. */
    interface Changes {
        /** How many rows changed or are gone, or a few more. */
        long rowCount();

        /** These changes and later ones of the same owner. */
        Changes and(Changes later);

        /**
         * Says that neither these changes nor earlier ones will be asked for again, because a complete checkpoint has all
         * rows of their table. May be called on any thread.
         */
        default void forget() {}
    }
}
