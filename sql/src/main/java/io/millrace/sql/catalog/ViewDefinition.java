/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A query with a name.
 *
 * @param query as it was written
 * @param columnNames what CREATE VIEW calls the columns; empty if the query names them
 * @param currentCatalog where the query's unqualified names are looked up, with {@code currentDatabase}
 */
public record ViewDefinition(
        ObjectPath path,
        String query,
        List<String> columnNames,
        RelDataType rowType,
        String currentCatalog,
        String currentDatabase,
        Optional<String> comment)
        implements CatalogObject {

    /** Copies the names. */
    public ViewDefinition {
        columnNames = List.copyOf(columnNames);
    }

    @Override
    public ViewDefinition renamed(ObjectPath newPath) {
        return new ViewDefinition(newPath, query, columnNames, rowType, currentCatalog, currentDatabase, comment);
    }
}
