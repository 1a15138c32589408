/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Source;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import java.util.Arrays;
import java.util.List;

/**
 * A table that is read from text.
 *
 * @param source of what the format's decoder makes
 */
record TextTableSource(Source<Object, ?> source, TableFormat format, List<Field> fields) implements ScanTableSource {
    @Override
    public RecordReader reader(int[] columns) {
        return format.reader(Arrays.stream(columns).mapToObj(fields::get).toList());
    }

    @Override
    public boolean readsManyRowsAtOnce() {
        return format.holdsChanges();
    }

    @Override
    public ChangelogMode changelogMode() {
        return format.holdsChanges() ? ChangelogMode.all() : ChangelogMode.insertOnly();
    }
}
