/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventBlock;
import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.connector.RecordReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a row of every event: its kind as a number, and a row within the row for each kind, of which one is not null. */
final class NestedReader implements RecordReader {
    private static final long serialVersionUID = 1L;

    private final EventMix mix;
    private final List<NestedColumn> columns;
    private transient @Nullable List<EventBlock> blocks;

    NestedReader(EventMix mix, List<NestedColumn> columns) {
        this.mix = mix;
        this.columns = List.copyOf(columns);
    }

    @Override
    public ColumnBatch read(RecordBatch records, long nowMillis) {
        return Ranges.read(records, this::read);
    }

    private ColumnBatch read(EventRange range) {
        List<EventBlock> events = blocks();
        long[] dateTimes = new long[range.count()];
        for (EventBlock block : events) {
            block.moveTo(range.first(), range.step(), range.count());
            long[] ofBlock = block.dateTimes();
            for (int i = 0; i < block.size(); i++) {
                dateTimes[block.position(i)] = ofBlock[i];
            }
        }
        Object[] values = new Object[columns.size()];
        boolean[][] nulls = new boolean[columns.size()][];
        for (int column = 0; column < values.length; column++) {
            NestedColumn made = columns.get(column);
            EventKind kind = made.kind();
            if (kind == null) {
                values[column] = kinds(events, range.count());
            } else {
                nulls[column] = new boolean[range.count()];
                values[column] = rows(events.get(kind.ordinal()), kind, made.fields(), nulls[column]);
            }
        }
        return new ColumnBatch(values, nulls, dateTimes, range.count());
    }

    private static int[] kinds(List<EventBlock> events, int count) {
        int[] kinds = new int[count];
        for (int kind = 0; kind < events.size(); kind++) {
            EventBlock block = events.get(kind);
            for (int i = 0; i < block.size(); i++) {
                kinds[block.position(i)] = kind;
            }
        }
        return kinds;
    }

    private static Object[] rows(EventBlock block, EventKind kind, List<Integer> chosen, boolean[] nulls) {
        Object[] rows = new Object[nulls.length];
        Arrays.fill(nulls, true);
        Object[] fields = new Object[chosen.size()];
        for (int field = 0; field < fields.length; field++) {
            fields[field] = EventField.of(kind).get(chosen.get(field)).values().apply(block);
        }
        for (int i = 0; i < block.size(); i++) {
            Object[] row = new Object[fields.length];
            for (int field = 0; field < row.length; field++) {
                row[field] = fields[field] instanceof long[] numbers ? numbers[i] : ((Object[]) fields[field])[i];
            }
            rows[block.position(i)] = List.of(row);
            nulls[block.position(i)] = false;
        }
        return rows;
    }

    private List<EventBlock> blocks() {
        List<EventBlock> current = blocks;
        if (current == null) {
            current = new ArrayList<>();
            for (EventKind kind : EventKind.values()) {
                current.add(new EventBlock(mix, kind));
            }
            blocks = current;
        }
        return current;
    }
}
