/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.row.Row;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the rows of a table stand in text, whatever its columns are. */
interface TableFormat extends Serializable {
    Optional<Quoting> quoting();

    String fileSuffix();

    /** Returns whether a file begins with a line that names its columns. */
    default boolean hasHeader() {
        return false;
    }

    /**
     * Returns whether the format has texts for values of a type.
     *
     * @param type of a column
     */
    boolean supports(FieldType type);

    /** Returns whether its records are changes of rows, and not rows that only ever come. */
    default boolean holdsChanges() {
        return false;
    }

    /** Returns what it knows of each record beside the columns, by name: the type that a metadata column of it has. */
    default Map<String, FieldType.Kind> metadata() {
        return Map.of();
    }

    /** Makes what reads records: the values of the fields in the form in which they lie in columns, boxed; or lists of {@link RowChange}s of such. */
    RecordDecoder<?> decoder(List<Field> fields);

    /** Makes what puts such records into columns. */
    default RecordReader reader(List<Field> columns) {
        return new ColumnsReader(columns);
    }

    /** Makes what writes these fields of rows. */
    RecordEncoder<Row> encoder(List<Field> fields);
}
