/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.util.ArrayList;
import java.util.Objects;

/** LISTAGG: texts in the order in which they came, with the separator of the last row between them. */
final class TextListAggregator implements Aggregator {
    private static final String COMMA = ",";

    private final int argument;
    private final int separatorArgument;
    private ObjectColumn<ArrayList<String>> texts = Unopened.objects();
    private ObjectColumn<String> separator = Unopened.objects();

    /** @param separatorArgument -1 for a comma */
    TextListAggregator(int argument, int separatorArgument) {
        this.argument = argument;
        this.separatorArgument = separatorArgument;
    }

    @Override
    public void open(KeyedStore store, String name) {
        texts = store.objectColumn(name + ".texts", ContainerType.of(ArrayList.class, String.class));
        separator = store.objectColumn(name + ".separator", String.class);
    }

    private ArrayList<String> list(int slot) {
        ArrayList<String> known = texts.get(slot);
        if (known == null) {
            known = new ArrayList<>();
            texts.set(slot, known);
        }
        return known;
    }

    private static String text(ColumnBatch batch, int column, int position) {
        return (String) Objects.requireNonNull(batch.value(column, position));
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        if (batch.isNull(argument, position)) {
            return;
        }
        list(slot).add(text(batch, argument, position));
        if (separatorArgument >= 0 && !batch.isNull(separatorArgument, position)) {
            separator.set(slot, text(batch, separatorArgument, position));
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        if (!batch.isNull(argument, position)) {
            list(slot).remove(text(batch, argument, position));
        }
    }

    @Override
    public void merge(int slot, int other) {
        ArrayList<String> added = texts.get(other);
        if (added != null) {
            list(slot).addAll(added);
            String others = separator.get(other);
            if (others != null) {
                separator.set(slot, others);
            }
        }
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        ArrayList<String> known = texts.get(slot);
        if (known == null || known.isEmpty()) {
            out.appendNull();
            return;
        }
        String between = separator.get(slot);
        out.append(String.join(between == null ? COMMA : between, known));
    }

    @Override
    public void clear(int slot) {
        texts.clear(slot);
        separator.clear(slot);
    }
}
