/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;

/** The open session of every bidder, in an open-addressing table whose rows are four adjacent numbers. */
final class SessionTable {

    /** Marks a free row; NEXMark ids start at 1000. */
    private static final long FREE = 0;

    private static final int BIDDER = 0;
    private static final int COUNT = 1;
    private static final int FIRST = 2;
    private static final int LAST = 3;
    private static final int ROW_BITS = 2;

    private final long gapMillis;
    private final Checksum closed;
    private final Row row;
    private long[] table = new long[1024 << ROW_BITS];
    private int size;

    /** Hashes a session. */
    interface Row {
        long hash(long bidder, long bids, long start, long end);
    }

    SessionTable(long gapMillis, Checksum closed, Row row) {
        this.row = row;
        this.gapMillis = gapMillis;
        this.closed = closed;
    }

    /** Adds a bid to the bidder's session, closing the one before if the gap has passed. */
    void add(long bidder, long timestamp) {
        int row = rowOf(bidder);
        if (table[row + BIDDER] == FREE) {
            open(row, bidder, timestamp);
            if (++size * 2 > table.length >> ROW_BITS) {
                rebuild(Long.MIN_VALUE, table.length * 2);
            }
        } else if (timestamp - table[row + LAST] > gapMillis) {
            emit(table, row);
            open(row, bidder, timestamp);
        } else {
            table[row + COUNT]++;
            table[row + LAST] = timestamp;
        }
    }

    /** Closes the sessions that no bid from {@code timestamp} on can prolong. */
    void closeBefore(long timestamp) {
        rebuild(timestamp - gapMillis, table.length);
    }

    private void open(int row, long bidder, long timestamp) {
        table[row + BIDDER] = bidder;
        table[row + COUNT] = 1;
        table[row + FIRST] = timestamp;
        table[row + LAST] = timestamp;
    }

    private void rebuild(long oldestLast, int newLength) {
        long[] old = table;
        table = new long[newLength];
        size = 0;
        for (int row = 0; row < old.length; row += 1 << ROW_BITS) {
            if (old[row + BIDDER] == FREE) {
                continue;
            }
            if (old[row + LAST] < oldestLast) {
                emit(old, row);
            } else {
                System.arraycopy(old, row, table, rowOf(old[row + BIDDER]), 1 << ROW_BITS);
                size++;
            }
        }
    }

    private void emit(long[] rows, int start) {
        closed.add(row.hash(
                rows[start + BIDDER], rows[start + COUNT], rows[start + FIRST], rows[start + LAST] + gapMillis));
    }

    private int rowOf(long bidder) {
        int mask = (table.length >> ROW_BITS) - 1;
        int slot = HashSlot.of(bidder, mask);
        while (table[(slot << ROW_BITS) + BIDDER] != bidder && table[(slot << ROW_BITS) + BIDDER] != FREE) {
            slot = slot + 1 & mask;
        }
        return slot << ROW_BITS;
    }
}
