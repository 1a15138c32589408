/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.EventKind;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Makes rows of events. */
abstract class EventRows implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Returns the row of an event, or null where the table has none of its kind. */
    abstract @Nullable RowData row(Event event);

    /** Returns what makes rows of one kind of event. */
    static EventRows flat(EventKind kind, RowType columns) {
        return new Flat(kind, positions(kind, columns));
    }

    /** Returns what makes a row of every event: its kind as a number, and a row within the row for each kind. */
    static EventRows nested(RowType columns) {
        int[][] fields = new int[EventKind.values().length][];
        int[] places = new int[fields.length + 1];
        for (EventKind kind : EventKind.values()) {
            int place = columns.getFieldNames().indexOf(NAMES.get(kind.ordinal()));
            places[kind.ordinal()] = place;
            LogicalType type = place < 0 ? new RowType(List.of()) : columns.getTypeAt(place);
            fields[kind.ordinal()] = positions(kind, (RowType) type);
        }
        places[fields.length] = columns.getFieldNames().indexOf("event_type");
        return new Nested(columns.getFieldCount(), places, fields);
    }

    private static final List<String> NAMES = List.of("person", "auction", "bid");

    private static int[] positions(EventKind kind, RowType columns) {
        List<String> names = EventFields.namesOf(kind);
        return columns.getFieldNames().stream().mapToInt(names::indexOf).toArray();
    }

    private static final class Flat extends EventRows {
        private static final long serialVersionUID = 1L;

        private final EventKind kind;
        private final int[] fields;

        Flat(EventKind kind, int[] fields) {
            this.kind = kind;
            this.fields = fields;
        }

        @Override
        @Nullable
        RowData row(Event event) {
            return EventFields.kindOf(event) == kind ? EventFields.row(event, fields) : null;
        }
    }

    private static final class Nested extends EventRows {
        private static final long serialVersionUID = 1L;

        private final int width;
        private final int[] places;
        private final int[][] fields;

        /**
         * @param places of the column of each kind, and of the one that tells the kind; -1 where there is none
         * @param fields of each kind
         */
        Nested(int width, int[] places, int[][] fields) {
            this.width = width;
            this.places = places;
            this.fields = fields;
        }

        @Override
        RowData row(Event event) {
            int kind = EventFields.kindOf(event).ordinal();
            GenericRowData row = new GenericRowData(width);
            if (places[fields.length] >= 0) {
                row.setField(places[fields.length], kind);
            }
            if (places[kind] >= 0) {
                row.setField(places[kind], EventFields.row(event, fields[kind]));
            }
            return row;
        }
    }
}
