/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceSplit;
import io.millrace.environment.Environment;
import io.millrace.metric.Counter;
import io.millrace.metric.SimpleCounter;
import io.millrace.operator.SourceProgress;
import io.millrace.task.SourceAssignment;
import io.millrace.task.TaskId;
import io.millrace.task.TaskResources;
import io.millrace.task.WatermarkAlignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the splits of one source and deals them out to its subtasks, as the master of an embedded job does. Runs in the job's
 * master, on a thread of its own; what may block does so on another.
 */
final class JobEnumerator implements SplitEnumerator<NamedSplit, GivenSplits> {
    private final SplitSource source;
    private final SplitEnumeratorContext<NamedSplit> context;
    private final TaskResources resources;
    private final Set<String> given;
    private final Map<Integer, List<SourceSplit>> returned = new HashMap<>();
    private final Set<Integer> ended = new HashSet<>();
    private final WatermarkAlignment alignment = new WatermarkAlignment(this::tellLimit);
    private final SourceGroup.Member group;
    private io.millrace.connector.@Nullable SplitEnumerator<?> enumerator;
    private @Nullable SourceAssignment assignment;

    /** @param known what an earlier one remembered */
    JobEnumerator(SplitSource source, SplitEnumeratorContext<NamedSplit> context, GivenSplits known) {
        this.source = source;
        this.context = context;
        this.given = new TreeSet<>(known.ids());
        this.resources = TaskResources.open(source.jobName(), JobEnumerator.class.getClassLoader());
        for (int subtask = 0; subtask < context.currentParallelism(); subtask++) {
            alignment.join(task(subtask), source.alignment());
        }
        this.group =
                SourceGroup.join(source.run(), source.sources(), source.number(), known.released(), this::onReleased);
    }

    private static TaskId task(int subtask) {
        return new TaskId(0, subtask);
    }

    /** The first splits, and where they come from. */
    private record Found(SourceAssignment assignment, io.millrace.connector.SplitEnumerator<?> enumerator) {}

    @Override
    public void start() {
        Set<String> known = new TreeSet<>(given);
        int parallelism = context.currentParallelism();
        SourceContext sourceContext = new EnumeratorContext(resources.environment(), parallelism);
        context.callAsync(
                () -> {
                    io.millrace.connector.SplitEnumerator<?> opened =
                            source.source().createEnumerator(sourceContext);
                    SourceAssignment first = new SourceAssignment(opened, known, parallelism);
                    first.add(opened.discover(known));
                    return new Found(first, opened);
                },
                this::begin);
    }

    private void begin(@Nullable Found found, @Nullable Throwable failure) {
        if (found == null) {
            throw failed(failure);
        }
        enumerator = found.enumerator();
        SourceAssignment first = found.assignment();
        assignment = first;
        context.registeredReaders().keySet().forEach(this::give);
        if (first.continues()) {
            context.callAsync(
                    first::discover,
                    (splits, laterFailure) -> {
                        if (splits == null) {
                            throw failed(laterFailure);
                        }
                        // A word that reaches a task which is ending makes Flink restart all: none without need.
                        if (!splits.isEmpty()) {
                            first.add(splits);
                            context.registeredReaders().keySet().forEach(this::give);
                        }
                    },
                    first.intervalMillis(),
                    first.intervalMillis());
        }
    }

    private static FlinkRuntimeException failed(@Nullable Throwable cause) {
        return new FlinkRuntimeException("The splits of a source could not be found", cause);
    }

    private void give(int subtask) {
        SourceAssignment current = assignment;
        if (current == null) {
            return; // when the first splits are found
        }
        List<NamedSplit> splits = new ArrayList<>();
        List<SourceSplit> again = returned.remove(subtask);
        if (again != null) {
            again.forEach(split -> splits.add(new NamedSplit(split)));
        }
        current.take(subtask).forEach(split -> splits.add(new NamedSplit(split)));
        if (!splits.isEmpty()) {
            splits.forEach(split -> given.add(split.splitId()));
            Map<Integer, List<NamedSplit>> assigned = new HashMap<>();
            assigned.put(subtask, splits);
            context.assignSplits(new SplitsAssignment<>(assigned));
        }
        context.sendEventToSourceReader(subtask, new SplitEvent.Assigned(!current.continues()));
    }

    @Override
    public void addReader(int subtask) {
        ended.remove(subtask);
        group.setEnded(false);
        give(subtask);
    }

    @Override
    public void addSplitsBack(List<NamedSplit> splits, int subtask) {
        for (NamedSplit split : splits) {
            given.remove(split.splitId());
            returned.computeIfAbsent(subtask, unused -> new ArrayList<>()).add(split.split());
        }
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String requesterHostname) {}

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof SplitEvent.Progress progress) {
            alignment.onProgress(task(subtask), new SourceProgress(progress.live(), progress.watermark()));
        } else if (event instanceof SplitEvent.Ended) {
            ended.add(subtask);
            group.setEnded(haveAllEnded());
        }
    }

    /** One that ended, and was then reset with others, is heard of again when it is there again. */
    private boolean haveAllEnded() {
        return ended.size() == context.currentParallelism()
                && context.registeredReaders().keySet().containsAll(ended);
    }

    private void onReleased() {
        try {
            context.runInCoordinatorThread(this::letFinish);
        } catch (RejectedExecutionException closing) {
            // whoever comes in its place knows
        }
    }

    /** All sources of the job have ended. This one may have been set back since, and then is heard of again, too. */
    private void letFinish() {
        if (haveAllEnded()) {
            ended.forEach(each -> context.sendEventToSourceReader(each, new SplitEvent.MayFinish()));
        }
    }

    private void tellLimit(TaskId task, long limit) {
        if (context.registeredReaders().containsKey(task.subtask())) {
            context.sendEventToSourceReader(task.subtask(), new SplitEvent.Limit(limit));
        }
    }

    @Override
    public GivenSplits snapshotState(long checkpointId) {
        return new GivenSplits(new TreeSet<>(given), group.isReleased());
    }

    @Override
    public void close() throws IOException {
        group.close();
        try {
            if (enumerator != null) {
                enumerator.close();
            }
        } finally {
            resources.close();
        }
    }

    private record EnumeratorContext(Environment environment, int parallelism) implements SourceContext {
        @Override
        public Counter counter(String name) {
            return new SimpleCounter();
        }
    }
}
