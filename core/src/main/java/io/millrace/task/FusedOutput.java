/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.data.Batch;
import io.millrace.data.EndOfInput;
import io.millrace.data.IdleStatus;
import io.millrace.data.RecordBatch;
import io.millrace.data.Signal;
import io.millrace.data.Watermark;
import io.millrace.function.OutputTag;
import io.millrace.operator.Output;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The output of one operator in a task: to the operators fused behind it, and to exchanges. */
final class FusedOutput implements Output {
    private final TaskMetrics metrics;
    private final BatchPool pool;
    private final boolean onlyEndOfTime;
    private final Branch main = new Branch();
    private final Map<OutputTag<?>, Branch> sides = new LinkedHashMap<>();

    // Arrays, since every batch passes here: what the JIT inlines of iterators costs it dearly.
    private Branch[] sideBranches = {};
    private OperatorHost[] fused = {};
    private ExchangeWriter[] exchanges = {};
    private boolean ended;
    private int rows;

    /**
     * @param onlyEndOfTime whether of all watermarks only the last is passed on, as in a batch
     */
    FusedOutput(BatchPool pool, TaskMetrics metrics, boolean onlyEndOfTime) {
        this.onlyEndOfTime = onlyEndOfTime;
        this.pool = pool;
        this.metrics = metrics;
    }

    void connect(@Nullable OutputTag<?> sideOutput, OperatorHost reader) {
        Branch branch = branch(sideOutput);
        branch.readers = append(branch.readers, reader);
        fused = append(fused, reader);
    }

    void connect(@Nullable OutputTag<?> sideOutput, ExchangeWriter exchange) {
        Branch branch = branch(sideOutput);
        branch.writers = append(branch.writers, exchange);
        exchanges = append(exchanges, exchange);
    }

    private Branch branch(@Nullable OutputTag<?> sideOutput) {
        if (sideOutput == null) {
            return main;
        }
        return sides.computeIfAbsent(sideOutput, tag -> {
            Branch branch = new Branch();
            sideBranches = append(sideBranches, branch);
            return branch;
        });
    }

    private static <T> T[] append(T[] array, T element) {
        T[] longer = Arrays.copyOf(array, array.length + 1);
        longer[array.length] = element;
        return longer;
    }

    @Override
    public void emit(Object value, long timestamp) {
        Branch branch = main;
        RecordBatch open = branch.open;
        if (open == null) {
            open = pool.take();
            branch.open = open;
        }
        open.append(value, timestamp);
        if (open.isFull()) {
            branch.flush();
        }
    }

    @Override
    public void emit(Batch batch) {
        main.flush();
        if (batch instanceof RecordBatch records) {
            records.longKeys = null;
        }
        main.pass(batch);
    }

    @Override
    public void emit(OutputTag<?> tag, Object value, long timestamp) {
        Branch branch = sides.get(tag);
        if (branch == null) {
            return;
        }
        RecordBatch open = branch.open;
        if (open == null) {
            open = pool.take();
            branch.open = open;
        }
        open.append(value, timestamp);
        if (open.isFull()) {
            branch.flush();
        }
    }

    @Override
    public void emitWatermark(long timestamp) {
        if (!onlyEndOfTime || timestamp == Long.MAX_VALUE) {
            signal(new Watermark(timestamp));
        }
    }

    @Override
    public void emitIdle(boolean idle) {
        if (!onlyEndOfTime) {
            signal(idle ? IdleStatus.IDLE : IdleStatus.ACTIVE);
        }
    }

    @Override
    public boolean shouldYield() {
        if (metrics.emittedInStep >= TaskMetrics.MAX_EMITTED_IN_STEP) {
            return true;
        }
        for (OperatorHost host : fused) {
            if (host.isBusy() || host.isWaiting()) {
                return true;
            }
        }
        return isAboveMark();
    }

    boolean isAboveMark() {
        for (ExchangeWriter exchange : exchanges) {
            if (exchange.isAboveMark()) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many rows were passed on so far; the number may wrap around. */
    int rows() {
        return rows;
    }

    /** Passes on the rows that were emitted one by one; exchanges may still hold them back for fuller batches. */
    void flush() {
        main.flush();
        for (Branch side : sideBranches) {
            side.flush();
        }
    }

    /** Sends what exchanges hold back, too. */
    void flushExchanges() {
        for (ExchangeWriter exchange : exchanges) {
            exchange.flush();
        }
    }

    /**
     * Passes a signal on, behind all rows. Behind the end of input there may be a barrier, for an operator that still
     * waits; it is for those that are fused alone, since a channel has ended by then.
     */
    void signal(Signal signal) {
        flush();
        for (OperatorHost host : fused) {
            host.accept(0, signal);
        }
        if (!ended) {
            ended = signal instanceof EndOfInput;
            for (ExchangeWriter exchange : exchanges) {
                exchange.signal(signal);
            }
        }
    }

    /** The main output or one side output. */
    private final class Branch {
        private OperatorHost[] readers = {};
        private ExchangeWriter[] writers = {};
        private @Nullable RecordBatch open;

        void flush() {
            RecordBatch batch = open;
            if (batch != null) {
                open = null;
                pass(batch);
            }
        }

        /** Gives each reader a batch of its own, the last one this very batch. */
        void pass(Batch batch) {
            metrics.emittedInStep += batch.size;
            rows += batch.size;
            int others = readers.length + writers.length - 1;
            if (others < 0) {
                pool.recycle(batch);
                return;
            }
            try {
                for (OperatorHost reader : readers) {
                    reader.accept(0, others-- > 0 ? batch.copy() : batch);
                }
                for (ExchangeWriter writer : writers) {
                    writer.write(others-- > 0 ? batch.copy() : batch);
                }
            } catch (Exception e) {
                throw new OperatorFailure(e);
            }
        }
    }
}
