/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Deals the splits of one source out to its subtasks, in turn. Not thread-safe. */
public final class SourceAssignment {
    private final SplitEnumerator<?> enumerator;
    private final Set<String> known;
    private final List<List<SourceSplit>> untold = new ArrayList<>();
    private int turn;

    /**
     * @param known the ids of the splits that were dealt out before, by the run that this one goes on from
     */
    public SourceAssignment(SplitEnumerator<?> enumerator, Set<String> known, int parallelism) {
        this.enumerator = enumerator;
        this.known = new LinkedHashSet<>(known);
        this.turn = known.size() % parallelism;
        for (int subtask = 0; subtask < parallelism; subtask++) {
            untold.add(new ArrayList<>());
        }
    }

    /** Takes splits that were found; those that are known already count no more. */
    public void add(List<? extends SourceSplit> splits) {
        for (SourceSplit split : splits) {
            if (known.add(split.splitId())) {
                untold.get(turn).add(split);
                turn = (turn + 1) % untold.size();
            }
        }
    }

    /** Returns the splits that the subtask was not told of yet. */
    public List<SourceSplit> take(int subtask) {
        List<SourceSplit> splits = List.copyOf(untold.get(subtask));
        untold.get(subtask).clear();
        return splits;
    }

    /** Looks for more; may block. */
    public List<? extends SourceSplit> discover() throws Exception {
        return enumerator.discover(new LinkedHashSet<>(known));
    }

    /** Returns the ids of all splits that were ever dealt out. */
    public Set<String> known() {
        return new LinkedHashSet<>(known);
    }

    /** Returns whether there is more than one discovery. */
    public boolean continues() {
        return intervalMillis() >= 0;
    }

    public long intervalMillis() {
        return enumerator.discoveryIntervalMillis();
    }
}
