/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.connector.TableContext;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the columns of a table that is read stand. In a row that was read, those that its file tells come behind those of the
 * text.
 *
 * @param all in the order of the table, each with its position in such a row
 * @param text those of the text, in the order of the table
 */
record FileColumns(List<Field> all, List<Field> text, ToldColumns told) implements Serializable {
    /** @throws io.millrace.sql.parser.SqlException if a column can stand nowhere */
    static FileColumns of(TableContext table, TableFormat format) {
        PartitionDirectories partitions = PartitionOptions.of(table);
        List<Field> told = new ArrayList<>(partitions.keys());
        List<Field> facts = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column instanceof Column.Metadata metadata && FileFact.kinds().containsKey(metadata.connectorKey())) {
                facts.add(TextFields.metadata(metadata, FileFact.kinds(), told.size() + facts.size(), table.options()));
            }
        }
        told.addAll(facts);
        List<Field> text =
                TextFields.of(table, format, told.stream().map(Field::name).toList());
        List<Field> rows = Stream.concat(text.stream(), told.stream()).toList();
        Map<String, Field> byName = new TreeMap<>();
        for (int position = 0; position < rows.size(); position++) {
            byName.put(rows.get(position).name(), rows.get(position).at(position));
        }
        return new FileColumns(
                table.columns().stream()
                        .map(column -> byName.get(column.name()))
                        .toList(),
                text.stream().map(field -> byName.get(field.name())).toList(),
                new ToldColumns(partitions, List.copyOf(facts)));
    }
}
