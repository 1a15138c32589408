/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.column.InternalValues;
import io.millrace.sql.function.runtime.CastException;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.type.TypeNames;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** What {@code PARTITION (day = '2026-01-31')} of an INSERT says, as the rows that are written say it. */
public final class StaticPartition {
    private StaticPartition() {}

    /**
     * Returns the values of the partition columns that the statement names, as programs know them.
     *
     * @param zone the session's
     * @throws SqlException if one is no value of its column
     */
    public static Map<String, @Nullable Object> of(Statement.Insert insert, ZoneId zone) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        RelDataTypeFactory types = insert.plan().getCluster().getTypeFactory();
        insert.staticValues()
                .forEach((column, value) -> values.put(column.name(), compute(insert, column, value, types, zone)));
        return values;
    }

    private static @Nullable Object compute(
            Statement.Insert insert, Column column, RexNode value, RelDataTypeFactory types, ZoneId zone) {
        try {
            ColumnBatch row = ConstantRows.compute(List.of(value), types, zone);
            return InternalValues.toExternal(row.value(0, 0), column.type());
        } catch (CastException isNone) {
            throw SqlException.of("PARTITION gives the column '" + column.name() + "' the value '"
                    + insert.staticPartitions().get(column.name()) + "', which is no "
                    + TypeNames.description(column.type())
                    + ".");
        }
    }
}
