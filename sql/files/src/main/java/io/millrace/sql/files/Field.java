/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A column that stands in a file.
 *
 * @param position in a row: of the table where it is written, as {@link FileColumns} says where it is read
 * @param metadata what the format calls it; null where it is a column of the row itself
 */
record Field(
        String name, FieldType type, int position, @Nullable String metadata) implements Serializable {
    Field(String name, FieldType type, int position) {
        this(name, type, position, null);
    }

    /** Returns the same at another position. */
    Field at(int newPosition) {
        return new Field(name, type, newPosition, metadata);
    }
}
