/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.state.RestoredNode;
import io.millrace.operator.RestoredState;
import io.millrace.task.RestoredJob;
import io.millrace.task.TaskSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.streaming.runtime.tasks.StreamTask;

/**
 * Joins the Flink operators of one stage in one task: the one that drives the stage, and one for each further operator of
 * it, which does nothing but read and write that operator's state under its own uid. So state is found again whatever is
 * fused with what.
 *
 * <p>Flink makes the operators of a chain apart from each other, and lets them meet nowhere but in the task.
 */
final class StageLink implements RestoredJob {
    private static final Map<StreamTask<?, ?>, StageLink> BY_TASK = new ConcurrentHashMap<>();

    private final Map<String, RestoredNode> restored = new LinkedHashMap<>();
    private RestoredJob start = RestoredJob.NONE;
    private final Map<Long, TaskSnapshot> snapshots = new LinkedHashMap<>();
    private int unsettledSinks;
    private Runnable whenSettled = () -> {};

    private StageLink() {}

    static StageLink of(StreamTask<?, ?> task) {
        return BY_TASK.computeIfAbsent(task, unused -> new StageLink());
    }

    /** To be called when the task closes its operators, any number of times. */
    static void forget(StreamTask<?, ?> task) {
        BY_TASK.remove(task);
    }

    void restore(String uid, RestoredNode node) {
        restored.put(uid, node);
    }

    /** Sets what the operators of the stage start from, all of which Flink restores nothing for. */
    void startFrom(RestoredJob newStart) {
        start = newStart;
    }

    /** Returns whether the operators of the stage start from anything that is not Flink's. */
    boolean hasStart() {
        return start != RestoredJob.NONE;
    }

    boolean isRestored() {
        return hasStart() || restored.values().stream().anyMatch(RestoredNode::isRestored);
    }

    @Override
    public RestoredState stateOf(String uid) {
        RestoredNode node = restored.get(uid);
        return node == null || !node.isRestored() ? start.stateOf(uid) : node;
    }

    @Override
    public long watermarkOf(String uid) {
        RestoredNode node = restored.get(uid);
        try {
            return node == null || !node.isRestored() ? start.watermarkOf(uid) : node.watermark();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A sink is not to be written to before what earlier attempts left is settled. */
    void addUnsettledSink() {
        unsettledSinks++;
    }

    void settleSink() {
        if (--unsettledSinks == 0) {
            whenSettled.run();
        }
    }

    boolean isSettled() {
        return unsettledSinks == 0;
    }

    void whenSettled(Runnable action) {
        whenSettled = action;
    }

    void put(TaskSnapshot snapshot) {
        snapshots.put(snapshot.checkpointId(), snapshot);
    }

    boolean has(long checkpointId) {
        return snapshots.containsKey(checkpointId);
    }

    /** Lets go of the parts that no operator of Flink's stands for. */
    void closeUnclaimed(long checkpointId) {
        TaskSnapshot snapshot = snapshots.remove(checkpointId);
        if (snapshot != null) {
            for (TaskSnapshot.Part part : snapshot.parts()) {
                if (!restored.containsKey(part.uid())) {
                    part.snapshot().close();
                }
            }
        }
    }

    /** Returns one operator's part of a snapshot that was just taken; to be asked for once by each. */
    TaskSnapshot.Part part(long checkpointId, String uid) {
        TaskSnapshot snapshot = snapshots.get(checkpointId);
        if (snapshot != null) {
            for (TaskSnapshot.Part part : snapshot.parts()) {
                if (part.uid().equals(uid)) {
                    return part;
                }
            }
        }
        throw new IllegalStateException("There is no snapshot of '" + uid + "' for checkpoint " + checkpointId);
    }
}
