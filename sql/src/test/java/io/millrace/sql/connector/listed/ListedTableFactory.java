/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.listed;

import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A table whose rows stand in its definition, in the order in which they are read, to be late and to be taken back. The option {@code rows} has one on each line: perhaps
 * {@code @} and the number of its split; perhaps its kind, {@code +I} otherwise; and its values with {@code |} between them, where {@code -} is null.
 */
public final class ListedTableFactory implements TableFactory {
    @Override
    public String factoryIdentifier() {
        return "listed";
    }

    @Override
    public ScanTableSource createSource(TableContext table) {
        List<List<String>> splits = new ArrayList<>();
        for (String line : table.options().requiredText("rows").strip().split("\n")) {
            String row = line.strip();
            int split = 0;
            if (row.startsWith("@")) {
                int end = row.indexOf(' ');
                split = Integer.parseInt(row.substring(1, end));
                row = row.substring(end + 1);
            }
            while (splits.size() <= split) {
                splits.add(new ArrayList<>());
            }
            splits.get(split).add(row);
        }
        return new ListedTableSource(
                table.columns().stream().map(column -> column.type()).toList(),
                splits.stream().map(List::copyOf).toList(),
                table.options().flag("changes", false));
    }
}
