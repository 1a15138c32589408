/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.connector.Sink;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.physical.Translation;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stream on its way to a table, as the sink of the table takes it.
 *
 * @param role what rows these are, where they are not those of the query
 * @param parallelism of the sink
 */
record TableInput(TableInsert insert, String role, DataStream<?> rows, int parallelism) {

    /** What goes to the same place, and may come in any order. */
    private record Place(ObjectPath table, Map<String, String> options, int alone) {}

    /** Appends the sinks of a job: one for what is only ever inserted into a table. */
    static void write(List<TableInput> inputs, Translation translation) {
        Map<Place, List<TableInput>> byPlace = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            TableInput input = inputs.get(i);
            TableDefinition target = input.insert.target();
            int alone = input.insert.plan().changelogMode().isInsertOnly() ? -1 : i; // changes of one key have an order
            byPlace.computeIfAbsent(new Place(target.path(), target.options(), alone), any -> new ArrayList<>())
                    .add(input);
        }
        byPlace.values().forEach(together -> writeOne(together, translation));
    }

    @SuppressWarnings("unchecked") // the streams have what the sink takes
    private static void writeOne(List<TableInput> inputs, Translation translation) {
        TableInput first = inputs.get(0);
        DataStream<Object> rows = (DataStream<Object>) first.rows;
        for (TableInput other : inputs.subList(1, inputs.size())) {
            rows = rows.union((DataStream<Object>) other.rows);
        }
        boolean isOrdered =
                inputs.stream().anyMatch(input -> input.insert.plan().isOrdered());
        TableSink sink = first.insert.sink();
        String before = translation.into(first.insert.target().path().toString());
        rows.sinkTo((Sink<Object>)
                        sink.columnSink().<Sink<?>>map(columns -> columns).orElseGet(sink::sink))
                .name(first.insert.target().path().name())
                .uid(translation.uid("sink", first.role))
                .setParallelism(
                        isOrdered
                                ? 1
                                : inputs.stream()
                                        .mapToInt(TableInput::parallelism)
                                        .max()
                                        .orElseThrow());
        translation.into(before);
    }
}
