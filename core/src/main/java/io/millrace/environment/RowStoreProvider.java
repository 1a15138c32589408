/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

/**
 * A kind of {@link RowStore}, found by {@link java.util.ServiceLoader}. Thread-safe.
 */
public interface RowStoreProvider {
    /** Returns the name by which jobs choose it, such as {@code rocksdb}. */
    String type();

    /**
     * Opens an empty store.
     *
     * @param directory a path of the local file system where nothing is yet; the store makes it, and deletes it
     */
    RowStore open(String directory);
}
