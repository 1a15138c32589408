/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.connector.Source;
import io.millrace.stream.DataStream;
import java.util.List;
import java.util.Optional;

/** What reads a table: a source of records, and what takes the records apart into columns. */
public interface ScanTableSource {
    Source<?, ?> source();

    /**
     * @param columns the columns that the query reads, by their position among those of {@link TableContext#columns}
     */
    RecordReader reader(int[] columns);

    /**
     * As {@link #reader(int[])}, where fields of rows are read, too. Where it is not implemented, the rows are read whole, and taken apart.
     *
     * @param paths what the query reads, at least one of them nested
     */
    default RecordReader reader(List<ColumnPath> paths) {
        return FieldReader.of(this, paths);
    }

    /** Returns the stream of the job that the table is, if it is one; then it has no source. */
    default Optional<DataStream<?>> stream() {
        return Optional.empty();
    }

    /** Returns whether a record of the source is many rows, so that a watermark may follow each. */
    default boolean readsManyRowsAtOnce() {
        return false;
    }

    /** Whether watermarks come with the records, as {@code SOURCE_WATERMARK()} asks for. */
    default boolean emitsWatermarks() {
        return false;
    }

    /** Returns which kinds of changes the rows may be; {@link RecordReader} gives each row's. */
    default ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }
}
