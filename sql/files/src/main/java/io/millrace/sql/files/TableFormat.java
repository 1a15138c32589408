/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.sql.row.Row;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the rows of a table stand in text, whatever its columns are. */
interface TableFormat extends Serializable {
    Optional<Quoting> quoting();

    String fileSuffix();

    /** Returns whether a file begins with a line that names its columns. */
    boolean hasHeader();

    /**
     * Returns whether the format has texts for values of a type.
     *
     * @param type of a column
     */
    boolean supports(FieldType type);

    /** Makes what reads rows: the values of the fields in the form in which they lie in columns, boxed. */
    RecordDecoder<@Nullable Object[]> decoder(List<Field> fields);

    /** Makes what writes these fields of rows. */
    RecordEncoder<Row> encoder(List<Field> fields);
}
