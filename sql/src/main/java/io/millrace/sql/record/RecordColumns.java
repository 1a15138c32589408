/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.record;

import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;
import io.millrace.data.JavaType;
import io.millrace.data.RecordBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.column.InternalValues;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.ColumnPath;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.row.Row;
import io.millrace.sql.type.TypeNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Takes the elements of a program's stream apart: the components of records, the fields of rows, or the elements as they are. Immutable. */
public final class RecordColumns implements RecordReader {
    /** The metadata column that is the timestamp of the record in its stream. */
    public static final String ROWTIME = "rowtime";

    private static final int MILLI_DIGITS = 3;

    private final List<ColumnFill> fills;
    private final List<RelDataType> types;
    private final List<Boolean> times;
    private final boolean rows;
    private final ChangelogMode mode;
    private final String table;

    private RecordColumns(
            List<ColumnFill> fills,
            List<RelDataType> types,
            List<Boolean> times,
            boolean rows,
            ChangelogMode mode,
            String table) {
        this.fills = List.copyOf(fills);
        this.types = List.copyOf(types);
        this.times = List.copyOf(times);
        this.rows = rows;
        this.mode = mode;
        this.table = table;
    }

    /**
     * Returns what reads some columns of a stream.
     *
     * @param table for messages
     * @param type of the elements
     * @param declared the columns of the table: those of rows are found by position, others by name
     * @param columns which of them are read
     * @param mode which kinds of changes rows may be
     * @throws SqlException if there is no component for a column, or it does not fit
     */
    public static RecordColumns of(
            String table, JavaType type, List<Column> declared, int[] columns, ChangelogMode mode) {
        List<ColumnFill> fills = new ArrayList<>();
        List<RelDataType> types = new ArrayList<>();
        List<Boolean> times = new ArrayList<>();
        for (int index : columns) {
            Column column = declared.get(index);
            boolean isTime = column instanceof Column.Metadata;
            types.add(column.type());
            times.add(isTime);
            fills.add(isTime ? time(column) : physical(table, type, declared, column));
        }
        return new RecordColumns(fills, types, times, type.raw() == Row.class, mode, table);
    }

    /**
     * Returns what reads some columns of a stream, and fields of records in them, or null if these are not all reached through components of records.
     *
     * @param paths columns, and fields
     * @see #of(String, JavaType, List, int[], ChangelogMode)
     */
    public static @Nullable RecordColumns ofPaths(
            String table, JavaType type, List<Column> declared, List<ColumnPath> paths, ChangelogMode mode) {
        if (type.raw() == Row.class || SqlTypesOfJava.isScalar(type) || RecordShape.of(type) == null) {
            return null;
        }
        int[] columns = paths.stream().mapToInt(ColumnPath::column).toArray();
        RecordColumns whole = of(table, type, declared, columns, mode);
        List<ColumnFill> fills = new ArrayList<>(whole.fills);
        List<RelDataType> types = new ArrayList<>(whole.types);
        for (int i = 0; i < columns.length; i++) {
            if (paths.get(i).isNested()) {
                ColumnFill fill = FieldFill.of(type, declared.get(columns[i]), paths.get(i));
                if (fill == null) {
                    return null;
                }
                fills.set(i, fill);
                types.set(i, paths.get(i).type());
            }
        }
        return new RecordColumns(fills, types, whole.times, false, mode, table);
    }

    /** What is read of the timestamps and not of the records. */
    private static ColumnFill time(Column column) {
        if (column.type().getSqlTypeName() != SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE) {
            throw SqlException.of("The column '" + column.name()
                    + "' is the timestamp of a record: declare it as TIMESTAMP_LTZ(3), not as "
                    + TypeNames.summary(column.type()) + ".");
        }
        return (records, size, values) -> null;
    }

    private static ColumnFill physical(String table, JavaType type, List<Column> declared, Column column) {
        String path = "The column '" + column.name() + "' of table " + table;
        if (type.raw() == Row.class) {
            List<Column> physical =
                    declared.stream().filter(Column.Physical.class::isInstance).toList();
            int position = physical.indexOf(column);
            ToSql.Encoder encoder = ToSql.encoder(JavaType.of(Object.class), column.type(), path);
            return ColumnFill.ofObjects(
                    row -> field((Row) row, position, physical.size(), table),
                    JavaType.of(Object.class),
                    encoder,
                    column.type(),
                    path);
        }
        RecordShape shape = SqlTypesOfJava.isScalar(type) ? null : RecordShape.of(type);
        if (shape == null) {
            ToSql.Encoder encoder = ToSql.encoder(type, column.type(), path);
            return ColumnFill.ofObjects(value -> value, type, encoder, column.type(), path);
        }
        RecordShape.Component component = ToSql.component(shape, column.name(), type);
        return ColumnFill.of(component, column.type(), SqlTypesOfJava.path(type, component));
    }

    private static @Nullable Object field(Row row, int position, int arity, String table) {
        ToSql.requireArity(row, arity, "Table " + table);
        return row.getField(position);
    }

    @Override
    @SuppressWarnings("NullAway") // of nested arrays it does not see which may be null
    public ColumnBatch read(RecordBatch records, long nowMillis) {
        int size = records.size;
        Object[] columns = new Object[fills.size()];
        boolean[] @Nullable [] nulls = new boolean[columns.length] @Nullable [];
        for (int column = 0; column < columns.length; column++) {
            if (times.get(column)) {
                columns[column] = timestamps(records, types.get(column));
            } else {
                columns[column] = ColumnLayout.of(types.get(column)).newArray(size);
                nulls[column] = fills.get(column).fill(records.values, size, columns[column]);
            }
        }
        ColumnBatch batch = new ColumnBatch(columns, nulls, records.timestamps.clone(), size);
        if (rows) {
            batch.kinds = kinds(records);
        }
        return batch;
    }

    private Object timestamps(RecordBatch records, RelDataType type) {
        long[] millis = records.timestamps.clone();
        for (int row = 0; row < records.size; row++) {
            if (millis[row] == Batch.NO_TIMESTAMP) {
                throw new IllegalStateException("A record of the stream behind table " + table
                        + " has no timestamp, and the table asks for its rowtime. Give the stream timestamps with"
                        + " assignTimestampsAndWatermarks(...), or declare the rowtime over a column.");
            }
        }
        if (type.getPrecision() == MILLI_DIGITS) {
            return millis;
        }
        Object column = ColumnLayout.of(type).newArray(records.size);
        for (int row = 0; row < records.size; row++) {
            Object value = InternalValues.toInternal(Instant.ofEpochMilli(millis[row]), type);
            if (column instanceof long[] longs && value instanceof Long count) {
                longs[row] = count;
            } else if (value != null) {
                ((Object[]) column)[row] = value;
            }
        }
        return column;
    }

    private byte @Nullable [] kinds(RecordBatch records) {
        byte[] kinds = new byte[records.size];
        boolean onlyInserts = true;
        for (int row = 0; row < records.size; row++) {
            RowKind kind = ((Row) records.values[row]).getKind();
            if (!mode.contains(kind)) {
                throw new IllegalStateException(
                        "A row of the stream behind table " + table + " is " + kind.shortString()
                                + ", and the table takes only " + mode + ". Make it with fromChangelogStream: "
                                + records.values[row]);
            }
            kinds[row] = (byte) kind.ordinal();
            onlyInserts &= kind == RowKind.INSERT;
        }
        return onlyInserts ? null : kinds;
    }
}
