/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import java.util.List;

/**
 * Columns that tell rows apart. Nobody checks it (NOT ENFORCED): the table's owner vouches for it.
 *
 * @param name of the constraint
 */
public record PrimaryKey(String name, List<String> columns) {

    /** Copies the columns. */
    public PrimaryKey {
        columns = List.copyOf(columns);
    }

    /** A key whose constraint was given no name. */
    public static PrimaryKey unnamed(List<String> columns) {
        return new PrimaryKey("PK_" + String.join("_", columns), columns);
    }
}
