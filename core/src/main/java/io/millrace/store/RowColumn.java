/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import org.jspecify.annotations.Nullable;

/** One row a key, without an object. */
public final class RowColumn extends UnboxedCells {
    private final RowPages rows;
    private final PresenceWord presence;
    private final long presenceBit;
    private final ChangedSlots changes;

    RowColumn(RowPages rows, PresenceWord presence, long presenceBit, ChangedSlots changes) {
        this.rows = rows;
        this.presence = presence;
        this.presenceBit = presenceBit;
        this.changes = changes;
    }

    /** The rows by slot; what stands where there is none means nothing. */
    public RowPages rows() {
        return rows;
    }

    public boolean has(int slot) {
        return presence.has(slot, presenceBit);
    }

    /** Keeps what all columns of a batch have at a position. */
    public void set(int slot, ColumnBatch batch, int position) {
        rows.set(slot, batch, position);
        changes.mark(slot);
        presence.mark(slot, presenceBit);
    }

    @Override
    void clear(int slot) {
        if (has(slot)) {
            rows.clear(slot);
            presence.unmark(slot, presenceBit);
            changes.mark(slot);
        }
    }

    @Override
    @Nullable
    RowData box(int slot) {
        return has(slot) ? rows.row(slot) : null;
    }

    @Override
    void unbox(int slot, Object cell) {
        rows.set(slot, (RowData) cell);
        changes.mark(slot);
        presence.mark(slot, presenceBit);
    }

    @Override
    SharedCells share(SharedLongs sharedPresence) {
        SharedRowPages shared = rows.share();
        return slot -> (sharedPresence.get(slot) & presenceBit) != 0 ? shared.row(slot) : null;
    }

    @Override
    long sizeBytes() {
        return 0;
    }
}
