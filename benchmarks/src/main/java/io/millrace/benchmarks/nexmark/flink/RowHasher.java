/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.sql.ChangelogChecksum;
import io.millrace.benchmarks.nexmark.sql.CheckedColumns;
import java.io.Serializable;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/** Brings the rows of Flink into a checksum. */
final class RowHasher implements Serializable {
    private static final long serialVersionUID = 1L;

    private final RowData.FieldGetter[] fields;
    private final CheckedColumns checked;

    RowHasher(RowType type, CheckedColumns checked) {
        this.checked = checked;
        int[] columns = checked.columns();
        this.fields = new RowData.FieldGetter[columns.length];
        for (int i = 0; i < columns.length; i++) {
            fields[i] = RowData.createFieldGetter(type.getTypeAt(columns[i]), columns[i]);
        }
    }

    void accept(Checksum checksum, RowData row) {
        long sum = 0;
        for (int i = 0; i < fields.length; i++) {
            sum += ChangelogChecksum.weighted(i, value(fields[i].getFieldOrNull(row)));
        }
        long hash = ChangelogChecksum.mixed(sum);
        long times = checked.weight() < 0 ? 1 : row.getLong(checked.weight());
        RowKind kind = row.getRowKind();
        checksum.addTimes(hash, kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER ? times : -times);
    }

    private static long value(@Nullable Object value) {
        if (value == null) {
            return ChangelogChecksum.NULL;
        } else if (value instanceof Number number) {
            return number.longValue();
        } else if (value instanceof StringData text) {
            return ChangelogChecksum.text(text.toString());
        } else if (value instanceof TimestampData time) {
            return time.getMillisecond();
        } else if (value instanceof DecimalData decimal) {
            BigDecimal exact = decimal.toBigDecimal();
            return exact.unscaledValue().longValue();
        }
        throw new IllegalStateException("No query of NEXMark gives a " + value.getClass());
    }
}
