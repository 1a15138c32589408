/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.state;

import io.millrace.graph.JobNode;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.ValuesTable;
import io.millrace.snapshot.IncrementalTable;
import io.millrace.snapshot.StateTable;
import io.millrace.task.OperatorTaskState;
import io.millrace.task.TaskSnapshot;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;

/**
 * Writes one operator's part of a checkpoint, on Flink's thread for that: first the sink's pending output is made durable,
 * then keyed tables go to raw keyed state, divided by key group, and all others to raw operator state, of which every
 * subtask gets all when the job is restored.
 */
public final class NodeSnapshot {
    private final String jobName;
    private final JobNode node;
    private final int subtask;
    private final KeyGroupRange keyGroups;
    private final TaskSnapshot.Part part;
    private final CheckpointStreamFactory streams;
    private final Consumer<List<Object>> committables;
    private final AtomicInteger unfinished = new AtomicInteger(2);
    private boolean persisted;

    private NodeSnapshot(
            String jobName,
            JobNode node,
            int subtask,
            KeyGroupRange keyGroups,
            TaskSnapshot.Part part,
            CheckpointStreamFactory streams,
            Consumer<List<Object>> committables) {
        this.jobName = jobName;
        this.node = node;
        this.subtask = subtask;
        this.keyGroups = keyGroups;
        this.part = part;
        this.streams = streams;
        this.committables = committables;
    }

    /**
     * Returns what Flink runs to write the part. Whatever becomes of it, the part is closed behind it.
     *
     * @param keyGroups those of the subtask
     * @param committables gets what a sink wants committed when the checkpoint is complete
     */
    public static OperatorSnapshotFutures futures(
            String jobName,
            JobNode node,
            int subtask,
            KeyGroupRange keyGroups,
            TaskSnapshot.Part part,
            CheckpointStreamFactory streams,
            Consumer<List<Object>> committables) {
        NodeSnapshot snapshot = new NodeSnapshot(jobName, node, subtask, keyGroups, part, streams, committables);
        OperatorSnapshotFutures futures = new OperatorSnapshotFutures();
        futures.setKeyedStateRawFuture(snapshot.future(snapshot::writeKeyed));
        futures.setOperatorStateRawFuture(snapshot.future(snapshot::writeOthers));
        return futures;
    }

    private <T> RunnableFuture<T> future(Callable<T> work) {
        return new FutureTask<>(work) {
            @Override
            protected void done() {
                if (unfinished.decrementAndGet() == 0) {
                    part.snapshot().close();
                }
            }
        };
    }

    /** The tables of a sink may be asked for behind this alone. */
    private synchronized OperatorSnapshot durable() throws IOException {
        if (!persisted) {
            try {
                part.snapshot().persist();
            } catch (IOException failure) {
                throw new IOException(
                        "The pending output of sink '" + node.uid() + "' could not be made durable: "
                                + failure.getMessage(),
                        failure);
            }
            committables.accept(List.copyOf(part.snapshot().committables()));
            persisted = true;
        }
        return part.snapshot();
    }

    private SnapshotResult<KeyedStateHandle> writeKeyed() throws IOException {
        Map<Integer, List<Tables.Written>> byGroup = new TreeMap<>();
        for (StateTable table : durable().tables()) {
            if (KeyGroupRows.isKeyed(table)) {
                KeyGroupRows.divide(table)
                        .forEach((group, written) -> byGroup.computeIfAbsent(group, unused -> new ArrayList<>())
                                .add(written));
            }
            if (table instanceof IncrementalTable rows) {
                rows.changes().forget(); // all rows are written each time
            }
        }
        if (byGroup.isEmpty()) {
            return SnapshotResult.empty();
        }
        long[] unset = new long[keyGroups.getNumberOfKeyGroups()];
        Arrays.fill(unset, KeyedStateCheckpointOutputStream.NO_OFFSET_SET);
        KeyGroupRangeOffsets offsets = new KeyGroupRangeOffsets(keyGroups, unset);
        try (CheckpointStateOutputStream out = open()) {
            DataOutputStream data = new DataOutputStream(out);
            for (Map.Entry<Integer, List<Tables.Written>> group : byGroup.entrySet()) {
                requireOwned(group.getKey());
                offsets.setKeyGroupOffset(group.getKey(), out.getPos());
                data.writeInt(group.getValue().size());
                for (Tables.Written table : group.getValue()) {
                    table.writeTo(data);
                }
            }
            StreamStateHandle handle = out.closeAndGetHandle();
            return handle == null
                    ? SnapshotResult.empty()
                    : SnapshotResult.of(new KeyGroupsStateHandle(offsets, handle));
        }
    }

    private void requireOwned(int keyGroup) {
        if (!keyGroups.contains(keyGroup)) {
            throw new IllegalStateException("Operator '" + node.name() + "' has state in key group " + keyGroup
                    + ", but Flink gave its subtask " + keyGroups.getStartKeyGroup() + " to "
                    + keyGroups.getEndKeyGroup() + ": it is fused with operators of another max parallelism."
                    + " Give them the same with setMaxParallelism(...), or call startNewChain() on it.");
        }
    }

    private SnapshotResult<OperatorStateHandle> writeOthers() throws IOException {
        List<Tables.Written> tables = new ArrayList<>();
        tables.add(Tables.write(new ValuesTable(
                OperatorTaskState.TABLE, List.of(new OperatorTaskState(part.watermark(), node.maxParallelism())))));
        if (subtask == 0) {
            tables.add(Tables.write(new ValuesTable(
                    NodeDescription.TABLE,
                    List.of(new NodeDescription(jobName, node.uid(), node.name(), node.parallelism())))));
        }
        for (StateTable table : durable().tables()) {
            if (!KeyGroupRows.isKeyed(table)) {
                tables.add(Tables.write(table));
            }
        }
        long[] offsets = new long[tables.size()];
        try (CheckpointStateOutputStream out = open()) {
            DataOutputStream data = new DataOutputStream(out);
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = out.getPos();
                data.writeInt(subtask);
                tables.get(i).writeTo(data);
            }
            Map<String, OperatorStateHandle.StateMetaInfo> parts = new HashMap<>(); // Flink changes it when it rescales
            parts.put(
                    DefaultOperatorStateBackend.DEFAULT_OPERATOR_STATE_NAME,
                    new OperatorStateHandle.StateMetaInfo(offsets, OperatorStateHandle.Mode.UNION));
            StreamStateHandle handle = out.closeAndGetHandle();
            return handle == null
                    ? SnapshotResult.empty()
                    : SnapshotResult.of(new OperatorStreamStateHandle(parts, handle));
        }
    }

    private CheckpointStateOutputStream open() throws IOException {
        return streams.createCheckpointStateOutputStream(CheckpointedStateScope.EXCLUSIVE);
    }
}
