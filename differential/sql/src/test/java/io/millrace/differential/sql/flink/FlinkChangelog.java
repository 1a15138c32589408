/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.flink;

import io.millrace.data.RowKind;
import io.millrace.differential.sql.Answer.ChangedRow;
import io.millrace.differential.sql.ValueText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.types.Row;

/** Keeps the rows of a query in this JVM, in order. */
final class FlinkChangelog implements MapFunction<Row, Integer> {
    private static final Map<Integer, List<ChangedRow>> ROWS = new ConcurrentHashMap<>();
    private static final long serialVersionUID = 1L;

    private final int query;

    FlinkChangelog(int query) {
        this.query = query;
    }

    @Override
    public Integer map(Row row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < row.getArity(); i++) {
            values.add(plain(row.getField(i)));
        }
        RowKind kind = RowKind.valueOf(row.getKind().name());
        ROWS.computeIfAbsent(query, unused -> Collections.synchronizedList(new ArrayList<>()))
                .add(new ChangedRow(kind, ValueText.of(values)));
        return 0;
    }

    private static Object plain(Object value) {
        if (value instanceof Row row) {
            List<Object> fields = new ArrayList<>();
            for (int i = 0; i < row.getArity(); i++) {
                fields.add(plain(row.getField(i)));
            }
            return fields;
        } else if (value instanceof Object[] elements) {
            return Arrays.stream(elements).map(FlinkChangelog::plain).collect(Collectors.toList());
        }
        return value;
    }

    /** Returns the rows of a query, and forgets them. */
    static List<ChangedRow> take(int query) {
        List<ChangedRow> rows = ROWS.remove(query);
        return rows == null ? List.of() : rows;
    }
}
