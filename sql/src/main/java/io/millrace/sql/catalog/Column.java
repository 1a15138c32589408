/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;

/** A column of a table. */
public sealed interface Column permits Column.Physical, Column.Computed, Column.Metadata {

    /** Returns the name. */
    String name();

    /** Returns the type, plain where the column is a rowtime; what a query sees is in {@link TableDefinition#rowType}. */
    RelDataType type();

    /** Returns what a person wrote about it. */
    Optional<String> comment();

    /** Returns the same under another name. */
    Column renamed(String newName);

    /** A column that the connector's records hold. */
    record Physical(String name, RelDataType type, Optional<String> comment) implements Column {
        @Override
        public Physical renamed(String newName) {
            return new Physical(newName, type, comment);
        }
    }

    /**
     * A column that is computed of others whenever the table is read.
     *
     * @param expression in SQL, with every name quoted
     */
    record Computed(String name, RelDataType type, String expression, Optional<String> comment) implements Column {
        @Override
        public Computed renamed(String newName) {
            return new Computed(newName, type, expression, comment);
        }
    }

    /**
     * A column that the connector or the format knows about each record, such as an offset.
     *
     * @param key what the connector calls it, if that is not the column's name
     * @param virtual whether it can only be read, never written
     */
    record Metadata(String name, RelDataType type, Optional<String> key, boolean virtual, Optional<String> comment)
            implements Column {
        @Override
        public Metadata renamed(String newName) {
            // The connector's name for it stays.
            return new Metadata(newName, type, Optional.of(connectorKey()), virtual, comment);
        }

        /** Returns what the connector calls it. */
        public String connectorKey() {
            return key.orElse(name);
        }
    }
}
