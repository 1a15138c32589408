/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.files.FileSource;
import io.millrace.sql.connector.PartitionFilter;
import io.millrace.sql.connector.PartitionedTableSource;
import java.util.List;

/** A table that is read from files. */
record FileTableSource(FileSource<Object> source, TableFormat format, FileColumns columns)
        implements TextTableSource, PartitionedTableSource {
    @Override
    public List<Field> fields() {
        return columns.all();
    }

    @Override
    public List<Integer> partitionColumns() {
        List<String> names = columns.all().stream().map(Field::name).toList();
        return columns.told().partitions().keys().stream()
                .map(key -> names.indexOf(key.name()))
                .toList();
    }

    @Override
    public FileTableSource withPartitions(PartitionFilter filter) {
        return new FileTableSource(
                source.withDirectories(columns.told().partitions().filter(filter)), format, columns);
    }
}
