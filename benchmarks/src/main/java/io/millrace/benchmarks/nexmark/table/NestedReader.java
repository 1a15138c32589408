/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventBlock;
import io.millrace.benchmarks.nexmark.generator.EventHeads;
import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.connector.RecordReader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a row of every event, of some columns. */
final class NestedReader implements RecordReader {
    private static final long serialVersionUID = 1L;

    private final EventMix mix;
    private final List<NestedColumn> columns;
    private transient @Nullable EventHeads heads;
    private transient @Nullable Map<EventKind, EventBlock> blocks;

    /** The events of a kind in a range, and at which places there is none. */
    private record OfKind(EventBlock events, boolean[] nulls) {
        static OfKind of(EventBlock events, EventRange range) {
            events.moveTo(range.first(), range.step(), range.count());
            boolean[] nulls = new boolean[range.count()];
            Arrays.fill(nulls, true);
            for (int i = 0; i < events.size(); i++) {
                nulls[events.position(i)] = false;
            }
            return new OfKind(events, nulls);
        }
    }

    NestedReader(EventMix mix, List<NestedColumn> columns) {
        this.mix = mix;
        this.columns = List.copyOf(columns);
    }

    @Override
    public ColumnBatch read(RecordBatch records, long nowMillis) {
        return Ranges.read(records, this::read);
    }

    private ColumnBatch read(EventRange range) {
        EventHeads all = heads();
        all.moveTo(range.first(), range.step(), range.count());
        Map<EventKind, OfKind> kinds = new EnumMap<>(EventKind.class);
        Object[] values = new Object[columns.size()];
        boolean[][] nulls = new boolean[values.length][];
        for (int column = 0; column < values.length; column++) {
            if (columns.get(column) instanceof NestedColumn.Rows rows) {
                OfKind events = kinds.computeIfAbsent(rows.kind(), kind -> OfKind.of(block(kind), range));
                values[column] = rows(events.events, rows, range.count());
                nulls[column] = events.nulls;
            } else if (columns.get(column) instanceof NestedColumn.Field field) {
                OfKind events = kinds.computeIfAbsent(field.kind(), kind -> OfKind.of(block(kind), range));
                values[column] =
                        spread(events.events, values(events.events, field.kind(), field.field()), range.count());
                nulls[column] = events.nulls;
            } else {
                values[column] = all.kinds();
            }
        }
        return new ColumnBatch(values, nulls, all.dateTimes(), range.count());
    }

    private static Object values(EventBlock events, EventKind kind, int field) {
        return EventField.of(kind).get(field).values().apply(events);
    }

    /** Returns the values of a field at the places of its events among all. */
    private static Object spread(EventBlock events, Object values, int count) {
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

    private EventHeads heads() {
        EventHeads current = heads;
        if (current == null) {
            current = new EventHeads(mix);
            heads = current;
        }
        return current;
    }

    private EventBlock block(EventKind kind) {
        Map<EventKind, EventBlock> current = blocks;
        if (current == null) {
            current = new EnumMap<>(EventKind.class);
            blocks = current;
        }
        return current.computeIfAbsent(kind, of -> new EventBlock(mix, of));
    }
}
