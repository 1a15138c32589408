/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** One state of a store at the moment of a snapshot: a field of every row. */
interface SharedState {
    /** The field's schema, with the state's name and kind; to be asked for after all slots were observed. */
    Schema.Field field();

    /** The number of the state in its store; -1 where there never was such a state. */
    int number();

    /** Whether the field's schema depends on what is observed. */
    boolean learns();

    void observe(int slot);

    void write(int slot, Encoder out) throws IOException;

    void observeCell(Object cell);

    /**
     * Writes a cell.
     *
     * @param cell null for nothing
     */
    void writeCell(@Nullable Object cell, Encoder out) throws IOException;

    /** Schema property of a field: the name of the state in it. */
    String STATE = "state";

    private static Schema.Field field(String fieldName, String stateName, StateKind kind, Schema schema) {
        Schema.Field field = new Schema.Field(fieldName, schema);
        field.addProp(STATE, stateName);
        field.addProp(StateKind.PROPERTY, kind.text());
        return field;
    }

    /**
     * A column of longs.
     *
     * @param presence which slots have a value: the bit of each
     */
    record Longs(
            String fieldName, String stateName, int number, SharedLongs values, SharedLongs presence, long presenceBit)
            implements SharedState {
        @Override
        public Schema.Field field() {
            Schema schema = CellFormat.nullable(Schema.create(Schema.Type.LONG));
            return SharedState.field(fieldName, stateName, StateKind.LONG_COLUMN, schema);
        }

        @Override
        public boolean learns() {
            return false;
        }

        @Override
        public void observe(int slot) {}

        @Override
        public void observeCell(Object cell) {}

        @Override
        public void write(int slot, Encoder out) throws IOException {
            if ((presence.get(slot) & presenceBit) != 0) {
                out.writeIndex(1);
                out.writeLong(values.get(slot));
            } else {
                writeCell(null, out);
            }
        }

        @Override
        public void writeCell(@Nullable Object cell, Encoder out) throws IOException {
            if (CellFormat.begin(cell, out) && cell instanceof Long number) {
                out.writeLong(number);
            }
        }
    }

    /** A column of cells that a format writes. */
    record Objects(
            String fieldName,
            String stateName,
            int number,
            StateKind kind,
            @Nullable SharedCells cells,
            CellFormat format)
            implements SharedState {
        @Override
        public Schema.Field field() {
            return SharedState.field(fieldName, stateName, kind, format.schema());
        }

        @Override
        public boolean learns() {
            return format.learns();
        }

        @Override
        public void observe(int slot) {
            Object cell = cell(slot);
            if (cell != null) {
                format.observe(cell);
            }
        }

        @Override
        public void observeCell(Object cell) {
            format.observe(cell);
        }

        @Override
        public void write(int slot, Encoder out) throws IOException {
            writeCell(cell(slot), out);
        }

        @Override
        public void writeCell(@Nullable Object cell, Encoder out) throws IOException {
            format.write(cell != null && format.skips(cell) ? null : cell, out);
        }

        private @Nullable Object cell(int slot) {
            return cells == null ? null : cells.get(slot);
        }
    }
}
