/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventBlock;
import io.millrace.benchmarks.nexmark.generator.EventBlocks;
import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.connector.RecordReader;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a row of every event, of some columns. */
final class NestedReader implements RecordReader {
    private static final long serialVersionUID = 1L;

    private final EventMix mix;
    private final List<NestedColumn> columns;
    private transient @Nullable EventBlocks blocks;

    NestedReader(EventMix mix, List<NestedColumn> columns) {
        this.mix = mix;
        this.columns = List.copyOf(columns);
    }

    @Override
    public ColumnBatch read(RecordBatch records, long nowMillis) {
        return Ranges.read(records, this::read);
    }

    private ColumnBatch read(EventRange range) {
        EventBlocks events = blocks();
        int count = range.count();
        events.moveTo(range.first(), range.step(), count);
        Map<EventKind, boolean[]> others = new EnumMap<>(EventKind.class);
        Object[] values = new Object[columns.size()];
        boolean[][] nulls = new boolean[values.length][];
        for (int index = 0; index < values.length; index++) {
            NestedColumn column = columns.get(index);
            EventKind kind = column.kind();
            if (kind != null) {
                nulls[index] = others.computeIfAbsent(kind, each -> others(events.kinds(), each));
            }
            if (column instanceof NestedColumn.Rows rows) {
                values[index] = rows(events.of(rows.kind()), rows, count);
            } else if (column instanceof NestedColumn.Field field) {
                values[index] = field.isDateTime() ? events.dateTimes() : spread(events.of(field.kind()), field, count);
            } else {
                values[index] = events.kinds();
            }
        }
        return new ColumnBatch(values, nulls, events.dateTimes(), count);
    }

    /** Returns where events are of other kinds. */
    private static boolean[] others(int[] kinds, EventKind kind) {
        int number = kind.ordinal();
        boolean[] others = new boolean[kinds.length];
        for (int i = 0; i < others.length; i++) {
            others[i] = kinds[i] != number;
        }
        return others;
    }

    private static Object values(EventBlock events, EventKind kind, int field) {
        return EventField.of(kind).get(field).values().apply(events);
    }

    /** Returns the values of a field at the places of its events among all. */
    private static Object spread(EventBlock events, NestedColumn.Field field, int count) {
        Object values = values(events, field.kind(), field.field());
        if (values instanceof long[] numbers) {
            long[] spread = new long[count];
            for (int i = 0; i < events.size(); i++) {
                spread[events.position(i)] = numbers[i];
            }
            return spread;
        }
        Object[] objects = (Object[]) values;
        Object[] spread = new Object[count];
        for (int i = 0; i < events.size(); i++) {
            spread[events.position(i)] = objects[i];
        }
        return spread;
    }

    private static Object[] rows(EventBlock events, NestedColumn.Rows made, int count) {
        Object[] fields = new Object[made.fields().size()];
        for (int field = 0; field < fields.length; field++) {
            fields[field] = values(events, made.kind(), made.fields().get(field));
        }
        Object[] rows = new Object[count];
        for (int i = 0; i < events.size(); i++) {
            Object[] row = new Object[fields.length];
            for (int field = 0; field < row.length; field++) {
                row[field] = fields[field] instanceof long[] numbers ? numbers[i] : ((Object[]) fields[field])[i];
            }
            rows[events.position(i)] = List.of(row);
        }
        return rows;
    }

    private EventBlocks blocks() {
        EventBlocks current = blocks;
        if (current == null) {
            Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);
            for (NestedColumn column : columns) {
                EventKind kind = column.kind();
                if (kind != null && !(column instanceof NestedColumn.Field field && field.isDateTime())) {
                    kinds.add(kind);
                }
            }
            current = new EventBlocks(mix, kinds);
            blocks = current;
        }
        return current;
    }
}
