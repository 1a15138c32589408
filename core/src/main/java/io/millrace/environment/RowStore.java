/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

/**
 * Rows of bytes by key, in the unsigned order of the keys' bytes: where the state of keys lies that memory has no room
 * for. It is scratch: empty when it is opened, gone when it is closed, and never what a job goes on from.
 *
 * <p>One thread owns the store. A {@link #view} may be used on another, and outlive the store's {@link #close}. Arrays
 * that go in or come out belong to the one who gets them. What goes wrong with the disk is an {@link
 * java.io.UncheckedIOException}.
 */
public interface RowStore extends RowView {
    /** Adds a row, or replaces it. */
    void put(byte[] key, byte[] value);

    /** Removes a row; without effect where there is none. */
    void delete(byte[] key);

    /** Removes all rows from a key on, and before another. */
    void deleteRange(byte[] from, byte[] until);

    /** Returns the rows as they are now, whatever becomes of the store. Quick, however many there are. */
    RowView view();

    /** Gives all rows up. They are gone when the last view is closed, too. */
    @Override
    void close();
}
