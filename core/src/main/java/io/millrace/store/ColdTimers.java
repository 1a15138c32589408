/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.environment.RowStore;
import io.millrace.environment.RowView;
import java.util.Arrays;

/**
 * The timers of cold keys, in one time domain: an entry for the first timer of each key, in order of time. The others lie
 * in the key's row. So a key comes back into memory when its first timer is due.
 */
final class ColdTimers {
    private static final byte[] NOTHING = {};

    private final RowStore rows;
    private final byte kind;
    private long entries;
    private long timers;
    private long next = Long.MAX_VALUE;
    private byte[] notBefore; // no entry is before this one, and looking from here on passes over no remains of others
    private boolean nextIsKnown = true;

    /**
     * @param kind of the entries in the store
     */
    ColdTimers(RowStore rows, byte kind) {
        this.rows = rows;
        this.kind = kind;
        this.notBefore = RowKeys.end(kind);
    }

    /**
     * Takes over the timers of a key.
     *
     * @param first the earliest
     * @param count of all
     */
    void add(long first, int count, byte[] name) {
        byte[] entry = RowKeys.numbered(kind, first, name);
        rows.put(entry, NOTHING);
        entries++;
        timers += count;
        if (Arrays.compareUnsigned(entry, notBefore) < 0) {
            notBefore = entry;
            next = first;
            nextIsKnown = true;
        }
    }

    /** Gives the timers of a key back. */
    void remove(long first, int count, byte[] name) {
        byte[] entry = RowKeys.numbered(kind, first, name);
        rows.delete(entry);
        entries--;
        timers -= count;
        if (Arrays.equals(entry, notBefore)) {
            nextIsKnown = false;
        }
    }

    /** The earliest timestamp, or {@code Long.MAX_VALUE} where there is no timer. */
    long next() {
        if (!nextIsKnown) {
            look();
        }
        return next;
    }

    /** The name of the row whose timer is the earliest; there must be one. */
    byte[] nextName() {
        next();
        return RowKeys.nameIn(notBefore);
    }

    private void look() {
        nextIsKnown = true;
        next = Long.MAX_VALUE;
        byte[] end = RowKeys.end(kind);
        if (entries > 0) {
            try (RowView.Cursor cursor = rows.rows(notBefore, end)) {
                if (cursor.next()) {
                    notBefore = cursor.key();
                    next = RowKeys.numberIn(notBefore);
                    return;
                }
            }
        }
        notBefore = end;
    }

    /** How many timers there are, of all cold keys. */
    long size() {
        return timers;
    }
}
