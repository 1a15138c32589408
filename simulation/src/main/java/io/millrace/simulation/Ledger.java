/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An outside system with transactions that outlives every process: what is prepared waits to be committed or aborted,
 * and what is committed is there for good.
 */
public final class Ledger {
    private final World world;
    private final String name;
    private final Map<String, List<Object>> pending = new LinkedHashMap<>();
    private final Set<String> committed = new LinkedHashSet<>();
    private final List<Object> rows = new ArrayList<>();
    private long nextTransaction;

    Ledger(World world, String name) {
        this.world = world;
        this.name = name;
    }

    /** Returns the committed rows, in the order of their transactions. */
    public List<Object> rows() {
        return List.copyOf(rows);
    }

    /** Returns how many transactions wait. */
    int pending() {
        return pending.size();
    }

    String newTransaction() {
        return name + "-" + nextTransaction++;
    }

    void prepare(String transaction, List<Object> content) throws InjectedFault {
        touch("prepare");
        pending.put(transaction, List.copyOf(content));
        touch("prepared");
    }

    void commit(String transaction) throws InjectedFault {
        touch("commit");
        if (committed.contains(transaction)) {
            return;
        }
        List<Object> content = pending.remove(transaction);
        if (content == null) {
            throw world.failure("Transaction " + transaction + " is to be committed, but it was aborted or never"
                    + " prepared: its rows are lost");
        }
        committed.add(transaction);
        rows.addAll(content);
        world.note("commit", transaction.hashCode(), content.toString().hashCode());
        touch("committed");
    }

    void abortAll() throws InjectedFault {
        touch("abort");
        pending.clear();
    }

    private void touch(String operation) throws InjectedFault {
        world.touchOutside();
        if (world.chance(world.swarm().storageFault())) {
            throw new InjectedFault(operation + " in ledger " + name);
        }
    }
}
