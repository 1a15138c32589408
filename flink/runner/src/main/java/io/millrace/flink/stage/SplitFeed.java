/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.connector.SourceSplit;
import io.millrace.operator.SourceProgress;
import io.millrace.task.TaskCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way from Flink's reader of a source, which learns of splits, to the stage that reads them, and back. Both are operators
 * of one task, and Flink hands the one to the other by reference. All calls come from the task's thread.
 */
public final class SplitFeed {
    private final ArrayDeque<TaskCommand> early = new ArrayDeque<>();
    private final Consumer<SourceProgress> progress;
    private final Runnable whenEnded;
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
