/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.StateTable;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A store as it was at one moment. Its tables may be written on another thread while the store goes on; until it is
 * closed, the store copies what it changes.
 */
public final class StoreSnapshot implements AutoCloseable {
    private final List<StateTable> tables;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    StoreSnapshot(List<StateTable> tables) {
        this(tables, () -> {});
    }

    /**
     * @param onClose runs once, on the thread that closes
     */
    StoreSnapshot(List<StateTable> tables, Runnable onClose) {
        this.tables = List.copyOf(tables);
        this.onClose = onClose;
    }

    /** What is to be written: each table once or more, by one thread at a time, before {@link #close}. */
    public List<StateTable> tables() {
        return tables;
    }

    /** Says that the tables are read no more, whether they were written or given up. May be called on any thread. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            onClose.run();
        }
    }

    boolean isClosed() {
        return closed.get();
    }
}
