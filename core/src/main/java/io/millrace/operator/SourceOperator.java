/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitReader;
import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.environment.Environment;
import io.millrace.function.OutputTag;
import io.millrace.metric.Counter;
import io.millrace.snapshot.StateTable;
import io.millrace.time.RecordTimestampAssigner;
import io.millrace.time.TimestampAssigner;
import io.millrace.time.WatermarkAlignmentParams;
import io.millrace.time.WatermarkStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the splits of one subtask in turn, and merges their watermarks. */
public final class SourceOperator implements SourceDriver {
    /** Processing time between two periodic watermarks of an unbounded source. */
    private static final long PERIODIC_MILLIS = 200;

    private final Source<Object, SourceSplit> source;
    private final WatermarkStrategy<Object> strategy;
    private final SourceAlignment alignment;
    private final List<SplitRun> runs = new ArrayList<>();
    private volatile List<SplitRun> shown = List.of();
    private @Nullable TimestampAssigner<Object> assigner;
    private @Nullable OperatorContext context;
    private @Nullable Output output;
    private boolean assigned;
    private boolean noMore;
    private boolean endsEarly;
    private boolean idle;
    private boolean live = true;
    private long lowest = Long.MIN_VALUE;
    private long watermark = Long.MIN_VALUE;
    private long retryAt;
    private final Periodic periodic = new Periodic(PERIODIC_MILLIS);
    private int next;

    public SourceOperator(Source<?, ?> source, WatermarkStrategy<?> strategy) {
        this.source = FunctionOperator.cast(source);
        this.strategy = FunctionOperator.cast(strategy);
        this.alignment = new SourceAlignment(strategy.getAlignmentParameters());
    }

    @Override
    public void open(OperatorContext newContext, Output newOutput) throws Exception {
        this.context = newContext;
        this.output = newOutput;
        TimestampAssigner<Object> made = strategy.createTimestampAssigner(new InputActivity(newContext));
        assigner = made instanceof RecordTimestampAssigner ? null : made;
        List<SplitState> restored = restoredSplits(newContext.restoredState());
        for (int i = newContext.subtaskIndex(); i < restored.size(); i += newContext.parallelism()) {
            SplitState state = restored.get(i);
            runs.add(new SplitRun((SourceSplit) state.split(), state));
        }
        show();
        alignment.open(newContext.processingTime());
        if (isUnbounded() || strategy.idleTimeout() != null) {
            periodic.start(newContext.processingTime());
        }
    }

    private boolean isUnbounded() {
        return source.getBoundedness() == Boundedness.CONTINUOUS_UNBOUNDED;
    }

    /** Returns the splits that a snapshot holds, those read to their end included, in the order of their ids. */
    public static List<SplitState> restoredSplits(RestoredState restored) throws java.io.IOException {
        List<SplitState> states = new ArrayList<>();
        for (Object state : ValuesTable.readAll(restored, SplitState.TABLE)) {
            states.add((SplitState) state);
        }
        states.sort(Comparator.comparing(state -> ((SourceSplit) state.split()).splitId()));
        return states;
    }

    private OperatorContext context() {
        OperatorContext current = context;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    private Output output() {
        Output current = output;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    public void assign(List<? extends SourceSplit> splits, boolean noMoreSplits) throws Exception {
        for (SourceSplit split : splits) {
            runs.add(new SplitRun(split, null));
        }
        show();
        assigned = true;
        noMore = noMoreSplits;
        retryAt = 0;
        passOnTime();
    }

    @Override
    public void endEarly() {
        endsEarly = true;
        retryAt = 0;
    }

    @Override
    public Poll poll(int maxRecords) throws Exception {
        if (endsEarly) {
            return Poll.END;
        }
        if (!assigned) {
            retryAt = Long.MAX_VALUE;
            return Poll.NOTHING_NOW;
        }
        long now = context().processingTime();
        long earliest = Long.MAX_VALUE;
        boolean unfinished = false;
        for (int tried = 0; tried < runs.size(); tried++) {
            SplitRun run = runs.get(next);
            next = next + 1 < runs.size() ? next + 1 : 0;
            if (run.finished) {
                continue;
            }
            unfinished = true;
            if (run.mustPause()) {
                continue;
            }
            if (run.isDue(now)) {
                int before = run.emitted;
                run.read(maxRecords, now);
                passOnTime();
                if (run.emitted != before || run.finished) {
                    return Poll.MORE;
                }
            }
            earliest = Math.min(earliest, run.retryAt);
        }
        retryAt = earliest;
        return unfinished || !noMore ? Poll.NOTHING_NOW : Poll.END;
    }

    @Override
    public long retryAtMillis() {
        return retryAt;
    }

    @Override
    public void onBatch(int input, RecordBatch batch) {
        throw new IllegalStateException("A source has no input");
    }

    @Override
    public long nextProcessingTime() {
        long now = context().processingTime();
        return Math.min(periodic.next(now), alignment.nextUpdate(now));
    }

    @Override
    public boolean onProcessingTime(long millis) {
        alignment.onProcessingTime(millis);
        if (periodic.takeDue(millis)) {
            for (SplitRun run : runs) {
                if (!run.finished) {
                    run.onPeriodic(millis);
                }
            }
        }
        passOnTime();
        return true;
    }

    // Alignment

    @Override
    public @Nullable WatermarkAlignmentParams alignment() {
        return alignment.params();
    }

    @Override
    public void alignTo(long limit) {
        alignment.setLimit(limit);
        retryAt = 0;
    }

    @Override
    public @Nullable SourceProgress takeProgress() {
        if (!assigned || alignment.params() == null) {
            return null;
        }
        return alignment.take(new SourceProgress(live, live ? lowest : Long.MIN_VALUE), anyPaused());
    }

    private boolean anyPaused() {
        for (SplitRun run : runs) {
            if (!run.finished && run.activity.isPaused()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<SplitStatus> splits() {
        List<SplitStatus> splits = new ArrayList<>();
        for (SplitRun run : shown) {
            if (!run.finished) {
                splits.add(run.status());
            }
        }
        return splits;
    }

    private void show() {
        shown = List.copyOf(runs);
    }

    @Override
    public boolean forwardsWatermarks() {
        return false;
    }

    /** Merges the splits' watermarks: the minimum over those that are neither idle nor finished. */
    private void passOnTime() {
        long minimum = Long.MAX_VALUE;
        boolean anyLive = false;
        for (SplitRun run : runs) {
            if (!run.finished && !run.time.isIdle()) {
                minimum = Math.min(minimum, run.time.watermark());
                anyLive = true;
            }
        }
        live = anyLive;
        lowest = minimum;
        boolean nowIdle = assigned && !anyLive && !(noMore && allFinished());
        if (idle && !nowIdle) {
            idle = false;
            output().emitIdle(false);
        }
        if (anyLive && minimum > watermark) {
            watermark = minimum;
            output().emitWatermark(minimum);
        }
        if (!idle && nowIdle) {
            idle = true;
            output().emitIdle(true);
        }
    }

    private boolean allFinished() {
        for (SplitRun run : runs) {
            if (!run.finished) {
                return false;
            }
        }
        return true;
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) {
        List<SplitState> states = new ArrayList<>();
        for (SplitRun run : runs) {
            states.add(run.state());
        }
        return new OperatorSnapshot() {
            @Override
            public List<StateTable> tables() {
                return List.of(new ValuesTable(SplitState.TABLE, states));
            }
        };
    }

    @Override
    public void close() throws Exception {
        for (SplitRun run : runs) {
            run.close();
        }
    }

    /** One split that is being read. */
    private final class SplitRun implements SourceOutput<Object> {
        private final SourceSplit start;
        private final InputActivity activity = new InputActivity(context());
        private final WatermarkTracker<Object> time;
        private final Output out = output();
        private @Nullable SplitReader<Object, SourceSplit> reader;
        private @Nullable SourceSplit finalPosition;
        private boolean finished;
        private int emitted;
        private long askedAt;
        private long retryAt;

        SplitRun(SourceSplit split, @Nullable SplitState restored) throws Exception {
            this.start = split;
            this.time = new WatermarkTracker<>(strategy, context().watermarkIntervalRecords(), activity, restored);
            this.finished = restored != null && restored.finished();
            if (!finished) {
                reader = context().offload(source.createReader(split, new ReaderContext(context())));
            }
        }

        private SplitReader<Object, SourceSplit> reader() {
            SplitReader<Object, SourceSplit> current = reader;
            if (current == null) {
                throw new IllegalStateException("Split " + start.splitId() + " was read to its end");
            }
            return current;
        }

        /** Returns whether to ask the reader; where the clock was set back, when to ask again means nothing. */
        boolean isDue(long now) {
            return retryAt <= now || retryAt == SplitReader.WHEN_WOKEN || now < askedAt;
        }

        void read(int maxRecords, long now) throws Exception {
            askedAt = now;
            int before = emitted;
            SplitReader.Status status = reader().read(this, Math.min(maxRecords, time.recordsUntilPeriodic()));
            if (emitted != before) {
                time.stopWaiting();
                time.afterRecords();
            }
            retryAt = 0;
            if (status == SplitReader.Status.NOTHING_NOW) {
                time.waitForRecords();
                retryAt = reader().retryAtMillis(now);
            } else {
                time.stopWaiting();
            }
            if (status == SplitReader.Status.END) {
                time.emitPeriodic();
                finalPosition = reader().position();
                finished = true;
                close();
            }
        }

        /** Pauses where the split is too far ahead of its group; returns whether it is. */
        boolean mustPause() {
            boolean paused = alignment.isTooFar(time.watermark());
            activity.setPaused(paused);
            if (paused) {
                time.stopWaiting();
            }
            return paused;
        }

        /** A split that was to be asked by now may have something: the answer decides whether it is idle. */
        void onPeriodic(long millis) {
            if (isUnbounded()) {
                time.emitPeriodic();
            }
            if (retryAt > millis && retryAt != SplitReader.WHEN_WOKEN) {
                time.checkIdle();
            }
        }

        SplitStatus status() {
            return new SplitStatus(start.splitId(), time.watermark(), time.isIdle(), activity.isPaused());
        }

        @Override
        public void collect(Object element) {
            collect(element, Batch.NO_TIMESTAMP);
        }

        @Override
        public void collect(Object element, long timestamp) {
            emitted++;
            if (time.wake()) {
                passOnTime();
            }
            long assignedTimestamp = assigner == null ? timestamp : assigner.extractTimestamp(element, timestamp);
            out.emit(element, assignedTimestamp);
            if (time.onRecord(element, assignedTimestamp) && time.takeChanged()) {
                passOnTime();
            }
        }

        @Override
        public <X> void sideOutput(OutputTag<X> tag, X element) {
            output().emit(tag, element, Batch.NO_TIMESTAMP);
        }

        SplitState state() {
            SourceSplit position = finalPosition != null ? finalPosition : reader == null ? start : reader.position();
            return time.state(position, finished);
        }

        void close() throws Exception {
            SplitReader<Object, SourceSplit> current = reader;
            reader = null;
            try {
                if (current != null) {
                    current.close();
                }
            } finally {
                time.close();
            }
        }
    }

    private record ReaderContext(OperatorContext context) implements SourceContext {
        @Override
        public Environment environment() {
            return context.environment();
        }

        @Override
        public int parallelism() {
            return context.parallelism();
        }

        @Override
        public Counter counter(String name) {
            return context.counter(name);
        }
    }
}
