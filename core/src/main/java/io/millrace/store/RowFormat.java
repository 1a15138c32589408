/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.TaggedCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * The layout of cold rows: all states of a key one behind the other, as they were declared at one time. A row names its
 * format by number, for states may be declared later, and differently from how they were restored. Immutable.
 */
final class RowFormat {
    private final List<Field> fields;

    private RowFormat(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * @param isRestored whether the cells are still as they were restored, so that a later declaration changes them
     */
    private record Field(
            DeclaredState state,
            boolean isRestored,
            @Nullable CellFormat format) {}

    /** The format of rows that are written from now on, until a state is declared. */
    static RowFormat of(Collection<DeclaredState> states, TaggedCodec undeclared) {
        List<Field> fields = new ArrayList<>();
        FieldNames names = new FieldNames();
        for (DeclaredState state : states) {
            CellFormat format = state.objects == null
                    ? null
                    : state.objects.cells().format(names.add(state.name), CellFormat.KEEPS_ALL, () -> undeclared);
            fields.add(new Field(state, state.handle == null, format));
        }
        return new RowFormat(fields);
    }

    void write(int slot, Encoder out) throws IOException {
        for (Field field : fields) {
            if (field.format != null) {
                field.format.write(field.state.peek(slot), out);
            } else {
                LongColumn column = field.state.longColumn();
                boolean present = column.has(slot);
                out.writeBoolean(present);
                if (present) {
                    out.writeLong(column.get(slot));
                }
            }
        }
    }

    /**
     * Reads the cells of a row; null where there is nothing. May be called on any thread.
     *
     * @param declarations what became of restored states, by number
     * @return by the number of the state
     */
    @Nullable
    Object[] read(Decoder in, @Nullable Redeclaration[] declarations) throws IOException {
        @Nullable Object[] cells = new @Nullable Object[declarations.length];
        for (Field field : fields) {
            Object cell;
            if (field.format != null) {
                cell = field.format.read(in);
            } else {
                cell = in.readBoolean() ? (Object) in.readLong() : null;
            }
            Redeclaration declaration = declarations[field.state.number()];
            cells[field.state.number()] =
                    cell != null && field.isRestored && declaration != null ? declaration.fit(cell) : cell;
        }
        return cells;
    }
}
