/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.connector.SourceSplit;
import io.millrace.operator.SourceProgress;
import io.millrace.task.TaskCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The way from Flink's reader of a source, which learns of splits, to the stage that reads them, and back. Both are operators
 * of one task, and Flink hands the one to the other by reference. The stage takes a step each time the feed is handed to it, so
 * it is Flink that says when: not where the network has no room, and no more when the job is stopped. All calls come from the
 * task's thread, but for {@link #wakeUp}.
 */
public final class SplitFeed {
    private final ArrayDeque<TaskCommand> early = new ArrayDeque<>();
    private final Consumer<SourceProgress> progress;
    private final Runnable whenEnded;
    private final AtomicReference<CompletableFuture<Void>> awake =
            new AtomicReference<>(CompletableFuture.completedFuture(null));
    private Consumer<TaskCommand> reader = early::add;
    private boolean ended;

    /**
     * @param progress told how far the source is
     * @param whenEnded told once that the stage has emitted all
     */
    public SplitFeed(Consumer<SourceProgress> progress, Runnable whenEnded) {
        this.progress = progress;
        this.whenEnded = whenEnded;
    }

    /** Passes on what the job's enumerator says. */
    public void pass(TaskCommand command) {
        reader.accept(command);
    }

    /** Returns the splits that the stage has not been given yet. */
    public List<SourceSplit> undelivered() {
        List<SourceSplit> splits = new ArrayList<>();
        for (TaskCommand command : early) {
            if (command instanceof TaskCommand.AssignSplits assign) {
                splits.addAll(assign.splits());
            }
        }
        return splits;
    }

    /** Returns what completes when the stage wants a step. */
    public CompletableFuture<Void> awake() {
        return awake.get();
    }

    /** Notes that the stage is given the step it asked for; what it asks for from now on is another. */
    public void takeUp() {
        if (awake.get().isDone()) {
            awake.set(new CompletableFuture<>());
        }
    }

    /** Has the stage given a step soon. May be called from any thread. */
    public void wakeUp() {
        awake.get().complete(null);
    }

    void connect(Consumer<TaskCommand> newReader) {
        reader = newReader;
        early.forEach(newReader);
        early.clear();
    }

    void tellProgress(SourceProgress made) {
        progress.accept(made);
    }

    void end() {
        if (!ended) {
            ended = true;
            whenEnded.run();
        }
    }
}
