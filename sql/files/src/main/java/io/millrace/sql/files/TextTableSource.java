/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Source;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import java.util.Arrays;
import java.util.List;

/** A table that is read from text. */
interface TextTableSource extends ScanTableSource {
    /** Returns a source of what the format's decoder makes. */
    @Override
    Source<Object, ?> source();

    TableFormat format();

    /** Returns the columns of the table, each with its position in what the decoder makes. */
    List<Field> fields();

    @Override
    default RecordReader reader(int[] columns) {
        return format().reader(Arrays.stream(columns).mapToObj(fields()::get).toList());
    }

    @Override
    default boolean readsManyRowsAtOnce() {
        return format().holdsChanges();
    }

    @Override
    default ChangelogMode changelogMode() {
        return format().holdsChanges() ? ChangelogMode.all() : ChangelogMode.insertOnly();
    }
}
