/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventBlock;
import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.connector.RecordReader;
import org.jspecify.annotations.Nullable;

/** Makes rows of the events of one kind; each field is a column. */
final class FlatReader implements RecordReader {
    private static final long serialVersionUID = 1L;

    private final EventMix mix;
    private final EventKind kind;
    private final int[] fields;
    private transient @Nullable EventBlock block;

    /** @param fields the positions of the columns' fields among those of the kind */
    FlatReader(EventMix mix, EventKind kind, int[] fields) {
        this.mix = mix;
        this.kind = kind;
        this.fields = fields;
    }

    @Override
    public ColumnBatch read(RecordBatch records, long nowMillis) {
        return Ranges.read(records, this::read);
    }

    private ColumnBatch read(EventRange range) {
        EventBlock events = block();
        events.moveTo(range.first(), range.step(), range.count());
        Object[] columns = new Object[fields.length];
        for (int column = 0; column < fields.length; column++) {
            columns[column] = EventField.of(kind).get(fields[column]).values().apply(events);
        }
        return new ColumnBatch(columns, new boolean[fields.length][], events.dateTimes(), events.size());
    }

    private EventBlock block() {
        EventBlock current = block;
        if (current == null) {
            current = new EventBlock(mix, kind);
            block = current;
        }
        return current;
    }
}
