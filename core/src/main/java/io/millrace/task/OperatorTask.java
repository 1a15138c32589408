/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.data.Batch;
import io.millrace.data.CheckpointBarrier;
import io.millrace.data.EndOfInput;
import io.millrace.data.StreamElement;
import io.millrace.graph.JobEdge;
import io.millrace.graph.JobNode;
import io.millrace.graph.Stage;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.SliceCombineOperator;
import io.millrace.operator.SourceDriver;
import io.millrace.operator.SourceProgress;
import io.millrace.operator.SplitStatus;
import io.millrace.operator.StateSize;
import io.millrace.store.KeyedStore;
import io.millrace.time.WatermarkAlignmentParams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One subtask of a stage: its fused operators, driven a bounded step at a time.
 *
 * <p>The life of a task: the first {@link #step} opens the operators (which restores their state); further steps run
 * until the input has ended; then the task is {@link Progress#ENDED}, but still takes part in checkpoints, until
 * {@link #close}. A failure is told to the listener, and the task does nothing more. All calls come from one thread at a
 * time.
 */
public final class OperatorTask {
    /** What a step ended with: what the task waits for. */
    public enum Progress {
        /** Nothing: there is more to do. */
        READY,
        /** Input, a command, or processing time to reach {@link OperatorTask#wakeUpMillis}. */
        WAITING_FOR_INPUT,
        /** Its readers to catch up. */
        WAITING_FOR_OUTPUT,
        /** Commands alone. */
        ENDED,
        /** Nothing any more. */
        FAILED
    }

    private static final long METER_UPDATE_MILLIS = 1_000;
    private static final int LETTERS_PER_STEP = 4_096;

    private final Stage stage;
    private final TaskSetup setup;
    private final TaskMetrics metrics = new TaskMetrics();
    private final BatchPool pool = new BatchPool();
    private final OperatorHost[] hosts;
    private final @Nullable SourceDriver source;
    private final InputGate gate;
    private final Pace pace = new Pace();
    private final Map<Long, Snapshot> snapshots = new LinkedHashMap<>(); // that not all operators have taken yet
    private long metersUpdatedMillis = Long.MIN_VALUE / 2;
    private long stepNanos;
    private long blockedNanos;
    private boolean waitsForOutput;
    private boolean rested = true;
    private boolean opened;
    private boolean inputEnded;
    private boolean ended;
    private boolean stopsReading;
    private boolean failed;
    private boolean closed;
    private long wakeUpMillis = Long.MAX_VALUE;

    /**
     * @param inputs the channels into the task
     * @param inputOf which input of the head each channel feeds
     * @param outputs the channels out of the task, for each edge that leaves the stage
     */
    public OperatorTask(Stage stage, TaskSetup setup, Channel[] inputs, int[] inputOf, List<OutgoingEdge> outputs) {
        this.stage = stage;
        this.setup = setup;
        Map<Integer, OperatorHost> byNode = new LinkedHashMap<>();
        List<OperatorHost> built = new ArrayList<>();
        for (JobNode node : stage.nodes()) {
            FusedOutput output = new FusedOutput(pool, metrics, setup.batch());
            OperatorHost host = new OperatorHost(
                    node.factory().create(),
                    output,
                    new TaskContext(node, setup, metrics, pool, built.size()),
                    node.inputCount(),
                    this::takeSnapshot);
            built.add(host);
            byNode.put(node.id(), host);
            if (node.id() != stage.head().id()) {
                JobEdge edge = node.inputs().get(0);
                hostOf(byNode, edge.source()).output().connect(edge.sideOutput(), host);
            }
        }
        this.hosts = built.toArray(OperatorHost[]::new);
        for (OutgoingEdge outgoing : outputs) {
            OperatorHost writer = hostOf(byNode, outgoing.edge().source());
            if (writer.operator() instanceof SliceCombineOperator) {
                // It must not fold what is late for its reader, which may be further than it is.
                if (outgoing.readerWatermark() == OutgoingEdge.UNKNOWN) {
                    writer.operator().onIdle();
                } else {
                    writer.context().startAt(outgoing.readerWatermark());
                }
            }
            writer.output()
                    .connect(
                            outgoing.edge().sideOutput(),
                            new ExchangeWriter(
                                    outgoing.edge().exchange(),
                                    outgoing.channels(),
                                    setup.task().subtask(),
                                    stage.parallelism(),
                                    outgoing.maxParallelism(),
                                    hosts[0].context().kernels(),
                                    metrics));
        }
        this.source = hosts[0].operator() instanceof SourceDriver driver ? driver : null;
        this.gate = new InputGate(
                inputs, inputOf, setup.restored().watermarkOf(stage.head().uid()), setup.policy());
        gate.setMostRows(pace.records());
    }

    private static OperatorHost hostOf(Map<Integer, OperatorHost> byNode, int node) {
        OperatorHost host = byNode.get(node);
        if (host == null) {
            throw new IllegalStateException("Node " + node + " is not part of the stage");
        }
        return host;
    }

    public TaskId id() {
        return setup.task();
    }

    public Stage stage() {
        return stage;
    }

    public TaskMetrics metrics() {
        return metrics;
    }

    /** Returns how the task's source keeps step with others, or null. */
    public @Nullable WatermarkAlignmentParams alignment() {
        return source == null ? null : source.alignment();
    }

    /** Returns the splits that the task is reading. May be called from any thread, and be a little old. */
    public List<SplitStatus> splits() {
        return source == null ? List.of() : source.splits();
    }

    /** Returns the processing time at which the task wants a step though nothing else happens; MAX_VALUE for never. */
    public long wakeUpMillis() {
        return wakeUpMillis;
    }

    /** Returns the checkpoint whose barriers the task is aligning, or -1. */
    public long aligningCheckpoint() {
        return gate.aligning();
    }

    /** Does a bounded amount of work. */
    public Progress step() {
        if (failed || closed) {
            return Progress.FAILED;
        }
        try {
            Progress progress = run();
            waitsForOutput = progress == Progress.WAITING_FOR_OUTPUT;
            rested = progress == Progress.WAITING_FOR_INPUT && !anyWaiting();
            if (rested) {
                pace.addTime(setup.environment().nanoTime() - stepNanos);
            }
            return progress;
        } catch (Throwable failure) {
            failed = true;
            setup.listener().onFailed(id(), OperatorFailure.unwrap(failure));
            return Progress.FAILED;
        }
    }

    private Progress run() throws Exception {
        metrics.emittedInStep = 0;
        if (!opened) {
            opened = true;
            openOperators();
        }
        long now = setup.environment().clockMillis();
        long activeMillis = measureActivity(setup.environment().nanoTime());
        for (OperatorHost host : hosts) {
            host.context().setProcessingTime(now, activeMillis);
        }
        if (now - metersUpdatedMillis >= METER_UPDATE_MILLIS) {
            metersUpdatedMillis = now;
            metrics.updateMeters(now);
        }
        boolean moreMail = takeMail(now);
        Progress stopped = resumeUnfinished();
        if (stopped != null) {
            return finish(moreMail ? Progress.READY : stopped, true);
        }
        endIfDone(); // No barrier may follow the end of the input that was just passed on.
        handleCommands();
        if (ended) {
            return Progress.ENDED;
        }
        if (stopsReading && source != null) {
            return standStill();
        }
        fireProcessingTime(now);
        Progress progress = finish(nextInput(), false);
        tellProgress();
        endIfDone();
        if (ended) {
            return Progress.ENDED;
        }
        announceEndOfInput();
        return moreMail ? Progress.READY : progress;
    }

    /** Behind the last checkpoint of a job that stops, a source emits nothing more, but its barrier gets through. */
    private Progress standStill() {
        flushExchanges();
        wakeUpMillis = Long.MAX_VALUE;
        return anyBusy() && !isAboveMark() ? Progress.READY : waitForOperators();
    }

    /** Returns for how long the task could read its input in all; not by the clock, which may be set. */
    private long measureActivity(long nanos) {
        if (waitsForOutput) {
            blockedNanos += nanos - stepNanos;
        }
        if (!rested) {
            pace.addTime(nanos - stepNanos);
        }
        stepNanos = nanos;
        pace.settle();
        gate.setMostRows(pace.records());
        return TimeUnit.NANOSECONDS.toMillis(nanos - blockedNanos);
    }

    private void endIfDone() {
        if (hosts[0].hasEnded() && !anyBusy() && !anyWaiting() && !ended) {
            end();
        }
    }

    /** @param stopped whether an operator that waits kept others from going on */
    private Progress finish(Progress progress, boolean stopped) {
        if (progress == Progress.WAITING_FOR_INPUT) {
            flushExchanges();
            planWakeUp(stopped);
        } else if (setup.environment().faults().maybe("task.flushEarly")) {
            flushExchanges();
        }
        return progress;
    }

    /**
     * Hands letters to their operators, and lets those that wait see the time; returns whether there may be more
     * letters. Letters wait, as everything does, while the output is above its mark.
     */
    private boolean takeMail(long now) throws Exception {
        int letters = 0;
        while (letters < LETTERS_PER_STEP && !isAboveMark()) {
            TaskMailbox.Mail mail = setup.mailbox().poll();
            if (mail == null) {
                break;
            }
            letters++;
            hosts[mail.operator()].deliver(mail.letter());
        }
        for (OperatorHost host : hosts) {
            host.advanceWaiting(now);
        }
        return letters == LETTERS_PER_STEP;
    }

    /** No barrier comes through inputs that have ended: whoever still waits for answers asks to be told of checkpoints. */
    private void announceEndOfInput() {
        if (!inputEnded && source == null && !hosts[0].hasLiveInput() && anyWaiting()) {
            inputEnded = true;
            setup.listener().onInputEnded(id());
        }
    }

    private void openOperators() throws Exception {
        // The last first: when an operator emits as it opens, those behind it are ready.
        for (int i = hosts.length - 1; i >= 0; i--) {
            hosts[i].open();
        }
    }

    private Progress nextInput() throws Exception {
        if (hosts[0].hasEnded()) {
            return anyWaiting() ? waitForOperators() : Progress.READY;
        }
        return source == null ? readInput() : pollSource(source);
    }

    private void tellProgress() {
        SourceProgress progress = source == null ? null : source.takeProgress();
        if (progress != null) {
            setup.listener().onProgress(id(), progress);
        }
    }

    private Progress readInput() throws Exception {
        int batches = setup.policy().batchesPerStep();
        int left = pace.records();
        OperatorHost head = hosts[0];
        for (int i = 0; i < batches && left > 0; i++) {
            if (anyBusy()) {
                return isAboveMark() ? Progress.WAITING_FOR_OUTPUT : Progress.READY;
            }
            if (anyWaiting()) {
                return waitForOperators();
            }
            if (isAboveMark()) {
                return Progress.WAITING_FOR_OUTPUT;
            }
            StreamElement element = gate.poll(left);
            if (element == null) {
                return Progress.WAITING_FOR_INPUT;
            }
            if (element instanceof Batch batch) {
                metrics.recordsIn += batch.size;
                metrics.batchesIn++;
                left -= batch.size;
                pace.addRecords(batch.size);
            }
            head.accept(element instanceof Batch || element instanceof EndOfInput ? gate.lastInput() : 0, element);
            if (head.hasEnded()) {
                break;
            }
        }
        return Progress.READY;
    }

    private Progress pollSource(SourceDriver driver) throws Exception {
        int batches = setup.policy().batchesPerStep();
        int left = pace.records();
        OperatorHost head = hosts[0];
        for (int i = 0; i < batches && left > 0; i++) {
            if (anyBusy()) {
                return isAboveMark() ? Progress.WAITING_FOR_OUTPUT : Progress.READY;
            }
            if (anyWaiting()) {
                return waitForOperators();
            }
            if (isAboveMark()) {
                return Progress.WAITING_FOR_OUTPUT;
            }
            int before = head.output().rows();
            SourceDriver.Poll poll = driver.poll(setup.policy().recordsPerRead(Math.min(left, Batch.CAPACITY)));
            head.output().flush();
            int read = head.output().rows() - before;
            left -= read;
            pace.addRecords(read);
            if (poll == SourceDriver.Poll.NOTHING_NOW) {
                return Progress.WAITING_FOR_INPUT;
            }
            if (poll == SourceDriver.Poll.END) {
                head.endSource();
                break;
            }
        }
        return Progress.READY;
    }

    /**
     * Goes on with unfinished calls, the last operator first, up to one that waits; returns what the task waits for, or
     * null where no call is left unfinished but those of operators that wait.
     */
    private @Nullable Progress resumeUnfinished() throws Exception {
        for (int i = hosts.length - 1; i >= 0; i--) {
            OperatorHost host = hosts[i];
            if (host.isWaiting()) {
                return anyBusy() ? waitForOperators() : null;
            }
            if (host.isBusy()) {
                if (isAboveMark()) {
                    return Progress.WAITING_FOR_OUTPUT;
                }
                host.resume();
                if (anyBusy()) {
                    return isAboveMark() ? Progress.WAITING_FOR_OUTPUT : Progress.READY;
                }
            }
        }
        return null;
    }

    /** Letters wake the task; but where they wait for the output, its readers do. */
    private Progress waitForOperators() {
        return isAboveMark() ? Progress.WAITING_FOR_OUTPUT : Progress.WAITING_FOR_INPUT;
    }

    /** Returns whether an operator can go on with a call that is unfinished. */
    private boolean anyBusy() {
        for (OperatorHost host : hosts) {
            if (host.isBusy() && !host.isWaiting()) {
                return true;
            }
        }
        return false;
    }

    private boolean anyWaiting() {
        for (OperatorHost host : hosts) {
            if (host.isWaiting()) {
                return true;
            }
        }
        return false;
    }

    private boolean isAboveMark() {
        for (OperatorHost host : hosts) {
            if (host.output().isAboveMark()) {
                return true;
            }
        }
        return false;
    }

    private void flushExchanges() {
        for (OperatorHost host : hosts) {
            host.output().flushExchanges();
        }
    }

    private void fireProcessingTime(long now) throws Exception {
        for (OperatorHost host : hosts) {
            host.advanceProcessingTime(now);
        }
    }

    /** What cannot be done yet, though its time has come, is no reason to wake up. */
    private void planWakeUp(boolean stopped) {
        long earliest = source == null || anyWaiting() ? Long.MAX_VALUE : source.retryAtMillis();
        for (OperatorHost host : hosts) {
            if (!stopped || host.isWaiting()) {
                earliest = Math.min(earliest, host.operator().nextProcessingTime());
            }
        }
        wakeUpMillis = earliest;
    }

    private void handleCommands() throws Exception {
        for (TaskCommand command = setup.commands().poll();
                command != null;
                command = setup.commands().poll()) {
            if (command instanceof TaskCommand.AssignSplits assign && source != null) {
                source.assign(assign.splits(), assign.noMore());
                hosts[0].output().flush();
            } else if (command instanceof TaskCommand.AlignWatermarks align && source != null) {
                source.alignTo(align.limit());
            } else if (command instanceof TaskCommand.EndSources && source != null) {
                source.endEarly();
            } else if (command instanceof TaskCommand.TriggerCheckpoint trigger) {
                triggerCheckpoint(trigger.barrier());
                stopsReading = trigger.last();
            } else if (command instanceof TaskCommand.CompleteCheckpoint complete) {
                completeCheckpoint(complete.checkpointId());
            } else if (command instanceof TaskCommand.AbortCheckpoint abort) {
                for (OperatorHost host : hosts) {
                    host.abortCheckpoint(abort.checkpointId());
                }
            }
        }
    }

    private void completeCheckpoint(long checkpointId) throws Exception {
        for (OperatorHost host : hosts) {
            host.completeCheckpoint(checkpointId);
        }
    }

    /** The last checkpoint completes as the job ends, when there are no more steps. */
    private @Nullable Throwable hearOfLastCheckpoint() {
        try {
            for (TaskCommand command = setup.commands().poll();
                    command != null;
                    command = setup.commands().poll()) {
                if (command instanceof TaskCommand.CompleteCheckpoint complete) {
                    completeCheckpoint(complete.checkpointId());
                }
            }
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }

    private void triggerCheckpoint(CheckpointBarrier barrier) throws Exception {
        if (ended) {
            for (OperatorHost host : hosts) {
                host.snapshotAfterEnd(barrier);
            }
        } else {
            hosts[0].startCheckpoint(barrier);
        }
    }

    private void takeSnapshot(
            OperatorHost host, CheckpointBarrier barrier, OperatorSnapshot snapshot, long pauseNanos) {
        Snapshot taken = snapshots.computeIfAbsent(barrier.checkpointId(), id -> new Snapshot());
        taken.parts.add(
                new TaskSnapshot.Part(host.context().uid(), host.context().watermark(), snapshot));
        taken.pauseNanos += pauseNanos;
        if (taken.parts.size() == hosts.length) {
            snapshots.remove(barrier.checkpointId());
            metrics.lastPauseNanos = taken.pauseNanos;
            measureState();
            setup.listener()
                    .onSnapshot(
                            new TaskSnapshot(id(), barrier.checkpointId(), List.copyOf(taken.parts), taken.pauseNanos));
        }
    }

    /** What the operators have given so far for one checkpoint. */
    private static final class Snapshot {
        private final List<TaskSnapshot.Part> parts = new ArrayList<>();
        private long pauseNanos;
    }

    private void measureState() {
        long keys = 0;
        long bytes = 0;
        for (OperatorHost host : hosts) {
            StateSize own = host.operator().stateSize();
            keys += own.keys();
            bytes += own.bytes();
            KeyedStore store = host.context().openedStore();
            if (store != null) {
                keys += store.size();
                bytes += store.stateBytesEstimate();
            }
        }
        metrics.keys = keys;
        metrics.stateBytes = bytes;
    }

    private void end() {
        ended = true;
        wakeUpMillis = Long.MAX_VALUE;
        flushExchanges();
        setup.listener().onEnded(id());
    }

    /** Closes all operators, whatever happened before; returns the first failure, or null. */
    public @Nullable Throwable close() {
        Throwable first = null;
        if (!closed) {
            closed = true;
            first = ended && !failed ? hearOfLastCheckpoint() : null;
            setup.mailbox().close();
            for (OperatorHost host : hosts) {
                try {
                    host.close();
                } catch (Throwable failure) {
                    first = first == null ? failure : first;
                }
            }
        }
        return first;
    }

    /**
     * An edge that leaves the stage.
     *
     * @param channels to each subtask of the reading stage
     * @param maxParallelism of the reading operator, which key groups are counted by
     * @param readerWatermark the restored watermark of the reading operator, {@link Long#MIN_VALUE} where it starts afresh, or
     *     {@link #UNKNOWN}: then the reader may be further than this task, as one whose writers were idle
     */
    public record OutgoingEdge(JobEdge edge, Channel[] channels, int maxParallelism, long readerWatermark) {
        /** Stands for the watermark of a reader that the runner cannot ask. */
        public static final long UNKNOWN = Long.MAX_VALUE;
    }
}
