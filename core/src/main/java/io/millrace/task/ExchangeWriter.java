/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.data.Signal;
import io.millrace.function.KeySelector;
import io.millrace.graph.Exchange;
import io.millrace.operator.ColumnKeys;
import io.millrace.operator.Kernels;
import io.millrace.operator.KeyLoop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task's end of an exchange: deals records out to the channels of the reading stage, and passes signals to all. */
final class ExchangeWriter {
    private final Exchange exchange;
    private final Channel[] channels;
    private final int maxParallelism;
    private final @Nullable RecordBatch[] partial;
    private final TaskMetrics metrics;
    private final KeyLoop keyLoop;
    private final ColumnKeys columnKeys;
    private final int[] targets = new int[Batch.CAPACITY];
    private final long[] longKeys = new long[Batch.CAPACITY];
    private final int firstTurn;
    private final int turns;
    private int turn;
    private long draw;

    ExchangeWriter(
            Exchange exchange,
            Channel[] channels,
            int subtask,
            int writers,
            int maxParallelism,
            Kernels kernels,
            TaskMetrics metrics) {
        this.exchange = exchange;
        this.channels = channels;
        this.maxParallelism = maxParallelism;
        this.partial = new RecordBatch[channels.length];
        this.metrics = metrics;
        this.keyLoop = exchange instanceof Exchange.Keyed keyed
                ? KeyLoop.of(kernels, keyed.keySelector())
                : new KeyLoop.Targets();
        this.columnKeys = new ColumnKeys(exchange instanceof Exchange.KeyedColumns keyed ? keyed.columns() : List.of());
        boolean rescale = exchange instanceof Exchange.Rescale;
        this.firstTurn = rescale ? (int) ((long) subtask * channels.length / writers) : 0;
        this.turns =
                rescale ? Math.max(1, (int) ((subtask + 1L) * channels.length / writers) - firstTurn) : channels.length;
        this.turn = rescale ? firstTurn : subtask % channels.length;
        this.draw = subtask;
    }

    boolean isAboveMark() {
        for (Channel channel : channels) {
            if (channel.isAboveMark()) {
                return true;
            }
        }
        return false;
    }

    /** Takes a batch over. */
    void write(Batch batch) throws Exception {
        metrics.recordsOut += batch.size;
        metrics.batchesOut++;
        if (exchange instanceof Exchange.Broadcast) {
            for (int i = 1; i < channels.length; i++) {
                channels[i].add(batch.copy());
            }
            channels[0].add(batch);
        } else if (channels.length == 1) {
            channels[0].add(batch);
        } else if (exchange instanceof Exchange.Rebalance || exchange instanceof Exchange.Rescale) {
            channels[turn].add(batch);
            turn = turn + 1 < firstTurn + turns ? turn + 1 : firstTurn;
        } else if (exchange instanceof Exchange.Global) {
            channels[0].add(batch);
        } else if (exchange instanceof Exchange.Shuffle) {
            shuffle(records(batch));
        } else if (exchange instanceof Exchange.Keyed keyed) {
            partitionByKey(records(batch), keyed.keySelector());
        } else if (exchange instanceof Exchange.KeyedColumns) {
            partitionByKey(columns(batch));
        } else if (exchange instanceof Exchange.Custom custom) {
            partition(records(batch), custom);
        }
        sendEnough();
    }

    private RecordBatch records(Batch batch) {
        if (batch instanceof RecordBatch records) {
            return records;
        }
        throw new IllegalStateException("The exchange " + exchange + " looks into records, and was sent columns");
    }

    private ColumnBatch columns(Batch batch) {
        if (batch instanceof ColumnBatch columns) {
            return columns;
        }
        throw new IllegalStateException("The exchange " + exchange + " looks into columns, and was sent records");
    }

    /** A slow reader has enough to do with less than a full batch. */
    private void sendEnough() {
        for (int target = 0; target < partial.length; target++) {
            RecordBatch open = partial[target];
            if (open != null && open.size >= channels[target].mostRows()) {
                partial[target] = null;
                channels[target].add(open);
            }
        }
    }

    private void partitionByKey(RecordBatch batch, KeySelector<Object, Object> selector) throws Exception {
        boolean allLongs = keyLoop.run(selector, batch, maxParallelism, channels.length, targets, longKeys);
        for (int row = 0; row < batch.size; row++) {
            RecordBatch open = openBatch(targets[row]);
            if (allLongs && (open.size == 0 || open.longKeys != null)) {
                open.appendRow(batch, row, longKeys[row]);
            } else {
                open.longKeys = null;
                open.appendRow(batch, row);
            }
            sendIfFull(targets[row], open);
        }
    }

    /** Sends each reader what is its own at once: they share the columns. */
    private void partitionByKey(ColumnBatch batch) {
        columnKeys.targets(batch, maxParallelism, channels.length, targets);
        int[] counts = new int[channels.length];
        for (int row = 0; row < batch.size; row++) {
            counts[targets[row]]++;
        }
        int[][] positions = new int[channels.length][];
        for (int target = 0; target < channels.length; target++) {
            positions[target] = new int[counts[target]];
            counts[target] = 0;
        }
        for (int row = 0; row < batch.size; row++) {
            int target = targets[row];
            positions[target][counts[target]++] = batch.position(row);
        }
        for (int target = 0; target < channels.length; target++) {
            if (positions[target].length > 0) {
                channels[target].add(batch.select(positions[target]));
            }
        }
    }

    private void partition(RecordBatch batch, Exchange.Custom custom) throws Exception {
        for (int row = 0; row < batch.size; row++) {
            Object key = custom.keySelector().getKey(batch.values[row]);
            int target = custom.partitioner().partition(key, channels.length);
            if (target < 0 || target >= channels.length) {
                throw new IllegalArgumentException("The partitioner sent key " + key + " to subtask " + target
                        + ", but there are " + channels.length + ", numbered from 0");
            }
            append(target, batch, row);
        }
    }

    private void shuffle(RecordBatch batch) {
        for (int row = 0; row < batch.size; row++) {
            append(drawTarget(), batch, row);
        }
    }

    /** The next of a fixed sequence, whose bits a multiplicative hash has mixed. */
    private int drawTarget() {
        draw += 0x9E3779B97F4A7C15L;
        long mixed = (draw ^ draw >>> 32) * 0xD6E8FEB86659FD93L;
        return (int) Math.floorMod(mixed ^ mixed >>> 32, (long) channels.length);
    }

    private void append(int target, RecordBatch batch, int row) {
        RecordBatch open = openBatch(target);
        open.appendRow(batch, row);
        sendIfFull(target, open);
    }

    private RecordBatch openBatch(int target) {
        RecordBatch open = partial[target];
        if (open == null) {
            open = new RecordBatch();
            partial[target] = open;
        }
        return open;
    }

    private void sendIfFull(int target, RecordBatch open) {
        if (open.isFull()) {
            partial[target] = null;
            channels[target].add(open);
        }
    }

    /** Sends what is part-filled. */
    void flush() {
        for (int target = 0; target < partial.length; target++) {
            RecordBatch open = partial[target];
            if (open != null) {
                partial[target] = null;
                channels[target].add(open);
            }
        }
    }

    /** Passes a signal to every reader, behind all records. */
    void signal(Signal signal) {
        flush();
        for (Channel channel : channels) {
            channel.add(signal);
        }
    }
}
