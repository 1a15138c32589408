/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.sql.parser.SqlException;
import java.util.Set;

/**
 * Makes the tables of one connector: what {@code 'connector' = 'datagen'} names. Found as a service, so that a jar on the class
 * path brings its connectors along.
 */
public interface TableFactory {
    /** Returns the value of the option {@code connector} that asks for this factory. */
    String factoryIdentifier();

    /** Returns what the connector knows of each record beside its columns: the keys that a metadata column may name. */
    default Set<String> readableMetadata() {
        return Set.of();
    }

    /** As {@link #readableMetadata()}, where it depends on a table's options. */
    default Set<String> readableMetadata(TableContext table) {
        return readableMetadata();
    }

    /**
     * Makes what reads a table.
     *
     * @throws SqlException if an option is missing or wrong, or the connector only writes
     */
    default ScanTableSource createSource(TableContext table) {
        throw SqlException.of(
                "Table " + table.name() + " cannot be read: its connector '" + factoryIdentifier() + "' only writes.");
    }

    /**
     * Makes what writes a table.
     *
     * @throws SqlException if an option is missing or wrong, or the connector only reads
     */
    default TableSink createSink(TableContext table) {
        throw SqlException.of("Table " + table.name() + " cannot be written to: its connector '" + factoryIdentifier()
                + "' only reads.");
    }
}
