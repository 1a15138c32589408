/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.StateTable;
import java.util.List;

/**
 * A store as it was at one moment. Its tables may be written on another thread while the store goes on; until it is
 * closed, the store copies what it changes.
 */
public final class StoreSnapshot implements AutoCloseable {
    private final List<StateTable> tables;
    private volatile boolean closed;

    StoreSnapshot(List<StateTable> tables) {
        this.tables = List.copyOf(tables);
    }

    /** What is to be written: each table once or more, by one thread at a time, before {@link #close}. */
    public List<StateTable> tables() {
        return tables;
    }

    /** Says that the tables are read no more, whether they were written or given up. May be called on any thread. */
    @Override
    public void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
