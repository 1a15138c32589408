/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Source;
import io.millrace.connector.files.FileSource;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table that is read from files. */
record FileTableSource(FileSource<@Nullable Object[]> files, List<Field> fields) implements ScanTableSource {
    @Override
    public Source<?, ?> source() {
        return files;
    }

    @Override
    public RecordReader reader(int[] columns) {
        return new ColumnsReader(Arrays.stream(columns).mapToObj(fields::get).toList());
    }
}
