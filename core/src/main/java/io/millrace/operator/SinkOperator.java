/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.connector.PendingCommit;
import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.TwoPhaseCommitWriter;
import io.millrace.data.CheckpointBarrier;
import io.millrace.data.RecordBatch;
import io.millrace.environment.Environment;
import io.millrace.metric.Counter;
import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands records to the writer of a {@link Sink}, and cuts the output of a two-phase one at each barrier. */
public final class SinkOperator implements Operator {
    /** What open output needs to go on. */
    public static final String WRITER_STATES = "writerStates";
    /** What was pending when the snapshot was taken. */
    public static final String COMMITTABLES = "committables";

    private final Sink<Object> sink;
    private @Nullable SinkWriter<Object> writer;
    private @Nullable OperatorContext context;
    private final List<Piece> pieces = new ArrayList<>(); // cut off, and not known to be committed
    private long barrierId;
    private Loop loop = new WriteLoop();

    public SinkOperator(Sink<?> sink) {
        this.sink = FunctionOperator.cast(sink);
    }

    @Override
    public void open(OperatorContext newContext, Output output) throws Exception {
        this.context = newContext;
        SinkContext sinkContext = new WriterContext(newContext);
        if (sink instanceof TwoPhaseCommitSink<Object, ?, ?> twoPhase) {
            TwoPhaseCommitSink<Object, Object, Object> typed = FunctionOperator.cast(twoPhase);
            List<Object> restored = ValuesTable.readAll(newContext.restoredState(), WRITER_STATES);
            List<Object> mine = new ArrayList<>();
            for (int i = newContext.subtaskIndex(); i < restored.size(); i += newContext.parallelism()) {
                mine.add(restored.get(i));
            }
            writer = typed.restoreWriter(sinkContext, mine);
        } else {
            writer = sink.createWriter(sinkContext);
        }
        loop = newContext.kernels().instance(Loop.class, WriteLoop.class, writer());
    }

    /** The loop's face, through which its copies are called. */
    interface Loop {
        void run(SinkWriter<Object> writer, RecordBatch batch) throws Exception;
    }

    /** Copied for each kind of writer; see {@link Kernels}. */
    static final class WriteLoop implements Loop {
        @Override
        public void run(SinkWriter<Object> writer, RecordBatch batch) throws Exception {
            Object[] values = batch.values;
            long[] timestamps = batch.timestamps;
            int size = batch.size;
            for (int row = 0; row < size; row++) {
                writer.write(values[row], timestamps[row]);
            }
        }
    }

    private SinkWriter<Object> writer() {
        SinkWriter<Object> current = writer;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        loop.run(writer(), batch);
        if (context != null) {
            context.recycle(batch);
        }
    }

    @Override
    public boolean onEndOfInput(int input) throws Exception {
        writer().flush(true);
        return true;
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        writer().flush(endOfInput);
        if (!(writer() instanceof TwoPhaseCommitWriter<Object, ?, ?> twoPhase)) {
            return OperatorSnapshot.EMPTY;
        }
        pieces.add(new Piece(barrierId, twoPhase.prepareCommit(endOfInput)));
        return new Pending(List.copyOf(pieces));
    }

    /** What was cut off for a checkpoint that was aborted stays, and is committed with the next. */
    @Override
    public void onBarrier(CheckpointBarrier barrier) {
        barrierId = barrier.checkpointId();
        pieces.removeIf(piece -> piece.checkpointId <= barrier.completedId());
    }

    /** The output between two barriers. It is made durable once, though several checkpoints may want it. */
    private static final class Piece {
        private final long checkpointId;
        private final PendingCommit<?, ?> pending;
        private boolean durable;

        Piece(long checkpointId, PendingCommit<?, ?> pending) {
            this.checkpointId = checkpointId;
            this.pending = pending;
        }

        synchronized void persist() throws IOException {
            if (!durable) {
                pending.persist();
                durable = true;
            }
        }
    }

    /** The pieces that show when a checkpoint is complete, in order. */
    private record Pending(List<Piece> pieces) implements OperatorSnapshot {
        @Override
        public void persist() throws IOException {
            for (Piece piece : pieces) {
                piece.persist();
            }
        }

        @Override
        public List<StateTable> tables() {
            Piece last = pieces.get(pieces.size() - 1);
            return List.of(
                    new ValuesTable(WRITER_STATES, last.pending.states()),
                    new ValuesTable(COMMITTABLES, committables()));
        }

        @Override
        public List<Object> committables() {
            List<Object> all = new ArrayList<>();
            for (Piece piece : pieces) {
                all.addAll(piece.pending.committables());
            }
            return all;
        }
    }

    @Override
    public void close() throws Exception {
        SinkWriter<Object> current = writer;
        writer = null;
        if (current != null) {
            current.close();
        }
    }

    private record WriterContext(OperatorContext context) implements SinkContext {
        @Override
        public Environment environment() {
            return context.environment();
        }

        @Override
        public int subtaskIndex() {
            return context.subtaskIndex();
        }

        @Override
        public int parallelism() {
            return context.parallelism();
        }

        @Override
        public boolean isRestored() {
            return context.restoredState().isRestored();
        }

        @Override
        public long attemptId() {
            return context.attemptId();
        }

        @Override
        public Counter counter(String name) {
            return context.counter(name);
        }
    }
}
