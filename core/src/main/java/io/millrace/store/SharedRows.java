/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.environment.RowView;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The cold rows of a store at the moment of a snapshot. For one thread at a time.
 *
 * @param keySamples see {@link RowKeys#samples}
 * @param unwritten the slots that are not as their rows are
 * @param loaded the slots whose keys have rows
 * @param size how many keys have no slot
 * @param epoch the number of the snapshot
 */
record SharedRows(
        RowView rows,
        RowKeys keys,
        @Nullable List<Object> keySamples,
        List<RowFormat> formats,
        @Nullable Redeclaration[] redeclarations,
        SlotSet unwritten,
        long[] loaded,
        long size,
        long epoch) {

    /** Takes rows. */
    interface Visitor {
        /**
         * Takes a row.
         *
         * @param cells by the number of the state; null where the key has nothing any more
         */
        void row(Object key, @Nullable Object @Nullable [] cells) throws IOException;
    }

    /** Whether the row of a slot's key, if there is one, is not what the key has. */
    boolean isStale(int slot) {
        return unwritten.contains(slot);
    }

    boolean hasRow(int slot) {
        return Bits.has(loaded, slot);
    }

    /** Visits all rows but those of some keys. */
    void forEach(Set<Object> except, Visitor visitor) throws IOException {
        try (RowView.Cursor all = rows.rows(RowKeys.first(RowKeys.ROW), RowKeys.end(RowKeys.ROW))) {
            while (all.next()) {
                Object key = keys.keyOf(all.key());
                if (!except.contains(key)) {
                    visitor.row(key, cells(decoder(all.value())));
                }
            }
        }
    }

    /** Visits the rows that changed, but those of some keys; each once, but for keys that have nothing any more. */
    void forEachChanged(ColdChanges changes, Set<Object> except, Visitor visitor) throws IOException {
        try (RowView.Cursor notes = rows.rows(
                RowKeys.start(RowKeys.CHANGE, changes.firstEpoch()), RowKeys.start(RowKeys.CHANGE, epoch + 1))) {
            while (notes.next()) {
                byte[] name = RowKeys.nameIn(notes.key());
                byte[] row = rows.get(name);
                BinaryDecoder in = row == null ? null : decoder(row);
                boolean changedLater = in != null && in.readLong() != RowKeys.numberIn(notes.key());
                Object key = keys.keyOf(name);
                if (!changedLater && !except.contains(key)) {
                    visitor.row(key, in == null ? null : cellsAfterEpoch(in));
                }
            }
        }
    }

    private static BinaryDecoder decoder(byte[] row) {
        return DecoderFactory.get().binaryDecoder(row, null);
    }

    private @Nullable Object[] cells(BinaryDecoder in) throws IOException {
        in.readLong();
        return cellsAfterEpoch(in);
    }

    private @Nullable Object[] cellsAfterEpoch(BinaryDecoder in) throws IOException {
        return formats.get(in.readInt()).read(in, redeclarations);
    }
}
