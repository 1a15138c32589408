/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.state;

import io.millrace.operator.RestoredState;
import io.millrace.operator.ValuesTable;
import io.millrace.snapshot.StoredTable;
import io.millrace.task.OperatorTaskState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.StatePartitionStreamProvider;
import org.apache.flink.streaming.api.operators.StreamOperatorStateContext;

/**
 * What one operator finds in the checkpoint that Flink restores the job from: of keyed state the key groups of its subtask,
 * of all else what all subtasks of then wrote.
 */
public final class RestoredNode implements RestoredState {
    private final String uid;
    private final ClassLoader loader;
    private final boolean restored;
    private final long checkpointId;
    private final List<Tables.Written> keyed = new ArrayList<>();
    private final List<Tables.Part> others = new ArrayList<>();

    private RestoredNode(String uid, ClassLoader loader, StreamOperatorStateContext context) throws IOException {
        this.uid = uid;
        this.loader = loader;
        this.restored = context.isRestored();
        this.checkpointId = context.getRestoredCheckpointId().orElse(-1);
    }

    /** @param loader finds the classes of the state */
    public static RestoredNode read(String uid, ClassLoader loader, StreamOperatorStateContext context)
            throws IOException {
        RestoredNode node = new RestoredNode(uid, loader, context);
        for (KeyGroupStatePartitionStreamProvider group : context.rawKeyedStateInputs()) {
            node.keyed.addAll(Tables.readGroup(group.getStream()));
        }
        for (StatePartitionStreamProvider part : context.rawOperatorStateInputs()) {
            node.others.add(Tables.Part.readFrom(part.getStream()));
        }
        node.others.sort(Comparator.comparingInt(Tables.Part::subtask));
        return node;
    }

    @Override
    public boolean isRestored() {
        return restored;
    }

    @Override
    public long checkpointId() {
        return checkpointId;
    }

    @Override
    public List<StoredTable> tables(String name) {
        List<StoredTable> found = new ArrayList<>();
        for (Tables.Part part : others) {
            if (part.table().name().equals(name)) {
                found.add(part.table().stored(uid, loader));
            }
        }
        for (Tables.Written table : keyed) {
            if (table.name().equals(name)) {
                found.add(table.stored(uid, loader));
            }
        }
        return found;
    }

    /** Returns the lowest watermark that any subtask of the operator had, or {@link Long#MIN_VALUE}. */
    public long watermark() throws IOException {
        long lowest = Long.MAX_VALUE;
        List<Object> states = ValuesTable.readAll(this, OperatorTaskState.TABLE);
        for (Object state : states) {
            lowest = Math.min(lowest, ((OperatorTaskState) state).watermark());
        }
        return states.isEmpty() ? Long.MIN_VALUE : lowest;
    }
}
