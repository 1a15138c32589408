/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

import org.jspecify.annotations.Nullable;

/** Rows of bytes to be read, in the unsigned order of their keys. See {@link RowStore}. */
public interface RowView extends AutoCloseable {
    byte @Nullable [] get(byte[] key);

    /** Goes over the rows from a key on, and before another. Over a store itself, only until its next change. */
    Cursor rows(byte[] from, byte[] until);

    @Override
    void close();

    /** Stands on a row after each {@link #next} that returned true. */
    interface Cursor extends AutoCloseable {
        boolean next();

        byte[] key();

        byte[] value();

        @Override
        void close();
    }
}
