/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of checkpoints, one at a time: which tasks still owe their part of the one under way.
 *
 * <p>Sources are told to start it; barriers carry it to the rest. A task whose input has ended gets no barrier any more
 * and is told directly. The checkpoint is complete when each task's part is written. Parts
 * that come for one that was given up are of no use.
 *
 * @param <P> what a task's written part is known by
 */
public final class CheckpointCoordinator<P> {
    private final Set<TaskId> tasks;
    private final Set<TaskId> told = new LinkedHashSet<>();
    private final Set<TaskId> snapshotted = new LinkedHashSet<>();
    private final Map<TaskId, P> written = new LinkedHashMap<>();
    private final Set<TaskId> sources;
    private final Set<TaskId> withoutInput = new LinkedHashSet<>();
    private final Set<TaskId> ended = new LinkedHashSet<>();
    private long pending = -1;

    public CheckpointCoordinator(Set<TaskId> tasks, Set<TaskId> sources) {
        this.tasks = new LinkedHashSet<>(tasks);
        this.sources = new LinkedHashSet<>(sources);
    }

    /** Returns the checkpoint under way, or -1. */
    public long pending() {
        return pending;
    }

    public boolean allEnded() {
        return ended.size() == tasks.size();
    }

    /** Notes that tasks have been built anew, between checkpoints: what they ended may not have ended for them. */
    public void onRebuilt(Collection<TaskId> rebuilt) {
        ended.removeAll(rebuilt);
        withoutInput.removeAll(rebuilt);
    }

    /** Starts a checkpoint; returns the tasks to tell. */
    public List<TaskId> begin(long checkpointId) {
        if (pending >= 0) {
            throw new IllegalStateException("Checkpoint " + pending + " is still under way");
        }
        pending = checkpointId;
        told.clear();
        snapshotted.clear();
        written.clear();
        told.addAll(sources);
        told.addAll(withoutInput);
        return new ArrayList<>(told);
    }

    /** Notes that a task is done; returns whether it is to be told of the checkpoint under way. */
    public boolean onEnded(TaskId task) {
        ended.add(task);
        return onInputEnded(task);
    }

    /** Notes that a task's input has ended; returns whether it is to be told of the checkpoint under way. */
    public boolean onInputEnded(TaskId task) {
        withoutInput.add(task);
        return pending >= 0 && !snapshotted.contains(task) && told.add(task);
    }

    /** Notes that a task has taken its snapshot; returns whether it belongs to the checkpoint under way. */
    public boolean onSnapshot(TaskId task, long checkpointId) {
        if (checkpointId != pending) {
            return false;
        }
        if (!snapshotted.add(task)) {
            throw new IllegalStateException(task + " took part in checkpoint " + checkpointId + " twice");
        }
        return true;
    }

    /** Whether all tasks have taken their snapshot for the checkpoint under way. */
    boolean allSnapshotted() {
        return snapshotted.size() == tasks.size();
    }

    /** Notes that a task's part is written; returns all parts when it was the last, else null. */
    public @Nullable List<P> onWritten(TaskId task, long checkpointId, P part) {
        if (checkpointId != pending) {
            return null;
        }
        written.put(task, part);
        return written.size() == tasks.size() ? new ArrayList<>(written.values()) : null;
    }

    /** Says for people which tasks owe their part of the checkpoint under way, and what of it. */
    String missing() {
        List<TaskId> notReached = new ArrayList<>(tasks);
        notReached.removeAll(snapshotted);
        List<TaskId> notWritten = new ArrayList<>(snapshotted);
        notWritten.removeAll(written.keySet());
        return (notReached.isEmpty() ? "" : "; it has not reached " + notReached)
                + (notWritten.isEmpty() ? "" : "; not yet written is the state of " + notWritten);
    }

    /** Ends the checkpoint under way: it is published and committed, or given up. */
    public void end() {
        pending = -1;
    }
}
